#include "evaluate/html.h"

#include "base/error.h"
#include "evaluate/svg.h"

enum { BINS = 20, CURVE_POINTS = 101 };

static void page_start(buf *out, const char *title, const evaluate_options *o)
{
    buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    buf_markup(out, str_of(title));
    buf_puts(out, "</title>\n<style>:root{color-scheme:light dark;--line:#ccc;--low:#fdd}"
                  "@media(prefers-color-scheme:dark){:root{--line:#444;--low:#5a2626}}"
                  "body{font-family:sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse}"
                  "td,th{padding:.2em .7em;border-bottom:1px solid var(--line);text-align:right}"
                  "td:first-child,th:first-child{text-align:left}.low{background:var(--low)}");
    buf_puts(out, svg_style());
    buf_puts(out, "</style></head><body>\n<h1>");
    buf_markup(out, str_of(title));
    buf_printf(out, "</h1>\n<p>Threshold %d.%04d. Model %s. Snapshot %s.</p>\n", o->threshold / 10000,
               o->threshold % 10000, match_model(), snapshot_hash(o->snapshot));
}

static itd_status page_end(buf *out, itd_error *error)
{
    buf_puts(out, "</body></html>\n");
    return out->failed ? error_memory(error) : ITD_OK;
}

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static size_t bin_of(int score)
{
    size_t bin = (size_t)score * BINS / (MATCH_SCORE_ONE + 1);
    return bin < BINS ? bin : BINS - 1;
}

static void put_histogram(buf *out, const char *title, const size_t counts[2][BINS], const char *first_label,
                          const char *second_label)
{
    double bars[2][BINS];
    size_t totals[2] = {0, 0};
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < BINS; i++)
            totals[s] += counts[s][i];
        for (size_t i = 0; i < BINS; i++)
            bars[s][i] = share(counts[s][i], totals[s]);
    }
    double highest = 0;
    for (size_t i = 0; i < BINS; i++)
        for (int s = 0; s < 2; s++)
            highest = bars[s][i] > highest ? bars[s][i] : highest;
    double top = svg_top(highest);
    svg_start(out, title, "score", SVG_SHARES, "share of rows", top);
    svg_bars(out, bars[0], bars[1], BINS, top, first_label, second_label);
    svg_end(out);
}

itd_status html_pairs(arena *a, const evaluate_options *o, const pairs_report *r, size_t row_count, buf *out,
                      itd_error *error)
{
    size_t bins[2][BINS] = {{0}}, matches = 0;
    svg_point *curve = arena_array(a, CURVE_POINTS, sizeof *curve);
    if (!curve)
        return error_memory(error);
    for (size_t i = 0; i < row_count; i++) {
        bins[!r->labels[i]][bin_of(r->scores[i])]++;
        matches += r->labels[i];
    }
    for (int p = 0; p < CURVE_POINTS; p++) {
        int threshold = MATCH_SCORE_ONE - p * MATCH_SCORE_ONE / (CURVE_POINTS - 1);
        size_t true_positive = 0, false_positive = 0;
        for (size_t i = 0; i < row_count; i++) {
            true_positive += r->labels[i] && r->scores[i] >= threshold;
            false_positive += !r->labels[i] && r->scores[i] >= threshold;
        }
        curve[p] = (svg_point){share(false_positive, row_count - matches), share(true_positive, matches)};
    }
    page_start(out, "Labelled pairs", o);
    buf_printf(
        out,
        "<p>%zu rows: precision %.3f, recall %.3f, F1 %.3f, ROC AUC %.4f; best F1 %.3f at %d.%04d.</p>\n",
        row_count, confusion_precision(&r->all), confusion_recall(&r->all), confusion_f1(&r->all), r->roc_auc,
        r->best_f1, r->best_threshold / 10000, r->best_threshold % 10000);
    svg_start(out, "ROC", "false positive rate", SVG_SHARES, "true positive rate", 1);
    svg_curve(out, curve, CURVE_POINTS, 0, "threshold 1 to 0");
    svg_end(out);
    put_histogram(out, "Scores", bins, "match", "no match");
    buf_puts(out,
             "<table><tr><th>group</th><th>rows</th><th>precision</th><th>recall</th><th>F1</th></tr>\n");
    for (size_t i = 0; i < r->group_count; i++) {
        const group_figures *g = &r->groups[i];
        buf_puts(out, "<tr><td>");
        buf_markup(out, g->column);
        buf_puts(out, " = ");
        buf_markup(out, g->value);
        buf_printf(out, "</td><td>%zu</td><td>%.3f</td><td>%.3f</td><td>%.3f</td></tr>\n",
                   confusion_count(&g->counts), confusion_precision(&g->counts), confusion_recall(&g->counts),
                   confusion_f1(&g->counts));
    }
    buf_puts(out, "</table>\n");
    return page_end(out, error);
}

static void put_figures_row(buf *out, str column, str value, const search_figures *f)
{
    buf_puts(out, "<tr><td>");
    buf_markup(out, column);
    buf_puts(out, str_empty(column) ? "all" : " = ");
    buf_markup(out, value);
    buf_printf(out, "</td><td>%zu</td>", f->queries);
    if (f->expected)
        buf_printf(out, "<td>%.2f %%</td><td>%.2f %%</td><td>%.2f %%</td><td>%.4f</td>",
                   100 * share(f->first, f->expected), 100 * share(f->in_five, f->expected),
                   100 * share(f->in_five_alerting, f->expected), f->reciprocal_ranks / (double)f->expected);
    else
        buf_puts(out, "<td></td><td></td><td></td><td></td>");
    if (f->clean)
        buf_printf(out, "<td>%.2f %%</td></tr>\n", 100 * share(f->clean_alerts, f->clean));
    else
        buf_puts(out, "<td></td></tr>\n");
}

itd_status html_search(const table *t, const evaluate_options *o, const search_report *r, buf *out,
                       itd_error *error)
{
    svg_point recall[CURVE_POINTS], alerts[CURVE_POINTS];
    size_t bins[2][BINS] = {{0}}, points = 0;
    for (size_t row = 0; row < t->row_count; row++)
        bins[!r->answers[row].expected][bin_of(r->answers[row].top_score)]++;
    for (int threshold = EVALUATE_FLOOR; threshold <= MATCH_SCORE_ONE; threshold += 100, points++) {
        search_figures f;
        evaluate_search_at(t, r, threshold, &f);
        recall[points] = (svg_point){threshold / 10000.0, share(f.in_five_alerting, f.expected)};
        alerts[points] = (svg_point){threshold / 10000.0, share(f.clean_alerts, f.clean)};
    }
    page_start(out, o->name_only ? "Searches, names only" : "Searches", o);
    svg_start(out, "Over the threshold", "threshold", SVG_SHARES, "share", 1);
    svg_curve(out, recall, points, 0, "recall in five");
    svg_curve(out, alerts, points, 1, "clean alerts");
    svg_end(out);
    put_histogram(out, "Best score of a query", bins, "expected", "clean");
    buf_puts(out,
             "<table><tr><th>group</th><th>queries</th><th>top 1</th><th>top 5</th><th>top 5 with alert</th>"
             "<th>MRR</th><th>clean alerts</th></tr>\n");
    for (size_t i = 0; i < r->figure_count; i++)
        put_figures_row(out, r->figures[i].column, r->figures[i].value, &r->figures[i]);
    buf_puts(out, "</table>\n");
    return page_end(out, error);
}

itd_status html_variants(const evaluate_options *o, const variants_report *r, buf *out, itd_error *error)
{
    static const char *const lengths[VARIANT_LENGTHS] = {"1-8", "9-14", "15-22", "23-35", "36+"};
    double rates[64];
    size_t count = 0;
    page_start(out, "Altered names", o);
    buf_printf(out, "<p>Average over the kinds that must be found: %.2f %%.</p>\n", 100 * r->average);
    for (size_t k = 0; k < r->figure_count && count < sizeof rates / sizeof rates[0]; k++)
        if (r->figures[k].made && r->figures[k].kind->aim != VARIANT_REFUSE)
            rates[count++] = share(r->figures[k].found, r->figures[k].made);
    svg_start(out, "Detection by kind, in the order of the table", "kinds", SVG_CLASSES, "share found", 1);
    svg_bars(out, rates, NULL, count, 1, "found", NULL);
    svg_end(out);
    buf_puts(out, "<table><tr><th>kind</th><th>made</th><th>all</th>");
    for (size_t i = 0; i < VARIANT_LENGTHS; i++)
        buf_printf(out, "<th>%s letters</th>", lengths[i]);
    buf_puts(out, "</tr>\n");
    for (size_t k = 0; k < r->figure_count; k++) {
        const variant_figures *f = &r->figures[k];
        if (!f->made)
            continue;
        double rate = share(f->found, f->made);
        bool low = f->kind->aim == VARIANT_REFUSE ? rate > 0.1 : rate < 0.8;
        buf_printf(out, "<tr%s><td>%s</td><td>%zu</td><td>%.1f %%</td>", low ? " class=\"low\"" : "",
                   f->kind->name, f->made, 100 * rate);
        for (size_t i = 0; i < VARIANT_LENGTHS; i++) {
            if (f->made_by_length[i])
                buf_printf(out, "<td>%.1f %%</td>", 100 * share(f->found_by_length[i], f->made_by_length[i]));
            else
                buf_puts(out, "<td></td>");
        }
        buf_puts(out, "</tr>\n");
    }
    buf_puts(out, "</table>\n");
    return page_end(out, error);
}
