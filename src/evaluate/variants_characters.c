/* Kinds that alter letters. */
#include "evaluate/variant_words.h"

#include <stdint.h>

enum { WORD_LEN_MAX = 128 }; /* longer words are left alone */

typedef bool word_edit(str word, variant_random *r, buf *out);

static bool edit_a_word(const variant_base *b, variant_random *r, size_t letters, word_edit *edit, buf *name)
{
    buf word;
    size_t index = pick_word(b, r, letters);
    if (index == SIZE_MAX || b->words[index].len > WORD_LEN_MAX)
        return false;
    buf_init(&word, 1000);
    bool made = edit(b->words[index], r, &word) && !word.failed;
    if (made)
        put_with(b, index, buf_as_str(&word), name);
    part_free(&word, name);
    return made;
}

static char random_letter(variant_random *r)
{
    return (char)('a' + random_below(r, 26));
}

static bool delete_letter(str w, variant_random *r, buf *out)
{
    size_t at = 1 + random_below(r, w.len - 1);
    buf_append(out, w.data, at);
    buf_append(out, w.data + at + 1, w.len - at - 1);
    return true;
}

static bool insert_letter(str w, variant_random *r, buf *out)
{
    size_t at = 1 + random_below(r, w.len);
    buf_append(out, w.data, at);
    buf_putc(out, case_of(random_letter(r), w.data[at - 1]));
    buf_append(out, w.data + at, w.len - at);
    return true;
}

static bool put_substituted(str w, size_t at, char c, buf *out)
{
    if (case_of(c, w.data[at]) == w.data[at])
        return false;
    buf_append(out, w.data, at);
    buf_putc(out, case_of(c, w.data[at]));
    buf_append(out, w.data + at + 1, w.len - at - 1);
    return true;
}

static bool substitute_letter(str w, variant_random *r, buf *out)
{
    char letter = random_letter(r); /* drawn before the place: arguments have no order */
    return put_substituted(w, random_below(r, w.len), letter, out);
}

static bool transpose_letters(str w, variant_random *r, buf *out)
{
    size_t at = random_below(r, w.len - 1);
    if (case_of(w.data[at], 'A') == case_of(w.data[at + 1], 'A'))
        return false;
    buf_str(out, w);
    if (out->failed)
        return false;
    /* "Lavrov" → "Alvrov": the case stays in its place */
    char first = (char)(w.data[at] | 32), second = (char)(w.data[at + 1] | 32);
    out->data[at] = case_of(second, w.data[at]);
    out->data[at + 1] = case_of(first, w.data[at + 1]);
    return true;
}

static bool double_letter(str w, variant_random *r, buf *out)
{
    size_t at = random_below(r, w.len);
    buf_append(out, w.data, at + 1);
    buf_putc(out,
             at ? w.data[at] : (char)(w.data[1] >= 'A' && w.data[1] <= 'Z' ? w.data[0] : w.data[0] | 32));
    buf_append(out, w.data + at + 1, w.len - at - 1);
    return true;
}

static bool single_letter(str w, variant_random *r, buf *out)
{
    size_t found = 0, at = 0;
    for (size_t i = 0; i + 1 < w.len; i++)
        if ((w.data[i] | 32) == (w.data[i + 1] | 32) && random_below(r, ++found) == 0)
            at = i;
    if (!found)
        return false;
    buf_append(out, w.data, at + 1);
    buf_append(out, w.data + at + 2, w.len - at - 2);
    return true;
}

static bool other_vowel(str w, variant_random *r, buf *out)
{
    static const char vowels[] = "aeiou";
    size_t found = 0, at = 0;
    for (size_t i = 0; i < w.len; i++)
        if (is_vowel(w.data[i]) && random_below(r, ++found) == 0)
            at = i;
    return found && put_substituted(w, at, vowels[random_below(r, 5)], out);
}

static bool finger_slip(str w, variant_random *r, buf *out)
{
    static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    size_t at = random_below(r, w.len);
    char c = (char)(w.data[at] | 32);
    for (size_t row = 0; row < 3; row++) {
        const char *key = strchr(rows[row], c);
        if (!key)
            continue;
        char left = key > rows[row] ? key[-1] : key[1], right = key[1] ? key[1] : key[-1];
        return put_substituted(w, at, random_below(r, 2) ? left : right, out);
    }
    return false;
}

static bool misread(str w, variant_random *r, buf *out)
{
    static const text_pair pairs[] = {{"rn", "m"}, {"cl", "d"}, {"vv", "w"}, {"l", "1"}, {"i", "l"},
                                      {"o", "0"},  {"s", "5"},  {"b", "8"},  {"g", "9"}, {"h", "b"},
                                      {"e", "c"},  {"u", "v"},  {"n", "ri"}};
    return replace_one(w, pairs, sizeof pairs / sizeof pairs[0], r, out);
}

static bool digit_for_letter(str w, variant_random *r, buf *out)
{
    static const char from[] = "oilsb", to[] = "01158";
    size_t found = 0, at = 0;
    for (size_t i = 0; i < w.len; i++)
        if (strchr(from, w.data[i] | 32) && random_below(r, ++found) == 0)
            at = i;
    return found && put_substituted(w, at, to[strchr(from, w.data[at] | 32) - from], out);
}

static bool two_edits(str w, variant_random *r, buf *out)
{
    char shorter[256];
    if (w.len < 8 || w.len > sizeof shorter)
        return false;
    size_t at = 1 + random_below(r, w.len - 1);
    memcpy(shorter, w.data, at);
    memcpy(shorter + at, w.data + at + 1, w.len - at - 1);
    return substitute_letter(str_make(shorter, w.len - 1), r, out);
}

#define WORD_KIND(function, letters, edit)                                                                   \
    static bool function(const variant_base *b, variant_random *r, buf *name, buf *birth_date)               \
    {                                                                                                        \
        (void)birth_date;                                                                                    \
        return edit_a_word(b, r, letters, edit, name);                                                       \
    }

WORD_KIND(char_delete, 5, delete_letter)
WORD_KIND(char_insert, 5, insert_letter)
WORD_KIND(char_substitute, 5, substitute_letter)
WORD_KIND(char_transpose, 5, transpose_letters)
WORD_KIND(char_double, 5, double_letter)
WORD_KIND(char_single, 5, single_letter)
WORD_KIND(char_vowel, 5, other_vowel)
WORD_KIND(char_finger, 5, finger_slip)
WORD_KIND(char_ocr, 5, misread)
WORD_KIND(char_two_edits, 8, two_edits)

/* "applies to: the name": any word may hold the letter. */
static bool char_alnum(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    size_t start = random_below(r, b->word_count);
    for (size_t k = 0; k < b->word_count; k++) {
        size_t i = (start + k) % b->word_count;
        buf word;
        buf_init(&word, 1000);
        bool made = is_ascii(b->words[i]) && digit_for_letter(b->words[i], r, &word) && !word.failed;
        if (made)
            put_with(b, i, buf_as_str(&word), name);
        part_free(&word, name);
        if (made)
            return true;
    }
    return false;
}

const variant_kind variant_kinds_characters[] = {
    {"char-delete", VARIANT_FIND, char_delete},
    {"char-insert", VARIANT_FIND, char_insert},
    {"char-substitute", VARIANT_FIND, char_substitute},
    {"char-transpose", VARIANT_FIND, char_transpose},
    {"char-double", VARIANT_FIND, char_double},
    {"char-single", VARIANT_FIND, char_single},
    {"char-vowel", VARIANT_FIND, char_vowel},
    {"char-finger", VARIANT_FIND, char_finger},
    {"char-ocr", VARIANT_FIND, char_ocr},
    {"char-alnum", VARIANT_FIND, char_alnum},
    {"char-two-edits", VARIANT_FIND, char_two_edits},
    {0},
};
