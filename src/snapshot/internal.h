/* The inside of an open snapshot, for the files of this module. A snapshot is a set of sections in memory:
 * those of a mapped file, or those that a writer has just laid out. */
#ifndef SNAPSHOT_INTERNAL_H
#define SNAPSHOT_INTERNAL_H

#include "base/bytes.h"
#include "base/sha256.h"
#include "snapshot/format.h"
#include "snapshot/snapshot.h"

#include <time.h>

typedef struct snapshot_extra {
    char tag[4];
    str bytes;
} snapshot_extra;

struct snapshot {
    const unsigned char *data; /* the whole file; NULL for the core of a writer */
    size_t size;
    bool mapped;                /* data is a mapping of ours */
    int fd;                     /* of the mapped file */
    struct timespec written;    /* it was written last, when it was opened */
    str core[CORE_COUNT];       /* bytes of each section */
    uint32_t count[CORE_COUNT]; /* rows of each */
    snapshot_extra extra[SNAPSHOT_SECTIONS_MAX];
    size_t extra_count;
    char hash[7 + SHA256_HEX_LEN + 1]; /* "sha256:…" */
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

/* The hash of the format page, part by part: SHA-256 of the SHA-256 of each chunk. */
typedef struct file_hash {
    sha256_state chunk;
    sha256_state whole;
    size_t chunk_len;
} file_hash;

void file_hash_init(file_hash *h);
void file_hash_update(file_hash *h, const void *data, size_t size);
/* As file_hash_update for data that begins with a chunk; chunks are taken side by side where the processor
 * can. */
void file_hash_chunks(file_hash *h, const void *data, size_t size);
void file_hash_final(file_hash *h, unsigned char hash[SHA256_SIZE]);
void file_hash_text(const unsigned char hash[SHA256_SIZE], char text[7 + SHA256_HEX_LEN + 1]);

/* Every number, offset and order of the core tables (snapshot/check.c). */
ITD_MUST_CHECK itd_status snapshot_check(const snapshot *s, const char *name, itd_error *error);

#endif
