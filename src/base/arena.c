#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>

#define BLOCK_SIZE ((size_t)64 * 1024)
#define ALIGN      (_Alignof(max_align_t))

struct arena_block {
    arena_block *next;
    size_t size; /* usable bytes */
    size_t used;
    _Alignas(max_align_t) unsigned char data[];
};

void arena_init(arena *a, size_t limit_size)
{
    *a = (arena){.limit_size = limit_size};
}

void arena_reset(arena *a)
{
    for (arena_block *block = a->first; block; block = block->next)
        block->used = 0;
    a->current = a->first;
    a->failed = false;
}

void arena_free(arena *a)
{
    arena_block *block = a->first;
    while (block) {
        arena_block *next = block->next;
        free(block);
        block = next;
    }
    *a = (arena){.limit_size = a->limit_size};
}

static arena_block *block_with(arena *a, size_t size)
{
    /* Blocks behind the current one are empty after a reset. */
    for (arena_block *block = a->current; block; block = block->next) {
        if (block->size - block->used >= size) {
            a->current = block;
            return block;
        }
    }
    size_t block_size = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    if (a->used_size > a->limit_size || block_size > a->limit_size - a->used_size)
        return NULL;
    arena_block *block = malloc(sizeof *block + block_size);
    if (!block)
        return NULL;
    block->size = block_size;
    block->used = 0;
    block->next = NULL;
    a->used_size += block_size;
    if (!a->first) {
        a->first = block;
    } else {
        block->next = a->current->next;
        a->current->next = block;
    }
    a->current = block;
    return block;
}

static void *refuse(arena *a)
{
    a->failed = true;
    return NULL;
}

void *arena_alloc(arena *a, size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        return refuse(a);
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (size == 0)
        size = ALIGN;
    arena_block *block = block_with(a, size);
    if (!block)
        return refuse(a);
    void *memory = block->data + block->used;
    block->used += size;
    memset(memory, 0, size);
    return memory;
}

void *arena_array(arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return refuse(a);
    return arena_alloc(a, count * size);
}

char *arena_copy(arena *a, str text)
{
    char *copy = arena_alloc(a, text.len + 1);
    if (copy && text.len)
        memcpy(copy, text.data, text.len);
    return copy;
}

str arena_str(arena *a, str text)
{
    char *copy = arena_copy(a, text);
    return copy ? str_make(copy, text.len) : STR_NONE;
}

void *arena_grow(arena *a, void *old, size_t old_count, size_t *cap, size_t size)
{
    size_t wanted = *cap ? *cap * 2 : 4;
    void *memory = arena_array(a, wanted, size);
    if (!memory)
        return NULL;
    if (old_count)
        memcpy(memory, old, old_count * size);
    *cap = wanted;
    return memory;
}
