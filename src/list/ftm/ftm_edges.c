#include "list/ftm/ftm.h"

#include "base/error.h"
#include "list/entity_index.h"

/* ---- fields of a part ---- */

static str text_of(const ftm_part *part, const char *name)
{
    for (const ftm_pair *p = part->pairs; p; p = p->next)
        if (str_is(p->property_name, name))
            return p->text;
    return STR_NONE;
}

static str first_of(const ftm_part *part, const char *const *names)
{
    for (; *names; names++)
        if (!str_empty(text_of(part, *names)))
            return text_of(part, *names);
    return STR_NONE;
}

/* Calendar day or shorter; a time of day goes. */
static str date_of(entity *e, const ftm_part *part, const char *name)
{
    str text = text_of(part, name);
    str date = record_date_text(e, text);
    return str_empty(date) ? text : date;
}

/* ---- edges ---- */

typedef struct edge_ends {
    schema_id schema;
    const char *from, *to;
} edge_ends;

static const edge_ends EDGES[] = {
    {SCHEMA_OWNERSHIP, "owner", "asset"},          {SCHEMA_DIRECTORSHIP, "director", "organization"},
    {SCHEMA_FAMILY, "person", "relative"},         {SCHEMA_ASSOCIATE, "person", "associate"},
    {SCHEMA_UNKNOWN_LINK, "subject", "object"},    {SCHEMA_OCCUPANCY, "holder", "post"},
    {SCHEMA_MEMBERSHIP, "member", "organization"}, {SCHEMA_REPRESENTATION, "agent", "client"},
    {SCHEMA_EMPLOYMENT, "employee", "employer"},   {SCHEMA_PAYMENT, "payer", "beneficiary"},
};

/* "50", "50.5 %", "12,25": hundredths of a per cent, or -1. */
static int32_t read_percentage(str text)
{
    int32_t whole = 0, hundredths = 0;
    size_t i = 0, digits = 0, decimals = 0;
    if (str_empty(text))
        return -1;
    for (; i < text.len && text.data[i] >= '0' && text.data[i] <= '9' && digits < 3; i++, digits++)
        whole = whole * 10 + (text.data[i] - '0');
    if (i < text.len && (text.data[i] == '.' || text.data[i] == ',')) {
        for (i++; i < text.len && text.data[i] >= '0' && text.data[i] <= '9'; i++)
            if (decimals < 2) {
                hundredths = hundredths * 10 + (text.data[i] - '0');
                decimals++;
            }
    }
    if (decimals == 1)
        hundredths *= 10;
    str rest = str_trim(str_make(text.data + i, text.len - i));
    bool clean = str_empty(rest) || str_is(rest, "%");
    int32_t value = whole * 100 + hundredths;
    return digits && clean && value <= 10000 ? value : -1;
}

static void add_link(entity *e, const ftm_part *part, bool reversed, str other)
{
    static const char *const roles[] = {"role", "relationship", "ownershipType", "status", NULL};
    entity_link *l = entity_add_link(e, part->schema);
    if (!l)
        return;
    l->reversed = reversed;
    l->target_id = other;
    l->role = first_of(part, roles);
    l->percentage = read_percentage(text_of(part, "percentage"));
    l->start_date = date_of(e, part, "startDate");
    l->end_date = date_of(e, part, "endDate");
}

/* Links the two ends from the side that has an entity; the owner's side first. */
static itd_status link_ends(ftm_state *s, const ftm_part *part, str from, str to, itd_error *error)
{
    ftm_record *a = ftm_record_find(s, from), *b = ftm_record_find(s, to);
    str share = text_of(part, "percentage");
    if (share.len && read_percentage(share) < 0 &&
        !list_warn(s->job, "%s:%lu: the share '%.*s' is no percentage from 0 to 100; it counts as not known",
                   s->file->path, part->line, (int)(share.len < 40 ? share.len : 40), share.data))
        return error_memory(error);
    if (a && a->e)
        add_link(a->e, part, false, to);
    else if (b && b->e)
        add_link(b->e, part, true, from);
    else if (!list_skip(s->job, str_of("edge between entities that are not there")))
        return error_memory(error);
    if (b)
        b->referenced = true;
    if (a)
        a->referenced = true;
    return ITD_OK;
}

/* An edge nested in an entity may leave out the end at which that entity stands. */
static itd_status tie_nested(ftm_state *s, const ftm_part *part, const char *other_end, bool from_inside,
                             itd_error *error)
{
    itd_status status = ITD_OK;
    for (const ftm_pair *p = part->pairs; p && status == ITD_OK; p = p->next) {
        if (!str_is(p->property_name, other_end) || str_empty(p->text))
            continue;
        status = from_inside ? link_ends(s, part, part->inside, p->text, error)
                             : link_ends(s, part, p->text, part->inside, error);
    }
    return status;
}

static itd_status tie_edge(ftm_state *s, const ftm_part *part, const edge_ends *ends, itd_error *error)
{
    itd_status status = ITD_OK;
    bool has_from = !str_empty(text_of(part, ends->from)), has_to = !str_empty(text_of(part, ends->to));
    bool inside = !str_empty(part->inside);
    if ((!has_from && !has_to) || (!inside && !(has_from && has_to)))
        return list_skip(s->job, str_of("edge with one end only")) ? ITD_OK : error_memory(error);
    if (!has_from || !has_to)
        return tie_nested(s, part, has_to ? ends->to : ends->from, !has_from, error);
    for (const ftm_pair *p = part->pairs; p && status == ITD_OK; p = p->next)
        for (const ftm_pair *q = part->pairs; q && status == ITD_OK; q = q->next)
            if (str_is(p->property_name, ends->from) && str_is(q->property_name, ends->to))
                status = link_ends(s, part, p->text, q->text, error);
    return status;
}

/* ---- sanctions, addresses, documents ---- */

static void add_listing(entity *e, const ftm_part *part, str program)
{
    static const char *const dates[] = {"listingDate", "startDate", NULL};
    static const char *const bases[] = {"provisions", "programUrl", NULL};
    entity_listing *l = entity_add_listing(e);
    if (!l)
        return;
    str listed = first_of(part, dates), date = record_date_text(e, listed);
    l->program = program;
    l->authority = text_of(part, "authority");
    l->authority_id = text_of(part, "authorityId");
    l->listing_date = str_empty(date) ? listed : date;
    l->end_date = date_of(e, part, "endDate");
    l->legal_basis = first_of(part, bases);
    l->reason = text_of(part, "reason");
}

static void add_sanction(ftm_record *r, const ftm_part *part)
{
    bool any = false;
    r->sanctioned = true;
    for (const ftm_pair *p = part->pairs; p; p = p->next) {
        if (!str_is(p->property_name, "program"))
            continue;
        add_listing(r->e, part, p->text);
        any = true;
    }
    if (!any)
        add_listing(r->e, part, text_of(part, "programId"));
}

static void add_document(entity *e, const ftm_part *part)
{
    static const char *const numbers[] = {"passportNumber", "number", NULL};
    bool passport = part->schema == SCHEMA_PASSPORT;
    str issuer = text_of(part, "country");
    record_identifier(e, passport ? PROPERTY_PASSPORT_NUMBER : PROPERTY_ID_NUMBER, first_of(part, numbers),
                      issuer, text_of(part, "type"));
    if (passport)
        record_date(e, PROPERTY_BIRTH_DATE, text_of(part, "birthDate"), "Date of birth");
}

static void add_address(entity *e, const ftm_part *part)
{
    str full = text_of(part, "full");
    record_address a = {.lines = {text_of(part, "street"), text_of(part, "postOfficeBox")},
                        .line_count = 2,
                        .city = text_of(part, "city"),
                        .region = text_of(part, "state"),
                        .postal_code = text_of(part, "postalCode"),
                        .country = text_of(part, "country")};
    if (str_empty(a.region))
        a.region = text_of(part, "region");
    record_add_address(e, &a);
    if (!str_empty(full) && !e->failed && e->address_count)
        e->addresses[e->address_count - 1].full = full;
}

/* Sanction, Identification and Passport name their entity; nested ones stand inside it. */
static itd_status tie_part(ftm_state *s, const ftm_part *part, itd_error *error)
{
    const char *end = part->schema == SCHEMA_SANCTION ? "entity" : "holder";
    bool tied = false;
    for (const ftm_pair *p = part->pairs; p; p = p->next) {
        bool names_it = str_is(p->property_name, end);
        ftm_record *r = names_it ? ftm_record_find(s, p->text) : NULL;
        if (!r || !r->e)
            continue;
        tied = true;
        r->referenced = true;
        if (part->schema == SCHEMA_SANCTION)
            add_sanction(r, part);
        else
            add_document(r->e, part);
    }
    ftm_record *inside = tied || str_empty(part->inside) ? NULL : ftm_record_find(s, part->inside);
    if (inside && inside->e) {
        tied = true;
        if (part->schema == SCHEMA_SANCTION)
            add_sanction(inside, part);
        else
            add_document(inside->e, part);
    }
    if (!tied && !list_skip(s->job, str_of("part of an entity that is not there")))
        return error_memory(error);
    return ITD_OK;
}

static itd_status tie(ftm_state *s, const ftm_part *part, itd_error *error)
{
    for (size_t i = 0; i < sizeof EDGES / sizeof EDGES[0]; i++)
        if (EDGES[i].schema == part->schema)
            return tie_edge(s, part, &EDGES[i], error);
    if (part->schema != SCHEMA_ADDRESS)
        return tie_part(s, part, error);
    ftm_record *inside = str_empty(part->inside) ? NULL : ftm_record_find(s, part->inside);
    if (inside && inside->e)
        add_address(inside->e, part);
    return ITD_OK;
}

/* Addresses that stand on lines of their own, by their id. */
static const ftm_part **address_slot(const ftm_part **slots, size_t count, str id)
{
    size_t at = (size_t)entity_index_hash(id) & (count - 1);
    while (slots[at] && !str_equal(slots[at]->id, id))
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static itd_status tie_addresses(ftm_state *s, itd_error *error)
{
    size_t count = 0, cap = 16;
    for (const ftm_part *part = s->first_part; part; part = part->next)
        count += part->schema == SCHEMA_ADDRESS;
    while (cap < 2 * count)
        cap *= 2;
    const ftm_part **slots = arena_array(s->job->arena, cap, sizeof(const ftm_part *));
    if (!slots)
        return error_memory(error);
    for (const ftm_part *part = s->first_part; part; part = part->next)
        if (part->schema == SCHEMA_ADDRESS && !str_empty(part->id))
            *address_slot(slots, cap, part->id) = part;
    for (size_t i = 0; i < s->job->result.entity_count; i++) {
        entity *e = s->job->result.entities[i];
        for (size_t v = 0, values = e->value_count; v < values; v++) {
            const ftm_part *part = e->values[v].property == PROPERTY_ADDRESS_ENTITY
                                       ? *address_slot(slots, cap, e->values[v].text)
                                       : NULL;
            if (part && str_empty(part->inside))
                add_address(e, part);
        }
    }
    return ITD_OK;
}

/* ---- listed or only referenced ---- */

static bool is_listed(const ftm_record *r)
{
    if (r->target || r->risk || r->sanctioned)
        return true;
    return !r->target_said && !r->referenced;
}

itd_status ftm_finish(ftm_state *s, itd_error *error)
{
    for (const ftm_part *part = s->first_part; part; part = part->next) {
        itd_status status = tie(s, part, error);
        if (status != ITD_OK)
            return status;
    }
    itd_status status = tie_addresses(s, error);
    if (status != ITD_OK)
        return status;
    for (size_t i = 0; i < s->slot_count; i++) {
        ftm_record *r = s->slots[i];
        if (!r || !r->e)
            continue;
        if (r->e->failed)
            return record_failed(s->file, r->e, 0, error);
        r->e->listed = is_listed(r);
    }
    return ITD_OK;
}
