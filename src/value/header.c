#include "value/kinds.h"
#include "value/key.h"
#include "value/suggest.h"
#include "value/value.h"

typedef struct header_row {
    str key;
    header_use use;
} header_row;

static const header_row ROWS[] = {
#include "value/headers.inc"
};

enum { ROW_COUNT = sizeof ROWS / sizeof ROWS[0] };

static header_use use_of_key(str key)
{
    size_t low = 0, high = ROW_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(ROWS[middle].key, key);
        if (order == 0)
            return ROWS[middle].use;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return HEADER_UNKNOWN;
}

/* A property of FollowTheMoney that has no other meaning here. */
static bool is_property(str key)
{
    for (int p = 0; p < PROPERTY_COUNT; p++)
        if (str_equal_nocase(property_name((property_id)p), key))
            return true;
    return false;
}

static header_use use_of(str key, property_id *property)
{
    header_use use = use_of_key(key);
    if (use != HEADER_UNKNOWN)
        return use;
    if (value_identifier_kind(key, property))
        return HEADER_IDENTIFIER_KIND;
    return is_property(key) ? HEADER_NOTHING : HEADER_UNKNOWN;
}

header_use value_header(str header, property_id *property)
{
    value_key key;
    if (!key_joined(header, &key))
        return HEADER_UNKNOWN;
    header_use use = use_of(key_str(&key), property);
    size_t len = key.len;
    while (len && key.text[len - 1] >= '0' && key.text[len - 1] <= '9')
        len--;
    if (use == HEADER_UNKNOWN && len && len < key.len)
        use = use_of(str_make(key.text, len), property);
    return use;
}

str value_header_suggest(str header)
{
    value_key key;
    suggestion s;
    if (!key_joined(header, &key))
        return STR_NONE;
    suggest_begin(&s, key_str(&key));
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (ROWS[i].use != HEADER_NOTHING)
            suggest_offer(&s, ROWS[i].key);
    identifier_kinds_offer(&s);
    return s.best;
}
