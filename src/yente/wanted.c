#include "yente/wanted.h"

#include "find/field.h"
#include "model/moment.h"
#include "snapshot/seen.h"
#include "yente/param.h"

enum { NOT_IDS_MAX = 50 };

bool wishes_read(entity_wishes *w, const snapshot *s, const http_request *q, http_response *a)
{
    size_t count;
    *w = (entity_wishes){.snapshot = s};
    const str *schemata = param_all(q, "exclude_schema", &count);
    for (size_t i = 0; i < count && w->without_count < SCHEMA_COUNT; i++)
        w->without_count += schema_from_name(schemata[i], &w->without[w->without_count]);
    w->topics = param_all(q, "topics", &w->topic_count);
    w->not_ids = param_all(q, "exclude_entity_ids", &w->not_id_count);
    if (w->not_id_count > NOT_IDS_MAX) {
        param_invalid(a, "too_long", "query", "exclude_entity_ids", NULL, NULL,
                      "List should have at most 50 items", STR_NONE);
        return false;
    }
    str since;
    if (!param_moment(q, "changed_since", &since, a))
        return false;
    if (since.len && !moment_read(since, &w->changed_since))
        w->changed_since =
            str_compare(since, str_of("2100")) > 0 ? UINT32_MAX : 0; /* behind or before all lists */
    return true;
}

bool wishes_any(const entity_wishes *w)
{
    return w->without_count || w->topic_count || w->not_id_count || w->changed_since;
}

typedef struct value_check {
    const entity_wishes *wishes;
    bool topic, unwanted;
} value_check;

static bool check_value(void *context, property_id p, str text)
{
    value_check *c = context;
    for (size_t i = 0; p == PROPERTY_TOPICS && i < c->wishes->topic_count; i++)
        c->topic |= str_equal(text, c->wishes->topics[i]);
    for (size_t i = 0; p == PROPERTY_REFERENTS && i < c->wishes->not_id_count; i++)
        c->unwanted |= str_equal(text, c->wishes->not_ids[i]);
    return true;
}

bool wishes_accept(void *wishes, uint32_t index)
{
    const entity_wishes *w = wishes;
    const snapshot_entity e = snapshot_entity_at(w->snapshot, index);
    value_check c = {.wishes = w, .topic = !w->topic_count};
    uint32_t changed = w->changed_since ? seen_at(w->snapshot, index, SEEN_CHANGED) : 0;
    if (changed && changed <= w->changed_since)
        return false;
    for (size_t i = 0; i < w->without_count; i++)
        if (e.schema == w->without[i])
            return false;
    for (size_t i = 0; i < w->not_id_count; i++)
        if (str_equal(e.id, w->not_ids[i]))
            return false;
    if (w->topic_count || w->not_id_count)
        field_each(w->snapshot, index, check_value, &c);
    return c.topic && !c.unwanted;
}
