/* Values of elements that the standard gives a form. */
#include "message/mx/mx_read.h"
#include "value/value.h"

#include <stdint.h>

enum { DECIMALS_MOST = 5 /* of an amount */ };

static void wrong(mx_reading *r, const char *what, str value)
{
    mx_problem(r, "element %.*s: \"%.*s\" is no %s", STR_ARG(mx_name(r, 0)), MESSAGE_SHORT(value), what);
}

str mx_country(mx_reading *r, str value)
{
    value_country c;
    char upper[2];
    if (value_read_country(value, &c, NULL) != VALUE_KNOWN || c.code_count != 1 || c.codes[0].len != 2) {
        wrong(r, "country", value);
        return STR_NONE;
    }
    for (size_t i = 0; i < sizeof upper; i++)
        upper[i] = (char)(c.codes[0].data[i] - 'a' + 'A');
    return mx_keep(r, str_make(upper, sizeof upper));
}

/* "IntrBkSttlmDt", "ReqdExctnDt", "Dt", "CreDtTm". */
static bool is_date_name(str name)
{
    return str_ends(name, str_of("Dt")) || str_ends(name, str_of("DtTm"));
}

static bool is_amount(str value)
{
    size_t dots = 0, digits = 0;
    for (size_t i = 0; i < value.len; i++) {
        dots += value.data[i] == '.';
        digits += value.data[i] >= '0' && value.data[i] <= '9';
    }
    size_t dot = str_find(value, str_make(".", 1));
    bool fine = dot == SIZE_MAX || value.len - dot - 1 <= DECIMALS_MOST;
    return digits && dots <= 1 && digits + dots == value.len && fine;
}

/* Its form; check digits of examples are often made up. */
static bool is_lei(str value)
{
    enum { LENGTH = 20, CHECK_DIGITS = 2 };
    bool good = value.len == LENGTH;
    for (size_t i = 0; i < value.len && good; i++)
        good = (value.data[i] >= '0' && value.data[i] <= '9') ||
               (i < LENGTH - CHECK_DIGITS && value.data[i] >= 'A' && value.data[i] <= 'Z');
    return good;
}

void mx_check_value(mx_reading *r, mx_kind kind, str value)
{
    str name = mx_name(r, 0);
    for (size_t i = r->root_depth; i < r->depth && i <= MX_DEPTH_MAX; i++)
        if (r->level[i].kind == MX_FOREIGN)
            return;
    if (is_date_name(name) && !value_is_iso_date(value))
        wrong(r, "date", value);
    if (kind == MX_AMOUNT && !is_amount(value))
        wrong(r, "amount", value);
    if (kind == MX_AMOUNT && !r->level[r->depth].has_currency)
        mx_problem(r, "element %.*s: an amount without a currency", STR_ARG(name));
    if (kind == MX_COUNT && !str_is_digits(value))
        wrong(r, "number", value);
    if (kind == MX_LEI && !is_lei(value))
        wrong(r, "LEI", value);
    if (str_is(name, "Ccy") && !value_is_currency(value))
        wrong(r, "currency", value);
    if (kind == MX_IBAN && value_is_wrong_iban(value))
        wrong(r, "IBAN: its check digits are wrong", value);
    if (kind == MX_UETR && !value_is_uetr(value))
        wrong(r, "UETR", value);
}

void mx_check_empty(mx_reading *r, mx_kind kind)
{
    str name = mx_name(r, 0);
    if (kind == MX_AMOUNT || kind == MX_IBAN || kind == MX_BIC || is_date_name(name))
        mx_problem(r, "element %.*s is empty", STR_ARG(name));
}
