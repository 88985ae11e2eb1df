/* `--log FILE` of screen, batch, message, text and decide: interdict-serve answers, through the same routes
 * as the server, and prints an answer when its record is durable.
 *
 *     if (arguments_has(args, "log"))
 *         return become_recorder(cmd, args);
 */
#ifndef CLI_SERVE_RECORDER_H
#define CLI_SERVE_RECORDER_H

#include "cli/command.h"

/* Returns an exit code if it cannot. */
int become_recorder(const command *cmd, const arguments *args);

#endif
