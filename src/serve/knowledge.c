/* What the server knows, under /v1: lists, snapshot, entities, measures. */
#include "answer/info.h"
#include "answer/measure_json.h"
#include "regime/timeline.h"
#include "serve/asked.h"
#include "serve/own_routes.h"

#include "base/error.h"

/* ---- lists and snapshot ---- */

void route_lists(void *context, http_request *q, http_response *a)
{
    itd_error error = {0};
    buf info;
    generation *g = service_hold(context);
    (void)q;
    buf_init(&info, a->body.limit);
    if (info_render(generation_core(g), date_today(), &info, &error) != ITD_OK) {
        http_fail(a, &error);
    } else { /* its last member is the array of sources */
        const str key = STR(",\"sources\":");
        size_t at = str_find(buf_as_str(&info), key);
        buf_printf(&a->body, "{\"snapshot\":\"%s\",\"lists\":", snapshot_hash(generation_core(g)));
        if (at != SIZE_MAX)
            buf_append(&a->body, info.data + at + key.len, info.len - at - key.len);
        buf_putc(&a->body, '\n');
    }
    buf_free(&info);
    generation_release(g);
}

void route_snapshot(void *context, http_request *q, http_response *a)
{
    itd_error error = {0};
    generation *g = service_hold(context);
    (void)q;
    if (info_render(generation_core(g), date_today(), &a->body, &error) != ITD_OK)
        http_fail(a, &error);
    else
        buf_putc(&a->body, '\n');
    generation_release(g);
}

void route_renew(void *context, http_request *q, http_response *a)
{
    itd_error error = {0};
    (void)q;
    if (service_renew(context, &error) != ITD_OK) {
        http_error(a, 409, "the old snapshot goes on: %s", error.message);
        return;
    }
    route_snapshot(context, q, a);
}

void route_entity(void *context, http_request *q, http_response *a)
{
    itd_error error = {0};
    generation *g = service_hold(context);
    uint32_t index = snapshot_entity_find(generation_core(g), q->values[0]);
    if (index == UINT32_MAX)
        http_error(a, 404, "there is no entity with this id");
    else if (entity_render(generation_core(g), index, &a->body, &error) != ITD_OK)
        http_fail(a, &error);
    else
        buf_putc(&a->body, '\n');
    generation_release(g);
}

/* ---- measures ---- */

static const regime_set *measures_of(const generation *g, http_response *a)
{
    const regime *rules;
    itd_error error = {0};
    if (engine_rules(itd_snapshot_engine(g->snapshot), &rules, &error) == ITD_OK)
        return regime_data(rules);
    http_fail(a, &error);
    return NULL;
}

static bool is_of(const http_request *q, const regime_measure *m)
{
    str imposer = http_param(q, "imposer"), country = http_param(q, "regime");
    return (!imposer.data || str_equal_nocase(m->imposer, imposer)) &&
           (!country.data || str_equal_nocase(m->regime, country));
}

static void list_measures(const http_request *q, const regime_set *set, http_response *a)
{
    static const char *const known[] = {"on", "all", "imposer", "regime", NULL};
    calendar_day on = date_today();
    bool all = false;
    if (!asked_only(q, known, a) || !asked_day(q, "on", &on, a) || !asked_flag(q, "all", &all, a))
        return;
    a->type = "application/jsonl; charset=utf-8";
    for (size_t i = 0; i < set->measure_count; i++) {
        const regime_period *period = NULL;
        bool live = regime_measure_live(&set->measures[i], on, DATE_NONE, &period);
        if (is_of(q, &set->measures[i]) && (live || all))
            measure_line_json(&set->measures[i], period, &a->body);
    }
}

void route_regime(void *context, http_request *q, http_response *a)
{
    generation *g = service_hold(context);
    const regime_set *set = measures_of(g, a);
    if (set)
        list_measures(q, set, a);
    generation_release(g);
}

void route_measure(void *context, http_request *q, http_response *a)
{
    generation *g = service_hold(context);
    const regime_set *set = measures_of(g, a);
    const regime_measure *found = NULL;
    for (size_t i = 0; set && i < set->measure_count; i++)
        if (str_equal(set->measures[i].id, q->values[0]))
            found = &set->measures[i];
    if (set && found)
        measure_json(set, found, &a->body);
    else if (set)
        http_error(a, 404, "there is no measure with this id");
    generation_release(g);
}

/* A picture, or text for ?format=text. */
static void draw(const http_request *q, const regime_set *set, http_response *a)
{
    static const char *const known[] = {"on", "from", "until", "imposer", "regime", "format", NULL};
    timeline t = {.set = set, .on = date_today(), .from = DATE_NONE, .until = DATE_NONE};
    itd_error error = {0};
    str format = http_param(q, "format");
    if (!asked_only(q, known, a) || !asked_day(q, "on", &t.on, a) || !asked_day(q, "from", &t.from, a) ||
        !asked_day(q, "until", &t.until, a))
        return;
    bool text = str_is(format, "text");
    if (format.data && !text && !str_is(format, "svg")) {
        http_error(a, 400, "format: expected svg or text");
        return;
    }
    t.regime = http_param(q, "regime");
    t.imposer = http_param(q, "imposer");
    a->type = text ? "text/plain; charset=utf-8" : "image/svg+xml; charset=utf-8";
    if ((text ? timeline_text(&t, &a->body, &error) : timeline_svg(&t, &a->body, &error)) != ITD_OK)
        http_fail(a, &error);
}

void route_timeline(void *context, http_request *q, http_response *a)
{
    generation *g = service_hold(context);
    const regime_set *set = measures_of(g, a);
    if (set)
        draw(q, set, a);
    generation_release(g);
}
