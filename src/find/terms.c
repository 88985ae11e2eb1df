#include "find/terms.h"

#include "base/error.h"
#include "base/limits.h"
#include "text/text.h"

#include <stdlib.h>

enum { WORD_LEN_MAX = 64 };

typedef struct raw_posting {
    uint32_t word;
    uint32_t entity;
    uint16_t property;
} raw_posting;

typedef struct builder {
    find_terms *t;
    uint32_t *slots; /* word + 1 by hash */
    size_t slot_count;
    str *words;
    size_t word_count, word_cap;
    raw_posting *raw;
    size_t raw_count, raw_cap;
    buf folded;
    uint32_t entity;
    bool failed;
} builder;

static uint64_t hash_of(str word)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)word.data[i]) * 1099511628211u;
    return h ^ h >> 29;
}

static bool grow_slots(builder *b)
{
    size_t count = b->slot_count ? 2 * b->slot_count : 1 << 16;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < b->word_count; i++) {
        size_t at = hash_of(b->words[i]) & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(b->slots);
    b->slots = slots;
    b->slot_count = count;
    return true;
}

static void *grow(void *items, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return items;
    *cap = *cap ? 2 * *cap : 4096;
    return reallocarray(items, *cap, size);
}

static bool word_number(builder *b, str word, uint32_t *number)
{
    if (2 * b->word_count >= b->slot_count && !grow_slots(b))
        return false;
    size_t at = hash_of(word) & (b->slot_count - 1);
    while (b->slots[at] && !str_equal(b->words[b->slots[at] - 1], word))
        at = (at + 1) & (b->slot_count - 1);
    if (!b->slots[at]) {
        str *words = grow(b->words, b->word_count, &b->word_cap, sizeof *words);
        str copy = words ? arena_str(&b->t->memory, word) : STR_NONE;
        if (words)
            b->words = words;
        if (!copy.data)
            return false;
        b->words[b->word_count++] = copy;
        b->slots[at] = (uint32_t)b->word_count;
    }
    *number = b->slots[at] - 1;
    return true;
}

static bool add_word(builder *b, property_id p, str word)
{
    raw_posting *raw = grow(b->raw, b->raw_count, &b->raw_cap, sizeof *raw);
    uint32_t number;
    if (raw)
        b->raw = raw;
    if (!raw || !word_number(b, word, &number))
        return false;
    b->raw[b->raw_count++] = (raw_posting){number, b->entity, (uint16_t)p};
    return true;
}

static bool add_value(void *context, property_id p, str text)
{
    builder *b = context;
    buf_reset(&b->folded);
    text_fold(text, &b->folded);
    if (b->folded.failed)
        b->failed = true;
    str rest = buf_as_str(&b->folded), word;
    while (!b->failed && rest.len && str_split(&rest, ' ', &word)) {
        if (word.len > WORD_LEN_MAX)
            word.len = WORD_LEN_MAX;
        if (word.len)
            b->failed = !add_word(b, p, word);
    }
    return !b->failed;
}

static int compare_words(const void *left, const void *right, void *context)
{
    const builder *b = context;
    return str_compare(b->words[*(const uint32_t *)left], b->words[*(const uint32_t *)right]);
}

/* Words in their order; postings by word, in the order in which they were added: by entity. */
static bool arrange(builder *b)
{
    find_terms *t = b->t;
    uint32_t *order = calloc(b->word_count + 1, sizeof *order),
             *rank = calloc(b->word_count + 1, sizeof *rank);
    t->words = calloc(b->word_count + 1, sizeof *t->words);
    t->starts = calloc(b->word_count + 2, sizeof *t->starts);
    t->postings = calloc(b->raw_count + 1, sizeof *t->postings);
    bool good = order && rank && t->words && t->starts && t->postings;
    for (size_t i = 0; good && i < b->word_count; i++)
        order[i] = (uint32_t)i;
    if (good)
        qsort_r(order, b->word_count, sizeof *order, compare_words, b);
    for (size_t i = 0; good && i < b->word_count; i++) {
        t->words[i] = b->words[order[i]];
        rank[order[i]] = (uint32_t)i;
    }
    for (size_t i = 0; good && i < b->raw_count; i++)
        t->starts[rank[b->raw[i].word] + 2]++;
    for (size_t i = 2; good && i < b->word_count + 2; i++)
        t->starts[i] += t->starts[i - 1];
    for (size_t i = 0; good && i < b->raw_count; i++)
        t->postings[t->starts[rank[b->raw[i].word] + 1]++] =
            (term_posting){b->raw[i].entity, b->raw[i].property};
    if (good) {
        t->count = b->word_count;
        t->posting_count = b->raw_count;
    }
    free(order);
    free(rank);
    return good;
}

itd_status terms_new(const snapshot *s, find_terms **out, itd_error *error)
{
    builder b = {.t = calloc(1, sizeof *b.t)};
    if (!b.t)
        return error_memory(error);
    arena_init(&b.t->memory, LIMIT_ARENA_SIZE);
    buf_init(&b.folded, LIMIT_BUF_SIZE);
    for (b.entity = 0; b.entity < snapshot_entity_count(s) && !b.failed; b.entity++)
        field_each(s, b.entity, add_value, &b);
    bool good = !b.failed && arrange(&b);
    buf_free(&b.folded);
    free(b.slots);
    free(b.words);
    free(b.raw);
    if (!good) {
        terms_free(b.t);
        return error_memory(error);
    }
    *out = b.t;
    return ITD_OK;
}

void terms_free(find_terms *t)
{
    if (!t)
        return;
    arena_free(&t->memory);
    free(t->words);
    free(t->starts);
    free(t->postings);
    free(t);
}

size_t terms_from(const find_terms *t, str prefix)
{
    return str_first_from(t->words, t->count, prefix);
}

size_t terms_find(const find_terms *t, str word)
{
    size_t at = terms_from(t, word);
    return at < t->count && str_equal(t->words[at], word) ? at : SIZE_MAX;
}
