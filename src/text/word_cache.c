#include "text/word_cache.h"

#include <string.h>

_Static_assert(sizeof(word_cache_entry) == 128, "two lines of the cache");

bool word_cache_takes(const raw_word *w)
{
    return w->simple && w->lost_count == 0 && !(w->marks & TEXT_REPAIRED);
}

word_cache_entry *word_cache_place(word_cache *c, const raw_word *w, uint8_t context)
{
    uint64_t hash = context;
    size_t i = 0;
    for (; i + 1 < w->count; i += 2)
        hash = (hash ^ ((uint64_t)w->cps[i + 1] << 32 | w->cps[i])) * 0x9E3779B97F4A7C15u;
    if (i < w->count)
        hash = (hash ^ w->cps[i]) * 0x9E3779B97F4A7C15u;
    return &c->entries[hash >> (64 - WORD_CACHE_BITS)];
}

size_t word_cache_find(const word_cache_entry *e, str raw, uint8_t context, text_word *word, char *out)
{
    if (e->key_len != raw.len || e->context != context)
        return 0;
    size_t len = e->folded_len;
    for (size_t i = 0; i < TEXT_SPELLINGS_MAX; i++)
        len += e->lens[i];
    if (memcmp(e->bytes + len, raw.data, raw.len) != 0)
        return 0;
    memcpy(out, e->bytes, sizeof e->bytes);
    word->folded = str_make(out, e->folded_len);
    out += e->folded_len;
    for (size_t i = 0; i < TEXT_SPELLINGS_MAX; i++) {
        word->spellings[i] = str_make(out, e->lens[i]);
        out += e->lens[i];
    }
    word->spelling_count = e->spelling_count;
    word->marks |= e->marks;
    return len;
}

void word_cache_keep(word_cache_entry *e, str raw, uint8_t context, const text_word *word)
{
    str last = word->spellings[word->spelling_count - 1];
    size_t len = (size_t)(last.data + last.len - word->folded.data);
    if (len + raw.len > sizeof e->bytes || last.data == word->folded.data)
        return;
    e->key_len = (uint8_t)raw.len;
    e->context = context;
    e->marks = word->marks & TEXT_REPAIRED;
    e->folded_len = (uint8_t)word->folded.len;
    e->spelling_count = word->spelling_count;
    memset(e->lens, 0, sizeof e->lens);
    for (size_t i = 0; i < word->spelling_count; i++)
        e->lens[i] = (uint8_t)word->spellings[i].len;
    memcpy(e->bytes, word->folded.data, len);
    memcpy(e->bytes + len, raw.data, raw.len);
}
