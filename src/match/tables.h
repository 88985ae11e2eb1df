/* What all workers of a snapshot share: the checked match index and the identifiers. Made once, read-only,
 * used by any number of threads at once.
 *
 *     match_tables *t;
 *     match_tables_new(snapshot, &t, &error);
 *     match_worker_share(t, &worker, &error);   // one for each thread
 */
#ifndef MATCH_TABLES_H
#define MATCH_TABLES_H

#include "match/identifiers.h"
#include "match/index.h"

typedef struct match_tables {
    const snapshot *snapshot;
    match_index index;
    identifier_table identifiers;
    arena memory;
} match_tables;

ITD_MUST_CHECK itd_status match_tables_new(const snapshot *s, match_tables **out, itd_error *error);
void match_tables_free(match_tables *t);

#endif
