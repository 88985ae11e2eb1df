/* Memory that is given back all at once.
 *
 * An arena hands out zeroed memory from large blocks and has a ceiling. Nothing is freed alone; arena_reset
 * keeps the blocks for the next use, so a worker that has seen its largest input allocates no more.
 *
 *     arena a;
 *     arena_init(&a, LIMIT_ARENA_SIZE);
 *     char *copy = arena_copy(&a, name);   // NULL: no memory or ceiling reached
 *     arena_free(&a);
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stddef.h>

typedef struct arena_block arena_block;

typedef struct arena {
    arena_block *first;
    arena_block *current;
    size_t used_size;  /* bytes in all blocks in use */
    size_t limit_size; /* ceiling for all blocks together */
    bool failed; /* memory was refused since arena_init or arena_reset: what was built may lack something */
} arena;

void arena_init(arena *a, size_t limit_size);
void arena_reset(arena *a);
void arena_free(arena *a);

/* Zeroed memory aligned for any type; NULL when there is none or the ceiling is reached. */
void *arena_alloc(arena *a, size_t size);

/* `count` elements of `size`, checked for overflow. */
void *arena_array(arena *a, size_t count, size_t size);

/* A terminated copy of the text; a slice of it with arena_str (data NULL on failure). */
char *arena_copy(arena *a, str text);
str arena_str(arena *a, str text);

/* Moves to a larger array with the first `old_count` elements kept, doubling: for arrays that grow.
 * *cap is updated. Returns NULL when there is no memory; the old array is then still good. */
void *arena_grow(arena *a, void *old, size_t old_count, size_t *cap, size_t size);

#endif
