/* Spellings of the words of the index by the skeletons of their sounds. */
#include "match/index_builder.h"

#include <stdlib.h>

typedef struct spelling_row {
    const token_spelling *spelling;
    uint32_t word;
    uint8_t number, classes, soft;
    bool abjad, batched;
} spelling_row;

/* The order of index_group. */
static int compare_rows(const void *a, const void *b)
{
    const spelling_row *x = a, *y = b;
    uint64_t skeleton_x = x->spelling->sound.skeleton, skeleton_y = y->spelling->sound.skeleton;
    if (x->abjad != y->abjad)
        return x->abjad - y->abjad;
    if (x->classes != y->classes)
        return x->classes - y->classes;
    if (x->soft != y->soft)
        return x->soft - y->soft;
    if (skeleton_x != skeleton_y)
        return skeleton_x < skeleton_y ? -1 : 1;
    if (x->spelling->sound.len != y->spelling->sound.len)
        return x->spelling->sound.len < y->spelling->sound.len ? -1 : 1;
    if (x->batched != y->batched)
        return x->batched - y->batched;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static uint8_t soft_phones(const phone_word *p)
{
    uint8_t soft = 0;
    for (size_t i = 0; i < p->len; i++)
        soft = (uint8_t)(soft + (phone_class(p->phones[i]) == PHONE_CLASS_SOFT));
    return soft;
}

static uint8_t classes_of(uint64_t skeleton)
{
    uint8_t classes = 0;
    for (; skeleton; skeleton >>= 3)
        classes++;
    return classes;
}

static spelling_row *collect_rows(index_builder *b, size_t *count)
{
    const listed *l = b->listed;
    *count = 0;
    for (uint32_t i = 0; i < l->word_count; i++)
        *count += l->words[i]->spelling_count;
    spelling_row *rows = arena_array(&b->memory, *count + 1, sizeof *rows);
    size_t at = 0;
    for (uint32_t i = 0; rows && i < l->word_count; i++) {
        const token *t = l->words[i];
        for (uint8_t s = 0; s < t->spelling_count; s++)
            rows[at++] = (spelling_row){
                .spelling = &t->spellings[s],
                .word = i,
                .number = s,
                .classes = classes_of(t->spellings[s].sound.skeleton),
                .soft = soft_phones(&t->spellings[s].sound),
                .abjad = (t->flags & TOKEN_ABJAD) != 0,
                .batched = distance_batch_fits(t->spellings[s].sound.phones, t->spellings[s].sound.len)};
    }
    if (rows && *count)
        qsort(rows, *count, sizeof *rows, compare_rows);
    return rows;
}

static bool same_group(const spelling_row *x, const spelling_row *y)
{
    const phone_word *p = &x->spelling->sound, *q = &y->spelling->sound;
    return p->skeleton == q->skeleton && x->abjad == y->abjad && p->len == q->len &&
           x->batched == y->batched && x->soft == y->soft;
}

static uint8_t first_len(const index_builder *b, const spelling_row *r)
{
    return b->listed->words[r->word]->spellings[0].sound.len;
}

static void widen_last(buf *groups, uint8_t len, const phone_word *sound)
{
    index_group *last = (index_group *)(void *)(groups->data + groups->len - sizeof *last);
    last->longest = len > last->longest ? len : last->longest;
    if (memchr(sound->phones, PHONE_GLIDE, sound->len))
        last->flags |= INDEX_GROUP_GLIDES;
}

static void put_spelling(index_builder *b, const spelling_row *r)
{
    const phone_word *sound = &r->spelling->sound;
    unsigned cost = r->spelling->cost < INDEX_COST_MAX ? r->spelling->cost : INDEX_COST_MAX;
    buf_u32(&b->parts[INDEX_PART_SPELLINGS], r->word | ((uint32_t)first_len(b, r) << INDEX_COST_BITS | cost)
                                                           << INDEX_WORD_BITS);
    buf_u64(&b->parts[INDEX_PART_SIGNATURES], index_signature(sound->phones, sound->len));
    buf_append(&b->parts[INDEX_PART_PHONES], sound->phones, sound->len);
}

static bool put_slots(index_builder *b)
{
    const uint64_t *skeletons = (const uint64_t *)(const void *)b->parts[INDEX_PART_SKELETONS].data;
    size_t count = b->parts[INDEX_PART_SKELETONS].len / sizeof *skeletons, slot_count = 64;
    while (slot_count < 2 * count)
        slot_count *= 2;
    uint32_t *slots = arena_array(&b->memory, slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t at = index_hash_skeleton(skeletons[i]) & (slot_count - 1);
        while (slots[at])
            at = (at + 1) & (slot_count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    buf_append(&b->parts[INDEX_PART_SKELETON_SLOTS], slots, slot_count * sizeof *slots);
    return true;
}

static uint32_t group_count(const index_builder *b)
{
    return (uint32_t)(b->parts[INDEX_PART_GROUPS].len / sizeof(index_group));
}

static void put_group(index_builder *b, const spelling_row *r, uint32_t first)
{
    const phone_word *sound = &r->spelling->sound;
    index_group g = {
        .first = first,
        .phones = (uint32_t)b->parts[INDEX_PART_PHONES].len,
        .len = sound->len,
        .soft = r->soft,
        .classes = r->classes,
        .flags = (uint8_t)((r->abjad ? INDEX_GROUP_ABJAD : 0) | (r->batched ? INDEX_GROUP_BATCHED : 0))};
    buf_append(&b->parts[INDEX_PART_GROUPS], &g, sizeof g);
}

typedef struct skeleton_group {
    uint64_t skeleton;
    uint32_t group;
} skeleton_group;

static int compare_groups(const void *a, const void *b)
{
    const skeleton_group *x = a, *y = b;
    if (x->skeleton != y->skeleton)
        return x->skeleton < y->skeleton ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

/* From each skeleton to its groups. */
static void put_skeletons(index_builder *b, skeleton_group *rows, size_t count)
{
    buf *parts = b->parts;
    if (count)
        qsort(rows, count, sizeof *rows, compare_groups);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || rows[i - 1].skeleton != rows[i].skeleton) {
            buf_u64(&parts[INDEX_PART_SKELETONS], rows[i].skeleton);
            buf_u32(&parts[INDEX_PART_GROUP_STARTS], (uint32_t)i);
        }
        buf_u32(&parts[INDEX_PART_SKELETON_GROUPS], rows[i].group);
    }
    buf_u32(&parts[INDEX_PART_GROUP_STARTS], (uint32_t)count);
}

bool index_build_sounds(index_builder *b)
{
    static const uint8_t padding[DISTANCE_BATCH_ROW] = {0};
    size_t count, found = 0;
    const spelling_row *rows = collect_rows(b, &count);
    skeleton_group *groups = arena_array(&b->memory, count + 1, sizeof *groups);
    buf *parts = b->parts;
    if (!rows || !groups)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !same_group(&rows[i - 1], &rows[i])) {
            groups[found++] = (skeleton_group){rows[i].spelling->sound.skeleton, group_count(b)};
            put_group(b, &rows[i], (uint32_t)i);
        }
        if (parts[INDEX_PART_GROUPS].failed)
            return false;
        widen_last(&parts[INDEX_PART_GROUPS], first_len(b, &rows[i]), &rows[i].spelling->sound);
        put_spelling(b, &rows[i]);
    }
    index_group end = {.first = (uint32_t)count, .phones = (uint32_t)parts[INDEX_PART_PHONES].len};
    buf_append(&parts[INDEX_PART_GROUPS], &end, sizeof end);
    buf_append(&parts[INDEX_PART_PHONES], padding, sizeof padding); /* whole rows are read */
    put_skeletons(b, groups, found);
    return put_slots(b);
}
