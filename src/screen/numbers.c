#include "screen/numbers.h"

#include "model/identifier.h"
#include "value/value.h"

enum {
    DIGITS_LEAST = 5,
    NUMBER_LEAST = 6,
    NUMBER_MOST = 110,
    LEI_LEN = 20,
    WALLET_LEAST = 26,
    LABEL_WORDS = 3, /* "tax identification number" */
    LABEL_LEAST = 2,
    LABEL_MOST = 60,
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* What numbers are written with. */
static bool is_inside(char c)
{
    return is_digit(c) || is_letter(c) || c == '-' || c == '/' || c == '.';
}

static size_t digits_of(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += is_digit(s.data[i]);
    return count;
}

static bool is_upper_code(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_digit(s.data[i]) && !(s.data[i] >= 'A' && s.data[i] <= 'Z'))
            return false;
    return true;
}

/* Wallets and LEIs. */
static bool is_known_by_form(str word, match_identifier *found)
{
    if (word.len == LEI_LEN && is_upper_code(word) && identifier_lei_valid(word))
        *found = (match_identifier){true, PROPERTY_LEI_CODE, word};
    else if (word.len >= WALLET_LEAST && identifier_wallet(word) != IDENTIFIER_INVALID)
        *found = (match_identifier){true, PROPERTY_PUBLIC_KEY, word};
    else
        return false;
    return true;
}

/* Where the word before `end` begins; `end` if there is none in this sentence. */
static size_t word_before(str text, size_t end)
{
    size_t to = end;
    while (to > 0 && strchr(" :.#=,(", text.data[to - 1]))
        to--;
    size_t from = to;
    while (from > 0 && (is_letter(text.data[from - 1]) || text.data[from - 1] == '/'))
        from--;
    return from < to ? from : end;
}

/* One to three words before the number that name a kind together. */
static bool is_labelled(str text, size_t from, property_id *kind)
{
    size_t begin = from;
    for (int n = 0; n < LABEL_WORDS; n++) {
        size_t earlier = word_before(text, begin);
        if (earlier == begin)
            return false;
        begin = earlier;
        str label = str_trim(str_make(text.data + begin, from - begin));
        if (label.len >= LABEL_LEAST && label.len <= LABEL_MOST && value_identifier_kind(label, kind))
            return true;
    }
    return false;
}

bool numbers_next(str text, size_t *at, match_identifier *found)
{
    while (*at < text.len) {
        size_t from = *at, end;
        if (!is_digit(text.data[from]) && !is_letter(text.data[from])) {
            (*at)++;
            continue;
        }
        for (end = from; end < text.len && is_inside(text.data[end]);)
            end++;
        *at = end;
        while (end > from && !is_digit(text.data[end - 1]) && !is_letter(text.data[end - 1]))
            end--;
        str word = str_make(text.data + from, end - from);
        size_t digits = digits_of(word);
        property_id kind;
        if (word.len < NUMBER_LEAST || word.len > NUMBER_MOST || digits == 0)
            continue;
        if (is_known_by_form(word, found))
            return true;
        if (digits < DIGITS_LEAST || !is_labelled(text, from, &kind))
            continue;
        *found = (match_identifier){true, kind, word};
        return true;
    }
    return false;
}
