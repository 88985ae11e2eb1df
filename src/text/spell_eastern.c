/* Hangul by its letters, Han by four readings, kana. */
#include "text/spell.h"

#include <string.h>

#define HANGUL_FIRST 0xAC00u
#define HANGUL_COUNT 11172u

/* Ways to write a Korean syllable, the most usual on lists first: North Korean and McCune-Reischauer without
 * marks, the revised romanisation of 2000, and what people put into their passports. */
enum { HANGUL_NORTH, HANGUL_MCCUNE, HANGUL_REVISED, HANGUL_PASSPORT, HANGUL_ENGLISH, HANGUL_SCHEMES };

/* Up to three letters, filled up with zeros: all four bytes are written at once. */
typedef char part[4];

static const part initials[HANGUL_SCHEMES][19] = {
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t", "p", "h"},
    {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
    {"k", "kk", "n", "d", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
    {"g", "gg", "n", "d", "dd", "l", "m", "b", "bb", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
};

static const part vowels[HANGUL_SCHEMES][21] = {
    {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"},
    {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"},
    {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"},
    {"a",  "ae", "ya", "yae", "u",  "e",  "you", "ye", "o",  "wa", "wae",
     "oi", "yo", "oo", "wo",  "we", "wi", "yoo", "eu", "ui", "ee"},
    {"a",  "ae", "ya", "yae", "u",  "e",   "yu",  "ye", "oh", "wa", "wae",
     "oe", "yo", "oo", "wo",  "we", "wee", "yoo", "u",  "ee", "i"},
};

static const part finals[28] = {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                                "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};

static char *put_part(char *to, const part from)
{
    memcpy(to, from, sizeof(part));
    return to + (from[0] != 0) + (from[1] != 0) + (from[2] != 0);
}

static char *put_syllable(char *to, uint32_t cp, unsigned scheme)
{
    uint32_t index = cp - HANGUL_FIRST;
    unsigned initial = index / 588, vowel = index % 588 / 28, final = index % 28;
    bool before_i = vowel == 20 || vowel == 16;
    static const part sh = "sh";
    bool soft = initial == 9 && before_i && scheme >= HANGUL_PASSPORT;
    to = put_part(to, soft ? sh : initials[scheme][initial]);
    to = put_part(to, vowels[scheme][vowel]);
    return put_part(to, finals[final]);
}

void spell_hangul(speller *s)
{
    for (unsigned scheme = 0; scheme < HANGUL_SCHEMES; scheme++) {
        char *to = s->start;
        for (size_t i = 0; i < s->count; i++) {
            if (s->cps[i] - HANGUL_FIRST < HANGUL_COUNT)
                to = put_syllable(to, s->cps[i], scheme);
            else
                to = put_letter(to, s->cps[i], 0);
        }
        spell_end(s, to);
    }
}

enum { KANA_LONG_WRITTEN = 1, KANA_M = 2 /* n before b, m and p is m: Shimbun */ };

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* A small letter takes the place of the vowel before it: shi and ya are sha, ki and ya are kya, fu and a are
 * fa. */
static char *put_small(char *to, const char *start, str small)
{
    char last = to > start ? to[-1] : 0, before = to - start >= 2 ? to[-2] : 0;
    if (!is_vowel(last))
        return put_str(to, small);
    bool glide = small.data[0] == 'y', soft = before == 'h' || before == 'j';
    size_t skip = glide && soft ? 1 : 0;
    return put_str(to - 1, str_make(small.data + skip, small.len - skip));
}

/* The stroke that makes a vowel long. */
static char *put_long(char *to, const char *start, int manner)
{
    if (!(manner & KANA_LONG_WRITTEN) || to == start)
        return to;
    return put_char(to, to[-1] == 'o' ? 'u' : to[-1]);
}

static void spell_kana_manner(speller *s, int manner)
{
    bool doubled = false;
    char *to = s->start;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t cp = s->cps[i];
        const roman *r = cp < 0x80 ? NULL : roman_of(cp, 0);
        char first = r ? r->text[0] : 0;
        if (cp == 0x30FC) {
            to = put_long(to, s->start, manner);
        } else if (cp < 0x80) {
            to = put_char(to, (char)cp);
        } else if (first == '<') {
            doubled = true;
        } else if (first == '^') {
            to = put_small(to, s->start, str_make(r->text + 1, (r->len & ~ROMAN_SIGNS) - 1));
        } else if (r) {
            bool long_u = first == 'u' && r->len == 1 && to > s->start && to[-1] == 'o';
            if (doubled && first >= 'a' && first <= 'z')
                to = put_char(to, first == 'c' ? 't' : first);
            doubled = false;
            if (manner & KANA_M && to > s->start && to[-1] == 'n' &&
                (first == 'b' || first == 'm' || first == 'p'))
                to[-1] = 'm';
            if (!(long_u && !(manner & KANA_LONG_WRITTEN)))
                to = put_letters(to, r);
        }
    }
    spell_end(s, to);
}

void spell_kana(speller *s)
{
    spell_kana_manner(s, 0);
    spell_kana_manner(s, KANA_LONG_WRITTEN);
    spell_kana_manner(s, KANA_M);
}
