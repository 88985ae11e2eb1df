#include "evaluate/variants.h"

#include "base/json_emit.h"

static const char *const aims[] = {"control", "find", "find-hard", "refuse"};
static const char *const lengths[] = {"1-8", "9-14", "15-22", "23-35", "36+"};
static const char *const schemata[] = {"person", "organisation", "object"};
static const char *const words[] = {"1", "2", "3", "4+"};

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static void put_share(buf *out, size_t part, size_t whole)
{
    if (whole)
        buf_printf(out, " %6.1f", 100 * share(part, whole));
    else
        buf_printf(out, " %6s", "-");
}

void report_variants_text(const variants_report *r, buf *out)
{
    buf_puts(out, "per cent found (refuse: per cent alerting), by length of the altered name\n");
    buf_printf(out, "%-20s %-10s %5s %6s", "kind", "aim", "made", "all");
    for (size_t i = 0; i < VARIANT_LENGTHS; i++)
        buf_printf(out, " %6s", lengths[i]);
    buf_putc(out, '\n');
    for (size_t k = 0; k < r->figure_count; k++) {
        const variant_figures *f = &r->figures[k];
        if (!f->made)
            continue;
        buf_printf(out, "%-20s %-10s %5zu", f->kind->name, aims[f->kind->aim], f->made);
        put_share(out, f->found, f->made);
        for (size_t i = 0; i < VARIANT_LENGTHS; i++)
            put_share(out, f->found_by_length[i], f->made_by_length[i]);
        buf_putc(out, '\n');
    }
    buf_printf(out, "average of the kinds to be found: %.2f\n", 100 * r->average);
}

static void put_split(json_emitter *w, const char *key, const char *const *names, size_t count,
                      const size_t *made, const size_t *found)
{
    emit_key(w, key);
    emit_object(w);
    for (size_t i = 0; i < count; i++) {
        emit_key(w, names[i]);
        emit_object(w);
        emit_pair_int(w, "made", (long long)made[i]);
        emit_pair_int(w, "found", (long long)found[i]);
        emit_end_object(w);
    }
    emit_end_object(w);
}

void report_variants_json(const evaluate_options *o, const variants_report *r, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_text(&w, "snapshot", snapshot_hash(o->snapshot));
    emit_pair_text(&w, "model", match_model());
    emit_key(&w, "threshold");
    emit_score(&w, o->threshold);
    emit_key(&w, "average");
    emit_score(&w, (int)(r->average * 10000 + 0.5));
    emit_key(&w, "kinds");
    emit_array(&w);
    for (size_t k = 0; k < r->figure_count; k++) {
        const variant_figures *f = &r->figures[k];
        if (!f->made)
            continue;
        emit_object(&w);
        emit_pair_text(&w, "kind", f->kind->name);
        emit_pair_text(&w, "aim", aims[f->kind->aim]);
        emit_pair_int(&w, "made", (long long)f->made);
        emit_pair_int(&w, "found", (long long)f->found);
        emit_key(&w, "rate");
        emit_score(&w, (int)(share(f->found, f->made) * 10000 + 0.5));
        put_split(&w, "by_length", lengths, VARIANT_LENGTHS, f->made_by_length, f->found_by_length);
        put_split(&w, "by_schema", schemata, 3, f->made_by_schema, f->found_by_schema);
        put_split(&w, "by_words", words, 4, f->made_by_words, f->found_by_words);
        emit_end_object(&w);
    }
    emit_end_array(&w);
    emit_end_object(&w);
    emit_newline(&w);
}

void variants_misses_csv(const variants_report *r, buf *out)
{
    buf_puts(out, "kind,listed,altered,id,top_id,top_score\n");
    for (size_t i = 0; i < r->miss_count; i++) {
        const variant_miss *m = &r->misses[i];
        buf_puts(out, m->kind->name);
        buf_putc(out, ',');
        table_put(out, m->listed);
        buf_putc(out, ',');
        table_put(out, m->altered);
        buf_putc(out, ',');
        table_put(out, m->id);
        buf_putc(out, ',');
        table_put(out, m->top_id);
        buf_printf(out, ",%d.%04d\n", m->top_score / 10000, m->top_score % 10000);
    }
}
