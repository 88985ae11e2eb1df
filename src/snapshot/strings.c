#include "snapshot/strings.h"

#include "base/bytes.h"

#include <stdlib.h>

#define SLOTS_START ((size_t)1 << 12)

/* FNV-1a over words of eight bytes with a last mixing. The order of the table never shows in the file. */
static uint64_t hash_text(str text)
{
    uint64_t h = 0xcbf29ce484222325u ^ text.len;
    while (text.len >= 8) {
        h = (h ^ read_u64(text.data)) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
        text = str_make(text.data + 8, text.len - 8);
    }
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.data[i]) * 0x100000001b3u;
    h ^= h >> 29;
    h *= 0xbf58476d1ce4e5b9u;
    return h ^ h >> 32;
}

static str pool_text(const strings *pool, uint32_t number)
{
    const char *entry = pool->index.data + (size_t)number * 4;
    uint32_t start = read_u32(entry);
    size_t end = number + 1 == pool->count ? pool->text.len : read_u32(entry + 4);
    return str_make(pool->text.data + start, end - start);
}

/* The slot of the text, or the empty slot where it belongs. */
static size_t find_slot(const strings *pool, const uint32_t *slots, size_t slot_count, str text)
{
    size_t slot = (size_t)hash_text(text) & (slot_count - 1);
    while (slots[slot] && !str_equal(pool_text(pool, slots[slot] - 1), text))
        slot = (slot + 1) & (slot_count - 1);
    return slot;
}

static bool grow_slots(strings *pool)
{
    size_t slot_count = pool->slot_count ? 2 * pool->slot_count : SLOTS_START;
    uint32_t *slots = calloc(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < pool->count; i++)
        slots[find_slot(pool, slots, slot_count, pool_text(pool, i))] = i + 1;
    free(pool->slots);
    pool->slots = slots;
    pool->slot_count = slot_count;
    return true;
}

bool strings_init(strings *pool)
{
    *pool = (strings){0};
    buf_init(&pool->text, UINT32_MAX - 1);
    buf_init(&pool->index, UINT32_MAX - 1);
    uint32_t number;
    return buf_reserve(&pool->text, 1) && strings_add(pool, STR_NONE, &number);
}

void strings_free(strings *pool)
{
    buf_free(&pool->text);
    buf_free(&pool->index);
    free(pool->slots);
    *pool = (strings){0};
}

bool strings_add(strings *pool, str text, uint32_t *number)
{
    if (2 * (size_t)pool->count >= pool->slot_count && !grow_slots(pool))
        return false;
    size_t slot = find_slot(pool, pool->slots, pool->slot_count, text);
    if (!pool->slots[slot]) {
        uint32_t start = (uint32_t)pool->text.len;
        buf_append(&pool->text, text.data, text.len);
        buf_u32(&pool->index, start);
        if (pool->text.failed || pool->index.failed)
            return false;
        pool->slots[slot] = ++pool->count;
    }
    *number = pool->slots[slot] - 1;
    return true;
}

bool strings_end(strings *pool)
{
    buf_u32(&pool->index, (uint32_t)pool->text.len);
    return !pool->index.failed;
}
