#include "mention/mention_codes.h"

#include "model/identifier.h"

enum { IMO_LEN = 7, BIC_LEN = 8, BIC_LONG = 11, LEI_LEN = 20, WALLET_LEAST = 26, WALLET_MOST = 110 };

static bool is_upper_code(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.data[i] >= 'A' && s.data[i] <= 'Z') || (s.data[i] >= '0' && s.data[i] <= '9')))
            return false;
    return s.len > 0;
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] >= '0' && s.data[i] <= '9')
            return true;
    return false;
}

static size_t put_banks(const bic_table *banks, str word, match_identifier out[CODES_MAX])
{
    str listed[CODES_MAX];
    if (!identifier_bic_shaped(word))
        return 0;
    size_t count = bic_table_find(banks, word, listed, CODES_MAX);
    for (size_t i = 0; i < count; i++)
        out[i] = (match_identifier){true, PROPERTY_SWIFT_BIC, listed[i]};
    return count;
}

size_t mention_codes_of(const bic_table *banks, str word, bool imo, match_identifier out[CODES_MAX])
{
    if (word.len > IMO_LEN && str_starts(word, str_of("IMO"))) {
        word = str_make(word.data + 3, word.len - 3);
        imo = true;
    }
    if (word.len == IMO_LEN && imo && str_is_digits(word) && identifier_imo_valid(word)) {
        out[0] = (match_identifier){true, PROPERTY_IMO_NUMBER, word};
        return 1;
    }
    if ((word.len == BIC_LEN || word.len == BIC_LONG) && is_upper_code(word))
        return put_banks(banks, word, out);
    if (word.len == LEI_LEN && is_upper_code(word) && identifier_lei_valid(word)) {
        out[0] = (match_identifier){true, PROPERTY_LEI_CODE, word};
        return 1;
    }
    if (word.len >= WALLET_LEAST && word.len <= WALLET_MOST && has_digit(word) &&
        identifier_wallet(word) != IDENTIFIER_INVALID) {
        out[0] = (match_identifier){true, PROPERTY_PUBLIC_KEY, word};
        return 1;
    }
    return 0;
}
