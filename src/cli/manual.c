#include "cli/manual.h"

#include "cli/arguments.h"

#include <ctype.h>
#include <string.h>

/* Text for troff: hyphens stay hyphens, a line never begins with a request. */
static void roff(buf *out, const char *text)
{
    bool at_start = true;
    for (; *text; text++) {
        if (*text == '\n' && text[1] == '\n') {
            buf_puts(out, "\n.PP\n");
            text++;
            at_start = true;
            continue;
        }
        if (at_start && (*text == '.' || *text == '\''))
            buf_puts(out, "\\&");
        if (*text == '-')
            buf_puts(out, "\\-");
        else if (*text == '\\')
            buf_puts(out, "\\e");
        else
            buf_putc(out, *text);
        at_start = *text == '\n';
    }
}

static void page_name(const command *cmd, buf *out, bool upper)
{
    buf_puts(out, upper ? "INTERDICT-" : "interdict-");
    for (const char *c = cmd->name; *c; c++)
        buf_putc(out, (char)(*c == ' ' ? '-' : upper ? toupper((unsigned char)*c) : *c));
}

static void head(buf *out)
{
    buf_puts(out, " 1 \"\" \"interdict " ITD_VERSION "\" \"interdict manual\"\n.nh\n.ad l\n");
}

static void option_item(buf *out, const option_spec *o)
{
    buf_puts(out, ".TP\n");
    if (o->letter)
        buf_printf(out, "\\fB\\-%c\\fR, ", o->letter);
    buf_puts(out, "\\fB\\-\\-");
    roff(out, o->name);
    buf_puts(out, "\\fR");
    if (o->placeholder) {
        buf_puts(out, " \\fI");
        roff(out, o->placeholder);
        buf_puts(out, "\\fR");
    }
    buf_putc(out, '\n');
    roff(out, o->help);
    buf_puts(out, o->repeated ? "; may be given more than once\n" : "\n");
}

static void exit_status(buf *out)
{
    buf_puts(out, ".SH EXIT STATUS\n"
                  ".TP\n0\ndone, nothing found\n"
                  ".TP\n1\ndone, something found: a hit, or a verdict other than PASS or LICENSED\n"
                  ".TP\n2\nwrong usage\n"
                  ".TP\n3\nbad input: nothing decided, the place is named\n"
                  ".TP\n4\ncannot run: a missing or damaged snapshot, no memory, no disk\n");
}

void manual_page(const command *cmd, buf *out)
{
    buf_puts(out, ".TH ");
    page_name(cmd, out, true);
    head(out);
    buf_puts(out, ".SH NAME\n");
    page_name(cmd, out, false);
    buf_puts(out, " \\- ");
    roff(out, cmd->summary);
    buf_puts(out, "\n.SH SYNOPSIS\n.B interdict ");
    roff(out, cmd->name);
    buf_puts(out, "\n[\\fIOPTIONS\\fR] ");
    roff(out, cmd->usage);
    buf_puts(out, "\n.SH DESCRIPTION\n");
    roff(out, cmd->description);
    buf_puts(out, "\n.SH OPTIONS\n");
    for (size_t i = 0; command_option(cmd, i); i++)
        option_item(out, command_option(cmd, i));
    exit_status(out);
    if (cmd->examples) {
        buf_puts(out, ".SH EXAMPLES\n.nf\n");
        roff(out, cmd->examples);
        buf_puts(out, "\n.fi\n");
    }
    buf_puts(out, ".SH SEE ALSO\n.BR interdict (1)\n");
}

void manual_overview(buf *out)
{
    buf_puts(out, ".TH INTERDICT");
    head(out);
    buf_puts(out, ".SH NAME\ninterdict \\- sanctions screening and decisions\n.SH SYNOPSIS\n.B interdict\n"
                  "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIOPERANDS\\fR]\n.SH DESCRIPTION\n");
    roff(out, "Tells whether a name, a payment or a shipment is caught by sanctions: which listed party it "
              "meets and why. It informs; it gives no legal advice.");
    buf_puts(out, "\n.SH COMMANDS\n");
    for (size_t i = 0; command_at(i); i++) {
        if (command_at(i)->hidden)
            continue;
        buf_puts(out, ".TP\n.BR ");
        page_name(command_at(i), out, false);
        buf_puts(out, " (1)\n");
        roff(out, command_at(i)->summary);
        buf_putc(out, '\n');
    }
    buf_puts(out,
             ".SH ENVIRONMENT\n.TP\nINTERDICT_SNAPSHOT\nthe snapshot to use where \\fB\\-\\-snapshot\\fR "
             "is not given\n");
    exit_status(out);
}
