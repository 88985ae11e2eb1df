/* POST /reconcile/{dataset}: the reconciliation protocol of the W3C, version 0.2; queries and extension of
 * data. */
#include "yente/routes.h"

#include "base/error.h"
#include "json/json_read.h"
#include "yente/param.h"
#include "yente/candidates.h"
#include "yente/form.h"
#include "yente/labels.h"
#include "yente/reconcile_types.h"
#include "yente/site.h"
#include "yente/wanted.h"

enum { BATCH_MAX = 100, LIMIT_DEFAULT = 5, SCORE_LEAST = 3000, MATCH_SCORE = 7000, IDS_MAX = 500 };

typedef struct reconcile_call {
    yente_site site;
    http_request *q;
    http_response *a;
    dataset_scope scope;
    entity_wishes wishes;
    candidate_list found;
    buf label;
} reconcile_call;

/* ---- queries ---- */

static bool is_text(const json_t *value)
{
    return json_is_string(value) && json_string_length(value);
}

static bool read_type(reconcile_call *c, const json_t *query, example *e)
{
    const json_t *type = json_object_get(query, "type");
    if (json_is_array(type)) /* several: the first counts */
        type = json_array_get(type, 0);
    if (json_is_object(type))
        type = json_object_get(type, "id");
    const char *name = is_text(type) ? json_string_value(type) : "Thing";
    if (schema_from_name(str_of(name), &e->schema))
        return true;
    http_error(c->a, 400, "Invalid type: %.80s", name);
    return false;
}

/* "Person:birthDate" or "birthDate". The name alone is asked of any schema. */
static bool find_property(const char *pid, property_id *p)
{
    str rest = str_of(pid), first;
    (void)str_split(&rest, ':', &first);
    return property_from_name(rest.data ? rest : first, p);
}

static itd_status read_properties(reconcile_call *c, const json_t *properties, example *e, itd_error *error)
{
    itd_status status = ITD_OK;
    for (size_t i = 0; i < json_array_size(properties) && status == ITD_OK; i++) {
        const json_t *one = json_array_get(properties, i), *value = json_object_get(one, "v");
        const char *pid = json_string_value(json_object_get(one, "pid"));
        property_id p;
        if (!pid || !find_property(pid, &p))
            continue;
        for (size_t k = 0; k < (json_is_array(value) ? json_array_size(value) : 1) && status == ITD_OK; k++) {
            const json_t *v = json_is_array(value) ? json_array_get(value, k) : value;
            if (json_is_object(v)) /* {"id","name"} or {"str"} */
                v = json_object_get(v, json_object_get(v, "str") ? "str" : "name");
            if (is_text(v))
                status = example_add_text(e, p, str_of(json_string_value(v)), c->q->memory, error);
        }
    }
    return status;
}

static size_t limit_of(const json_t *query)
{
    const json_t *limit = json_object_get(query, "limit");
    long long n = json_is_integer(limit) ? (long long)json_integer_value(limit) : LIMIT_DEFAULT;
    return n < 0 ? 0 : n > MATCH_LIMIT_MAX ? MATCH_LIMIT_MAX : (size_t)n;
}

static bool search(reconcile_call *c, const json_t *query)
{
    example e = {0};
    itd_error error = {0};
    itd_status status = ITD_OK;
    if (!read_type(c, query, &e))
        return false;
    const json_t *text = json_object_get(query, "query");
    if (is_text(text))
        status = example_add_text(&e, PROPERTY_NAME, str_of(json_string_value(text)), c->q->memory, &error);
    if (status == ITD_OK)
        status = read_properties(c, json_object_get(query, "properties"), &e, &error);
    const search_terms terms = {.threshold = SCORE_LEAST,
                                .datasets = c->scope.all ? NULL : c->scope.mask,
                                .accept = wishes_any(&c->wishes) ? wishes_accept : NULL,
                                .context = &c->wishes};
    if (status == ITD_OK)
        status = example_search(&e, c->site.tools->worker->match, &terms, c->q->memory, &c->found, &error);
    if (status != ITD_OK)
        http_fail(c->a, &error);
    return status == ITD_OK;
}

static void emit_candidates(reconcile_call *c, json_emitter *w, size_t limit)
{
    emit_object(w);
    emit_key(w, "result");
    emit_array(w);
    for (size_t i = 0; i < c->found.count && i < limit; i++) {
        emit_object(w);
        reconcile_emit_entity(w, c->site.snapshot, c->found.hits[i].entity, &c->label);
        emit_key(w, "score");
        emit_score(w, c->found.hits[i].score);
        emit_pair_bool(w, "match", c->found.hits[i].score >= MATCH_SCORE);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

static void answer_queries(reconcile_call *c, json_t *queries)
{
    json_emitter w;
    const char *key;
    json_t *query;
    char count[24];
    if (json_object_size(queries) > BATCH_MAX) {
        http_error(c->a, 400, "Too many queries in one batch (limit: %d)", BATCH_MAX);
        return;
    }
    emit_init(&w, &c->a->body);
    emit_object(&w);
    json_object_foreach(queries, key, query)
    {
        if (!json_is_object(query)) {
            http_error(c->a, 400, "Cannot decode query");
            return;
        }
        if (!search(c, query))
            return;
        emit_key(&w, key);
        emit_candidates(c, &w, limit_of(query));
    }
    emit_end_object(&w);
    snprintf(count, sizeof count, "%zu", json_object_size(queries));
    http_add_header(c->a, "x-batch-size", count);
    site_close(&c->site, c->a);
}

/* ---- extension ---- */

static bool emit_str_value(void *context, property_id p, str text)
{
    json_emitter *w = context;
    (void)p;
    emit_object(w);
    emit_pair_str(w, "str", text);
    emit_end_object(w);
    return true;
}

static void emit_meta(reconcile_call *c, json_emitter *w, const json_t *properties)
{
    emit_key(w, "meta");
    emit_array(w);
    for (size_t i = 0; i < json_array_size(properties); i++) {
        const char *pid = json_string_value(json_object_get(json_array_get(properties, i), "id"));
        property_id p;
        if (!pid || !find_property(pid, &p))
            continue;
        label_property(p, &c->label);
        emit_object(w);
        emit_pair_text(w, "id", pid);
        emit_pair_buf(w, "name", &c->label);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static void emit_row(reconcile_call *c, json_emitter *w, const char *id, const json_t *properties)
{
    uint32_t index = snapshot_entity_find(c->site.snapshot, str_of(id));
    emit_key(w, id);
    emit_object(w);
    for (size_t i = 0; i < json_array_size(properties); i++) {
        const char *pid = json_string_value(json_object_get(json_array_get(properties, i), "id"));
        find_field f = {.kind = FIELD_PROPERTY};
        if (!pid || !find_property(pid, &f.property))
            continue;
        emit_key(w, pid);
        emit_array(w);
        if (index != UINT32_MAX)
            field_each_of(c->site.snapshot, index, f, emit_str_value, w);
        emit_end_array(w);
    }
    emit_end_object(w);
}

static void answer_extension(reconcile_call *c, const json_t *extend)
{
    const json_t *ids = json_object_get(extend, "ids"), *properties = json_object_get(extend, "properties");
    json_emitter w;
    if (!json_is_array(ids) || !json_is_array(properties) || json_array_size(ids) > IDS_MAX) {
        http_error(c->a, 400, "Cannot decode query");
        return;
    }
    emit_init(&w, &c->a->body);
    emit_object(&w);
    emit_meta(c, &w, properties);
    emit_key(&w, "rows");
    emit_object(&w);
    for (size_t i = 0; i < json_array_size(ids); i++)
        if (is_text(json_array_get(ids, i)))
            emit_row(c, &w, json_string_value(json_array_get(ids, i)), properties);
    emit_end_object(&w);
    emit_end_object(&w);
    site_close(&c->site, c->a);
}

/* ---- the form ---- */

static void answer_form(reconcile_call *c)
{
    str queries = form_value(c->q, "queries"), extend = form_value(c->q, "extend");
    json_t *root = NULL;
    json_error_t problem;
    itd_error error = {0};
    if (!queries.data && !extend.data) {
        http_error(c->a, 400, "No queries or extend data provided.");
        return;
    }
    itd_status status = json_read(queries.data ? queries : extend, 0, &root, &problem, &error);
    if (status == ITD_ERROR_MEMORY)
        http_fail(c->a, &error);
    else if (status != ITD_OK || !json_is_object(root))
        http_error(c->a, 400, "Cannot decode query");
    else if (queries.data)
        answer_queries(c, root);
    else
        answer_extension(c, root);
    json_decref(root);
}

void yente_reconcile(void *context, http_request *q, http_response *a)
{
    reconcile_call *c = arena_alloc(q->memory, sizeof *c);
    if (!c) {
        http_error(a, 503, "not enough memory");
        return;
    }
    c->q = q;
    c->a = a;
    buf_init(&c->label, LIMIT_VALUE_LEN);
    if (site_open(&c->site, context, a) && scope_read(c->site.snapshot, q, q->values[0], &c->scope, a) &&
        site_knows_algorithm(q, a) && wishes_read(&c->wishes, c->site.snapshot, q, a))
        answer_form(c);
    buf_free(&c->label);
}
