/* The names, aliases and codes of banks that measures and statuses give: a table by hash. */
#include "regime/program.h"

#include <stdlib.h>

#define NAME_FOLD_CAP 1024

typedef struct name_builder {
    regime *r;
    bool no_memory;
} name_builder;

static void add_folded(name_builder *b, const char *folded, size_t len, bool bic, uint32_t entry)
{
    regime *r = b->r;
    if (len == 0)
        return;
    name_key *key = &r->names[r->name_count++];
    key->hash = name_hash(folded, len) ^ bic;
    key->text = arena_str(&r->a, str_make(folded, len));
    key->entry = entry;
    b->no_memory |= key->text.data == NULL;
}

/* A name is a key with its legal form, and one without. */
static void add_key(name_builder *b, str text, bool bic, uint32_t entry)
{
    char folded[NAME_FOLD_CAP], bare[NAME_FOLD_CAP];
    size_t len = regime_fold(text, folded, sizeof folded);
    if (bic)
        len = len < 7 ? 0 : 7;
    add_folded(b, folded, len, bic, entry);
    size_t short_len = bic ? 0 : fold_bare(b->r, text, bare, sizeof bare);
    if (short_len && (short_len != len || memcmp(bare, folded, len) != 0))
        add_folded(b, bare, short_len, false, entry);
}

static void add_entries(name_builder *b, const regime_name *names, size_t count, uint32_t owner)
{
    regime *r = b->r;
    for (size_t i = 0; i < count && !b->no_memory; i++) {
        uint32_t entry = r->entry_count++;
        r->entries[entry] = (name_entry){owner, &names[i]};
        add_key(b, names[i].name, false, entry);
        for (size_t k = 0; k < names[i].aliases.count; k++)
            add_key(b, names[i].aliases.items[k], false, entry);
        add_key(b, names[i].bic, true, entry);
    }
}

static void add_target_entries(name_builder *b, const regime_target *t, uint32_t index)
{
    add_entries(b, t->names, t->name_count, index);
    add_entries(b, t->except.names, t->except.name_count, index | OWNER_EXCEPT);
}

static int compare_keys(const void *a, const void *b)
{
    const name_key *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return (left->entry > right->entry) - (left->entry < right->entry);
}

static void count_names(const regime_name *names, size_t count, size_t *entries, size_t *keys)
{
    *entries += count;
    for (size_t i = 0; i < count; i++)
        *keys += 1 + 2 * (1 + names[i].aliases.count);
}

static void count_target(const regime_target *t, size_t *entries, size_t *keys)
{
    count_names(t->names, t->name_count, entries, keys);
    count_names(t->except.names, t->except.name_count, entries, keys);
}

bool index_names(regime *r)
{
    name_builder names = {.r = r}, *b = &names;
    size_t entries = 0, keys = 0;
    for (uint32_t i = 0; i < r->target_count; i++)
        count_target(r->targets[i].source, &entries, &keys);
    for (uint32_t i = 0; i < r->status_count; i++)
        if (r->statuses[i].source)
            count_names(r->statuses[i].source->names, r->statuses[i].source->name_count, &entries, &keys);
    r->entries = index_array(r, entries, sizeof *r->entries, &b->no_memory);
    r->names = index_array(r, keys, sizeof *r->names, &b->no_memory);
    if (b->no_memory)
        return false;
    for (uint32_t i = 0; i < r->target_count; i++)
        add_target_entries(b, r->targets[i].source, i);
    for (uint32_t i = 0; i < r->status_count; i++)
        if (r->statuses[i].source)
            add_entries(b, r->statuses[i].source->names, r->statuses[i].source->name_count, i | OWNER_STATUS);
    qsort(r->names, r->name_count, sizeof *r->names, compare_keys);
    for (uint32_t i = 0, run = 0; i < r->name_count; i++) {
        run = i && r->names[i].hash == r->names[i - 1].hash ? run + 1 : 1;
        if (run > r->longest_run)
            r->longest_run = run;
    }
    return !b->no_memory;
}
