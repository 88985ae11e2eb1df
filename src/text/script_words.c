#include "text/script_words.h"

#include "text/utf8.h"

#include "text/tables/script_words.inc"

static uint32_t hash_of(const char *data, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)data[i]) * 16777619u;
    return h;
}

static bool find_key(str key, script_word *entry)
{
    if (key.len > SCRIPT_WORD_KEY_MAX)
        return false;
    uint32_t at = hash_of(key.data, key.len) & (SCRIPT_WORD_SLOTS - 1);
    for (; script_word_slots[at]; at = (at + 1) & (SCRIPT_WORD_SLOTS - 1)) {
        /* key length, key, kind, count, spellings */
        const char *record = script_word_pool + script_word_slots[at];
        size_t len = (unsigned char)record[0];
        if (len != key.len || memcmp(record + 1, key.data, len) != 0)
            continue;
        entry->kind = (script_word_kind)record[1 + len];
        entry->count = (unsigned char)record[2 + len];
        entry->spellings = record + 3 + len;
        return true;
    }
    return false;
}

#define ENDING_MAX  5 /* letters that may follow a stem */
#define LONGEST_BIT 16

/* The lengths that entries with these first two characters have, a bit for each. */
static unsigned shape(const uint16_t *shapes, uint32_t first, uint32_t second)
{
    return shapes[(uint32_t)(first * 2654435761u ^ second * 2246822519u) >> 19];
}

static bool has_length(unsigned shape, size_t count)
{
    return shape >> ((count < LONGEST_BIT ? count : LONGEST_BIT) - 1) & 1;
}

/* Stems stand in the table with a star behind them. */
static bool find_stem(str folded, size_t count, unsigned shapes, script_word *entry)
{
    char key[SCRIPT_WORD_KEY_MAX + 2];
    size_t len = folded.len;
    for (size_t cut = 0; cut <= ENDING_MAX && count > 2; cut++, count--) {
        if (has_length(shapes, count) && len < SCRIPT_WORD_KEY_MAX) {
            memcpy(key, folded.data, len);
            key[len] = '*';
            if (find_key(str_make(key, len + 1), entry))
                return true;
        }
        do
            len--;
        while (len > 0 && ((unsigned char)folded.data[len] & 0xC0) == 0x80);
    }
    return false;
}

bool script_word_find(str folded, bool inflected, script_word *entry)
{
    size_t at = 0, count = 0;
    bool ignored = false;
    if (folded.len == 0)
        return false;
    uint32_t first = utf8_next(folded, &at, &ignored),
             second = at < folded.len ? utf8_next(folded, &at, &ignored) : 0;
    for (size_t i = 0; i < folded.len; i++)
        count += ((unsigned char)folded.data[i] & 0xC0) != 0x80;
    if (has_length(shape(script_word_shapes, first, second), count) && find_key(folded, entry))
        return true;
    unsigned stems = inflected ? shape(script_stem_shapes, first, second) : 0;
    return stems && find_stem(folded, count, stems, entry);
}

size_t script_word_longest(const uint32_t *cps, size_t count, size_t least, script_word *entry)
{
    char key[SCRIPT_WORD_KEY_MAX + 4];
    size_t ends[SCRIPT_WORD_KEY_MAX + 4], n = 0, len = 0;
    if (count == 0)
        return 0;
    unsigned shapes = count > 1 ? shape(script_word_shapes, cps[0], cps[1]) : 0;
    unsigned single = shape(script_word_shapes, cps[0], 0);
    if (shapes == 0 && (single & 1) == 0)
        return 0;
    while (n < count && len <= SCRIPT_WORD_KEY_MAX - 4) {
        len += utf8_put(key + len, cps[n]);
        ends[n++] = len;
    }
    for (; n >= least && n > 0; n--)
        if (has_length(n == 1 ? single : shapes, n) && find_key(str_make(key, ends[n - 1]), entry))
            return n;
    return 0;
}
