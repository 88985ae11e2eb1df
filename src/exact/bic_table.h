/* Banks of the lists by their BIC. Two BICs are of one party if their first seven characters are: four
 * letters of the party, two of the country, the first of the location. The eighth only says how it takes part
 * (0 in tests, 1 passively), what follows names a branch.
 *
 *     bic_table_new(snapshot, &t, &error);
 *     str listed[4];
 *     size_t count = bic_table_find(t, bic, listed, 4);   // as the lists have them
 */
#ifndef EXACT_BIC_TABLE_H
#define EXACT_BIC_TABLE_H

#include "snapshot/snapshot.h"

typedef struct bic_table {
    str *items; /* by their first seven characters; borrowed from the snapshot */
    size_t count;
} bic_table;

ITD_MUST_CHECK itd_status bic_table_new(const snapshot *s, bic_table **out, itd_error *error);
void bic_table_free(bic_table *t);

/* Listed BICs of the same party, each once; their count, at most cap. The BIC is in capitals, of 8 or 11. */
size_t bic_table_find(const bic_table *t, str bic, str *out, size_t cap);

/* True for a BIC that takes part in tests only. */
bool bic_is_test(str bic);

#endif
