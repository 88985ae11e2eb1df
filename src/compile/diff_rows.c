#include "compile/diff_rows.h"

#include "answer/info.h"
#include "base/buf.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

int diff_row_compare(const diff_row *a, const diff_row *b)
{
    int order = str_compare(a->field, b->field);
    if (!order)
        order = str_compare(a->text, b->text);
    return order ? order : str_compare(a->detail, b->detail);
}

static int compare(const void *left, const void *right)
{
    return diff_row_compare(left, right);
}

static void add_row(diff_rows *r, str field, str text, str detail)
{
    if (r->count == r->cap) {
        diff_row *larger = arena_grow(r->arena, r->rows, r->count, &r->cap, sizeof *r->rows);
        if (!larger) {
            r->failed = true;
            return;
        }
        r->rows = larger;
    }
    r->rows[r->count++] = (diff_row){field, text, detail};
}

/* Joins what is not empty as "label: text; label: text"; empty labels are left out. */
static str join(diff_rows *r, const char *const *labels, const str *texts, size_t count)
{
    buf joined;
    buf_init(&joined, LIMIT_BUF_SIZE);
    for (size_t i = 0; i < count; i++) {
        if (!texts[i].len)
            continue;
        if (joined.len)
            buf_puts(&joined, "; ");
        if (*labels[i])
            buf_printf(&joined, "%s: ", labels[i]);
        buf_str(&joined, texts[i]);
    }
    str copy = joined.len ? arena_str(r->arena, buf_as_str(&joined)) : STR_NONE;
    r->failed |= joined.failed || (joined.len && !copy.data);
    buf_free(&joined);
    return copy;
}

static void add_values(diff_rows *r, const snapshot *s, const snapshot_entity *e, uint16_t dataset)
{
    static const char *const labels[] = {"kind", "country", "language", "note", ""};
    for (uint32_t i = e->first_value; i < e->first_value + e->value_count; i++) {
        entity_value v = snapshot_value_at(s, i);
        if (v.dataset != dataset || v.derived)
            continue;
        const str texts[] = {str_of(name_kind_name(v.name_kind)), v.country, v.lang, v.note,
                             v.invalid ? str_of("not a valid one") : STR_NONE};
        add_row(r, property_name(v.property), v.text, join(r, labels, texts, 5));
    }
}

static void add_addresses(diff_rows *r, const snapshot *s, const snapshot_entity *e, uint16_t dataset)
{
    static const char *const labels[] = {"street", "city", "region", "postal code", "country"};
    for (uint32_t i = e->first_address; i < e->first_address + e->address_count; i++) {
        entity_address a = snapshot_address_at(s, i);
        const str texts[] = {a.street, a.city, a.region, a.postal_code, a.country};
        if (a.dataset == dataset)
            add_row(r, str_of("address"), a.full, join(r, labels, texts, 5));
    }
}

static void add_listings(diff_rows *r, const snapshot *s, const snapshot_entity *e, uint16_t dataset,
                         bool whole)
{
    static const char *const labels[] = {"program", "authority",  "authorityId", "listingDate",
                                         "endDate", "provisions", "reason"};
    for (uint32_t i = e->first_listing; i < e->first_listing + e->listing_count; i++) {
        entity_listing l = snapshot_listing_at(s, i);
        const str texts[] = {l.program,  l.authority,   l.authority_id, l.listing_date,
                             l.end_date, l.legal_basis, l.reason};
        if (l.dataset != dataset)
            continue;
        if (whole)
            add_row(r, str_of("listing"), join(r, labels, texts, 7), STR_NONE);
        for (size_t t = 0; t < 7 && !whole; t++)
            if (texts[t].len)
                add_row(r, str_of(labels[t]), texts[t], STR_NONE);
    }
}

static str percentage_text(diff_rows *r, int32_t percentage)
{
    char text[24];
    if (percentage < 0)
        return STR_NONE;
    snprintf(text, sizeof text, "%d.%02d %%", percentage / 100, percentage % 100);
    str copy = arena_str(r->arena, str_of(text));
    r->failed |= !copy.data;
    return copy;
}

static void add_links(diff_rows *r, const snapshot *s, const snapshot_entity *e, uint16_t dataset)
{
    static const char *const labels[] = {"name", "", "", "", "from", "until"};
    for (uint32_t i = e->first_link; i < e->first_link + e->link_count; i++) {
        entity_link l = snapshot_link_at(s, i);
        if (l.dataset != dataset)
            continue;
        const str texts[] = {l.target_id.len ? l.target_name : STR_NONE,
                             l.role,
                             l.reversed ? str_of("reversed") : STR_NONE,
                             percentage_text(r, l.percentage),
                             l.start_date,
                             l.end_date};
        add_row(r, schema_name(l.schema), l.target_id.len ? l.target_id : l.target_name,
                join(r, labels, texts, 6));
    }
}

bool diff_rows_make(diff_rows *out, arena *a, const snapshot *s, uint32_t index, uint16_t dataset,
                    bool whole_listings)
{
    *out = (diff_rows){.arena = a};
    snapshot_entity e = snapshot_entity_at(s, index);
    add_row(out, str_of("schema"), schema_name(e.schema), e.listed ? STR_NONE : str_of("not itself listed"));
    add_values(out, s, &e, dataset);
    add_addresses(out, s, &e, dataset);
    add_listings(out, s, &e, dataset, whole_listings);
    add_links(out, s, &e, dataset);
    if (out->failed)
        return false;
    qsort(out->rows, out->count, sizeof *out->rows, compare);
    size_t kept = 0;
    for (size_t i = 1; i < out->count; i++)
        if (diff_row_compare(&out->rows[kept], &out->rows[i]) != 0)
            out->rows[++kept] = out->rows[i];
    out->count = kept + 1;
    return true;
}
