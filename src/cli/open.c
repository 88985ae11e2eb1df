#include "cli/open.h"

#include "api/handles.h"
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

enum { OPEN_MAX = 4 }; /* at once: diff has two */

/* The snapshots that the command has open, and whether one that it closed had been changed. */
static struct {
    itd_snapshot *open[OPEN_MAX];
    itd_error changed;
} held;

/* A free place, NULL if there is none. */
static itd_snapshot **free_place(void)
{
    for (size_t i = 0; i < OPEN_MAX; i++)
        if (held.open[i] == NULL)
            return &held.open[i];
    return NULL;
}

itd_status opened_unchanged(itd_error *error)
{
    for (size_t i = 0; i < OPEN_MAX && held.changed.status == ITD_OK; i++)
        if (held.open[i])
            (void)!snapshot_unchanged(itd_snapshot_core(held.open[i]), &held.changed);
    if (held.changed.status != ITD_OK && error)
        *error = held.changed;
    return held.changed.status;
}

bool opened_look_changed(void)
{
    bool changed = false;
    for (size_t i = 0; i < OPEN_MAX; i++)
        changed |= held.open[i] && snapshot_unchanged(itd_snapshot_core(held.open[i]), NULL) != ITD_OK;
    return changed;
}

void close_snapshot(itd_snapshot *s)
{
    (void)!opened_unchanged(NULL);
    for (size_t i = 0; i < OPEN_MAX; i++)
        if (held.open[i] == s)
            held.open[i] = NULL;
    itd_snapshot_close(s);
}

const char *snapshot_path(const arguments *args)
{
    const char *path = arguments_get(args, "snapshot");
    if (!path)
        path = getenv("INTERDICT_SNAPSHOT");
    return path && *path ? path : NULL;
}

int open_snapshot_at(const char *path, itd_snapshot **out)
{
    itd_error error = {0};
    itd_snapshot **place = free_place();
    itd_status status = place ? itd_snapshot_open(path, out, &error)
                              : error_set(&error, ITD_ERROR_LIMIT, path, "too many open snapshots");
    if (status != ITD_OK)
        return fail(&error, false);
    *place = *out;
    return 0;
}

int open_snapshot(const arguments *args, itd_snapshot **out)
{
    itd_error error = {0};
    const char *path = snapshot_path(args);
    if (path)
        return open_snapshot_at(path, out);
    if (itd_snapshot_open_sample(out, &error) != ITD_OK)
        return fail(&error, false);
    fprintf(stderr,
            "interdict: note: this is the built-in sample of %zu designations, for trying out only; "
            "see 'interdict compile --help' for real lists\n",
            itd_snapshot_entity_count(*out));
    return 0;
}

int open_lists(const arguments *args, itd_snapshot **out)
{
    int code = open_snapshot(args, out);
    if (code)
        return code;
    const snapshot *s = itd_snapshot_core(*out);
    if (snapshot_source_count(s) && snapshot_entity_count(s))
        return 0;
    if (arguments_has(args, "allow-empty")) {
        warn("the snapshot holds no list: nobody is screened against one");
        return 0;
    }
    itd_error error = {.status = ITD_ERROR_SNAPSHOT,
                       .message = "the snapshot holds no list, so nobody can be found in it; "
                                  "--allow-empty answers all the same"};
    close_snapshot(*out);
    *out = NULL;
    return fail(&error, false);
}
