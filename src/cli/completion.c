#include "cli/manual.h"

#include "cli/arguments.h"

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
                  "    case $words[2] in\n");
    cases(out, ") words_here=(", ") ;;\n");
    buf_puts(out, "    esac\n    compadd -a words_here\n    _files\n}\n_interdict \"$@\"\n");
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
            buf_puts(out, " -d ");
            fish_quoted(out, o->help);
            buf_putc(out, '\n');
        }
    }
}
