/* Opens the index section: nothing of it is used before every offset and number has been checked. */
#include "base/bytes.h"
#include "base/error.h"
#include "match/index.h"
#include "match/index_layout.h"
#include "match/match.h"

static itd_status damaged(const char *what, itd_error *error)
{
    return error_set(error, ITD_ERROR_SNAPSHOT, "match index", "%s", what);
}

/* Points *array at part `part` of the section; false if it does not hold whole elements or lies outside. */
static bool take(str bytes, size_t part, size_t size, const void **array, uint32_t *count)
{
    uint64_t offset = read_u64(bytes.data + INDEX_PARTS + 16 * part);
    uint64_t length = read_u64(bytes.data + INDEX_PARTS + 16 * part + 8);
    if (offset > bytes.len || length > bytes.len - offset || length % size || offset % 8 ||
        length / size > UINT32_MAX)
        return false;
    *array = bytes.data + offset;
    *count = (uint32_t)(length / size);
    return true;
}

#define TAKE(part, array, count) take(bytes, part, sizeof *(array), (const void **)&(array), &(count))

static bool take_all(str bytes, match_index *x, uint32_t counts[INDEX_PART_COUNT])
{
    uint32_t pool_len;
    const char *pool;
    bool good = TAKE(INDEX_PART_WORDS, x->words, x->word_count) &&
                TAKE(INDEX_PART_WEIGHTS, x->weights, x->weights_count) &&
                TAKE(INDEX_PART_NAMES, x->names, x->name_count) &&
                TAKE(INDEX_PART_NAME_WORDS, x->name_words, counts[INDEX_PART_NAME_WORDS]) &&
                TAKE(INDEX_PART_POSTING_OFFSETS, x->posting_offsets, counts[INDEX_PART_POSTING_OFFSETS]) &&
                TAKE(INDEX_PART_POSTINGS, x->postings, counts[INDEX_PART_POSTINGS]) &&
                TAKE(INDEX_PART_SKELETONS, x->skeletons, x->skeleton_count) &&
                TAKE(INDEX_PART_GROUP_STARTS, x->group_starts, counts[INDEX_PART_GROUP_STARTS]) &&
                TAKE(INDEX_PART_SKELETON_GROUPS, x->skeleton_groups, counts[INDEX_PART_SKELETON_GROUPS]) &&
                TAKE(INDEX_PART_GROUPS, x->groups, x->group_count) &&
                TAKE(INDEX_PART_SKELETON_SLOTS, x->skeleton_slots, x->skeleton_slot_count) &&
                TAKE(INDEX_PART_SPELLINGS, x->spellings, x->spelling_count) &&
                TAKE(INDEX_PART_SIGNATURES, x->signatures, counts[INDEX_PART_SIGNATURES]) &&
                TAKE(INDEX_PART_PHONES, x->phones, x->phones_len) &&
                TAKE(INDEX_PART_RUN_SLOTS, x->run_slots, counts[INDEX_PART_RUN_SLOTS]) &&
                TAKE(INDEX_PART_RUNS, x->runs, x->run_count) &&
                TAKE(INDEX_PART_RUN_LENS, x->run_lens, counts[INDEX_PART_RUN_LENS]) &&
                TAKE(INDEX_PART_RUN_PHONES, x->run_phones, x->run_phones_len) &&
                TAKE(INDEX_PART_NUMBERS, x->numbers, x->number_count) &&
                TAKE(INDEX_PART_MEANINGS, x->meanings, x->meaning_count) &&
                TAKE(INDEX_PART_RUN_MEANINGS, x->run_meanings, x->run_meaning_count) &&
                TAKE(INDEX_PART_POOL, pool, pool_len);
    if (good)
        x->pool = str_make(pool, pool_len);
    return good;
}

/* Numbers that never fall, from 0 to `end`. */
static bool offsets_are_good(const uint32_t *offsets, uint32_t count, uint32_t wanted, uint32_t end)
{
    if (count != wanted || count == 0 || offsets[0] != 0 || offsets[count - 1] != end)
        return false;
    for (uint32_t i = 1; i < count; i++)
        if (offsets[i] < offsets[i - 1])
            return false;
    return true;
}

static bool words_are_good(const match_index *x, const uint32_t *counts)
{
    for (uint32_t i = 0; i < x->word_count; i++) {
        const index_word *w = &x->words[i];
        if (w->weights >= x->weights_count || w->script >= SCRIPT_COUNT || w->len > PHONES_MAX ||
            (w->flags & TOKEN_JOINED) || (w->known && !lexicon_at(w->known - 1u)) ||
            !index_record_fits(x->pool, w->record))
            return false;
    }
    if (!offsets_are_good(x->posting_offsets, counts[INDEX_PART_POSTING_OFFSETS], x->word_count + 1,
                          counts[INDEX_PART_POSTINGS]))
        return false;
    for (uint32_t i = 0; i < counts[INDEX_PART_POSTINGS]; i++)
        if (x->postings[i] >> INDEX_TIER_BITS >= x->name_count)
            return false;
    return true;
}

/* Rows ascend within a kind, so all of them are there if none is twice and none too great. */
static bool names_are_good(const match_index *x, const uint32_t *counts)
{
    uint32_t words = counts[INDEX_PART_NAME_WORDS];
    if (x->name_count != snapshot_name_count(x->snapshot) || x->kind_start[0] != 0 ||
        x->kind_start[KIND_COUNT] != x->name_count)
        return false;
    for (unsigned k = 0; k < KIND_COUNT; k++) {
        if (x->kind_start[k] > x->kind_start[k + 1])
            return false;
        for (uint32_t i = x->kind_start[k]; i < x->kind_start[k + 1]; i++) {
            const index_name *n = &x->names[i];
            if (n->count > TOKENS_MAX || n->row >= x->name_count ||
                (i > x->kind_start[k] && n->row <= x->names[i - 1].row) ||
                (n->count > INDEX_NAME_WORDS && (n->words[0] > words || n->count > words - n->words[0])))
                return false;
            for (size_t w = 0; w < n->count && n->count <= INDEX_NAME_WORDS; w++)
                if (index_word_of(n->words[w]) >= x->word_count)
                    return false;
        }
    }
    for (uint32_t i = 0; i < words; i++)
        if (index_word_of(x->name_words[i]) >= x->word_count)
            return false;
    return true;
}

/* False if the groups are not in the order of index_group; else where the spellings of each cell lie. */
static bool find_cells(match_index *x)
{
    const index_group *last = NULL;
    memset(x->cells, 0, sizeof x->cells);
    for (uint32_t i = 0; i + 1 < x->group_count; i++) {
        const index_group *g = &x->groups[i];
        if (g->classes > INDEX_CLASSES_MAX || g->soft > PHONES_MAX)
            return false;
        if (g->flags & INDEX_GROUP_ABJAD)
            continue;
        if (last && ((last->flags & INDEX_GROUP_ABJAD) || g->classes < last->classes ||
                     (g->classes == last->classes && g->soft < last->soft)))
            return false;
        last = g;
        index_cell *cell = &x->cells[g->classes][g->soft];
        if (cell->end == 0)
            cell->first = g->first;
        cell->end = g[1].first;
        cell->longest = g->longest > cell->longest ? g->longest : cell->longest;
    }
    return true;
}

static bool sounds_are_good(const match_index *x, const uint32_t *counts)
{
    if (x->phones_len < DISTANCE_BATCH_ROW || x->group_count == 0 ||
        counts[INDEX_PART_SIGNATURES] != x->spelling_count ||
        !offsets_are_good(x->group_starts, counts[INDEX_PART_GROUP_STARTS], x->skeleton_count + 1,
                          counts[INDEX_PART_SKELETON_GROUPS]))
        return false;
    uint32_t phones_len = x->phones_len - DISTANCE_BATCH_ROW;
    for (uint32_t i = 0; i + 1 < x->group_count; i++) {
        const index_group *g = &x->groups[i];
        uint32_t next = g[1].first;
        if (g->first > next || next > x->spelling_count || g->len > PHONES_MAX ||
            (uint64_t)(next - g->first) * g->len > phones_len ||
            g->phones > phones_len - (next - g->first) * g->len || g->longest > PHONES_MAX ||
            ((g->flags & INDEX_GROUP_BATCHED) && (g->len == 0 || g->len > DISTANCE_BATCH_PHONES)))
            return false;
    }
    for (uint32_t i = 0; i < counts[INDEX_PART_SKELETON_GROUPS]; i++)
        if (x->skeleton_groups[i] >= x->group_count - 1)
            return false;
    for (uint32_t i = 0; i < x->spelling_count; i++)
        if (index_spelling_word(x->spellings[i]) >= x->word_count ||
            index_spelling_first(x->spellings[i]) > PHONES_MAX)
            return false;
    for (uint32_t i = 0; i + 1 < x->group_count; i++) {
        const index_group *g = &x->groups[i];
        bool batched = (g->flags & INDEX_GROUP_BATCHED) != 0;
        for (uint32_t p = 0; batched && p < (g[1].first - g->first) * g->len; p++)
            if (x->phones[g->phones + p] >= DISTANCE_TABLE)
                return false;
    }
    return true;
}

static bool run_is_good(const match_index *x, uint32_t run)
{
    uint32_t name = run >> INDEX_RUN_NAME, first = run >> 1 & 31, count = 2 + (run & 1);
    return name < x->name_count && first + count <= x->names[name].count;
}

static bool pairs_are_sorted(const index_pair *pairs, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (pairs[i].key < pairs[i - 1].key)
            return false;
    return true;
}

static bool pairs_are_good(const index_pair *pairs, uint32_t count, uint32_t bound)
{
    for (uint32_t i = 0; i < count; i++)
        if (pairs[i].unit >= bound)
            return false;
    return pairs_are_sorted(pairs, count);
}

/* Numbers plus one up to the bound; a look-up ends at a free slot, so there must be one. */
static bool slots_are_good(const uint32_t *slots, uint32_t count, uint32_t bound)
{
    uint32_t free_slots = 0;
    for (uint32_t i = 0; i < count; i++) {
        free_slots += slots[i] == 0;
        if (slots[i] > bound)
            return false;
    }
    return free_slots > 0 && (count & (count - 1)) == 0;
}

static bool runs_are_good(match_index *x, const uint32_t *counts)
{
    uint32_t slots = counts[INDEX_PART_RUN_SLOTS], run = 0, phones = 0;
    if (slots < 2 || ((slots - 1) & (slots - 2)) || counts[INDEX_PART_RUN_LENS] != x->run_count ||
        x->run_phones_len < DISTANCE_BATCH_ROW)
        return false;
    x->run_slot_count = slots - 1;
    for (uint32_t slot = 0; slot < slots; slot++) {
        uint32_t end = slot + 1 < slots ? x->run_slots[slot + 1].first : x->run_count;
        if (x->run_slots[slot].first != run || x->run_slots[slot].phones != phones || end < run ||
            end > x->run_count)
            return false;
        for (; run < end; run++) {
            uint32_t len = x->run_lens[run] & ~(uint32_t)INDEX_RUN_ABJAD;
            if (len > PHONES_MAX || !run_is_good(x, x->runs[run]) ||
                phones + len > x->run_phones_len - DISTANCE_BATCH_ROW)
                return false;
            phones += len;
        }
    }
    for (uint32_t i = 0; i < x->run_meaning_count; i++)
        if (!run_is_good(x, x->run_meanings[i].unit))
            return false;
    return pairs_are_sorted(x->run_meanings, x->run_meaning_count);
}

itd_status index_open(const snapshot *s, match_index *out, itd_error *error)
{
    str section;
    itd_status status = snapshot_section(s, INDEX_TAG, &section, error);
    return status == ITD_OK ? index_open_section(s, section, out, error) : status;
}

itd_status index_open_section(const snapshot *s, str bytes, match_index *out, itd_error *error)
{
    uint32_t counts[INDEX_PART_COUNT] = {0};
    const uint16_t order = 1;
    *out = (match_index){.snapshot = s};
    if (*(const unsigned char *)&order != 1)
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL,
                         "the match index needs a little-endian processor");
    if (bytes.len < INDEX_HEAD_SIZE)
        return damaged("the snapshot has no match index; compile it again", error);
    if (read_u32(bytes.data) != INDEX_VERSION ||
        strncmp(bytes.data + INDEX_MODEL, match_model(), INDEX_MODEL_CAP) != 0)
        return error_set(error, ITD_ERROR_SNAPSHOT, "match index",
                         "made for model '%.*s', this program has '%s'; compile the snapshot again",
                         INDEX_MODEL_CAP, bytes.data + INDEX_MODEL, match_model());
    for (unsigned k = 0; k < KIND_COUNT; k++) {
        out->kind_start[k] = read_u32(bytes.data + INDEX_KINDS + 8 * k);
        out->kind_schemata[k] = read_u32(bytes.data + INDEX_KINDS + 8 * k + 4);
    }
    if (!take_all(bytes, out, counts))
        return damaged("a part lies outside the section", error);
    out->kind_start[KIND_COUNT] = out->name_count;
    if (!words_are_good(out, counts))
        return damaged("the dictionary is damaged", error);
    if (!names_are_good(out, counts))
        return damaged("the names are damaged", error);
    if (!sounds_are_good(out, counts) || !find_cells(out) || !runs_are_good(out, counts) ||
        !slots_are_good(out->skeleton_slots, out->skeleton_slot_count, out->skeleton_count) ||
        !pairs_are_good(out->numbers, out->number_count, out->word_count) ||
        !pairs_are_good(out->meanings, out->meaning_count, out->word_count))
        return damaged("a look-up table is damaged", error);
    return ITD_OK;
}
