#include "model/identifier.h"
#include "base/error.h"
#include "value/key.h"
#include "value/kinds.h"
#include "value/suggest.h"
#include "value/value.h"

typedef struct identifier_row {
    str key;
    property_id property;
} identifier_row;

static const identifier_row ROWS[] = {
#include "value/identifiers.inc"
};

enum { ROW_COUNT = sizeof ROWS / sizeof ROWS[0], DIGITS_LEAST = 5, WORDS_MOST = 4 };

static bool kind_of_key(str key, property_id *property)
{
    size_t low = 0, high = ROW_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(ROWS[middle].key, key);
        if (order == 0)
            return *property = ROWS[middle].property, true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (int p = 0; p < PROPERTY_COUNT; p++)
        if (property_get_type((property_id)p) == TYPE_IDENTIFIER &&
            str_equal_nocase(property_name((property_id)p), key))
            return *property = (property_id)p, true;
    return false;
}

bool value_identifier_kind(str name, property_id *property)
{
    value_key key;
    return key_joined(name, &key) && kind_of_key(key_str(&key), property);
}

void identifier_kinds_offer(suggestion *s)
{
    static const char *const usual[] = {"passport", "imo", "bic",  "swift",  "lei",          "tax", "inn",
                                        "ogrn",     "vat", "iban", "wallet", "registration", "isin"};
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        suggest_offer(s, str_of(usual[i]));
    for (size_t i = 0; i < ROW_COUNT; i++)
        suggest_offer(s, ROWS[i].key);
}

value_result value_read_identifier_kind(str name, property_id *property, itd_error *error)
{
    char proposal[DID_YOU_MEAN_CAP];
    value_key key;
    suggestion s = {.distance = 0};
    if (value_identifier_kind(name, property))
        return VALUE_KNOWN;
    if (key_joined(name, &key)) {
        suggest_begin(&s, key_str(&key));
        identifier_kinds_offer(&s);
    }
    error_set(error, ITD_ERROR_INPUT, NULL,
              "unknown kind of identifier '%.*s'%s, expected imo, passport, bic, lei, tax, inn, wallet or a "
              "property of FollowTheMoney",
              (int)(name.len < 80 ? name.len : 80), name.data, did_you_mean(s.best, proposal));
    return VALUE_UNKNOWN;
}

/* ---- identifiers that are given as names ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void add(value_identifier *found, size_t *count, bool has_property, property_id property, str text)
{
    if (*count < VALUE_IDENTIFIERS_MAX)
        found[(*count)++] = (value_identifier){has_property, property, text};
}

static bool is_bic(str text)
{
    char exact[IDENTIFIER_CAP];
    return text.len >= 8 && text.len <= 11 &&
           identifier_check(PROPERTY_SWIFT_BIC, text, exact, sizeof exact) == IDENTIFIER_SHAPE_ONLY;
}

/* "IMO 9187629", "Passport No. A1234567", "SWIFT: SABRRUMM": the words of a kind and then the number. */
static bool behind_label(str name, property_id *property, str *number)
{
    size_t words = 0;
    for (size_t i = 1; i < name.len && words < WORDS_MOST; i++) {
        bool ends = name.data[i] == ' ' || name.data[i] == ':' || name.data[i] == '=' || name.data[i] == '#';
        if (!ends)
            continue;
        words++;
        str rest = str_trim(str_make(name.data + i + 1, name.len - i - 1));
        if (rest.len < 4 || !value_identifier_kind(str_make(name.data, i), property))
            continue;
        bool digits = false;
        for (size_t d = 0; d < rest.len; d++)
            digits = digits || is_digit(rest.data[d]);
        property_id ignored;
        size_t blank = str_find(rest, str_of(" "));
        bool more = blank != SIZE_MAX && value_identifier_kind(str_make(name.data, i + 1 + blank), &ignored);
        if (more || !(digits || (*property == PROPERTY_SWIFT_BIC && is_bic(rest))))
            continue;
        *number = rest;
        return true;
    }
    return false;
}

/* More digits than letters, five at least, and nothing but what numbers are written with. */
static bool is_number(str name)
{
    size_t digits = 0, letters = 0, blanks = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        digits += is_digit(c);
        letters += is_letter(c);
        blanks += c == ' ';
        if (!is_digit(c) && !is_letter(c) && !strchr(" -/.,:#", c))
            return false;
    }
    return digits >= DIGITS_LEAST && digits >= letters && blanks <= WORDS_MOST;
}

size_t value_identifiers_of_name(str name, value_identifier found[VALUE_IDENTIFIERS_MAX])
{
    size_t count = 0;
    property_id property;
    str number;
    name = str_trim(name);
    if (name.len < 4 || name.len >= IDENTIFIER_CAP || memchr(name.data, 0, name.len))
        return 0;
    if (behind_label(name, &property, &number)) {
        add(found, &count, true, property, number);
        return count;
    }
    if (identifier_guess(name, &property)) {
        add(found, &count, true, property, name);
        return count;
    }
    if (is_bic(name))
        add(found, &count, true, PROPERTY_SWIFT_BIC, name);
    if (is_number(name))
        add(found, &count, false, 0, name);
    return count;
}
