#include "name/aligned.h"

#include <string.h>

void aligned_start(aligned_names *t)
{
    if (++t->turn != 0)
        return;
    for (size_t i = 0; i < ALIGNED_SLOTS; i++) /* the count has come round */
        t->slots[i].turn = 0;
    t->turn = 1;
}

static uint32_t hash_of(const uint32_t *words, size_t count, unsigned kind)
{
    uint32_t hash = kind * 0x9e3779b1u;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ words[i]) * 0x9e3779b1u;
    return hash >> 16 ^ hash >> 24;
}

aligned_name *aligned_find(aligned_names *t, const uint32_t *words, size_t count, unsigned kind)
{
    aligned_name *slot = &t->slots[hash_of(words, count, kind) % ALIGNED_SLOTS];
    if (slot->turn != t->turn || slot->kind != kind || slot->count != count ||
        memcmp(slot->words, words, count * sizeof *words) != 0) {
        slot->turn = t->turn;
        slot->words = words;
        slot->count = (uint8_t)count;
        slot->kind = (uint8_t)kind;
        slot->done = false;
    }
    return slot;
}
