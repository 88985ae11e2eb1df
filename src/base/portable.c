#include "base/portable.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { UNKNOWN, WANTED, NOT_WANTED };

/* Two threads that ask first both read the same. */
bool portable_wanted(void)
{
    static atomic_int known;
    int state = atomic_load_explicit(&known, memory_order_relaxed);
    if (state == UNKNOWN) {
        const char *text = getenv("INTERDICT_PORTABLE");
        state = text && strcmp(text, "1") == 0 ? WANTED : NOT_WANTED;
        atomic_store_explicit(&known, state, memory_order_relaxed);
    }
    return state == WANTED;
}
