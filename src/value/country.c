#include "model/country.h"
#include "base/error.h"
#include "value/key.h"
#include "value/suggest.h"
#include "value/value.h"

typedef struct country_row {
    str key;
    const char *codes; /* "ir", "cd cg", "UA-43" */
} country_row;

static const country_row ROWS[] = {
#include "value/countries.inc"
};

enum { ROW_COUNT = sizeof ROWS / sizeof ROWS[0] };

static const char *codes_of(str key)
{
    size_t low = 0, high = ROW_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(ROWS[middle].key, key);
        if (order == 0)
            return ROWS[middle].codes;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "UA-43", also "ua 43"; any other region of a known country is its country. */
static bool read_region(str text, value_country *out)
{
    bool shaped = text.len >= 4 && text.len <= 6 && is_letter(text.data[0]) && is_letter(text.data[1]) &&
                  text.data[2] == '-';
    if (!shaped || !country_is_alpha2(str_make(text.data, 2)))
        return false;
    for (size_t i = 3; i < text.len; i++)
        if (!is_letter(text.data[i]) && (text.data[i] < '0' || text.data[i] > '9'))
            return false;
    out->codes[out->code_count++] = country_find(str_make(text.data, 2));
    return true;
}

static void take_codes(const char *codes, value_country *out)
{
    str rest = str_of(codes), one;
    if (rest.len > 3 && rest.data[2] == '-') {
        out->region = rest;
        out->codes[out->code_count++] = country_find(str_make(rest.data, 2));
        return;
    }
    while (out->code_count < 2 && str_split(&rest, ' ', &one))
        out->codes[out->code_count++] = one;
}

static str nearest(str key)
{
    suggestion s;
    suggest_begin(&s, key);
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (ROWS[i].key.len > 3 || key.len <= 3)
            suggest_offer(&s, ROWS[i].key);
    const char *codes = s.best.len ? codes_of(s.best) : NULL;
    if (!codes)
        return STR_NONE;
    str name = country_name(str_of(codes));
    return name.len ? name : s.best;
}

value_result value_read_country(str text, value_country *out, itd_error *error)
{
    char proposal[DID_YOU_MEAN_CAP];
    value_key key = {.len = 0};
    *out = (value_country){.code_count = 0};
    text = str_trim(text);
    if (value_is_blank(text))
        return VALUE_BLANK;
    bool keyed = key_spaced(text, &key);
    const char *codes = keyed ? codes_of(key_str(&key)) : NULL;
    bool is_code = text.len <= 3;
    str code = codes && !is_code ? STR_NONE : country_find(text);
    if (code.len)
        out->codes[out->code_count++] = code;
    else if (codes)
        take_codes(codes, out);
    else if (!read_region(text, out)) {
        error_set(error, ITD_ERROR_INPUT, NULL,
                  "unknown country '%.*s'%s, expected a code of ISO 3166 or a name",
                  (int)(text.len < 80 ? text.len : 80), text.data,
                  did_you_mean(keyed ? nearest(key_str(&key)) : STR_NONE, proposal));
        return VALUE_UNKNOWN;
    }
    return VALUE_KNOWN;
}

str value_suggest_country(str text)
{
    value_key key;
    return key_spaced(text, &key) ? nearest(key_str(&key)) : STR_NONE;
}
