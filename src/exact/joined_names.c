#include "exact/joined_names.h"

#include "base/error.h"
#include "base/limits.h"
#include "text/text.h"

#include <stdlib.h>

typedef struct joined_slot {
    uint32_t hash;
    uint32_t name; /* row + 1; 0: free */
} joined_slot;

struct joined_names {
    const snapshot *snapshot;
    joined_slot *slots; /* a name stands at its hash or in a slot behind it */
    size_t mask;        /* slots - 1 */
};

/* Letters and digits of an ASCII text in lower case, in r->folded; false if it is none. */
static bool join_plain(joined_room *r, str text)
{
    char *to = buf_reserve(&r->folded, text.len);
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
    r->folded.len = to ? len : 0;
    return true;
}

/* Folded, without what stands between words; what remains stays in r->folded until the next call. */
static str join(joined_room *r, str text)
{
    buf_reset(&r->folded);
    bool plain = join_plain(r, text);
    if (!plain) {
        buf_reset(&r->folded);
        text_fold(text, &r->folded);
    }
    r->failed |= r->folded.failed;
    if (plain)
        return buf_as_str(&r->folded);
    size_t len = 0;
    for (size_t i = 0; i < r->folded.len; i++)
        if (r->folded.data[i] != ' ')
            r->folded.data[len++] = r->folded.data[i];
    return str_make(r->folded.data, len);
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
static str turned(joined_room *r, str text)
{
    size_t comma = str_find(text, str_make(",", 1));
    if (comma == SIZE_MAX)
        return STR_NONE;
    buf_reset(&r->turned);
    buf_str(&r->turned, str_make(text.data + comma + 1, text.len - comma - 1));
    buf_putc(&r->turned, ' ');
    buf_str(&r->turned, str_make(text.data, comma));
    r->failed |= r->turned.failed;
    return join(r, buf_as_str(&r->turned));
}

void joined_room_init(joined_room *r)
{
    buf_init(&r->folded, LIMIT_BUF_SIZE);
    buf_init(&r->turned, LIMIT_BUF_SIZE);
    r->failed = false;
}

void joined_room_free(joined_room *r)
{
    buf_free(&r->folded);
    buf_free(&r->turned);
}

/* At least half of the slots stay free: a search ends. */
itd_status joined_names_new(const snapshot *s, joined_names **out, itd_error *error)
{
    uint32_t names = snapshot_name_count(s);
    size_t slots = 64;
    joined_room room;
    joined_names *j = calloc(1, sizeof *j);
    *out = NULL;
    while (slots < (size_t)names * 4)
        slots *= 2;
    joined_room_init(&room);
    if (j) {
        *j = (joined_names){.snapshot = s, .mask = slots - 1};
        j->slots = calloc(slots, sizeof *j->slots);
    }
    for (uint32_t i = 0; j && j->slots && i < names; i++) {
        snapshot_name row = snapshot_name_at(s, i);
        if (row.text.len < JOINED_LETTERS || row.kind == NAME_WEAK)
            continue;
        add(j, join(&room, row.text), i);
        add(j, turned(&room, row.text), i);
    }
    bool good = j && j->slots && !room.failed;
    joined_room_free(&room);
    if (good)
        *out = j;
    else
        joined_names_free(j);
    return good ? ITD_OK : error_memory(error);
}

void joined_names_free(joined_names *j)
{
    if (j)
        free(j->slots);
    free(j);
}

itd_status joined_names_find(const joined_names *j, joined_room *r, str word, uint32_t *names, size_t cap,
                             size_t *count, itd_error *error)
{
    char asked[LIMIT_NAME_LEN];
    *count = 0;
    r->failed = false;
    if (word.len < JOINED_LETTERS || word.len > LIMIT_NAME_LEN)
        return ITD_OK;
    str joined = join(r, word);
    if (joined.len < JOINED_LETTERS || joined.len > sizeof asked)
        return r->failed ? error_memory(error) : ITD_OK;
    memcpy(asked, joined.data, joined.len);
    str query = str_make(asked, joined.len);
    uint32_t hash = hash_of(query);
    for (size_t at = hash & j->mask; j->slots[at].name; at = (at + 1) & j->mask) {
        if (j->slots[at].hash != hash)
            continue;
        uint32_t name = j->slots[at].name - 1;
        str text = snapshot_name_at(j->snapshot, name).text;
        if (!str_equal(join(r, text), query) && !str_equal(turned(r, text), query))
            continue;
        if (*count < cap)
            names[*count] = name;
        (*count)++;
    }
    return r->failed ? error_memory(error) : ITD_OK;
}
