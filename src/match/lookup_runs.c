/* Runs of words of listed names that relate, written as one word, to a word of the query. */
#include "match/lookup.h"
#include "name/parameters.h"

static bool is_found(const lookup *l, size_t u, uint32_t run)
{
    for (size_t i = l->found_start[u]; i < l->found_count; i++)
        if (l->found[i].is_run && l->found[i].unit == run)
            return true;
    return false;
}

static void judge_run(lookup *l, size_t u, uint32_t run)
{
    if (is_found(l, u, run))
        return;
    const token *joined = index_run_token(l->index, run, &l->room);
    relation r = joined ? relation_of(&l->query->units[u], joined) : (relation){RELATION_NONE, 0};
    if (r.type != RELATION_NONE)
        lookup_keep(l, u,
                    (related_unit){.unit = run,
                                   .type = r.type,
                                   .cost = r.cost,
                                   .is_run = 1,
                                   .penalty = joined->spellings[0].sound.len});
}

static void flush(lookup *l, size_t u, const phone_word *sound, distance_mode mode, run_batch *b)
{
    uint8_t distances[DISTANCE_BATCH];
    size_t count = b->sounds.count;
    distance_batch_run(sound, &b->sounds, mode, distances);
    b->sounds.count = 0;
    for (size_t i = 0; i < count; i++)
        if (distances[i] <= JOINED_LIMIT)
            judge_run(l, u, b->runs[i]);
}

static void measure(lookup *l, size_t u, const phone_word *sound, uint32_t run, const uint8_t *phones,
                    size_t len, distance_mode mode)
{
    phone_word other = {.len = (uint8_t)len};
    memcpy(other.phones, phones, len);
    if (distance_within(sound, &other, JOINED_LIMIT, mode) != DISTANCE_NONE)
        judge_run(l, u, run);
}

/* The runs of the slots [slot, end) that sound like a spelling; costs that relation_of adds are left to it.
 */
static void judge_slots(lookup *l, size_t u, const phone_word *sound, const index_run_slot *slot,
                        const index_run_slot *end)
{
    const match_index *x = l->index;
    const uint8_t *phones = x->run_phones + slot->phones;
    bool own_abjad = (l->query->units[u].flags & TOKEN_ABJAD) != 0;
    bool fits = distance_batch_fits(sound->phones, sound->len);
    run_batch *batches = l->run_batches;
    distance_mode other_mode = own_abjad ? DISTANCE_ABJAD : DISTANCE_VOWELLED;
    for (uint32_t i = slot->first; i < end->first; i++) {
        size_t len = x->run_lens[i] & ~(size_t)INDEX_RUN_ABJAD;
        bool abjad = own_abjad != ((x->run_lens[i] & INDEX_RUN_ABJAD) != 0);
        const uint8_t *mine = phones;
        phones += len;
        if (!relation_lengths_fit(sound->len, len, JOINED_LIMIT, abjad))
            continue;
        if (!fits || !distance_batch_fits(mine, len)) {
            measure(l, u, sound, x->runs[i], mine, len, abjad ? other_mode : DISTANCE_FULL);
            continue;
        }
        run_batch *b = &batches[abjad];
        b->runs[b->sounds.count] = x->runs[i];
        distance_batch_add(&b->sounds, mine, len);
        if (b->sounds.count == DISTANCE_BATCH)
            flush(l, u, sound, abjad ? other_mode : DISTANCE_FULL, b);
    }
    flush(l, u, sound, DISTANCE_FULL, &batches[0]);
    flush(l, u, sound, other_mode, &batches[1]);
}

void lookup_runs(lookup *l, size_t u)
{
    const match_index *x = l->index;
    const token *t = &l->query->units[u];
    if (t->flags & TOKEN_JOINED)
        return;
    for (size_t i = 0; i < t->spelling_count && !(t->flags & TOKEN_SINGLE); i++) {
        const phone_word *sound = &t->spellings[i].sound;
        const index_run_slot *slot =
            &x->run_slots[(uint32_t)index_hash_skeleton(sound->skeleton) & (x->run_slot_count - 1)];
        if (l->everything)
            judge_slots(l, u, sound, x->run_slots, x->run_slots + x->run_slot_count);
        else
            judge_slots(l, u, sound, slot, slot + 1);
    }
    for (uint32_t i = 0; i < x->run_meaning_count && l->everything; i++)
        judge_run(l, u, x->run_meanings[i].unit);
    if (l->everything)
        return;
    uint32_t keys[INDEX_MEANINGS_MAX];
    size_t count = index_meaning_keys(t, keys);
    for (size_t k = 0; k < count; k++) {
        uint32_t first, end;
        index_find_pairs(x->run_meanings, x->run_meaning_count, keys[k], &first, &end);
        for (uint32_t i = first; i < end; i++)
            judge_run(l, u, x->run_meanings[i].unit);
    }
}
