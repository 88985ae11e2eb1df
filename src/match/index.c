#include "match/index.h"

#include "base/bytes.h"
#include "base/error.h"
#include "match/index_layout.h"
#include "match/match.h"
#include "name/parameters.h"

#include <limits.h>

enum { HEAVY_FROM = 20 };

bool index_is_heavy(uint8_t flags, int contrast)
{
    return contrast >= HEAVY_FROM && !(flags & TOKEN_SINGLE);
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

/* Groups of sounds in a signature. Sounds of two groups are exchanged at twice INDEX_BIT_COST or more, and no
 * sound goes in or out for less than INDEX_BIT_COST. */
enum {
    GROUP_A,
    GROUP_E,
    GROUP_O,
    GROUP_H,
    GROUP_B,
    GROUP_P,
    GROUP_V,
    GROUP_M,
    GROUP_N,
    GROUP_L,
    GROUP_R,
    GROUP_D,
    GROUP_T,
    GROUP_K,
    GROUP_G,
    GROUP_J,
    GROUP_SH,
    GROUP_S,
    GROUP_Z,
    GROUP_CH,
    GROUP_KH,
    GROUP_X,
    GROUP_OTHER,
    GROUP_COUNT
};

static const uint8_t GROUPS[PHONE_OTHER] = {
    [PHONE_A] = GROUP_A,     [PHONE_E] = GROUP_E,  [PHONE_I] = GROUP_E,   [PHONE_EE] = GROUP_E,
    [PHONE_Y] = GROUP_E,     [PHONE_O] = GROUP_O,  [PHONE_U] = GROUP_O,   [PHONE_OO] = GROUP_O,
    [PHONE_GLIDE] = GROUP_E, [PHONE_OU] = GROUP_O, [PHONE_W] = GROUP_O,   [PHONE_H] = GROUP_H,
    [PHONE_B] = GROUP_B,     [PHONE_P] = GROUP_P,  [PHONE_V] = GROUP_V,   [PHONE_F] = GROUP_V,
    [PHONE_PH] = GROUP_V,    [PHONE_C] = GROUP_K,  [PHONE_K] = GROUP_K,   [PHONE_Q] = GROUP_K,
    [PHONE_CK] = GROUP_K,    [PHONE_TS] = GROUP_K, [PHONE_KH] = GROUP_KH, [PHONE_X] = GROUP_X,
    [PHONE_G] = GROUP_G,     [PHONE_GH] = GROUP_G, [PHONE_J] = GROUP_J,   [PHONE_ZH] = GROUP_J,
    [PHONE_Z] = GROUP_Z,     [PHONE_S] = GROUP_S,  [PHONE_SH] = GROUP_SH, [PHONE_SHCH] = GROUP_SH,
    [PHONE_CH] = GROUP_CH,   [PHONE_D] = GROUP_D,  [PHONE_DH] = GROUP_D,  [PHONE_T] = GROUP_T,
    [PHONE_TH] = GROUP_T,    [PHONE_L] = GROUP_L,  [PHONE_M] = GROUP_M,   [PHONE_N] = GROUP_N,
    [PHONE_R] = GROUP_R,
};

/* Bits of each group. */
static const uint8_t WIDTHS[GROUP_COUNT] = {4, 4, 4, 2, 3, 2, 3, 3, 3, 3, 3, 3,
                                            3, 4, 2, 2, 2, 3, 2, 2, 2, 1, 4};

uint64_t index_signature(const uint8_t *phones, size_t len)
{
    uint8_t counts[GROUP_COUNT] = {0};
    uint64_t bits = 0;
    for (size_t i = 0; i < len; i++)
        counts[phones[i] < PHONE_DIGIT_0 ? GROUPS[phones[i]] : GROUP_OTHER]++;
    for (unsigned g = 0, shift = 0; g < GROUP_COUNT; shift += WIDTHS[g++])
        bits |= (((uint64_t)1 << (counts[g] < WIDTHS[g] ? counts[g] : WIDTHS[g])) - 1) << shift;
    return bits;
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
    if (!(t->flags & TOKEN_JOINED) && !str_equal(t->folded, t->text)) /* it may be romanised in two ways */
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

/* ---- names and runs ---- */

size_t index_run_words(const match_index *x, uint32_t run, uint32_t words[INDEX_RUN_WORDS])
{
    const index_name *n = &x->names[run >> INDEX_RUN_NAME];
    size_t count = 2 + (run & 1);
    for (size_t i = 0; i < count; i++)
        words[i] = index_word_of(index_name_words(x, n)[(run >> 1 & 31) + i]);
    return count;
}

const token *index_run_token(const match_index *x, uint32_t run, token_name *room)
{
    uint32_t words[INDEX_RUN_WORDS];
    size_t count = index_run_words(x, run, words);
    token *joined = &room->units[INDEX_RUN_WORDS];
    room->pool_len = 0;
    for (size_t i = 0; i < count; i++)
        index_token(x, words[i], INDEX_DEPTH_LETTERS, &room->units[i]);
    tokens_join(room, 0, count, joined);
    return joined->spelling_count ? joined : NULL;
}

void index_view(const match_index *x, uint32_t name, match_kind kind, name_view *out)
{
    const index_name *n = &x->names[name];
    const uint32_t *words = index_name_words(x, n);
    out->kind = (uint8_t)kind;
    out->cut = false;
    out->around = 0;
    out->count = out->unit_count = n->count;
    for (size_t i = 0; i < n->count; i++) {
        const index_word *word = &x->words[index_word_of(words[i])];
        const index_weight *w = &x->weights[word->weights].kind[kind];
        out->spans[i] = (unit){(uint8_t)i, 1};
        out->lens[i] = word->len;
        out->roles[i] = w->role;
        out->generic[i] = w->generic;
        out->weights[i] = (token_weight){w->information, w->contrast};
        out->patronymic[i] = w->patronymic;
        out->syllable[i] = w->syllable;
        out->trait[i] = w->trait;
    }
    name_view_scale(out);
}

uint32_t index_name_of_row(const match_index *x, uint32_t row)
{
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        uint32_t low = x->kind_start[kind], end = x->kind_start[kind + 1], high = end;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (x->names[middle].row < row)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < end && x->names[low].row == row)
            return low;
    }
    return 0; /* index_open has seen every row */
}
