/* Scripts whose consonants carry a vowel: those of India, Sinhala, Khmer, Myanmar; and Thai and Lao, where
 * some vowels stand before the consonant they follow.
 */
#include "text/spell.h"

#include "text/unicode.h"

#include <string.h>

/* Puts `r`, whose signs tools/tables/alphabets.py explains; *pending says whether a vowel that may fall away
 * is pending. */
static char *put_value(char *to, const roman *r, bool *pending)
{
    const char *text = r->text;
    size_t len = r->len & ~ROMAN_SIGNS;
    if (text[0] == '^' || text[0] == '<') /* a kana mark has strayed in */
        return to;
    if (text[0] == '+') {
        text++;
        len--;
    } else if (*pending) {
        to = put_char(to, 'a');
    }
    *pending = len > 0 && text[len - 1] == 'A';
    return put_str(to, str_make(text, *pending ? len - 1 : len));
}

static bool drops_last_vowel(uint8_t script)
{
    return script == SCRIPT_DEVANAGARI || script == SCRIPT_BENGALI || script == SCRIPT_GURMUKHI ||
           script == SCRIPT_GUJARATI || script == SCRIPT_KHMER;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* In northern languages the vowel of a middle consonant falls too when vowels stand around it: khushavant,
 * khushvant. Returns the new end. */
static char *drop_middle_vowel(char *text, char *end)
{
    size_t n = (size_t)(end - text);
    for (size_t i = n; i-- > 3;) {
        if (i + 2 >= n || text[i] != 'a' || is_vowel(text[i - 1]) || is_vowel(text[i + 1]) ||
            !is_vowel(text[i + 2]) || !is_vowel(text[i - 2]))
            continue;
        memmove(text + i, text + i + 1, n - i - 1);
        return end - 1;
    }
    return end;
}

#define TAMIL_KA    0xB95u
#define TAMIL_CA    0xB9Au
#define TAMIL_TTA   0xB9Fu
#define TAMIL_PA    0xBAAu
#define TAMIL_RRA   0xBB1u
#define TAMIL_PULLI 0xBCDu

/* Tamil writes voiceless and voiced sounds alike; scheme 1 has the voiced ones. k, t and p are voiced between
 * vowels and behind a nasal, but not doubled, nor at the start; c is s but where it is doubled; doubled rr is
 * tr. */
static unsigned tamil_scheme(const speller *s, size_t i)
{
    const uint32_t *c = s->cps;
    bool after_same = i >= 2 && c[i - 1] == TAMIL_PULLI && c[i - 2] == c[i];
    bool before_same = i + 2 < s->count && c[i + 1] == TAMIL_PULLI && c[i + 2] == c[i];
    bool after_nasal = i >= 2 && c[i - 1] == TAMIL_PULLI &&
                       (c[i - 2] == 0xB99 || c[i - 2] == 0xB9E || c[i - 2] == 0xBA3 || c[i - 2] == 0xBA8 ||
                        c[i - 2] == 0xBA9 || c[i - 2] == 0xBAE);
    bool after_vowel = i > 0 && c[i - 1] != TAMIL_PULLI;
    switch (c[i]) {
    case TAMIL_KA:
    case TAMIL_TTA:
    case TAMIL_PA:
        return !before_same && (after_vowel || after_nasal) && !(i + 1 < s->count && c[i + 1] == TAMIL_PULLI);
    case TAMIL_CA:
        return !after_same && !before_same;
    case TAMIL_RRA:
        return before_same ? 2 : after_same;
    default:
        return 1;
    }
}

static void spell_inherent(speller *s, unsigned scheme, bool keep_last, bool middle)
{
    bool tamil = s->word->script == SCRIPT_TAMIL && scheme == 1;
    bool pending = false;
    char *to = s->start;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t cp = s->cps[i];
        const roman *r = cp < 0x80 ? NULL : roman_of(cp, tamil ? tamil_scheme(s, i) : scheme);
        if (r && (r->len || unicode_of(cp)->class != CLASS_MARK))
            to = put_value(to, r, &pending);
        else if (cp < 0x80)
            to = put_char(to, (char)cp);
    }
    if (pending && (keep_last || to - s->start <= 2))
        to = put_char(to, 'a');
    if (middle)
        to = drop_middle_vowel(s->start, to);
    spell_end(s, to);
}

void spell_syllabic(speller *s)
{
    bool drops = drops_last_vowel(s->word->script);
    spell_inherent(s, 0, !drops, drops);
    if (s->word->script != SCRIPT_KHMER) /* the second values are for its series */
        spell_inherent(s, 1, !drops, false);
    spell_inherent(s, 0, drops, false);
}

static bool is_leading_vowel(uint32_t cp)
{
    return (cp >= 0xE40 && cp <= 0xE44) || (cp >= 0xEC0 && cp <= 0xEC4);
}

static bool is_consonant(uint32_t cp)
{
    return (cp >= 0xE01 && cp <= 0xE2E) || (cp >= 0xE81 && cp <= 0xEAE) || cp == 0xEDC || cp == 0xEDD;
}

static bool is_vowel_sign(uint32_t cp)
{
    return (cp >= 0xE30 && cp <= 0xE39) || (cp >= 0xEB0 && cp <= 0xEBD);
}

/* A consonant ends a syllable when the one before has a vowel and no vowel follows it. */
static bool closes_syllable(const uint32_t *c, size_t i, size_t count)
{
    if (i == 0)
        return false;
    size_t next = i + 1;
    while (next < count && unicode_of(c[next])->class == CLASS_MARK && !is_vowel_sign(c[next]))
        next++;
    return next >= count || (is_consonant(c[next]) || is_leading_vowel(c[next]));
}

/* The consonant with the mark of silence is not read. */
static bool is_silenced(const uint32_t *c, size_t i, size_t count)
{
    return (i + 1 < count && (c[i + 1] == 0xE4C || c[i + 1] == 0xECC)) ||
           (i + 2 < count && (c[i + 2] == 0xE4C || c[i + 2] == 0xECC) && is_vowel_sign(c[i + 1]));
}

static void spell_thai_manner(speller *s, const uint32_t *c, size_t count, bool fill)
{
    bool vowel_seen = false, consonant_open = false;
    char *to = s->start;
    for (size_t i = 0; i < count; i++) {
        const roman *r = c[i] < 0x80 ? NULL : roman_of(c[i], 0);
        if (!is_consonant(c[i])) {
            if (i + 1 < count && ((c[i] == 0xE4D && c[i + 1] == 0xE32) ||
                                  (c[i] == 0xECD && c[i + 1] == 0xEB2))) { /* am, taken apart by NFKC */
                to = put_text(to, "am");
                i++;
            } else if (r)
                to = put_letters(to, r);
            else if (c[i] < 0x80)
                to = put_char(to, (char)c[i]);
            if (r && r->len) {
                vowel_seen = true;
                consonant_open = false;
            }
            continue;
        }
        if (is_silenced(c, i, count)) {
            i += c[i + 1] == 0xE4C || c[i + 1] == 0xECC ? 1 : 2;
            continue;
        }
        if ((c[i] == 0xE2D || c[i] == 0xEAD)) { /* o ang: a vowel between consonants */
            if (i == 0 && count > 1 && is_consonant(c[1])) {
                to = put_char(to, 'a');
                vowel_seen = true;
            } else if (consonant_open && closes_syllable(c, i, count)) {
                to = put_char(to, 'o');
                vowel_seen = true;
                consonant_open = false;
            }
            continue;
        }
        bool closing = vowel_seen && !consonant_open && closes_syllable(c, i, count);
        if (consonant_open && fill && closes_syllable(c, i, count)) {
            to = put_char(to, 'o');
            closing = true;
        }
        to = put_letters(to, roman_of(c[i], closing ? 1 : 0));
        consonant_open = !closing;
        vowel_seen = false;
    }
    spell_end(s, to);
}

void spell_thai(speller *s)
{
    uint32_t order[256];
    size_t n = s->count < 256 ? s->count : 256;
    memcpy(order, s->cps, n * sizeof order[0]);
    for (size_t i = 0; i + 1 < n; i++)
        if (is_leading_vowel(order[i]) && is_consonant(order[i + 1])) {
            uint32_t vowel = order[i];
            order[i] = order[i + 1];
            order[i + 1] = vowel;
            i++;
        }
    spell_thai_manner(s, order, n, true);
    spell_thai_manner(s, order, n, false);
}

/* Armenian: e is ye and o is vo at the start; o and v are u. */
void spell_armenian(speller *s)
{
    for (unsigned scheme = 0; scheme < 4; scheme++) {
        bool plain_start = scheme >= 2;
        char *to = s->start;
        for (size_t i = 0; i < s->count; i++) {
            uint32_t cp = s->cps[i];
            if (cp == 0x578 && i + 1 < s->count && s->cps[i + 1] == 0x582) {
                to = put_char(to, 'u');
                i++;
                continue;
            }
            if (i == 0 && !plain_start && (cp == 0x565 || cp == 0x578))
                to = put_char(to, cp == 0x565 ? 'y' : 'v');
            to = put_letter(to, cp, scheme & 1);
        }
        spell_end(s, to);
    }
}
