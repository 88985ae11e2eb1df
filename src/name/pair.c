#include "name/pair.h"

static bool looks_like_organisation(const token_name *n)
{
    for (size_t i = 0; i < n->count; i++) {
        token_role role = token_get_role(&n->units[i], KIND_ORGANISATION);
        if (role == ROLE_FORM || role == ROLE_WORD)
            return true;
    }
    return false;
}

match_kind match_kind_of(schema_id s, const token_name *const *names, size_t count)
{
    if (schema_is_a(s, SCHEMA_PERSON))
        return KIND_PERSON;
    if (schema_is_a(s, SCHEMA_ORGANIZATION) || schema_is_a(s, SCHEMA_COMPANY))
        return KIND_ORGANISATION;
    if (!schema_is_a(s, SCHEMA_LEGAL_ENTITY))
        return KIND_OBJECT;
    for (size_t i = 0; i < count; i++)
        if (looks_like_organisation(names[i]))
            return KIND_ORGANISATION;
    return KIND_PERSON;
}

void pair_relations(const token_name *a, const token_name *b, relation *out)
{
    for (size_t i = 0; i < a->unit_count; i++)
        for (size_t j = 0; j < b->unit_count; j++) {
            bool both = a->spans[i].count > 1 && b->spans[j].count > 1;
            out[i * b->unit_count + j] =
                both ? (relation){RELATION_NONE, 0} : relation_of(&a->units[i], &b->units[j]);
        }
}

void pair_align(const token_name *a, const token_name *b, match_kind kind, relation *room, alignment *out)
{
    name_view x, y;
    name_view_make(a, kind, &x);
    name_view_make(b, kind, &y);
    pair_relations(a, b, room);
    align_names(&x, &y, room, out);
}
