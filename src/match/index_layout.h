/* Offsets inside the index section; the parts are arrays of the structs of match/index.h, each aligned to
 * eight bytes. */
#ifndef MATCH_INDEX_LAYOUT_H
#define MATCH_INDEX_LAYOUT_H

enum {
    INDEX_PART_WORDS,
    INDEX_PART_WEIGHTS,
    INDEX_PART_NAMES,
    INDEX_PART_NAME_WORDS,
    INDEX_PART_POSTING_OFFSETS,
    INDEX_PART_POSTINGS,
    INDEX_PART_SKELETONS,
    INDEX_PART_GROUP_STARTS,
    INDEX_PART_SKELETON_GROUPS,
    INDEX_PART_GROUPS,
    INDEX_PART_SKELETON_SLOTS,
    INDEX_PART_SPELLINGS,
    INDEX_PART_SIGNATURES,
    INDEX_PART_PHONES,
    INDEX_PART_RUN_SLOTS,
    INDEX_PART_RUNS,
    INDEX_PART_RUN_LENS,
    INDEX_PART_RUN_PHONES,
    INDEX_PART_NUMBERS,
    INDEX_PART_MEANINGS,
    INDEX_PART_RUN_MEANINGS,
    INDEX_PART_POOL,
    INDEX_PART_COUNT,
};

enum {
    INDEX_MODEL = 8, /* model, zero-filled */
    INDEX_MODEL_CAP = 32,
    INDEX_KINDS = INDEX_MODEL + INDEX_MODEL_CAP, /* first name and schemata of each kind */
    INDEX_PARTS = INDEX_KINDS + 24,              /* offset and length in bytes of each part, 64 bits each */
    INDEX_HEAD_SIZE = INDEX_PARTS + 16 * INDEX_PART_COUNT,
};

#endif
