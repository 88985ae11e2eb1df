/* The commands that interdict-serve does the work of. */
#ifndef CLI_SERVE_COMMANDS_H
#define CLI_SERVE_COMMANDS_H

#include "cli/command.h"

extern const command cmd_keys_add, cmd_keys_list, cmd_keys_withdraw, cmd_log_checkpoint, cmd_log_erase,
    cmd_log_export, cmd_log_find, cmd_log_import, cmd_log_keys, cmd_log_prove, cmd_log_replay, cmd_log_show,
    cmd_log_verify, cmd_serve;

#endif
