#include "exact/joined_names.h"

#include "base/error.h"
#include "base/limits.h"
#include "text/text.h"

#include <stdlib.h>

/* Letters and digits of an ASCII text in lower case, in j->folded; false if it is none. */
static bool join_plain(joined_names *j, str text)
{
    char *to = buf_reserve(&j->folded, text.len);
    size_t len = 0;
    for (size_t i = 0; to && i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c >= 0x80)
            return false;
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            to[len++] = (char)c;
    }
    j->folded.len = to ? len : 0;
    return true;
}

/* Folded, without what stands between words; what remains stays in j->folded until the next call. */
static str join(joined_names *j, str text)
{
    buf_reset(&j->folded);
    bool plain = join_plain(j, text);
    if (!plain) {
        buf_reset(&j->folded);
        text_fold(text, &j->folded);
    }
    j->failed |= j->folded.failed;
    if (plain)
        return buf_as_str(&j->folded);
    size_t len = 0;
    for (size_t i = 0; i < j->folded.len; i++)
        if (j->folded.data[i] != ' ')
            j->folded.data[len++] = j->folded.data[i];
    return str_make(j->folded.data, len);
}

/* FNV-1a; a name is compared letter by letter before it counts. */
static uint32_t hash_of(str s)
{
    uint32_t hash = 0x811C9DC5u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.data[i]) * 0x01000193u;
    return hash ^ hash >> 15;
}

static void add(joined_names *j, str joined, uint32_t name)
{
    if (joined.len < JOINED_LETTERS)
        return;
    uint32_t hash = hash_of(joined);
    size_t at = hash & j->mask;
    while (j->slots[at].name)
        at = (at + 1) & j->mask;
    j->slots[at] = (joined_slot){hash, name + 1};
}

/* "PUTIN, Vladimir" turned round; empty for other names. */
static str turned(joined_names *j, str text)
{
    size_t comma = str_find(text, str_make(",", 1));
    if (comma == SIZE_MAX)
        return STR_NONE;
    buf_reset(&j->turned);
    buf_str(&j->turned, str_make(text.data + comma + 1, text.len - comma - 1));
    buf_putc(&j->turned, ' ');
    buf_str(&j->turned, str_make(text.data, comma));
    j->failed |= j->turned.failed;
    return join(j, buf_as_str(&j->turned));
}

static void release(joined_names *j)
{
    free(j->slots);
    buf_free(&j->folded);
    buf_free(&j->turned);
    j->slots = NULL;
}

/* At least half of the slots stay free: a search ends. What could not be made is tried again at the next
 * question. */
static itd_status make(joined_names *j, itd_error *error)
{
    uint32_t names = snapshot_name_count(j->snapshot);
    size_t slots = 64;
    while (slots < (size_t)names * 4)
        slots *= 2;
    buf_init(&j->folded, LIMIT_BUF_SIZE);
    buf_init(&j->turned, LIMIT_BUF_SIZE);
    j->mask = slots - 1;
    j->slots = calloc(slots, sizeof *j->slots);
    for (uint32_t i = 0; j->slots && i < names; i++) {
        snapshot_name row = snapshot_name_at(j->snapshot, i);
        if (row.text.len < JOINED_LETTERS || row.kind == NAME_WEAK)
            continue;
        add(j, join(j, row.text), i);
        add(j, turned(j, row.text), i);
    }
    j->made = j->slots && !j->failed;
    if (j->made)
        return ITD_OK;
    release(j);
    return error_memory(error);
}

itd_status joined_names_find(joined_names *j, str word, uint32_t *names, size_t cap, size_t *count,
                             itd_error *error)
{
    char asked[LIMIT_NAME_LEN];
    j->failed = false;
    itd_status status = j->made ? ITD_OK : make(j, error);
    *count = 0;
    if (status != ITD_OK || word.len < JOINED_LETTERS || word.len > LIMIT_NAME_LEN)
        return status;
    str joined = join(j, word);
    if (joined.len < JOINED_LETTERS || joined.len > sizeof asked)
        return j->failed ? error_memory(error) : ITD_OK;
    memcpy(asked, joined.data, joined.len);
    str query = str_make(asked, joined.len);
    uint32_t hash = hash_of(query);
    for (size_t at = hash & j->mask; j->slots[at].name; at = (at + 1) & j->mask) {
        if (j->slots[at].hash != hash)
            continue;
        uint32_t name = j->slots[at].name - 1;
        str text = snapshot_name_at(j->snapshot, name).text;
        if (!str_equal(join(j, text), query) && !str_equal(turned(j, text), query))
            continue;
        if (*count < cap)
            names[*count] = name;
        (*count)++;
    }
    return j->failed ? error_memory(error) : ITD_OK;
}

void joined_names_free(joined_names *j)
{
    if (j->made)
        release(j);
    j->made = false;
}
