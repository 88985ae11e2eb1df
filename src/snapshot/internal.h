/* The inside of an open snapshot, for the files of this module. A snapshot is a set of sections in memory:
 * those of a mapped file, or those that a writer has just laid out. */
#ifndef SNAPSHOT_INTERNAL_H
#define SNAPSHOT_INTERNAL_H

#include "base/bytes.h"
#include "base/sha256.h"
#include "snapshot/format.h"
#include "snapshot/snapshot.h"

#include <stdatomic.h>
#include <time.h>

enum {
    HEAD_MAX = HEADER_SIZE + SNAPSHOT_SECTIONS_MAX * ENTRY_ROW,
    HASH_TEXT_CAP = 7 + SHA256_HEX_LEN + 1 /* "sha256:…" */
};

/* A section of the file. Nothing of it is given to a reader before its hash was found to be right. */
typedef struct snapshot_part {
    char tag[4];
    str bytes;
    const unsigned char *hash; /* that it must have, in the copy of the section table */
    atomic_bool verified;      /* it has it */
} snapshot_part;

struct snapshot {
    char *name;                /* for messages */
    const unsigned char *data; /* the whole file; NULL for the core of a writer */
    size_t size;
    unsigned char head[HEAD_MAX]; /* header and section table: our own copy, so that what was checked stays */
    bool mapped;                  /* data is a mapping of ours */
    int fd;                       /* of the mapped file */
    struct timespec written;      /* it was written last, when it was opened */
    str core[CORE_COUNT];         /* bytes of each section */
    uint32_t count[CORE_COUNT];   /* rows of each */
    str seen;                     /* the section of seen.h */
    snapshot_part *parts; /* all sections, in the order of their tags; NULL for the core of a writer */
    size_t part_count;
    char hash[HASH_TEXT_CAP]; /* "sha256:…" */
};

static inline const char *row_at(const snapshot *s, core_section section, uint32_t index)
{
    return s->core[section].data + (size_t)index * core_sections[section].row;
}

/* The text of a number that was checked. */
static inline str text_at(const snapshot *s, uint32_t number)
{
    const char *entry = s->core[CORE_TEXT_INDEX].data + (size_t)number * 4;
    uint32_t start = read_u32(entry);
    return str_make(s->core[CORE_TEXT].data + start, read_u32(entry + 4) - start);
}

static inline uint32_t text_count(const snapshot *s)
{
    return s->count[CORE_TEXT_INDEX] - 1;
}

/* Sets the row counts from the sizes. Returns the section whose size is no multiple of its row or too large,
 * CORE_COUNT if there is none. */
core_section snapshot_count_rows(snapshot *s);

/* Which core section has this tag, CORE_COUNT if none. */
core_section core_section_find(const char tag[4]);

/* The hash of a section: SHA-256 of the SHA-256 of each chunk. Piece by piece: each but the last holds whole
 * chunks. */
void section_hash_add(sha256_state *hash, const void *data, size_t size);
void section_hash(str bytes, unsigned char hash[SHA256_SIZE]);

/* The hash of a snapshot, which names it: SHA-256 of header and section table. */
void head_hash(const void *head, size_t size, unsigned char hash[SHA256_SIZE]);
void hash_as_text(const unsigned char hash[SHA256_SIZE], char text[HASH_TEXT_CAP]);

/* Header and section table: where each section is; the hash of both unless they are trusted
 * (snapshot/sections.c). */
ITD_MUST_CHECK itd_status sections_read(snapshot *s, bool trusted, itd_error *error);

/* The hashes of the sections that the readers of snapshot.h give out without a way to fail. */
ITD_MUST_CHECK itd_status sections_verify_core(const snapshot *s, itd_error *error);

/* Every number, offset and order of the core tables (snapshot/check.c). */
ITD_MUST_CHECK itd_status snapshot_check(const snapshot *s, itd_error *error);

#endif
