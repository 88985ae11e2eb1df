/* What Unicode says of a code point, and its normal form: NFKC with case folding and without ignorable
 * characters (NFKC_Casefold of UAX 31), and the bare letters that are left when marks are taken away.
 *
 * Tables are generated (text/tables/unicode.inc). Arrays are the caller's; nothing allocates.
 *
 *     size_t n = unicode_fold(raw, raw_count, folded, cap);
 *     n = unicode_bare(folded, n, bare, cap);
 */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a character does to a name. The order is that of tools/tables/unicode_tables.py. */
typedef enum unicode_class {
    CLASS_OTHER, /* parts words */
    CLASS_SPACE,
    CLASS_LETTER,
    CLASS_DIGIT,
    CLASS_MARK,
    CLASS_IGNORE, /* invisible, or tatweel */
    CLASS_HYPHEN,
    CLASS_APOSTROPHE, /* also a single quotation mark */
    CLASS_QUOTE,
    CLASS_DOT,
    CLASS_COMMA,
    CLASS_OPEN,
    CLASS_CLOSE,
    CLASS_JOINER,  /* slash, ampersand, middle dot … */
    CLASS_UNKNOWN, /* a question mark: perhaps a letter that was lost */
} unicode_class;

enum {
    UNICODE_UPPER = 1,
    UNICODE_MAY_COMPOSE = 2,
    UNICODE_KEEP_MARK = 4,
    UNICODE_LOWER = 8,
    UNICODE_PLAIN = 16, /* a letter or mark that folds to itself and is its own bare letter */
};

typedef struct unicode_record {
    uint8_t class;
    uint8_t script;          /* text_script */
    uint8_t combining_class; /* canonical combining class */
    uint8_t flags;
} unicode_record;

extern const unicode_record unicode_records[];
extern const uint16_t unicode_record_first[], unicode_record_second[];

static inline const unicode_record *unicode_of(uint32_t cp)
{
    if (cp > 0x10FFFF)
        cp = 0xFFFF;
    return &unicode_records[unicode_record_second[(size_t)unicode_record_first[cp >> 8] << 8 | (cp & 0xFF)]];
}

/* What a letter or digit of one or two bytes is and becomes, in one place. */
typedef struct unicode_near_record {
    uint32_t folded, bare; /* 0 unless each is one letter or digit that never combines */
    uint32_t scripts;      /* the bit of its script, none for common ones; UNICODE_DIGIT for a digit;
                              UNICODE_NOT_NEAR where there is nothing */
    uint32_t counts;       /* UNICODE_COUNT_… to add up */
} unicode_near_record;

#define UNICODE_NEAR     0x800u
#define UNICODE_DIGIT    0x80000000u
#define UNICODE_NOT_NEAR 0x40000000u

/* Up to 255 of each kind. */
#define UNICODE_COUNT_LETTER 0x1u
#define UNICODE_COUNT_UPPER  0x100u
#define UNICODE_COUNT_LOWER  0x10000u
#define UNICODE_COUNT_DIGIT  0x1000000u

extern const unicode_near_record unicode_near[UNICODE_NEAR];

static inline uint32_t unicode_counts(const unicode_record *u)
{
    if (u->class == CLASS_DIGIT)
        return UNICODE_COUNT_DIGIT;
    if (u->class != CLASS_LETTER)
        return 0;
    return UNICODE_COUNT_LETTER + (u->flags & UNICODE_UPPER ? UNICODE_COUNT_UPPER : 0) +
           (u->flags & UNICODE_LOWER ? UNICODE_COUNT_LOWER : 0);
}

/* NFKC_Casefold of one code point: *count code points, possibly none; a pointer into the table or to *self.
 */
const uint32_t *unicode_fold_one(uint32_t cp, size_t *count, uint32_t *self);

/* NFKC_Casefold of a text. Returns how many were written; what does not fit into `cap` is left out. */
size_t unicode_fold(const uint32_t *in, size_t count, uint32_t *out, size_t cap);

/* Without marks, letters of one sound in one form, digits in ASCII. The input is folded. */
size_t unicode_bare(const uint32_t *in, size_t count, uint32_t *out, size_t cap);

#endif
