#include "yente/scope.h"

static const char *const COLLECTIONS[] = {"default", "sanctions", "all"};

static size_t find_source(const snapshot *s, str name)
{
    for (uint16_t i = 0; i < snapshot_source_count(s); i++)
        if (str_equal(snapshot_source_at(s, i).dataset, name))
            return i;
    return SIZE_MAX;
}

const char *scope_collection(const snapshot *s, size_t index)
{
    for (size_t i = 0; i < sizeof COLLECTIONS / sizeof COLLECTIONS[0]; i++)
        if (find_source(s, str_of(COLLECTIONS[i])) == SIZE_MAX && index-- == 0)
            return COLLECTIONS[i];
    return NULL;
}

static bool is_collection(const snapshot *s, str name)
{
    const char *collection;
    for (size_t i = 0; (collection = scope_collection(s, i)) != NULL; i++)
        if (str_is(name, collection))
            return true;
    return false;
}

/* Marks what a name stands for. */
static bool mark(const snapshot *s, str name, uint8_t *mask)
{
    size_t one = find_source(s, name);
    if (one != SIZE_MAX)
        return mask[one] = 1, true;
    bool collection = is_collection(s, name);
    if (collection)
        memset(mask, 1, snapshot_source_count(s));
    return collection;
}

bool scope_read(const snapshot *s, const http_request *q, str name, dataset_scope *out, http_response *a)
{
    uint8_t include[LIMIT_SOURCES] = {0}, exclude[LIMIT_SOURCES] = {0};
    bool included = false;
    str one;
    *out = (dataset_scope){.name = name, .title = name, .all = true};
    if (!mark(s, name, out->mask)) {
        http_error(a, 404, "No such dataset.");
        return false;
    }
    size_t source = find_source(s, name);
    if (source != SIZE_MAX && snapshot_source_at(s, (uint16_t)source).title.len)
        out->title = snapshot_source_at(s, (uint16_t)source).title;
    for (size_t i = 0; (one = http_param_nth(q, "include_dataset", i)).data; i++)
        if (one.len)
            included = true, (void)mark(s, one, include);
    for (size_t i = 0; (one = http_param_nth(q, "exclude_dataset", i)).data; i++)
        (void)mark(s, one, exclude);
    for (size_t i = 0; i < snapshot_source_count(s); i++) {
        out->mask[i] = out->mask[i] && (!included || include[i]) && !exclude[i];
        out->all &= out->mask[i] != 0;
    }
    return true;
}

bool scope_has(const dataset_scope *scope, const snapshot *s, uint32_t index)
{
    uint16_t datasets[LIMIT_SOURCES];
    if (scope->all)
        return true;
    size_t count = snapshot_entity_datasets(s, index, datasets, LIMIT_SOURCES);
    for (size_t i = 0; i < count; i++)
        if (scope->mask[datasets[i]])
            return true;
    return false;
}
