/* What queries met: the same banks and customers come again with every payment.
 *
 * A query is kept with every byte that its answer depends on, so a search is left out only where exactly
 * that name, asked in the same way of the same snapshot, was answered before. Fixed memory; a newer query
 * takes the place of an older one where its row is full. Queries with more hits than there is room for are
 * never kept, nor those that gave a reason besides.
 *
 *     query_key key;
 *     const query_answer *known =
 *         query_key_make(&key, &query, &profile, &options) ? query_cache_find(cache, &key) : NULL;
 *     if (!known) ... ask ..., query_cache_keep(cache, &key, hits, hit_count);
 */
#ifndef SCREEN_MESSAGE_SCREEN_CACHE_H
#define SCREEN_MESSAGE_SCREEN_CACHE_H

#include "screen/message_screen_profile.h"

#define QUERY_KEY_LEN   248 /* longer queries are not kept */
#define QUERY_HITS_MAX  5
#define QUERY_CACHE_MAX 32768
#define QUERY_ROW       4 /* places that a query may be kept at */

typedef struct query_key {
    uint32_t len;
    char text[QUERY_KEY_LEN];
} query_key;

typedef struct query_answer {
    query_key key;
    uint32_t hit_count;
    match_hit hits[QUERY_HITS_MAX]; /* those that counted, in their order */
} query_answer;

typedef struct query_cache {
    query_answer slots[QUERY_CACHE_MAX];
    size_t next; /* which of a full row is given up */
} query_cache;

/* False where the query is too long, or its answer is not to be kept. */
bool query_key_make(query_key *key, const match_query *q, const message_profile *p, const match_options *o);

/* Where to look for it; the bytes are compared then. */
uint64_t query_key_hash(const query_key *key);
bool query_key_same(const query_key *a, const query_key *b);

/* NULL where it is not kept. */
const query_answer *query_cache_find(const query_cache *cache, const query_key *key);
void query_cache_keep(query_cache *cache, const query_key *key, const match_hit *hits, size_t count);

#endif
