#include "yente/edges.h"

#include "base/error.h"

#include <stdlib.h>

static const edge_names NAMES[] = {
    {SCHEMA_OWNERSHIP, "owner", "asset", "ownershipOwner", "ownershipAsset"},
    {SCHEMA_DIRECTORSHIP, "director", "organization", "directorshipDirector", "directorshipOrganization"},
    {SCHEMA_FAMILY, "person", "relative", "familyPerson", "familyRelative"},
    {SCHEMA_ASSOCIATE, "person", "associate", "associates", "associations"},
    {SCHEMA_UNKNOWN_LINK, "subject", "object", "unknownLinkTo", "unknownLinkFrom"},
    {SCHEMA_OCCUPANCY, "holder", "post", "positionOccupancies", "occupancies"},
    {SCHEMA_MEMBERSHIP, "member", "organization", "membershipMember", "membershipOrganization"},
    {SCHEMA_REPRESENTATION, "agent", "client", "agentRepresentation", "clientRepresentation"},
    {SCHEMA_EMPLOYMENT, "employee", "employer", "employers", "employees"},
    {SCHEMA_PAYMENT, "payer", "beneficiary", "paymentPayer", "paymentBeneficiary"},
};

const edge_names *edge_names_at(size_t index)
{
    return index < sizeof NAMES / sizeof NAMES[0] ? &NAMES[index] : NULL;
}

const edge_names *edge_names_of(schema_id s)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (NAMES[i].schema == s)
            return &NAMES[i];
    return NULL;
}

/* Both ends of every link, to be counted and then to be put in. */
static void each_end(const snapshot *s, edge_table *t, bool put)
{
    for (uint32_t i = 0; i < snapshot_entity_count(s); i++) {
        const snapshot_entity e = snapshot_entity_at(s, i);
        for (uint32_t k = 0; k < e.link_count; k++) {
            const bool reversed = snapshot_link_at(s, e.first_link + k).reversed;
            const uint32_t other = snapshot_link_target(s, e.first_link + k);
            if (put)
                t->items[t->starts[i + 1]++] = (edge){i, k, other, !reversed};
            else
                t->starts[i + 2]++;
            if (other == UINT32_MAX || other == i)
                continue;
            if (put)
                t->items[t->starts[other + 1]++] = (edge){i, k, i, reversed};
            else
                t->starts[other + 2]++;
        }
    }
}

itd_status edges_new(const snapshot *s, edge_table **out, itd_error *error)
{
    const size_t count = snapshot_entity_count(s);
    edge_table *t = calloc(1, sizeof *t);
    if (t)
        t->starts = calloc(count + 3, sizeof *t->starts);
    if (t && t->starts) {
        each_end(s, t, false);
        for (size_t i = 2; i < count + 3; i++)
            t->starts[i] += t->starts[i - 1];
        t->items = calloc((size_t)t->starts[count + 1] + 1, sizeof *t->items);
    }
    if (!t || !t->starts || !t->items) {
        edges_free(t);
        return error_memory(error);
    }
    each_end(s, t, true);
    *out = t;
    return ITD_OK;
}

void edges_free(void *table)
{
    edge_table *t = table;
    if (!t)
        return;
    free(t->starts);
    free(t->items);
    free(t);
}
