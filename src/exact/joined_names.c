#include "exact/joined_names.h"

#include "base/bytes.h"
#include "base/error.h"
#include "base/limits.h"
#include "text/text.h"

#include <stdlib.h>

#define JOINED_TAG "JNAM"

enum { JOINED_VERSION = 1, JOINED_HEAD_SIZE = 16, JOINED_BITS_LEAST = 6 };

/* A listed name of some length, by the hash of its letters. */
typedef struct joined_entry {
    uint32_t hash;
    uint32_t name; /* row */
} joined_entry;

struct joined_names {
    const snapshot *snapshot;
    const uint32_t *starts; /* first entry of each cell, and the end */
    const joined_entry *entries;
    uint32_t count, mask; /* mask: cells - 1 */
    void *own;            /* both arrays, where they do not lie in the snapshot */
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

/* ---- making ---- */

typedef struct entry_list {
    joined_entry *list;
    size_t count;
} entry_list;

static void add(entry_list *l, str joined, uint32_t name)
{
    if (joined.len >= JOINED_LETTERS)
        l->list[l->count++] = (joined_entry){hash_of(joined), name};
}

/* Every name in one order or two. */
static bool read_names(const snapshot *s, entry_list *l)
{
    uint32_t names = snapshot_name_count(s);
    joined_room room;
    joined_room_init(&room);
    l->list = calloc((size_t)names * 2 + 1, sizeof *l->list);
    for (uint32_t i = 0; l->list && i < names; i++) {
        snapshot_name row = snapshot_name_at(s, i);
        if (row.text.len < JOINED_LETTERS || row.kind == NAME_WEAK)
            continue;
        add(l, join(&room, row.text), i);
        add(l, turned(&room, row.text), i);
    }
    bool good = l->list && !room.failed;
    joined_room_free(&room);
    return good;
}

/* The cells one after another; within one the names in the order of their rows. */
static bool put_cells(joined_names *j, const entry_list *l)
{
    uint32_t bits = JOINED_BITS_LEAST;
    while ((UINT32_C(1) << bits) < l->count && bits < 24)
        bits++;
    j->mask = (UINT32_C(1) << bits) - 1;
    j->count = (uint32_t)l->count;
    size_t cells = (size_t)j->mask + 2;
    j->own = calloc(1, cells * sizeof(uint32_t) + l->count * sizeof(joined_entry));
    if (!j->own)
        return false;
    uint32_t *starts = j->own;
    joined_entry *entries = (joined_entry *)(void *)(starts + cells);
    for (size_t i = 0; i < l->count; i++)
        starts[l->list[i].hash & j->mask]++;
    for (size_t k = 0; k <= j->mask; k++)
        starts[k + 1] += starts[k];
    for (size_t i = l->count; i-- > 0;)
        entries[--starts[l->list[i].hash & j->mask]] = l->list[i];
    j->starts = starts;
    j->entries = entries;
    return true;
}

static itd_status make(const snapshot *s, joined_names **out, itd_error *error)
{
    entry_list l = {NULL, 0};
    joined_names *j = calloc(1, sizeof *j);
    *out = NULL;
    bool good = j && read_names(s, &l);
    if (good) {
        j->snapshot = s;
        good = put_cells(j, &l);
    }
    free(l.list);
    if (good)
        *out = j;
    else
        joined_names_free(j);
    return good ? ITD_OK : error_memory(error);
}

itd_status joined_section_build(const snapshot *core, joined_section_sink *sink, void *context,
                                itd_error *error)
{
    joined_names *j;
    buf section;
    itd_status status = make(core, &j, error);
    if (status != ITD_OK)
        return status;
    buf_init(&section, LIMIT_BUF_SIZE);
    buf_u32(&section, JOINED_VERSION);
    buf_u32(&section, j->mask);
    buf_u32(&section, j->count);
    buf_u32(&section, 0);
    buf_append(&section, j->entries, j->count * sizeof *j->entries);
    buf_append(&section, j->starts, ((size_t)j->mask + 2) * sizeof *j->starts);
    joined_names_free(j);
    status = section.failed ? error_memory(error) : sink(context, JOINED_TAG, buf_as_str(&section), error);
    buf_free(&section);
    return status;
}

/* ---- opening: nothing is used before it was checked ---- */

static bool is_good(const joined_names *j, str bytes)
{
    uint64_t size = JOINED_HEAD_SIZE + (uint64_t)j->count * sizeof *j->entries +
                    ((uint64_t)j->mask + 2) * sizeof *j->starts;
    uint32_t names = snapshot_name_count(j->snapshot);
    if (j->mask == UINT32_MAX || (j->mask & (j->mask + 1)) != 0 || size != bytes.len)
        return false;
    bool bad = j->starts[0] != 0 || j->starts[j->mask + 1] != j->count;
    for (uint32_t i = 0; i <= j->mask; i++)
        bad |= j->starts[i] > j->starts[i + 1];
    for (uint32_t i = 0; i < j->count; i++)
        bad |= j->entries[i].name >= names;
    return !bad;
}

itd_status joined_names_open(const snapshot *s, joined_names **out, itd_error *error)
{
    str bytes;
    *out = NULL;
    itd_status status = snapshot_section(s, JOINED_TAG, &bytes, error);
    if (status != ITD_OK)
        return status;
    if (bytes.len == 0)
        return make(s, out, error);
    if (bytes.len < JOINED_HEAD_SIZE || read_u32(bytes.data) != JOINED_VERSION)
        return error_set(error, ITD_ERROR_SNAPSHOT, "names without blanks",
                         "made by another version of the program; compile the snapshot again");
    joined_names *j = calloc(1, sizeof *j);
    if (!j)
        return error_memory(error);
    *j = (joined_names){.snapshot = s, .mask = read_u32(bytes.data + 4), .count = read_u32(bytes.data + 8)};
    size_t entries = (size_t)j->count * sizeof *j->entries;
    if (entries <= bytes.len - JOINED_HEAD_SIZE) {
        j->entries = (const joined_entry *)(const void *)(bytes.data + JOINED_HEAD_SIZE);
        j->starts = (const uint32_t *)(const void *)(bytes.data + JOINED_HEAD_SIZE + entries);
        if (is_good(j, bytes)) {
            *out = j;
            return ITD_OK;
        }
    }
    joined_names_free(j);
    return error_set(error, ITD_ERROR_SNAPSHOT, "names without blanks", "the section is damaged");
}

void joined_names_free(joined_names *j)
{
    if (j)
        free(j->own);
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
    uint32_t cell = hash & j->mask;
    for (uint32_t at = j->starts[cell]; at < j->starts[cell + 1]; at++) {
        if (j->entries[at].hash != hash)
            continue;
        uint32_t name = j->entries[at].name;
        str text = snapshot_name_at(j->snapshot, name).text;
        if (!str_equal(join(r, text), query) && !str_equal(turned(r, text), query))
            continue;
        if (*count < cap)
            names[*count] = name;
        (*count)++;
    }
    return r->failed ? error_memory(error) : ITD_OK;
}
