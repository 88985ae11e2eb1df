/* The snapshot as its readers see it: one immutable, memory-mapped file, described byte by byte in
 * docs/formats/snapshot.md.
 *
 * Everything returned points into the mapping and lives as long as the snapshot. A snapshot is safe for any
 * number of threads. snapshot_open checks the section table and all that the calls of this header read (hash,
 * every offset, every order), so that any file is safe to try; the other sections are checked when
 * snapshot_section first gives them out. snapshot_open_trusted checks the header only, for a file that this
 * program wrote itself.
 *
 *     snapshot *s;
 *     if (snapshot_open("lists.itd", &s, &error) == ITD_OK) {
 *         for (uint32_t i = 0; i < snapshot_entity_count(s); i++) ...
 *         snapshot_close(s);
 *     }
 *
 * Entities are numbered by id in byte order, values by entity, names as one run per entity. Higher modules
 * keep their own tables in sections (match index, measures) and read them with snapshot_section.
 */
#ifndef SNAPSHOT_SNAPSHOT_H
#define SNAPSHOT_SNAPSHOT_H

#include "base/str.h"
#include "model/entity.h"
#include "model/schema.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct snapshot snapshot;

ITD_MUST_CHECK itd_status snapshot_open(const char *path, snapshot **out, itd_error *error);
ITD_MUST_CHECK itd_status snapshot_open_trusted(const char *path, snapshot **out, itd_error *error);

/* ITD_ERROR_SNAPSHOT if somebody wrote into the file since it was opened: what was read in between is not
 * what was checked. To be asked before an answer goes out. A file that was renamed over changes nothing: the
 * one that is open stays as it is. A file of less than 8 MiB was copied when it was opened and cannot change.
 * (Cutting a larger one short ends a program that reads it by SIGBUS; src/cli/main.c makes an exit 4 of
 * that.) */
ITD_MUST_CHECK itd_status snapshot_unchanged(const snapshot *s, itd_error *error);

/* Over memory that outlives the snapshot (the built-in sample); checked as snapshot_open does. */
ITD_MUST_CHECK itd_status snapshot_open_memory(const void *data, size_t size, const char *name,
                                               snapshot **out, itd_error *error);
/* Gives back the memory of what was read of a large file; it is read again where it is needed. For after a
 * check that looked at all of it. */
void snapshot_rest(const snapshot *s);

void snapshot_close(snapshot *s);

/* "sha256:" and 64 digits: the name of the snapshot in every answer. */
const char *snapshot_hash(const snapshot *s);
size_t snapshot_size(const snapshot *s);

/* ---- sections ---- */

/* The bytes of a section, empty if the snapshot has none of that tag. Tags are four ASCII characters. Its
 * hash is checked when it is first asked for: ITD_ERROR_SNAPSHOT if it is another one. What the bytes mean is
 * left to their owner to check. */
ITD_MUST_CHECK itd_status snapshot_section(const snapshot *s, const char tag[4], str *out, itd_error *error);

/* The hashes of all sections at once. */
ITD_MUST_CHECK itd_status snapshot_verify(const snapshot *s, itd_error *error);

typedef struct snapshot_section_info {
    char tag[5];
    size_t size;   /* bytes */
    char hash[65]; /* 64 digits, as the section table states it */
} snapshot_section_info;

size_t snapshot_section_count(const snapshot *s);
snapshot_section_info snapshot_section_at(const snapshot *s, size_t index);

/* ---- entities ---- */

typedef struct snapshot_entity {
    str id;
    schema_id schema;
    bool listed; /* also of a former one, on the days of its listings */
    bool former; /* no longer on any list: kept for past days alone (compile --history) */
    str caption; /* the first primary name, else the first name, else the id */
    uint32_t first_value, value_count;
    uint32_t first_address, address_count;
    uint32_t first_link, link_count;
    uint32_t first_listing, listing_count;
    uint32_t first_name, name_count; /* into the name table */
} snapshot_entity;

uint32_t snapshot_entity_count(const snapshot *s);
snapshot_entity snapshot_entity_at(const snapshot *s, uint32_t index);
schema_id snapshot_entity_schema(const snapshot *s, uint32_t index);

/* Index of the entity with this id, or UINT32_MAX. Binary search. */
uint32_t snapshot_entity_find(const snapshot *s, str id);

/* Datasets of the entity, ascending; returns the count and writes at most `cap` of them. */
size_t snapshot_entity_datasets(const snapshot *s, uint32_t index, uint16_t *datasets, size_t cap);

/* Values, addresses, links and listings come back in the types of the model (their arena and dataset fields
 * as compiled). */
entity_value snapshot_value_at(const snapshot *s, uint32_t index);
uint32_t snapshot_value_count(const snapshot *s);

/* The next value with the property from *at on, of whatever entity; false at the end. */
bool snapshot_value_next(const snapshot *s, property_id p, uint32_t *at);

/* True if a value before `index`, of the values of its entity from `first` on, has its property and text.
 * Values stand sorted by property, kind and text, so a repeated text may stand apart under another kind. */
bool snapshot_value_repeats(const snapshot *s, uint32_t first, uint32_t index);

/* True if a value of the property has this text: then an address or a listing need not say it again. */
bool snapshot_entity_says(const snapshot *s, const snapshot_entity *e, property_id p, str text);
entity_address snapshot_address_at(const snapshot *s, uint32_t index);
entity_link snapshot_link_at(const snapshot *s, uint32_t index);
entity_listing snapshot_listing_at(const snapshot *s, uint32_t index);

/* The entity that a link stands with, the number of links, and the next link of the schema from *at on. */
uint32_t snapshot_link_entity(const snapshot *s, uint32_t link_index);
uint32_t snapshot_link_count(const snapshot *s);
bool snapshot_link_next(const snapshot *s, schema_id schema, uint32_t *at);

/* The entity that a link leads to, or UINT32_MAX if it is not in the snapshot. */
uint32_t snapshot_link_target(const snapshot *s, uint32_t link_index);

/* ---- names: every name of every entity, one row each; the unit of the match index ---- */

typedef struct snapshot_name {
    uint32_t entity;
    uint32_t value; /* row of the value that it is */
    name_kind kind;
    str text; /* as published */
} snapshot_name;

uint32_t snapshot_name_count(const snapshot *s);
snapshot_name snapshot_name_at(const snapshot *s, uint32_t index);
uint32_t snapshot_name_entity(const snapshot *s, uint32_t index);

/* ---- sources ---- */

typedef struct snapshot_source {
    str dataset, title, publisher;
    str date; /* YYYY-MM-DD or empty */
    str json; /* files, counts, skipped and unknown fields: those members of the JSON object of `info`,
                 without braces */
    uint32_t entity_count; /* listed entities that are in the dataset */
} snapshot_source;

uint16_t snapshot_source_count(const snapshot *s);
snapshot_source snapshot_source_at(const snapshot *s, uint16_t index);

#endif
