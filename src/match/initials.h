/* Names that only single letters tie to a query. A single letter may stand for any word that begins with it,
 * so no word leads to such a name; but a matched initial is little information, and the shortage of evidence
 * costs the rest. Part of match/candidates.h.
 *
 *     initials_add_listed(c, query->count, kind, budget);
 */
#ifndef MATCH_INITIALS_H
#define MATCH_INITIALS_H

#include "match/candidates.h"

/* Lists the names with single letters; made once. */
ITD_MUST_CHECK itd_status initials_list(candidates *c, itd_error *error);

/* Adds names of the kind whose own single letters may carry them within the budget, against a query of so
 * many words. */
void initials_add_listed(candidates *c, size_t words, match_kind kind, int budget);

/* Adds names of the kind that so many single letters of the query may carry within the budget, though all its
 * heavy words, of so much information, are left over. */
void initials_add_asked(candidates *c, int information, int initials, match_kind kind, int budget);

#endif
