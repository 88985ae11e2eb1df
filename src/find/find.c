#include "find/find.h"

#include "base/error.h"
#include "base/limits.h"
#include "find/matching.h"

#include <stdlib.h>

enum { BUCKETS_MAX = 1000 };

struct find_index {
    const snapshot *snapshot;
    find_terms *terms;
};

itd_status find_new(const snapshot *s, find_index **out, itd_error *error)
{
    find_index *f = calloc(1, sizeof *f);
    if (!f)
        return error_memory(error);
    f->snapshot = s;
    itd_status status = terms_new(s, &f->terms, error);
    if (status != ITD_OK) {
        free(f);
        return status;
    }
    *out = f;
    return ITD_OK;
}

void find_free(find_index *f)
{
    if (!f)
        return;
    terms_free(f->terms);
    free(f);
}

const snapshot *find_snapshot(const find_index *f)
{
    return f->snapshot;
}

/* ---- what a question leaves ---- */

static bool in_datasets(const snapshot *s, const find_question *q, uint32_t index)
{
    uint16_t datasets[LIMIT_SOURCES];
    if (!q->datasets)
        return true;
    size_t count = snapshot_entity_datasets(s, index, datasets, LIMIT_SOURCES);
    for (size_t i = 0; i < count; i++)
        if (q->datasets[datasets[i]])
            return true;
    return false;
}

static bool has_wanted_schema(const find_question *q, schema_id schema)
{
    for (size_t i = 0; i < q->without_count; i++)
        if (schema == q->without[i])
            return false;
    if (!q->has_schema)
        return true;
    return schema_flags(q->schema) & SCHEMA_MATCHABLE ? schema_compatible(schema, q->schema)
                                                      : schema_is_a(schema, q->schema);
}

typedef struct value_search {
    str wanted;
    bool found;
} value_search;

static bool is_wanted(void *context, property_id p, str text)
{
    value_search *v = context;
    bool date = property_get_type(p) == TYPE_DATE; /* 1985 is any day of the year */
    v->found = date ? str_starts(text, v->wanted) : str_equal_nocase(text, v->wanted);
    return !v->found;
}

static bool passes(const snapshot *s, const find_filter *f, uint32_t index)
{
    for (size_t i = 0; i < f->count; i++) {
        value_search v = {.wanted = f->values[i]};
        field_each_of(s, index, f->field, is_wanted, &v);
        if (v.found != f->all)
            return v.found;
    }
    return f->all || !f->count;
}

static bool is_left(const find_index *f, const find_question *q, uint32_t index)
{
    if (!in_datasets(f->snapshot, q, index) ||
        !has_wanted_schema(q, snapshot_entity_at(f->snapshot, index).schema))
        return false;
    for (size_t i = 0; i < q->filter_count; i++)
        if (!passes(f->snapshot, &q->filters[i], index))
            return false;
    return !q->accept || q->accept(q->accept_context, index);
}

/* ---- order ---- */

typedef struct sorting {
    const find_question *q;
    const snapshot *s;
    const uint32_t *scores;
    str *keys; /* sort_count for each entity that is left; NULL: by score alone */
} sorting;

typedef struct least_value {
    str *to;
    arena *a;
} least_value;

static bool take_least(void *context, property_id p, str text)
{
    const least_value *least = context;
    (void)p;
    if (!least->to->data || str_compare(text, *least->to) < 0)
        *least->to = arena_str(least->a, text);
    return true;
}

/* Who lacks the field comes last, in either direction. */
static int compare_keys(str a, str b, bool descending)
{
    if (!a.data || !b.data)
        return (a.data == NULL) - (b.data == NULL);
    int order = str_compare(a, b);
    return descending ? -order : order;
}

static int compare_hits(const void *left, const void *right, void *context)
{
    const sorting *x = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    for (size_t i = 0; x->keys && i < x->q->sort_count; i++) {
        int order = compare_keys(x->keys[a * x->q->sort_count + i], x->keys[b * x->q->sort_count + i],
                                 x->q->sorts[i].descending);
        if (order)
            return order;
    }
    if (x->scores[a] != x->scores[b])
        return x->scores[a] > x->scores[b] ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool sort_hits(sorting *x, uint32_t *hits, size_t count, arena *a)
{
    const size_t sorts = x->q->sort_count;
    if (sorts)
        x->keys = arena_array(a, (size_t)snapshot_entity_count(x->s) * sorts, sizeof *x->keys);
    if (sorts && !x->keys)
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sorts; k++)
            field_each_of(x->s, hits[i], x->q->sorts[k].field, take_least,
                          &(least_value){&x->keys[hits[i] * sorts + k], a});
    qsort_r(hits, count, sizeof *hits, compare_hits, x);
    return !a->failed;
}

/* ---- facets ---- */

typedef struct bucket_table {
    arena *a;
    find_bucket *slots;
    size_t count, cap;
    uint32_t *last; /* the entity that was counted last, + 1: each counts once */
    uint32_t entity;
    bool failed;
} bucket_table;

static size_t slot_of(const find_bucket *slots, size_t cap, str value)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < value.len; i++)
        h = (h ^ (unsigned char)value.data[i]) * 1099511628211u;
    size_t at = (h ^ h >> 31) & (cap - 1);
    while (slots[at].value.data && !str_equal(slots[at].value, value))
        at = (at + 1) & (cap - 1);
    return at;
}

static bool grow_buckets(bucket_table *t)
{
    size_t cap = t->cap ? 2 * t->cap : 256;
    find_bucket *slots = arena_array(t->a, cap, sizeof *slots);
    uint32_t *last = arena_array(t->a, cap, sizeof *last);
    if (!slots || !last)
        return false;
    for (size_t i = 0; i < t->cap; i++)
        if (t->slots[i].value.data) {
            size_t at = slot_of(slots, cap, t->slots[i].value);
            slots[at] = t->slots[i];
            last[at] = t->last[i];
        }
    t->slots = slots;
    t->last = last;
    t->cap = cap;
    return true;
}

static bool count_value(void *context, property_id p, str text)
{
    bucket_table *t = context;
    (void)p;
    if (2 * t->count >= t->cap && !grow_buckets(t)) {
        t->failed = true;
        return false;
    }
    size_t at = slot_of(t->slots, t->cap, text);
    if (!t->slots[at].value.data) {
        t->slots[at].value = text;
        t->count++;
    }
    if (t->last[at] != t->entity + 1)
        t->slots[at].count++;
    t->last[at] = t->entity + 1;
    return true;
}

static int compare_buckets(const void *left, const void *right)
{
    const find_bucket *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return str_compare(a->value, b->value);
}

static bool count_facet(const snapshot *s, find_field field, const uint32_t *hits, size_t count, arena *a,
                        find_facet *out)
{
    bucket_table t = {.a = a};
    size_t n = 0;
    for (size_t i = 0; i < count && !t.failed; i++) {
        t.entity = hits[i];
        field_each_of(s, hits[i], field, count_value, &t);
    }
    for (size_t i = 0; i < t.cap; i++)
        if (t.slots[i].value.data)
            t.slots[n++] = t.slots[i];
    if (n)
        qsort(t.slots, n, sizeof *t.slots, compare_buckets);
    *out = (find_facet){t.slots, n < BUCKETS_MAX ? n : BUCKETS_MAX}; /* facets of times are not asked for */
    return !t.failed;
}

/* ---- the search ---- */

itd_status find_search(const find_index *f, const find_question *q, arena *a, find_result *out,
                       itd_error *error)
{
    query_node *root;
    found_set set;
    *out = (find_result){0};
    itd_status status = query_parse(q->text, q->simple, a, &root, error);
    if (status == ITD_OK)
        status = matching_run(f->terms, f->snapshot, root, q->fuzzy, q->prefix, a, &set, error);
    if (status != ITD_OK)
        return status;
    uint32_t *hits = arena_array(a, set.count + 1, sizeof *hits);
    if (!hits)
        return error_memory(error);
    for (uint32_t i = 0; i < set.count; i++)
        if (found_has(&set, i) && is_left(f, q, i))
            hits[out->total++] = i;
    sorting x = {.q = q, .s = f->snapshot, .scores = set.scores};
    if (!sort_hits(&x, hits, out->total, a))
        return error_memory(error);
    for (size_t i = 0; i < q->facet_count && i < FIND_FACETS_MAX; i++)
        if (!count_facet(f->snapshot, q->facets[i], hits, out->total, a, &out->facets[i]))
            return error_memory(error);
    size_t from = q->offset < out->total ? q->offset : out->total;
    out->entities = hits + from;
    out->count = out->total - from < q->limit ? out->total - from : q->limit;
    return ITD_OK;
}
