/* Parsing of a command line against a command's table. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "cli/command.h"

#define ARGUMENTS_MAX 4096

/* Parses argv (without program and command words). Options may stand before, between and after operands, as
 * --name VALUE, --name=VALUE, -n VALUE or -nVALUE; "--" ends them; "-" is an operand. Returns 0, or the exit
 * code after a message; *help is set for --help. */
int arguments_parse(const command *cmd, int argc, char **argv, arguments **out, bool *help);
void arguments_free(arguments *args);

/* The option of a command, its own or common, by long name (unambiguous prefix) or letter; NULL if there is
 * none. */
const option_spec *command_option(const command *cmd, size_t index);

#endif
