#include "cli/open.h"

#include "api/handles.h"

#include <stdio.h>
#include <stdlib.h>

const char *snapshot_path(const arguments *args)
{
    const char *path = arguments_get(args, "snapshot");
    if (!path)
        path = getenv("INTERDICT_SNAPSHOT");
    return path && *path ? path : NULL;
}

int open_snapshot(const arguments *args, itd_snapshot **out)
{
    itd_error error = {0};
    const char *path = snapshot_path(args);
    if (path)
        return itd_snapshot_open(path, out, &error) == ITD_OK ? 0 : fail(&error, false);
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
    itd_snapshot_close(*out);
    *out = NULL;
    return fail(&error, false);
}
