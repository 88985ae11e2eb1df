/* Subcommands as data: one table for parsing, --help, man pages and shell completion.
 *
 * Each subcommand is one file, src/cli/cmd_<name>.c, that defines one `const command`, and one line in
 * src/cli/commands.c.
 *
 *     static int run(const arguments *args) { ... arguments_get(args, 'k') ... return EXIT_FOUND; }
 *     const command cmd_screen = {.name = "screen", .summary = "...", .usage = "NAME", .options = options,
 * .run = run};
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/date.h"
#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stddef.h>

/* Exit codes of the program, as in the manual. */
enum {
    EXIT_NOTHING = 0, /* done, nothing found */
    EXIT_FOUND = 1,   /* done, something found: a hit, or a verdict other than PASS or LICENSED */
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,      /* bad input: nothing decided, or some lines without an answer */
    EXIT_CANNOT_RUN = 4, /* missing or damaged snapshot, no memory, no disk */
};

typedef struct arguments arguments;

typedef struct option_spec {
    const char *name;        /* long name without dashes: "threshold" */
    char letter;             /* short form, or 0 */
    const char *placeholder; /* NULL: a flag; else what the value is called in help: "N". "table|json|csv"
                                names all values: another one is refused */
    const char *help;        /* one line */
    bool repeated;           /* may be given more than once */
} option_spec;

typedef struct command {
    const char *name;           /* "regime list" has two words */
    bool hidden;                /* not in the list of commands */
    const char *summary;        /* one line, for the list of commands */
    const char *usage;          /* operands: "NAME", "FILE…" */
    const char *description;    /* paragraphs of the manual page */
    const char *examples;       /* lines "command\n  what it shows" or NULL */
    const option_spec *options; /* ends with name NULL; --help, and --snapshot, --policy, --json, --on where
                                   common is set, are added */
    unsigned common;            /* COMMON_… bits */
    size_t operand_min, operand_max; /* SIZE_MAX: any number */
    int (*run)(const arguments *args);
    unsigned gives_away;  /* SANDBOX_… of process/sandbox.h; 0: it reads nothing from outside */
    bool confines_itself; /* since it starts a program of ours first: it calls confine (cli/confine.h) */
} command;

enum { COMMON_SNAPSHOT = 1, COMMON_POLICY = 2, COMMON_JSON = 4, COMMON_ON = 8 };

/* Value of an option, or NULL; for a flag "" when given. The last one wins where it is given more than once.
 */
const char *arguments_get(const arguments *args, const char *option);
bool arguments_has(const arguments *args, const char *option);

/* The n-th value of any option that takes one, or NULL. */
const char *arguments_value(const arguments *args, size_t n);

/* The n-th value of a repeated option, or NULL. */
const char *arguments_nth(const arguments *args, const char *option, size_t n);

size_t arguments_operand_count(const arguments *args);
const char *arguments_operand(const arguments *args, size_t index);

/* Parsed values; on a bad one they print what was expected and return false: return EXIT_USAGE then. *out is
 * untouched when the option was not given. */
bool arguments_score(const arguments *args, const char *option, int *out); /* 0 … 1, in ten-thousandths */
bool arguments_unsigned(const arguments *args, const char *option, size_t max, size_t *out);
bool arguments_date(const arguments *args, const char *option, calendar_day *out); /* YYYY-MM-DD */

/* All commands, in the order of help; NULL at the end. */
const command *command_at(size_t index);

/* Prints "interdict: MESSAGE" to standard error; returns the exit code of the status. input: an unreadable
 * file is bad input (3) rather than a machine that cannot run (4). */
int fail(const itd_error *error, bool input);
int fail_memory(void); /* "not enough memory"; returns EXIT_CANNOT_RUN */
int usage_error(const char *format, ...) ITD_PRINTF(1, 2);

/* 0, or EXIT_USAGE after a message where `output` would be written over the file `read`. Both may be NULL. */
int output_over(const char *output, const char *read);
void warn(const char *format, ...) ITD_PRINTF(1, 2);

/* A line of an input that gets no answer: "interdict: FILE:LINE: MESSAGE"; returns EXIT_INPUT. */
int fail_line(const char *file, unsigned long line, const char *message);

/* From now on errors and warnings are one JSON object each: {"error":{"code","file","line","field","text"}},
 * see docs/errors.md. Set by main for --json. */
void report_as_json(bool json);

#endif
