/* Lays merged entities out as the rows of the file. */
#ifndef SNAPSHOT_TABLES_H
#define SNAPSHOT_TABLES_H

#include "snapshot/internal.h"
#include "snapshot/merge.h"
#include "snapshot/strings.h"
#include "snapshot/writer.h"

typedef struct snapshot_tables {
    strings pool;
    buf rows[CORE_COUNT]; /* of every section but the two of the pool */
    bool failed;
} snapshot_tables;

void tables_init(snapshot_tables *t);
void tables_free(snapshot_tables *t);

/* After tables_fill: a table came so near its ceiling that this, not memory, was the reason. */
bool tables_are_full(const snapshot_tables *t);

/* False when there is no memory or a table would be too large. */
bool tables_fill(snapshot_tables *t, const snapshot_writer_source_info *sources, uint16_t source_count,
                 entity *const *entities, size_t entity_count);

str tables_section(const snapshot_tables *t, core_section section);

#endif
