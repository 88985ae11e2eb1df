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

/* l and r are one letter to Korean and Japanese: the ways to read them in a foreign name. */
typedef struct liquids {
    char first, other;
} liquids;

static const liquids foreign_liquids[] = {{'l', 'r'}, {'r', 'r'}, {'l', 'l'}, {'r', 'l'}};

enum { FOREIGN_SYLLABLES = 3, FOREIGN_MANNERS = sizeof foreign_liquids / sizeof *foreign_liquids };

static char liquid(const liquids *l, bool *any)
{
    char c = *any ? l->other : l->first;
    *any = true;
    return c;
}

bool text_is_foreign_hangul(const uint32_t *cps, size_t count)
{
    enum { EU = 18 };
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        uint32_t index = cps[i] - HANGUL_FIRST;
        if (index >= HANGUL_COUNT)
            return false;
        found = found || (index % 588 / 28 == EU && index % 28 == 0);
    }
    return found && count >= FOREIGN_SYLLABLES;
}

static void spell_foreign_hangul(speller *s, const liquids *l)
{
    enum { EU = 18, L_INITIAL = 5, P_INITIAL = 17, SILENT = 11, L_FINAL = 8 };
    char *to = s->start;
    bool any = false, closed_by_l = false;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t index = s->cps[i] - HANGUL_FIRST;
        unsigned initial = index / 588, vowel = index % 588 / 28, final = index % 28;
        bool last = i + 1 == s->count;
        if (initial == L_INITIAL && !closed_by_l)
            to = put_char(to, liquid(l, &any));
        else if (initial == P_INITIAL && vowel == EU && last)
            to = put_char(to, 'f');
        else if (initial != L_INITIAL)
            to = put_part(to, initials[HANGUL_REVISED][initial]);
        if (vowel != EU || initial == SILENT)
            to = put_part(to, vowels[HANGUL_NORTH][vowel]);
        closed_by_l = final == L_FINAL;
        to = put_part(to, finals[final]);
        any = any || closed_by_l;
    }
    spell_end(s, to);
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
    for (size_t i = 0; i + 1 < FOREIGN_MANNERS && text_is_foreign_hangul(s->cps, s->count); i++)
        spell_foreign_hangul(s, &foreign_liquids[i]);
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

static bool is_foreign_kana(const speller *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->cps[i] < 0x30A1 || s->cps[i] > 0x30FC)
            return false;
    return s->count >= FOREIGN_SYLLABLES;
}

/* A foreign name in katakana, from how it is read in Japanese (of 0 to `len`): u behind a consonant, and o
 * behind t and d, only carry that consonant; chi, ji and shi may be ti, di and si; u before r is v. */
static void put_foreign_kana(speller *s, const char *from, size_t len, const liquids *l, bool soft)
{
    char *to = s->start;
    bool any = false;
    for (size_t i = 0; i < len; i++) {
        char c = from[i], before = i ? from[i - 1] : 0, next = i + 1 < len ? from[i + 1] : 0;
        bool carries = c == 'u' || (c == 'o' && (before == 't' || before == 'd'));
        bool syllable = i + 2 < len && (memcmp(from + i, "chi", 3) == 0 || memcmp(from + i, "shi", 3) == 0);
        if (c == 'r')
            to = put_char(to, liquid(l, &any));
        else if (i == 0 && c == 'u' && next == 'r')
            to = put_char(to, 'v');
        else if (carries && before && !is_vowel(before) && before != 'y' && (!next || !is_vowel(next)))
            continue;
        else if (!soft && syllable)
            to = put_char(to, c == 'c' ? 't' : 's'), i++;
        else
            to = put_char(to, !soft && c == 'j' && next == 'i' ? 'd' : c);
    }
    spell_end(s, to);
}

static void spell_foreign_kana(speller *s)
{
    enum { READING_MAX = 64 };
    char reading[READING_MAX];
    str first = s->word->spelling_count ? s->word->spellings[0] : str_of("");
    if (first.len == 0 || first.len > READING_MAX)
        return;
    memcpy(reading, first.data, first.len);
    for (size_t i = 0; i < FOREIGN_MANNERS; i++)
        put_foreign_kana(s, reading, first.len, &foreign_liquids[i], i == 1);
}

void spell_kana(speller *s)
{
    spell_kana_manner(s, 0);
    spell_kana_manner(s, KANA_LONG_WRITTEN);
    spell_kana_manner(s, KANA_M);
    if (is_foreign_kana(s))
        spell_foreign_kana(s);
}
