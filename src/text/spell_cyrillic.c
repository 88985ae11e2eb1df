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

static bool is_vowel(uint32_t cp)
{
    switch (cp) {
    case 0x430: /* a */
    case 0x435: /* e */
    case 0x438: /* i */
    case 0x43E: /* o */
    case 0x443: /* u */
    case 0x44B: /* y */
    case 0x44D:
    case 0x44E:
    case 0x44F:
    case 0x451:
    case 0x454:
    case 0x456:
    case 0x457:
        return true;
    default:
        return false;
    }
}

static bool is_sign(uint32_t cp)
{
    return cp == 0x44A || cp == 0x44C;
}

static void put_ye(speller *s, size_t i, manner m)
{
    uint32_t before = i ? s->cps[i - 1] : 0;
    bool soft = i == 0 || is_vowel(before) || is_sign(before);
    if ((m.rules & RULE_YE && soft) || (m.rules & RULE_YE_START && i == 0) ||
        (m.rules & RULE_SIGN_Y && i > 0 && is_sign(before)))
        spell_putc(s, m.scheme == SCHEME_GERMAN || m.scheme == SCHEME_SCIENTIFIC ? 'j' : 'y');
    spell_putc(s, 'e');
}

static bool softens(uint32_t cp)
{
    return cp == 0x435 || cp == 0x451 || cp == 0x456 || cp == 0x44E || cp == 0x44F || cp == 0x44C;
}

static size_t put_russian(speller *s, size_t i)
{
    const uint32_t *c = s->cps + i;
    size_t left = s->count - i;
    if (left >= 3 && c[0] == 0x434 && c[1] == 0x437 && softens(c[2])) {
        spell_putc(s, 'd');
        return 2;
    }
    if (left >= 2 && c[0] == 0x446 && softens(c[1])) {
        spell_putc(s, 't');
        return 1;
    }
    if (left == 2 && c[1] == 0x45E && (c[0] == 0x430 || c[0] == 0x43E || c[0] == 0x435)) {
        spell_puts(s, c[0] == 0x435 ? "ev" : "ov");
        return 2;
    }
    if (c[0] == 0x45E) {
        spell_putc(s, 'v');
        return 1;
    }
    if (i > 0 && s->cps[i - 1] == 0x440 && c[0] == 0x44B) {
        spell_putc(s, 'i');
        return 1;
    }
    return 0;
}

/* Writes what depends on the neighbours and returns how many letters it took; 0 leaves the letter to the
 * table. */
static size_t put_in_context(speller *s, size_t i, manner m)
{
    const uint32_t *c = s->cps + i;
    size_t left = s->count - i;
    bool last_two = left == 2;
    size_t took = m.rules & RULE_RUSSIAN ? put_russian(s, i) : 0;
    if (took)
        return took;
    if (c[0] == 0x435 || (c[0] == 0x451 && m.rules & RULE_YO_AS_E)) {
        put_ye(s, i, m);
        return 1;
    }
    if (last_two && (c[0] == 0x438 || c[0] == 0x44B) && c[1] == 0x439 &&
        m.rules & (RULE_SHORT_END | RULE_I_END)) {
        spell_putc(s, m.rules & RULE_SHORT_END ? 'y' : 'i');
        return 2;
    }
    if (m.rules & RULE_X && left >= 2 && c[0] == 0x43A && c[1] == 0x441) {
        spell_putc(s, 'x');
        return 2;
    }
    if (m.rules & RULE_I_DIPHTHONG && c[0] == 0x439 && i > 0 && is_vowel(s->cps[i - 1])) {
        spell_putc(s, 'i');
        return 1;
    }
    if (m.rules & RULE_FRENCH) {
        if (c[0] == 0x433 && left >= 2 && (c[1] == 0x435 || c[1] == 0x438)) {
            spell_puts(s, "gu");
            return 1;
        }
        if (c[0] == 0x441 && i > 0 && left >= 2 && is_vowel(s->cps[i - 1]) && is_vowel(c[1])) {
            spell_puts(s, "ss");
            return 1;
        }
        if (last_two && c[0] == 0x438 && c[1] == 0x43D) {
            spell_puts(s, "ine");
            return 2;
        }
    }
    return 0;
}

/* The rules that can change anything in this word; the others need not be tried letter by letter. */
static unsigned rules_that_bite(const speller *s)
{
    unsigned rules = s->language == LANGUAGE_BELARUSIAN ? RULE_RUSSIAN : 0;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t cp = s->cps[i], before = i ? s->cps[i - 1] : 0;
        switch (cp) {
        case 0x435: /* e */
            if (i == 0 || is_vowel(before) || is_sign(before))
                rules |= RULE_YE | RULE_YE_START | RULE_SIGN_Y;
            rules |= before == 0x433 ? RULE_FRENCH : 0;
            break;
        case 0x438: /* i */
            rules |= before == 0x433 ? RULE_FRENCH : 0;
            break;
        case 0x439: /* short i */
            if (before == 0x438 || before == 0x44B)
                rules |= RULE_SHORT_END | RULE_I_END;
            rules |= RULE_I_DIPHTHONG;
            break;
        case 0x43D: /* n */
            rules |= i + 1 == s->count && before == 0x438 ? RULE_FRENCH : 0;
            break;
        case 0x441: /* s */
            rules |= before == 0x43A ? RULE_X : 0;
            rules |= RULE_FRENCH;
            break;
        case 0x451: /* yo */
            rules |= RULE_YO_AS_E | RULE_YE;
            break;
        default:
            break;
        }
    }
    return rules;
}

static void spell_manner(speller *s, manner m, unsigned biting)
{
    if ((m.rules & biting) == 0) {
        spell_by_letter(s, m.scheme);
        spell_end(s);
        return;
    }
    for (size_t i = 0; i < s->count;) {
        size_t took = put_in_context(s, i, m);
        if (took) {
            i += took;
            continue;
        }
        uint32_t cp = s->cps[i++];
        spell_letter(s, cp, m.scheme);
    }
    spell_end(s);
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

/* The schemes that write some letter of the word otherwise than scheme 0. */
static unsigned schemes_that_differ(const speller *s)
{
    unsigned differ = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->cps[i] - ROMAN_NEAR_FIRST < ROMAN_NEAR_COUNT)
            differ |= roman_near_differs[s->cps[i] - ROMAN_NEAR_FIRST];
    return differ;
}

/* Manners that come to the same in this word are written once. */
void spell_cyrillic(speller *s)
{
    const manner *manners = manners_of(s);
    unsigned biting = rules_that_bite(s), differ = schemes_that_differ(s), plain_seen = 0;
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
