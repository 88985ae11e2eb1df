/* Reasons and warnings in plain words. */
#include "decide/decision.h"

#include <stdarg.h>
#include <stdio.h>

#define SENTENCE_CAP 600

bool decision_is_clear(uint8_t verdict)
{
    return verdict <= VERDICT_LICENSED;
}

bool decision_decides(const decision *d, const regime_node *n, const regime_jurisdiction *j)
{
    (void)d;
    return n->label == LABEL_STANDS && n->effect == j->effect && str_equal(n->measure->imposer, j->imposer);
}

bool decision_seen_before(const decision *d, const regime_node *n, bool (*wanted)(const regime_node *n))
{
    for (const regime_node *k = d->result->nodes; k < n; k++)
        if (k->measure == n->measure && wanted(k))
            return true;
    return false;
}

static void say(decision_sentence *take, void *context, const char *format, ...) ITD_PRINTF(3, 4);

static void say(decision_sentence *take, void *context, const char *format, ...)
{
    char text[SENTENCE_CAP];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (len >= (int)sizeof text)
        len = (int)sizeof text - 1;
    while (len > 0 && len == (int)sizeof text - 1 && (text[len - 1] & 0xC0) == 0x80)
        len--;
    take(context, str_make(text, (size_t)len));
}

static bool named(const regime_target *t, const regime_party *p)
{
    char given[512], listed[512];
    size_t len = regime_fold(p->name, given, sizeof given);
    for (size_t i = 0; i < t->name_count; i++) {
        const regime_name *n = &t->names[i];
        size_t other = regime_fold(n->name, listed, sizeof listed);
        if (len && len == other && memcmp(given, listed, len) == 0)
            return true;
        for (size_t k = 0; k < n->aliases.count; k++) {
            other = regime_fold(n->aliases.items[k], listed, sizeof listed);
            if (len && len == other && memcmp(given, listed, len) == 0)
                return true;
        }
        if (p->bic.len >= 8 && n->bic.len >= 8 &&
            str_equal_nocase(str_make(p->bic.data, 7), str_make(n->bic.data, 7)))
            return true;
    }
    return false;
}

static void because_party(const decision *d, const regime_node *n, size_t i, decision_sentence *take,
                          void *context)
{
    const regime_party *p = &d->record->question.parties[i];
    str role = p->role.len ? p->role : (str)STR("party");
    str name = p->name.len ? p->name : p->bic.len ? p->bic : p->country;
    if (named(n->target, p))
        say(take, context, "party %.*s: %.*s is named", STR_ARG(role), STR_ARG(name));
    else if (n->target->statuses.count)
        say(take, context, "party %.*s: %.*s is %.*s", STR_ARG(role), STR_ARG(name),
            STR_ARG(n->target->statuses.items[0]));
    else
        say(take, context, "party %.*s: %.*s %s", STR_ARG(role), STR_ARG(name),
            n->maybe ? "may be on a list of this measure" : "is on a list of this measure");
}

static void because_goods(const decision *d, const regime_node *n, decision_sentence *take, void *context)
{
    const regime_case *q = &d->record->question;
    if (!n->target->goods.present)
        return;
    for (size_t i = 0; i < q->goods_count; i++) {
        if (!(n->lines.bits[i / 64] >> (i % 64) & 1))
            continue;
        if (q->goods[i].hs.len)
            say(take, context, "goods %zu: code %.*s %s", i + 1, STR_ARG(q->goods[i].hs),
                n->maybe ? "may fall under it" : "falls under it");
        else
            say(take, context, "goods %zu: no code is given", i + 1);
    }
    if (q->goods_count == 0)
        say(take, context, "no goods are given");
}

void decision_because(const decision *d, const regime_node *n, decision_sentence *take, void *context)
{
    const regime_case *q = &d->record->question;
    for (size_t i = 0; i < q->party_count; i++)
        if (n->parties >> i & 1)
            because_party(d, n, i, take, context);
    because_goods(d, n, take, context);
    if (n->target->place_count)
        say(take, context, "a port of the route is named");
    if (n->target->asset_count)
        say(take, context, "the currency %.*s is named", STR_ARG(q->currency));
    bool tests_country = n->parties == 0 && n->target->place_count == 0 && n->target->asset_count == 0;
    if (tests_country && n->target->countries.count)
        say(take, context, "%s and a link to %.*s", regime_activity_name(q->activity),
            STR_ARG(n->target->countries.items[0]));
    for (size_t i = 0; i < n->target->condition_count; i++)
        if (n->target->conditions[i].text.len && n->target->conditions[i].on_unknown == UNKNOWN_REVIEW)
            say(take, context, "%s: %.*s", n->maybe ? "if" : "condition",
                STR_ARG(n->target->conditions[i].text));
    if (n->reach == REACH_NEXUS)
        say(take, context, "the payment goes through the country of the measure");
    else if (n->reach == REACH_EXPOSED)
        say(take, context, "the actor is not bound but exposed to secondary sanctions");
    else if (n->reach == REACH_UNKNOWN)
        say(take, context, "whether the actor is bound is not known");
    if (n->contested)
        say(take, context, "the country of the actor denies that it is in force");
}

static void note_sentence(const regime_note *n, decision_sentence *take, void *context)
{
    char day[DATE_TEXT_CAP] = "";
    str id = n->measure ? n->measure->id : STR_NONE;
    if (n->day != DATE_NONE)
        date_format(n->day, day);
    switch ((regime_note_kind)n->kind) {
    case NOTE_NOTICE:
        say(take, context, "%.*s: its wind-down ended on %s, before it began; old contracts are not spared",
            STR_ARG(id), day);
        break;
    case NOTE_COMING:
        say(take, context, "%.*s begins after its wind-down, which ends on %s", STR_ARG(id), day);
        break;
    case NOTE_CONTESTED:
        say(take, context, "%.*s: some states dispute since %s that it is in force: %.*s", STR_ARG(id), day,
            STR_ARG(n->measure->contested_view));
        break;
    case NOTE_GENERAL:
        say(take, context, "%.*s is recorded from general knowledge only: check the act", STR_ARG(id));
        break;
    case NOTE_NOT_MET:
        say(take, context, "%.*s counted as not applying because %.*s is not stated", STR_ARG(id),
            STR_ARG(n->fact));
        break;
    case NOTE_NOT_STATED:
        say(take, context, "%.*s is not stated and counted as false", STR_ARG(n->fact));
        break;
    case NOTE_CONFLICT:
        say(take, context, "%.*s forbids to comply with %.*s: take legal advice", STR_ARG(id),
            STR_ARG(n->fact));
        break;
    case NOTE_SUNSET:
        say(take, context, "%.*s ends on %s unless it is renewed", STR_ARG(id), day);
        break;
    case NOTE_NO_COUNTRY:
        say(take, context, "party %.*s has no country: measures by country were not tested for it",
            STR_ARG(n->fact));
        break;
    case NOTE_NO_LIST:
        say(take, context, "%.*s reads the list %.*s, which is not in this snapshot", STR_ARG(id),
            STR_ARG(n->fact));
        break;
    case NOTE_STRONGER:
        say(take, context,
            "%.*s may apply, which is stronger than what is certain: answer its questions first",
            STR_ARG(id));
        break;
    }
}

static bool in_list(const str_list *list, str word)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], word))
            return true;
    return false;
}

static bool known_role(const regime_vocabulary *v, str role)
{
    return role.len == 0 || v->bank_roles.count == 0 || in_list(&v->bank_roles, role) ||
           in_list(&v->supply_roles, role) || in_list(&v->receive_roles, role) ||
           in_list(&v->other_roles, role);
}

/* Words that no measure knows: they may be slips. */
static void warn_of_words(const decision *d, decision_sentence *take, void *context)
{
    const regime_vocabulary *v = &regime_data(d->rules)->words;
    const regime_case *q = &d->record->question;
    for (size_t i = 0; i < q->party_count; i++)
        if (!known_role(v, q->parties[i].role))
            say(take, context, "the role %.*s is not known: it counts as neither supplier, receiver nor bank",
                STR_ARG(q->parties[i].role));
    if (v->actor_roles.count && !in_list(&v->actor_roles, q->actor_role) && !known_role(v, q->actor_role))
        say(take, context, "the role %.*s of the actor is not known", STR_ARG(q->actor_role));
    for (size_t i = 0; i < q->fact_count; i++) {
        const regime_fact_word *word = regime_fact_find(d->rules, q->facts[i].key);
        if (word && word->values.count && !in_list(&word->values, q->facts[i].text))
            say(take, context, "no measure asks for the value %.*s of %.*s", STR_ARG(q->facts[i].text),
                STR_ARG(word->key));
    }
}

void decision_warnings(const decision *d, decision_sentence *take, void *context)
{
    for (size_t i = 0; i < d->result->note_count; i++)
        note_sentence(&d->result->notes[i], take, context);
    warn_of_words(d, take, context);
    for (size_t i = 0; d->found && i < d->found->reason_count; i++)
        take(context, d->found->reasons[i].text);
}

void decision_failure(const regime_failed *f, buf *out)
{
    switch ((regime_failure)f->failure) {
    case FAILURE_CONDITION:
        buf_printf(out, "condition not met: %.*s",
                   STR_ARG(f->condition->text.len ? f->condition->text : f->condition->fact));
        break;
    case FAILURE_TAKEN_AWAY:
        buf_printf(out, "taken away by %.*s", STR_ARG(f->other->id));
        break;
    case FAILURE_VOID:
        buf_printf(out, "void because %.*s stands", STR_ARG(f->other->id));
        break;
    case FAILURE_COVERS:
        buf_puts(out, "does not cover all that is forbidden");
        break;
    }
}

void decision_miss(const decision *d, const regime_miss *m, buf *out)
{
    char day[DATE_TEXT_CAP] = "";
    if (m->day != DATE_NONE)
        date_format(m->day, day);
    switch ((regime_miss_kind)m->kind) {
    case MISS_CONDITION:
        buf_printf(out, "condition not met: %.*s",
                   STR_ARG(m->condition->text.len ? m->condition->text : m->condition->fact));
        break;
    case MISS_LIFTED:
        buf_printf(out, "lifted by %.*s", STR_ARG(m->lifting->id));
        break;
    case MISS_NOT_YET:
        buf_printf(out, "begins on %s", day);
        break;
    case MISS_ENDED:
        buf_printf(out, "not in force since %s", day);
        break;
    case MISS_ACTIVITY:
        buf_printf(out, "is not about the activity %s", regime_activity_name(d->record->question.activity));
        break;
    case MISS_GOODS:
        buf_puts(out, d->record->question.goods_count ? "is about other goods"
                                                      : "is about goods, and none are given");
        break;
    case MISS_ACTOR:
        buf_puts(out, "neither binds nor exposes the actor");
        break;
    }
}
