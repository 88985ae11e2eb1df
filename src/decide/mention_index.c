#include "decide/mention_index.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "metric/distance.h"

#include <stdlib.h>

#define SLOTS_MAX      4 /* words by which a name is known */
#define NAME_WORDS_MAX 24
#define SPAN_MAX       10   /* words of a text over which a name may lie */
#define SPELLINGS_MAX  3    /* of one word */
#define DISTANCE_MAX   30   /* twentieths of an edit; a letter wrong at the start is 26 */
#define CLASSES_LEAST  3    /* shorter skeletons are compared by letters */
#define ALIKE_MAX      512  /* listed words for one word of a text */
#define COMMON_WORD    1500 /* names; a commoner word tells little where others do */
#define CACHE_SIZE     4096 /* words of texts whose listed words are remembered */
#define CACHE_WORDS    32

/* A listed word, each once. */
typedef struct listed_word {
    str folded;
    uint32_t names;                  /* that hold it */
    uint32_t first_name, name_count; /* into postings: names that are known by it */
    uint32_t first_sound;
    uint8_t sound_count;
} listed_word;

typedef struct posting {
    uint32_t name;
    uint8_t slot;
} posting;

typedef struct key_row {
    uint64_t key;
    uint32_t word;
} key_row;

/* A name while a text is scanned: where each of its rarest words was seen last. */
typedef struct name_state {
    uint32_t scan; /* number of the scan that this is of */
    uint16_t seen[SLOTS_MAX];
} name_state;

typedef struct indexed_name {
    uint32_t first_word; /* into words_of_names */
    uint8_t word_count, slots, need;
} indexed_name;

/* What `alike` found for a word of a text. */
typedef struct cached_word {
    uint64_t hash; /* 0: empty */
    uint8_t count;
    uint32_t words[CACHE_WORDS];
} cached_word;

struct mention_index {
    arena memory;
    cached_word *cache;
    text_scratch *text;
    listed_word *words;
    size_t word_count, word_cap;
    uint32_t *slots; /* hash table: word + 1 */
    size_t slot_count;
    indexed_name *names;
    uint32_t name_count;
    uint32_t *words_of_names;
    size_t used_count, used_cap;
    phone_word *sounds;
    size_t sound_count, sound_cap;
    posting *postings;
    key_row *keys;
    size_t key_count, key_cap;
    name_state *states;
    uint32_t scan;
};

static uint64_t hash_bytes(str s)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.data[i]) * 1099511628211u;
    return h ^ h >> 29;
}

/* ---- keys: the skeleton, and the skeleton without each of its classes ---- */

static size_t classes_of(uint64_t skeleton)
{
    size_t count = 0;
    while (skeleton) {
        skeleton >>= 3;
        count++;
    }
    return count;
}

static uint64_t without_class(uint64_t skeleton, size_t at)
{
    uint64_t low = skeleton & ((UINT64_C(1) << 3 * at) - 1);
    return low | (skeleton >> 3 * (at + 1)) << 3 * at;
}

enum { KEYS_MAX = 24 };

static const uint64_t LETTERS_KEY = UINT64_C(1) << 63; /* a short word by its letters */

/* Vowels that are written for one another are one. */
static uint64_t letters_key(str letters)
{
    char plain[32];
    size_t len = 0;
    for (size_t i = 0; i < letters.len && len < sizeof plain; i++) {
        char c = letters.data[i];
        if (c == 'h' || (len > 0 && c == letters.data[i - 1]))
            continue;
        plain[len++] = c == 'e' || c == 'y' || c == 'j' ? 'i' : c == 'u' || c == 'w' ? 'o' : c;
    }
    return hash_bytes(str_make(plain, len)) | LETTERS_KEY;
}

/* A skeleton together with the first letter: keys of skeletons that one class was taken from. */
static uint64_t partial_key(uint64_t skeleton, char first)
{
    char plain = first == 'e' || first == 'y' || first == 'j' ? 'i'
                 : first == 'u' || first == 'w'               ? 'o'
                                                              : first;
    uint64_t h = (skeleton ^ (uint64_t)(unsigned char)plain << 56) * 0x9E3779B97F4A7C15u;
    return (h ^ h >> 31) | LETTERS_KEY;
}

static size_t keys_of(str letters, const phone_word *sound, uint64_t keys[KEYS_MAX])
{
    size_t classes = classes_of(sound->skeleton), count = 0;
    if (classes < CLASSES_LEAST || letters.len == 0) {
        keys[0] = letters_key(letters);
        return 1;
    }
    keys[count++] = sound->skeleton;
    keys[count++] = partial_key(sound->skeleton, letters.data[0]);
    keys[count++] = partial_key(~sound->counts, letters.data[0]); /* the same classes in another order */
    for (size_t i = 0; i < classes && count < KEYS_MAX && classes > CLASSES_LEAST; i++) {
        uint64_t key = partial_key(without_class(sound->skeleton, i), letters.data[0]);
        if (key != keys[count - 1])
            keys[count++] = key;
    }
    return count;
}

/* ---- building ---- */

static bool put_key(mention_index *x, uint64_t key, uint32_t word)
{
    if (x->key_count == x->key_cap) {
        key_row *grown = arena_grow(&x->memory, x->keys, x->key_count, &x->key_cap, sizeof *grown);
        if (!grown)
            return false;
        x->keys = grown;
    }
    x->keys[x->key_count++] = (key_row){key, word};
    return true;
}

static bool put_sound(mention_index *x, const phone_word *sound)
{
    if (x->sound_count == x->sound_cap) {
        phone_word *grown = arena_grow(&x->memory, x->sounds, x->sound_count, &x->sound_cap, sizeof *grown);
        if (!grown)
            return false;
        x->sounds = grown;
    }
    x->sounds[x->sound_count++] = *sound;
    return true;
}

static bool put_spellings(mention_index *x, uint32_t number, const text_word *w)
{
    listed_word *listed = &x->words[number];
    listed->first_sound = (uint32_t)x->sound_count;
    for (size_t i = 0; i < w->spelling_count && i < SPELLINGS_MAX; i++) {
        uint64_t keys[KEYS_MAX];
        phone_word sound;
        phone_from_letters(w->spellings[i], &sound);
        size_t count = keys_of(w->spellings[i], &sound, keys);
        for (size_t k = 0; k < count; k++)
            if (!put_key(x, keys[k], number))
                return false;
        if (!put_sound(x, &sound))
            return false;
        listed->sound_count++;
    }
    return true;
}

/* The number of a word, new or known; UINT32_MAX without memory. */
static uint32_t word_number(mention_index *x, const text_word *w)
{
    for (size_t at = hash_bytes(w->folded);; at++) {
        uint32_t *slot = &x->slots[at & (x->slot_count - 1)];
        if (*slot && str_equal(x->words[*slot - 1].folded, w->folded))
            return *slot - 1;
        if (*slot)
            continue;
        if (x->word_count == x->word_cap || x->word_count * 2 > x->slot_count)
            return UINT32_MAX;
        uint32_t number = (uint32_t)x->word_count++;
        x->words[number] = (listed_word){.folded = arena_str(&x->memory, w->folded)};
        if (!x->words[number].folded.data || !put_spellings(x, number, w))
            return UINT32_MAX;
        *slot = number + 1;
        return number;
    }
}

static bool read_name(mention_index *x, const snapshot *s, uint32_t row)
{
    snapshot_name name = snapshot_name_at(s, row);
    indexed_name *n = &x->names[row];
    n->first_word = (uint32_t)x->used_count;
    if (name.kind == NAME_WEAK || name.kind == NAME_NOT_A_NAME)
        return true;
    const text_name *t = text_analyse(x->text, name.text);
    if (t->word_count > NAME_WORDS_MAX)
        return true;
    for (size_t i = 0; i < t->word_count; i++) {
        uint32_t number = word_number(x, &t->words[i]);
        if (number == UINT32_MAX)
            return false;
        if (x->used_count == x->used_cap) {
            uint32_t *grown =
                arena_grow(&x->memory, x->words_of_names, x->used_count, &x->used_cap, sizeof *grown);
            if (!grown)
                return false;
            x->words_of_names = grown;
        }
        x->words_of_names[x->used_count++] = number;
        x->words[number].names++;
    }
    n->word_count = (uint8_t)t->word_count;
    return true;
}

/* The rarest words of a name, each once; single letters and words of one or two letters tell nothing. */
static size_t rarest(const mention_index *x, const indexed_name *n, uint32_t out[SLOTS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < n->word_count; i++) {
        uint32_t word = x->words_of_names[n->first_word + i];
        uint32_t names = x->words[word].names;
        bool skip = x->words[word].folded.len < 3;
        for (size_t k = 0; k < count && !skip; k++)
            skip = out[k] == word;
        if (skip || (count == SLOTS_MAX && x->words[out[count - 1]].names <= names))
            continue;
        size_t at = count < SLOTS_MAX ? count++ : count - 1;
        for (; at > 0 && x->words[out[at - 1]].names > names; at--)
            out[at] = out[at - 1];
        out[at] = word;
    }
    while (count > 2 && x->words[out[count - 1]].names > COMMON_WORD)
        count--;
    return count;
}

/* Postings in two passes: count, then fill. */
static bool build_postings(mention_index *x)
{
    uint32_t chosen[SLOTS_MAX];
    size_t total = 0;
    for (uint32_t i = 0; i < x->name_count; i++) {
        indexed_name *n = &x->names[i];
        n->slots = (uint8_t)rarest(x, n, chosen);
        n->need = n->slots >= 3 ? (uint8_t)(n->slots - 1) : n->slots;
        for (size_t k = 0; k < n->slots; k++)
            x->words[chosen[k]].name_count++;
        total += n->slots;
    }
    x->postings = arena_array(&x->memory, total + 1, sizeof *x->postings);
    if (!x->postings)
        return false;
    uint32_t at = 0;
    for (size_t i = 0; i < x->word_count; i++) {
        x->words[i].first_name = at;
        at += x->words[i].name_count;
        x->words[i].name_count = 0;
    }
    for (uint32_t i = 0; i < x->name_count; i++) {
        size_t slots = rarest(x, &x->names[i], chosen);
        for (size_t k = 0; k < slots; k++) {
            listed_word *w = &x->words[chosen[k]];
            x->postings[w->first_name + w->name_count++] = (posting){i, (uint8_t)k};
        }
    }
    return true;
}

static int by_key(const void *left, const void *right)
{
    const key_row *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

static bool build(mention_index *x, const snapshot *s)
{
    x->name_count = snapshot_name_count(s);
    x->word_cap = (size_t)x->name_count * 6 + 4096;
    x->slot_count = 64;
    while (x->slot_count < x->word_cap)
        x->slot_count *= 2;
    x->words = arena_array(&x->memory, x->word_cap, sizeof *x->words);
    x->slots = arena_array(&x->memory, x->slot_count, sizeof *x->slots);
    x->names = arena_array(&x->memory, (size_t)x->name_count + 1, sizeof *x->names);
    x->states = arena_array(&x->memory, (size_t)x->name_count + 1, sizeof *x->states);
    x->cache = arena_array(&x->memory, CACHE_SIZE, sizeof *x->cache);
    if (!x->words || !x->slots || !x->names || !x->states || !x->cache)
        return false;
    for (uint32_t i = 0; i < x->name_count; i++)
        if (!read_name(x, s, i))
            return false;
    if (x->key_count)
        qsort(x->keys, x->key_count, sizeof *x->keys, by_key);
    return build_postings(x);
}

itd_status mention_index_new(const snapshot *s, mention_index **out, itd_error *error)
{
    mention_index *x = calloc(1, sizeof *x);
    if (!x)
        return error_memory(error);
    arena_init(&x->memory, LIMIT_ARENA_SIZE);
    itd_status status = text_scratch_new(&x->text, error);
    if (status == ITD_OK && !build(x, s))
        status = error_memory(error);
    if (status != ITD_OK) {
        mention_index_free(x);
        return status;
    }
    *out = x;
    return ITD_OK;
}

void mention_index_free(mention_index *x)
{
    if (!x)
        return;
    text_scratch_free(x->text);
    arena_free(&x->memory);
    free(x);
}

/* ---- scanning ---- */

static size_t first_with_key(const mention_index *x, uint64_t key)
{
    size_t low = 0, high = x->key_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (x->keys[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool sounds_alike(const mention_index *x, uint32_t word, const phone_word *sound)
{
    const listed_word *w = &x->words[word];
    for (size_t i = 0; i < w->sound_count; i++)
        if (phone_count_gap(&x->sounds[w->first_sound + i], sound) <= 2 &&
            distance_within(&x->sounds[w->first_sound + i], sound, DISTANCE_MAX, DISTANCE_FULL) <=
                DISTANCE_MAX)
            return true;
    return false;
}

/* Listed words that a word of a text may stand for, each once. */
static size_t alike(const mention_index *x, const text_word *w, uint32_t found[ALIKE_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < w->spelling_count && i < SPELLINGS_MAX; i++) {
        uint64_t keys[KEYS_MAX];
        phone_word sound;
        phone_from_letters(w->spellings[i], &sound);
        size_t key_count = keys_of(w->spellings[i], &sound, keys);
        for (size_t k = 0; k < key_count; k++)
            for (size_t at = first_with_key(x, keys[k]); at < x->key_count && x->keys[at].key == keys[k];
                 at++) {
                uint32_t word = x->keys[at].word;
                bool known = x->words[word].name_count == 0;
                for (size_t n = 0; n < count && !known; n++)
                    known = found[n] == word;
                if (!known && count < ALIKE_MAX && sounds_alike(x, word, &sound))
                    found[count++] = word;
            }
    }
    return count;
}

/* As `alike`, remembering what was asked lately: texts repeat their words. */
static size_t alike_cached(mention_index *x, const text_word *w, uint32_t found[ALIKE_MAX])
{
    uint64_t hash = hash_bytes(w->folded) | 1;
    cached_word *c = &x->cache[(hash >> 8) % CACHE_SIZE];
    if (c->hash == hash) {
        memcpy(found, c->words, c->count * sizeof found[0]);
        return c->count;
    }
    size_t count = alike(x, w, found);
    if (count <= CACHE_WORDS) {
        c->hash = hash;
        c->count = (uint8_t)count;
        memcpy(c->words, found, count * sizeof found[0]);
    }
    return count;
}

/* Marks the name as having this slot at word `at`; tells whether it may stand here, and from where. */
static bool mark(mention_index *x, const posting *p, size_t at, size_t *first)
{
    name_state *state = &x->states[p->name];
    const indexed_name *n = &x->names[p->name];
    if (state->scan != x->scan)
        *state = (name_state){.scan = x->scan};
    state->seen[p->slot] = (uint16_t)(at + 1);
    size_t met = 0;
    *first = at;
    for (size_t i = 0; i < n->slots; i++) {
        size_t seen = state->seen[i];
        if (seen == 0 || at + 1 - seen >= SPAN_MAX)
            continue;
        met++;
        if (seen - 1 < *first)
            *first = seen - 1;
    }
    return met >= n->need;
}

void mention_index_scan(mention_index *x, const text_word *words, size_t count, mention_candidate *found,
                        void *context)
{
    x->scan++;
    for (size_t i = 0; i < count && i < UINT16_MAX; i++) {
        uint32_t listed[ALIKE_MAX];
        size_t listed_count = words[i].folded.len < 3 ? 0 : alike_cached(x, &words[i], listed);
        for (size_t k = 0; k < listed_count; k++) {
            const listed_word *w = &x->words[listed[k]];
            for (uint32_t p = 0; p < w->name_count; p++) {
                const posting *here = &x->postings[w->first_name + p];
                size_t first;
                if (mark(x, here, i, &first))
                    found(context, here->name, first, i, x->names[here->name].word_count);
            }
        }
    }
}
