#include "match/tables.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

itd_status match_tables_new(const snapshot *s, match_tables **out, itd_error *error)
{
    match_tables *t = calloc(1, sizeof *t);
    *out = NULL;
    if (!t)
        return error_memory(error);
    t->snapshot = s;
    arena_init(&t->memory, LIMIT_ARENA_SIZE);
    itd_status status = index_open(s, &t->index, error);
    if (status == ITD_OK)
        status = identifier_table_open(s, &t->memory, &t->identifiers, error);
    snapshot_rest(s);
    if (status == ITD_OK)
        *out = t;
    else
        match_tables_free(t);
    return status;
}

void match_tables_free(match_tables *t)
{
    if (!t)
        return;
    arena_free(&t->memory);
    free(t);
}
