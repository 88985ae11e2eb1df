/* One measure from its document. */
#include "pack/bind.h"

#include <stdio.h>

static bool known_fact(const binder *b, str fact)
{
    static const char *const paths[] = {"actor.country",  "actor.role",     "payment.currency",
                                        "payment.amount", "dates.contract", "dates.shipment",
                                        "route.from",     "route.to",       "@named.role",
                                        "@party_status",  "goods.origin"};
    for (size_t i = 0; i < b->words->fact_count; i++)
        if (str_equal(b->words->facts[i].key, fact))
            return true;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (str_is(fact, paths[i]))
            return true;
    return false;
}

static uint8_t fact_type(const binder *b, str fact)
{
    for (size_t i = 0; i < b->words->fact_count; i++)
        if (str_equal(b->words->facts[i].key, fact))
            return b->words->facts[i].type;
    if (str_starts(fact, str_of("dates.")))
        return FACT_DATE;
    return str_is(fact, "payment.amount") ? FACT_NUMBER : FACT_STRING;
}

static void read_when(binder *b, tree_node *map, regime_when *when)
{
    when->on_or_after = DATE_NONE;
    tree_node *n = bind_map(b, map, "when");
    if (n == NULL)
        return;
    when->goods_hs = bind_list(b, n, "goods_hs");
    bind_check_hs(b, n, "goods_hs", &when->goods_hs);
    when->payment_or_bank = bind_bool(b, n, "payment_or_bank");
    when->on_or_after = bind_day(b, n, "on_or_after", false);
    bind_leftover(b, n, "when");
}

/* "$cap": a parameter of the vocabulary, of the type of the fact. */
static bool known_parameter(const binder *b, str value, uint8_t type)
{
    str key = str_make(value.data + 1, value.len - 1);
    for (size_t i = 0; i < b->words->parameter_count; i++)
        if (str_equal(b->words->parameters[i].key, key))
            return b->words->parameters[i].type == type;
    return false;
}

/* The values must be of the type of the fact, and fit the operation. */
static void check_values(binder *b, const tree_node *n, const regime_condition *c)
{
    uint8_t type = fact_type(b, c->fact);
    uint32_t line = bind_line(n, "value");
    bool many = c->op == OP_IN || c->op == OP_NOT_IN;
    if (c->values.count == 0 || (!many && c->values.count > 1))
        bind_note(b, line, false, "value: %s expects %s", regime_op_name(c->op),
                  many ? "a list" : "one value");
    if ((c->op == OP_IS) != (type == FACT_BOOLEAN) || (c->op >= OP_LE && type == FACT_STRING))
        bind_note(b, line, false, "op: %s does not fit a fact of type %s", regime_op_name(c->op),
                  regime_fact_type_name(type));
    for (size_t i = 0; i < c->values.count; i++) {
        str v = c->values.items[i];
        calendar_day day;
        int64_t number;
        bool good = str_starts(v, str_of("$")) ? known_parameter(b, v, type)
                    : type == FACT_BOOLEAN     ? str_is(v, "true") || str_is(v, "false")
                    : type == FACT_DATE        ? date_parse(v, &day)
                    : type == FACT_NUMBER      ? bind_decimal(v, &number)
                                               : true;
        if (!good)
            bind_note(b, line, false, "value: %.*s is no %s", STR_ARG(v), regime_fact_type_name(type));
    }
    if (type == FACT_STRING)
        bind_check_text_values(b, line, c);
}

static void read_conditions(binder *b, tree_node *map, regime_condition **conditions, size_t *count)
{
    tree_node *list = bind_maps(b, map, "conditions");
    *conditions = bind_array(b, list, sizeof **conditions);
    for (tree_node *n = list ? list->first : NULL; n && *conditions; n = n->next) {
        regime_condition *c = &(*conditions)[(*count)++];
        c->fact = bind_text(b, n, "fact", true);
        if (c->fact.len && !known_fact(b, c->fact))
            bind_note(b, bind_line(n, "fact"), false, "fact: unknown fact %.*s", STR_ARG(c->fact));
        c->op = bind_word(b, n, "op", regime_op_find, OP_COUNT, OP_COUNT);
        c->on_unknown = bind_word(b, n, "on_unknown", regime_unknown_find, UNKNOWN_COUNT, UNKNOWN_REVIEW);
        c->values = bind_list(b, n, "value");
        check_values(b, n, c);
        read_when(b, n, &c->when);
        c->text = bind_text(b, n, "text", false);
        c->question = bind_text(b, n, "question", false);
        bind_leftover(b, n, "conditions");
    }
}

static void read_wind_down(binder *b, tree_node *map, const char *key, regime_wind_down *w)
{
    w->contract_before = w->until = DATE_NONE;
    tree_node *n = bind_map(b, map, key);
    if (n == NULL)
        return;
    w->present = true;
    w->until = bind_day(b, n, "until", true);
    str last = bind_text(b, n, "last_day", false);
    if (str_is(last, "exclusive"))
        w->until -= w->until != DATE_NONE;
    else if (last.len && !str_is(last, "inclusive"))
        bind_note(b, bind_line(n, "last_day"), false, "last_day: inclusive or exclusive was expected");
    w->contract_before = bind_day(b, n, "contract_before", false);
    w->ask_new_business = bind_bool(b, n, "ask_new_business");
    read_conditions(b, n, &w->conditions, &w->condition_count);
    bind_leftover(b, n, key);
}

static void read_period(binder *b, tree_node *n, regime_period *p)
{
    p->from = bind_day(b, n, "from", true);
    p->until = bind_day(b, n, "until", false);
    p->known_from = bind_day(b, n, "known_from", false);
    p->until_known_from = bind_day(b, n, "until_known_from", false);
    if (p->known_from == DATE_NONE)
        p->known_from = p->from;
    if (p->until_known_from == DATE_NONE)
        p->until_known_from = p->until;
    p->notice_from = p->notice_until = DATE_NONE;
    tree_node *notice = bind_map(b, n, "notice");
    if (notice) {
        p->notice_from = bind_day(b, notice, "from", true);
        p->notice_until = bind_day(b, notice, "until", true);
        if (p->notice_until < p->notice_from || p->notice_until >= p->from)
            bind_note(b, notice->line, false, "notice: must run forward and end before the rule begins");
        bind_leftover(b, notice, "notice");
    }
    read_wind_down(b, n, "wind_down", &p->wind_down);
    p->basis = bind_text(b, n, "basis", false);
    if (p->until != DATE_NONE && p->until <= p->from)
        bind_note(b, n->line, false, "periods: ends before it begins");
    if (p->wind_down.present && p->wind_down.until < p->from)
        bind_note(b, n->line, false, "wind_down: ends before the rule begins; that is a notice");
    bind_leftover(b, n, "periods");
}

static void read_periods(binder *b, tree_node *map, regime_measure *m)
{
    tree_node *list = bind_maps(b, map, "periods");
    if (list == NULL || list->count == 0)
        bind_note(b, bind_line(map, "periods"), false, "periods: missing");
    m->periods = bind_array(b, list, sizeof *m->periods);
    for (tree_node *n = list ? list->first : NULL; n && m->periods; n = n->next) {
        regime_period *p = &m->periods[m->period_count++];
        read_period(b, n, p);
        if (m->period_count < 2)
            continue;
        const regime_period *before = p - 1;
        if (before->until == DATE_NONE || before->until > p->from)
            bind_note(b, n->line, false, "periods: overlaps the one before, or runs backwards");
    }
}

static void read_places(binder *b, tree_node *map, const char *key, regime_place **places, size_t *count)
{
    tree_node *list = bind_maps(b, map, key);
    *places = bind_array(b, list, sizeof **places);
    for (tree_node *n = list ? list->first : NULL; n && *places; n = n->next) {
        regime_place *p = &(*places)[(*count)++];
        p->name = bind_text(b, n, "name", true);
        p->span.from = bind_day(b, n, "from", false);
        p->span.until = bind_day(b, n, "until", false);
        bind_check_span(b, n->line, key, p->span);
        bind_leftover(b, n, key);
    }
}

static void check_statuses(binder *b, const tree_node *map, const str_list *statuses)
{
    for (size_t i = 0; i < statuses->count; i++) {
        str status = statuses->items[i];
        bool known = false;
        if (str_starts(status, str_of(REGIME_STATUS_LISTED))) {
            size_t len = strlen(REGIME_STATUS_LISTED);
            str id = str_make(status.data + len, status.len - len);
            bind_refer(b, map, "status", &(str_list){&id, 1});
            continue;
        }
        for (size_t k = 0; k < b->words->status_count; k++)
            known |= str_equal(b->words->statuses[k].key, status);
        if (!known)
            bind_note(b, bind_line(map, "status"), false, "status: unknown status %.*s", STR_ARG(status));
    }
}

static void read_owned(binder *b, tree_node *map, regime_share *share)
{
    tree_node *n = bind_map(b, map, "owned");
    if (n == NULL)
        return;
    share->present = true;
    share->share = bind_share(b, n, &share->above);
    share->control = bind_bool(b, n, "control");
    share->country = bind_text(b, n, "established", false);
    if (share->country.len && !bind_is_country(share->country))
        bind_note(b, n->line, false, "owned: %.*s is no country of ISO 3166", STR_ARG(share->country));
    bind_leftover(b, n, "owned");
}

static void read_except(binder *b, tree_node *map, regime_who *who)
{
    tree_node *n = bind_map(b, map, "except");
    if (n == NULL)
        return;
    bind_names(b, n, "names", &who->names, &who->name_count);
    who->statuses = bind_list(b, n, "status");
    check_statuses(b, n, &who->statuses);
    bind_joins(b, n, "lists", &who->joins, &who->join_count);
    bind_leftover(b, n, "except");
}

static void read_parties(binder *b, tree_node *map, regime_target *t)
{
    tree_node *n = bind_map(b, map, "parties");
    if (n == NULL)
        return;
    bind_names(b, n, "names", &t->names, &t->name_count);
    t->statuses = bind_list(b, n, "status");
    check_statuses(b, n, &t->statuses);
    bind_joins(b, n, "lists", &t->joins, &t->join_count);
    read_except(b, n, &t->except);
    read_owned(b, n, &t->owned);
    if (t->name_count + t->statuses.count + t->join_count == 0)
        bind_note(b, n->line, false, "parties: nobody is named");
    bind_leftover(b, n, "parties");
}

static void read_target(binder *b, tree_node *n, const regime_measure *m, regime_target *t)
{
    t->name = bind_text(b, n, "name", false);
    t->activities = bind_activities(b, n, true);
    t->countries = bind_list(b, n, "countries");
    bind_countries(b, n, "countries", &t->countries);
    t->direction = bind_word(b, n, "direction", regime_direction_find, DIRECTION_COUNT, DIRECTION_ANY);
    t->effect = bind_word(b, n, "effect", regime_effect_find, EFFECT_COUNT, m->effect);
    t->only = bind_word(b, n, "only", regime_only_find, ONLY_COUNT, ONLY_ANYBODY);
    if (t->effect == EFFECT_EXPOSURE)
        bind_note(b, bind_line(n, "effect"), false,
                  "effect: exposure follows from exposes, it is not an effect");
    bind_goods(b, n, &t->goods);
    read_parties(b, n, t);
    read_places(b, n, "places", &t->places, &t->place_count);
    read_places(b, n, "assets", &t->assets, &t->asset_count);
    read_conditions(b, n, &t->conditions, &t->condition_count);
    t->span.from = bind_day(b, n, "from", false);
    t->span.until = bind_day(b, n, "until", false);
    bind_check_span(b, n->line, "targets", t->span);
    read_wind_down(b, n, "wind_down", &t->wind_down);
    bind_leftover(b, n, "targets");
}

static uint32_t duty_when(binder *b, tree_node *n)
{
    static const struct {
        const char *word;
        uint32_t bits;
    } words[] = {
        {"block", 1u << VERDICT_BLOCK},
        {"reject", 1u << VERDICT_REJECT},
        {"licensed", 1u << VERDICT_LICENSED},
        {"review", 1u << VERDICT_REVIEW},
        {"any", 1u << VERDICT_BLOCK | 1u << VERDICT_REJECT | 1u << VERDICT_LICENSED | 1u << VERDICT_REVIEW}};
    str word = bind_text(b, n, "when", true);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(word, words[i].word))
            return words[i].bits;
    if (word.len)
        bind_note(b, bind_line(n, "when"), false, "when: unknown word %.*s", STR_ARG(word));
    return 0;
}

static void read_duties(binder *b, tree_node *map, regime_measure *m)
{
    tree_node *list = bind_maps(b, map, "duties");
    m->duties = bind_array(b, list, sizeof *m->duties);
    for (tree_node *n = list ? list->first : NULL; n && m->duties; n = n->next) {
        regime_duty *d = &m->duties[m->duty_count++];
        d->text = bind_text(b, n, "text", true);
        d->provision = bind_text(b, n, "provision", true);
        d->when = duty_when(b, n);
        d->within = bind_number(b, n, "within");
        d->unit = bind_word(b, n, "unit", regime_unit_find, UNIT_COUNT, UNIT_NONE);
        d->span.from = bind_day(b, n, "from", false);
        d->span.until = bind_day(b, n, "until", false);
        bind_check_span(b, n->line, "duties", d->span);
        d->before_from_only = bind_text(b, n, "before_from_only", false);
        d->confidence =
            bind_word(b, n, "confidence", regime_confidence_find, CONFIDENCE_COUNT, CONFIDENCE_VERIFIED);
        if ((d->within == 0) != (d->unit == UNIT_NONE))
            bind_note(b, n->line, false, "duties: within and unit go together");
        bind_leftover(b, n, "duties");
    }
}

static void check_classes(binder *b, const tree_node *map, const char *key, const str_list *classes)
{
    for (size_t i = 0; i < classes->count; i++) {
        bool known = false;
        for (size_t k = 0; k < b->words->class_count; k++)
            known |= str_equal(b->words->classes[k].key, classes->items[i]);
        if (!known)
            bind_note(b, bind_line(map, key), false, "%s: unknown class %.*s", key,
                      STR_ARG(classes->items[i]));
    }
}

static void check_words(binder *b, const tree_node *map, const char *key, const str_list *given,
                        const str_list *known)
{
    for (size_t i = 0; i < given->count; i++)
        if (!bind_in_list(known, given->items[i]))
            bind_note(b, bind_line(map, key), false, "%s: unknown word %.*s", key, STR_ARG(given->items[i]));
}

static void check_vocabulary(binder *b, const tree_node *map, const regime_measure *m)
{
    const regime_vocabulary *v = b->words;
    bool imposer = false;
    for (size_t i = 0; i < v->imposer_count; i++)
        imposer |= str_equal(v->imposers[i].key, m->imposer);
    if (!imposer && m->imposer.len)
        bind_note(b, bind_line(map, "imposer"), false, "imposer: unknown imposer %.*s", STR_ARG(m->imposer));
    if (m->kind.len && !bind_in_list(&v->kinds, m->kind))
        bind_note(b, bind_line(map, "kind"), false, "kind: unknown word %.*s", STR_ARG(m->kind));
    bool themed = str_is(m->regime, REGIME_THEME);
    if (m->regime.len && !themed && !bind_is_country(m->regime))
        bind_note(b, bind_line(map, "regime"), false, "regime: %.*s is no country of ISO 3166",
                  STR_ARG(m->regime));
    if (themed != (m->theme.len > 0))
        bind_note(b, bind_line(map, "theme"), false, "theme: goes with the regime " REGIME_THEME);
    check_classes(b, map, "bound", &m->bound);
    check_classes(b, map, "exposes", &m->exposes);
    check_words(b, map, "sectors", &m->sectors, &v->sectors);
    for (size_t i = 0; i < m->acts.count; i++) {
        bool known = false;
        for (size_t k = 0; k < v->act_count; k++)
            known |= str_equal(v->acts[k].key, m->acts.items[i]);
        if (!known)
            bind_note(b, bind_line(map, "acts"), false, "acts: unknown act %.*s", STR_ARG(m->acts.items[i]));
    }
    for (size_t i = 0; i < m->duty_count; i++)
        if (m->duties[i].before_from_only.len)
            check_classes(b, map, "duties", &(str_list){&m->duties[i].before_from_only, 1});
}

static void read_references(binder *b, tree_node *map, regime_measure *m)
{
    struct {
        const char *key;
        str_list *list;
    } const fields[] = {{"defeats", &m->defeats},
                        {"void_if_stands", &m->void_if_stands},
                        {"lifts", &m->lifts},
                        {"implemented_by", &m->implemented_by},
                        {"counters", &m->counters}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        *fields[i].list = bind_list(b, map, fields[i].key);
        bind_refer(b, map, fields[i].key, fields[i].list);
    }
    m->superseded_by = bind_text(b, map, "superseded_by", false);
    if (m->superseded_by.len)
        bind_refer(b, map, "superseded_by", &(str_list){&m->superseded_by, 1});
    str_list effects = bind_list(b, map, "defeats_effects");
    for (size_t i = 0; i < effects.count; i++) {
        unsigned effect = regime_effect_find(effects.items[i]);
        if (effect == EFFECT_COUNT)
            bind_note(b, bind_line(map, "defeats_effects"), false, "defeats_effects: unknown word %.*s",
                      STR_ARG(effects.items[i]));
        else
            m->defeats_effects |= 1u << effect;
    }
}

static void read_contested(binder *b, tree_node *map, regime_measure *m)
{
    m->contested_from = DATE_NONE;
    tree_node *n = bind_map(b, map, "contested");
    if (n == NULL)
        return;
    m->contested_by = bind_list(b, n, "by");
    bind_countries(b, n, "by", &m->contested_by);
    m->contested_from = bind_day(b, n, "from", true);
    m->contested_view = bind_text(b, n, "view", false);
    bind_leftover(b, n, "contested");
}

static str read_quota(binder *b, tree_node *map)
{
    tree_node *n = bind_map(b, map, "quota");
    if (n == NULL)
        return STR_NONE;
    str amount = bind_text(b, n, "amount", true), unit = bind_text(b, n, "unit", true);
    str per = bind_text(b, n, "per", true), from = bind_text(b, n, "from", false);
    str or = bind_text(b, n, "or", false);
    bind_leftover(b, n, "quota");
    char text[256];
    snprintf(text, sizeof text, "%.*s %.*s per %.*s%s%.*s%s%.*s", STR_ARG(amount), STR_ARG(unit),
             STR_ARG(per), or.len ? " or " : "", STR_ARG(or), from.len ? " from " : "", STR_ARG(from));
    return arena_str(b->a, str_of(text));
}

static void check_sunset(binder *b, const tree_node *map, const regime_measure *m)
{
    char text[DATE_TEXT_CAP];
    if (m->sunset == DATE_NONE || b->on == DATE_NONE || m->sunset < b->on || m->sunset - b->on > 90)
        return;
    date_format(m->sunset, text);
    bind_note(b, bind_line(map, "sunset"), true, "sunset: ends on %s, in %d days, unless it is renewed", text,
              m->sunset - b->on);
}

static void read_checked(binder *b, tree_node *map, regime_measure *m)
{
    tree_node *list = bind_maps(b, map, "checked");
    m->checked = bind_array(b, list, sizeof *m->checked);
    for (tree_node *n = list ? list->first : NULL; n && m->checked; n = n->next) {
        regime_checked *x = &m->checked[m->checked_count++];
        x->by = bind_text(b, n, "by", true);
        x->on = bind_day(b, n, "on", true);
        x->against = bind_text(b, n, "against", true);
        x->read = bind_text(b, n, "read", true);
        bind_leftover(b, n, "checked");
    }
    bool twice = false;
    for (size_t i = 1; i < m->checked_count; i++)
        twice |= !str_equal(m->checked[i].by, m->checked[0].by);
    bool good = m->confidence == CONFIDENCE_VERIFIED ? twice
                : m->confidence == CONFIDENCE_READ   ? m->checked_count > 0
                                                     : true;
    if (!good || (m->confidence <= CONFIDENCE_READ && m->reference.len == 0))
        bind_note(b, bind_line(map, "confidence"), true,
                  "confidence: %s needs a reference and %s under checked",
                  regime_confidence_name(m->confidence),
                  m->confidence == CONFIDENCE_VERIFIED ? "two different readers" : "a reader");
}

static bool good_id(str id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
              c == '.'))
            return false;
    }
    return true;
}

void bind_measure(binder *b, tree_node *map, regime_measure *m)
{
    b->measure = STR_NONE;
    m->file = str_of(b->file);
    m->line = map->line;
    m->id = b->measure = bind_text(b, map, "id", true);
    if (!good_id(m->id))
        bind_note(b, bind_line(map, "id"), false,
                  "id: letters, digits, hyphens and dots were expected, not %.*s", STR_ARG(m->id));
    m->role = bind_word(b, map, "role", regime_role_find, REGIME_ROLE_COUNT, REGIME_ROLE_COUNT);
    m->kind = bind_text(b, map, "kind", true);
    m->regime = bind_text(b, map, "regime", true);
    m->theme = bind_text(b, map, "theme", false);
    m->imposer = bind_text(b, map, "imposer", true);
    m->authority = bind_text(b, map, "authority", false);
    m->instrument = bind_text(b, map, "instrument", true);
    m->provision = bind_text(b, map, "provision", false);
    m->effect = bind_word(b, map, "effect", regime_effect_find, EFFECT_COUNT, EFFECT_COUNT);
    m->confidence =
        bind_word(b, map, "confidence", regime_confidence_find, CONFIDENCE_COUNT, CONFIDENCE_COUNT);
    m->fallback = bind_bool(b, map, "fallback");
    m->reference = bind_text(b, map, "reference", false);
    read_checked(b, map, m);
    read_periods(b, map, m);
    m->from_time = bind_text(b, map, "from_time", false);
    m->sunset = bind_day(b, map, "sunset", false);
    m->bound = bind_list(b, map, "bound");
    m->exposes = bind_list(b, map, "exposes");
    m->acts = bind_list(b, map, "acts");
    m->sectors = bind_list(b, map, "sectors");
    tree_node *targets = bind_maps(b, map, "targets");
    m->targets = bind_array(b, targets, sizeof *m->targets);
    for (tree_node *n = targets ? targets->first : NULL; n && m->targets; n = n->next)
        read_target(b, n, m, &m->targets[m->target_count++]);
    read_references(b, map, m);
    m->named_acts = bind_list(b, map, "named_acts");
    read_contested(b, map, m);
    read_wind_down(b, map, "exposure_wind_down", &m->exposure_wind_down);
    m->quota = read_quota(b, map);
    read_duties(b, map, m);
    m->conditions_text = bind_list(b, map, "conditions_text");
    m->sources = bind_list(b, map, "sources");
    if (m->sources.count == 0)
        bind_note(b, bind_line(map, "sources"), false, "sources: missing");
    m->source_role = bind_text(b, map, "source_role", false);
    m->note = bind_text(b, map, "note", false);
    check_vocabulary(b, map, m);
    check_sunset(b, map, m);
    bind_leftover(b, map, "");
}
