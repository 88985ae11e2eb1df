#include "yente/candidates.h"

#include "base/error.h"
#include "model/country.h"
#include "model/partial_date.h"
#include "screen/query.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    CHUNK = 12,
    ROUNDS_MAX = 64
}; /* names or numbers of one search; a name made of its parts has room beside them */

/* ---- reading ---- */

/* The value as it is compared; empty: nothing to compare. */
static itd_status clean(property_id p, str text, arena *a, str *out, itd_error *error)
{
    char date[PARTIAL_DATE_CAP];
    *out = str_trim(text);
    if (property_get_type(p) == TYPE_COUNTRY) {
        *out = country_find(*out);
        return ITD_OK;
    }
    if (property_get_type(p) == TYPE_DATE)
        *out = partial_date_read(*out, date) ? str_of(date) : str_of("");
    if (!out->len)
        return ITD_OK;
    *out = arena_str(a, *out);
    return out->data ? ITD_OK : error_memory(error);
}

itd_status example_add_text(example *e, property_id p, str text, arena *a, itd_error *error)
{
    str cleaned;
    if (text.len > LIMIT_VALUE_LEN)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "a value is longer than %zu bytes", LIMIT_VALUE_LEN);
    itd_status status = clean(p, text, a, &cleaned, error);
    if (status != ITD_OK || !cleaned.len)
        return status;
    for (size_t i = 0; i < e->count; i++)
        if (e->values[i].property == p && str_equal(e->values[i].text, cleaned))
            return ITD_OK;
    if (e->count == EXAMPLE_VALUES_MAX)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "an example has more than %d values",
                         EXAMPLE_VALUES_MAX);
    if (e->count == e->cap) {
        example_value *values = arena_grow(a, e->values, e->count, &e->cap, sizeof *values);
        if (!values)
            return error_memory(error);
        e->values = values;
    }
    e->values[e->count++] = (example_value){p, cleaned};
    return ITD_OK;
}

static itd_status add_scalar(example *e, property_id p, const json_t *value, arena *a, itd_error *error)
{
    char text[64];
    int len = 0;
    if (json_is_string(value))
        return example_add_text(e, p, str_make(json_string_value(value), json_string_length(value)), a,
                                error);
    if (json_is_integer(value))
        len = snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        len = snprintf(text, sizeof text, "%.15g", json_real_value(value));
    else if (json_is_boolean(value))
        len = snprintf(text, sizeof text, "%s", json_is_true(value) ? "true" : "false");
    return len > 0 ? example_add_text(e, p, str_make(text, (size_t)len), a, error) : ITD_OK;
}

itd_status example_add(example *e, str name, const json_t *value, arena *a, itd_error *error)
{
    property_id p;
    itd_status status = ITD_OK;
    if (!property_from_name(name, &p) || !property_belongs_to(p, e->schema))
        return ITD_OK;
    if (!json_is_array(value))
        return add_scalar(e, p, value, a, error);
    for (size_t i = 0; i < json_array_size(value) && status == ITD_OK; i++)
        status = add_scalar(e, p, json_array_get(value, i), a, error);
    return status;
}

/* ---- searching ---- */

/* A weak alias of a client is no name to search for: it is none in FollowTheMoney's matching either. */
static bool is_name(property_id p)
{
    return property_get_type(p) == TYPE_NAME && p != PROPERTY_WEAK_ALIAS;
}

static bool is_number(property_id p)
{
    return property_get_type(p) == TYPE_IDENTIFIER;
}

/* Values of another kind than names and numbers: those that do not fit or are not understood play no part. */
static itd_status add_others(const example *e, screening_query *q, bool parts, itd_error *error)
{
    for (size_t i = 0; i < e->count; i++) {
        const example_value *v = &e->values[i];
        str name = property_name(v->property);
        if (is_name(v->property) || is_number(v->property) || v->property == PROPERTY_WEAK_ALIAS)
            continue;
        query_use use = query_use_of(name);
        bool counts = use == QUERY_WHOLE || use == QUERY_VALUE || (use == QUERY_NAME_PART && parts);
        if (property_get_type(v->property) == TYPE_COUNTRY) /* any country of it */
            name = str_of("country");
        else if (!counts)
            continue;
        itd_status status = query_add(q, name, v->text, error);
        if (status == ITD_ERROR_MEMORY)
            return status;
    }
    return ITD_OK;
}

/* The names from the n-th on, and numbers likewise, as many as one search takes. */
static itd_status add_some(const example *e, screening_query *q, bool (*wanted)(property_id), size_t from,
                           itd_error *error)
{
    size_t at = 0;
    for (size_t i = 0; i < e->count; i++) {
        const example_value *v = &e->values[i];
        if (!wanted(v->property) || at++ < from || at > from + CHUNK)
            continue;
        str name = is_name(v->property) ? str_of("name") : property_name(v->property);
        itd_status status = query_add(q, name, v->text, error);
        if (status == ITD_ERROR_MEMORY)
            return status;
    }
    return ITD_OK;
}

static size_t count_of(const example *e, bool (*wanted)(property_id))
{
    size_t count = 0;
    for (size_t i = 0; i < e->count; i++)
        count += wanted(e->values[i].property);
    return count;
}

static itd_status make_query(const example *e, size_t round, screening_query *q, arena *a, itd_error *error)
{
    query_init(q);
    q->match.has_schema = true;
    q->match.schema = e->schema;
    itd_status status = add_some(e, q, is_name, round * CHUNK, error);
    if (status == ITD_OK)
        status = add_some(e, q, is_number, round * CHUNK, error);
    if (status == ITD_OK)
        status = add_others(e, q, round == 0, error);
    return status == ITD_OK ? query_finish(q, a, error) : status;
}

static int compare_hits(const void *left, const void *right)
{
    const match_hit *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

/* A better score for an entity that is there already, or a new one. */
static void merge(candidate_list *out, const match_hit *hit, const match_query *q)
{
    size_t i = 0;
    while (i < out->count && out->hits[i].entity != hit->entity)
        i++;
    if (i == MATCH_LIMIT_MAX) {
        out->more = true;
        return;
    }
    if (i == out->count)
        out->count++;
    else if (out->hits[i].score >= hit->score)
        return;
    out->hits[i] = *hit;
    out->queries[i] = q;
}

static itd_status search_once(const screening_query *q, match_worker *w, const search_terms *terms,
                              bool alone, candidate_list *out, itd_error *error)
{
    match_options o = MATCH_OPTIONS_DEFAULT;
    o.threshold = terms->threshold;
    o.limit = MATCH_LIMIT_MAX;
    o.dataset_mask = terms->datasets;
    const match_result *r = match_search(w, &q->match, &o);
    if (r->no_memory)
        return error_memory(error);
    out->nothing &= r->unreadable;
    out->looked_at |= match_result_must_be_looked_at(r);
    out->more |= r->total > r->hit_count;
    for (size_t i = 0; i < r->hit_count; i++) {
        if (terms->accept && !terms->accept(terms->context, r->hits[i].entity))
            continue;
        if (alone) {
            out->queries[out->count] = &q->match;
            out->hits[out->count++] = r->hits[i];
        } else {
            merge(out, &r->hits[i], &q->match);
        }
    }
    return ITD_OK;
}

/* The queries go with their hits. */
static void sort(candidate_list *out, arena *a)
{
    struct pair {
        match_hit hit;
        const match_query *query;
    } *pairs = arena_array(a, out->count + 1, sizeof *pairs);
    if (!pairs)
        return;
    for (size_t i = 0; i < out->count; i++)
        pairs[i] = (struct pair){out->hits[i], out->queries[i]};
    qsort(pairs, out->count, sizeof *pairs, compare_hits); /* a hit is the first member */
    for (size_t i = 0; i < out->count; i++) {
        out->hits[i] = pairs[i].hit;
        out->queries[i] = pairs[i].query;
    }
}

itd_status example_search(const example *e, match_worker *w, const search_terms *terms, arena *a,
                          candidate_list *out, itd_error *error)
{
    size_t names = count_of(e, is_name), numbers = count_of(e, is_number);
    size_t most = names > numbers ? names : numbers, rounds = most ? (most + CHUNK - 1) / CHUNK : 1;
    out->count = 0;
    out->more = out->looked_at = false;
    out->nothing = true;
    if (rounds > ROUNDS_MAX)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "more than %d names or numbers of one example",
                         ROUNDS_MAX * CHUNK);
    for (size_t round = 0; round < rounds; round++) {
        screening_query *q = arena_alloc(a, sizeof *q);
        itd_status status = q ? make_query(e, round, q, a, error) : error_memory(error);
        if (status == ITD_ERROR_INPUT) /* neither a name nor a number */
            continue;
        if (status == ITD_OK)
            status = search_once(q, w, terms, rounds == 1, out, error);
        if (status != ITD_OK)
            return status;
    }
    if (rounds > 1)
        sort(out, a);
    return a->failed ? error_memory(error) : ITD_OK;
}

void example_emit(const example *e, json_emitter *w)
{
    emit_object(w);
    emit_key(w, "id");
    if (e->id.data)
        emit_str(w, e->id);
    else
        emit_null(w);
    emit_pair_str(w, "schema", schema_name(e->schema));
    emit_key(w, "properties");
    emit_object(w);
    for (size_t i = 0; i < e->count; i++) {
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first &= e->values[k].property != e->values[i].property;
        if (!first)
            continue;
        emit_key_str(w, property_name(e->values[i].property));
        emit_array(w);
        for (size_t k = i; k < e->count; k++)
            if (e->values[k].property == e->values[i].property)
                emit_str(w, e->values[k].text);
        emit_end_array(w);
    }
    emit_end_object(w);
    emit_end_object(w);
}
