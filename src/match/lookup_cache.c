#include "match/lookup_cache.h"

#include <stdlib.h>

enum {
    CACHE_SLOTS = 1 << 18,
    CACHE_ENTRIES = CACHE_SLOTS / 2,
    CACHE_RELATED = 1 << 21, /* related units of all entries together */
    CACHE_BYTES = 16 << 20,  /* keys of all entries together */
    KEY_CAP = 4096,
};

typedef struct cache_entry {
    uint64_t hash;
    uint32_t key, key_len;
    uint32_t first, count;
} cache_entry;

struct lookup_cache {
    uint32_t slots[CACHE_SLOTS]; /* number of an entry plus one */
    cache_entry entries[CACHE_ENTRIES];
    size_t entry_count, related_count, bytes_len;
    related_unit related[CACHE_RELATED];
    char bytes[CACHE_BYTES];
};

lookup_cache *lookup_cache_new(void)
{
    return calloc(1, sizeof(lookup_cache));
}

void lookup_cache_free(lookup_cache *c)
{
    free(c);
}

static bool put(char *key, size_t *len, const void *data, size_t size)
{
    if (size > KEY_CAP - *len)
        return false;
    memcpy(key + *len, data, size);
    *len += size;
    return true;
}

/* Everything relation_of reads; 0 if it is too long to be kept. */
static size_t make_key(const token *t, int budget, unsigned stage, char *key)
{
    size_t len = 0;
    uint16_t folded_len = (uint16_t)t->folded.len;
    bool good = put(key, &len, &budget, sizeof budget) && put(key, &len, &stage, sizeof stage) &&
                put(key, &len, &t->word, sizeof t->word) && put(key, &len, &t->stem, sizeof t->stem) &&
                put(key, &len, &t->number, sizeof t->number) && put(key, &len, &t->roman, sizeof t->roman) &&
                put(key, &len, &t->script, sizeof t->script) && put(key, &len, &t->flags, sizeof t->flags) &&
                put(key, &len, &folded_len, sizeof folded_len) &&
                put(key, &len, t->folded.data, t->folded.len);
    for (size_t i = 0; i < t->spelling_count && good; i++) {
        const token_spelling *s = &t->spellings[i];
        uint16_t letters_len = (uint16_t)s->letters.len;
        good = put(key, &len, &s->cost, sizeof s->cost) && put(key, &len, &letters_len, sizeof letters_len) &&
               put(key, &len, s->letters.data, s->letters.len);
    }
    return good ? len : 0;
}

static uint64_t hash_of(const char *key, size_t len)
{
    uint64_t h = 14695981039346656037u;
    size_t i = 0;
    for (; i + 8 <= len; i += 8) {
        uint64_t part;
        memcpy(&part, key + i, 8);
        h = (h ^ part) * 0x9E3779B97F4A7C15u;
        h ^= h >> 31;
    }
    for (; i < len; i++)
        h = (h ^ (unsigned char)key[i]) * 1099511628211u;
    return h ^ h >> 29;
}

static const cache_entry *find(const lookup_cache *c, const char *key, size_t len, uint64_t hash,
                               size_t *slot)
{
    size_t at = hash & (CACHE_SLOTS - 1);
    for (; c->slots[at]; at = (at + 1) & (CACHE_SLOTS - 1)) {
        const cache_entry *e = &c->entries[c->slots[at] - 1];
        if (e->hash == hash && e->key_len == len && memcmp(c->bytes + e->key, key, len) == 0)
            return e;
    }
    *slot = at;
    return NULL;
}

bool lookup_cache_get(const lookup_cache *c, const token *t, int budget, unsigned stage,
                      const related_unit **found, size_t *count)
{
    char key[KEY_CAP];
    size_t slot, len = make_key(t, budget, stage, key);
    const cache_entry *e = len ? find(c, key, len, hash_of(key, len), &slot) : NULL;
    if (!e)
        return false;
    *found = c->related + e->first;
    *count = e->count;
    return true;
}

void lookup_cache_put(lookup_cache *c, const token *t, int budget, unsigned stage, const related_unit *found,
                      size_t count)
{
    char key[KEY_CAP];
    size_t slot = 0, len = make_key(t, budget, stage, key);
    if (!len || count > CACHE_RELATED / 16)
        return;
    if (c->entry_count == CACHE_ENTRIES || c->related_count + count > CACHE_RELATED ||
        c->bytes_len + len > CACHE_BYTES) {
        memset(c->slots, 0, sizeof c->slots);
        c->entry_count = c->related_count = c->bytes_len = 0;
    }
    uint64_t hash = hash_of(key, len);
    if (find(c, key, len, hash, &slot))
        return;
    c->entries[c->entry_count] = (cache_entry){hash, (uint32_t)c->bytes_len, (uint32_t)len,
                                               (uint32_t)c->related_count, (uint32_t)count};
    memcpy(c->bytes + c->bytes_len, key, len);
    if (count)
        memcpy(c->related + c->related_count, found, count * sizeof *found);
    c->bytes_len += len;
    c->related_count += count;
    c->slots[slot] = (uint32_t)++c->entry_count;
}
