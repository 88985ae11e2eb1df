/* Runs of two and three words written as one word, by the skeletons of their sounds. */
#include "base/limits.h"
#include "match/index_builder.h"

#include <stdlib.h>

typedef struct run_row {
    uint64_t hash; /* of the skeleton */
    uint32_t run;
    uint32_t phones; /* where they begin among those of all rows */
    uint8_t len;     /* how many; INDEX_RUN_ABJAD */
} run_row;

typedef struct run_rows {
    run_row *rows;
    size_t count, cap;
    buf phones;
} run_rows;

typedef struct run_set {
    uint32_t *slots; /* numbers of runs plus one */
    size_t slot_count, count;
    uint32_t *runs; /* in the order in which the names bring them */
    size_t cap;
} run_set;

static const uint32_t *words_of(const index_builder *b, uint32_t run, size_t *count)
{
    const listed_name *n = &b->listed->names[b->names[run >> INDEX_RUN_NAME]];
    *count = 2 + (run & 1);
    return b->listed->name_words + n->first_word + (run >> 1 & 31);
}

static uint64_t hash_of(const uint32_t *words, size_t count)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < count; i++) {
        h = (h ^ words[i]) * 0x9E3779B97F4A7C15u;
        h ^= h >> 31;
    }
    return h;
}

static size_t slot_of(const index_builder *b, const run_set *s, const uint32_t *words, size_t count)
{
    size_t at = hash_of(words, count) & (s->slot_count - 1);
    for (; s->slots[at]; at = (at + 1) & (s->slot_count - 1)) {
        size_t other_count;
        const uint32_t *other = words_of(b, s->runs[s->slots[at] - 1], &other_count);
        if (other_count == count && memcmp(other, words, count * sizeof *words) == 0)
            break;
    }
    return at;
}

static bool widen(const index_builder *b, run_set *s)
{
    size_t old = s->slot_count;
    s->slot_count = old ? 2 * old : 1 << 16;
    free(s->slots);
    s->slots = calloc(s->slot_count, sizeof *s->slots);
    for (size_t i = 0; s->slots && i < s->count; i++) {
        size_t count;
        const uint32_t *words = words_of(b, s->runs[i], &count);
        s->slots[slot_of(b, s, words, count)] = (uint32_t)i + 1;
    }
    return s->slots != NULL;
}

static bool put_run(index_builder *b, run_set *s, uint32_t run)
{
    size_t count;
    const uint32_t *words = words_of(b, run, &count);
    if (2 * s->count >= s->slot_count && !widen(b, s))
        return false;
    size_t at = slot_of(b, s, words, count);
    if (s->slots[at])
        return true;
    if (s->count == s->cap) {
        uint32_t *grown = arena_grow(&b->memory, s->runs, s->count, &s->cap, sizeof *grown);
        if (!grown)
            return false;
        s->runs = grown;
    }
    s->runs[s->count++] = run;
    s->slots[at] = (uint32_t)s->count;
    return true;
}

/* Every different run of words that may join, once. */
static bool collect_runs(index_builder *b, run_set *s)
{
    const listed *l = b->listed;
    for (uint32_t i = 0; i < l->name_count; i++) {
        const listed_name *n = &l->names[b->names[i]];
        const uint32_t *words = l->name_words + n->first_word;
        size_t joining = 0; /* words up to here that may join */
        for (size_t w = 0; w < n->count; w++) {
            joining = token_may_join(l->words[words[w]]) ? joining + 1 : 0;
            for (size_t count = 2; count <= INDEX_RUN_WORDS && count <= joining; count++)
                if (!put_run(b, s,
                             i << INDEX_RUN_NAME | (uint32_t)(w + 1 - count) << 1 | (uint32_t)(count - 2)))
                    return false;
        }
    }
    return true;
}

static void copy_token(const token *from, token *to)
{
    memcpy(to, from, offsetof(token, spellings) + from->spelling_count * sizeof *from->spellings);
}

/* True if the last rows, of the same run, have the sounds already. */
static bool is_there(const run_rows *r, size_t first, const phone_word *sound)
{
    for (size_t i = first; i < r->count; i++)
        if ((r->rows[i].len & ~INDEX_RUN_ABJAD) == sound->len &&
            memcmp(r->phones.data + r->rows[i].phones, sound->phones, sound->len) == 0)
            return true;
    return false;
}

static bool put_row(index_builder *b, run_rows *r, uint32_t run, const phone_word *sound, bool abjad)
{
    if (r->count == r->cap) {
        run_row *grown = arena_grow(&b->memory, r->rows, r->count, &r->cap, sizeof *grown);
        if (!grown)
            return false;
        r->rows = grown;
    }
    r->rows[r->count++] = (run_row){.hash = index_hash_skeleton(sound->skeleton),
                                    .run = run,
                                    .phones = (uint32_t)r->phones.len,
                                    .len = (uint8_t)(sound->len | (abjad ? INDEX_RUN_ABJAD : 0))};
    buf_append(&r->phones, sound->phones, sound->len);
    return !r->phones.failed;
}

/* A row for every way in which a run sounds; its meanings too. */
static bool describe(index_builder *b, uint32_t run, token_name *room, run_rows *rows)
{
    size_t count, first = rows->count;
    const uint32_t *words = words_of(b, run, &count);
    token *joined = &room->units[INDEX_RUN_WORDS];
    room->pool_len = 0;
    for (size_t i = 0; i < count; i++)
        copy_token(b->listed->words[words[i]], &room->units[i]);
    tokens_join(room, 0, count, joined);
    for (size_t s = 0; s < joined->spelling_count; s++) {
        const phone_word *sound = &joined->spellings[s].sound;
        if (!is_there(rows, first, sound) &&
            !put_row(b, rows, run, sound, (joined->flags & TOKEN_ABJAD) != 0))
            return false;
    }
    if (joined->word && joined->spelling_count > 0) {
        uint32_t keys[INDEX_MEANINGS_MAX];
        size_t key_count = index_meaning_keys(joined, keys);
        for (size_t k = 0; k < key_count; k++)
            index_put_pair(&b->parts[INDEX_PART_RUN_MEANINGS], keys[k], run);
    }
    return true;
}

static int compare_rows(const void *a, const void *b, void *context)
{
    const run_row *x = a, *y = b;
    uint64_t mask = *(const uint64_t *)context;
    if ((x->hash & mask) != (y->hash & mask))
        return (x->hash & mask) < (y->hash & mask) ? -1 : 1;
    if (x->run != y->run)
        return x->run < y->run ? -1 : 1;
    return x->phones < y->phones ? -1 : x->phones > y->phones;
}

static void put_rows(index_builder *b, run_rows *r)
{
    enum { ROWS_A_SLOT = 8 };
    static const uint8_t padding[DISTANCE_BATCH_ROW] = {0};
    size_t slot_count = 64, at = 0;
    buf *parts = b->parts, *phones = &parts[INDEX_PART_RUN_PHONES];
    while (slot_count < r->count / ROWS_A_SLOT)
        slot_count *= 2;
    uint64_t mask = slot_count - 1;
    if (r->count)
        qsort_r(r->rows, r->count, sizeof *r->rows, compare_rows, &mask);
    for (size_t slot = 0; slot <= slot_count; slot++) {
        index_run_slot s = {(uint32_t)at, (uint32_t)phones->len};
        buf_append(&parts[INDEX_PART_RUN_SLOTS], &s, sizeof s);
        for (; at < r->count && (r->rows[at].hash & mask) == slot; at++) {
            const run_row *row = &r->rows[at];
            buf_u32(&parts[INDEX_PART_RUNS], row->run);
            buf_putc(&parts[INDEX_PART_RUN_LENS], (char)row->len);
            buf_append(phones, r->phones.data + row->phones, row->len & ~(unsigned)INDEX_RUN_ABJAD);
        }
    }
    buf_append(phones, padding, sizeof padding); /* whole rows are read */
}

bool index_build_runs(index_builder *b)
{
    run_set set = {0};
    run_rows rows = {0};
    token_name *room = malloc(sizeof *room);
    buf_init(&rows.phones, LIMIT_BUF_SIZE);
    bool good = room && collect_runs(b, &set);
    for (size_t i = 0; good && i < set.count; i++)
        good = describe(b, set.runs[i], room, &rows);
    if (good)
        put_rows(b, &rows);
    index_sort_pairs(&b->parts[INDEX_PART_RUN_MEANINGS]);
    buf_free(&rows.phones);
    free(set.slots);
    free(room);
    return good;
}
