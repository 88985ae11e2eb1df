#include "cli/manual.h"

#include "cli/arguments.h"
#include "model/schema.h"

#include <string.h>

/* The first words of the commands, each once, parted by blanks. */
static void first_words(buf *out)
{
    str last = STR_NONE;
    for (size_t i = 0; command_at(i); i++) {
        str word, rest = str_of(command_at(i)->name);
        if (command_at(i)->hidden || !str_split(&rest, ' ', &word) || str_equal(word, last))
            continue;
        if (last.len)
            buf_putc(out, ' ');
        buf_str(out, word);
        last = word;
    }
}

/* Long options of all commands of a first word, and their second words, parted by blanks. */
static void words_after(buf *out, str first)
{
    bool started = false;
    for (size_t i = 0; command_at(i); i++) {
        const command *c = command_at(i);
        str word, rest = str_of(c->name);
        if (c->hidden || !str_split(&rest, ' ', &word) || !str_equal(word, first))
            continue;
        if (rest.len && rest.data) {
            buf_puts(out, started ? " " : "");
            buf_str(out, rest);
            started = true;
        }
        for (size_t j = 0; command_option(c, j); j++) {
            buf_printf(out, "%s--%s", started ? " " : "", command_option(c, j)->name);
            started = true;
        }
    }
}

static void cases(buf *out, const char *format_word, const char *format_end)
{
    str last = STR_NONE;
    for (size_t i = 0; command_at(i); i++) {
        str word, rest = str_of(command_at(i)->name);
        if (command_at(i)->hidden || !str_split(&rest, ' ', &word) || str_equal(word, last))
            continue;
        last = word;
        buf_puts(out, "        ");
        buf_str(out, word);
        buf_puts(out, format_word);
        words_after(out, word);
        buf_puts(out, format_end);
    }
}

/* How the value of an option is completed: from its placeholder. */
typedef enum value_kind {
    VALUE_NONE,
    VALUE_WORDS,   /* "table|json|csv" and SCHEMA: the words are known */
    VALUE_FILE,    /* FILE, DIR, SNAPSHOT */
    VALUE_REGIME,  /* the snapshot is asked */
    VALUE_IMPOSER, /* likewise */
} value_kind;

#define ASK_REGIMES(column)                                                                                  \
    "$(interdict regime list --all --format csv 2>/dev/null | tail -n +2 | cut -d, -f" column " | sort -u)"

static value_kind value_of(const option_spec *o)
{
    static const char *const files[] = {"FILE", "DIR", "SNAPSHOT", "PACK"};
    if (!o->placeholder)
        return VALUE_NONE;
    if (strchr(o->placeholder, '|') || strcmp(o->placeholder, "SCHEMA") == 0)
        return VALUE_WORDS;
    if (strcmp(o->placeholder, "REGIME") == 0)
        return VALUE_REGIME;
    if (strcmp(o->placeholder, "IMPOSER") == 0)
        return VALUE_IMPOSER;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (strstr(o->placeholder, files[i]))
            return VALUE_FILE;
    return VALUE_NONE;
}

/* The words of VALUE_WORDS, parted by blanks. */
static void value_words(buf *out, const option_spec *o)
{
    if (strchr(o->placeholder, '|')) {
        for (const char *c = o->placeholder; *c; c++)
            buf_putc(out, *c == '|' ? ' ' : *c);
        return;
    }
    for (int i = 0; i < SCHEMA_COUNT; i++)
        if (schema_flags((schema_id)i) & SCHEMA_MATCHABLE) {
            buf_puts(out, i ? " " : "");
            buf_str(out, schema_name((schema_id)i));
        }
}

/* The cases of "COMMAND --option": `words` before and behind a list of words, `files` for names of files. */
static void value_cases(buf *out, const char *before, const char *behind, const char *files)
{
    for (size_t i = 0; command_at(i); i++) {
        const command *c = command_at(i);
        str first, rest = str_of(c->name);
        (void)str_split(&rest, ' ', &first);
        for (size_t j = 0; !c->hidden && command_option(c, j); j++) {
            const option_spec *o = command_option(c, j);
            value_kind kind = value_of(o);
            if (kind == VALUE_NONE)
                continue;
            buf_printf(out, "        \"%.*s --%s\"", STR_ARG(first), o->name);
            if (o->letter)
                buf_printf(out, "|\"%.*s -%c\"", STR_ARG(first), o->letter);
            buf_puts(out, kind == VALUE_FILE ? files : before);
            if (kind == VALUE_WORDS)
                value_words(out, o);
            else if (kind != VALUE_FILE)
                buf_puts(out, kind == VALUE_REGIME ? ASK_REGIMES("2") : ASK_REGIMES("3"));
            if (kind != VALUE_FILE)
                buf_puts(out, behind);
        }
    }
}

void completion_bash(buf *out)
{
    buf_puts(out, "# bash completion for interdict\n"
                  "_interdict()\n{\n"
                  "    local current=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
                  "    COMPREPLY=()\n"
                  "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                  "        COMPREPLY=($(compgen -W \"");
    first_words(out);
    buf_puts(out, " --help --version\" -- \"$current\"))\n        return\n    fi\n"
                  "    case \"${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}\" in\n");
    value_cases(out, ") words=\"", "\" ;;\n", ") COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n");
    buf_puts(out, "    esac\n"
                  "    if [ -n \"$words\" ]; then\n"
                  "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n        return\n    fi\n"
                  "    case \"${COMP_WORDS[1]}\" in\n");
    cases(out, ") words=\"", "\" ;;\n");
    buf_puts(out, "    esac\n"
                  "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
                  "    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$current\"))\n"
                  "}\ncomplete -o filenames -F _interdict interdict\n");
}

void completion_zsh(buf *out)
{
    buf_puts(out, "#compdef interdict\n_interdict() {\n    local -a words_here\n"
                  "    if (( CURRENT == 2 )); then\n        words_here=(");
    first_words(out);
    buf_puts(out, " --help --version)\n        compadd -a words_here\n        return\n    fi\n"
                  "    case \"$words[2] $words[CURRENT-1]\" in\n");
    value_cases(out, ") words_here=(", "); compadd -a words_here; return ;;\n", ") _files; return ;;\n");
    buf_puts(out, "    esac\n    case $words[2] in\n");
    cases(out, ") words_here=(", ") ;;\n");
    buf_puts(out, "    esac\n    compadd -a words_here\n    _files\n}\n_interdict \"$@\"\n");
}

/* What fish offers for the value of an option. */
static void fish_value(buf *out, const option_spec *o)
{
    value_kind kind = value_of(o);
    if (kind == VALUE_NONE)
        return;
    if (kind == VALUE_FILE) {
        buf_puts(out, " -F");
        return;
    }
    buf_puts(out, " -x -a '");
    if (kind == VALUE_WORDS)
        value_words(out, o);
    else
        buf_printf(
            out,
            "(interdict regime list --all --format csv 2>/dev/null | tail -n +2 | cut -d, -f%d | sort -u)",
            kind == VALUE_REGIME ? 2 : 3);
    buf_putc(out, '\'');
}

static void fish_quoted(buf *out, const char *text)
{
    buf_putc(out, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            buf_putc(out, '\\');
        buf_putc(out, *text);
    }
    buf_putc(out, '\'');
}

void completion_fish(buf *out)
{
    buf_puts(out, "# fish completion for interdict\n");
    for (size_t i = 0; command_at(i); i++) {
        const command *c = command_at(i);
        str word, rest = str_of(c->name);
        if (c->hidden || !str_split(&rest, ' ', &word))
            continue;
        const char *second = strchr(c->name, ' ');
        if (second)
            buf_printf(out,
                       "complete -c interdict -n '__fish_use_subcommand' -a %.*s\n"
                       "complete -c interdict -n '__fish_seen_subcommand_from %.*s' -a %s -d ",
                       STR_ARG(word), STR_ARG(word), second + 1);
        else
            buf_printf(out, "complete -c interdict -n '__fish_use_subcommand' -a %.*s -d ", STR_ARG(word));
        fish_quoted(out, c->summary);
        buf_putc(out, '\n');
        for (size_t j = 0; command_option(c, j); j++) {
            const option_spec *o = command_option(c, j);
            buf_printf(out, "complete -c interdict -n '__fish_seen_subcommand_from %.*s' -l %s%s",
                       STR_ARG(word), o->name, o->placeholder ? " -r" : "");
            if (o->letter)
                buf_printf(out, " -s %c", o->letter);
            fish_value(out, o);
            buf_puts(out, " -d ");
            fish_quoted(out, o->help);
            buf_putc(out, '\n');
        }
    }
}
