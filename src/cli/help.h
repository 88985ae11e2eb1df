/* Texts made from the command table: --help, manual pages, shell completion. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

#include <stdio.h>

void help_overview(FILE *out);

/* The commands that begin with a word: "regime". */
void help_group(const char *first, FILE *out);
void help_command(const command *cmd, FILE *out);

#endif
