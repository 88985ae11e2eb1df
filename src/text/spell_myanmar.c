/* Myanmar: a syllable is an onset of a consonant with letters below and around it, and a rhyme of vowel signs
 * and a killed consonant. What the rhyme sounds like hangs on both; names are written so, each syllable a
 * word. Marks of tone are not written.
 */
#include "text/spell.h"

#include "text/unicode.h"

#define AA      0x102Bu
#define AA_2    0x102Cu
#define SIGN_I  0x102Du
#define SIGN_II 0x102Eu
#define SIGN_U  0x102Fu
#define SIGN_UU 0x1030u
#define SIGN_E  0x1031u
#define SIGN_AI 0x1032u
#define DOT     0x1036u /* sounds as a killed m */
#define VIRAMA  0x1039u
#define KILLER  0x103Au
#define YA      0x103Bu
#define RA      0x103Cu
#define WA      0x103Du
#define HA      0x103Eu

typedef enum manner { MANNER_USUAL, MANNER_OTHER, MANNERS } manner;

/* Consonants from U+1000 on. */
static const char *const onsets[MANNERS][34] = {
    {"k",  "kh", "g", "g", "ng", "s",  "s", "z", "z", "ny", "ny", "t", "ht", "d",  "d", "n", "t",
     "ht", "d",  "d", "n", "p",  "ph", "b", "b", "m", "y",  "y",  "l", "w",  "th", "h", "l", ""},
    {"k", "hk", "g", "g", "ng", "s",  "hs", "z", "z", "ny", "ny", "t", "t", "d",  "d", "n", "t",
     "t", "d",  "d", "n", "p",  "hp", "b",  "b", "m", "y",  "r",  "l", "w", "th", "h", "l", ""},
};

/* The signs of one rhyme. */
typedef struct rhyme {
    bool aa, i, u, e, ai;
    uint32_t final; /* killed consonant, 0 if none */
} rhyme;

static bool is_consonant(uint32_t cp)
{
    return cp - 0x1000u < 34 || cp == 0x103F;
}

static const char *open_rhyme(const rhyme *r, manner m)
{
    if (r->e && r->aa)
        return "aw";
    if (r->i && r->u)
        return m == MANNER_USUAL ? "o" : "oe";
    if (r->e)
        return m == MANNER_USUAL ? "e" : "ay";
    if (r->ai)
        return m == MANNER_USUAL ? "e" : "ai";
    return r->i ? "i" : r->u ? "u" : "a";
}

/* By the killed consonant, the vowel before it, and both together. */
static const char *closed_rhyme(const rhyme *r, manner m)
{
    bool o = r->i && r->u, aw = r->e && r->aa;
    switch (r->final) {
    case 0x1004: /* nga */
        return aw ? "aung" : o ? "aing" : "in";
    case 0x1000: /* ka */
        return aw ? "auk" : o ? "aik" : "et";
    case 0x1005: /* ca */
        return "it";
    case 0x1010: /* ta */
    case 0x1015: /* pa */
        return r->i ? "eik" : r->u ? "ok" : "at";
    case 0x1014: /* na */
    case 0x1019: /* ma */
    case DOT:
        return r->i ? "ein" : r->u ? "on" : "an";
    case 0x1009: /* nya */
        return "in";
    case 0x100A: /* nnya */
        return "i";
    case 0x101A: /* ya */
        return m == MANNER_USUAL ? "e" : "ay";
    default: /* of a foreign word, not spoken */
        return open_rhyme(r, m);
    }
}

/* Reads the consonants at *at. */
static char *put_onset(char *to, const speller *s, size_t *at, manner m)
{
    uint32_t first = s->cps[*at];
    bool y = false, w = false, h = false;
    size_t i = *at + 1;
    for (; i < s->count && s->cps[i] >= YA && s->cps[i] <= HA; i++) {
        y |= s->cps[i] == YA || s->cps[i] == RA;
        w |= s->cps[i] == WA;
        h |= s->cps[i] == HA;
    }
    *at = i;
    const char *letters = first == 0x103F ? "th" : onsets[m][first - 0x1000];
    if (h && (first == 0x101B || (first == 0x101C && y))) { /* hra, hlya: sh */
        letters = "sh";
        y = false;
    } else if (h) {
        to = put_char(to, 'h');
    } else if (y && (first == 0x1001 || first == 0x1002)) { /* khya: ch, gya: gy */
        letters = first == 0x1001 ? "ch" : "g";
        y = first == 0x1002;
    } else if (y && first == 0x1004) {
        letters = "n";
    }
    to = put_text(to, letters);
    if (y && first != 0x101A)
        to = put_char(to, 'y');
    return w ? put_char(to, 'w') : to;
}

/* Reads the signs at *at and the killed consonant behind them. */
static rhyme read_rhyme(const speller *s, size_t *at)
{
    rhyme r = {0};
    size_t i = *at;
    for (; i < s->count; i++) {
        uint32_t cp = s->cps[i], next = i + 1 < s->count ? s->cps[i + 1] : 0;
        if (next == 0x1037 && i + 2 < s->count) /* a mark of tone may stand before the killer */
            next = s->cps[i + 2];
        if (is_consonant(cp) && (next == KILLER || next == VIRAMA))
            r.final = cp;
        else if (cp == DOT)
            r.final = DOT;
        else if (is_consonant(cp) || cp < 0x80)
            break;
        r.aa |= cp == AA || cp == AA_2;
        r.i |= cp == SIGN_I || cp == SIGN_II;
        r.u |= cp == SIGN_U || cp == SIGN_UU;
        r.e |= cp == SIGN_E;
        r.ai |= cp == SIGN_AI;
        if (cp == VIRAMA) { /* the next consonant begins a syllable */
            i++;
            break;
        }
    }
    *at = i;
    return r;
}

static void spell_manner(speller *s, manner m)
{
    char *to = s->start;
    for (size_t i = 0; i < s->count;) {
        uint32_t cp = s->cps[i];
        if (is_consonant(cp)) {
            to = put_onset(to, s, &i, m);
            rhyme r = read_rhyme(s, &i);
            const char *sound = r.final ? closed_rhyme(&r, m) : open_rhyme(&r, m);
            /* wan, wat are un, ut where something stands before the w */
            bool plain_a =
                r.final && sound[0] == 'a' && sound[2] == 0 && (sound[1] == 'n' || sound[1] == 't');
            if (plain_a && to > s->start + 1 && to[-1] == 'w')
                to = put_text(to - 1, sound[1] == 'n' ? "un" : "ut");
            else
                to = put_text(to, sound);
            continue;
        }
        to = unicode_of(cp)->class == CLASS_MARK ? to : put_letter(to, cp, 0);
        i++;
    }
    spell_end(s, to);
}

void spell_myanmar(speller *s)
{
    for (manner m = 0; m < MANNERS; m++)
        spell_manner(s, m);
}
