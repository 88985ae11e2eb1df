#include "json/json_read.h"

#include "base/error.h"

#include <stdbool.h>
#include <stdlib.h>
#include <threads.h>

/* jansson forgets a failed allocation in the middle of a text: it drops a character, or takes the text for
 * bad. So its allocations are watched. Its functions are one pair for the process and know no caller: a mark
 * of the thread is the only place to say so, and json_read, which reads it, leaves it behind clean. */
static _Thread_local bool refused;

static void *watched_malloc(size_t size)
{
    void *memory = malloc(size);
    refused = refused || !memory;
    return memory;
}

/* A program around the library that has set functions of its own keeps them. */
static void watch(void)
{
    json_malloc_t allocate;
    json_free_t release;
    json_get_alloc_funcs(&allocate, &release);
    if (allocate == malloc && release == free)
        json_set_alloc_funcs(watched_malloc, free);
}

itd_status json_read(str text, size_t flags, json_t **root, json_error_t *problem, itd_error *error)
{
    static once_flag once = ONCE_FLAG_INIT;
    json_error_t own;
    json_error_t *told = problem ? problem : &own;
    call_once(&once, watch);
    refused = false;
    *root = json_loadb(text.data ? text.data : "", text.len, flags, told);
    if (refused || (!*root && json_error_code(told) == json_error_out_of_memory)) {
        json_decref(*root);
        *root = NULL;
        return error_memory(error);
    }
    return *root ? ITD_OK : ITD_ERROR_INPUT;
}
