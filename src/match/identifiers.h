/* Identifiers of a snapshot by their exact form: a section of it, made where it has none. A look-up is a
 * binary search. */
#ifndef MATCH_IDENTIFIERS_H
#define MATCH_IDENTIFIERS_H

#include "base/arena.h"
#include "match/match.h"

typedef struct identifier_entry {
    uint64_t hash; /* of the exact form */
    uint32_t entity, value;
} identifier_entry;

typedef struct identifier_table {
    const identifier_entry *entries; /* by hash, then entity, then value */
    size_t count;
} identifier_table;

/* The table of the snapshot's section, checked, where it lies; else one that is made in the arena. Errors:
 * ITD_ERROR_SNAPSHOT, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status identifier_table_open(const snapshot *s, arena *a, identifier_table *out,
                                                itd_error *error);

/* Makes the section for a snapshot that is compiled. */
ITD_MUST_CHECK itd_status identifier_section_build(const snapshot *core, match_section_sink *sink,
                                                   void *context, itd_error *error);

/* The next entry that is the same identifier as asked for, from *at on (start with 0); false when no more.
 * The property must be the same, or both must be numbers of a register whose kind lists mix up, or the query
 * does not say which it is. */
bool identifier_table_next(const identifier_table *t, const snapshot *s, const match_identifier *asked,
                           size_t *at, identifier_entry *found);

#endif
