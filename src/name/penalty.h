/* What an alignment leaves open, as penalties that are summed: contradiction, missing, shortage of evidence,
 * order, legal forms. docs/internals/scoring.md says what each is for.
 *
 *     align_weigh(&a, &b, relations, &alignment);   // links, coverage, edits and information are there
 */
#ifndef NAME_PENALTY_H
#define NAME_PENALTY_H

#include "name/align.h"

void align_weigh(const name_view *a, const name_view *b, const relation *relations, alignment *out);

#endif
