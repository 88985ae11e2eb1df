/* Spellings of one word. Each script writes its own (spell_<script>.c); this file collects them in the word,
 * without repeating one and within TEXT_SPELLINGS_MAX.
 *
 * A pointer to where the next letter goes is handed from one put_… to the next. None of them looks for room:
 * behind the room for all spellings of a name there is SPELL_SLACK for one that no longer fits, and spell_end
 * drops it.
 *
 *     char *to = put_text(s->start, "ivan");
 *     spell_end(s, to);
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
    LANGUAGE_EASTERN, /* names of China and Korea in Russian letters */
} text_language;

typedef struct speller {
    text_word *word;
    char *start;                       /* of the spelling being written */
    const char *end;                   /* of the room for all spellings of a name; SPELL_SLACK bytes follow */
    bool full;                         /* room ran out */
    uint64_t keys[TEXT_SPELLINGS_MAX]; /* of the spellings that are there: equal ones have equal keys */
    uint8_t language;                  /* text_language */
    const uint32_t *cps;               /* the word: NFKC, case-folded, marks still there */
    size_t count;
    const uint32_t *bare; /* its bare letters */
    size_t bare_count;
    bool paired; /* bare[i] is the bare form of cps[i] */
} speller;

#define SPELL_LETTERS_MAX 768u /* characters of a folded word */

/* Behind the room: more than the longest spelling. A character is written with at most nine bytes (a vowel
 * before it, seven letters, a vowel behind it), and writers store up to eight at once. */
#define SPELL_SLACK ((size_t)8 << 10)

/* Up to seven letters, stored at once. `len` has ROMAN_SIGNS set if there are other signs than a-z and 0-9
 * among them, which tools/tables/alphabets.py explains. */
typedef struct roman {
    char text[7];
    uint8_t len;
} roman;

#define ROMAN_SIGNS   0x80u
#define ROMAN_SCHEMES 8
#define ROMAN_NEAR    0x700u /* letters below have a row for each in a table */

extern const roman roman_near[ROMAN_NEAR][ROMAN_SCHEMES];

/* A bit for each scheme that writes the letter otherwise than scheme 0 does. */
extern const uint8_t roman_near_differs[ROMAN_NEAR];

/* How the letter is written in `scheme` of its script; of no length if it is silent, NULL if it is not in the
 * table. */
const roman *roman_of(uint32_t cp, unsigned scheme);

static inline char *put_char(char *to, char c)
{
    *to = c;
    return to + 1;
}

/* Writes a value without signs. */
static inline char *put_roman(char *to, const roman *r)
{
    memcpy(to, r, sizeof *r);
    return to + r->len;
}

/* Any value of roman_of (nullable), its signs left out. */
char *put_letters(char *to, const roman *r);

/* Writes one letter by a scheme. */
static inline char *put_letter(char *to, uint32_t cp, unsigned scheme)
{
    if (cp < ROMAN_NEAR)
        return put_roman(to, &roman_near[cp][scheme]);
    return put_letters(to, roman_of(cp, scheme));
}

char *put_text(char *to, const char *text);
char *put_str(char *to, str text);

/* `start` to `end` is the room. The word may have spellings already. */
void spell_begin(speller *s, text_word *word, char *start, const char *end);

/* Ends the spelling that goes from s->start up to `to`; one that is empty, cut off or there already is
 * dropped. Returns its place or -1. */
int spell_end(speller *s, char *to);

/* The schemes that write some letter of the word otherwise than scheme 0. */
unsigned spell_schemes_that_differ(const speller *s);

/* All letters by one scheme, no context, as one spelling. */
void spell_by_letter(speller *s, unsigned scheme);

void spell_latin(speller *s);
void spell_cyrillic(speller *s);
void spell_cyrillic_first(speller *s); /* the first manner alone */
/* Every word is written with few syllables of Chinese or Korean as Russian writes them, four in all at most.
 */
bool spell_is_eastern_cyrillic(str raw);
void spell_eastern_cyrillic(speller *s);
void spell_greek(speller *s);
void spell_arabic(speller *s);
void spell_hebrew(speller *s);
void spell_armenian(speller *s);
void spell_hangul(speller *s);
void spell_han(speller *s);

/* Adds what a foreign name sounds like, if all characters are such that foreign names are written with. */
void spell_foreign_han(speller *s);

/* Three syllables or more, one of them "eu" without a closing consonant: it writes a consonant of a foreign
 * name (블라디미르). */
bool text_is_foreign_hangul(const uint32_t *cps, size_t count);
void spell_kana(speller *s);
void spell_thai(speller *s);
void spell_syllabic(speller *s);
void spell_khmer(speller *s);
void spell_myanmar(speller *s);
void spell_ethiopic(speller *s);

/* By the script of the word, the lexicon first. */
void spell_word(speller *s);

/* Language of the Cyrillic or Arabic letters in a whole name. */
text_language spell_language(str raw);

#endif
