/* POST /match/{dataset}: examples in, scored entities out. */
#include "yente/routes.h"

#include "base/error.h"
#include "json/json_read.h"
#include "yente/param.h"
#include "yente/candidates.h"
#include "yente/entity_out.h"
#include "yente/site.h"
#include "yente/wanted.h"

#include <jansson.h>

enum { BATCH_MAX = 100, SCORE_LEAST = 3000 };

const http_parameter YENTE_MATCH[] = {
    {"limit", "integer", "results of one query, at most 500"},
    {"threshold", "number", "score from which a result is a match (0.7)"},
    {"cutoff", "number", "results below are left out (0.7)"},
    {"algorithm", "string", "any of those of /algorithms, or best"},
    {"include_dataset", "array", "only these datasets"},
    {"exclude_dataset", "array", "not these datasets"},
    {"exclude_schema", "array", "not these types"},
    {"topics", "array", "only entities with one of these topics"},
    {"changed_since", "string", "only entities that changed since"},
    {"exclude_entity_ids", "array", "not these entities, at most 50"},
    {NULL, NULL, NULL},
};

/* What one call works with. */
typedef struct match_call {
    yente_site site;
    http_request *q;
    http_response *a;
    dataset_scope scope;
    entity_wishes wishes;
    long long limit;
    int threshold, cutoff;
    candidate_list found; /* of the query that is answered */
} match_call;

static bool read_terms(match_call *c)
{
    const http_request *q = c->q;
    c->limit = 5;
    c->threshold = c->cutoff = 7000;
    if (!param_integer(q, "limit", 500, &c->limit, c->a) ||
        !param_score(q, "threshold", &c->threshold, c->a) || !param_score(q, "cutoff", &c->cutoff, c->a) ||
        !site_knows_algorithm(q, c->a) || !wishes_read(&c->wishes, c->site.snapshot, q, c->a))
        return false;
    if (c->limit < 0)
        c->limit = 0;
    if (c->cutoff > c->threshold)
        c->cutoff = c->threshold;
    return true;
}

/* ---- one result ---- */

static void emit_feature(json_emitter *w, const char *name, int score, const char *detail, str query,
                         str candidate)
{
    emit_key(w, name);
    emit_object(w);
    emit_key(w, "score");
    emit_score(w, score);
    emit_pair_text(w, "detail", detail);
    emit_key(w, "query");
    if (query.data)
        emit_str(w, query);
    else
        emit_null(w);
    emit_key(w, "candidate");
    if (candidate.data)
        emit_str(w, candidate);
    else
        emit_null(w);
    emit_end_object(w);
}

/* Names of features may come twice (several countries): the first stands for them. */
static bool is_first(const match_explanation *x, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(x->features[i].name, x->features[index].name) == 0)
            return false;
    return true;
}

static void emit_reasons(json_emitter *w, const match_hit *hit, const match_query *q,
                         const match_explanation *x)
{
    emit_key(w, "features");
    emit_object(w);
    emit_key(w, "name_match");
    emit_score(w, hit->name_score);
    for (size_t i = 0; i < x->feature_count; i++)
        if (is_first(x, i)) {
            emit_key(w, x->features[i].name);
            emit_score(w, x->features[i].effect);
        }
    emit_end_object(w);
    emit_key(w, "explanations");
    emit_object(w);
    emit_feature(w, "name_match", hit->name_score, NULL, q->name_count ? q->names[0] : STR_NONE,
                 x->matched_name);
    for (size_t i = 0; i < x->feature_count; i++)
        if (is_first(x, i))
            emit_feature(w, x->features[i].name, x->features[i].effect, x->features[i].detail, STR_NONE,
                         STR_NONE);
    emit_end_object(w);
}

static void emit_result(match_call *c, json_emitter *w, size_t i)
{
    const entity_out x = {c->site.snapshot, NULL, &c->scope, w};
    const match_hit *hit = &c->found.hits[i];
    const match_options o = MATCH_OPTIONS_DEFAULT;
    emit_object(w);
    entity_out_members(&x, hit->entity, false);
    emit_key(w, "score");
    emit_score(w, hit->score);
    emit_pair_bool(w, "match", hit->score >= c->threshold);
    emit_reasons(w, hit, c->found.queries[i],
                 match_explain(c->site.tools->worker->match, c->found.queries[i], &o, hit->entity));
    emit_end_object(w);
}

static void emit_response(match_call *c, json_emitter *w, const example *e)
{
    size_t matches = 0;
    for (size_t i = 0; i < c->found.count; i++)
        matches += c->found.hits[i].score >= c->threshold;
    emit_object(w);
    emit_pair_int(w, "status", c->found.nothing ? 400 : 200);
    if (c->found.nothing)
        emit_pair_text(w, "detail", "there is no name and no number in it that can be searched");
    if (c->found.looked_at)
        emit_pair_text(w, "warning", "a part of it was not compared; a person must look");
    emit_key(w, "results");
    emit_array(w);
    for (size_t i = 0; i < c->found.count && i < (size_t)c->limit; i++)
        emit_result(c, w, i);
    emit_end_array(w);
    emit_key(w, "total");
    emit_object(w);
    emit_pair_int(w, "value", (long long)matches);
    emit_pair_text(w, "relation", c->found.more ? "gte" : "eq");
    emit_end_object(w);
    emit_key(w, "query");
    example_emit(e, w);
    emit_end_object(w);
}

/* ---- the queries ---- */

static void missing(match_call *c, const char *key, const char *member)
{
    param_invalid(c->a, "missing", "body", "queries", key, member, "Field required", STR_NONE);
}

/* False: the answer says why, for the whole batch. */
static bool read_example(match_call *c, const char *key, const json_t *value, example *e)
{
    const json_t *schema = json_object_get(value, "schema"),
                 *properties = json_object_get(value, "properties"), *id = json_object_get(value, "id");
    itd_error error = {0};
    itd_status status = ITD_OK;
    const char *name;
    json_t *values;
    *e = (example){0};
    if (!json_is_object(value))
        return param_invalid(c->a, "model_type", "body", "queries", key, NULL, "Input should be an object",
                             STR_NONE),
               false;
    if (!schema || json_is_null(schema))
        return missing(c, key, "schema"), false;
    if (!json_is_string(schema))
        return param_invalid(c->a, "string_type", "body", "queries", key, "schema",
                             "Input should be a valid string", STR_NONE),
               false;
    if (!json_is_object(properties))
        return missing(c, key, "properties"), false;
    if (!schema_from_name(str_of(json_string_value(schema)), &e->schema)) {
        http_error(c->a, 400, "Cannot parse example entity: No such schema: %.80s",
                   json_string_value(schema));
        return false;
    }
    if (json_is_string(id))
        e->id = str_make(json_string_value(id), json_string_length(id));
    json_object_foreach((json_t *)(uintptr_t)properties, name, values)
    {
        if (status == ITD_OK)
            status = example_add(e, str_of(name), values, c->q->memory, &error);
    }
    if (status != ITD_OK)
        http_fail(c->a, &error);
    return status == ITD_OK;
}

static bool answer_one(match_call *c, json_emitter *w, const char *key, const json_t *value)
{
    example e;
    itd_error error = {0};
    if (!read_example(c, key, value, &e))
        return false;
    const search_terms terms = {.threshold = c->cutoff < SCORE_LEAST ? SCORE_LEAST : c->cutoff,
                                .datasets = c->scope.all ? NULL : c->scope.mask,
                                .accept = wishes_any(&c->wishes) ? wishes_accept : NULL,
                                .context = &c->wishes};
    if (example_search(&e, c->site.tools->worker->match, &terms, c->q->memory, &c->found, &error) != ITD_OK) {
        http_fail(c->a, &error);
        return false;
    }
    emit_key(w, key);
    emit_response(c, w, &e);
    return true;
}

static void answer_all(match_call *c, json_t *queries)
{
    const char *key;
    json_t *value;
    json_emitter w;
    char count[24];
    size_t answered = 0;
    emit_init(&w, &c->a->body);
    emit_object(&w);
    emit_key(&w, "responses");
    emit_object(&w);
    json_object_foreach(queries, key, value)
    {
        if (json_is_null(value))
            continue;
        if (!answer_one(c, &w, key, value))
            return;
        answered++;
    }
    if (!answered) {
        http_error(c->a, 400, "No queries provided.");
        return;
    }
    emit_end_object(&w);
    emit_pair_int(&w, "limit", c->limit);
    emit_end_object(&w);
    snprintf(count, sizeof count, "%zu", answered);
    http_add_header(c->a, "x-batch-size", count);
    site_close(&c->site, c->a);
}

static void read_body(match_call *c)
{
    json_t *root = NULL;
    json_error_t problem;
    itd_error error = {0};
    itd_status status = json_read(c->q->body.len ? c->q->body : str_of(" "), 0, &root, &problem, &error);
    if (status == ITD_ERROR_MEMORY) {
        http_fail(c->a, &error);
        return;
    }
    const json_t *queries = json_object_get(root, "queries");
    if (status != ITD_OK)
        param_invalid(c->a, c->q->body.len ? "json_invalid" : "missing", "body", NULL, NULL, NULL,
                      c->q->body.len ? "JSON decode error" : "Field required", STR_NONE);
    else if (!queries)
        param_invalid(c->a, "missing", "body", "queries", NULL, NULL, "Field required", STR_NONE);
    else if (!json_is_object(queries))
        param_invalid(c->a, "dict_type", "body", "queries", NULL, NULL, "Input should be a valid dictionary",
                      STR_NONE);
    else if (json_object_size(queries) > BATCH_MAX)
        http_error(c->a, 400, "Too many queries in one batch (limit: %d)", BATCH_MAX);
    else
        answer_all(c, json_object_get(root, "queries"));
    json_decref(root);
}

void yente_match(void *context, http_request *q, http_response *a)
{
    match_call *c = arena_alloc(q->memory, sizeof *c);
    if (!c) {
        http_error(a, 503, "not enough memory");
        return;
    }
    c->q = q;
    c->a = a;
    if (site_open(&c->site, context, a) && scope_read(c->site.snapshot, q, q->values[0], &c->scope, a) &&
        read_terms(c))
        read_body(c);
}
