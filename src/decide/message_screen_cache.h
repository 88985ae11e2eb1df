/* Queries that met nothing: the same banks and customers come again with every payment.
 *
 * A query is kept with every byte that its answer depends on, so a name is passed over only where exactly
 * that name, asked in the same way of the same snapshot, gave nothing. Fixed memory; a newer query takes the
 * place of an older one. Queries with anything to report are never kept.
 *
 *     query_key key;
 *     if (query_key_make(&key, &query, &profile) && query_cache_has(cache, &key)) return;
 *     ... ask ... nothing came of it: query_cache_keep(cache, &key);
 */
#ifndef DECIDE_MESSAGE_SCREEN_CACHE_H
#define DECIDE_MESSAGE_SCREEN_CACHE_H

#include "decide/message_screen_profile.h"

#define QUERY_KEY_LEN   248 /* longer queries are not kept */
#define QUERY_CACHE_MAX 32768

typedef struct query_key {
    uint32_t len;
    char text[QUERY_KEY_LEN];
} query_key;

typedef struct query_cache {
    query_key slots[QUERY_CACHE_MAX];
} query_cache;

/* False where the query is too long. */
bool query_key_make(query_key *key, const match_query *q, const message_profile *p);

bool query_cache_has(const query_cache *cache, const query_key *key);
void query_cache_keep(query_cache *cache, const query_key *key);

#endif
