#include "evaluate/report.h"

#include "base/json_emit.h"

#include <stdio.h>

/* The curve is shown at these thresholds. */
enum { CURVE_FROM = EVALUATE_FLOOR, CURVE_TO = 9500, CURVE_STEP = 500 };

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static int ten_thousandths(double value)
{
    return (int)(value * 10000 + 0.5);
}

static void put_confusion_text(buf *out, const char *label, const confusion *c)
{
    buf_printf(out, "%-34.34s %6zu %6zu %6zu %6zu %6zu   %.3f  %.3f  %.3f\n", label, confusion_count(c),
               c->true_positive, c->false_positive, c->true_negative, c->false_negative,
               confusion_precision(c), confusion_recall(c), confusion_f1(c));
}

void report_pairs_text(const evaluate_options *o, const pairs_report *r, buf *out)
{
    buf_printf(out, "threshold %d.%04d\n", o->threshold / 10000, o->threshold % 10000);
    buf_printf(out, "%-34s %6s %6s %6s %6s %6s   %s  %s  %s\n", "", "rows", "TP", "FP", "TN", "FN", "prec.",
               "rec. ", "F1");
    put_confusion_text(out, "all", &r->all);
    for (size_t i = 0; i < r->group_count; i++) {
        char label[128];
        snprintf(label, sizeof label, "%.*s=%.*s", STR_ARG(r->groups[i].column), STR_ARG(r->groups[i].value));
        put_confusion_text(out, label, &r->groups[i].counts);
    }
    buf_printf(out, "ROC AUC %.4f\nbest F1 %.3f at %d.%04d\n", r->roc_auc, r->best_f1,
               r->best_threshold / 10000, r->best_threshold % 10000);
}

static void put_confusion_json(json_emitter *w, const confusion *c)
{
    emit_pair_int(w, "rows", (long long)confusion_count(c));
    emit_pair_int(w, "true_positive", (long long)c->true_positive);
    emit_pair_int(w, "false_positive", (long long)c->false_positive);
    emit_pair_int(w, "true_negative", (long long)c->true_negative);
    emit_pair_int(w, "false_negative", (long long)c->false_negative);
    emit_key(w, "precision");
    emit_score(w, ten_thousandths(confusion_precision(c)));
    emit_key(w, "recall");
    emit_score(w, ten_thousandths(confusion_recall(c)));
    emit_key(w, "f1");
    emit_score(w, ten_thousandths(confusion_f1(c)));
}

static void put_head(json_emitter *w, const evaluate_options *o)
{
    emit_object(w);
    emit_pair_text(w, "snapshot", snapshot_hash(o->snapshot));
    emit_pair_text(w, "model", match_model());
    emit_key(w, "threshold");
    emit_score(w, o->threshold);
}

void report_pairs_json(const evaluate_options *o, const pairs_report *r, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    put_head(&w, o);
    put_confusion_json(&w, &r->all);
    emit_key(&w, "roc_auc");
    emit_score(&w, ten_thousandths(r->roc_auc));
    emit_key(&w, "best_f1");
    emit_score(&w, ten_thousandths(r->best_f1));
    emit_key(&w, "best_threshold");
    emit_score(&w, r->best_threshold);
    emit_key(&w, "groups");
    emit_array(&w);
    for (size_t i = 0; i < r->group_count; i++) {
        emit_object(&w);
        emit_pair_str(&w, "column", r->groups[i].column);
        emit_pair_str(&w, "value", r->groups[i].value);
        put_confusion_json(&w, &r->groups[i].counts);
        emit_end_object(&w);
    }
    emit_end_array(&w);
    emit_end_object(&w);
    emit_newline(&w);
}

static void put_figures_text(buf *out, const char *label, const search_figures *f)
{
    buf_printf(out, "%-28.28s %7zu", label, f->queries);
    if (f->expected)
        buf_printf(out, "   %6.2f %6.2f %6.2f  %.4f", 100 * share(f->first, f->expected),
                   100 * share(f->in_five, f->expected), 100 * share(f->in_five_alerting, f->expected),
                   f->reciprocal_ranks / (double)f->expected);
    else
        buf_printf(out, "   %6s %6s %6s  %6s", "-", "-", "-", "-");
    if (f->clean)
        buf_printf(out, "  %6.2f", 100 * share(f->clean_alerts, f->clean));
    buf_putc(out, '\n');
}

void report_search_text(const table *t, const evaluate_options *o, const search_report *r, buf *out)
{
    char label[128];
    buf_printf(out, "threshold %d.%04d%s; recall and alerts in per cent\n", o->threshold / 10000,
               o->threshold % 10000, o->name_only ? ", names only" : "");
    buf_printf(out, "%-28s %7s   %6s %6s %6s  %6s  %6s\n", "", "queries", "top 1", "top 5", "+alert", "MRR",
               "clean");
    put_figures_text(out, "all", &r->figures[0]);
    for (size_t i = 1; i < r->figure_count; i++) {
        snprintf(label, sizeof label, "%.*s=%.*s", STR_ARG(r->figures[i].column),
                 STR_ARG(r->figures[i].value));
        put_figures_text(out, label, &r->figures[i]);
    }
    for (int threshold = CURVE_FROM; threshold <= CURVE_TO; threshold += CURVE_STEP) {
        search_figures f;
        evaluate_search_at(t, r, threshold, &f);
        snprintf(label, sizeof label, "at %d.%02d", threshold / 10000, threshold % 10000 / 100);
        put_figures_text(out, label, &f);
    }
}

static void put_figures_json(json_emitter *w, const search_figures *f)
{
    emit_pair_int(w, "queries", (long long)f->queries);
    emit_pair_int(w, "expected", (long long)f->expected);
    emit_key(w, "recall_at_1");
    emit_score(w, ten_thousandths(share(f->first, f->expected)));
    emit_key(w, "recall_at_5");
    emit_score(w, ten_thousandths(share(f->in_five, f->expected)));
    emit_key(w, "recall_at_5_alerting");
    emit_score(w, ten_thousandths(share(f->in_five_alerting, f->expected)));
    emit_key(w, "mean_reciprocal_rank");
    emit_score(w, f->expected ? ten_thousandths(f->reciprocal_ranks / (double)f->expected) : 0);
    emit_pair_int(w, "clean", (long long)f->clean);
    emit_pair_int(w, "clean_alerts", (long long)f->clean_alerts);
    emit_key(w, "clean_alert_rate");
    emit_score(w, ten_thousandths(share(f->clean_alerts, f->clean)));
}

void report_search_json(const table *t, const evaluate_options *o, const search_report *r, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    put_head(&w, o);
    emit_pair_bool(&w, "name_only", o->name_only);
    put_figures_json(&w, &r->figures[0]);
    emit_key(&w, "groups");
    emit_array(&w);
    for (size_t i = 1; i < r->figure_count; i++) {
        emit_object(&w);
        emit_pair_str(&w, "column", r->figures[i].column);
        emit_pair_str(&w, "value", r->figures[i].value);
        put_figures_json(&w, &r->figures[i]);
        emit_end_object(&w);
    }
    emit_end_array(&w);
    emit_key(&w, "by_threshold");
    emit_array(&w);
    for (int threshold = CURVE_FROM; threshold <= CURVE_TO; threshold += CURVE_STEP) {
        search_figures f;
        evaluate_search_at(t, r, threshold, &f);
        emit_object(&w);
        emit_key(&w, "threshold");
        emit_score(&w, threshold);
        put_figures_json(&w, &f);
        emit_end_object(&w);
    }
    emit_end_array(&w);
    emit_end_object(&w);
    emit_newline(&w);
}

void report_lossless_text(const table *t, const lossless_report *r, buf *out)
{
    buf_printf(out, "queries %zu\ndiffering %zu\n", r->queries, r->differing);
    for (size_t i = 0; i < r->row_count; i++)
        buf_printf(out, "  %s:%lu\n", t->path, t->lines[r->rows[i]]);
}

void report_lossless_json(const table *t, const evaluate_options *o, const lossless_report *r, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    put_head(&w, o);
    emit_pair_int(&w, "queries", (long long)r->queries);
    emit_pair_int(&w, "differing", (long long)r->differing);
    emit_key(&w, "lines");
    emit_array(&w);
    for (size_t i = 0; i < r->row_count; i++)
        emit_int(&w, (long long)t->lines[r->rows[i]]);
    emit_end_array(&w);
    emit_end_object(&w);
    emit_newline(&w);
}
