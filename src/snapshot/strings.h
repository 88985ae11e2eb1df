/* The pool of texts of a snapshot in the making: each different text once, numbered by first use.
 *
 *     uint32_t number;
 *     if (!strings_add(&pool, text, &number)) ... no memory or too much text
 */
#ifndef SNAPSHOT_STRINGS_H
#define SNAPSHOT_STRINGS_H

#include "base/buf.h"

#include <stdint.h>

typedef struct strings {
    buf text;  /* the bytes of all texts */
    buf index; /* u32: where each begins; the end of the last is added by strings_end */
    uint32_t count;
    uint32_t *slots; /* hash table of numbers plus one */
    size_t slot_count;
} strings;

/* Makes an empty pool in which text 0 is empty; false when there is no memory. */
bool strings_init(strings *pool);
void strings_free(strings *pool);
bool strings_add(strings *pool, str text, uint32_t *number);
bool strings_end(strings *pool);

#endif
