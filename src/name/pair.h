/* Two analysed names compared directly, without an index. */
#ifndef NAME_PAIR_H
#define NAME_PAIR_H

#include "name/align.h"
#include "model/schema.h"

/* Which rules a schema is matched by. A LegalEntity may be a person or an organisation: `names` decide. */
match_kind match_kind_of(schema_id s, const token_name *const *names, size_t count);

/* Fills the matrix for align_names; room for a->unit_count * b->unit_count. */
void pair_relations(const token_name *a, const token_name *b, relation *out);

/* Penalty of the best alignment of the two names. */
void pair_align(const token_name *a, const token_name *b, match_kind kind, relation *room, alignment *out);

#endif
