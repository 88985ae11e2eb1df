/* Spellings of one word. Each script writes its own (spell_<script>.c); this file collects them in the word,
 * without repeating one and within TEXT_SPELLINGS_MAX.
 *
 *     spell_puts(s, "ivan");
 *     spell_end(s);
 */
#ifndef TEXT_SPELL_H
#define TEXT_SPELL_H

#include "text/text.h"

#include <stdint.h>
#include <string.h>

/* What the name as a whole tells of its language. */
typedef enum text_language {
    LANGUAGE_UNKNOWN,
    LANGUAGE_RUSSIAN,
    LANGUAGE_UKRAINIAN,
    LANGUAGE_BELARUSIAN,
    LANGUAGE_SERBIAN,
    LANGUAGE_BULGARIAN,
    LANGUAGE_TURKIC,  /* Kazakh, Kyrgyz, Tatar … in Cyrillic */
    LANGUAGE_PERSIAN, /* also Dari, Pashto, Urdu */
} text_language;

typedef struct speller {
    text_word *word;
    char *out; /* room for all spellings of a name */
    size_t len, cap;
    size_t start;        /* of the spelling being written */
    bool full;           /* room or spellings ran out */
    uint8_t language;    /* text_language */
    const uint32_t *cps; /* the word: NFKC, case-folded, marks still there */
    size_t count;
} speller;

static inline void spell_putc(speller *s, char c)
{
    if (s->len < s->cap)
        s->out[s->len++] = c;
    else
        s->full = true;
}

void spell_puts(speller *s, const char *text);
void spell_str(speller *s, str text);

/* Ends the spelling; one that is empty, cut off or there already is dropped. Returns its place or -1. */
int spell_end(speller *s);

/* How the letter is written in `scheme` of its script; "" if it is silent, NULL if it is not in the table. */
const char *roman_of(uint32_t cp, unsigned scheme);

/* Writes a value of roman_of (nullable) without the signs that some scripts have in it. */
void spell_roman(speller *s, const char *roman);

/* The same in a row per scheme for the alphabets up to U+06FF, for speed. */
typedef struct roman_near {
    char text[7];
    uint8_t len;
} roman_near;

#define ROMAN_NEAR_FIRST   0x80u
#define ROMAN_NEAR_COUNT   0x680u
#define ROMAN_NEAR_SCHEMES 8

extern const roman_near roman_near_table[ROMAN_NEAR_SCHEMES][ROMAN_NEAR_COUNT];

/* A bit for each scheme that writes the letter otherwise than scheme 0 does. */
extern const uint8_t roman_near_differs[ROMAN_NEAR_COUNT];

/* Writes one letter by a scheme. */
static inline void spell_letter(speller *s, uint32_t cp, unsigned scheme)
{
    if (cp - ROMAN_NEAR_FIRST < ROMAN_NEAR_COUNT && s->cap - s->len >= sizeof(roman_near)) {
        const roman_near *r = &roman_near_table[scheme][cp - ROMAN_NEAR_FIRST];
        memcpy(s->out + s->len, r, sizeof *r);
        s->len += r->len;
    } else if (cp < 0x80) {
        spell_putc(s, (char)cp);
    } else {
        spell_roman(s, roman_of(cp, scheme));
    }
}

/* All letters by one scheme, no context. */
void spell_by_letter(speller *s, unsigned scheme);

void spell_latin(speller *s);
void spell_cyrillic(speller *s);
void spell_cyrillic_first(speller *s); /* the first manner alone */
void spell_greek(speller *s);
void spell_arabic(speller *s);
void spell_hebrew(speller *s);
void spell_armenian(speller *s);
void spell_hangul(speller *s);
void spell_han(speller *s);
void spell_kana(speller *s);
void spell_thai(speller *s);
void spell_syllabic(speller *s);
void spell_ethiopic(speller *s);

/* By the script of the word, the lexicon first. */
void spell_word(speller *s);

/* Language of the Cyrillic or Arabic letters in a whole name. */
text_language spell_language(str raw);

#endif
