/* Arabic letters, for Arabic, Persian, Urdu and Pashto. Short vowels are not written, so they are guessed
 * from the shape of the word: from its end backwards every consonant that can not close a syllable gets one,
 * i after a long a, else a.
 */
#include "text/spell.h"

#include "text/unicode.h"

#define ALEF        0x627u
#define WAW         0x648u
#define YEH         0x64Au
#define HEH         0x647u
#define AYN         0x639u
#define LAM         0x644u
#define LETTERS_MAX 256

enum { SCHEME_ARABIC, SCHEME_PERSIAN };

/* How the parts that leave a choice are written. */
typedef struct manner {
    uint8_t scheme;
    const char *short_a, *short_i; /* guessed vowels */
    const char *u, *i;             /* long waw and yeh */
    const char *final_heh;         /* teh marbuta, silent heh */
    const char *final_yeh;
} manner;

static const manner manners[] = {
    {SCHEME_ARABIC, "a", "i", "u", "i", "a", "i"},
    {SCHEME_PERSIAN, "a", "e", "u", "i", "eh", "i"},
    {SCHEME_ARABIC, "a", "e", "ou", "ee", "ah", "y"},
    {SCHEME_ARABIC, "i", "i", "u", "i", "ah", "i"},
};

typedef struct letters {
    uint32_t cp[LETTERS_MAX];
    bool vowel[LETTERS_MAX]; /* a long vowel here */
    size_t count;
} letters;

static bool has_vowel_sound(uint32_t cp)
{
    return cp == ALEF;
}

/* Waw and yeh are vowels between consonants and at the end, consonants at the start and beside a vowel. */
static void find_vowels(letters *l)
{
    for (size_t i = 0; i < l->count; i++) {
        uint32_t cp = l->cp[i];
        l->vowel[i] = has_vowel_sound(cp);
        if ((cp == WAW || cp == YEH) && i > 0) {
            bool before = l->vowel[i - 1];
            bool after = i + 1 < l->count && l->cp[i + 1] == ALEF;
            l->vowel[i] = !before && !after;
        }
    }
}

static void read_letters(const speller *s, letters *l)
{
    l->count = 0;
    for (size_t i = 0; i < s->count && l->count < LETTERS_MAX; i++) {
        uint32_t cp = s->cps[i], bare[4];
        if (unicode_of(cp)->class == CLASS_MARK)
            continue;
        if (cp == 0x649) { /* alef maksura sounds as a */
            l->cp[l->count++] = i + 1 == s->count ? ALEF : YEH;
            continue;
        }
        size_t n = unicode_bare(&cp, 1, bare, 4);
        if (n == 1)
            l->cp[l->count++] = bare[0];
    }
    find_vowels(l);
}

/* True for each consonant behind which a short vowel is put. */
static void guess_short_vowels(const letters *l, bool *open)
{
    bool next_has_vowel = false; /* the sound behind this consonant is a vowel */
    for (size_t i = l->count; i-- > 0;) {
        open[i] = false;
        if (l->vowel[i]) {
            next_has_vowel = true;
            continue;
        }
        if (i + 1 < l->count && !next_has_vowel) {
            /* a consonant follows: it closes a syllable only with a vowel before it and an open one behind */
            bool vowel_before = i > 0 && l->vowel[i - 1];
            bool next_open = open[i + 1] || (i + 2 < l->count && l->vowel[i + 2]);
            open[i] = !(vowel_before && next_open);
            if (!open[i] || i == 0) {
                next_has_vowel = false;
                continue;
            }
            if (!vowel_before && next_open && i > 0)
                open[i] = open[i + 1] ? !open[i + 1] : false;
        }
        next_has_vowel = false;
    }
}

static void put_letter(speller *s, const letters *l, size_t i, manner m)
{
    uint32_t cp = l->cp[i];
    bool last = i + 1 == l->count;
    if (cp == HEH && last && i > 1 && !l->vowel[i - 1]) {
        spell_puts(s, m.final_heh);
    } else if (l->vowel[i] && cp == WAW) {
        spell_puts(s, m.u);
    } else if (l->vowel[i] && cp == YEH) {
        spell_puts(s, last ? m.final_yeh : m.i);
    } else {
        const char *roman = cp < 0x80 ? NULL : roman_of(cp, m.scheme);
        if (roman)
            spell_puts(s, roman);
        else if (cp < 0x80)
            spell_putc(s, (char)cp);
    }
}

static void spell_manner(speller *s, const letters *l, const bool *open, manner m)
{
    bool after_alef = false;
    for (size_t i = 0; i < l->count; i++) {
        if (l->cp[i] == AYN && i == 0 && (l->count < 2 || !l->vowel[1]))
            spell_putc(s, 'a');
        put_letter(s, l, i, m);
        if (l->vowel[i])
            after_alef = l->cp[i] == ALEF && i > 0;
        bool final_a = i + 2 == l->count && l->cp[i + 1] == HEH; /* teh marbuta brings its own vowel */
        if (open[i] && !final_a && !(l->cp[i] == AYN && i == 0)) {
            spell_puts(s, after_alef ? m.short_i : m.short_a);
            after_alef = false;
        }
    }
    spell_end(s);
}

void spell_arabic(speller *s)
{
    letters l;
    bool open[LETTERS_MAX];
    read_letters(s, &l);
    guess_short_vowels(&l, open);
    for (size_t i = 0; i < sizeof manners / sizeof manners[0]; i++)
        spell_manner(s, &l, open, manners[i]);
}
