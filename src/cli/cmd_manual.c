/* interdict manual: for packagers; not in the list of commands */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/manual.h"
#include "cli/print.h"

#include <stdio.h>
#include <string.h>

static const option_spec options[] = {
    {"directory", 'd', "DIR", "write all manual pages and completions into DIR", false},
    {"completion", 'c', "SHELL", "print the completion for bash, zsh or fish", false},
    {0},
};

static itd_status write_page(const char *folder, const char *name, const buf *text, itd_error *error)
{
    char path[4096];
    str bytes = buf_as_str(text);
    if (text->failed)
        return error_memory(error);
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (len < 0 || (size_t)len >= sizeof path)
        return error_set(error, ITD_ERROR_IO, folder, "the path is too long");
    return file_write(path, &bytes, 1, error);
}

static itd_status write_all(const char *folder, buf *text, itd_error *error)
{
    static const struct {
        const char *name;
        void (*make)(buf *out);
    } pages[] = {{"interdict.1", manual_overview},
                 {"interdict.bash", completion_bash},
                 {"_interdict", completion_zsh},
                 {"interdict.fish", completion_fish}};
    itd_status status = ITD_OK;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0] && status == ITD_OK; i++) {
        buf_reset(text);
        pages[i].make(text);
        status = write_page(folder, pages[i].name, text, error);
    }
    for (size_t i = 0; command_at(i) && status == ITD_OK; i++) {
        char name[64];
        if (command_at(i)->hidden)
            continue;
        snprintf(name, sizeof name, "interdict-%s.1", command_at(i)->name);
        for (char *c = name; *c; c++)
            if (*c == ' ')
                *c = '-';
        buf_reset(text);
        manual_page(command_at(i), text);
        status = write_page(folder, name, text, error);
    }
    return status;
}

static int print_one(const arguments *args, buf *text)
{
    const char *shell = arguments_get(args, "completion");
    const char *name = arguments_operand(args, 0);
    if (shell && strcmp(shell, "bash") == 0)
        completion_bash(text);
    else if (shell && strcmp(shell, "zsh") == 0)
        completion_zsh(text);
    else if (shell && strcmp(shell, "fish") == 0)
        completion_fish(text);
    else if (shell)
        return usage_error("--completion %s: expected bash, zsh or fish", shell);
    else if (!name)
        manual_overview(text);
    for (size_t i = 0; name && command_at(i); i++)
        if (strcmp(command_at(i)->name, name) == 0)
            manual_page(command_at(i), text);
    if (!text->len && !text->failed)
        return usage_error("unknown command '%s'; see 'interdict --help'", name ? name : "");
    return print_or_fail(text, EXIT_NOTHING);
}

static int run(const arguments *args)
{
    itd_error error = {0};
    const char *folder = arguments_get(args, "directory");
    buf text;
    int code;
    buf_init(&text, LIMIT_ELEMENT_LEN);
    if (!folder)
        code = print_one(args, &text);
    else
        code = write_all(folder, &text, &error) == ITD_OK ? EXIT_NOTHING : fail(&error, false);
    buf_free(&text);
    return code;
}

extern const command cmd_manual;
const command cmd_manual = {
    .name = "manual",
    .hidden = true,
    .summary = "print manual pages and shell completion",
    .usage = "[COMMAND]",
    .description = "Prints the manual page of a command in roff, or of the program, or a shell completion. "
                   "They are made from the same table as --help.",
    .options = options,
    .operand_min = 0,
    .operand_max = 1,
    .run = run,
};
