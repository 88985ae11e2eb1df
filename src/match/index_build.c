/* Makes the index section from the analysed names. */
#include "base/error.h"
#include "base/limits.h"
#include "match/index.h"
#include "match/index_layout.h"
#include "match/match.h"
#include "match/parameters.h"

#include <stdlib.h>

typedef struct index_builder {
    const snapshot *snapshot;
    listed *listed;
    arena memory;
    buf parts[INDEX_PART_COUNT];
    uint32_t *number; /* of a unit of `listed` in the index */
    uint32_t *order;  /* unit of `listed` by number in the index */
    uint32_t *names;  /* row by number of the name in the index */
    uint32_t kind_start[KIND_COUNT], kind_schemata[KIND_COUNT];
} index_builder;

static void put_unit(index_builder *b, const token *t)
{
    buf *pool = &b->parts[INDEX_PART_POOL];
    bool own_folded = t->spelling_count == 0 || !str_equal(t->folded, t->text);
    index_unit u = {.record = (uint32_t)pool->len,
                    .word = t->word ? (uint16_t)(lexicon_number(t->word) + 1) : 0,
                    .stem = t->stem ? (uint16_t)(lexicon_number(t->stem) + 1) : 0,
                    .flags = t->flags,
                    .script = t->script};
    buf_append(&b->parts[INDEX_PART_UNITS], &u, sizeof u);
    buf_putc(pool, (char)t->spelling_count);
    buf_putc(pool, (char)t->roman);
    buf_u32(pool, (uint32_t)t->number);
    buf_u16(pool, own_folded ? (uint16_t)t->folded.len : 0);
    buf_putc(pool, (char)(t->spelling_count ? t->spellings[0].sound.len : 0));
    if (own_folded)
        buf_str(pool, t->folded);
    for (size_t i = 0; i < t->spelling_count; i++) {
        buf_putc(pool, (char)t->spellings[i].cost);
        buf_u16(pool, (uint16_t)t->spellings[i].letters.len);
        buf_str(pool, t->spellings[i].letters);
    }
}

static index_weight index_weight_of(const listed_weight *w)
{
    return (index_weight){.information = w->weight.information,
                          .contrast = w->weight.contrast,
                          .role = w->role,
                          .generic = w->generic,
                          .patronymic = w->patronymic,
                          .syllable = w->syllable};
}

/* Single tokens first, in the order in which the names bring them. */
static int compare_units(const void *a, const void *b, void *context)
{
    const listed *l = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    bool joined_x = (l->dictionary[x]->flags & TOKEN_JOINED) != 0;
    bool joined_y = (l->dictionary[y]->flags & TOKEN_JOINED) != 0;
    if (joined_x != joined_y)
        return joined_x - joined_y;
    return x < y ? -1 : x > y;
}

static bool number_units(index_builder *b)
{
    const listed *l = b->listed;
    b->order = arena_array(&b->memory, l->dictionary_count, sizeof *b->order);
    b->number = arena_array(&b->memory, l->dictionary_count, sizeof *b->number);
    if (!b->order || !b->number)
        return false;
    for (uint32_t i = 0; i < l->dictionary_count; i++)
        b->order[i] = i;
    qsort_r(b->order, l->dictionary_count, sizeof *b->order, compare_units, b->listed);
    for (uint32_t i = 0; i < l->dictionary_count; i++) {
        b->number[b->order[i]] = i;
        put_unit(b, l->dictionary[b->order[i]]);
    }
    for (uint32_t i = 0; i < l->single_count; i++) {
        for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
            const listed_weight *w = &l->weights[b->order[i]][kind];
            index_weight out = index_weight_of(w);
            buf_append(&b->parts[INDEX_PART_WEIGHTS], &out, sizeof out);
        }
    }
    return true;
}

static int compare_names(const void *a, const void *b, void *context)
{
    const listed *l = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (l->names[x].kind != l->names[y].kind)
        return l->names[x].kind < l->names[y].kind ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void put_name(index_builder *b, uint32_t row)
{
    const listed *l = b->listed;
    const listed_name *n = &l->names[row];
    name_view view;
    int information = 0, heavy = 0, singles = 0;
    listed_view(l, n, &view);
    for (size_t i = 0; i < n->count; i++) {
        const token *t = l->dictionary[l->units[n->first_unit + i]];
        index_weight w = index_weight_of(&l->weights[l->units[n->first_unit + i]][n->kind]);
        information += index_information(&w, n->count);
        singles += (t->flags & TOKEN_SINGLE) != 0;
        heavy += index_is_heavy(t->flags, view.weights[i]) ? view.weights[i].contrast : 0;
    }
    index_name out = {.first_unit = (uint32_t)(b->parts[INDEX_PART_NAME_UNITS].len / sizeof(uint32_t)),
                      .row = row,
                      .entity = n->entity,
                      .heavy = (uint16_t)heavy,
                      .count = n->count,
                      .unit_count = n->unit_count,
                      .weak = n->weak,
                      .singles = (uint8_t)singles,
                      .exact = heavy == 0 || information < WEIGHT_SCALED};
    buf_append(&b->parts[INDEX_PART_NAMES], &out, sizeof out);
    for (size_t i = 0; i < n->unit_count; i++) {
        unit span = l->spans[n->first_unit + i];
        buf_u32(&b->parts[INDEX_PART_NAME_UNITS], b->number[l->units[n->first_unit + i]]);
        buf_putc(&b->parts[INDEX_PART_NAME_SPANS], (char)(span.first | (span.count - 1) << 5));
    }
}

static bool number_names(index_builder *b)
{
    const listed *l = b->listed;
    b->names = arena_array(&b->memory, l->name_count, sizeof *b->names);
    if (!b->names)
        return false;
    for (uint32_t i = 0; i < l->name_count; i++)
        b->names[i] = i;
    qsort_r(b->names, l->name_count, sizeof *b->names, compare_names, b->listed);
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        uint32_t start = 0;
        while (start < l->name_count && l->names[b->names[start]].kind < kind)
            start++;
        b->kind_start[kind] = start;
    }
    for (uint32_t i = 0; i < l->name_count; i++) {
        const listed_name *n = &l->names[b->names[i]];
        b->kind_schemata[n->kind] |= 1u << snapshot_entity_at(b->snapshot, n->entity).schema;
        put_name(b, b->names[i]);
    }
    return true;
}

/* Names of each unit: counted, then filled; a unit twice in a name is there once. */
static bool make_postings(index_builder *b)
{
    const listed *l = b->listed;
    uint32_t *offsets = arena_array(&b->memory, (size_t)l->dictionary_count + 1, sizeof *offsets);
    uint32_t *last = arena_array(&b->memory, l->dictionary_count, sizeof *last);
    if (!offsets || !last)
        return false;
    size_t total = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t *postings = pass ? arena_array(&b->memory, total, sizeof *postings) : NULL;
        if (pass && !postings)
            return false;
        memset(last, 0, l->dictionary_count * sizeof *last);
        for (uint32_t i = 0; i < l->name_count; i++) {
            const listed_name *n = &l->names[b->names[i]];
            for (size_t u = 0; u < n->unit_count; u++) {
                uint32_t number = b->number[l->units[n->first_unit + u]];
                if (last[number] == i + 1)
                    continue;
                last[number] = i + 1;
                if (pass)
                    postings[offsets[number]++] = i;
                else
                    offsets[number + 1]++;
            }
        }
        if (!pass) {
            for (uint32_t i = 0; i < l->dictionary_count; i++)
                offsets[i + 1] += offsets[i];
            total = offsets[l->dictionary_count];
            buf_append(&b->parts[INDEX_PART_POSTING_OFFSETS], offsets,
                       ((size_t)l->dictionary_count + 1) * sizeof *offsets);
        } else {
            buf_append(&b->parts[INDEX_PART_POSTINGS], postings, total * sizeof *postings);
        }
    }
    return true;
}

/* ---- look-ups ---- */

static int compare_pairs(const void *a, const void *b)
{
    const index_pair *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static void sort_pairs(buf *part)
{
    if (!part->failed && part->len)
        qsort(part->data, part->len / sizeof(index_pair), sizeof(index_pair), compare_pairs);
}

static void put_pair(buf *part, uint64_t key, uint32_t number)
{
    index_pair p = {(uint32_t)key, number};
    buf_append(part, &p, sizeof p);
}

static void make_pairs(index_builder *b)
{
    const listed *l = b->listed;
    for (uint32_t i = 0; i < l->dictionary_count; i++) {
        const token *t = l->dictionary[b->order[i]];
        bool joined = (t->flags & TOKEN_JOINED) != 0;
        for (size_t s = 0; joined && s < t->spelling_count; s++)
            put_pair(&b->parts[INDEX_PART_JOINED], index_hash_skeleton(t->spellings[s].sound.skeleton), i);
        if (!joined && t->number >= 0)
            put_pair(&b->parts[INDEX_PART_NUMBERS], (uint64_t)t->number, i);
        if (!joined && t->roman)
            put_pair(&b->parts[INDEX_PART_NUMBERS], t->roman, i);
        uint32_t keys[INDEX_MEANINGS_MAX];
        size_t count = index_meaning_keys(t, keys);
        for (size_t k = 0; k < count; k++)
            put_pair(&b->parts[INDEX_PART_MEANINGS], keys[k], i);
    }
    sort_pairs(&b->parts[INDEX_PART_JOINED]);
    sort_pairs(&b->parts[INDEX_PART_NUMBERS]);
    sort_pairs(&b->parts[INDEX_PART_MEANINGS]);
}

static uint8_t soft_phones(const phone_word *p)
{
    uint8_t soft = 0;
    for (size_t i = 0; i < p->len; i++)
        soft = (uint8_t)(soft + (phone_class(p->phones[i]) == PHONE_CLASS_SOFT));
    return soft;
}

static void put_spelling(index_builder *b, uint32_t number, const token *t, const token_spelling *s)
{
    index_spelling out = {.unit = number,
                          .cost = s->cost,
                          .soft = soft_phones(&s->sound),
                          .abjad = (t->flags & TOKEN_ABJAD) != 0,
                          .len = s->sound.len,
                          .batched = distance_batch_fits(s->sound.phones, s->sound.len)};
    memcpy(out.phones, s->sound.phones, s->sound.len < INDEX_PHONES ? s->sound.len : INDEX_PHONES);
    buf_append(&b->parts[INDEX_PART_SPELLINGS], &out, sizeof out);
    buf_u64(&b->parts[INDEX_PART_SIGNATURES], index_signature(&s->sound));
}

static bool put_slots(index_builder *b)
{
    const index_bucket *buckets = (const index_bucket *)(const void *)b->parts[INDEX_PART_BUCKETS].data;
    size_t count = b->parts[INDEX_PART_BUCKETS].len / sizeof *buckets, slot_count = 64;
    while (slot_count < 3 * count)
        slot_count *= 2;
    uint32_t *slots = arena_array(&b->memory, slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t at = index_hash_skeleton(buckets[i].skeleton) & (slot_count - 1);
        while (slots[at])
            at = (at + 1) & (slot_count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    buf_append(&b->parts[INDEX_PART_BUCKET_SLOTS], slots, slot_count * sizeof *slots);
    return true;
}

typedef struct spelling_row {
    uint64_t skeleton;
    const token *token;
    const token_spelling *spelling;
    uint32_t unit;
    uint8_t number;
} spelling_row;

static bool is_abjad(const spelling_row *r)
{
    return (r->token->flags & TOKEN_ABJAD) != 0;
}

/* By skeleton; those without vowels first; the longest first. */
static int compare_spellings(const void *a, const void *b)
{
    const spelling_row *x = a, *y = b;
    if (x->skeleton != y->skeleton)
        return x->skeleton < y->skeleton ? -1 : 1;
    if (is_abjad(x) != is_abjad(y))
        return is_abjad(x) ? -1 : 1;
    if (x->spelling->sound.len != y->spelling->sound.len)
        return x->spelling->sound.len > y->spelling->sound.len ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static spelling_row *collect_spellings(index_builder *b, size_t *count)
{
    const listed *l = b->listed;
    *count = 0;
    for (size_t i = 0; i < l->single_count; i++)
        *count += l->dictionary[b->order[i]]->spelling_count;
    spelling_row *rows = arena_array(&b->memory, *count, sizeof *rows);
    size_t at = 0;
    for (uint32_t i = 0; rows && i < l->single_count; i++) {
        const token *t = l->dictionary[b->order[i]];
        for (uint8_t s = 0; s < t->spelling_count; s++)
            rows[at++] = (spelling_row){t->spellings[s].sound.skeleton, t, &t->spellings[s], i, s};
    }
    if (rows && *count)
        qsort(rows, *count, sizeof *rows, compare_spellings);
    return rows;
}

static bool make_buckets(index_builder *b)
{
    size_t count;
    const spelling_row *rows = collect_spellings(b, &count);
    uint32_t bucket_count = 0;
    if (!rows)
        return false;
    for (size_t i = 0; i < count; bucket_count++) {
        index_bucket bucket = {
            .skeleton = rows[i].skeleton, .counts = rows[i].spelling->sound.counts, .first = (uint32_t)i};
        bool is_long = false;
        for (; i < count && rows[i].skeleton == bucket.skeleton; i++) {
            bucket.count++;
            bucket.abjad += is_abjad(&rows[i]);
            is_long = is_long || rows[i].spelling->sound.len >= INDEX_LONG;
            put_spelling(b, rows[i].unit, rows[i].token, rows[i].spelling);
        }
        buf_append(&b->parts[INDEX_PART_BUCKETS], &bucket, sizeof bucket);
        if (is_long)
            buf_u32(&b->parts[INDEX_PART_LONG], bucket_count);
    }
    return put_slots(b);
}

/* ---- the section ---- */

static void put_section(index_builder *b, buf *out)
{
    char model[INDEX_MODEL_CAP] = {0};
    size_t len = strlen(match_model());
    memcpy(model, match_model(), len < sizeof model ? len : sizeof model - 1);
    buf_u32(out, INDEX_VERSION);
    buf_u32(out, 0);
    buf_append(out, model, sizeof model);
    for (unsigned k = 0; k < KIND_COUNT; k++) {
        buf_u32(out, b->kind_start[k]);
        buf_u32(out, b->kind_schemata[k]);
    }
    uint64_t offset = INDEX_HEAD_SIZE;
    for (size_t i = 0; i < INDEX_PART_COUNT; i++) {
        buf_u64(out, offset);
        buf_u64(out, b->parts[i].len);
        offset += (b->parts[i].len + 7) / 8 * 8;
    }
    (void)buf_reserve(out, offset); /* once, instead of growing to twice the size */
    for (size_t i = 0; i < INDEX_PART_COUNT; i++) {
        out->failed = out->failed || b->parts[i].failed;
        buf_append(out, b->parts[i].data, b->parts[i].len);
        buf_align(out, 8);
        buf_free(&b->parts[i]);
    }
}

itd_status match_index_build(const snapshot *core, match_section_sink *sink, void *context, itd_error *error)
{
    index_builder b = {.snapshot = core};
    buf section;
    buf_init(&section, LIMIT_BUF_SIZE);
    arena_init(&b.memory, LIMIT_ARENA_SIZE);
    for (size_t i = 0; i < INDEX_PART_COUNT; i++)
        buf_init(&b.parts[i], LIMIT_BUF_SIZE);
    itd_status status = listed_new(core, &b.listed, error);
    if (status != ITD_OK)
        goto done;
    if (!number_units(&b) || !number_names(&b) || !make_postings(&b) || !make_buckets(&b)) {
        status = error_memory(error);
        goto done;
    }
    make_pairs(&b);
    listed_free(b.listed);
    b.listed = NULL;
    arena_free(&b.memory);
    put_section(&b, &section);
    status = section.failed ? error_memory(error) : sink(context, INDEX_TAG, buf_as_str(&section), error);
done:
    for (size_t i = 0; i < INDEX_PART_COUNT; i++)
        buf_free(&b.parts[i]);
    buf_free(&section);
    arena_free(&b.memory);
    listed_free(b.listed);
    return status;
}
