/* What was found for words that were asked before. Of fixed size: when it is full it is emptied. A word is
 * known again by everything that relation_of reads of it, the budget and the stage of the search, compared
 * byte for byte. */
#ifndef MATCH_LOOKUP_CACHE_H
#define MATCH_LOOKUP_CACHE_H

#include "match/lookup.h"

lookup_cache *lookup_cache_new(void);
void lookup_cache_free(lookup_cache *c);
bool lookup_cache_get(const lookup_cache *c, const token *t, int budget, unsigned stage,
                      const related_unit **found, size_t *count);
void lookup_cache_put(lookup_cache *c, const token *t, int budget, unsigned stage, const related_unit *found,
                      size_t count);

#endif
