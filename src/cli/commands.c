/* The table of subcommands. */
#include "cli/command.h"
#include "cli/regime/commands.h"
#include "cli/serve/commands.h"

extern const command cmd_batch;
extern const command cmd_bench;
extern const command cmd_compile;
extern const command cmd_decide;
extern const command cmd_diff;
extern const command cmd_evaluate_lossless;
extern const command cmd_evaluate_pairs;
extern const command cmd_evaluate_search;
extern const command cmd_evaluate_variants;
extern const command cmd_info;
extern const command cmd_lists;
extern const command cmd_lists_update;
extern const command cmd_message;
extern const command cmd_manual;
extern const command cmd_screen;
extern const command cmd_text;
extern const command cmd_version;

static const command *const commands[] = {
    &cmd_lists,
    &cmd_lists_update,
    &cmd_compile,
    &cmd_info,
    &cmd_screen,
    &cmd_batch,
    &cmd_message,
    &cmd_text,
    &cmd_decide,
    &cmd_regime_list,
    &cmd_regime_show,
    &cmd_regime_cover,
    &cmd_regime_timeline,
    &cmd_regime_check,
    &cmd_regime_diff,
    &cmd_regime_bench,
    &cmd_diff,
    &cmd_serve,
    &cmd_keys_add,
    &cmd_keys_list,
    &cmd_keys_withdraw,
    &cmd_log_verify,
    &cmd_log_show,
    &cmd_log_find,
    &cmd_log_prove,
    &cmd_log_checkpoint,
    &cmd_log_export,
    &cmd_log_import,
    &cmd_log_erase,
    &cmd_log_replay,
    &cmd_log_keys,
    &cmd_evaluate_pairs,
    &cmd_evaluate_search,
    &cmd_evaluate_lossless,
    &cmd_evaluate_variants,
    &cmd_bench,
    &cmd_version,
    &cmd_manual,
};

const command *command_at(size_t index)
{
    return index < sizeof commands / sizeof commands[0] ? commands[index] : NULL;
}
