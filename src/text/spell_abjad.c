/* Scripts that leave short vowels out: Arabic (also Persian, Urdu, Pashto) and Hebrew. The vowels are guessed
 * from the shape of the word: from its end backwards every consonant that can not close a syllable gets one,
 * i after a long a, else a. What names really sound like stands in the lexicon; this is for the words that
 * are not there.
 */
#include "text/spell.h"

#include "text/unicode.h"

#include <string.h>

#define LETTERS_MAX 256

/* The letters that are vowels as well as consonants. */
typedef struct abjad {
    uint32_t alef, waw, yeh, heh, ayn;
} abjad;

static const abjad arabic = {0x627, 0x648, 0x64A, 0x647, 0x639};
static const abjad hebrew = {0x5D0, 0x5D5, 0x5D9, 0x5D4, 0x5E2};

#define ALEF_MAKSURA 0x649u

enum { SCHEME_ARABIC, SCHEME_PERSIAN, SCHEME_FRENCH };

/* How the parts that leave a choice are written. */
typedef struct manner {
    uint8_t scheme;
    roman short_a, short_i; /* guessed vowels */
    roman u, i;             /* long waw and yeh */
    roman final_heh;        /* teh marbuta, silent heh */
    roman final_yeh;
    roman first_closed; /* guessed vowel of a first syllable */
} manner;

#define R1(letter)                                                                                           \
    {                                                                                                        \
        letter, 1                                                                                            \
    }
#define R2(letters)                                                                                          \
    {                                                                                                        \
        letters, 2                                                                                           \
    }

static const manner arabic_manners[] = {
    {SCHEME_ARABIC, R1("a"), R1("i"), R1("u"), R1("i"), R1("a"), R1("i"), R1("a")},
    {SCHEME_ARABIC, R1("a"), R1("e"), R2("ou"), R2("ee"), R2("ah"), R1("y"), R1("a")},
    {SCHEME_FRENCH, R1("a"), R1("e"), R2("ou"), R1("i"), R1("a"), R1("i"), R1("a")},
    {SCHEME_ARABIC, R1("i"), R1("i"), R1("u"), R1("i"), R2("eh"), R1("i"), R1("u")},
};

static const manner persian_manners[] = {
    {SCHEME_PERSIAN, R1("a"), R1("e"), R2("ou"), R1("i"), R2("eh"), R1("i"), R1("a")},
    {SCHEME_ARABIC, R1("a"), R1("i"), R1("u"), R1("i"), R1("a"), R1("i"), R1("a")},
    {SCHEME_PERSIAN, R1("e"), R1("e"), R1("u"), R1("i"), R2("eh"), R1("i"), R1("o")},
    {SCHEME_ARABIC, R1("a"), R1("e"), R2("oo"), R2("ee"), R2("eh"), R1("i"), R1("a")},
};

static const manner hebrew_manners[] = {
    {0, R1("a"), R1("i"), R1("o"), R1("i"), R1("a"), R1("i"), R1("a")},
    {1, R1("e"), R1("e"), R1("u"), R1("i"), R1("a"), R1("i"), R1("a")},
    {0, R1("e"), R1("e"), R1("v"), R1("y"), R2("ah"), R1("y"), R1("e")},
    {1, R1("a"), R1("a"), R1("o"), R1("i"), R1("a"), R1("i"), R1("i")},
};

typedef struct letters {
    uint32_t cp[LETTERS_MAX];
    bool vowel[LETTERS_MAX]; /* a long vowel here */
    size_t count;
} letters;

/* Waw and yeh are vowels between consonants and at the end, consonants at the start and beside a vowel. */
static void find_vowels(letters *l, const abjad *a)
{
    for (size_t i = 0; i < l->count; i++) {
        uint32_t cp = l->cp[i];
        l->vowel[i] = cp == a->alef;
        if ((cp == a->waw || cp == a->yeh) && i > 0) {
            bool before = l->vowel[i - 1];
            bool after = i + 1 < l->count && l->cp[i + 1] == a->alef;
            l->vowel[i] = !before && !after;
        }
        if (a == &hebrew && cp == a->ayn)
            l->vowel[i] = true;
    }
    /* -awi, -avi: the waw is a consonant */
    size_t n = l->count;
    if (n >= 4 && l->cp[n - 1] == a->yeh && l->cp[n - 2] == a->waw && l->vowel[n - 2]) {
        l->vowel[n - 2] = false;
        l->vowel[n - 1] = true;
    }
}

static void read_letters(const speller *s, letters *l, const abjad *a)
{
    l->count = 0;
    for (size_t i = 0; i < s->count && l->count < LETTERS_MAX; i++) {
        uint32_t cp = s->cps[i], bare[4];
        if (cp == ALEF_MAKSURA) /* sounds as a at the end */
            l->cp[l->count++] = i + 1 == s->count && s->language != LANGUAGE_PERSIAN ? a->alef : a->yeh;
        else if (s->paired && cp < 0x800) /* no mark */
            l->cp[l->count++] = s->bare[i];
        else if (unicode_of(cp)->class != CLASS_MARK && unicode_bare(&cp, 1, bare, 4) == 1)
            l->cp[l->count++] = bare[0];
    }
    find_vowels(l, a);
}

/* True for each consonant behind which a short vowel is put. */
static void guess_short_vowels(const letters *l, bool *open)
{
    for (size_t i = l->count; i-- > 0;) {
        open[i] = false;
        if (l->vowel[i] || i + 1 >= l->count || l->vowel[i + 1])
            continue;
        /* a consonant follows: this one closes a syllable if a vowel stands before it and one behind that
         * other */
        bool next_open = open[i + 1] || (i + 2 < l->count && l->vowel[i + 2]);
        bool vowel_before = i > 0 && l->vowel[i - 1];
        bool before_awi = i + 3 == l->count && l->cp[i + 1] == arabic.waw && l->vowel[i + 2];
        if (before_awi) {
            open[i] = true;
            continue;
        }
        open[i] = i == 0 || !next_open;
        if (i > 0 && next_open && !vowel_before)
            open[i] = false; /* the consonant before gets the vowel */
    }
}

static char *put_one(char *to, const letters *l, size_t i, const abjad *a, const manner *m)
{
    uint32_t cp = l->cp[i];
    bool last = i + 1 == l->count;
    if (cp == a->heh && last && i > 1 && !l->vowel[i - 1])
        return put_roman(to, &m->final_heh);
    if (l->vowel[i] && cp == a->waw)
        return put_roman(to, &m->u);
    if (l->vowel[i] && cp == a->yeh)
        return put_roman(to, last ? &m->final_yeh : &m->i);
    return put_letter(to, cp, m->scheme);
}

static char *put_manner(char *to, const letters *l, const bool *open, const abjad *a, const manner *m)
{
    bool after_alef = false;
    for (size_t i = 0; i < l->count; i++) {
        bool first_ayn = l->cp[i] == a->ayn && i == 0 && a == &arabic;
        if (first_ayn && (l->count < 2 || !l->vowel[1]))
            to = put_char(to, 'a');
        to = put_one(to, l, i, a, m);
        if (l->vowel[i])
            after_alef = l->cp[i] == a->alef && i > 0;
        bool final_a = i + 2 == l->count && l->cp[i + 1] == a->heh; /* teh marbuta brings its own vowel */
        if (open[i] && !final_a && !first_ayn) {
            to = put_roman(to, after_alef ? &m->short_i : i == 0 ? &m->first_closed : &m->short_a);
            after_alef = false;
        }
    }
    return to;
}

/* Endings that are words of their own, and how they are written behind a name. */
typedef struct ending {
    uint32_t letters[5];
    size_t count;
    const char *written[3];
} ending;

static const ending endings[] = {
    {{0x627, 0x644, 0x644, 0x647}, 4, {"ullah", "ollah", "allah"}},
    {{0x627, 0x644, 0x62F, 0x64A, 0x646}, 5, {"uddin", "eddin", "aldin"}},
};

/* Rahmatullah, Nuruddin: the stem with each way to write the ending. */
static bool spell_with_ending(speller *s, letters *l, const manner *m)
{
    bool open[LETTERS_MAX];
    for (size_t e = 0; e < sizeof endings / sizeof endings[0]; e++) {
        const ending *end = &endings[e];
        if (l->count < end->count + 2 ||
            memcmp(l->cp + l->count - end->count, end->letters, end->count * sizeof end->letters[0]) != 0)
            continue;
        l->count -= end->count;
        find_vowels(l, &arabic);
        guess_short_vowels(l, open);
        for (size_t i = 0; i < 3; i++) {
            char *to = put_manner(s->start, l, open, &arabic, m);
            spell_end(s, put_text(to, end->written[i]));
        }
        return true;
    }
    return false;
}

/* Letters of sounds that foreign names do not have. */
static bool is_only_arabic(uint32_t cp)
{
    return cp == 0x62B || cp == 0x62D || cp == 0x630 || (cp >= 0x635 && cp <= 0x639);
}

/* Arabic has no p, g and ch: foreign names are written with b, gh and t-sh (بوتين, إيغور, سيتشين), and an o
 * or i at the start with an alef before it. False if the word has none of these, or letters that only Arabic
 * words have. */
static bool read_as_foreign(letters *l)
{
    enum { BEH = 0x628, TEH = 0x62A, SHEEN = 0x634, GHAIN = 0x63A, PEH = 0x67E, TCHEH = 0x686, GAF = 0x6AF };
    bool changed = false;
    size_t count = 0;
    for (size_t i = 0; i < l->count; i++) {
        uint32_t cp = l->cp[i];
        bool tch = cp == TEH && i + 1 < l->count && l->cp[i + 1] == SHEEN;
        if (is_only_arabic(cp))
            return false;
        l->cp[count++] = tch ? TCHEH : cp == BEH ? PEH : cp == GHAIN ? GAF : cp;
        changed = changed || l->cp[count - 1] != cp;
        i += tch;
    }
    l->count = count;
    find_vowels(l, &arabic);
    if (count >= 4 && l->cp[0] == arabic.alef && (l->cp[1] == arabic.waw || l->cp[1] == arabic.yeh) &&
        !l->vowel[2]) {
        l->count--;
        memmove(l->cp, l->cp + 1, l->count * sizeof *l->cp);
        memmove(l->vowel, l->vowel + 1, l->count * sizeof *l->vowel);
        changed = l->vowel[0] = true;
    }
    return changed;
}

void spell_arabic(speller *s)
{
    letters l;
    bool open[LETTERS_MAX];
    const manner *manners = s->language == LANGUAGE_PERSIAN ? persian_manners : arabic_manners;
    read_letters(s, &l, &arabic);
    if (spell_with_ending(s, &l, manners))
        return;
    guess_short_vowels(&l, open);
    for (size_t i = 0; i < sizeof arabic_manners / sizeof arabic_manners[0]; i++) {
        spell_end(s, put_manner(s->start, &l, open, &arabic, &manners[i]));
    }
    if (s->language == LANGUAGE_PERSIAN || !read_as_foreign(&l))
        return;
    guess_short_vowels(&l, open);
    spell_end(s, put_manner(s->start, &l, open, &arabic, &manners[0]));
}

void spell_hebrew(speller *s)
{
    letters l;
    bool open[LETTERS_MAX];
    read_letters(s, &l, &hebrew);
    guess_short_vowels(&l, open);
    for (size_t i = 0; i < sizeof hebrew_manners / sizeof hebrew_manners[0]; i++) {
        spell_end(s, put_manner(s->start, &l, open, &hebrew, &hebrew_manners[i]));
    }
}
