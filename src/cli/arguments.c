#include "cli/arguments.h"

#include "cli/suggest.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct given {
    const option_spec *option;
    const char *value;
} given;

struct arguments {
    const command *command;
    given *options;
    size_t option_count;
    const char **operands;
    size_t operand_count;
};

static const option_spec common_options[] = {
    {"snapshot", 's', "FILE", "snapshot to use (else $INTERDICT_SNAPSHOT, else the built-in sample)", false},
    {"policy", 'p', "FILE", "the firm's policy (else the built-in one)", false},
    {"json", 'j', NULL, "print JSON, one object per line", false},
    {"on", 0, "DATE", "the day that is asked about, YYYY-MM-DD", false},
};
static const option_spec sandbox_option = {"no-sandbox", 0, NULL, "let what reads the input open any file",
                                           false};
static const option_spec help_option = {"help", 'h', NULL, "show this help", false};

const option_spec *command_option(const command *cmd, size_t index)
{
    size_t at = 0;
    for (const option_spec *o = cmd->options; o && o->name; o++, at++)
        if (at == index)
            return o;
    for (size_t i = 0; i < sizeof common_options / sizeof common_options[0]; i++)
        if (cmd->common & 1u << i && at++ == index)
            return &common_options[i];
    if (cmd->gives_away && at++ == index)
        return &sandbox_option;
    return at == index ? &help_option : NULL;
}

static const option_spec *find_long(const command *cmd, str name, bool *ambiguous)
{
    const option_spec *found = NULL;
    *ambiguous = false;
    for (size_t i = 0; command_option(cmd, i); i++) {
        const option_spec *o = command_option(cmd, i);
        if (str_is(name, o->name)) {
            *ambiguous = false;
            return o;
        }
        if (str_starts(str_of(o->name), name)) {
            *ambiguous = found != NULL;
            found = o;
        }
    }
    return found;
}

static const option_spec *find_letter(const command *cmd, char letter)
{
    for (size_t i = 0; command_option(cmd, i); i++)
        if (command_option(cmd, i)->letter == letter)
            return command_option(cmd, i);
    return NULL;
}

/* " (did you mean 'threshold'?)" for an option that does not exist. */
static const char *near_option(const command *cmd, str name, char text[SUGGEST_TEXT_CAP])
{
    suggestion s;
    suggest_begin(&s, name);
    for (size_t i = 0; command_option(cmd, i); i++)
        suggest_offer(&s, str_of(command_option(cmd, i)->name));
    return suggest_text(&s, text);
}

/* A placeholder that names all values, "table|json|csv", allows no other. */
static int check_value(const option_spec *o, const char *value)
{
    str word, words = str_of(o->placeholder);
    char text[SUGGEST_TEXT_CAP];
    suggestion s;
    if (!o->placeholder || !strchr(o->placeholder, '|'))
        return 0;
    while (str_split(&words, '|', &word))
        if (str_is(word, value))
            return 0;
    suggest_begin(&s, str_of(value));
    suggest_offer_all(&s, str_of(o->placeholder), '|');
    return usage_error("--%s %s: expected one of %s%s", o->name, value, o->placeholder,
                       suggest_text(&s, text));
}

static int add_option(arguments *args, const option_spec *o, const char *value)
{
    int code = check_value(o, value);
    if (code)
        return code;
    for (size_t i = 0; i < args->option_count; i++)
        if (args->options[i].option == o && !o->repeated && o->placeholder)
            return usage_error("--%s is given twice", o->name);
    args->options[args->option_count++] = (given){o, value};
    return 0;
}

static int parse_long(const command *cmd, arguments *args, const char *text, char **next, bool *took_next)
{
    const char *equals = strchr(text, '=');
    str name = str_make(text, equals ? (size_t)(equals - text) : strlen(text));
    char near[SUGGEST_TEXT_CAP];
    bool ambiguous;
    const option_spec *o = find_long(cmd, name, &ambiguous);
    if (!o || ambiguous || name.len == 0)
        return usage_error("%s option --%.*s%s; see 'interdict %s --help'",
                           ambiguous ? "ambiguous" : "unknown", STR_ARG(name),
                           ambiguous ? "" : near_option(cmd, name, near), cmd->name);
    if (!o->placeholder) {
        if (equals)
            return usage_error("--%s takes no value", o->name);
        return add_option(args, o, "");
    }
    if (equals)
        return add_option(args, o, equals + 1);
    if (!*next)
        return usage_error("--%s needs a value: %s", o->name, o->placeholder);
    *took_next = true;
    return add_option(args, o, *next);
}

static int parse_letters(const command *cmd, arguments *args, const char *text, char **next, bool *took_next)
{
    for (; *text; text++) {
        const option_spec *o = find_letter(cmd, *text);
        if (!o)
            return usage_error("unknown option -%c; see 'interdict %s --help'", *text, cmd->name);
        if (!o->placeholder) {
            int code = add_option(args, o, "");
            if (code)
                return code;
            continue;
        }
        if (text[1])
            return add_option(args, o, text + 1);
        if (!*next)
            return usage_error("-%c needs a value: %s", *text, o->placeholder);
        *took_next = true;
        return add_option(args, o, *next);
    }
    return 0;
}

int arguments_parse(const command *cmd, int argc, char **argv, arguments **out, bool *help)
{
    arguments *args = calloc(1, sizeof *args);
    size_t cap = 0;
    int code = 0;
    *out = args;
    for (int i = 0; i < argc; i++)
        cap += 1 + strlen(argv[i]);
    if (args) {
        args->command = cmd;
        args->options = calloc(cap + 1, sizeof *args->options);
        args->operands = calloc(cap + 1, sizeof *args->operands);
    }
    if (!args || !args->options || !args->operands)
        return usage_error("not enough memory for the command line"), EXIT_CANNOT_RUN;
    bool ended = false;
    for (int i = 0; i < argc && !code; i++) {
        bool took_next = false;
        char *next = i + 1 < argc ? argv[i + 1] : NULL;
        if (ended || argv[i][0] != '-' || argv[i][1] == 0)
            args->operands[args->operand_count++] = argv[i];
        else if (strcmp(argv[i], "--") == 0)
            ended = true;
        else if (argv[i][1] == '-')
            code = parse_long(cmd, args, argv[i] + 2, &next, &took_next);
        else
            code = parse_letters(cmd, args, argv[i] + 1, &next, &took_next);
        i += took_next;
    }
    *help = !code && arguments_has(args, "help");
    if (code || *help)
        return code;
    if (args->operand_count < cmd->operand_min)
        return usage_error("missing %s; usage: interdict %s %s", cmd->usage, cmd->name, cmd->usage);
    if (args->operand_count > cmd->operand_max)
        return usage_error("unexpected '%s'; usage: interdict %s %s", args->operands[cmd->operand_max],
                           cmd->name, cmd->usage);
    return 0;
}

void arguments_free(arguments *args)
{
    if (!args)
        return;
    free(args->options);
    free(args->operands);
    free(args);
}

const char *arguments_get(const arguments *args, const char *option)
{
    const char *value = NULL;
    for (size_t i = 0; i < args->option_count; i++)
        if (strcmp(args->options[i].option->name, option) == 0)
            value = args->options[i].value;
    return value;
}

const char *arguments_value(const arguments *args, size_t n)
{
    for (size_t i = 0; i < args->option_count; i++)
        if (args->options[i].option->placeholder && n-- == 0)
            return args->options[i].value;
    return NULL;
}

bool arguments_has(const arguments *args, const char *option)
{
    return arguments_get(args, option) != NULL;
}

const char *arguments_nth(const arguments *args, const char *option, size_t n)
{
    for (size_t i = 0; i < args->option_count; i++)
        if (strcmp(args->options[i].option->name, option) == 0 && n-- == 0)
            return args->options[i].value;
    return NULL;
}

size_t arguments_operand_count(const arguments *args)
{
    return args->operand_count;
}

const char *arguments_operand(const arguments *args, size_t index)
{
    return index < args->operand_count ? args->operands[index] : NULL;
}

/* "0.7", ".70", "1", "0.8512": up to four decimals, read as digits so that no rounding enters. */
bool arguments_score(const arguments *args, const char *option, int *out)
{
    const char *text = arguments_get(args, option);
    if (!text)
        return true;
    int whole = 0, part = 0, scale = 10000;
    const char *p = text;
    bool digits = false;
    for (; *p >= '0' && *p <= '9' && whole <= 1; p++, digits = true)
        whole = whole * 10 + (*p - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9' && scale > 1; p++, digits = true) {
            scale /= 10;
            part += (*p - '0') * scale;
        }
    int value = whole * 10000 + part;
    if (*p || !digits || value > 10000) {
        usage_error("--%s %s: expected a score from 0 to 1 with at most four decimals", option, text);
        return false;
    }
    *out = value;
    return true;
}

bool arguments_unsigned(const arguments *args, const char *option, size_t max, size_t *out)
{
    const char *text = arguments_get(args, option);
    unsigned long long value;
    if (!text)
        return true;
    if (!str_to_unsigned(str_of(text), &value) || value > max) {
        usage_error("--%s %s: expected a whole number from 0 to %zu", option, text, max);
        return false;
    }
    *out = (size_t)value;
    return true;
}

bool arguments_date(const arguments *args, const char *option, calendar_day *out)
{
    const char *text = arguments_get(args, option);
    if (!text)
        return true;
    if (!date_parse(str_of(text), out)) {
        usage_error("--%s %s: expected a day as YYYY-MM-DD", option, text);
        return false;
    }
    return true;
}
