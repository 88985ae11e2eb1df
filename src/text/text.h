/* From raw bytes to the words of a name, in the spellings by which they can be compared.
 *
 * Repair of UTF-8, NFKC, case folding, removal of marks and invisible characters, full-width forms,
 * homoglyphs, splitting into words, the script of each word, and its romanised spellings. Tables are
 * generated from the Unicode and CLDR data that Debian packages (text/tables/, tools/tables/). Knows nothing
 * of names as such: honorifics, legal forms and weights belong to match. How it works:
 * docs/internals/text.md.
 *
 * No allocation after the buffers of the scratch have grown to the largest name seen; LIMIT_NAME_LEN is the
 * ceiling for a name.
 *
 *     text_scratch *t;
 *     text_scratch_new(&t, &error);
 *     const text_name *n = text_analyse(t, raw);
 *     for (size_t i = 0; i < n->word_count; i++) ... n->words[i].spellings[0] ...
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/buf.h"
#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stdint.h>

typedef enum text_script {
    SCRIPT_COMMON, /* digits and signs only */
    SCRIPT_LATIN,
    SCRIPT_CYRILLIC,
    SCRIPT_GREEK,
    SCRIPT_ARABIC,
    SCRIPT_HEBREW,
    SCRIPT_ARMENIAN,
    SCRIPT_GEORGIAN,
    SCRIPT_HAN,
    SCRIPT_HANGUL,
    SCRIPT_KANA,
    SCRIPT_THAI,
    SCRIPT_DEVANAGARI,
    SCRIPT_BENGALI,
    SCRIPT_GURMUKHI,
    SCRIPT_GUJARATI,
    SCRIPT_ORIYA,
    SCRIPT_TAMIL,
    SCRIPT_TELUGU,
    SCRIPT_KANNADA,
    SCRIPT_MALAYALAM,
    SCRIPT_SINHALA,
    SCRIPT_ETHIOPIC,
    SCRIPT_KHMER,
    SCRIPT_MYANMAR,
    SCRIPT_LAO,
    SCRIPT_OTHER,
    SCRIPT_COUNT
} text_script;

#define TEXT_SPELLINGS_MAX 8
#define TEXT_WORDS_MAX     128

/* Bits of text_word.marks: what stood around the word in the raw text and may carry meaning. */
enum {
    TEXT_AFTER_COMMA = 1, /* a comma stood before it: "PUTIN, Vladimir" */
    TEXT_IN_BRACKETS = 2, /* stood in brackets */
    TEXT_IN_QUOTES = 4,   /* stood in quotation marks */
    TEXT_WITH_DOT = 8,    /* a full stop follows directly: "V." */
    TEXT_JOINED_BEFORE =
        16,             /* joined to the word before by a hyphen, apostrophe, dot or the like ("al-Rahman",
                           "M.A.H.A.N"), or parted from it by us: an Arabic article, a Han surname */
    TEXT_REPAIRED = 32, /* homoglyphs or digits for letters or broken bytes were repaired in it */
    TEXT_UPPER = 64,    /* all capitals as written, two letters or more */
    TEXT_NUMBER = 128,  /* digits only */
};

typedef struct text_word {
    str folded;                        /* NFKC, case-folded, marks removed, in its own script */
    str spellings[TEXT_SPELLINGS_MAX]; /* romanised: a-z and 0-9 only, the most usual first. For a Latin word
                                          the first is the folded word in ASCII. Words of companies and
                                          offices in other scripts have their English meaning among them. */
    uint8_t spelling_count;            /* at least 1; a word without any romanisation has its folded bytes */
    uint8_t script;                    /* text_script */
    uint16_t marks;                    /* bits above */
    uint32_t start, end;               /* byte range in the raw text */
} text_word;

typedef struct text_name {
    text_word *words;
    size_t word_count;
    bool truncated; /* more words or bytes than the ceilings; the caller reports it */
    bool unread;   /* a word is in a script whose spellings here are not those of names; the caller says so */
    bool lost;     /* a word lost so many letters that it cannot be compared; the caller says so */
    bool repaired; /* the bytes were not valid UTF-8 */
} text_name;

typedef struct text_scratch text_scratch;

ITD_MUST_CHECK itd_status text_scratch_new(text_scratch **out, itd_error *error);
void text_scratch_free(text_scratch *t);

/* The words of one name. Borrowed from the scratch until the next call. Never NULL; no memory shows as
 * truncated. */
const text_name *text_analyse(text_scratch *t, str raw);

/* How ? * _ □ and U+FFFD are read where they touch letters. They may part words ("JOHN_SMITH"), or stand for
 * letters that were lost or are hidden ("SBER*BANK", "Rosobo?onexport"), up to three in a row. A lost letter
 * is spelled in more ways than a word has room for, so each of the last three tries a set of letters. */
typedef enum text_signs {
    TEXT_SIGNS_USUAL, /* ? and its kin inside a word are lost vowels, * and _ part words */
    TEXT_SIGNS_PART,
    TEXT_SIGNS_LOST, /* vowels, s and c */
    TEXT_SIGNS_LOST_SECOND,
    TEXT_SIGNS_LOST_THIRD,
    TEXT_SIGNS_COUNT
} text_signs;

const text_name *text_analyse_signs(text_scratch *t, str raw, text_signs signs);

/* The words of the last call once more. */
const text_name *text_last(const text_scratch *t);

/* The same without undoing an encoding twice over (text/encoded_twice.h): places are those of `raw`. */
const text_name *text_analyse_as_is(text_scratch *t, str raw);

/* True for a Han character of those that foreign names are written with, by sound. */
bool text_is_foreign_sign(uint32_t cp);

/* The fold alone (NFKC, case, marks, invisible, homoglyphs), appended to *out in the text's own script with
 * single blanks between words: for exact comparison of anything that is no name (places, roles, codes). */
void text_fold(str raw, buf *out);

/* Script of most letters. */
text_script text_main_script(str raw);

#endif
