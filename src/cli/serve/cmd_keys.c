/* interdict keys */
#include "cli/serve/become.h"

#define OPTION_STATE                                                                                         \
    {                                                                                                        \
        "state", 0, "DIR", "folder of what the server keeps (default $XDG_STATE_HOME/interdict)", false      \
    }

/* The operand is handed on as an option. */
static const option_spec handed[] = {
    {"role", 0, "ROLE", NULL, false},
    {"state", 0, "DIR", NULL, false},
    {0},
};

static int run_with_name(const arguments *args, const char *verb)
{
    return become_named(args, "keys", verb, handed, arguments_operand(args, 0));
}

static int run_add(const arguments *args)
{
    if (!arguments_has(args, "role"))
        return usage_error("missing --role; see 'interdict keys add --help'");
    return run_with_name(args, "add");
}

static int run_withdraw(const arguments *args)
{
    return run_with_name(args, "withdraw");
}

static int run_list(const arguments *args)
{
    return become_server(args, "keys", "list", handed);
}

static const option_spec add_options[] = {
    {"role", 0, "screen|review|admin", "what the key may do; a larger role may do what a smaller one may",
     false},
    OPTION_STATE,
    {0},
};
static const option_spec state_options[] = {OPTION_STATE, {0}};

extern const command cmd_keys_add;
const command cmd_keys_add = {
    .name = "keys add",
    .summary = "make an API key for 'interdict serve'",
    .usage = "NAME",
    .description = "Makes a key and prints it, once: the store keeps a salted hash of it. A server that runs "
                   "takes it at once.\n\n"
                   "From the first key on every request wants one.",
    .examples = "  interdict keys add payments --role screen --state /var/lib/interdict",
    .options = add_options,
    .operand_min = 1,
    .operand_max = 1,
    .run = run_add,
};

extern const command cmd_keys_list;
const command cmd_keys_list = {
    .name = "keys list",
    .summary = "list the API keys, those that were withdrawn too",
    .usage = "",
    .description =
        "Prints number, role, when it was made and withdrawn, and name of each key; never the key itself.",
    .options = state_options,
    .common = COMMON_JSON,
    .run = run_list,
};

extern const command cmd_keys_withdraw;
const command cmd_keys_withdraw = {
    .name = "keys withdraw",
    .summary = "withdraw an API key",
    .usage = "NAME",
    .description = "From now on the key is refused, by a server that runs too. It stays in the list.",
    .options = state_options,
    .operand_min = 1,
    .operand_max = 1,
    .run = run_withdraw,
};
