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

bool script_word_find(str folded, script_word *entry)
{
    if (folded.len > SCRIPT_WORD_KEY_MAX)
        return false;
    uint32_t at = hash_of(folded.data, folded.len) & (SCRIPT_WORD_SLOTS - 1);
    for (; script_word_slots[at]; at = (at + 1) & (SCRIPT_WORD_SLOTS - 1)) {
        /* key length, key, kind, count, spellings */
        const char *record = script_word_pool + script_word_slots[at];
        size_t len = (unsigned char)record[0];
        if (len != folded.len || memcmp(record + 1, folded.data, len) != 0)
            continue;
        entry->kind = (script_word_kind)record[1 + len];
        entry->count = (unsigned char)record[2 + len];
        entry->spellings = record + 3 + len;
        return true;
    }
    return false;
}

size_t script_word_longest(const uint32_t *cps, size_t count, size_t least, script_word *entry)
{
    char key[SCRIPT_WORD_KEY_MAX + 4];
    size_t ends[SCRIPT_WORD_KEY_MAX + 4], n = 0, len = 0;
    while (n < count && len <= SCRIPT_WORD_KEY_MAX - 4) {
        len += utf8_put(key + len, cps[n]);
        ends[n++] = len;
    }
    for (; n >= least && n > 0; n--)
        if (script_word_find(str_make(key, ends[n - 1]), entry))
            return n;
    return 0;
}
