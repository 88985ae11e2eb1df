#include "decide/joined_names.h"

#include "base/limits.h"
#include "text/text.h"

#include <stdlib.h>

/* Folded, without the blanks between words; what remains stays in j->folded until the next call. */
static str join(joined_names *j, str text)
{
    buf_reset(&j->folded);
    text_fold(text, &j->folded);
    size_t len = 0;
    for (size_t i = 0; i < j->folded.len; i++)
        if (j->folded.data[i] != ' ')
            j->folded.data[len++] = j->folded.data[i];
    return str_make(j->folded.data, len);
}

/* FNV-1a; a name is compared letter by letter before it counts. */
static uint64_t hash_of(str s)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.data[i]) * 0x100000001B3u;
    return hash;
}

static int by_hash(const void *left, const void *right)
{
    const joined_name *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->name < b->name ? -1 : a->name > b->name;
}

static void add(joined_names *j, str joined, uint32_t name)
{
    if (joined.len >= JOINED_LETTERS)
        j->items[j->count++] = (joined_name){hash_of(joined), name};
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
    return join(j, buf_as_str(&j->turned));
}

static void make(joined_names *j)
{
    uint32_t names = snapshot_name_count(j->snapshot);
    buf_init(&j->folded, LIMIT_BUF_SIZE);
    buf_init(&j->turned, LIMIT_BUF_SIZE);
    j->made = true;
    j->items = calloc((size_t)names * 2 + 1, sizeof *j->items);
    for (uint32_t i = 0; j->items && i < names; i++) {
        snapshot_name row = snapshot_name_at(j->snapshot, i);
        if (row.text.len < JOINED_LETTERS || row.kind == NAME_WEAK)
            continue;
        add(j, join(j, row.text), i);
        add(j, turned(j, row.text), i);
    }
    j->failed = !j->items || j->folded.failed || j->turned.failed;
    if (!j->failed)
        qsort(j->items, j->count, sizeof *j->items, by_hash);
}

/* The first item with this hash or a later one. */
static size_t lower_bound(const joined_names *j, uint64_t hash)
{
    size_t low = 0, high = j->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (j->items[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t joined_names_find(joined_names *j, str word, uint32_t *names, size_t cap)
{
    char asked[LIMIT_NAME_LEN];
    size_t count = 0;
    if (!j->made)
        make(j);
    if (j->failed || word.len < JOINED_LETTERS || word.len > LIMIT_NAME_LEN)
        return 0;
    str joined = join(j, word);
    if (joined.len < JOINED_LETTERS || joined.len > sizeof asked)
        return 0;
    memcpy(asked, joined.data, joined.len);
    str query = str_make(asked, joined.len);
    uint64_t hash = hash_of(query);
    for (size_t i = lower_bound(j, hash); i < j->count && j->items[i].hash == hash && count < cap; i++) {
        str text = snapshot_name_at(j->snapshot, j->items[i].name).text;
        if (str_equal(join(j, text), query) || str_equal(turned(j, text), query))
            names[count++] = j->items[i].name;
    }
    return count;
}

void joined_names_free(joined_names *j)
{
    if (j->made) {
        free(j->items);
        buf_free(&j->folded);
        buf_free(&j->turned);
    }
}
