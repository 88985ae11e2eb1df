/* Hangul by its letters, Han by four readings, kana. */
#include "text/spell.h"

#include <string.h>

#define HANGUL_FIRST 0xAC00u
#define HANGUL_COUNT 11172u

/* Ways to write a Korean syllable, the most usual on lists first: North Korean and McCune-Reischauer without
 * marks, the revised romanisation of 2000, and what people put into their passports. */
enum { HANGUL_NORTH, HANGUL_MCCUNE, HANGUL_REVISED, HANGUL_PASSPORT, HANGUL_ENGLISH, HANGUL_SCHEMES };

static const char *const initials[HANGUL_SCHEMES][19] = {
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t", "p", "h"},
    {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
    {"k", "kk", "n", "d", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
    {"g", "gg", "n", "d", "dd", "l", "m", "b", "bb", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"},
};

static const char *const vowels[HANGUL_SCHEMES][21] = {
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

static const char *const finals[28] = {"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                                       "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};

static void put_syllable(speller *s, uint32_t cp, unsigned scheme)
{
    uint32_t index = cp - HANGUL_FIRST;
    unsigned initial = index / 588, vowel = index % 588 / 28, final = index % 28;
    bool before_i = vowel == 20 || vowel == 16;
    if (initial == 9 && before_i && scheme >= HANGUL_PASSPORT)
        spell_puts(s, "sh");
    else
        spell_puts(s, initials[scheme][initial]);
    spell_puts(s, vowels[scheme][vowel]);
    spell_puts(s, finals[final]);
}

void spell_hangul(speller *s)
{
    for (unsigned scheme = 0; scheme < HANGUL_SCHEMES; scheme++) {
        for (size_t i = 0; i < s->count; i++) {
            if (s->cps[i] - HANGUL_FIRST < HANGUL_COUNT)
                put_syllable(s, s->cps[i], scheme);
            else
                spell_letter(s, s->cps[i], 0);
        }
        spell_end(s);
    }
}

/* Mandarin, Wade-Giles, Cantonese, Korean. */
void spell_han(speller *s)
{
    for (unsigned scheme = 0; scheme < 4; scheme++) {
        spell_by_letter(s, scheme);
        spell_end(s);
    }
}

enum { KANA_LONG_DROPPED, KANA_LONG_WRITTEN };

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* A small letter takes the place of the vowel before it: shi and ya are sha, ki and ya are kya, fu and a are
 * fa. */
static void put_small(speller *s, const char *small)
{
    bool glide = small[0] == 'y';
    if (s->len == s->start) {
        spell_puts(s, small);
        return;
    }
    char last = s->out[s->len - 1], before = s->len - s->start >= 2 ? s->out[s->len - 2] : 0;
    if (!is_vowel(last)) {
        spell_puts(s, small);
        return;
    }
    s->len--;
    bool soft = before == 'h' || before == 'j';
    spell_puts(s, glide && soft ? small + 1 : small);
}

static void spell_kana_manner(speller *s, int manner)
{
    bool doubled = false;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t cp = s->cps[i];
        const char *roman = cp < 0x80 ? NULL : roman_of(cp, 0);
        if (cp == 0x30FC) {
            if (manner == KANA_LONG_WRITTEN && s->len > s->start)
                spell_putc(s, s->out[s->len - 1] == 'o' ? 'u' : s->out[s->len - 1]);
        } else if (!roman) {
            if (cp < 0x80)
                spell_putc(s, (char)cp);
        } else if (roman[0] == '<') {
            doubled = true;
        } else if (roman[0] == '^') {
            put_small(s, roman + 1);
        } else {
            bool long_u = strcmp(roman, "u") == 0 && s->len > s->start && s->out[s->len - 1] == 'o';
            if (doubled && roman[0] >= 'a' && roman[0] <= 'z')
                spell_putc(s, roman[0] == 'c' ? 't' : roman[0]);
            doubled = false;
            if (!(long_u && manner == KANA_LONG_DROPPED))
                spell_roman(s, roman);
        }
    }
    spell_end(s);
}

void spell_kana(speller *s)
{
    spell_kana_manner(s, KANA_LONG_DROPPED);
    spell_kana_manner(s, KANA_LONG_WRITTEN);
}
