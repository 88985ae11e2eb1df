/* The measures as bytes: one walk over the structures that writes or reads, so that both always agree.
 *
 * Layout: "ITDM", a version, the number of measures, then the words and the measures, field after field.
 * Numbers are little-endian 32-bit, texts are a length and bytes, arrays a count and their elements. */
#include "base/bytes.h"
#include "base/error.h"
#include "regime/model.h"

#define CODEC_MAGIC   0x4d445449u
#define CODEC_VERSION 4u
#define CODEC_OLDEST  1u                /* had nothing about owners and territories; 2 nothing about cover */
#define CODEC_ITEMS   ((size_t)1 << 20) /* elements of one array */

typedef struct codec {
    buf *out; /* NULL: reading */
    str in;
    size_t at;
    uint32_t version;
    arena *a;
    bool failed, no_memory;
} codec;

static bool take(codec *c, size_t size)
{
    if (c->failed || size > c->in.len - c->at) {
        c->failed = true;
        return false;
    }
    c->at += size;
    return true;
}

static void io_u32(codec *c, uint32_t *value)
{
    if (c->out)
        buf_u32(c->out, *value);
    else
        *value = take(c, 4) ? read_u32(c->in.data + c->at - 4) : 0;
}

static void io_day(codec *c, calendar_day *day)
{
    uint32_t bits = (uint32_t)*day;
    io_u32(c, &bits);
    *day = (calendar_day)bits;
}

static void io_bool(codec *c, bool *value)
{
    uint32_t bits = *value;
    io_u32(c, &bits);
    c->failed |= bits > 1;
    *value = bits == 1;
}

/* An enumeration of `count` values. */
static void io_enum(codec *c, uint8_t *value, unsigned count)
{
    uint32_t bits = *value;
    io_u32(c, &bits);
    if (bits >= count) {
        c->failed = true;
        bits = 0;
    }
    *value = (uint8_t)bits;
}

/* The confidence `read` came with version 3. */
static void io_confidence(codec *c, uint8_t *value)
{
    io_enum(c, value, CONFIDENCE_COUNT);
    if (c->version < 3 && *value >= CONFIDENCE_READ)
        *value = *value == CONFIDENCE_READ ? CONFIDENCE_PARTLY : CONFIDENCE_GENERAL;
}

static void io_str(codec *c, str *text)
{
    uint32_t len = (uint32_t)text->len;
    io_u32(c, &len);
    if (c->out)
        buf_append(c->out, text->data, len);
    else
        *text = take(c, len) ? str_make(c->in.data + c->at - len, len) : STR_NONE;
}

/* The count of an array, and its memory when reading: every element takes at least four bytes. */
static void *io_array(codec *c, void *items, size_t *count, size_t size)
{
    uint32_t n = (uint32_t)*count;
    io_u32(c, &n);
    if (c->out)
        return items;
    *count = 0;
    if (c->failed || n == 0)
        return NULL;
    if (n > CODEC_ITEMS || n > (c->in.len - c->at) / 4) {
        c->failed = true;
        return NULL;
    }
    void *memory = arena_array(c->a, n, size);
    if (memory == NULL) {
        c->failed = c->no_memory = true;
        return NULL;
    }
    *count = n;
    return memory;
}

#define EACH(c, list, n, function)                                                                           \
    do {                                                                                                     \
        (list) = io_array((c), (list), &(n), sizeof *(list));                                                \
        for (size_t each_index = 0; each_index < (n) && !(c)->failed; each_index++)                          \
            function((c), &(list)[each_index]);                                                              \
    } while (0)

static void io_list(codec *c, str_list *list)
{
    EACH(c, list->items, list->count, io_str);
}

static void io_span(codec *c, regime_span *span)
{
    io_day(c, &span->from);
    io_day(c, &span->until);
}

static void io_condition(codec *c, regime_condition *x)
{
    io_str(c, &x->fact);
    io_enum(c, &x->op, OP_COUNT);
    io_enum(c, &x->on_unknown, UNKNOWN_COUNT);
    io_list(c, &x->values);
    io_list(c, &x->when.goods_hs);
    io_bool(c, &x->when.payment_or_bank);
    io_day(c, &x->when.on_or_after);
    io_str(c, &x->text);
    io_str(c, &x->question);
}

static void io_wind_down(codec *c, regime_wind_down *w)
{
    io_bool(c, &w->present);
    if (!w->present)
        return;
    io_day(c, &w->until);
    io_day(c, &w->contract_before);
    io_bool(c, &w->ask_new_business);
    EACH(c, w->conditions, w->condition_count, io_condition);
}

static void io_period(codec *c, regime_period *p)
{
    io_day(c, &p->from);
    io_day(c, &p->until);
    io_day(c, &p->known_from);
    io_day(c, &p->until_known_from);
    io_day(c, &p->notice_from);
    io_day(c, &p->notice_until);
    io_wind_down(c, &p->wind_down);
    io_str(c, &p->basis);
}

static void io_name(codec *c, regime_name *n)
{
    io_str(c, &n->name);
    io_list(c, &n->aliases);
    io_str(c, &n->bic);
    EACH(c, n->spans, n->span_count, io_span);
}

static void io_place(codec *c, regime_place *p)
{
    io_str(c, &p->name);
    io_span(c, &p->span);
}

static void io_join(codec *c, regime_join *j)
{
    io_str(c, &j->dataset);
    io_str(c, &j->program);
    if (c->version < 3)
        return;
    io_list(c, &j->except);
    io_list(c, &j->sanctions);
    io_list(c, &j->schemas);
    io_str(c, &j->tag);
}

static void io_goods_line(codec *c, regime_goods_line *l)
{
    io_str(c, &l->hs);
    io_span(c, &l->span);
    io_bool(c, &l->working);
}

/* What version 3 added to a target. */
static void io_target_more(codec *c, regime_target *t)
{
    if (c->version < 3)
        return;
    io_str(c, &t->goods.file);
    io_str(c, &t->goods.edition);
    EACH(c, t->goods.lines, t->goods.line_count, io_goods_line);
    EACH(c, t->except.names, t->except.name_count, io_name);
    io_list(c, &t->except.statuses);
    EACH(c, t->except.joins, t->except.join_count, io_join);
    io_bool(c, &t->owned.present);
    io_u32(c, &t->owned.share);
    io_bool(c, &t->owned.above);
    io_bool(c, &t->owned.control);
    io_str(c, &t->owned.country);
}

static void io_target(codec *c, regime_target *t)
{
    io_str(c, &t->name);
    io_u32(c, &t->activities);
    io_list(c, &t->countries);
    io_enum(c, &t->direction, DIRECTION_COUNT);
    io_enum(c, &t->effect, EFFECT_COUNT);
    io_enum(c, &t->only, ONLY_COUNT);
    io_bool(c, &t->goods.present);
    io_list(c, &t->goods.hs);
    io_list(c, &t->goods.hs_except);
    io_str(c, &t->goods.hs_basis);
    io_str(c, &t->goods.annex);
    io_enum(c, &t->goods.if_no_goods, NO_GOODS_COUNT);
    EACH(c, t->names, t->name_count, io_name);
    io_list(c, &t->statuses);
    EACH(c, t->joins, t->join_count, io_join);
    EACH(c, t->places, t->place_count, io_place);
    EACH(c, t->assets, t->asset_count, io_place);
    EACH(c, t->conditions, t->condition_count, io_condition);
    io_span(c, &t->span);
    io_wind_down(c, &t->wind_down);
    io_target_more(c, t);
}

static void io_duty(codec *c, regime_duty *d)
{
    io_str(c, &d->text);
    io_str(c, &d->provision);
    io_u32(c, &d->when);
    io_u32(c, &d->within);
    io_enum(c, &d->unit, UNIT_COUNT);
    io_confidence(c, &d->confidence);
    io_span(c, &d->span);
    io_str(c, &d->before_from_only);
}

static void io_checked(codec *c, regime_checked *x)
{
    io_str(c, &x->by);
    io_str(c, &x->against);
    io_str(c, &x->read);
    io_day(c, &x->on);
}

static void io_measure(codec *c, regime_measure *m)
{
    str *const texts[] = {&m->id,          &m->kind,          &m->regime,    &m->imposer,
                          &m->authority,   &m->instrument,    &m->provision, &m->from_time,
                          &m->source_role, &m->superseded_by, &m->note,      &m->contested_view,
                          &m->quota};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        io_str(c, texts[i]);
    io_enum(c, &m->role, REGIME_ROLE_COUNT);
    io_enum(c, &m->effect, EFFECT_COUNT);
    io_confidence(c, &m->confidence);
    io_day(c, &m->sunset);
    EACH(c, m->periods, m->period_count, io_period);
    str_list *const lists[] = {
        &m->bound,           &m->exposes, &m->acts,        &m->sectors,        &m->defeats,
        &m->void_if_stands,  &m->lifts,   &m->counters,    &m->implemented_by, &m->named_acts,
        &m->conditions_text, &m->sources, &m->contested_by};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        io_list(c, lists[i]);
    EACH(c, m->targets, m->target_count, io_target);
    io_u32(c, &m->defeats_effects);
    io_day(c, &m->contested_from);
    io_wind_down(c, &m->exposure_wind_down);
    EACH(c, m->duties, m->duty_count, io_duty);
    if (c->version < 3)
        return;
    io_str(c, &m->theme);
    io_str(c, &m->reference);
    io_bool(c, &m->fallback);
    EACH(c, m->checked, m->checked_count, io_checked);
}

static void io_fact(codec *c, regime_fact_word *f)
{
    io_str(c, &f->key);
    io_str(c, &f->question);
    io_enum(c, &f->type, FACT_TYPE_COUNT);
    io_list(c, &f->values);
    io_list(c, &f->via_outside);
    if (c->version < 3)
        return;
    io_list(c, &f->regions);
    io_list(c, &f->perhaps);
    io_str(c, &f->flag);
    if (c->version >= 4)
        io_str(c, &f->touches);
}

static void io_class(codec *c, regime_class_word *w)
{
    io_str(c, &w->key);
    io_enum(c, &w->us_person, FLAG_COUNT);
    io_enum(c, &w->eu_person, FLAG_COUNT);
    io_enum(c, &w->us_owned, FLAG_COUNT);
    io_str(c, &w->nexus);
    io_str(c, &w->nexus_currency);
    io_list(c, &w->actor_roles);
    io_str(c, &w->actor_country);
    io_str(c, &w->activity);
    io_str(c, &w->goods_origin);
    io_str(c, &w->us_person_or_route_to);
    io_str(c, &w->fact);
}

static void io_status(codec *c, regime_status_word *w)
{
    io_str(c, &w->key);
    io_list(c, &w->roles);
    io_str(c, &w->fact);
    io_str(c, &w->country);
    EACH(c, w->names, w->name_count, io_name);
    io_list(c, &w->named_by);
    EACH(c, w->joins, w->join_count, io_join);
}

static void io_imposer(codec *c, regime_imposer_word *w)
{
    io_str(c, &w->key);
    io_str(c, &w->name);
    io_bool(c, &w->jurisdiction);
    io_list(c, &w->binds);
    if (c->version >= 3)
        io_list(c, &w->unheld_as);
}

static void io_act(codec *c, regime_act_word *w)
{
    io_str(c, &w->key);
    io_list(c, &w->activities);
}

static void io_owned(codec *c, regime_owned_word *w)
{
    io_str(c, &w->key);
    io_list(c, &w->datasets);
    io_list(c, &w->imposers);
    io_u32(c, &w->share);
    io_bool(c, &w->above);
    io_bool(c, &w->control);
    io_str(c, &w->basis);
    w->span = c->out || c->version >= 3 ? w->span : (regime_span){DATE_NONE, DATE_NONE};
    if (c->version >= 3)
        io_span(c, &w->span);
}

static void io_member(codec *c, regime_member *m)
{
    io_str(c, &m->country);
    m->span = c->out || c->version >= 3 ? m->span : (regime_span){DATE_NONE, DATE_NONE};
    if (c->version >= 3)
        io_span(c, &m->span);
}

static void io_value(codec *c, regime_value *v)
{
    io_str(c, &v->text);
    io_span(c, &v->span);
    io_str(c, &v->source);
}

static void io_parameter(codec *c, regime_parameter *p)
{
    io_str(c, &p->key);
    io_str(c, &p->unit);
    io_enum(c, &p->type, FACT_TYPE_COUNT);
    EACH(c, p->values, p->value_count, io_value);
}

static void io_kind(codec *c, regime_kind_word *k)
{
    io_str(c, &k->key);
    io_u32(c, &k->activities);
    io_list(c, &k->hs);
    io_bool(c, &k->lists);
}

static void io_beyond(codec *c, regime_beyond_word *w)
{
    io_str(c, &w->key);
    io_str(c, &w->text);
    io_u32(c, &w->activities);
    io_list(c, &w->hs);
}

static void io_concordance(codec *c, regime_concordance *x)
{
    io_str(c, &x->edition);
    io_str(c, &x->code);
    io_list(c, &x->becomes);
}

static void io_words(codec *c, regime_vocabulary *v)
{
    EACH(c, v->imposers, v->imposer_count, io_imposer);
    EACH(c, v->classes, v->class_count, io_class);
    EACH(c, v->statuses, v->status_count, io_status);
    EACH(c, v->facts, v->fact_count, io_fact);
    EACH(c, v->acts, v->act_count, io_act);
    str_list *const lists[] = {&v->bank_roles, &v->supply_roles, &v->receive_roles, &v->other_roles,
                               &v->actor_roles};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        io_list(c, lists[i]);
    EACH(c, v->members, v->member_count, io_member);
    str_list *const more[] = {&v->datasets, &v->kinds, &v->sectors};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        io_list(c, more[i]);
    if (c->version < 2)
        return;
    EACH(c, v->owned, v->owned_count, io_owned);
    io_list(c, &v->comprehensive);
    if (c->version < 3)
        return;
    io_list(c, &v->legal_forms);
    EACH(c, v->parameters, v->parameter_count, io_parameter);
    EACH(c, v->regime_kinds, v->regime_kind_count, io_kind);
    EACH(c, v->beyond, v->beyond_count, io_beyond);
    EACH(c, v->concordance, v->concordance_count, io_concordance);
}

static void io_entry(codec *c, regime_entry *e)
{
    str *const texts[] = {&e->imposer, &e->name, &e->basis, &e->note};
    str_list *const lists[] = {&e->where, &e->kinds, &e->tags};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        io_str(c, texts[i]);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        io_list(c, lists[i]);
    EACH(c, e->spans, e->span_count, io_span);
    io_bool(c, &e->comprehensive);
    io_confidence(c, &e->confidence);
    if (c->version >= 4)
        io_bool(c, &e->exposes);
}

static void io_part(codec *c, regime_cover_part *p)
{
    io_u32(c, &p->activities);
    io_list(c, &p->hs);
    io_span(c, &p->span);
    io_enum(c, &p->held, HELD_COUNT);
    io_str(c, &p->why);
}

static void io_cover(codec *c, regime_cover *x)
{
    io_str(c, &x->imposer);
    io_str(c, &x->theme);
    io_str(c, &x->note);
    io_list(c, &x->where);
    io_u32(c, &x->measures);
    EACH(c, x->parts, x->part_count, io_part);
}

static void io_scenario(codec *c, regime_scenario *s)
{
    io_str(c, &s->id);
    io_str(c, &s->title);
    io_str(c, &s->note);
    io_day(c, &s->from);
    str_list *const lists[] = {&s->ends, &s->ends_targets, &s->starts, &s->depends, &s->sources};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        io_list(c, lists[i]);
}

static void io_set(codec *c, regime_set *set)
{
    io_words(c, &set->words);
    EACH(c, set->measures, set->measure_count, io_measure);
    if (c->version < 3)
        return;
    EACH(c, set->map, set->map_count, io_entry);
    EACH(c, set->covers, set->cover_count, io_cover);
    EACH(c, set->scenarios, set->scenario_count, io_scenario);
}

void regime_encode(const regime_set *set, buf *out)
{
    codec c = {.out = out, .version = CODEC_VERSION};
    regime_set copy = *set; /* the walk may write; when out is set it does not */
    buf_u32(out, CODEC_MAGIC);
    buf_u32(out, CODEC_VERSION);
    buf_u32(out, (uint32_t)set->measure_count);
    io_set(&c, &copy);
}

size_t regime_section_count(str section)
{
    if (section.len < 12 || read_u32(section.data) != CODEC_MAGIC)
        return 0;
    return read_u32(section.data + 8);
}

/* The header of a section to be read. */
static itd_status begin(str section, arena *a, codec *c, itd_error *error)
{
    if (section.len < 12 || read_u32(section.data) != CODEC_MAGIC)
        return error_set(error, ITD_ERROR_SNAPSHOT, NULL,
                         "the measures of the snapshot are damaged: no header");
    uint32_t version = read_u32(section.data + 4);
    if (version < CODEC_OLDEST || version > CODEC_VERSION)
        return error_set(error, ITD_ERROR_SNAPSHOT, NULL,
                         "the measures of the snapshot have format %u, this program reads %u", version,
                         CODEC_VERSION);
    *c = (codec){.in = section, .at = 12, .version = version, .a = a};
    return ITD_OK;
}

static itd_status what_failed(const codec *c, itd_error *error)
{
    if (c->no_memory)
        return error_memory(error);
    return c->failed ? error_set(error, ITD_ERROR_SNAPSHOT, NULL,
                                 "the measures of the snapshot are damaged: byte %zu", c->at)
                     : ITD_OK;
}

itd_status regime_decode(str section, arena *a, regime_set *set, itd_error *error)
{
    codec c;
    *set = (regime_set){0};
    itd_status status = begin(section, a, &c, error);
    if (status != ITD_OK)
        return status;
    io_set(&c, set);
    c.failed |= c.at != section.len || set->measure_count != read_u32(section.data + 8);
    status = what_failed(&c, error);
    for (size_t i = 1; i < set->measure_count && status == ITD_OK; i++)
        if (str_compare(set->measures[i - 1].id, set->measures[i].id) >= 0)
            status =
                error_set(error, ITD_ERROR_SNAPSHOT, NULL, "the measures of the snapshot are damaged: order");
    return status;
}

itd_status regime_decode_words(str section, arena *a, regime_vocabulary *words, itd_error *error)
{
    codec c;
    *words = (regime_vocabulary){0};
    itd_status status = begin(section, a, &c, error);
    if (status != ITD_OK)
        return status;
    io_words(&c, words);
    return what_failed(&c, error);
}

const regime_measure *regime_set_find(const regime_set *set, str id)
{
    size_t low = 0, high = set->measure_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(set->measures[middle].id, id);
        if (order == 0)
            return &set->measures[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
