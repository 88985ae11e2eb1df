/* Khmer: consonants are of two series, which read the signs of the vowels differently (ka, but kea). A sign
 * of its own changes the series. */
#include "text/spell.h"

#include "text/unicode.h"

#define CONSONANTS 0x1780u
#define COUNT      35u
#define MUUSIKA    0x17C9u /* makes the first series */
#define TRIISAP    0x17CAu /* makes the second */
#define BANTOC     0x17CBu /* a short vowel before, so the consonant closes */
#define KILLER     0x17CDu /* the consonant is not spoken */
#define COENG      0x17D2u /* the next consonant is written below, with no vowel between */
#define NIKAHIT    0x17C6u
#define REAHMUK    0x17C7u
#define SAMYOK     0x17D0u

enum { SCHEME_LETTER, SCHEME_FIRST, SCHEME_SECOND };

/* Bits by consonant from U+1780 on. */
#define BIT(letter) (1ull << ((letter)-CONSONANTS))
#define SECOND                                                                                               \
    (BIT(0x1782) | BIT(0x1783) | BIT(0x1784) | BIT(0x1787) | BIT(0x1788) | BIT(0x1789) | BIT(0x178C) |       \
     BIT(0x178D) | BIT(0x1791) | BIT(0x1792) | BIT(0x1793) | BIT(0x1796) | BIT(0x1797) | BIT(0x1798) |       \
     BIT(0x1799) | BIT(0x179A) | BIT(0x179B) | BIT(0x179C) | BIT(0x179E))
/* Below another they leave the series to it. */
#define SONORANTS                                                                                            \
    (BIT(0x1784) | BIT(0x1789) | BIT(0x1793) | BIT(0x1798) | BIT(0x1799) | BIT(0x179A) | BIT(0x179B) |       \
     BIT(0x179C))

static bool is_consonant(uint32_t cp)
{
    return cp - CONSONANTS < COUNT;
}

static bool is_vowel_sign(uint32_t cp)
{
    return (cp >= 0x17B6 && cp <= 0x17C5) || cp == NIKAHIT || cp == REAHMUK || cp == SAMYOK;
}

/* What stands behind the consonant at `i`, marks of the series passed over; 0 at the end. */
static uint32_t behind(const speller *s, size_t i)
{
    for (i++; i < s->count; i++)
        if (s->cps[i] != MUUSIKA && s->cps[i] != TRIISAP)
            return s->cps[i];
    return 0;
}

/* True if the vowel that no sign writes is heard behind the consonant at `i`. `vowelled`: its syllable has a
 * vowel already, so it closes it, unless the next consonant has no vowel either: that one closes the next. */
static bool has_own_vowel(const speller *s, size_t i, bool vowelled)
{
    uint32_t next = behind(s, i);
    if (!is_consonant(next))
        return next == 0 && i == 0;
    uint32_t after = i + 2 < s->count ? behind(s, i + 1) : 0;
    return !vowelled || after == 0 || after == BANTOC || after == KILLER;
}

static char *put_sign(char *to, uint32_t cp, bool second, bool vowelled)
{
    if (cp == NIKAHIT || cp == REAHMUK) {
        if (!vowelled)
            to = put_char(to, !second ? 'a' : cp == NIKAHIT ? 'u' : 'e');
        return put_char(to, cp == NIKAHIT ? 'm' : 'h');
    }
    return cp == SAMYOK ? put_char(to, 'a')
                        : put_letters(to, roman_of(cp, second ? SCHEME_SECOND : SCHEME_FIRST));
}

static void spell_by_series(speller *s)
{
    char *to = s->start;
    bool second = false, vowelled = false;
    for (size_t i = 0; i < s->count; i++) {
        uint32_t cp = s->cps[i];
        if (is_consonant(cp)) {
            bool below = i > 0 && s->cps[i - 1] == COENG;
            if (!below || !(SONORANTS >> (cp - CONSONANTS) & 1))
                second = SECOND >> (cp - CONSONANTS) & 1;
            if (behind(s, i) == KILLER)
                continue;
            const roman *r = roman_of(cp, SCHEME_LETTER);
            to = put_str(to, str_make(r->text, (r->len & ~ROMAN_SIGNS) - 1u)); /* without its vowel */
            if (i + 1 < s->count && (s->cps[i + 1] == MUUSIKA || s->cps[i + 1] == TRIISAP))
                second = s->cps[i + 1] == TRIISAP;
            vowelled = has_own_vowel(s, i, vowelled);
            if (vowelled)
                to = put_char(to, second ? 'o' : 'a');
        } else if (is_vowel_sign(cp)) {
            to = put_sign(to, cp, second, vowelled);
            vowelled = true;
        } else if (cp < 0x80) {
            to = put_char(to, (char)cp);
        } else if (unicode_of(cp)->class != CLASS_MARK) {
            to = put_letter(to, cp, SCHEME_LETTER);
        }
    }
    spell_end(s, to);
}

void spell_khmer(speller *s)
{
    spell_by_series(s);
    spell_syllabic(s);
}
