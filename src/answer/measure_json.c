#include "answer/measure_json.h"

static void pair_text(json_emitter *w, const char *key, str text)
{
    emit_key(w, key);
    if (text.len)
        emit_str(w, text);
    else
        emit_null(w);
}

static void pair_day(json_emitter *w, const char *key, calendar_day day)
{
    char text[DATE_TEXT_CAP];
    if (day != DATE_NONE)
        date_format(day, text);
    emit_pair_text(w, key, day == DATE_NONE ? NULL : text);
}

static void pair_list(json_emitter *w, const char *key, const str_list *list)
{
    emit_key(w, key);
    emit_array(w);
    for (size_t i = 0; i < list->count; i++)
        emit_str(w, list->items[i]);
    emit_end_array(w);
}

static void write_condition(json_emitter *w, const regime_condition *c)
{
    emit_object(w);
    emit_pair_str(w, "fact", c->fact);
    emit_pair_text(w, "op", regime_op_name(c->op));
    pair_list(w, "value", &c->values);
    emit_pair_text(w, "on_unknown", regime_unknown_name(c->on_unknown));
    emit_key(w, "when");
    emit_object(w);
    pair_list(w, "goods_hs", &c->when.goods_hs);
    emit_pair_bool(w, "payment_or_bank", c->when.payment_or_bank);
    pair_day(w, "on_or_after", c->when.on_or_after);
    emit_end_object(w);
    pair_text(w, "text", c->text);
    pair_text(w, "question", c->question);
    emit_end_object(w);
}

static void pair_conditions(json_emitter *w, const regime_condition *conditions, size_t count)
{
    emit_key(w, "conditions");
    emit_array(w);
    for (size_t i = 0; i < count; i++)
        write_condition(w, &conditions[i]);
    emit_end_array(w);
}

static void pair_wind_down(json_emitter *w, const char *key, const regime_wind_down *wind)
{
    emit_key(w, key);
    if (!wind->present) {
        emit_null(w);
        return;
    }
    emit_object(w);
    pair_day(w, "until", wind->until);
    pair_day(w, "contract_before", wind->contract_before);
    emit_pair_bool(w, "ask_new_business", wind->ask_new_business);
    pair_conditions(w, wind->conditions, wind->condition_count);
    emit_end_object(w);
}

static void pair_periods(json_emitter *w, const regime_measure *m)
{
    emit_key(w, "periods");
    emit_array(w);
    for (size_t i = 0; i < m->period_count; i++) {
        const regime_period *p = &m->periods[i];
        emit_object(w);
        pair_day(w, "from", p->from);
        pair_day(w, "until", p->until);
        pair_day(w, "known_from", p->known_from);
        pair_day(w, "until_known_from", p->until_known_from);
        emit_key(w, "notice");
        if (p->notice_until == DATE_NONE) {
            emit_null(w);
        } else {
            emit_object(w);
            pair_day(w, "from", p->notice_from);
            pair_day(w, "until", p->notice_until);
            emit_end_object(w);
        }
        pair_wind_down(w, "wind_down", &p->wind_down);
        pair_text(w, "basis", p->basis);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void pair_goods(json_emitter *w, const regime_goods *g)
{
    emit_key(w, "goods");
    if (!g->present) {
        emit_null(w);
        return;
    }
    emit_object(w);
    pair_list(w, "hs", &g->hs);
    pair_list(w, "hs_except", &g->hs_except);
    pair_text(w, "hs_basis", g->hs_basis);
    pair_text(w, "annex", g->annex);
    pair_text(w, "file", g->file);
    emit_pair_text(w, "if_no_goods", regime_no_goods_name(g->if_no_goods));
    emit_end_object(w);
}

static void write_name(json_emitter *w, const regime_name *n)
{
    emit_object(w);
    emit_pair_str(w, "name", n->name);
    pair_list(w, "aliases", &n->aliases);
    pair_text(w, "bic", n->bic);
    emit_key(w, "periods");
    emit_array(w);
    for (size_t i = 0; i < n->span_count; i++) {
        emit_object(w);
        pair_day(w, "from", n->spans[i].from);
        pair_day(w, "until", n->spans[i].until);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

static void pair_parties(json_emitter *w, const regime_target *t)
{
    emit_key(w, "parties");
    emit_object(w);
    emit_key(w, "names");
    emit_array(w);
    for (size_t i = 0; i < t->name_count; i++)
        write_name(w, &t->names[i]);
    emit_end_array(w);
    pair_list(w, "status", &t->statuses);
    emit_key(w, "lists");
    emit_array(w);
    for (size_t i = 0; i < t->join_count; i++) {
        emit_object(w);
        emit_pair_str(w, "dataset", t->joins[i].dataset);
        emit_pair_str(w, "program", t->joins[i].program);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

static void pair_places(json_emitter *w, const char *key, const regime_place *places, size_t count)
{
    emit_key(w, key);
    emit_array(w);
    for (size_t i = 0; i < count; i++) {
        emit_object(w);
        emit_pair_str(w, "name", places[i].name);
        pair_day(w, "from", places[i].span.from);
        pair_day(w, "until", places[i].span.until);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void write_target(json_emitter *w, const regime_target *t)
{
    emit_object(w);
    pair_text(w, "name", t->name);
    emit_key(w, "activities");
    emit_array(w);
    for (unsigned i = 0; i < ACTIVITY_COUNT; i++)
        if (t->activities >> i & 1)
            emit_text(w, regime_activity_name(i));
    emit_end_array(w);
    pair_list(w, "countries", &t->countries);
    emit_pair_text(w, "direction", regime_direction_name(t->direction));
    pair_goods(w, &t->goods);
    pair_parties(w, t);
    pair_places(w, "places", t->places, t->place_count);
    pair_places(w, "assets", t->assets, t->asset_count);
    pair_conditions(w, t->conditions, t->condition_count);
    emit_pair_text(w, "effect", regime_effect_name(t->effect));
    pair_day(w, "from", t->span.from);
    pair_day(w, "until", t->span.until);
    pair_wind_down(w, "wind_down", &t->wind_down);
    emit_pair_text(w, "only", t->only == ONLY_ANYBODY ? NULL : regime_only_name(t->only));
    emit_end_object(w);
}

/* The word that a pack has for the verdicts in which a duty arises. */
static void pair_when(json_emitter *w, uint32_t bits)
{
    static const struct {
        const char *word;
        unsigned verdict;
    } words[] = {{"block", VERDICT_BLOCK},
                 {"reject", VERDICT_REJECT},
                 {"licensed", VERDICT_LICENSED},
                 {"review", VERDICT_REVIEW}};
    const char *found = "any";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (bits == 1u << words[i].verdict)
            found = words[i].word;
    emit_pair_text(w, "when", found);
}

static void pair_duties(json_emitter *w, const regime_measure *m)
{
    emit_key(w, "duties");
    emit_array(w);
    for (size_t i = 0; i < m->duty_count; i++) {
        const regime_duty *d = &m->duties[i];
        emit_object(w);
        emit_pair_str(w, "text", d->text);
        emit_pair_str(w, "provision", d->provision);
        pair_when(w, d->when);
        emit_key(w, "within");
        if (d->unit == UNIT_NONE)
            emit_null(w);
        else
            emit_int(w, d->within);
        emit_pair_text(w, "unit", d->unit == UNIT_NONE ? NULL : regime_unit_name(d->unit));
        pair_day(w, "from", d->span.from);
        pair_day(w, "until", d->span.until);
        pair_text(w, "before_from_only", d->before_from_only);
        emit_pair_text(w, "confidence", regime_confidence_name(d->confidence));
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void pair_contested(json_emitter *w, const regime_measure *m)
{
    emit_key(w, "contested");
    if (m->contested_by.count == 0) {
        emit_null(w);
        return;
    }
    emit_object(w);
    pair_list(w, "by", &m->contested_by);
    pair_day(w, "from", m->contested_from);
    pair_text(w, "view", m->contested_view);
    emit_end_object(w);
}

static void pair_effects(json_emitter *w, uint32_t bits)
{
    emit_key(w, "defeats_effects");
    emit_array(w);
    for (unsigned i = EFFECT_COUNT; i-- > 0;)
        if (bits >> i & 1)
            emit_text(w, regime_effect_name(i));
    emit_end_array(w);
}

static void pair_inverse(json_emitter *w, const regime_set *set, const regime_measure *m)
{
    emit_key(w, "defeated_by");
    emit_array(w);
    for (size_t i = 0; i < set->measure_count; i++)
        for (size_t k = 0; k < set->measures[i].defeats.count; k++)
            if (str_equal(set->measures[i].defeats.items[k], m->id))
                emit_str(w, set->measures[i].id);
    emit_end_array(w);
    emit_key(w, "supersedes");
    emit_array(w);
    for (size_t i = 0; i < set->measure_count; i++)
        if (str_equal(set->measures[i].superseded_by, m->id))
            emit_str(w, set->measures[i].id);
    emit_end_array(w);
}

static void pairs_of_texts(json_emitter *w, const regime_measure *m)
{
    const struct {
        const char *key;
        str text;
    } texts[] = {{"kind", m->kind},
                 {"regime", m->regime},
                 {"imposer", m->imposer},
                 {"authority", m->authority},
                 {"instrument", m->instrument},
                 {"provision", m->provision},
                 {"from_time", m->from_time},
                 {"superseded_by", m->superseded_by},
                 {"quota", m->quota},
                 {"source_role", m->source_role},
                 {"note", m->note}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        pair_text(w, texts[i].key, texts[i].text);
}

static void pairs_of_lists(json_emitter *w, const regime_measure *m)
{
    const struct {
        const char *key;
        const str_list *list;
    } lists[] = {{"bound", &m->bound},
                 {"exposes", &m->exposes},
                 {"acts", &m->acts},
                 {"sectors", &m->sectors},
                 {"defeats", &m->defeats},
                 {"void_if_stands", &m->void_if_stands},
                 {"lifts", &m->lifts},
                 {"counters", &m->counters},
                 {"implemented_by", &m->implemented_by},
                 {"named_acts", &m->named_acts},
                 {"conditions_text", &m->conditions_text},
                 {"sources", &m->sources}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        pair_list(w, lists[i].key, lists[i].list);
}

void measure_json(const regime_set *set, const regime_measure *m, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_str(&w, "measure", m->id);
    emit_pair_text(&w, "role", regime_role_name(m->role));
    emit_pair_text(&w, "effect", regime_effect_name(m->effect));
    emit_pair_text(&w, "confidence", regime_confidence_name(m->confidence));
    pairs_of_texts(&w, m);
    pair_day(&w, "sunset", m->sunset);
    pair_periods(&w, m);
    pairs_of_lists(&w, m);
    pair_effects(&w, m->defeats_effects);
    emit_key(&w, "targets");
    emit_array(&w);
    for (size_t i = 0; i < m->target_count; i++)
        write_target(&w, &m->targets[i]);
    emit_end_array(&w);
    pair_contested(&w, m);
    pair_wind_down(&w, "exposure_wind_down", &m->exposure_wind_down);
    pair_duties(&w, m);
    pair_inverse(&w, set, m);
    emit_end_object(&w);
    emit_newline(&w);
}

/* ---- a line of a list ---- */

static void put_day(json_emitter *w, const char *key, calendar_day day)
{
    char text[DATE_TEXT_CAP];
    bool open = day == DATE_NONE;
    if (!open)
        date_format(day, text);
    emit_pair_text(w, key, open ? NULL : text);
}

void measure_line_json(const regime_measure *m, const regime_period *p, buf *out)
{
    const regime_period *shown = p ? p : &m->periods[m->period_count - 1];
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_str(&w, "measure", m->id);
    emit_pair_text(&w, "role", regime_role_name(m->role));
    emit_pair_text(&w, "effect", regime_effect_name(m->effect));
    emit_pair_str(&w, "imposer", m->imposer);
    emit_pair_str(&w, "regime", m->regime);
    emit_pair_str(&w, "instrument", m->instrument);
    emit_key(&w, "provision");
    if (m->provision.len)
        emit_str(&w, m->provision);
    else
        emit_null(&w);
    put_day(&w, "from", shown->from);
    put_day(&w, "until", shown->until);
    emit_pair_bool(&w, "in_force", p != NULL);
    emit_pair_text(&w, "confidence", regime_confidence_name(m->confidence));
    emit_end_object(&w);
    emit_newline(&w);
}
