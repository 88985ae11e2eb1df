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

#define ENDING_MAX 5 /* letters that may follow a stem */
#define STEM_MIN   3

/* Stems stand in the table with a star behind them. */
static bool find_stem(str folded, script_word *entry)
{
    char key[SCRIPT_WORD_KEY_MAX + 2];
    size_t len = folded.len;
    for (int cut = 0; cut <= ENDING_MAX && len > STEM_MIN * 2; cut++) {
        if (len < SCRIPT_WORD_KEY_MAX) {
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
    return find_key(folded, entry) || (inflected && find_stem(folded, entry));
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
        if (find_key(str_make(key, ends[n - 1]), entry))
            return n;
    return 0;
}
