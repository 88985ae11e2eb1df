#include "text/script_words.h"

#define STEM 1u

typedef struct script_word_record {
    uint32_t hash;
    uint32_t letters;   /* place of the first */
    uint32_t spellings; /* place of the first */
    uint8_t length;     /* twice the number of letters, and STEM */
    uint8_t kind;
    uint8_t count; /* of spellings */
} script_word_record;

#include "text/tables/script_words.inc"

#define ENDING_MAX  5 /* letters that may follow a stem */
#define LONGEST_BIT 16
#define HASH_START  2166136261u

static inline uint32_t hash_letter(uint32_t hash, uint32_t cp)
{
    return (hash ^ cp) * 16777619u;
}

static bool same_letters(const script_word_record *r, const uint32_t *cps)
{
    const uint16_t *letters = script_word_letters + r->letters;
    for (size_t i = 0; i < r->length / 2; i++)
        if (letters[i] != cps[i])
            return false;
    return true;
}

/* The entry of `count` letters, `stem` (STEM or 0); `hash` is that of the letters. */
static bool find_key(uint32_t hash, const uint32_t *cps, size_t count, unsigned stem, script_word *entry)
{
    if (stem)
        hash = hash_letter(hash, '*');
    hash ^= hash >> 15;
    uint32_t at = hash & (SCRIPT_WORD_SLOTS - 1);
    for (; script_word_slots[at]; at = (at + 1) & (SCRIPT_WORD_SLOTS - 1)) {
        const script_word_record *r = &script_word_records[script_word_slots[at] - 1];
        if (r->hash != hash || r->length != count * 2 + stem || !same_letters(r, cps))
            continue;
        entry->kind = (script_word_kind)r->kind;
        entry->count = r->count;
        entry->spellings = script_word_pool + r->spellings;
        return true;
    }
    return false;
}

/* The lengths that entries with these first two characters have, a bit for each. */
static unsigned shape(const uint16_t *shapes, uint32_t first, uint32_t second)
{
    return shapes[(uint32_t)(first * 2654435761u ^ second * 2246822519u) >> 19];
}

static bool has_length(unsigned shape, size_t count)
{
    return shape >> ((count < LONGEST_BIT ? count : LONGEST_BIT) - 1) & 1;
}

bool script_word_find(const uint32_t *cps, size_t count, bool inflected, script_word *entry)
{
    uint32_t hashes[SCRIPT_WORD_LETTERS_MAX + 1];
    if (count == 0 || count > SCRIPT_WORD_LETTERS_MAX + ENDING_MAX)
        return false;
    uint32_t second = count > 1 ? cps[1] : 0;
    bool whole = has_length(shape(script_word_shapes, cps[0], second), count);
    unsigned stems = inflected ? shape(script_stem_shapes, cps[0], second) : 0;
    if (!whole && stems == 0)
        return false;
    size_t known = count < SCRIPT_WORD_LETTERS_MAX ? count : SCRIPT_WORD_LETTERS_MAX;
    hashes[0] = HASH_START;
    for (size_t i = 0; i < known; i++)
        hashes[i + 1] = hash_letter(hashes[i], cps[i]);
    if (whole && count == known && find_key(hashes[count], cps, count, 0, entry))
        return true;
    for (size_t n = count, cut = 0; stems && cut <= ENDING_MAX && n > 2; cut++, n--)
        if (n <= known && has_length(stems, n) && find_key(hashes[n], cps, n, STEM, entry))
            return true;
    return false;
}

size_t script_word_longest(const uint32_t *cps, size_t count, size_t least, script_word *entry)
{
    uint32_t hashes[SCRIPT_WORD_LETTERS_MAX + 1];
    if (count == 0)
        return 0;
    unsigned shapes = count > 1 ? shape(script_word_shapes, cps[0], cps[1]) : 0;
    unsigned single = shape(script_word_shapes, cps[0], 0);
    if (shapes == 0 && (single & 1) == 0)
        return 0;
    size_t n = count < SCRIPT_WORD_LETTERS_MAX ? count : SCRIPT_WORD_LETTERS_MAX;
    hashes[0] = HASH_START;
    for (size_t i = 0; i < n; i++)
        hashes[i + 1] = hash_letter(hashes[i], cps[i]);
    for (; n >= least && n > 0; n--)
        if (has_length(n == 1 ? single : shapes, n) && find_key(hashes[n], cps, n, 0, entry))
            return n;
    return 0;
}
