#include "cli/open.h"

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
