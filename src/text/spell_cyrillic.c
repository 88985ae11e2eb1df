/* Cyrillic: the alphabet by scheme and language, with what depends on the neighbours: e and yo after vowels,
 * the endings -iy and -yy, ks for x, French s between vowels. */
#include "text/spell.h"

enum {
    RULE_YE = 1,            /* ye at the start of a word, after a vowel or a sign */
    RULE_YE_START = 2,      /* ye at the start only */
    RULE_SHORT_END = 4,     /* -iy, -yy: -y */
    RULE_I_END = 8,         /* -iy, -yy: -i */
    RULE_X = 16,            /* ks: x */
    RULE_YO_AS_E = 32,      /* yo: e */
    RULE_FRENCH = 64,       /* gu before e and i, ss between vowels, ine at the end */
    RULE_I_DIPHTHONG = 128, /* y after a vowel: i */
    RULE_RUSSIAN = 512,     /* Belarusian as Russian has it: soft dz and ts are d and t, final aw is ov */
    RULE_SIGN_Y = 256,      /* soft sign before a vowel: y */
};

enum {
    SCHEME_BGN,
    SCHEME_PASSPORT,
    SCHEME_FRENCH,
    SCHEME_GERMAN,
    SCHEME_SCIENTIFIC,
    SCHEME_SWIFT,
    SCHEME_UKRAINIAN,
    SCHEME_BULGARIAN
};

typedef struct manner {
    uint8_t scheme;
    uint16_t rules;
} manner;

#define MANNERS_MAX 9

/* The most usual first. */
static const manner russian[MANNERS_MAX] = {
    {SCHEME_BGN, RULE_SHORT_END | RULE_YO_AS_E | RULE_X},
    {SCHEME_BGN, RULE_YE | RULE_YO_AS_E},
    {SCHEME_PASSPORT, 0},
    {SCHEME_BGN, RULE_I_END | RULE_I_DIPHTHONG | RULE_X | RULE_SIGN_Y},
    {SCHEME_SCIENTIFIC, 0},
    {SCHEME_FRENCH, RULE_FRENCH},
    {SCHEME_GERMAN, RULE_SHORT_END},
    {SCHEME_SWIFT, 0},
    {SCHEME_BGN, 0},
};

/* Nothing tells Russian from Ukrainian. */
static const manner east_slavic[MANNERS_MAX] = {
    {SCHEME_BGN, RULE_SHORT_END | RULE_YO_AS_E | RULE_X},
    {SCHEME_BGN, RULE_YE | RULE_YO_AS_E},
    {SCHEME_PASSPORT, 0},
    {SCHEME_BGN, RULE_I_END | RULE_I_DIPHTHONG | RULE_X | RULE_SIGN_Y},
    {SCHEME_UKRAINIAN, 0},
    {SCHEME_SCIENTIFIC, 0},
    {SCHEME_FRENCH, RULE_FRENCH},
    {SCHEME_GERMAN, RULE_SHORT_END},
    {SCHEME_SWIFT, 0},
};

static const manner ukrainian[MANNERS_MAX] = {
    {SCHEME_UKRAINIAN, RULE_YE | RULE_SHORT_END},
    {SCHEME_UKRAINIAN, 0},
    {SCHEME_BGN, RULE_SHORT_END | RULE_YO_AS_E},
    {SCHEME_PASSPORT, 0},
    {SCHEME_SCIENTIFIC, 0},
    {SCHEME_GERMAN, RULE_SHORT_END},
    {SCHEME_FRENCH, RULE_FRENCH},
    {SCHEME_BGN, RULE_YE},
};

static const manner belarusian[MANNERS_MAX] = {
    {SCHEME_UKRAINIAN, RULE_YE_START | RULE_SHORT_END | RULE_YO_AS_E},
    {SCHEME_BGN, RULE_RUSSIAN | RULE_SHORT_END | RULE_YO_AS_E},
    {SCHEME_UKRAINIAN, 0},
    {SCHEME_BGN, RULE_YE | RULE_YO_AS_E},
    {SCHEME_BGN, RULE_SHORT_END | RULE_YO_AS_E},
    {SCHEME_SCIENTIFIC, 0},
    {SCHEME_GERMAN, 0},
    {SCHEME_FRENCH, RULE_FRENCH},
    {SCHEME_PASSPORT, 0},
};

static const manner serbian[MANNERS_MAX] = {
    {SCHEME_SCIENTIFIC, 0}, {SCHEME_BULGARIAN, 0}, {SCHEME_BGN, 0}, {SCHEME_GERMAN, 0},
    {SCHEME_FRENCH, 0},     {SCHEME_BGN, 0},       {SCHEME_BGN, 0}, {SCHEME_BGN, 0},
};

static const manner bulgarian[MANNERS_MAX] = {
    {SCHEME_BULGARIAN, RULE_SHORT_END},
    {SCHEME_BGN, RULE_SHORT_END | RULE_X},
    {SCHEME_PASSPORT, 0},
    {SCHEME_SCIENTIFIC, 0},
    {SCHEME_GERMAN, 0},
    {SCHEME_FRENCH, RULE_FRENCH},
    {SCHEME_BGN, RULE_YE},
    {SCHEME_SWIFT, 0},
};

enum {
    KIND_VOWEL = 1,
    KIND_SIGN = 2,
    KIND_SOFTENS = 4,
    KIND_CONTEXT = 8, /* a rule may write it otherwise than the table */
    KIND_RUSSIAN = 16, /* RULE_RUSSIAN may */
};

#define KINDS_FIRST 0x430u
#define KINDS_COUNT 0x30u

static const uint8_t kinds[KINDS_COUNT] = {
    [0x430 - KINDS_FIRST] = KIND_VOWEL | KIND_RUSSIAN,                /* a */
    [0x433 - KINDS_FIRST] = KIND_CONTEXT,                             /* g */
    [0x434 - KINDS_FIRST] = KIND_RUSSIAN,                             /* d */
    [0x435 - KINDS_FIRST] = KIND_VOWEL | KIND_SOFTENS | KIND_CONTEXT | KIND_RUSSIAN, /* e */
    [0x438 - KINDS_FIRST] = KIND_VOWEL | KIND_CONTEXT,                /* i */
    [0x439 - KINDS_FIRST] = KIND_CONTEXT,                             /* short i */
    [0x43A - KINDS_FIRST] = KIND_CONTEXT,                             /* k */
    [0x43E - KINDS_FIRST] = KIND_VOWEL | KIND_RUSSIAN,                /* o */
    [0x441 - KINDS_FIRST] = KIND_CONTEXT,                             /* s */
    [0x443 - KINDS_FIRST] = KIND_VOWEL,                               /* u */
    [0x446 - KINDS_FIRST] = KIND_RUSSIAN,                             /* ts */
    [0x44A - KINDS_FIRST] = KIND_SIGN,
    [0x44B - KINDS_FIRST] = KIND_VOWEL | KIND_CONTEXT | KIND_RUSSIAN, /* y */
    [0x44C - KINDS_FIRST] = KIND_SIGN | KIND_SOFTENS,
    [0x44D - KINDS_FIRST] = KIND_VOWEL,
    [0x44E - KINDS_FIRST] = KIND_VOWEL | KIND_SOFTENS,
    [0x44F - KINDS_FIRST] = KIND_VOWEL | KIND_SOFTENS,
    [0x451 - KINDS_FIRST] = KIND_VOWEL | KIND_SOFTENS | KIND_CONTEXT, /* yo */
    [0x454 - KINDS_FIRST] = KIND_VOWEL,
    [0x456 - KINDS_FIRST] = KIND_VOWEL | KIND_SOFTENS,
    [0x457 - KINDS_FIRST] = KIND_VOWEL,
    [0x45E - KINDS_FIRST] = KIND_RUSSIAN, /* short u */
};

static inline unsigned kind_of(uint32_t cp)
{
    return cp - KINDS_FIRST < KINDS_COUNT ? kinds[cp - KINDS_FIRST] : 0;
}

static char *put_ye(char *to, const speller *s, size_t i, manner m)
{
    unsigned before = i ? kind_of(s->cps[i - 1]) : 0;
    bool soft = i == 0 || before & (KIND_VOWEL | KIND_SIGN);
    if ((m.rules & RULE_YE && soft) || (m.rules & RULE_YE_START && i == 0) ||
        (m.rules & RULE_SIGN_Y && before & KIND_SIGN))
        to = put_char(to, m.scheme == SCHEME_GERMAN || m.scheme == SCHEME_SCIENTIFIC ? 'j' : 'y');
    return put_char(to, 'e');
}

/* The put_… of a context write what depends on the neighbours of letter i and return how many letters they
 * took; 0 leaves the letter to the table. */
static size_t put_russian(char **to, const speller *s, size_t i)
{
    const uint32_t *c = s->cps + i;
    size_t left = s->count - i;
    if (left >= 3 && c[0] == 0x434 && c[1] == 0x437 && kind_of(c[2]) & KIND_SOFTENS) {
        *to = put_char(*to, 'd');
        return 2;
    }
    if (left >= 2 && c[0] == 0x446 && kind_of(c[1]) & KIND_SOFTENS) {
        *to = put_char(*to, 't');
        return 1;
    }
    if (left == 2 && c[1] == 0x45E && (c[0] == 0x430 || c[0] == 0x43E || c[0] == 0x435)) {
        *to = put_text(*to, c[0] == 0x435 ? "ev" : "ov");
        return 2;
    }
    if (c[0] == 0x45E) {
        *to = put_char(*to, 'v');
        return 1;
    }
    if (i > 0 && s->cps[i - 1] == 0x440 && c[0] == 0x44B) {
        *to = put_char(*to, 'i');
        return 1;
    }
    return 0;
}

static size_t put_french(char **to, const speller *s, size_t i)
{
    const uint32_t *c = s->cps + i;
    size_t left = s->count - i;
    if (c[0] == 0x433 && left >= 2 && (c[1] == 0x435 || c[1] == 0x438)) {
        *to = put_text(*to, "gu");
        return 1;
    }
    if (c[0] == 0x441 && i > 0 && left >= 2 && kind_of(s->cps[i - 1]) & kind_of(c[1]) & KIND_VOWEL) {
        *to = put_text(*to, "ss");
        return 1;
    }
    if (left == 2 && c[0] == 0x438 && c[1] == 0x43D) {
        *to = put_text(*to, "ine");
        return 2;
    }
    return 0;
}

static size_t put_in_context(char **to, const speller *s, size_t i, manner m)
{
    const uint32_t *c = s->cps + i;
    size_t left = s->count - i;
    size_t took = m.rules & RULE_RUSSIAN ? put_russian(to, s, i) : 0;
    if (took)
        return took;
    if (c[0] == 0x435 || (c[0] == 0x451 && m.rules & RULE_YO_AS_E)) {
        *to = put_ye(*to, s, i, m);
        return 1;
    }
    if (left == 2 && (c[0] == 0x438 || c[0] == 0x44B) && c[1] == 0x439 &&
        m.rules & (RULE_SHORT_END | RULE_I_END)) {
        *to = put_char(*to, m.rules & RULE_SHORT_END ? 'y' : 'i');
        return 2;
    }
    if (m.rules & RULE_X && left >= 2 && c[0] == 0x43A && c[1] == 0x441) {
        *to = put_char(*to, 'x');
        return 2;
    }
    if (m.rules & RULE_I_DIPHTHONG && c[0] == 0x439 && i > 0 && kind_of(s->cps[i - 1]) & KIND_VOWEL) {
        *to = put_char(*to, 'i');
        return 1;
    }
    return m.rules & RULE_FRENCH ? put_french(to, s, i) : 0;
}

/* The rules that letter i can bring to bear. */
static unsigned rules_of(const speller *s, size_t i)
{
    uint32_t before = i ? s->cps[i - 1] : 0;
    switch (s->cps[i]) {
    case 0x435: /* e */
        return (i == 0 || kind_of(before) & (KIND_VOWEL | KIND_SIGN) ? RULE_YE | RULE_YE_START | RULE_SIGN_Y : 0u) |
               (before == 0x433 ? RULE_FRENCH : 0u);
    case 0x438: /* i */
        return before == 0x433 ? RULE_FRENCH : 0;
    case 0x439: /* short i */
        return (before == 0x438 || before == 0x44B ? RULE_SHORT_END | RULE_I_END : 0u) | RULE_I_DIPHTHONG;
    case 0x43D: /* n */
        return i + 1 == s->count && before == 0x438 ? RULE_FRENCH : 0;
    case 0x441: /* s */
        return (before == 0x43A ? RULE_X : 0u) | RULE_FRENCH;
    case 0x451: /* yo */
        return RULE_YO_AS_E | RULE_YE;
    default:
        return 0;
    }
}

/* The rules that can change anything in this word; the others need not be tried letter by letter. */
static unsigned rules_that_bite(const speller *s)
{
    unsigned rules = s->language == LANGUAGE_BELARUSIAN ? RULE_RUSSIAN : 0;
    for (size_t i = 0; i < s->count; i++)
        rules |= rules_of(s, i);
    return rules;
}

static void spell_manner(speller *s, manner m, unsigned biting)
{
    if ((m.rules & biting) == 0) {
        spell_by_letter(s, m.scheme);
        return;
    }
    unsigned context = m.rules & RULE_RUSSIAN ? KIND_CONTEXT | KIND_RUSSIAN : KIND_CONTEXT;
    char *to = s->start;
    for (size_t i = 0; i < s->count;) {
        size_t took = kind_of(s->cps[i]) & context ? put_in_context(&to, s, i, m) : 0;
        if (took == 0)
            to = put_letter(to, s->cps[i++], m.scheme);
        i += took;
    }
    spell_end(s, to);
}

static const manner *manners_of(const speller *s)
{
    switch (s->language) {
    case LANGUAGE_RUSSIAN:
    case LANGUAGE_TURKIC:
        return russian;
    case LANGUAGE_UKRAINIAN:
        return ukrainian;
    case LANGUAGE_BELARUSIAN:
        return belarusian;
    case LANGUAGE_SERBIAN:
        return serbian;
    case LANGUAGE_BULGARIAN:
        return bulgarian;
    default:
        return east_slavic;
    }
}

void spell_cyrillic_first(speller *s)
{
    spell_manner(s, manners_of(s)[0], rules_that_bite(s));
}

/* Manners that come to the same in this word are written once. */
void spell_cyrillic(speller *s)
{
    const manner *manners = manners_of(s);
    unsigned biting = rules_that_bite(s), differ = spell_schemes_that_differ(s), plain_seen = 0;
    for (size_t i = 0; i < MANNERS_MAX; i++) {
        manner m = manners[i];
        if ((m.rules & biting) == 0) {
            m.scheme = differ >> m.scheme & 1 ? m.scheme : SCHEME_BGN;
            if (plain_seen >> m.scheme & 1)
                continue;
            plain_seen |= 1u << m.scheme;
        }
        spell_manner(s, m, biting);
    }
}
