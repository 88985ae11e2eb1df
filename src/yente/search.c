/* GET /search/{dataset}: a search for people, by words in any field. */
#include "yente/routes.h"

#include "base/error.h"
#include "yente/param.h"
#include "yente/entity_out.h"
#include "yente/labels.h"
#include "yente/site.h"
#include "yente/wanted.h"

enum { PAGE_MAX = 500, OFFSET_MAX = 9499 };

const http_parameter YENTE_SEARCH[] = {
    {"q", "string", "words, \"phrases\", field:word, AND OR NOT, *, ~, [from TO until]"},
    {"schema", "string", "type of entity (Thing)"},
    {"include_dataset", "array", "only these datasets"},
    {"exclude_dataset", "array", "not these datasets"},
    {"exclude_schema", "array", "not these types"},
    {"changed_since", "string", "only entities that changed since"},
    {"countries", "array", "with one of these countries"},
    {"topics", "array", "with one of these topics"},
    {"datasets", "array", "in one of these datasets"},
    {"filter", "array", "field:value"},
    {"filter_op", "string", "OR or AND, of the values of one field"},
    {"limit", "integer", "results, at most 500"},
    {"offset", "integer", "the first result, at most 9499"},
    {"sort", "array", "field:asc or field:desc"},
    {"target", "boolean", "only entities of risk"},
    {"fuzzy", "boolean", "words with a letter wrong too"},
    {"simple", "boolean", "a box for people: no syntax"},
    {"facets", "array", "datasets, schema, countries, identifiers, topics, genders, names"},
    {NULL, NULL, NULL},
};

/* What one call works with. */
typedef struct search_call {
    yente_site site;
    http_request *q;
    http_response *a;
    dataset_scope scope;
    entity_wishes wishes;
    long long limit, offset;
    find_question question;
    find_filter filters[FIND_FILTERS_MAX];
    find_sort sorts[FIND_SORTS_MAX];
    find_field facets[FIND_FACETS_MAX];
    const char *facet_names[FIND_FACETS_MAX];
} search_call;

/* ---- what is asked ---- */

static bool add_filter(search_call *c, const char *field, const str *values, size_t count, bool all)
{
    find_filter *f = &c->filters[c->question.filter_count];
    if (!count)
        return true;
    if (c->question.filter_count == FIND_FILTERS_MAX || !field_from_name(str_of(field), &f->field)) {
        http_error(c->a, 400, "Invalid filter: %.80s", field);
        return false;
    }
    f->values = values;
    f->count = count;
    f->all = all;
    c->question.filter_count++;
    return true;
}

/* "properties.birthDate:1985". */
static bool add_free_filters(search_call *c, bool all)
{
    size_t count;
    const str *given = param_all(c->q, "filter", &count);
    for (size_t i = 0; i < count; i++) {
        str rest = given[i], field;
        (void)str_split(&rest, ':', &field);
        str *value = arena_alloc(c->q->memory, sizeof *value);
        const char *name = arena_copy(c->q->memory, field);
        if (!value || !name || !rest.data || !rest.len) {
            http_error(c->a, 400, "Invalid filter: %.*s", (int)(given[i].len < 80 ? given[i].len : 80),
                       given[i].data);
            return false;
        }
        *value = rest;
        if (!add_filter(c, name, value, 1, all))
            return false;
    }
    return true;
}

static bool read_filters(search_call *c)
{
    static const char *const fields[] = {"countries", "topics", "datasets"};
    static const str yes = STR("true"), no = STR("false");
    str op = http_param(c->q, "filter_op");
    bool all = str_is(op, "AND"), target = false;
    if (op.data && !all && !str_is(op, "OR")) {
        param_invalid(c->a, "enum", "query", "filter_op", NULL, NULL, "Input should be 'OR' or 'AND'", op);
        return false;
    }
    for (size_t i = 0; i < 3; i++) {
        size_t count;
        const str *values = param_all(c->q, fields[i], &count);
        if (!add_filter(c, fields[i], values, count, all))
            return false;
    }
    if (!param_flag(c->q, "target", &target, c->a))
        return false;
    if (http_param(c->q, "target").data && !add_filter(c, "target", target ? &yes : &no, 1, false))
        return false;
    return add_free_filters(c, true);
}

static bool read_sorts(search_call *c)
{
    size_t count;
    const str *given = param_all(c->q, "sort", &count);
    for (size_t i = 0; i < count && c->question.sort_count < FIND_SORTS_MAX; i++) {
        find_sort *s = &c->sorts[c->question.sort_count];
        str rest = given[i], field;
        (void)str_split(&rest, ':', &field);
        s->descending = rest.data && str_is(rest, "desc");
        /* fields that nobody has, the times of a list among them, leave the order as it is */
        c->question.sort_count += field_from_name(field, &s->field);
    }
    c->question.sorts = c->sorts;
    return true;
}

static bool read_facets(search_call *c)
{
    static const char *const known[] = {"countries", "topics",      "datasets", "schema",
                                        "names",     "identifiers", "genders"};
    bool any = http_param_nth(c->q, "facets", 0).data != NULL;
    str one;
    for (size_t i = 0; any ? (one = http_param_nth(c->q, "facets", i)).data != NULL : i < 3; i++) {
        const char *name = any ? NULL : known[i];
        for (size_t k = 0; any && k < sizeof known / sizeof known[0]; k++)
            if (str_is(one, known[k]))
                name = known[k];
        if (!name) {
            param_invalid(
                c->a, "enum", "query", "facets", NULL, NULL,
                "Input should be 'datasets', 'schema', 'countries', 'names', 'identifiers', 'topics' "
                "or 'genders'",
                one);
            return false;
        }
        bool repeated = false;
        for (size_t k = 0; k < c->question.facet_count; k++)
            repeated |= c->facet_names[k] == name;
        if (repeated || c->question.facet_count == FIND_FACETS_MAX)
            continue;
        (void)field_from_name(str_of(name), &c->facets[c->question.facet_count]);
        c->facet_names[c->question.facet_count++] = name;
    }
    c->question.facets = c->facets;
    return true;
}

static bool read_question(search_call *c)
{
    find_question *f = &c->question;
    str schema = http_param(c->q, "schema");
    c->limit = 10;
    if (!param_integer(c->q, "limit", PAGE_MAX, &c->limit, c->a) ||
        !param_integer(c->q, "offset", OFFSET_MAX, &c->offset, c->a) ||
        !param_flag(c->q, "fuzzy", &f->fuzzy, c->a) || !param_flag(c->q, "simple", &f->simple, c->a) ||
        !wishes_read(&c->wishes, c->site.snapshot, c->q, c->a) || !read_filters(c) || !read_sorts(c) ||
        !read_facets(c))
        return false;
    if (!schema_from_name(schema.data ? schema : str_of("Thing"), &f->schema)) {
        http_error(c->a, 400, "Invalid schema");
        return false;
    }
    c->limit = c->limit < 0 ? 0 : c->limit;
    c->offset = c->offset < 0 ? 0 : c->offset;
    f->text = http_param(c->q, "q").data ? http_param(c->q, "q") : str_of("");
    f->has_schema = true;
    f->datasets = c->scope.all ? NULL : c->scope.mask;
    f->filters = c->filters;
    f->without = c->wishes.without;
    f->without_count = c->wishes.without_count;
    f->accept = wishes_any(&c->wishes) ? wishes_accept : NULL;
    f->accept_context = &c->wishes;
    f->limit = (size_t)c->limit;
    f->offset = (size_t)c->offset;
    return true;
}

/* ---- the answer ---- */

static void emit_facet(json_emitter *w, const search_call *c, size_t i, const find_facet *facet, buf *label)
{
    static const struct {
        const char *name, *label;
    } labels[] = {{"countries", "Countries"}, {"topics", "Topics"}, {"datasets", "Data sources"},
                  {"schema", "Entity types"}, {"names", "Names"},   {"identifiers", "Identifiers"},
                  {"genders", "Genders"}};
    emit_key(w, c->facet_names[i]);
    emit_object(w);
    for (size_t k = 0; k < sizeof labels / sizeof labels[0]; k++)
        if (strcmp(labels[k].name, c->facet_names[i]) == 0)
            emit_pair_text(w, "label", labels[k].label);
    emit_key(w, "values");
    emit_array(w);
    for (size_t k = 0; k < facet->count; k++) {
        label_value(c->site.snapshot, c->facets[i], facet->buckets[k].value, label);
        emit_object(w);
        emit_pair_str(w, "name", facet->buckets[k].value);
        emit_pair_buf(w, "label", label);
        emit_pair_int(w, "count", (long long)facet->buckets[k].count);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_end_object(w);
}

static void emit_answer(search_call *c, const find_result *r)
{
    json_emitter w;
    buf label;
    const entity_out x = {c->site.snapshot, NULL, &c->scope, &w};
    buf_init(&label, LIMIT_VALUE_LEN);
    emit_init(&w, &c->a->body);
    emit_object(&w);
    emit_pair_int(&w, "limit", c->limit);
    emit_pair_int(&w, "offset", c->offset);
    emit_key(&w, "total");
    emit_object(&w);
    emit_pair_int(&w, "value", (long long)r->total);
    emit_pair_text(&w, "relation", "eq");
    emit_end_object(&w);
    emit_key(&w, "results");
    emit_array(&w);
    for (size_t i = 0; i < r->count; i++) {
        emit_object(&w);
        entity_out_members(&x, r->entities[i], false);
        emit_end_object(&w);
    }
    emit_end_array(&w);
    emit_key(&w, "facets");
    emit_object(&w);
    for (size_t i = 0; i < c->question.facet_count; i++)
        emit_facet(&w, c, i, &r->facets[i], &label);
    emit_end_object(&w);
    emit_end_object(&w);
    buf_free(&label);
}

static void answer(search_call *c)
{
    find_index *index = NULL;
    find_result result;
    itd_error error = {0};
    itd_status status = generation_find(c->site.tools->generation, &index, &error);
    if (status == ITD_OK)
        status = find_search(index, &c->question, c->q->memory, &result, &error);
    if (status != ITD_OK) {
        http_fail(c->a, &error);
        return;
    }
    emit_answer(c, &result);
    http_add_header(c->a, "Cache-Control", "public; max-age=84600");
    site_close(&c->site, c->a);
}

void yente_search(void *context, http_request *q, http_response *a)
{
    search_call *c = arena_alloc(q->memory, sizeof *c);
    if (!c) {
        http_error(a, 503, "not enough memory");
        return;
    }
    c->q = q;
    c->a = a;
    if (site_open(&c->site, context, a) && scope_read(c->site.snapshot, q, q->values[0], &c->scope, a) &&
        read_question(c))
        answer(c);
}
