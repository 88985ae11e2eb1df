/* A borrowed slice of bytes, nearly always UTF-8 text. It does not own what it points to and is not
 * terminated. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct str {
    const char *data;
    size_t len;
} str;

#define STR_NONE   ((str){NULL, 0})
#define STR_ARG(s) (int)(s).len, (s).data /* for "%.*s" */

/* A literal as a slice, usable in static initialisers: STR("sanction"). */
#define STR(literal)                                                                                         \
    {                                                                                                        \
        ("" literal), sizeof(literal) - 1                                                                    \
    }

static inline str str_of(const char *text)
{
    return (str){text, text ? strlen(text) : 0};
}

static inline str str_make(const char *data, size_t len)
{
    return (str){data, len};
}

static inline bool str_empty(str s)
{
    return s.len == 0;
}

static inline bool str_equal(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline bool str_is(str a, const char *b)
{
    return str_equal(a, str_of(b));
}

/* Orders by bytes, a prefix first: the order of every sorted table in a snapshot. */
int str_compare(str a, str b);

/* The first of `count` texts in ascending order that is not before this one; `count` if all are. */
size_t str_first_from(const str *sorted, size_t count, str from);

bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);

/* ASCII case only; bytes above 127 must be equal. */
bool str_equal_nocase(str a, str b);

/* Without ASCII white space at both ends. */
str str_trim(str s);

/* Position of the first `needle`, or SIZE_MAX. An empty needle is found at 0. */
size_t str_find(str s, str needle);
size_t str_find_nocase(str s, str needle);

/* Takes the part before the next `separator` off the front of *rest; false when nothing is left.
 * "a,,b" gives "a", "", "b". */
bool str_split(str *rest, char separator, str *part);

/* Decimal digits only, at least one, no sign; false on anything else or on overflow. */
bool str_to_unsigned(str s, unsigned long long *value);

/* True if every byte is a decimal digit and there is at least one. */
bool str_is_digits(str s);

#endif
