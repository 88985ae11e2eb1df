/* The wall around the parsers, as the command line needs it: from here on nothing can be opened but what it
 * names. docs/decisions/0005-sandbox.md says which command, and why.
 *
 *     confine(cmd, args);   // in main, before the command runs, unless the command starts a program first
 */
#ifndef CLI_CONFINE_H
#define CLI_CONFINE_H

#include "cli/command.h"

/* Does nothing for a command that reads nothing from outside. --no-sandbox is said on standard error. */
void confine(const command *cmd, const arguments *args);

#endif
