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
    const char *short_a, *short_i; /* guessed vowels */
    const char *u, *i;             /* long waw and yeh */
    const char *final_heh;         /* teh marbuta, silent heh */
    const char *final_yeh;
    const char *first_closed; /* guessed vowel of a first syllable */
} manner;

static const manner arabic_manners[] = {
    {SCHEME_ARABIC, "a", "i", "u", "i", "a", "i", "a"},
    {SCHEME_ARABIC, "a", "e", "ou", "ee", "ah", "y", "a"},
    {SCHEME_FRENCH, "a", "e", "ou", "i", "a", "i", "a"},
    {SCHEME_ARABIC, "i", "i", "u", "i", "eh", "i", "u"},
};

static const manner persian_manners[] = {
    {SCHEME_PERSIAN, "a", "e", "ou", "i", "eh", "i", "a"},
    {SCHEME_ARABIC, "a", "i", "u", "i", "a", "i", "a"},
    {SCHEME_PERSIAN, "e", "e", "u", "i", "eh", "i", "o"},
    {SCHEME_ARABIC, "a", "e", "oo", "ee", "eh", "i", "a"},
};

static const manner hebrew_manners[] = {
    {0, "a", "i", "o", "i", "a", "i", "a"},
    {1, "e", "e", "u", "i", "a", "i", "a"},
    {0, "e", "e", "v", "y", "ah", "y", "e"},
    {1, "a", "a", "o", "i", "a", "i", "i"},
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
        if (unicode_of(cp)->class == CLASS_MARK)
            continue;
        if (cp == ALEF_MAKSURA) { /* sounds as a at the end */
            l->cp[l->count++] = i + 1 == s->count && s->language != LANGUAGE_PERSIAN ? a->alef : a->yeh;
            continue;
        }
        if (unicode_bare(&cp, 1, bare, 4) == 1)
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

static void put_letter(speller *s, const letters *l, size_t i, const abjad *a, const manner *m)
{
    uint32_t cp = l->cp[i];
    bool last = i + 1 == l->count;
    if (cp == a->heh && last && i > 1 && !l->vowel[i - 1]) {
        spell_puts(s, m->final_heh);
    } else if (l->vowel[i] && cp == a->waw) {
        spell_puts(s, m->u);
    } else if (l->vowel[i] && cp == a->yeh) {
        spell_puts(s, last ? m->final_yeh : m->i);
    } else {
        spell_letter(s, cp, m->scheme);
    }
}

static void spell_manner(speller *s, const letters *l, const bool *open, const abjad *a, const manner *m)
{
    bool after_alef = false;
    for (size_t i = 0; i < l->count; i++) {
        bool first_ayn = l->cp[i] == a->ayn && i == 0 && a == &arabic;
        if (first_ayn && (l->count < 2 || !l->vowel[1]))
            spell_putc(s, 'a');
        put_letter(s, l, i, a, m);
        if (l->vowel[i])
            after_alef = l->cp[i] == a->alef && i > 0;
        bool final_a = i + 2 == l->count && l->cp[i + 1] == a->heh; /* teh marbuta brings its own vowel */
        if (open[i] && !final_a && !first_ayn) {
            spell_puts(s, after_alef ? m->short_i : i == 0 ? m->first_closed : m->short_a);
            after_alef = false;
        }
    }
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
            spell_manner(s, l, open, &arabic, m);
            spell_puts(s, end->written[i]);
            spell_end(s);
        }
        return true;
    }
    return false;
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
        spell_manner(s, &l, open, &arabic, &manners[i]);
        spell_end(s);
    }
}

void spell_hebrew(speller *s)
{
    letters l;
    bool open[LETTERS_MAX];
    read_letters(s, &l, &hebrew);
    guess_short_vowels(&l, open);
    for (size_t i = 0; i < sizeof hebrew_manners / sizeof hebrew_manners[0]; i++) {
        spell_manner(s, &l, open, &hebrew, &hebrew_manners[i]);
        spell_end(s);
    }
}
