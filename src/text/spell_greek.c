/* Greek: ELOT 743, the classical way and by sound, with the pairs that are one sound. */
#include "text/spell.h"

#include "text/unicode.h"

enum { SCHEME_ELOT, SCHEME_CLASSICAL, SCHEME_SOUND };

#define ALPHA   0x3B1u
#define GAMMA   0x3B3u
#define DELTA   0x3B4u
#define EPSILON 0x3B5u
#define ETA     0x3B7u
#define IOTA    0x3B9u
#define KAPPA   0x3BAu
#define MU      0x3BCu
#define NU      0x3BDu
#define XI      0x3BEu
#define OMICRON 0x3BFu
#define PI      0x3C0u
#define TAU     0x3C4u
#define UPSILON 0x3C5u
#define CHI     0x3C7u

/* av before a voiced sound, af before a voiceless one or at the end. */
static bool is_voiceless(uint32_t cp)
{
    switch (cp) {
    case 0x3B8:
    case KAPPA:
    case XI:
    case PI:
    case 0x3C3:
    case TAU:
    case 0x3C6:
    case CHI:
    case 0x3C8:
    case 0:
        return true;
    default:
        return false;
    }
}

static const char *vowel_pair(uint32_t a, uint32_t b, uint32_t next, unsigned scheme)
{
    if (b == UPSILON) {
        if (a == OMICRON)
            return "ou";
        if (a == ALPHA)
            return scheme == SCHEME_CLASSICAL ? "au" : is_voiceless(next) ? "af" : "av";
        if (a == EPSILON)
            return scheme == SCHEME_CLASSICAL ? "eu" : is_voiceless(next) ? "ef" : "ev";
        if (a == ETA)
            return is_voiceless(next) ? "if" : "iv";
    }
    if (b == IOTA && scheme == SCHEME_SOUND) {
        if (a == ALPHA)
            return "e";
        if (a == EPSILON || a == OMICRON)
            return "i";
    }
    return NULL;
}

static const char *consonant_pair(uint32_t a, uint32_t b, bool first, bool last, unsigned scheme)
{
    if (a == GAMMA && (b == GAMMA || b == KAPPA))
        return first ? "g" : b == GAMMA || scheme == SCHEME_SOUND ? "ng" : "gk";
    if (a == GAMMA && b == XI)
        return "nx";
    if (a == GAMMA && b == CHI)
        return scheme == SCHEME_SOUND ? "nh" : "nch";
    if (a == MU && b == PI && scheme != SCHEME_CLASSICAL)
        return first || last || scheme == SCHEME_SOUND ? "b" : "mp";
    if (a == NU && b == TAU && scheme == SCHEME_SOUND)
        return "d";
    return NULL;
}

static void spell_scheme(speller *s, const uint32_t *c, size_t count, const bool *parted, unsigned scheme)
{
    char *to = s->start;
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count) {
            const char *pair =
                parted[i + 1] ? NULL : vowel_pair(c[i], c[i + 1], i + 2 < count ? c[i + 2] : 0, scheme);
            if (!pair)
                pair = consonant_pair(c[i], c[i + 1], i == 0, i + 2 == count, scheme);
            if (pair) {
                to = put_text(to, pair);
                i++;
                continue;
            }
        }
        to = put_letter(to, c[i], scheme);
    }
    spell_end(s, to);
}

/* Letters without accent; `parted` is true where a diaeresis, or an accent on the letter before, parts a
 * pair. */
static size_t plain_letters(const speller *s, uint32_t *out, bool *parted, size_t cap)
{
    size_t n = 0;
    bool stressed = false;
    for (size_t i = 0; i < s->count && n < cap; i++) {
        uint32_t cp = s->cps[i], bare[4];
        if (s->paired)
            bare[0] = s->bare[i];
        else if (unicode_bare(&cp, 1, bare, 4) == 0)
            continue;
        bool diaeresis = cp == 0x3CA || cp == 0x3CB || cp == 0x390 || cp == 0x3B0;
        parted[n] = diaeresis || (stressed && (bare[0] == IOTA || bare[0] == UPSILON));
        stressed = cp != bare[0] && !diaeresis;
        out[n++] = bare[0];
    }
    return n;
}

void spell_greek(speller *s)
{
    uint32_t letters[256];
    bool parted[256];
    size_t n = plain_letters(s, letters, parted, 256);
    for (unsigned scheme = SCHEME_ELOT; scheme <= SCHEME_SOUND; scheme++)
        spell_scheme(s, letters, n, parted, scheme);
}
