/* The public calls of interdict/screen.h. */
#include "answer/screening_json.h"
#include "api/handles.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(ITD_VALUES_MAX == MATCH_VALUES_MAX && ITD_LIMIT_MAX == MATCH_LIMIT_MAX &&
                   ITD_SCORE_ONE == MATCH_SCORE_ONE,
               "the public ceilings are those of the matcher");

itd_options itd_options_default(void)
{
    return (itd_options){
        .size = sizeof(itd_options), .threshold = ITD_THRESHOLD_DEFAULT, .limit = ITD_LIMIT_DEFAULT};
}

itd_status itd_worker_new(const itd_snapshot *s, itd_worker **out, itd_error *error)
{
    itd_worker *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    itd_status status = engine_worker_new(s->engine, &w->tools, error);
    if (status == ITD_OK)
        status = engine_worker_match(w->tools, &w->match, error);
    if (status != ITD_OK) {
        engine_worker_free(w->tools);
        free(w);
        return status;
    }
    w->snapshot = s;
    arena_init(&w->texts, LIMIT_ARENA_SIZE);
    buf_init(&w->json, LIMIT_BUF_SIZE);
    *out = w;
    return ITD_OK;
}

void itd_worker_free(itd_worker *w)
{
    if (!w)
        return;
    worker_free_text(w);
    worker_free_messages(w);
    worker_free_decider(w);
    engine_worker_free(w->tools);
    arena_free(&w->texts);
    buf_free(&w->json);
    free(w);
}

itd_status options_convert(const itd_options *given, match_options *o, itd_error *error)
{
    const itd_options defaults = itd_options_default();
    if (!given)
        given = &defaults;
    if (given->size != 0 && given->size < sizeof *given)
        return error_set(error, ITD_ERROR_USAGE, NULL, "options of %zu bytes, expected %zu", given->size,
                         sizeof *given);
    if (given->threshold < 0 || given->threshold > ITD_SCORE_ONE)
        return error_set(error, ITD_ERROR_USAGE, NULL, "a threshold of %d, expected 0 to %d",
                         given->threshold, ITD_SCORE_ONE);
    if (given->limit > ITD_LIMIT_MAX)
        return error_set(error, ITD_ERROR_USAGE, NULL, "a limit of %zu, expected at most %d", given->limit,
                         ITD_LIMIT_MAX);
    *o = (match_options){.threshold = given->threshold,
                         .limit = given->limit,
                         .exhaustive = given->exhaustive != 0,
                         .weak_alone = given->weak_alone != 0};
    return ITD_OK;
}

static itd_status add_all(screening_query *q, const char *property, const char *const *values, size_t count,
                          itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < count && status == ITD_OK; i++)
        status = query_add(q, str_of(property), str_of(values[i]), error);
    return status;
}

static itd_status convert_identifiers(const itd_query *query, screening_query *q, itd_error *error)
{
    for (size_t i = 0; i < query->identifier_count; i++) {
        const itd_identifier *given = &query->identifiers[i];
        match_identifier *to = &q->match.identifiers[i];
        to->has_property = given->property != NULL;
        to->text = str_trim(str_of(given->value));
        if (given->property && !property_from_name(str_of(given->property), &to->property))
            return error_set(error, ITD_ERROR_USAGE, NULL, "unknown property '%s' of an identifier",
                             given->property);
        if (str_empty(to->text))
            return error_set(error, ITD_ERROR_USAGE, NULL, "an empty identifier");
    }
    q->match.identifier_count = query->identifier_count;
    return ITD_OK;
}

static itd_status convert_query(const itd_query *query, screening_query *q, itd_error *error)
{
    query_init(q);
    if (query->size != 0 && query->size < sizeof *query)
        return error_set(error, ITD_ERROR_USAGE, NULL, "a query of %zu bytes, expected %zu", query->size,
                         sizeof *query);
    if (query->name_count > ITD_VALUES_MAX || query->birth_date_count > ITD_VALUES_MAX ||
        query->country_count > ITD_VALUES_MAX || query->gender_count > 2 ||
        query->address_count > ITD_VALUES_MAX || query->identifier_count > ITD_VALUES_MAX)
        return error_set(error, ITD_ERROR_USAGE, NULL, "more values in a query than fit");
    itd_status status = query_set_schema(q, str_of(query->schema), error);
    if (status == ITD_OK)
        status = add_all(q, "name", query->names, query->name_count, error);
    if (status == ITD_OK)
        status = add_all(q, "birthDate", query->birth_dates, query->birth_date_count, error);
    if (status == ITD_OK)
        status = add_all(q, "country", query->countries, query->country_count, error);
    if (status == ITD_OK)
        status = add_all(q, "gender", query->genders, query->gender_count, error);
    if (status == ITD_OK)
        status = add_all(q, "address", query->addresses, query->address_count, error);
    if (status == ITD_OK)
        status = convert_identifiers(query, q, error);
    return status == ITD_OK ? query_finish(q, NULL, error) : status;
}

static itd_status fill_result(itd_worker *w, const match_result *r, itd_error *error)
{
    w->result = (itd_result){.hits = w->hits,
                             .hit_size = sizeof *w->hits,
                             .hit_count = r->hit_count,
                             .total = r->total,
                             .scored = r->scored,
                             .truncated = match_result_must_be_looked_at(r)};
    if (r->no_memory)
        return error_memory(error);
    for (size_t i = 0; i < r->hit_count; i++) {
        const snapshot_entity e = snapshot_entity_at(w->snapshot->core, r->hits[i].entity);
        w->hits[i] = (itd_hit){.id = arena_copy(&w->texts, e.id),
                               .schema = arena_copy(&w->texts, schema_name(e.schema)),
                               .caption = arena_copy(&w->texts, e.caption),
                               .score = r->hits[i].score};
        if (!w->hits[i].id || !w->hits[i].schema || !w->hits[i].caption)
            return error_memory(error);
    }
    return ITD_OK;
}

itd_status itd_screen(itd_worker *w, const itd_query *query, const itd_options *options,
                      const itd_result **result, itd_error *error)
{
    screening_query q;
    match_options o;
    itd_status status = options_convert(options, &o, error);
    if (status == ITD_OK)
        status = convert_query(query, &q, error);
    if (status != ITD_OK)
        return status;
    const match_result *r = match_search(w->match, &q.match, &o);
    if (r->unreadable)
        return query_unreadable(&q, error);
    arena_reset(&w->texts);
    status = fill_result(w, r, error);
    *result = &w->result;
    return status;
}

itd_status worker_lend(itd_worker *w, const char **json, size_t *len, itd_error *error)
{
    buf_putc(&w->json, 0);
    if (w->json.failed)
        return error_memory(error);
    *json = w->json.data;
    *len = w->json.len - 1;
    return ITD_OK;
}

static itd_status render_for(itd_worker *w, const screening_query *q, const match_options *o,
                             const char **json, size_t *len, itd_error *error)
{
    buf_reset(&w->json);
    itd_status status = screen_render(w->match, w->snapshot->core, q, o, &w->json, NULL, error);
    return status == ITD_OK ? worker_lend(w, json, len, error) : status;
}

itd_status itd_screen_json(itd_worker *w, const itd_query *query, const itd_options *options,
                           const char **json, size_t *len, itd_error *error)
{
    screening_query q;
    match_options o;
    itd_status status = options_convert(options, &o, error);
    if (status == ITD_OK)
        status = convert_query(query, &q, error);
    return status == ITD_OK ? render_for(w, &q, &o, json, len, error) : status;
}

itd_status itd_screen_entity(itd_worker *w, const char *text, size_t text_len, const itd_options *options,
                             const char **json, size_t *len, itd_error *error)
{
    screening_query q;
    match_options o;
    query_init(&q);
    arena_reset(&w->texts);
    itd_status status = options_convert(options, &o, error);
    if (status == ITD_OK)
        status = query_from_json(str_make(text, text_len), &w->texts, &q, error);
    return status == ITD_OK ? render_for(w, &q, &o, json, len, error) : status;
}
