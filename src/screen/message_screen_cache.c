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
    uint32_t day = o->dated ? (uint32_t)o->on : 0x80000000u;
    char head[12] = {
        (char)(q->has_schema + 2 * p->party + 4 * p->bank + 8 * p->has_bic + 16 * p->part + 32 * p->cut),
        (char)q->schema,
        (char)q->identifier_count,
        (char)(o->exhaustive + 2 * o->weak_alone + 4 * o->whole_names),
        (char)(o->threshold & 0xFF),
        (char)(o->threshold >> 8),
        (char)(o->limit & 0xFF),
        (char)(o->limit >> 8),
        (char)(day & 0xFF),
        (char)(day >> 8 & 0xFF),
        (char)(day >> 16 & 0xFF),
        (char)(day >> 24)};
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

/* FNV-1a */
uint64_t query_key_hash(const query_key *key)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < key->len; i++)
        hash = (hash ^ (unsigned char)key->text[i]) * 0x100000001B3u;
    return hash;
}

bool query_key_same(const query_key *a, const query_key *b)
{
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* The row in which a query is kept; what is kept there is compared whole. */
static size_t row_of(const query_key *key)
{
    return (size_t)(query_key_hash(key) >> 32) % (QUERY_CACHE_MAX / QUERY_ROW) * QUERY_ROW;
}

const query_answer *query_cache_find(const query_cache *cache, const query_key *key)
{
    const query_answer *row = &cache->slots[row_of(key)];
    for (size_t i = 0; i < QUERY_ROW; i++)
        if (query_key_same(&row[i].key, key))
            return &row[i];
    return NULL;
}

void query_cache_keep(query_cache *cache, const query_key *key, const match_hit *hits, size_t count)
{
    query_answer *row = &cache->slots[row_of(key)], *kept = &row[cache->next % QUERY_ROW];
    if (count > QUERY_HITS_MAX)
        return;
    for (size_t i = QUERY_ROW; i-- > 0;)
        if (row[i].key.len == 0)
            kept = &row[i];
    cache->next++;
    kept->key.len = key->len;
    memcpy(kept->key.text, key->text, key->len);
    kept->hit_count = (uint32_t)count;
    if (count)
        memcpy(kept->hits, hits, count * sizeof *hits);
}
