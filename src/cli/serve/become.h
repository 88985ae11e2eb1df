/* Hands a command on to the program interdict-serve, which takes the place of this one: signals go to it
 * directly.
 *
 *     return become_server(args, "serve", NULL, options);
 */
#ifndef CLI_SERVE_BECOME_H
#define CLI_SERVE_BECOME_H

#include "cli/command.h"

/* argv is: "interdict", first, verb (nullable), "--name=value" for each option of the table that was given
 * and for
 * --snapshot, --policy and --json. Returns an exit code if it cannot. */
int become_server(const arguments *args, const char *first, const char *verb, const option_spec *options);

/* The same with "--name=NAME". */
int become_named(const arguments *args, const char *first, const char *verb, const option_spec *options,
                 const char *name);

#endif
