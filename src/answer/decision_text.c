/* The decision for a person: the verdict, then why, then what to do. */
#include "answer/decision_json.h"

#include "answer/ground_json.h"

typedef struct lines {
    buf *out;
    const char *indent;
} lines;

static void take_line(void *context, str sentence)
{
    lines *l = context;
    buf_printf(l->out, "%s%.*s\n", l->indent, STR_ARG(sentence));
}

static bool is_rule(const regime_node *n)
{
    return n->measure->role == ROLE_OPERATIVE || n->measure->role == ROLE_FRAME;
}

static const char *meaning(uint8_t verdict)
{
    static const char *const texts[VERDICT_COUNT] = {
        "nothing found that forbids it",
        "forbidden in general, allowed here by a permit",
        "a person must look before it goes on",
        "not forbidden to this actor, but may bring secondary sanctions",
        "refuse; nothing to freeze",
        "freeze",
    };
    return texts[verdict < VERDICT_COUNT ? verdict : VERDICT_REVIEW];
}

static void write_provision(const regime_measure *m, buf *out)
{
    buf_printf(out, "%.*s", STR_ARG(m->instrument));
    if (m->provision.len)
        buf_printf(out, ", %.*s", STR_ARG(m->provision));
}

static void write_node(const decision *d, const regime_node *n, const char *what, buf *out)
{
    lines reasons = {out, "      "};
    buf_printf(out, "    %s %.*s: ", what, STR_ARG(n->measure->id));
    write_provision(n->measure, out);
    if (n->measure->confidence != CONFIDENCE_VERIFIED)
        buf_printf(out, " [%s]", regime_confidence_name(n->measure->confidence));
    buf_putc(out, '\n');
    decision_because(d, n, take_line, &reasons);
}

static void write_defeated(const decision *d, const regime_node *n, buf *out)
{
    buf_printf(out, "    lifted %.*s by", STR_ARG(n->measure->id));
    if (n->label == LABEL_SOFTENED)
        buf_puts(out, " its wind-down");
    for (uint32_t k = 0; k < n->by_count; k++) {
        const regime_measure *by = d->result->nodes[d->result->by[n->by_first + k]].measure;
        buf_printf(out, "%s %.*s (", k || n->label == LABEL_SOFTENED ? "," : "", STR_ARG(by->id));
        write_provision(by, out);
        buf_putc(out, ')');
    }
    buf_putc(out, '\n');
}

static void write_jurisdiction(const decision *d, const regime_jurisdiction *j, buf *out)
{
    buf_printf(out, "  %.*s %s%s\n", STR_ARG(j->imposer), regime_verdict_name(j->verdict),
               j->bound ? "" : " (the actor is not under its law)");
    for (size_t i = 0; i < d->result->node_count; i++) {
        const regime_node *n = &d->result->nodes[i];
        if (!is_rule(n) || !str_equal(n->measure->imposer, j->imposer))
            continue;
        if (n->label == LABEL_STANDS)
            write_node(d, n, regime_effect_name(n->effect), out);
        else if (n->label == LABEL_UNSURE)
            write_node(d, n, "perhaps", out);
        else
            write_defeated(d, n, out);
    }
    for (size_t i = 0; i < d->result->failed_count; i++) {
        const regime_failed *f = &d->result->failed[i];
        if (!str_equal(f->permit->imposer, j->imposer))
            continue;
        buf_printf(out, "    no help from %.*s: ", STR_ARG(f->permit->id));
        decision_failure(f, out);
        buf_putc(out, '\n');
    }
}

void decision_questions(const decision *d, buf *out)
{
    const regime_result *x = d->result;
    size_t count = d->found ? d->found->question_count : 0;
    if (x->missing_count + count)
        buf_puts(out, "  To be answered first:\n");
    for (size_t i = 0; i < x->missing_count; i++)
        buf_printf(out, "    %.*s: %.*s (%.*s)\n", STR_ARG(x->missing[i].fact),
                   STR_ARG(x->missing[i].question), STR_ARG(x->missing[i].asked_by->id));
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "    %s: %.*s\n", d->found->questions[i].fact,
                   STR_ARG(d->found->questions[i].question));
}

static void write_duties(const regime_result *x, buf *out)
{
    char day[DATE_TEXT_CAP];
    if (x->duty_count)
        buf_puts(out, "  Duties:\n");
    for (size_t i = 0; i < x->duty_count; i++) {
        const regime_result_duty *u = &x->duties[i];
        buf_printf(out, "    %.*s (%.*s)", STR_ARG(u->text), STR_ARG(u->provision));
        if (u->due != DATE_NONE) {
            date_format(u->due, day);
            buf_printf(out, ", by %s", day);
        }
        buf_putc(out, '\n');
    }
}

void decision_text(const decision *d, buf *out)
{
    const regime_result *x = d->result;
    char day[DATE_TEXT_CAP];
    lines warnings = {out, "  Warning: "};
    date_format(d->record->question.on, day);
    buf_printf(out, "%.*s%s%s on %s: %s\n", STR_ARG(d->record->id), d->record->id.len ? ": " : "",
               regime_verdict_name(d->verdict), day, meaning(d->verdict));
    for (size_t i = 0; i < x->jurisdiction_count; i++)
        write_jurisdiction(d, &x->jurisdictions[i], out);
    decision_questions(d, out);
    write_duties(x, out);
    decision_warnings(d, take_line, &warnings);
    ground_text(out, d->lists, d);
    if (decision_is_clear(d->verdict) && x->nearest.measure) {
        buf_printf(out, "  Nearest: %.*s: ", STR_ARG(x->nearest.measure->id));
        decision_miss(d, &x->nearest, out);
        buf_putc(out, '\n');
    }
    if (x->change_day != DATE_NONE) {
        date_format(x->change_day, day);
        buf_printf(out, "  The answer changes on %s", day);
        if (x->change_measure)
            buf_printf(out, " (%.*s)", STR_ARG(x->change_measure->id));
        buf_putc(out, '\n');
    }
}
