#include "base/str.h"

#include <limits.h>
#include <stdint.h>

int str_compare(str a, str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.data, b.data, len) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

size_t str_first_from(const str *sorted, size_t count, str from)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(sorted[middle], from) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.data, prefix.data, prefix.len) == 0);
}

bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.data + s.len - suffix.len, suffix.data, suffix.len) == 0);
}

static unsigned char lower(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u + 32) : u;
}

bool str_equal_nocase(str a, str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.data[i]) != lower(b.data[i]))
            return false;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s)
{
    while (s.len && is_space(s.data[0])) {
        s.data++;
        s.len--;
    }
    while (s.len && is_space(s.data[s.len - 1]))
        s.len--;
    return s;
}

size_t str_find(str s, str needle)
{
    if (needle.len == 0)
        return 0;
    if (needle.len > s.len)
        return SIZE_MAX;
    const char *found = memmem(s.data, s.len, needle.data, needle.len);
    return found ? (size_t)(found - s.data) : SIZE_MAX;
}

size_t str_find_nocase(str s, str needle)
{
    for (size_t i = 0; i + needle.len <= s.len; i++)
        if (str_equal_nocase(str_make(s.data + i, needle.len), needle))
            return i;
    return SIZE_MAX;
}

bool str_split(str *rest, char separator, str *part)
{
    if (!rest->data)
        return false;
    const char *found = rest->len ? memchr(rest->data, separator, rest->len) : NULL;
    if (!found) {
        *part = *rest;
        *rest = STR_NONE;
        return true;
    }
    size_t len = (size_t)(found - rest->data);
    *part = str_make(rest->data, len);
    *rest = str_make(found + 1, rest->len - len - 1);
    return true;
}

bool str_to_unsigned(str s, unsigned long long *value)
{
    unsigned long long n = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return false;
        unsigned digit = (unsigned)(s.data[i] - '0');
        if (n > (ULLONG_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    *value = n;
    return true;
}

bool str_is_digits(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] < '0' || s.data[i] > '9')
            return false;
    return s.len > 0;
}
