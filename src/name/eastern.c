/* Syllables of Chinese, Korean and Vietnamese in Latin letters, all usual ways to write them together: what
 * may stand before the vowels, which vowels may stand together, and what may stand behind them. */
#include "name/eastern.h"

enum { SYLLABLES_MAX = 2, VOWELS_MAX = 3, HEAD_MAX = 3, TAIL_MAX = 2, LETTERS_MAX = 3 };

/* A head, a group of vowels or a tail: at most LETTERS_MAX letters, zeros behind them. One is asked for a
 * dozen times for each word of a name, so it is compared as one number. */
typedef char letters[LETTERS_MAX + 1];

static bool is_one_of(const letters *list, size_t count, const char *s, size_t len)
{
    letters padded = {0};
    for (size_t i = 0; i < len; i++)
        padded[i] = s[i];
    uint32_t wanted;
    memcpy(&wanted, padded, sizeof wanted);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t listed;
        memcpy(&listed, list[i], sizeof listed);
        found |= listed == wanted;
    }
    return found;
}

static bool is_head(const char *s, size_t len)
{
    static const letters heads[] = {
        "",   "b",  "c",  "d",  "f",  "g",  "h",  "j",  "k",  "l",  "m",  "n",  "p",  "q",  "r",  "s",  "t",
        "v",  "w",  "x",  "y",  "z",  "ch", "sh", "zh", "ts", "tz", "hs", "kh", "nh", "ng", "ph", "th", "tr",
        "kw", "hw", "gw", "ky", "gy", "hy", "my", "py", "by", "ry", "ny", "qu", "kk", "ss", "gh", "ngh"};
    return is_one_of(heads, sizeof heads / sizeof *heads, s, len);
}

static bool is_vowel(char letter)
{
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u' || letter == 'y';
}

static bool are_vowels(const char *s, size_t len)
{
    static const letters vowels[] = {"a",   "e",   "i",  "o",  "u",   "y",  "ai", "ao",  "ae",  "au",
                                     "ay",  "ei",  "eo", "eu", "eui", "ia", "ie", "io",  "iu",  "iao",
                                     "oa",  "oe",  "oi", "oo", "ou",  "ua", "ue", "ui",  "uo",  "uy",
                                     "uai", "uan", "yo", "ya", "ye",  "yu", "ee", "uye", "ieu", "yeo"};
    return is_one_of(vowels, sizeof vowels / sizeof *vowels, s, len);
}

static bool is_tail(const char *s, size_t len)
{
    static const letters tails[] = {"", "n", "ng", "nh", "m", "p", "t", "k", "c", "ch", "l", "h", "b", "g"};
    return is_one_of(tails, sizeof tails / sizeof *tails, s, len);
}

/* True if the letters are `count` syllables or fewer, and at least one. */
static bool are_syllables(const char *s, size_t len, unsigned count)
{
    for (size_t head = 0; count > 0 && head <= HEAD_MAX && head < len; head++) {
        if (!is_head(s, head))
            continue;
        for (size_t vowels = 1; vowels <= VOWELS_MAX && head + vowels <= len; vowels++) {
            if (!is_vowel(s[head + vowels - 1]))
                break;
            if (!are_vowels(s + head, vowels))
                continue;
            size_t at = head + vowels;
            for (size_t tail = 0; tail <= TAIL_MAX && at + tail <= len; tail++)
                if (is_tail(s + at, tail) &&
                    (at + tail == len || are_syllables(s + at + tail, len - at - tail, count - 1)))
                    return true;
        }
    }
    return false;
}

unsigned eastern_traits(const token *t)
{
    if (t->script != SCRIPT_LATIN || (t->flags & (TOKEN_JOINED | TOKEN_SINGLE)))
        return 0;
    if (t->word && (t->word->flags & LEXICON_EASTERN))
        return TRAIT_SYLLABLES | TRAIT_FAMILY;
    return are_syllables(t->text.data, t->text.len, SYLLABLES_MAX) ? TRAIT_SYLLABLES : 0;
}
