/* The program: finds the subcommand, parses its arguments, runs it. */
#include "cli/arguments.h"
#include "cli/confine.h"
#include "cli/help.h"
#include "cli/serve/recorder.h"
#include "cli/open.h"
#include "cli/suggest.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <unistd.h>

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

/* Whether `first` is the first word of several commands: "regime", "evaluate". */
static bool is_group(const char *first)
{
    size_t len = strlen(first);
    for (size_t i = 0; command_at(i); i++)
        if (strncmp(command_at(i)->name, first, len) == 0 && command_at(i)->name[len] == ' ')
            return true;
    return false;
}

static bool is_help(const char *word)
{
    return word && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0);
}

/* "regime" alone is the beginning of several commands; they are named. */
static int no_command(const char *given, const char *next)
{
    char words[256] = "", text[SUGGEST_TEXT_CAP];
    size_t len = strlen(given), used = 0;
    suggestion first, second;
    suggest_begin(&first, str_of(given));
    suggest_begin(&second, str_of(next));
    for (size_t i = 0; command_at(i); i++) {
        const char *name = command_at(i)->name;
        str word, rest = str_of(name);
        (void)str_split(&rest, ' ', &word);
        if (!command_at(i)->hidden)
            suggest_offer(&first, word);
        if (strncmp(name, given, len) != 0 || name[len] != ' ' || used >= sizeof words)
            continue;
        int more = snprintf(words + used, sizeof words - used, " %s", name + len + 1);
        used += more > 0 ? (size_t)more : 0;
        suggest_offer(&second, str_of(name + len + 1));
    }
    if (used)
        return usage_error("'%s' needs one of:%s%s", given, words, next ? suggest_text(&second, text) : "");
    return usage_error("unknown command '%s'%s; see 'interdict --help'", given, suggest_text(&first, text));
}

/* --json anywhere among the options: errors then are JSON, also those of the command line itself. */
static bool asks_json(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--json") == 0 || strcmp(argv[i], "-j") == 0 ||
            strcmp(argv[i], "--format=json") == 0 ||
            (strcmp(argv[i], "--format") == 0 && i + 1 < argc && strcmp(argv[i + 1], "json") == 0))
            return true;
    return false;
}

/* What is left of an answer from a snapshot that was changed in place is not printed. */
static int finish(int code)
{
    itd_error error = {0};
    if ((code == EXIT_NOTHING || code == EXIT_FOUND) && opened_unchanged(&error) != ITD_OK) {
        __fpurge(stdout);
        return fail(&error, false);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        if (errno == EPIPE)
            return code;
        fprintf(stderr, "interdict: standard output: cannot write: %s\n", strerror(errno));
        return EXIT_CANNOT_RUN;
    }
    return code;
}

static struct sigaction before; /* that of a sanitizer, where there is one */

/* A mapped snapshot was cut short or rewritten while it was read: nothing can be answered from it, and
 * nothing is printed. Any other fault, and a signal that somebody sent, goes to whoever handled it before. */
static void on_fault(int number)
{
    static const char text[] =
        "interdict: the snapshot was changed while it was in use: this answer is none; "
        "put a new one in place by a rename\n";
    if (number == SIGBUS || opened_look_changed()) {
        (void)!write(STDERR_FILENO, text, sizeof text - 1);
        _exit(EXIT_CANNOT_RUN);
    }
    (void)sigaction(number, &before, NULL);
    (void)raise(number); /* it comes when this returns */
}

static void handle_faults(void)
{
    struct sigaction fault = {.sa_handler = on_fault};
    (void)sigaction(SIGBUS, &fault, NULL);
    (void)sigaction(SIGSEGV, &fault, &before);
}

int main(int argc, char **argv)
{
    handle_faults();
    static char version[] = "version";
    report_as_json(asks_json(argc, argv));
    if (argc < 2)
        return help_overview(stderr), EXIT_USAGE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        (strcmp(argv[1], "help") == 0 && argc == 2))
        return help_overview(stdout), finish(EXIT_NOTHING);
    if (strcmp(argv[1], "--version") == 0)
        argv[1] = version;
    bool ask_help = strcmp(argv[1], "help") == 0;
    const char *first = argc > 1 + ask_help ? argv[1 + ask_help] : "",
               *next = argc > 2 + ask_help ? argv[2 + ask_help] : NULL;
    int words = 0;
    const command *cmd = find_command(argc - 1 - ask_help, argv + 1 + ask_help, &words);
    if (!cmd && is_group(first) && (is_help(next) || (ask_help && !next)))
        return help_group(first, stdout), finish(EXIT_NOTHING);
    if (!cmd)
        return no_command(first, next);
    if (ask_help)
        return help_command(cmd, stdout), finish(EXIT_NOTHING);
    arguments *args = NULL;
    bool help = false;
    int code = arguments_parse(cmd, argc - 1 - words, argv + 1 + words, &args, &help);
    const bool recorded = !code && !help && arguments_has(args, "log");
    if (!code && help)
        help_command(cmd, stdout);
    else if (!code && !cmd->confines_itself && !recorded)
        confine(cmd, args);
    if (!code && !help)
        code = recorded ? become_recorder(cmd, args) : cmd->run(args);
    arguments_free(args);
    return finish(code);
}
