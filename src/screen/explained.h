/* How hits were explained: those of a query that comes again need not be explained again.
 *
 * An explanation is kept with the whole query and the party, and is found by nothing less. Fixed memory; a
 * newer one takes the place of an older one. One that is larger than its place is not kept.
 *
 *     const match_explanation *x = explained_find(cache, &key, party);
 *     if (!x) ... explained_keep(cache, &key, party, match_explain(worker, &query, &options, party));
 */
#ifndef SCREEN_EXPLAINED_H
#define SCREEN_EXPLAINED_H

#include "screen/message_screen_cache.h"

#define EXPLAINED_MAX      2048
#define EXPLAINED_TOKENS   16
#define EXPLAINED_FEATURES 8
#define EXPLAINED_TEXT     512 /* bytes of all words */

typedef struct explained {
    query_key key;
    uint32_t party;
    uint32_t text_len;
    match_explanation explanation; /* of the arrays below */
    match_token tokens[EXPLAINED_TOKENS];
    match_feature features[EXPLAINED_FEATURES];
    char text[EXPLAINED_TEXT];
} explained;

typedef struct explained_cache {
    explained slots[EXPLAINED_MAX];
} explained_cache;

/* NULL where it is not kept; else good until the next one is kept. */
const match_explanation *explained_find(const explained_cache *cache, const query_key *key, uint32_t party);
void explained_keep(explained_cache *cache, const query_key *key, uint32_t party, const match_explanation *x);

#endif
