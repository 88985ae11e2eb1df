#include "exact/codes.h"

#include "model/identifier.h"

enum { IBAN_LEAST = 15, IBAN_MOST = 34, IRANIAN_IBAN = 26, BIC_BANK = 8, BIC_BRANCH = 11 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_upper(c) || is_digit(c);
}

static bool is_any_letter(char c)
{
    return is_word(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Behind the country stands the place of the bank: Tehran, Pyongyang, Havana. An ordinary word has none of
 * them. */
static bool is_built_as_bic(str bic)
{
    static const str built[] = {STR("IRT"), STR("KPP"), STR("CUHH"), STR("SYDA")};
    str from_country = str_make(bic.data + 4, bic.len - 4);
    for (size_t i = 0; i < sizeof built / sizeof built[0]; i++)
        if (str_starts(from_country, built[i]))
            return true;
    for (size_t i = 6; i < bic.len; i++)
        if (is_digit(bic.data[i]))
            return true;
    return false;
}

/* An IBAN from `from` on, with or without blanks; *end is behind it. */
static bool iban_at(str text, size_t from, size_t *end)
{
    char exact[IBAN_MOST];
    size_t len = 0, at = from;
    if (from + IBAN_LEAST > text.len || !is_upper(text.data[from]) || !is_upper(text.data[from + 1]) ||
        !is_digit(text.data[from + 2]) || !is_digit(text.data[from + 3]))
        return false;
    for (; at < text.len && len < IBAN_MOST; at++) {
        bool blank = text.data[at] == ' ' && at + 1 < text.len && is_word(text.data[at + 1]);
        if (!is_word(text.data[at]) && !blank)
            break;
        if (!blank)
            exact[len++] = text.data[at];
        str iban = str_make(exact, len);
        bool behind = at + 1 < text.len && is_word(text.data[at + 1]);
        bool iranian = len == IRANIAN_IBAN && str_starts(iban, str_of("IR")) &&
                       str_is_digits(str_make(exact + 2, len - 2));
        if (!behind && (iranian || identifier_iban_valid(iban))) {
            *end = at + 1;
            return true;
        }
    }
    return false;
}

bool codes_next(str text, size_t *at, code_found *found)
{
    while (*at < text.len) {
        size_t from = *at, end;
        if (!is_any_letter(text.data[from])) {
            (*at)++;
            continue;
        }
        bool account = iban_at(text, from, &end);
        if (!account)
            for (end = from; end < text.len && is_any_letter(text.data[end]);)
                end++;
        *at = end;
        str word = str_make(text.data + from, end - from);
        bool bic = (word.len == BIC_BANK || word.len == BIC_BRANCH) && identifier_bic_shaped(word);
        if (!account && !bic)
            continue;
        *found = (code_found){.text = word, .account = account, .sure = account || is_built_as_bic(word)};
        found->country = account ? str_make(word.data, 2) : str_make(word.data + 4, 2);
        return true;
    }
    return false;
}
