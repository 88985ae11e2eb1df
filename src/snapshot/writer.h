/* Makes the bytes of a snapshot from the model. The same input in any order gives the same bytes.
 *
 * The writer merges entities of the same id, drops exact duplicate values, sorts, and lays out the tables.
 * Then the modules that keep their own sections (match, regime) add theirs: they get the finished core as an
 * open snapshot, so they see the final numbering.
 *
 *     snapshot_writer *w;
 *     snapshot_writer_new(arena, &w, error);
 *     snapshot_writer_source(w, &source, &dataset, error);
 *     snapshot_writer_entity(w, e, error);
 *     snapshot_writer_core(w, &core, error);              // tables laid out: a snapshot without a hash
 *     snapshot_writer_section(w, "NIDX", bytes, error);   // by the module that owns the tag
 *     snapshot_writer_finish(w, path, error);             // atomically, hash in the header
 *
 * Datasets are numbered by the order of the calls while entities are added, and by name in the snapshot. */
#ifndef SNAPSHOT_WRITER_H
#define SNAPSHOT_WRITER_H

#include "base/arena.h"
#include "base/buf.h"
#include "snapshot/snapshot.h"

typedef struct snapshot_writer snapshot_writer;

typedef struct snapshot_writer_source_info {
    str dataset, title, publisher, date;
    str json; /* members of the JSON object of `info` that only the compile knows, without braces */
} snapshot_writer_source_info;

ITD_MUST_CHECK itd_status snapshot_writer_new(arena *a, snapshot_writer **out, itd_error *error);
void snapshot_writer_free(snapshot_writer *w);

ITD_MUST_CHECK itd_status snapshot_writer_source(snapshot_writer *w, const snapshot_writer_source_info *info,
                                                 uint16_t *dataset, itd_error *error);

/* Takes the entity (borrowed from the arena of the compile). */
ITD_MUST_CHECK itd_status snapshot_writer_entity(snapshot_writer *w, entity *e, itd_error *error);

/* Lays out the core tables; *core is borrowed from the writer and lives until snapshot_writer_free. */
ITD_MUST_CHECK itd_status snapshot_writer_core(snapshot_writer *w, const snapshot **core, itd_error *error);

/* Adds a section; the bytes are copied. Each tag once; sections are written in the order of their tags. */
ITD_MUST_CHECK itd_status snapshot_writer_section(snapshot_writer *w, const char tag[4], str bytes,
                                                  itd_error *error);

/* The whole file into memory, or to a path, atomically. */
ITD_MUST_CHECK itd_status snapshot_writer_bytes(snapshot_writer *w, buf *out, itd_error *error);
ITD_MUST_CHECK itd_status snapshot_writer_finish(snapshot_writer *w, const char *path, itd_error *error);

#endif
