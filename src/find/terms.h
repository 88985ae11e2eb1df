/* The words of a snapshot's values, each with the entities and properties that have it.
 *
 *     find_terms *t;
 *     terms_new(snapshot, &t, &error);
 *     size_t n = terms_find(t, word);             // SIZE_MAX: nobody has it
 *     for (uint32_t i = t->starts[n]; i < t->starts[n + 1]; i++) … t->postings[i].entity …
 */
#ifndef FIND_TERMS_H
#define FIND_TERMS_H

#include "base/arena.h"
#include "find/field.h"

typedef struct term_posting {
    uint32_t entity;
    uint16_t property;
} term_posting;

typedef struct find_terms {
    arena memory;
    str *words; /* ascending */
    size_t count;
    uint32_t *starts;       /* count + 1, into postings */
    term_posting *postings; /* of a word by entity */
    size_t posting_count;
} find_terms;

ITD_MUST_CHECK itd_status terms_new(const snapshot *s, find_terms **out, itd_error *error);
void terms_free(find_terms *t);

size_t terms_find(const find_terms *t, str word);

/* The first word that is not below `prefix`. */
size_t terms_from(const find_terms *t, str prefix);

#endif
