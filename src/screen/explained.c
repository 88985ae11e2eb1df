#include "screen/explained.h"

static size_t slot_of(const query_key *key, uint32_t party)
{
    uint64_t hash = query_key_hash(key) ^ party;
    return (size_t)(hash * 0x9E3779B97F4A7C15u >> 40) % EXPLAINED_MAX;
}

const match_explanation *explained_find(const explained_cache *cache, const query_key *key, uint32_t party)
{
    const explained *e = &cache->slots[slot_of(key, party)];
    return e->party == party && query_key_same(&e->key, key) ? &e->explanation : NULL;
}

/* A copy in the text of the place; false where it has no room. */
static bool put(explained *e, str from, str *to)
{
    if (from.len > EXPLAINED_TEXT - e->text_len)
        return false;
    *to = str_make(e->text + e->text_len, from.len);
    if (from.len)
        memcpy(e->text + e->text_len, from.data, from.len);
    e->text_len += (uint32_t)from.len;
    return true;
}

/* The words of a token lie in the worker, and so does the detail that names a part of the query. */
static bool fill(explained *e, const match_explanation *x)
{
    e->text_len = 0;
    for (size_t i = 0; i < x->token_count; i++) {
        e->tokens[i] = x->tokens[i];
        if (!put(e, x->tokens[i].query, &e->tokens[i].query) ||
            !put(e, x->tokens[i].listed, &e->tokens[i].listed))
            return false;
    }
    for (size_t i = 0; i < x->feature_count; i++) {
        str detail = STR_NONE;
        e->features[i] = x->features[i];
        if (!x->features[i].detail)
            continue;
        if (!put(e, str_make(x->features[i].detail, strlen(x->features[i].detail) + 1), &detail))
            return false;
        e->features[i].detail = detail.data;
    }
    e->explanation = *x;
    e->explanation.tokens = e->tokens;
    e->explanation.features = e->features;
    return true;
}

void explained_keep(explained_cache *cache, const query_key *key, uint32_t party, const match_explanation *x)
{
    explained *e = &cache->slots[slot_of(key, party)];
    if (x->token_count > EXPLAINED_TOKENS || x->feature_count > EXPLAINED_FEATURES)
        return;
    e->key.len = 0;
    if (!fill(e, x))
        return;
    e->party = party;
    e->key.len = key->len;
    memcpy(e->key.text, key->text, key->len);
}
