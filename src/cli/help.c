#include "cli/help.h"

#include "cli/arguments.h"

#include <string.h>

#define HELP_WIDTH 80

void help_overview(FILE *out)
{
    fputs("usage: interdict COMMAND [OPTIONS] [OPERANDS]\n\n"
          "Sanctions screening and decisions. It informs; it gives no legal advice.\n\ncommands:\n",
          out);
    for (size_t i = 0; command_at(i); i++)
        if (!command_at(i)->hidden)
            fprintf(out, "  %-18s %s\n", command_at(i)->name, command_at(i)->summary);
    fputs("\n'interdict COMMAND --help' shows the options of one command.\n", out);
}

void help_group(const char *first, FILE *out)
{
    size_t len = strlen(first);
    fprintf(out, "usage: interdict %s COMMAND [OPTIONS] [OPERANDS]\n\ncommands:\n", first);
    for (size_t i = 0; command_at(i); i++) {
        const command *c = command_at(i);
        if (!c->hidden && strncmp(c->name, first, len) == 0 && (c->name[len] == ' ' || !c->name[len]))
            fprintf(out, "  %-18s %s\n", c->name, c->summary);
    }
    fprintf(out, "\n'interdict %s COMMAND --help' shows the options of one command.\n", first);
}

/* Columns of a word; bytes that continue a character take none. */
static size_t word_columns(const char *word, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += ((unsigned char)word[i] & 0xC0) != 0x80;
    return count;
}

/* Text filled to the width of a terminal; an empty line parts paragraphs. */
static void print_filled(FILE *out, const char *text)
{
    size_t column = 0;
    while (*text) {
        size_t blank = strspn(text, " \n"), len = strcspn(text + blank, " \n");
        bool paragraph = blank >= 2 && text[0] == '\n' && text[1] == '\n';
        size_t columns = word_columns(text + blank, len);
        if (paragraph)
            fputs("\n\n", out);
        else if (column && column + 1 + columns > HELP_WIDTH)
            fputc('\n', out);
        else if (column)
            fputc(' ', out);
        if (paragraph || (column && column + 1 + columns > HELP_WIDTH))
            column = 0;
        fwrite(text + blank, 1, len, out);
        column += columns + (column > 0);
        text += blank + len;
    }
}

void help_command(const command *cmd, FILE *out)
{
    fprintf(out, "usage: interdict %s [OPTIONS]%s%s\n\n", cmd->name, *cmd->usage ? " " : "", cmd->usage);
    print_filled(out, cmd->description);
    fputs("\n\noptions:\n", out);
    for (size_t i = 0; command_option(cmd, i); i++) {
        const option_spec *o = command_option(cmd, i);
        char left[64];
        int len = snprintf(left, sizeof left, "%s%s%s%s%s",
                           o->letter ? (char[]){'-', o->letter, ',', ' ', 0} : "    ", "--", o->name,
                           o->placeholder ? " " : "", o->placeholder ? o->placeholder : "");
        if (len > 30)
            fprintf(out, "  %s\n  %-30s %s\n", left, "", o->help);
        else
            fprintf(out, "  %-30s %s\n", left, o->help);
    }
    if (cmd->examples)
        fprintf(out, "\nexamples:\n%s\n", cmd->examples);
}
