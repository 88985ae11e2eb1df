#include "match/index.h"

#include "base/bytes.h"
#include "base/error.h"
#include "match/index_layout.h"
#include "match/match.h"
#include "match/parameters.h"

#include <limits.h>

enum { HEAVY_FROM = 20 };

bool index_is_heavy(uint8_t flags, token_weight weight)
{
    return weight.contrast >= HEAVY_FROM && !(flags & TOKEN_SINGLE);
}

int index_information(const index_weight *w, size_t count)
{
    return w->patronymic && count >= 3 ? WEIGHT_PATRONYMIC : w->information;
}

uint64_t index_hash_skeleton(uint64_t skeleton)
{
    uint64_t h = skeleton * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static unsigned group_of(uint8_t phone)
{
    switch (phone) {
    case PHONE_A:
        return 0;
    case PHONE_E:
    case PHONE_I:
    case PHONE_EE:
    case PHONE_Y:
    case PHONE_GLIDE:
        return 1;
    case PHONE_O:
    case PHONE_U:
    case PHONE_OO:
    case PHONE_OU:
    case PHONE_W:
        return 2;
    case PHONE_H:
        return 3;
    case PHONE_B:
        return 4;
    case PHONE_P:
        return 5;
    case PHONE_V:
    case PHONE_F:
    case PHONE_PH:
        return 6;
    case PHONE_M:
        return 7;
    case PHONE_N:
        return 8;
    default: /* classes 2, 3, 4, 6 and 7 */
        return 7 + phone_class(phone);
    }
}

uint64_t index_signature(const phone_word *p)
{
    uint64_t signature = 0;
    for (size_t i = 0; i < p->len; i++) {
        unsigned shift = 4 * group_of(p->phones[i]);
        uint64_t bits = signature >> shift & 15;
        signature |= ((bits << 1 | 1) & 15) << shift;
    }
    return signature;
}

enum {
    KEY_WORD,
    KEY_FORM,
    KEY_GENERIC,
    KEY_PLACE,
    KEY_FILLER,
    KEY_MEANING,
    KEY_VARIANT,
    KEY_NICKNAME,
    KEY_SPHERE,
    KEY_STEM,
    KEY_STEM_VARIANT,
    KEY_FOLDED
};

static void add_key(uint32_t *keys, size_t *count, uint32_t type, uint32_t value)
{
    keys[(*count)++] = type << 24 | value;
}

size_t index_meaning_keys(const token *t, uint32_t *keys)
{
    const lexicon_word *w = t->word;
    size_t count = 0;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < t->folded.len; i++)
        hash = (hash ^ (unsigned char)t->folded.data[i]) * 16777619u;
    if (!(t->flags & TOKEN_JOINED)) /* one folded word may be romanised in two ways */
        add_key(keys, &count, KEY_FOLDED, hash >> 8);
    if (t->stem)
        add_key(keys, &count, KEY_STEM, lexicon_number(t->stem));
    for (size_t i = 0; t->stem && i < LEXICON_VARIANTS && t->stem->variants[i]; i++)
        add_key(keys, &count, KEY_STEM_VARIANT, t->stem->variants[i]);
    if (!w)
        return count;
    add_key(keys, &count, KEY_WORD, lexicon_number(w));
    const uint16_t groups[] = {w->form, w->generic, w->place, w->filler, w->meaning};
    static const uint32_t types[] = {KEY_FORM, KEY_GENERIC, KEY_PLACE, KEY_FILLER, KEY_MEANING};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (groups[i])
            add_key(keys, &count, types[i], groups[i]);
    if (w->sphere)
        add_key(keys, &count, KEY_SPHERE, w->sphere);
    for (size_t i = 0; i < LEXICON_VARIANTS && w->variants[i]; i++)
        add_key(keys, &count, KEY_VARIANT, w->variants[i]);
    for (size_t i = 0; i < LEXICON_NICKNAMES && w->nicknames[i]; i++)
        add_key(keys, &count, KEY_NICKNAME, w->nicknames[i]);
    return count;
}

void index_find_pairs(const index_pair *pairs, uint32_t count, uint32_t key, uint32_t *first, uint32_t *end)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pairs[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (low < count && pairs[low].key == key)
        low++;
    *end = low;
}

/* ---- a unit as a token ---- */

void index_token(const match_index *x, uint32_t number, token *out)
{
    const index_unit *u = &x->units[number];
    const unsigned char *p = (const unsigned char *)x->pool.data + u->record;
    memset(out, 0, offsetof(token, spellings));
    out->flags = u->flags;
    out->script = u->script;
    out->word = u->word ? lexicon_at(u->word - 1u) : NULL;
    out->stem = u->stem ? lexicon_at(u->stem - 1u) : NULL;
    out->spelling_count = p[0];
    out->roman = p[1];
    out->number = (int32_t)read_u32(p + 2);
    size_t folded_len = read_u16(p + INDEX_RECORD_FOLDED);
    p += INDEX_RECORD_HEAD;
    str folded = str_make((const char *)p, folded_len);
    p += folded_len;
    for (size_t i = 0; i < out->spelling_count; i++) {
        out->spellings[i].cost = p[0];
        out->spellings[i].letters = str_make((const char *)p + 3, read_u16(p + 1));
        p += 3 + out->spellings[i].letters.len;
        phone_from_letters(out->spellings[i].letters, &out->spellings[i].sound);
    }
    out->text = out->spelling_count ? out->spellings[0].letters : folded;
    out->folded = folded_len ? folded : out->text;
}

str index_text(const match_index *x, uint32_t number)
{
    const char *p = x->pool.data + x->units[number].record;
    size_t folded_len = read_u16(p + INDEX_RECORD_FOLDED);
    const char *after = p + INDEX_RECORD_HEAD + folded_len;
    return p[0] ? str_make(after + 3, read_u16(after + 1)) : str_make(p + INDEX_RECORD_HEAD, folded_len);
}

void index_view(const match_index *x, const index_name *n, match_kind kind, name_view *out)
{
    out->kind = (uint8_t)kind;
    out->count = n->count;
    out->unit_count = n->unit_count;
    for (size_t i = 0; i < n->unit_count; i++) {
        uint8_t span = x->name_spans[n->first_unit + i];
        out->spans[i] = (unit){span & 31, (uint8_t)((span >> 5) + 1)};
        out->lens[i] =
            (uint8_t)x->pool.data[x->units[x->name_units[n->first_unit + i]].record + INDEX_RECORD_LEN];
    }
    for (size_t i = 0; i < n->count; i++) {
        const index_weight *w = &x->weights[x->name_units[n->first_unit + i]][kind];
        out->roles[i] = w->role;
        out->generic[i] = w->generic;
        out->weights[i] = (token_weight){w->information, w->contrast};
        out->patronymic[i] = w->patronymic;
        out->syllable[i] = w->syllable;
    }
    name_view_scale(out);
}

/* ---- opening ---- */

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
    bool good = TAKE(INDEX_PART_UNITS, x->units, x->unit_count) &&
                TAKE(INDEX_PART_WEIGHTS, x->weights, x->single_count) &&
                TAKE(INDEX_PART_NAMES, x->names, x->name_count) &&
                TAKE(INDEX_PART_NAME_UNITS, x->name_units, counts[INDEX_PART_NAME_UNITS]) &&
                TAKE(INDEX_PART_NAME_SPANS, x->name_spans, counts[INDEX_PART_NAME_SPANS]) &&
                TAKE(INDEX_PART_POSTING_OFFSETS, x->posting_offsets, counts[INDEX_PART_POSTING_OFFSETS]) &&
                TAKE(INDEX_PART_POSTINGS, x->postings, counts[INDEX_PART_POSTINGS]) &&
                TAKE(INDEX_PART_BUCKETS, x->buckets, x->bucket_count) &&
                TAKE(INDEX_PART_BUCKET_SLOTS, x->bucket_slots, x->bucket_slot_count) &&
                TAKE(INDEX_PART_SPELLINGS, x->spellings, x->spelling_count) &&
                TAKE(INDEX_PART_SIGNATURES, x->signatures, counts[INDEX_PART_SIGNATURES]) &&
                TAKE(INDEX_PART_JOINED, x->joined, x->joined_count) &&
                TAKE(INDEX_PART_NUMBERS, x->numbers, x->number_count) &&
                TAKE(INDEX_PART_MEANINGS, x->meanings, x->meaning_count) &&
                TAKE(INDEX_PART_LONG, x->long_buckets, x->long_bucket_count) &&
                TAKE(INDEX_PART_POOL, pool, pool_len);
    if (good)
        x->pool = str_make(pool, pool_len);
    return good;
}

static bool record_is_good(const match_index *x, const index_unit *u)
{
    uint64_t at = u->record, end = x->pool.len;
    const unsigned char *pool = (const unsigned char *)x->pool.data;
    if (at + INDEX_RECORD_HEAD > end || (u->word && !lexicon_at(u->word - 1u)) ||
        (u->stem && !lexicon_at(u->stem - 1u)) || u->script >= SCRIPT_COUNT)
        return false;
    size_t spellings = pool[at];
    if (spellings > TOKEN_SPELLINGS_MAX || pool[at + INDEX_RECORD_LEN] > PHONES_MAX)
        return false;
    at += INDEX_RECORD_HEAD + (uint64_t)read_u16(pool + at + INDEX_RECORD_FOLDED);
    for (size_t i = 0; i < spellings; i++) {
        if (at + 3 > end)
            return false;
        at += 3 + (uint64_t)read_u16(pool + at + 1);
    }
    return at <= end;
}

static bool units_are_good(const match_index *x, const uint32_t *counts)
{
    if (x->single_count > x->unit_count || counts[INDEX_PART_POSTING_OFFSETS] != x->unit_count + 1 ||
        x->posting_offsets[0] != 0 || x->posting_offsets[x->unit_count] != counts[INDEX_PART_POSTINGS])
        return false;
    for (uint32_t i = 0; i < x->unit_count; i++) {
        bool joined = (x->units[i].flags & TOKEN_JOINED) != 0;
        if (joined != (i >= x->single_count) || x->posting_offsets[i] > x->posting_offsets[i + 1] ||
            !record_is_good(x, &x->units[i]))
            return false;
    }
    for (uint32_t i = 0; i < counts[INDEX_PART_POSTINGS]; i++)
        if (x->postings[i] >= x->name_count)
            return false;
    return true;
}

static bool names_are_good(const match_index *x, const uint32_t *counts)
{
    uint32_t units = counts[INDEX_PART_NAME_UNITS];
    if (counts[INDEX_PART_NAME_SPANS] != units || x->name_count != snapshot_name_count(x->snapshot) ||
        x->kind_start[0] != 0 || x->kind_start[KIND_COUNT] != x->name_count)
        return false;
    for (unsigned k = 0; k < KIND_COUNT; k++)
        if (x->kind_start[k] > x->kind_start[k + 1])
            return false;
    for (uint32_t i = 0; i < x->name_count; i++) {
        const index_name *n = &x->names[i];
        if (n->first_unit > units || n->unit_count > units - n->first_unit || n->count > TOKENS_MAX ||
            n->unit_count > UNITS_MAX || n->count > n->unit_count || n->row >= x->name_count ||
            n->entity >= snapshot_entity_count(x->snapshot))
            return false;
        for (uint32_t u = 0; u < n->unit_count; u++) {
            uint8_t span = x->name_spans[n->first_unit + u];
            uint32_t unit_number = x->name_units[n->first_unit + u];
            uint32_t bound = u < n->count ? x->single_count : x->unit_count;
            if (unit_number >= bound || (span & 31) + (span >> 5) + 1 > n->count)
                return false;
        }
    }
    return true;
}

static bool pairs_are_good(const index_pair *pairs, uint32_t count, uint32_t bound)
{
    for (uint32_t i = 0; i < count; i++)
        if (pairs[i].unit >= bound || (i && pairs[i].key < pairs[i - 1].key))
            return false;
    return true;
}

static bool numbers_are_good(const uint32_t *numbers, uint32_t count, uint32_t bound)
{
    for (uint32_t i = 0; i < count; i++)
        if (numbers[i] >= bound)
            return false;
    return true;
}

/* Numbers plus one below the bound; a look-up ends at a free slot, so there must be one. */
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

static bool lookups_are_good(const match_index *x, const uint32_t *counts)
{
    if (counts[INDEX_PART_SIGNATURES] != x->spelling_count)
        return false;
    for (uint32_t i = 0; i < x->bucket_count; i++) {
        const index_bucket *b = &x->buckets[i];
        if (b->first > x->spelling_count || b->count > x->spelling_count - b->first || b->abjad > b->count)
            return false;
    }
    for (uint32_t i = 0; i < x->spelling_count; i++)
        if (x->spellings[i].unit >= x->single_count)
            return false;
    return slots_are_good(x->bucket_slots, x->bucket_slot_count, x->bucket_count) &&
           pairs_are_good(x->joined, x->joined_count, x->unit_count) &&
           pairs_are_good(x->numbers, x->number_count, x->single_count) &&
           pairs_are_good(x->meanings, x->meaning_count, x->unit_count) &&
           numbers_are_good(x->long_buckets, x->long_bucket_count, x->bucket_count);
}

itd_status index_open(const snapshot *s, match_index *out, itd_error *error)
{
    str bytes = snapshot_section(s, INDEX_TAG);
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
    if (!units_are_good(out, counts))
        return damaged("the dictionary is damaged", error);
    if (!names_are_good(out, counts))
        return damaged("the names are damaged", error);
    if (!lookups_are_good(out, counts))
        return damaged("a look-up table is damaged", error);
    return ITD_OK;
}
