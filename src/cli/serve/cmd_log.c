/* interdict log: the decision log. interdict-serve does the work (src/serve/log/). */
#include "cli/serve/become.h"

#define WHERE                                                                                                \
    {"state", 0, "DIR", "folder of what the server keeps (default $XDG_STATE_HOME/interdict)", false},       \
    {                                                                                                        \
        "store", 0, "FILE", "the store itself, as '--log FILE' of the commands writes it", false             \
    }

static const option_spec verify_options[] = {
    {"checkpoint", 0, "FILE", "a checkpoint that somebody else kept: the log must go on from it", false},
    {"public-key", 0, "KEY", "the key, or a file with it: the log must be signed by it", false},
    WHERE,
    {0},
};

static int run_verify(const arguments *args)
{
    return become_named(args, "log", "verify", verify_options, arguments_operand(args, 0));
}

extern const command cmd_log_verify;
const command cmd_log_verify = {
    .name = "log verify",
    .summary = "check that nothing in the decision log was changed, removed or reordered",
    .usage = "[FILE]",
    .description =
        "Reads the whole log: every record, every value beside it, every checkpoint and every other row of "
        "the store. Prints the number of records, the root of the tree and the last checkpoint, and, where "
        "something was changed, the first bad record.\n\nFILE is a store, or an export: an export is checked "
        "with nothing else at hand.\n\nExit status: 0 all holds, 1 not, 3 it cannot be read.",
    .examples = "  interdict log verify --state /var/lib/interdict\n  interdict log verify log.jsonl.zst "
                "--public-key key.txt",
    .options = verify_options,
    .common = COMMON_JSON,
    .operand_min = 0,
    .operand_max = 1,
    .run = run_verify,
};

static const option_spec show_options[] = {
    WHERE,
    {0},
};

static int run_show(const arguments *args)
{
    return become_named(args, "log", "show", show_options, arguments_operand(args, 0));
}

extern const command cmd_log_show;
const command cmd_log_show = {
    .name = "log show",
    .summary = "print one record of the decision log",
    .usage = "N",
    .description =
        "Prints the record with its question and answer. A record whose values were erased says so.",
    .examples = "  interdict log show 17 --json",
    .options = show_options,
    .common = COMMON_JSON,
    .operand_min = 1,
    .operand_max = 1,
    .run = run_show,
};

static const option_spec find_options[] = {
    {"id", 0, "X", "of the customer, the case: the id that the question named", false},
    {"from", 0, "DATE", "YYYY-MM-DD, or a moment YYYY-MM-DDTHH:MM:SSZ", false},
    {"until", 0, "DATE", "the same; a day counts to its end", false},
    WHERE,
    {0},
};

static int run_find(const arguments *args)
{
    return become_named(args, "log", "find", find_options, arguments_operand(args, 0));
}

extern const command cmd_log_find;
const command cmd_log_find = {
    .name = "log find",
    .summary = "list records of the decision log",
    .usage = "",
    .description = "Lists the records in their order, one a line; with --json one object a line.",
    .examples = "  interdict log find --id customer-17 --from 2026-01-01",
    .options = find_options,
    .common = COMMON_JSON,
    .run = run_find,
};

static const option_spec prove_options[] = {
    {"size", 0, "M", "in the log of the first M records (default: all)", false},
    {"from", 0, "K", "instead of N: that the first K records are the beginning of the M", false},
    WHERE,
    {0},
};

static int run_prove(const arguments *args)
{
    return become_named(args, "log", "prove", prove_options, arguments_operand(args, 0));
}

extern const command cmd_log_prove;
const command cmd_log_prove = {
    .name = "log prove",
    .summary = "prove that a record is in the decision log, or that the log only grew",
    .usage = "[N]",
    .description = "Prints the hashes of RFC 9162 with which everybody can recompute the root that a "
                   "checkpoint has: \"leaf\" (or \"from\"), \"size\", \"hashes\", \"root\", \"checkpoint\"; "
                   "hashes in base64. The leaf itself is what 'log export' has.",
    .examples = "  interdict log prove 17\n  interdict log prove --from 100 --size 200",
    .options = prove_options,
    .common = COMMON_JSON,
    .operand_min = 0,
    .operand_max = 1,
    .run = run_prove,
};

static const option_spec checkpoint_options[] = {
    WHERE,
    {0},
};

static int run_checkpoint(const arguments *args)
{
    return become_named(args, "log", "checkpoint", checkpoint_options, arguments_operand(args, 0));
}

extern const command cmd_log_checkpoint;
const command cmd_log_checkpoint = {
    .name = "log checkpoint",
    .summary = "print the last checkpoint of the decision log",
    .usage = "",
    .description = "Prints the signed checkpoint, in the form of C2SP tlog-checkpoint: for a witness, or to "
                   "be kept elsewhere for 'log verify --checkpoint'.",
    .examples = "  interdict log checkpoint > kept.txt",
    .options = checkpoint_options,
    .run = run_checkpoint,
};

static const option_spec export_options[] = {
    {"output", 'o', "FILE", "to a file; compressed where its name ends in .zst", false},
    WHERE,
    {0},
};

static int run_export(const arguments *args)
{
    return become_named(args, "log", "export", export_options, arguments_operand(args, 0));
}

extern const command cmd_log_export;
const command cmd_log_export = {
    .name = "log export",
    .summary = "write the decision log as JSON Lines",
    .usage = "",
    .description = "Writes everything as it is at one moment, while a server goes on. 'log verify FILE' "
                   "checks it, 'log import FILE' restores it. It has personal data in it.",
    .examples = "  interdict log export -o log.jsonl.zst",
    .options = export_options,
    .run = run_export,
};

static const option_spec import_options[] = {
    {"signing-key", 0, "FILE", "the private key that was kept; without it a new one signs from here on",
     false},
    WHERE,
    {0},
};

static int run_import(const arguments *args)
{
    return become_named(args, "log", "import", import_options, arguments_operand(args, 0));
}

extern const command cmd_log_import;
const command cmd_log_import = {
    .name = "log import",
    .summary = "restore the decision log from an export",
    .usage = "FILE",
    .description = "The export is checked first. It is restored into a store that has no log yet, byte for "
                   "byte; from then on the log goes on.\n\nExit status: 0 restored, 1 the export does not "
                   "hold, 2 there is a log already, 3 it cannot be read.",
    .examples = "  interdict log import log.jsonl.zst --state /var/lib/interdict",
    .options = import_options,
    .operand_min = 1,
    .operand_max = 1,
    .run = run_import,
};

static const option_spec erase_options[] = {
    {"id", 0, "X", "all records with that id of a customer, a case", false},
    {"record", 0, "N", "one record", false},
    {"before", 0, "DATE", "all that was written before the day: what is kept no longer", false},
    WHERE,
    {0},
};

static int run_erase(const arguments *args)
{
    return become_named(args, "log", "erase", erase_options, arguments_operand(args, 0));
}

extern const command cmd_log_erase;
const command cmd_log_erase = {
    .name = "log erase",
    .summary = "delete what the decision log holds of a person",
    .usage = "",
    .description = "Deletes questions, answers and their salts. The records stay, and with them the tree and "
                   "all proofs; that they were erased is a record too, which names nobody.\n\nBackups and "
                   "exports are not touched.",
    .examples = "  interdict log erase --id customer-17",
    .options = erase_options,
    .common = COMMON_JSON,
    .run = run_erase,
};

static const option_spec keys_options[] = {
    {"new", 0, NULL, "from now on a new key signs; the old one vouches for it", false},
    {"private", 0, NULL, "the private key, to be kept in a safe place for a restored log", false},
    WHERE,
    {0},
};

static int run_keys(const arguments *args)
{
    return become_named(args, "log", "keys", keys_options, arguments_operand(args, 0));
}

extern const command cmd_log_keys;
const command cmd_log_keys = {
    .name = "log keys",
    .summary = "print the key that signs the decision log, or begin a new one",
    .usage = "",
    .description =
        "Prints the public key as C2SP signed notes name it: who has it can check checkpoints and exports.",
    .examples = "  interdict log keys > key.txt\n  interdict log keys --new",
    .options = keys_options,
    .run = run_keys,
};

static const option_spec replay_options[] = {
    {"from", 0, "N", "first record", false},
    {"to", 0, "M", "last record", false},
    {"snapshots", 0, "DIR",
     "where snapshots lie, found by their hash; those that the server archived are found too", false},
    WHERE,
    {0},
};

static int run_replay(const arguments *args)
{
    return become_named(args, "log", "replay", replay_options, arguments_operand(args, 0));
}

extern const command cmd_log_replay;
const command cmd_log_replay = {
    .name = "log replay",
    .summary = "recompute answers of the decision log and name each difference",
    .usage = "",
    .description =
        "Asks each question again, of the same snapshot, under the same policy, as on the day of the record, "
        "and compares the answer byte by byte. Records without a snapshot, of other versions or erased are "
        "counted.\n\nExit status: 0 all equal, 1 an answer differs or cannot be recomputed.",
    .examples = "  interdict log replay --from 1 --to 1000",
    .options = replay_options,
    .common = COMMON_JSON,
    .run = run_replay,
};
