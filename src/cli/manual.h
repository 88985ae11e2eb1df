/* Manual pages and shell completion, made from the command table. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "base/buf.h"
#include "cli/command.h"

/* interdict.1: the program and its commands. */
void manual_overview(buf *out);

/* interdict-<command>.1, blanks of the name as hyphens. */
void manual_page(const command *cmd, buf *out);

void completion_bash(buf *out);
void completion_zsh(buf *out);
void completion_fish(buf *out);

#endif
