#include "screen/message_screen_cache.h"

/* A part of the key with its length before it: no two queries have the same key. */
static bool put(query_key *key, str part)
{
    if (part.len > 255 || key->len + part.len + 1 > QUERY_KEY_LEN)
        return false;
    key->text[key->len++] = (char)part.len;
    if (part.len)
        memcpy(key->text + key->len, part.data, part.len);
    key->len += (uint32_t)part.len;
    return true;
}

static bool put_all(query_key *key, const str *parts, size_t count)
{
    char number = (char)count;
    if (!put(key, str_make(&number, 1)))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!put(key, parts[i]))
            return false;
    return true;
}

bool query_key_make(query_key *key, const match_query *q, const message_profile *p, const match_options *o)
{
    char head[8] = {
        (char)(q->has_schema + 2 * p->party + 4 * p->bank + 8 * p->has_bic + 16 * p->part + 32 * p->cut),
        (char)q->schema,
        (char)q->identifier_count,
        (char)(o->exhaustive + 2 * o->weak_alone),
        (char)(o->threshold & 0xFF),
        (char)(o->threshold >> 8),
        (char)(o->limit & 0xFF),
        (char)(o->limit >> 8)};
    key->len = 0;
    if (q->country_count || q->gender_count || q->address_count || o->dataset_mask)
        return false;
    if (!put(key, str_make(head, sizeof head)) || !put_all(key, p->country, 2) ||
        !put_all(key, q->names, q->name_count) || !put_all(key, q->birth_dates, q->birth_date_count))
        return false;
    for (size_t i = 0; i < q->identifier_count; i++) {
        const match_identifier *n = &q->identifiers[i];
        char kind[2] = {(char)n->has_property, (char)n->property};
        if (!put(key, str_make(kind, sizeof kind)) || !put(key, n->text))
            return false;
    }
    return true;
}

/* FNV-1a: where a query is kept; what is kept there is compared whole. */
static size_t slot_of(const query_key *key)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < key->len; i++)
        hash = (hash ^ (unsigned char)key->text[i]) * 0x100000001B3u;
    return (size_t)(hash >> 32) % QUERY_CACHE_MAX;
}

const query_answer *query_cache_find(const query_cache *cache, const query_key *key)
{
    const query_answer *kept = &cache->slots[slot_of(key)];
    bool same = kept->key.len == key->len && memcmp(kept->key.text, key->text, key->len) == 0;
    return same ? kept : NULL;
}

void query_cache_keep(query_cache *cache, const query_key *key, const match_hit *hits, size_t count)
{
    query_answer *kept = &cache->slots[slot_of(key)];
    if (count > QUERY_HITS_MAX)
        return;
    kept->key.len = key->len;
    memcpy(kept->key.text, key->text, key->len);
    kept->hit_count = (uint32_t)count;
    if (count)
        memcpy(kept->hits, hits, count * sizeof *hits);
}
