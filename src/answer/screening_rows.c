#include "answer/screening_rows.h"

#include "answer/screening_json.h"
#include "base/csv_emit.h"
#include "base/error.h"
#include "base/limits.h"
#include "match/as_of.h"
#include "answer/hit_json.h"

#include <stdio.h>
#include <string.h>

#define VALUES_SHOWN 8 /* of one kind and entity */

const char *screening_rows_head(screening_row_format format)
{
    return format == SCREENING_CSV
               ? "query_id,query,hits,score,id,caption,schema,datasets,programs,birth_dates,countries,"
                 "identifiers\n"
               : "score   id                        listed                                    query\n";
}

/* A value once, behind "; ". */
static void add_once(buf *out, size_t start, str value, size_t *count)
{
    str had = str_make(out->data + start, out->len - start), one;
    if (*count >= VALUES_SHOWN || value.len == 0)
        return;
    while (out->len > start && str_split(&had, ';', &one))
        if (str_equal(str_trim(one), value))
            return;
    if (out->len > start)
        buf_puts(out, "; ");
    buf_str(out, value);
    ++*count;
}

static void add_values(const snapshot *s, uint32_t index, const property_id *wanted, size_t wanted_count,
                       buf *out)
{
    const snapshot_entity e = snapshot_entity_at(s, index);
    size_t start = out->len, count = 0;
    for (uint32_t i = 0; i < e.value_count; i++) {
        entity_value v = snapshot_value_at(s, e.first_value + i);
        for (size_t k = 0; k < wanted_count; k++)
            if (v.property == wanted[k])
                add_once(out, start, v.text, &count);
    }
}

void entity_dates(const snapshot *s, uint32_t index, buf *out)
{
    static const property_id dates[] = {PROPERTY_BIRTH_DATE, PROPERTY_INCORPORATION_DATE,
                                        PROPERTY_BUILD_DATE};
    add_values(s, index, dates, sizeof dates / sizeof dates[0], out);
}

void entity_countries(const snapshot *s, uint32_t index, buf *out)
{
    static const property_id countries[] = {PROPERTY_NATIONALITY, PROPERTY_CITIZENSHIP, PROPERTY_JURISDICTION,
                                            PROPERTY_FLAG, PROPERTY_COUNTRY};
    add_values(s, index, countries, sizeof countries / sizeof countries[0], out);
}

void entity_identifiers(const snapshot *s, uint32_t index, buf *out)
{
    const snapshot_entity e = snapshot_entity_at(s, index);
    size_t start = out->len, count = 0;
    for (uint32_t i = 0; i < e.value_count; i++) {
        entity_value v = snapshot_value_at(s, e.first_value + i);
        if (property_get_type(v.property) != TYPE_IDENTIFIER)
            continue;
        char both[160];
        int len =
            snprintf(both, sizeof both, "%.*s %.*s", STR_ARG(property_name(v.property)), STR_ARG(v.text));
        if (len > 0 && (size_t)len < sizeof both)
            add_once(out, start, str_make(both, (size_t)len), &count);
    }
}

static str query_name(const screening_query *q)
{
    return q->match.name_count         ? q->match.names[0]
           : q->match.identifier_count ? q->match.identifiers[0].text
                                       : STR_NONE;
}

/* ---- CSV ---- */

static void list_cell(buf *out, const snapshot *s, uint32_t index,
                      void (*values)(const snapshot *, uint32_t, buf *))
{
    buf list;
    buf_init(&list, LIMIT_VALUE_LEN);
    values(s, index, &list);
    buf_putc(out, ',');
    csv_cell(out, buf_as_str(&list));
    if (list.failed)
        out->failed = true;
    buf_free(&list);
}

static void datasets_of(const snapshot *s, uint32_t index, buf *out)
{
    uint16_t datasets[16];
    size_t start = out->len, shown = 0, count = snapshot_entity_datasets(s, index, datasets, 16);
    for (size_t i = 0; i < count && i < 16; i++)
        add_once(out, start, snapshot_source_at(s, datasets[i]).dataset, &shown);
}

static void programs_of(const snapshot *s, uint32_t index, buf *out)
{
    str programs[16];
    size_t start = out->len, shown = 0, count = hit_programs(s, index, programs, 16);
    for (size_t i = 0; i < count; i++)
        add_once(out, start, programs[i], &shown);
}

static void score_text(int score, char text[16])
{
    snprintf(text, 16, "%d.%04d", score / MATCH_SCORE_ONE, score % MATCH_SCORE_ONE);
}

static void csv_row(const snapshot *s, const screening_query *q, const match_result *found,
                    const match_hit *hit, buf *out)
{
    char score[16];
    csv_cell(out, q->id);
    buf_putc(out, ',');
    csv_cell(out, query_name(q));
    buf_printf(out, ",%zu", found->total);
    if (!hit) {
        buf_puts(out, ",,,,,,,,,\n");
        return;
    }
    const snapshot_entity e = snapshot_entity_at(s, hit->entity);
    score_text(hit->score, score);
    buf_printf(out, ",%s,", score);
    csv_cell(out, e.id);
    buf_putc(out, ',');
    csv_cell(out, e.caption);
    buf_putc(out, ',');
    csv_cell(out, schema_name(e.schema));
    list_cell(out, s, hit->entity, datasets_of);
    list_cell(out, s, hit->entity, programs_of);
    list_cell(out, s, hit->entity, entity_dates);
    list_cell(out, s, hit->entity, entity_countries);
    list_cell(out, s, hit->entity, entity_identifiers);
    buf_putc(out, '\n');
}

/* ---- a table ---- */

/* Control characters are shown as '?'; the text is filled to `width` characters. */
static void padded(buf *out, str text, size_t width)
{
    size_t columns = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        columns += (c & 0xC0) != 0x80;
        buf_putc(out, c < 0x20 || c == 0x7F ? '?' : (char)c);
    }
    for (; columns < width; columns++)
        buf_putc(out, ' ');
}

static void table_row(const snapshot *s, const screening_query *q, const match_hit *hit, buf *out)
{
    char score[16] = "-";
    const snapshot_entity e = hit ? snapshot_entity_at(s, hit->entity) : (snapshot_entity){0};
    if (hit)
        score_text(hit->score, score);
    padded(out, str_of(score), 8);
    padded(out, hit ? e.id : str_of("-"), 26);
    padded(out, hit ? e.caption : str_of("-"), 42);
    if (q->id.len) {
        padded(out, q->id, 0);
        buf_puts(out, ": ");
    }
    padded(out, query_name(q), 0);
    buf_putc(out, '\n');
}

itd_status screening_rows(screening_row_format format, match_worker *w, const snapshot *s,
                          const screening_query *q, const match_options *o, buf *out, match_result *result,
                          itd_error *error)
{
    match_hit hits[MATCH_LIMIT_MAX];
    match_result found;
    search_on(w, &q->match, o, q->on, hits, &found);
    if (found.no_memory)
        return error_memory(error);
    if (found.unreadable)
        return query_unreadable(q, error);
    for (size_t i = 0; i < found.hit_count || i == 0; i++) {
        const match_hit *hit = i < found.hit_count ? &hits[i] : NULL;
        if (format == SCREENING_CSV)
            csv_row(s, q, &found, hit, out);
        else
            table_row(s, q, hit, out);
    }
    if (result)
        *result = found;
    return out->failed ? error_memory(error) : ITD_OK;
}
