/* The commands about measures. */
#ifndef CLI_REGIME_COMMANDS_H
#define CLI_REGIME_COMMANDS_H

#include "cli/command.h"

extern const command cmd_regime_bench, cmd_regime_check, cmd_regime_cover, cmd_regime_diff, cmd_regime_list,
    cmd_regime_show, cmd_regime_timeline;

#endif
