#include "field/words.h"

#define WORDS_LEN     4096 /* of a value that is looked at */
#define WORD_LETTERS  6
#define DISGUISED_LEN 5 /* of a word that leaves no doubt */
#define RUN_LETTERS   5 /* single letters in a row that are a word: "U S A" is not */

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The letter that a digit or sign looks like, or 0. */
static char meant_letter(char c)
{
    static const char letters[128] = {['0'] = 'O', ['1'] = 'I', ['3'] = 'E', ['4'] = 'A',
                                      ['5'] = 'S', ['7'] = 'T', ['@'] = 'A', ['$'] = 'S'};
    return (unsigned char)c < sizeof letters ? letters[(unsigned char)c] : 0;
}

static bool reads_like_words(str value)
{
    size_t letters = 0, run = 0, words = 0;
    for (size_t i = 0; i < value.len && i < WORDS_LEN; i++) {
        bool letter = is_letter(value.data[i]);
        run = letter ? run + 1 : 0;
        letters += letter;
        words += run == 3;
    }
    return words >= 2 && letters >= 8;
}

/* A UETR, a checksum. */
static bool is_hexadecimal(str value)
{
    size_t digits = 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.data[i];
        digits += is_digit(c);
        if (!(is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f') || c == '-'))
            return false;
    }
    return digits > 0;
}

bool words_may_hold_name(arena *a, str value)
{
    if (is_hexadecimal(value))
        return false;
    if (reads_like_words(value))
        return true;
    str meant;
    if (!words_repair(a, value, &meant))
        return true;
    return meant.len && (reads_like_words(meant) || words_is_one(meant));
}

bool words_is_one(str value)
{
    static const char *const fillers[] = {"NOTPROVIDED", "NONREF", "NOTAPPLICABLE"};
    for (size_t i = 0; i < value.len; i++)
        if (!is_letter(value.data[i]))
            return false;
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
        if (str_equal_nocase(value, str_of(fillers[i])))
            return false;
    return value.len >= WORD_LETTERS;
}

/* ---- letters apart ---- */

static bool is_apart(char c)
{
    return c == ' ' || c == '.' || c == '-' || c == '_' || c == '*';
}

/* Bytes of the character at `at` if it stands alone: signs or the end behind it. */
static size_t single_at(str s, size_t at)
{
    char c = s.data[at];
    if (!is_letter(c) && !meant_letter(c))
        return 0;
    size_t len = 1;
    while (at + len < s.len && ((unsigned char)s.data[at + len] & 0xC0) == 0x80)
        len++;
    return at + len == s.len || is_apart(s.data[at + len]) ? len : 0;
}

/* Signs behind a letter, and whether the word ends with them. */
static size_t signs_at(str s, size_t at, char inner, bool *ends)
{
    size_t len = 0;
    bool other = false;
    while (at + len < s.len && is_apart(s.data[at + len])) {
        other = other || s.data[at + len] != inner;
        len++;
    }
    *ends = len > 1 || other;
    return len;
}

/* A run of single letters from `at`: joined to `to`, its length in *out. Returns the bytes used; 0 if there
 * is none. */
static size_t join_run(str s, size_t at, char *to, size_t *out)
{
    size_t i = at, letters = 0, len = 0, single;
    char inner = 0;
    while (i < s.len && (single = single_at(s, i)) > 0) {
        memcpy(to + len, s.data + i, single);
        len += single;
        i += single;
        letters++;
        bool ends = false;
        inner = inner || i == s.len ? inner : s.data[i];
        size_t signs = signs_at(s, i, inner, &ends);
        if (signs == 0)
            break;
        i += signs;
        if (ends)
            to[len++] = ' ';
        else if (i < s.len && !single_at(s, i))
            to[len++] = ' ';
    }
    *out = len;
    return letters >= RUN_LETTERS ? i - at : 0;
}

/* ---- digits for letters ---- */

typedef struct word_span {
    size_t from, to;
} word_span;

static bool is_word_char(char c)
{
    return is_letter(c) || is_digit(c) || c == '@' || c == '$';
}

static bool next_word(str s, size_t *at, word_span *w)
{
    while (*at < s.len && !is_word_char(s.data[*at]))
        (*at)++;
    w->from = *at;
    while (*at < s.len && is_word_char(s.data[*at]))
        (*at)++;
    w->to = *at;
    return w->to > w->from;
}

/* Letters and signs that look like letters; flanked: one of the signs stands between letters. */
static bool is_disguised(str s, word_span w, bool *flanked)
{
    size_t letters = 0, signs = 0;
    *flanked = false;
    for (size_t i = w.from; i < w.to; i++) {
        char c = s.data[i];
        if (is_letter(c)) {
            letters++;
            continue;
        }
        if (!meant_letter(c))
            return false;
        signs++;
        *flanked =
            *flanked || (i > w.from && i + 1 < w.to && is_letter(s.data[i - 1]) && is_letter(s.data[i + 1]));
    }
    return letters > 0 && signs > 0 && letters * 2 >= signs;
}

/* Reads the signs as letters, where some word leaves no doubt that they are meant so. */
static bool undisguise(char *text, size_t len)
{
    str s = str_make(text, len);
    word_span w;
    bool sure = false, flanked;
    for (size_t at = 0; !sure && next_word(s, &at, &w);)
        sure = is_disguised(s, w, &flanked) && flanked && w.to - w.from >= DISGUISED_LEN;
    for (size_t at = 0; sure && next_word(s, &at, &w);)
        if (is_disguised(s, w, &flanked))
            for (size_t i = w.from; i < w.to; i++)
                text[i] = meant_letter(text[i]) ? meant_letter(text[i]) : text[i];
    return sure;
}

/* True if there may be something to repair: a sign between letters, or single letters in a row. */
static bool is_suspect(str s)
{
    size_t singles = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (i > 0 && i + 1 < s.len && meant_letter(s.data[i]) && is_letter(s.data[i - 1]) &&
            is_letter(s.data[i + 1]))
            return true;
        bool starts = !is_apart(s.data[i]) && (i == 0 || is_apart(s.data[i - 1]));
        if (starts)
            singles = single_at(s, i) ? singles + 1 : 0;
        if (singles >= RUN_LETTERS)
            return true;
    }
    return false;
}

bool words_repair(arena *a, str text, str *out)
{
    *out = STR_NONE;
    if (!is_suspect(text))
        return true;
    char *to = arena_alloc(a, text.len * 2 + 2);
    size_t len = 0;
    bool joined = false;
    if (!to)
        return false;
    for (size_t i = 0; i < text.len;) {
        size_t run, used = i == 0 || is_apart(text.data[i - 1]) ? join_run(text, i, to + len, &run) : 0;
        if (used == 0) {
            to[len++] = text.data[i++];
            continue;
        }
        joined = true;
        len += run;
        i += used;
    }
    if (undisguise(to, len) || joined)
        *out = str_trim(str_make(to, len));
    return true;
}

bool words_has_letters(str value)
{
    size_t letters = 0;
    for (size_t i = 0; i < value.len && letters < 3; i++)
        letters += is_letter(value.data[i]);
    return letters >= 3;
}
