#include "cli/confine.h"

#include "cli/arguments.h"
#include "process/sandbox.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Options whose value is written; a new file takes the place of an old one in its folder. */
static const char *const written[] = {"output", "html", "svg", "watch", "dir"};

/* The folder of a path; false where it is too long. */
static bool folder_of(const char *path, char folder[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    int len = slash ? (int)(slash - path) : 0;
    return snprintf(folder, PATH_MAX, "%.*s", len ? len : 1, len ? path : slash ? "/" : ".") < PATH_MAX;
}

static void allow_folder_of(sandbox *box, const char *path, unsigned what)
{
    char folder[PATH_MAX];
    if (path && folder_of(path, folder))
        sandbox_allow(box, folder, what);
}

static void allow_file(sandbox *box, const char *word)
{
    const char *equals = strchr(word, '=');
    sandbox_allow(box, word, SANDBOX_READ);
    if (equals)
        sandbox_allow(box, equals + 1, SANDBOX_READ);
}

/* What a word of the command line names: itself, FILE of DATASET=FILE and of FILE@DATE, and the words above a
 * folder of packs. */
static void allow_named(sandbox *box, const char *word)
{
    char above[PATH_MAX], dated[PATH_MAX];
    const char *at = strrchr(word, '@');
    allow_file(box, word);
    if (at && snprintf(dated, sizeof dated, "%.*s", (int)(at - word), word) < PATH_MAX)
        allow_file(box, dated);
    if (snprintf(above, sizeof above, "%s/../vocabulary.yaml", word) < PATH_MAX)
        sandbox_allow(box, above, SANDBOX_READ);
}

/* Where the C library keeps the tables of encodings, which it loads when one is asked for. */
static void allow_encodings(sandbox *box)
{
    Dl_info found;
    if (dladdr((void *)(uintptr_t)&strlen, &found) != 0 && found.dli_fname)
        allow_folder_of(box, found.dli_fname, SANDBOX_READ);
    if (getenv("GCONV_PATH"))
        sandbox_allow(box, getenv("GCONV_PATH"), SANDBOX_READ);
}

static void allow_written(sandbox *box, const arguments *args)
{
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        const char *path = arguments_get(args, written[i]);
        if (!path)
            continue;
        sandbox_allow(box, path, SANDBOX_READ | SANDBOX_WRITE);
        bool folder = strcmp(written[i], "watch") == 0;
        if (!folder)
            allow_folder_of(box, path, SANDBOX_READ | SANDBOX_WRITE);
    }
}

void confine(const command *cmd, const arguments *args)
{
    sandbox box;
    if (!cmd->gives_away)
        return;
    if (arguments_has(args, "no-sandbox")) {
        fprintf(stderr, "interdict: note: what is read is not walled in (--no-sandbox)\n");
        return;
    }
    sandbox_begin(&box, cmd->gives_away);
    for (size_t i = 0; i < arguments_operand_count(args); i++)
        allow_named(&box, arguments_operand(args, i));
    for (size_t i = 0; arguments_value(args, i); i++)
        allow_named(&box, arguments_value(args, i));
    const char *snapshot = getenv("INTERDICT_SNAPSHOT");
    if (snapshot)
        sandbox_allow(&box, snapshot, SANDBOX_READ);
    if (arguments_has(args, "watch")) { /* another one may be put in place by a rename */
        allow_folder_of(&box, arguments_get(args, "snapshot"), SANDBOX_READ);
        allow_folder_of(&box, arguments_get(args, "policy"), SANDBOX_READ);
        allow_folder_of(&box, snapshot, SANDBOX_READ);
    }
    if (cmd->gives_away & SANDBOX_ONLY_WRITES && !arguments_has(args, "dir"))
        sandbox_allow(&box, ".", SANDBOX_READ | SANDBOX_WRITE);
    allow_written(&box, args);
    allow_encodings(&box);
    sandbox_allow(&box, "/sys/devices/system/cpu", SANDBOX_READ); /* how many there are */
    (void)sandbox_enter(&box);
}
