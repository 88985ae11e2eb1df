#include "answer/decision_html.h"

#include "base/error.h"

#include <jansson.h>
#include <stdio.h>

static const char style[] =
    "<style>\n"
    ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#ccc;--soft:#666;--box:#f5f5f5}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e6e6;--paper:#16181b;--line:#444;--soft:#aaa;--box:#"
    "202327}}\n"
    "body{font:15px/1.45 "
    "system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60em;margin:2em auto;padding:0 "
    "1em}\n"
    "h1{font-size:1.5em;margin:0 0 .3em}h2{font-size:1.15em;margin:1.6em 0 .4em;border-bottom:1px solid "
    "var(--line)}\n"
    "h3{font-size:1em;margin:1em 0 .3em}p{margin:.3em "
    "0}.soft{color:var(--soft);font-size:.87em;overflow-wrap:anywhere}\n"
    ".verdict{display:inline-block;padding:.15em .7em;border-radius:.3em;color:#fff;font-weight:700}\n"
    ".BLOCK,.REJECT{background:#a11}.EXPOSURE,.REVIEW{background:#955f00}.LICENSED{background:#0b5a8a}.PASS{"
    "background:#1d6b2d}\n"
    "table{border-collapse:collapse;width:100%;margin:.3em "
    "0}td,th{text-align:left;vertical-align:top;padding:.25em .6em .25em 0;"
    "border-bottom:1px solid var(--line);overflow-wrap:break-word}th{font-weight:600;white-space:nowrap}\n"
    "ul{margin:.3em 0;padding-left:1.3em}.box{background:var(--box);padding:.5em .8em;border-radius:.3em}\n"
    "article+article{margin-top:4em;border-top:3px solid var(--line);padding-top:2em}\n"
    "@media "
    "print{body{max-width:none;margin:0;font-size:10.5pt;background:#fff;color:#000}article+article{break-"
    "before:page;border:0;margin:0}"
    "h2,h3{break-after:avoid}tr{break-inside:avoid}.verdict{color:#000;background:none;border:2px solid "
    "#000}}\n"
    "</style>\n";

void decision_html_start(buf *out)
{
    buf_puts(out,
             "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Decisions</title>\n"
             "<meta name=\"viewport\" content=\"width=device-width\">\n");
    buf_puts(out, style);
    buf_puts(out, "</head><body>\n");
}

void decision_html_end(buf *out)
{
    buf_puts(
        out,
        "<p class=\"soft\">It informs; it gives no legal advice. The same case, snapshot and policy give the "
        "same answer on every machine.</p>\n</body></html>\n");
}

/* ---- values ---- */

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void put(buf *out, const char *text)
{
    buf_markup(out, str_of(text));
}

/* A value in words: texts and numbers as they are, lists with commas. */
static void put_value(buf *out, const json_t *value)
{
    char number[64];
    if (json_is_string(value)) {
        put(out, json_string_value(value));
    } else if (json_is_boolean(value)) {
        put(out, json_is_true(value) ? "yes" : "no");
    } else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        put(out, number);
    } else if (json_is_real(value)) {
        snprintf(number, sizeof number, "%.4f", json_real_value(value));
        put(out, number);
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            buf_puts(out, i ? ", " : "");
            put_value(out, json_array_get(value, i));
        }
    } else if (json_is_object(value)) {
        const char *key;
        json_t *member;
        bool started = false;
        json_object_foreach((json_t *)(uintptr_t)value, key, member)
        {
            if (json_is_null(member))
                continue;
            buf_puts(out, started ? "; " : "");
            started = true;
            put(out, key);
            buf_putc(out, ' ');
            put_value(out, member);
        }
    }
}

static bool is_empty(const json_t *value)
{
    return value == NULL || json_is_null(value) || (json_is_array(value) && json_array_size(value) == 0) ||
           (json_is_object(value) && json_object_size(value) == 0) ||
           (json_is_string(value) && json_string_length(value) == 0);
}

/* A table of some keys of the objects of a list; nothing for an empty list. A column that no object has is
 * left out. */
static void put_table(buf *out, const char *title, const json_t *list, const char *const *keys,
                      const char *const *heads)
{
    bool has[8] = {false};
    if (is_empty(list))
        return;
    buf_puts(out, "<h3>");
    put(out, title);
    buf_puts(out, "</h3>\n<table><tr>");
    for (size_t k = 0; keys[k]; k++) {
        for (size_t i = 0; i < json_array_size(list); i++)
            has[k] |= !is_empty(json_object_get(json_array_get(list, i), keys[k]));
        if (has[k])
            buf_printf(out, "<th>%s</th>", heads[k]);
    }
    buf_puts(out, "</tr>\n");
    for (size_t i = 0; i < json_array_size(list); i++) {
        buf_puts(out, "<tr>");
        for (size_t k = 0; keys[k]; k++)
            if (has[k]) {
                buf_puts(out, "<td>");
                put_value(out, json_object_get(json_array_get(list, i), keys[k]));
                buf_puts(out, "</td>");
            }
        buf_puts(out, "</tr>\n");
    }
    buf_puts(out, "</table>\n");
}

/* ---- the parts ---- */

static void put_verdict(buf *out, const char *verdict)
{
    buf_puts(out, "<span class=\"verdict ");
    put(out, verdict);
    buf_puts(out, "\">");
    put(out, verdict);
    buf_puts(out, "</span>");
}

/* The case as it was given: a line per field, one per element of a list of objects. */
static void put_case(buf *out, const json_t *root, const char *prefix)
{
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)(uintptr_t)root, key, member)
    {
        char path[128];
        snprintf(path, sizeof path, "%s%s%s", prefix, *prefix ? "." : "", key);
        if (is_empty(member) || (*prefix == '\0' && strcmp(key, "id") == 0))
            continue;
        if (json_is_object(member) && *prefix == '\0') {
            put_case(out, member, path);
            continue;
        }
        bool objects = json_is_array(member) && json_is_object(json_array_get(member, 0));
        for (size_t i = 0; i < (objects ? json_array_size(member) : 1); i++) {
            buf_puts(out, "<tr><th>");
            put(out, path);
            buf_puts(out, "</th><td>");
            put_value(out, objects ? json_array_get(member, i) : member);
            buf_puts(out, "</td></tr>\n");
        }
    }
}

static void put_reasons(buf *out, const json_t *reasons)
{
    if (is_empty(reasons))
        return;
    buf_puts(out, "<h2>Reasons</h2>\n<ul>\n");
    for (size_t i = 0; i < json_array_size(reasons); i++) {
        const json_t *reason = json_array_get(reasons, i);
        buf_puts(out, "<li>");
        put(out, json_is_string(reason) ? json_string_value(reason) : text_at(reason, "text"));
        if (json_is_object(reason)) {
            buf_puts(out, " <span class=\"soft\">");
            put(out, text_at(reason, "code"));
            put(out, *text_at(reason, "where") ? ", " : "");
            put(out, text_at(reason, "where"));
            buf_puts(out, "</span>");
        }
        buf_puts(out, "</li>\n");
    }
    buf_puts(out, "</ul>\n");
}

static void put_law(buf *out, const json_t *one)
{
    static const char *const keys[] = {"measure", "effect",     "instrument", "provision",
                                       "because", "confidence", NULL};
    static const char *const heads[] = {"measure", "effect", "instrument", "provision", "because", "checked"};
    static const char *const defeated[] = {"measure", "by", NULL}, *const defeated_heads[] = {"measure",
                                                                                              "by"};
    static const char *const failed[] = {"measure", "why", NULL}, *const failed_heads[] = {"permit",
                                                                                           "why not"};
    static const char *const uncovered[] = {"country", "activity", "hs", "why", NULL};
    static const char *const uncovered_heads[] = {"country", "activity", "goods", "why"};
    buf_puts(out, "<h2>Law of ");
    put(out, text_at(one, "imposer"));
    buf_puts(out, ": ");
    put_verdict(out, text_at(one, "verdict"));
    buf_puts(out, "</h2>\n");
    if (!json_is_true(json_object_get(one, "bound")))
        buf_puts(out, "<p>It does not bind the actor.</p>\n");
    put_table(out, "Stands", json_object_get(one, "stands"), keys, heads);
    put_table(out, "Stands too", json_object_get(one, "also_stands"), keys, heads);
    put_table(out, "May stand, a fact is open", json_object_get(one, "unsure"), keys, heads);
    put_table(out, "Defeated", json_object_get(one, "defeated"), defeated, defeated_heads);
    put_table(out, "Permits that do not help", json_object_get(one, "permits_failed"), failed, failed_heads);
    put_table(out, "Law that is not held here", json_object_get(one, "uncovered"), uncovered,
              uncovered_heads);
}

static void put_open(buf *out, const json_t *d)
{
    static const char *const missing[] = {"question", "fact",     "asked_by", "holds",
                                          "if_true",  "if_false", NULL};
    static const char *const missing_heads[] = {"question",   "fact",   "asked by",
                                                "decides on", "if yes", "if no"};
    static const char *const duties[] = {"text", "due", "provision", "measure", NULL};
    static const char *const duties_heads[] = {"what", "until", "provision", "measure"};
    static const char *const conflicts[] = {"measure", "against", "instrument", NULL};
    static const char *const conflicts_heads[] = {"measure", "forbids to obey", "instrument"};
    static const char *const hits[] = {"where", "caption", "id", "score", "datasets", "programs", NULL};
    static const char *const hits_heads[] = {"where", "listed", "id", "score", "lists", "programmes"};
    const struct {
        const char *key, *title;
        const char *const *keys;
        const char *const *heads;
    } tables[] = {{"missing", "Open questions", missing, missing_heads},
                  {"duties", "Duties", duties, duties_heads},
                  {"conflicts", "Laws in conflict", conflicts, conflicts_heads},
                  {"hits", "Listed parties in the case", hits, hits_heads}};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        put_table(out, tables[i].title, json_object_get(d, tables[i].key), tables[i].keys, tables[i].heads);
}

static void put_ground(buf *out, const json_t *ground)
{
    static const char *const lists[] = {"dataset", "date", "known_from", NULL}, *const list_heads[] = {
                                                                                    "list", "date",
                                                                                    "known from"};
    static const char *const law[] = {"imposer", "country", "held", "asked", NULL};
    static const char *const law_heads[] = {"law of", "about", "held", "asked for"};
    if (is_empty(ground))
        return;
    buf_puts(out, "<h2>Ground</h2>\n");
    put_table(out, "Lists that were searched", json_object_get(ground, "lists"), lists, list_heads);
    put_table(out, "Law that was asked", json_object_get(ground, "law"), law, law_heads);
    if (!is_empty(json_object_get(ground, "not_looked_at"))) {
        buf_puts(out, "<h3>Not looked at</h3>\n<p>");
        put_value(out, json_object_get(ground, "not_looked_at"));
        buf_puts(out, "</p>\n");
    }
}

static void put_labelled(buf *out, const char *label, const json_t *value)
{
    if (is_empty(value))
        return;
    buf_puts(out, "<p><b>");
    put(out, label);
    buf_puts(out, "</b> ");
    put_value(out, value);
    buf_puts(out, "</p>\n");
}

static void put_article(buf *out, const json_t *c, const json_t *d)
{
    const char *id = text_at(d, "id");
    buf_puts(out, "<article>\n<h1>");
    put(out, *id ? id : "Decision");
    buf_puts(out, "</h1>\n<p>");
    put_verdict(out, text_at(d, "verdict"));
    buf_puts(out, " on ");
    put(out, text_at(d, "on"));
    buf_puts(out, "</p>\n");
    put_labelled(out, "Known as of", json_object_get(d, "as_of"));
    put_labelled(out, "Scenario", json_object_get(d, "scenario"));
    put_labelled(out, "Changes on", json_object_get(json_object_get(d, "next_change"), "date"));
    put_labelled(out, "Nearest measure", json_object_get(d, "nearest"));
    put_reasons(out, json_object_get(d, "reasons"));
    put_open(out, d);
    const json_t *law = json_object_get(d, "jurisdictions");
    for (size_t i = 0; i < json_array_size(law); i++)
        put_law(out, json_array_get(law, i));
    put_ground(out, json_object_get(d, "ground"));
    if (!is_empty(json_object_get(d, "warnings")))
        buf_puts(out, "<h2>Warnings</h2>\n");
    for (size_t i = 0; i < json_array_size(json_object_get(d, "warnings")); i++) {
        buf_puts(out, "<p class=\"box\">");
        put_value(out, json_array_get(json_object_get(d, "warnings"), i));
        buf_puts(out, "</p>\n");
    }
    buf_puts(out, "<h2>The case</h2>\n<table>\n");
    put_case(out, c, "");
    buf_puts(out, "</table>\n<p class=\"soft\">Snapshot ");
    put(out, text_at(d, "snapshot"));
    buf_puts(out, "<br>Policy ");
    put(out, text_at(d, "policy"));
    buf_puts(out, "</p>\n</article>\n");
}

itd_status decision_html_add(buf *out, str case_json, str decision_json, itd_error *error)
{
    json_error_t problem;
    json_t *c = json_loadb(case_json.data, case_json.len, 0, &problem);
    json_t *d = json_loadb(decision_json.data, decision_json.len, 0, &problem);
    itd_status status = ITD_OK;
    if (c == NULL || d == NULL)
        status = error_set(error, ITD_ERROR_INPUT, NULL, "the decision cannot be shown as a page: %s",
                           problem.text);
    else
        put_article(out, c, d);
    json_decref(c);
    json_decref(d);
    if (status == ITD_OK && out->failed)
        status = error_memory(error);
    return status;
}
