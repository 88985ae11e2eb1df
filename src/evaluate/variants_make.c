#include "evaluate/variants.h"

#include "base/error.h"
#include "evaluate/parallel.h"
#include "evaluate/variant_words.h"
#include "text/text.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#define BASES_MAX    ((size_t)1 << 20)
#define ATTEMPTS     400 /* bases tried for each name wanted: rare kinds apply to few */
#define FOLDED_WORDS 64
#define TOP          5

static const variant_kind *const families[] = {variant_kinds_structure, variant_kinds_characters,
                                               variant_kinds_language, variant_kinds_words,
                                               variant_kinds_companies};

const variant_kind *variant_kind_at(size_t index)
{
    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++)
        for (const variant_kind *k = families[f]; k->name; k++)
            if (index-- == 0)
                return k;
    return NULL;
}

/* "LAST, First" → "First LAST"; names with more commas or none are kept. */
static str turned(arena *a, schema_id schema, str name)
{
    size_t comma = str_find(name, str_of(", "));
    if (schema != SCHEMA_PERSON || comma == SIZE_MAX ||
        memchr(name.data + comma + 1, ',', name.len - comma - 1))
        return name;
    buf b;
    buf_init(&b, name.len + 8);
    buf_append(&b, name.data + comma + 2, name.len - comma - 2);
    buf_putc(&b, ' ');
    buf_append(&b, name.data, comma);
    str result = arena_str(a, buf_as_str(&b));
    a->failed |= b.failed;
    buf_free(&b);
    return result;
}

static void split_words(variant_base *b)
{
    str rest = b->name, part;
    b->word_count = 0;
    while (str_split(&rest, ' ', &part))
        if (!str_empty(part) && b->word_count < VARIANT_WORDS_MAX)
            b->words[b->word_count++] = part;
}

static str first_full_birth_date(const snapshot *s, snapshot_entity e)
{
    for (uint32_t i = 0; i < e.value_count; i++) {
        entity_value v = snapshot_value_at(s, e.first_value + i);
        if (v.property == PROPERTY_BIRTH_DATE && v.text.len == 10 && v.text.data[0] != '~')
            return v.text;
    }
    return STR_NONE;
}

/* Fills the base from a name row; false if the row is no base name. */
static bool make_base(arena *a, const snapshot *s, uint32_t row, variant_base *b)
{
    snapshot_name n = snapshot_name_at(s, row);
    snapshot_entity e = snapshot_entity_at(s, n.entity);
    if ((n.kind != NAME_PRIMARY && n.kind != NAME_ALIAS) || !e.listed || n.text.len > 300 ||
        text_main_script(n.text) != SCRIPT_LATIN)
        return false;
    *b = (variant_base){.snapshot = s, .entity = n.entity, .row = row, .schema = e.schema};
    b->name = turned(a, e.schema, n.text);
    b->birth_date = first_full_birth_date(s, e);
    split_words(b);
    if (b->word_count == 0 || b->word_count == VARIANT_WORDS_MAX)
        return false;
    if (is_vessel(b))
        return b->name.len >= 7;
    return (is_person(b) || is_organisation(b)) && b->word_count >= 2;
}

/* ---- the same words, whatever their order, case and marks ---- */

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

static size_t folded_words(str name, buf *folded, str words[FOLDED_WORDS])
{
    size_t count = 0;
    str part;
    buf_reset(folded);
    text_fold(name, folded);
    str rest = buf_as_str(folded);
    while (str_split(&rest, ' ', &part) && count < FOLDED_WORDS)
        if (!str_empty(part))
            words[count++] = part;
    qsort(words, count, sizeof *words, by_bytes);
    return count;
}

static bool same_words(str a, str b)
{
    buf folded_a, folded_b;
    str words_a[FOLDED_WORDS], words_b[FOLDED_WORDS];
    buf_init(&folded_a, 1 << 16);
    buf_init(&folded_b, 1 << 16);
    size_t count = folded_words(a, &folded_a, words_a);
    bool same = count == folded_words(b, &folded_b, words_b);
    for (size_t i = 0; i < count && same; i++)
        same = str_equal(words_a[i], words_b[i]);
    buf_free(&folded_a);
    buf_free(&folded_b);
    return same;
}

static bool bears_name(const snapshot *s, uint32_t index, str name)
{
    snapshot_entity e = snapshot_entity_at(s, index);
    for (uint32_t i = 0; i < e.name_count; i++)
        if (same_words(snapshot_name_at(s, e.first_name + i).text, name))
            return true;
    return false;
}

/* ---- making and asking ---- */

typedef struct variant {
    const variant_kind *kind;
    size_t kind_index;
    uint32_t entity;
    schema_id schema;
    str listed, altered, birth_date;
    bool found;    /* found, or for VARIANT_REFUSE alerting */
    bool left_out; /* a VARIANT_REFUSE name that happens to be listed */
    uint32_t top;
    int top_score;
} variant;

typedef struct variants_job {
    const evaluate_options *options;
    variant *variants;
    atomic_bool no_memory; /* an answer lacks hits */
} variants_job;

static void ask(void *context, match_worker *worker, size_t index)
{
    variants_job *j = context;
    variant *v = &j->variants[index];
    const snapshot *s = j->options->snapshot;
    match_query q = {.has_schema = true, .schema = v->schema, .names = {v->altered}, .name_count = 1};
    match_options o = {.threshold = j->options->threshold, .limit = TOP};
    if (!str_empty(v->birth_date))
        q.birth_dates[q.birth_date_count++] = v->birth_date;
    const match_result *r = match_search(worker, &q, &o);
    if (r->no_memory)
        j->no_memory = true;
    v->top = r->hit_count ? r->hits[0].entity : UINT32_MAX;
    v->top_score = r->hit_count ? r->hits[0].score : 0;
    if (v->kind->aim == VARIANT_REFUSE) {
        v->found = r->hit_count > 0;
        for (size_t i = 0; i < r->hit_count; i++)
            v->left_out = v->left_out || bears_name(s, r->hits[i].entity, v->altered);
        return;
    }
    for (size_t i = 0; i < r->hit_count && !v->found; i++)
        v->found = r->hits[i].entity == v->entity || bears_name(s, r->hits[i].entity, v->listed);
}

/* The stream of a kind depends on its name, so that a new kind does not change the others. */
static uint64_t seed_of(uint64_t seed, const char *kind)
{
    for (const char *c = kind; *c; c++)
        seed = (seed ^ (unsigned char)*c) * 0x100000001B3ULL;
    return seed;
}

static itd_status make_kind(arena *a, const variant_base *bases, size_t base_count, size_t kind_index,
                            size_t per_kind, uint64_t seed, variant *out, size_t *made, itd_error *error)
{
    const variant_kind *kind = variant_kind_at(kind_index);
    variant_random r = {seed_of(seed, kind->name)};
    buf name, birth_date;
    itd_status status = ITD_OK;
    size_t attempts = per_kind * ATTEMPTS;
    buf_init(&name, 1 << 16);
    buf_init(&birth_date, 64);
    *made = 0;
    while (base_count && *made < per_kind && attempts-- && status == ITD_OK) {
        const variant_base *b = &bases[random_below(&r, base_count)];
        buf_reset(&name);
        buf_reset(&birth_date);
        bool good = kind->make(b, &r, &name, &birth_date);
        if (name.failed || birth_date.failed)
            status = error_memory(error);
        if (!good || name.failed || name.len == 0)
            continue;
        variant *v = &out[*made];
        *v = (variant){.kind = kind,
                       .kind_index = kind_index,
                       .entity = b->entity,
                       .schema = b->schema,
                       .listed = b->name};
        v->altered = arena_str(a, buf_as_str(&name));
        v->birth_date = arena_str(a, buf_as_str(&birth_date));
        if (!v->altered.data || !v->birth_date.data)
            status = error_memory(error);
        ++*made;
    }
    buf_free(&name);
    buf_free(&birth_date);
    return status;
}

static size_t length_class(size_t len)
{
    return len <= 8 ? 0 : len <= 14 ? 1 : len <= 22 ? 2 : len <= 35 ? 3 : 4;
}

static size_t count_words(str s)
{
    size_t count = 0;
    str part;
    while (str_split(&s, ' ', &part))
        count += !str_empty(part);
    return count < 1 ? 1 : count > 4 ? 4 : count;
}

static void count_variant(variant_figures *f, const variant *v)
{
    size_t length = length_class(v->altered.len), words = count_words(v->altered) - 1;
    size_t schema = v->schema == SCHEMA_PERSON ? 0 : schema_is_a(v->schema, SCHEMA_LEGAL_ENTITY) ? 1 : 2;
    f->made++;
    f->found += v->found;
    f->made_by_length[length]++;
    f->found_by_length[length] += v->found;
    f->made_by_schema[schema]++;
    f->found_by_schema[schema] += v->found;
    f->made_by_words[words]++;
    f->found_by_words[words] += v->found;
}

static void sum_up(const snapshot *s, const variant *variants, size_t count, variants_report *r)
{
    size_t averaged = 0;
    for (size_t i = 0; i < count; i++) {
        const variant *v = &variants[i];
        if (v->left_out)
            continue;
        count_variant(&r->figures[v->kind_index], v);
        if (v->found == (v->kind->aim == VARIANT_REFUSE))
            r->misses[r->miss_count++] =
                (variant_miss){v->kind,
                               v->listed,
                               v->altered,
                               snapshot_entity_at(s, v->entity).id,
                               v->top == UINT32_MAX ? STR_NONE : snapshot_entity_at(s, v->top).id,
                               v->top_score};
    }
    for (size_t k = 0; k < r->figure_count; k++) {
        const variant_figures *f = &r->figures[k];
        if (f->kind->aim != VARIANT_FIND || !f->made)
            continue;
        r->average += (double)f->found / (double)f->made;
        averaged++;
    }
    r->average = averaged ? r->average / (double)averaged : 0;
}

static itd_status collect_bases(arena *a, const snapshot *s, variant_base **bases, size_t *count,
                                itd_error *error)
{
    uint32_t rows = snapshot_name_count(s);
    size_t cap = rows < BASES_MAX ? rows : BASES_MAX;
    *bases = arena_array(a, cap, sizeof **bases);
    *count = 0;
    if (!*bases)
        return error_memory(error);
    for (uint32_t row = 0; row < rows && *count < cap; row++)
        *count += make_base(a, s, row, &(*bases)[*count]);
    if (a->failed)
        return error_memory(error);
    return ITD_OK;
}

itd_status evaluate_variants(arena *a, const evaluate_options *o, size_t per_kind, uint64_t seed,
                             const char *only, variants_report *r, itd_error *error)
{
    variant_base *bases;
    size_t base_count, kind_count = 0, count = 0;
    bool known = !only;
    *r = (variants_report){0};
    for (; variant_kind_at(kind_count); kind_count++)
        known = known || strcmp(variant_kind_at(kind_count)->name, only) == 0;
    if (!known)
        return error_set(error, ITD_ERROR_USAGE, NULL, "unknown kind of manipulation '%s'", only);
    itd_status status = collect_bases(a, o->snapshot, &bases, &base_count, error);
    if (status != ITD_OK)
        return status;
    variant *variants = arena_array(a, kind_count * per_kind, sizeof *variants);
    r->figures = arena_array(a, kind_count, sizeof *r->figures);
    r->misses = arena_array(a, kind_count * per_kind, sizeof *r->misses);
    if (!variants || !r->figures || !r->misses)
        return error_memory(error);
    r->figure_count = kind_count;
    for (size_t k = 0; k < kind_count && status == ITD_OK; k++) {
        size_t made = 0;
        r->figures[k].kind = variant_kind_at(k);
        if (only && strcmp(only, variant_kind_at(k)->name) != 0)
            continue;
        status = make_kind(a, bases, base_count, k, per_kind, seed, variants + count, &made, error);
        count += made;
    }
    variants_job j = {.options = o, .variants = variants};
    if (status == ITD_OK)
        status = parallel_rows(o, count, ask, &j, error);
    if (status == ITD_OK && j.no_memory)
        status = error_memory(error);
    if (status == ITD_OK)
        sum_up(o->snapshot, variants, count, r);
    return status;
}
