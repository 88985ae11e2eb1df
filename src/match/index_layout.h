/* Offsets inside the index section; the parts are arrays of the structs of match/index.h, each aligned to
 * eight bytes. */
#ifndef MATCH_INDEX_LAYOUT_H
#define MATCH_INDEX_LAYOUT_H

enum {
    INDEX_MODEL = 8, /* model, zero-filled */
    INDEX_MODEL_CAP = 32,
    INDEX_KINDS = INDEX_MODEL + INDEX_MODEL_CAP, /* first name and schemata of each kind */
    INDEX_PARTS = INDEX_KINDS + 24,              /* offset and length in bytes of each part, 64 bits each */
    INDEX_PART_COUNT = 16,
    INDEX_HEAD_SIZE = INDEX_PARTS + 16 * INDEX_PART_COUNT,
};

enum {
    INDEX_PART_UNITS,
    INDEX_PART_WEIGHTS,
    INDEX_PART_NAMES,
    INDEX_PART_NAME_UNITS,
    INDEX_PART_NAME_SPANS,
    INDEX_PART_POSTING_OFFSETS,
    INDEX_PART_POSTINGS,
    INDEX_PART_BUCKETS,
    INDEX_PART_BUCKET_SLOTS,
    INDEX_PART_SPELLINGS,
    INDEX_PART_SIGNATURES,
    INDEX_PART_JOINED,
    INDEX_PART_NUMBERS,
    INDEX_PART_MEANINGS,
    INDEX_PART_LONG,
    INDEX_PART_POOL,
};

/* A unit in the pool: number of spellings, Roman numeral, number (32 bits), length of the folded text (16
 * bits; 0 where it is the first spelling), phones of the first spelling; the folded text; then of each
 * spelling its cost, its length (16 bits) and its letters. */
enum { INDEX_RECORD_FOLDED = 6, INDEX_RECORD_LEN = 8, INDEX_RECORD_HEAD = 9 };

#endif
