#include "cli/serve/become.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "process/program.h"

#include <stdio.h>

enum { ARGV_MAX = 64 };

typedef struct handed_on {
    arena memory;
    char *argv[ARGV_MAX + 1];
    size_t count;
    bool failed;
} handed_on;

static void put(handed_on *h, const char *text)
{
    char *copy = h->count < ARGV_MAX ? arena_copy(&h->memory, str_of(text)) : NULL;
    h->failed |= !copy;
    if (copy)
        h->argv[h->count++] = copy;
}

static void put_pair(handed_on *h, const char *name, const char *value)
{
    char text[8192];
    int len = snprintf(text, sizeof text, "--%s%s%s", name, value ? "=" : "", value ? value : "");
    if (len < 0 || (size_t)len >= sizeof text)
        h->failed = true;
    else
        put(h, text);
}

static void put_option(handed_on *h, const arguments *args, const char *name, bool flag)
{
    if (arguments_has(args, name))
        put_pair(h, name, flag ? NULL : arguments_get(args, name));
}

int become_named(const arguments *args, const char *first, const char *verb, const option_spec *options,
                 const char *name)
{
    handed_on h = {.count = 0};
    itd_error error = {0};
    arena_init(&h.memory, LIMIT_BUF_SIZE);
    put(&h, "interdict");
    put(&h, first);
    if (verb)
        put(&h, verb);
    for (const option_spec *o = options; o->name; o++)
        put_option(&h, args, o->name, o->placeholder == NULL);
    if (name)
        put_pair(&h, "name", name);
    put_option(&h, args, "snapshot", false);
    put_option(&h, args, "policy", false);
    put_option(&h, args, "json", true);
    itd_status status = h.failed ? error_memory(&error) : program_become("serve", h.argv, &error);
    int code = status == ITD_OK ? EXIT_NOTHING : fail(&error, false);
    arena_free(&h.memory);
    return code;
}

int become_server(const arguments *args, const char *first, const char *verb, const option_spec *options)
{
    return become_named(args, first, verb, options, NULL);
}
