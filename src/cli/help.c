#include "cli/help.h"

#include "cli/arguments.h"

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

void help_command(const command *cmd, FILE *out)
{
    fprintf(out, "usage: interdict %s [OPTIONS]%s%s\n\n%s\n\noptions:\n", cmd->name, *cmd->usage ? " " : "",
            cmd->usage, cmd->description);
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
