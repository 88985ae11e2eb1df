/* The program: finds the subcommand, parses its arguments, runs it. */
#include "cli/arguments.h"
#include "cli/help.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int usage_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("interdict: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return EXIT_USAGE;
}

void warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("interdict: warning: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

int fail(const itd_error *error, bool input)
{
    fprintf(stderr, "interdict: %s\n", error->message);
    switch (error->status) {
    case ITD_ERROR_USAGE:
        return EXIT_USAGE;
    case ITD_ERROR_INPUT:
    case ITD_ERROR_LIMIT:
        return EXIT_INPUT;
    case ITD_ERROR_IO:
        return input ? EXIT_INPUT : EXIT_CANNOT_RUN;
    case ITD_OK:
    case ITD_ERROR_SNAPSHOT:
    case ITD_ERROR_MEMORY:
    case ITD_ERROR_UNSUPPORTED:
        return EXIT_CANNOT_RUN;
    }
    return EXIT_CANNOT_RUN;
}

/* The command whose name is the first one or two words; *words is how many it took. Two words win over one.
 */
static const command *find_command(int argc, char **argv, int *words)
{
    const command *found = NULL;
    for (size_t i = 0; command_at(i); i++) {
        const command *c = command_at(i);
        const char *blank = strchr(c->name, ' ');
        if (!blank && strcmp(argv[0], c->name) == 0 && !found) {
            found = c;
            *words = 1;
        }
        if (blank && argc > 1 && strlen(argv[0]) == (size_t)(blank - c->name) &&
            strncmp(argv[0], c->name, strlen(argv[0])) == 0 && strcmp(argv[1], blank + 1) == 0) {
            *words = 2;
            return c;
        }
    }
    return found;
}

/* "regime" alone is the beginning of several commands; they are named. */
static int no_command(const char *given)
{
    char words[256] = "";
    size_t len = strlen(given), used = 0;
    for (size_t i = 0; command_at(i); i++) {
        const char *name = command_at(i)->name;
        if (strncmp(name, given, len) != 0 || name[len] != ' ' || used >= sizeof words)
            continue;
        int more = snprintf(words + used, sizeof words - used, " %s", name + len + 1);
        used += more > 0 ? (size_t)more : 0;
    }
    if (used)
        return usage_error("'%s' needs one of:%s", given, words);
    return usage_error("unknown command '%s'; see 'interdict --help'", given);
}

static int finish(int code)
{
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (errno == EPIPE)
            return code;
        fprintf(stderr, "interdict: standard output: cannot write: %s\n", strerror(errno));
        return EXIT_CANNOT_RUN;
    }
    return code;
}

int main(int argc, char **argv)
{
    static char version[] = "version";
    if (argc < 2)
        return help_overview(stderr), EXIT_USAGE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        (strcmp(argv[1], "help") == 0 && argc == 2))
        return help_overview(stdout), finish(EXIT_NOTHING);
    if (strcmp(argv[1], "--version") == 0)
        argv[1] = version;
    bool ask_help = strcmp(argv[1], "help") == 0;
    int words = 0;
    const command *cmd = find_command(argc - 1 - ask_help, argv + 1 + ask_help, &words);
    if (!cmd)
        return no_command(argv[1 + ask_help]);
    if (ask_help)
        return help_command(cmd, stdout), finish(EXIT_NOTHING);
    arguments *args = NULL;
    bool help = false;
    int code = arguments_parse(cmd, argc - 1 - words, argv + 1 + words, &args, &help);
    if (!code && help)
        help_command(cmd, stdout);
    else if (!code)
        code = cmd->run(args);
    arguments_free(args);
    return finish(code);
}
