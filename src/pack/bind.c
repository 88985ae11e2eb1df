#include "pack/bind.h"

#include "base/error.h"
#include "base/limits.h"
#include "model/country.h"
#include "model/identifier.h"
#include "model/schema.h"

#include <stdarg.h>
#include <stdio.h>

#define FINDINGS_MAX 10000

void bind_note(binder *b, uint32_t line, bool warning, const char *format, ...)
{
    pack_findings *f = b->findings;
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (!warning)
        f->error_count++;
    if (f->count >= FINDINGS_MAX)
        return;
    if (f->count == f->cap) {
        pack_finding *items = arena_grow(b->a, f->items, f->count, &f->cap, sizeof *items);
        if (items == NULL) {
            b->no_memory = true;
            return;
        }
        f->items = items;
    }
    f->items[f->count++] = (pack_finding){.file = b->file,
                                          .line = line,
                                          .measure = b->measure,
                                          .text = arena_copy(b->a, str_of(text)),
                                          .warning = warning};
    b->no_memory |= f->items[f->count - 1].text == NULL;
}

bool bind_present(const tree_node *n)
{
    return n &&
           !(n->kind == TREE_SCALAR && (n->text.len == 0 || str_is(n->text, "null") || str_is(n->text, "~")));
}

uint32_t bind_line(const tree_node *map, const char *key)
{
    for (const tree_node *n = map->first; n; n = n->next)
        if (str_is(n->key, key))
            return n->line;
    return map->line;
}

str bind_text(binder *b, tree_node *map, const char *key, bool required)
{
    tree_node *n = tree_take(map, key);
    if (!bind_present(n)) {
        if (required)
            bind_note(b, n ? n->line : map->line, false, "%s: missing", key);
        return STR_NONE;
    }
    if (n->kind != TREE_SCALAR) {
        bind_note(b, n->line, false, "%s: a text was expected", key);
        return STR_NONE;
    }
    if (n->text.len > LIMIT_VALUE_LEN) {
        bind_note(b, n->line, false, "%s: longer than %zu bytes", key, LIMIT_VALUE_LEN);
        return STR_NONE;
    }
    return n->text;
}

calendar_day bind_day(binder *b, tree_node *map, const char *key, bool required)
{
    str text = bind_text(b, map, key, required);
    calendar_day day = DATE_NONE;
    if (text.len && !date_parse(text, &day)) {
        bind_note(b, bind_line(map, key), false, "%s: %.*s is no day (YYYY-MM-DD)", key, STR_ARG(text));
        day = DATE_NONE;
    }
    return day;
}

bool bind_bool(binder *b, tree_node *map, const char *key)
{
    str text = bind_text(b, map, key, false);
    if (text.len && !str_is(text, "true") && !str_is(text, "false"))
        bind_note(b, bind_line(map, key), false, "%s: true or false was expected, not %.*s", key,
                  STR_ARG(text));
    return str_is(text, "true");
}

uint32_t bind_number(binder *b, tree_node *map, const char *key)
{
    str text = bind_text(b, map, key, false);
    unsigned long long value = 0;
    if (text.len && (!str_to_unsigned(text, &value) || value > 100000)) {
        bind_note(b, bind_line(map, key), false, "%s: a whole number was expected, not %.*s", key,
                  STR_ARG(text));
        value = 0;
    }
    return (uint32_t)value;
}

uint8_t bind_word(binder *b, tree_node *map, const char *key, unsigned (*find)(str), unsigned count,
                  unsigned missing)
{
    str text = bind_text(b, map, key, missing >= count);
    if (text.len == 0)
        return (uint8_t)(missing < count ? missing : 0);
    unsigned value = find(text);
    if (value >= count) {
        bind_note(b, bind_line(map, key), false, "%s: unknown word %.*s", key, STR_ARG(text));
        value = 0;
    }
    return (uint8_t)value;
}

void *bind_array(binder *b, const tree_node *list, size_t size)
{
    void *memory = list && list->count ? arena_array(b->a, list->count, size) : NULL;
    if (memory == NULL && list && list->count)
        b->no_memory = true;
    return memory;
}

str_list bind_list(binder *b, tree_node *map, const char *key)
{
    str_list list = {0};
    tree_node *n = tree_take(map, key);
    if (!bind_present(n))
        return list;
    if (n->kind == TREE_MAP) {
        bind_note(b, n->line, false, "%s: a list was expected", key);
        return list;
    }
    if (n->kind == TREE_SCALAR) {
        list.items = arena_array(b->a, 1, sizeof *list.items);
        b->no_memory |= list.items == NULL;
        if (list.items)
            list.items[list.count++] = n->text;
        return list;
    }
    list.items = bind_array(b, n, sizeof *list.items);
    for (tree_node *item = n->first; item && list.items; item = item->next) {
        if (item->kind != TREE_SCALAR || item->text.len == 0)
            bind_note(b, item->line, false, "%s: a text was expected", key);
        else
            list.items[list.count++] = item->text;
    }
    return list;
}

tree_node *bind_map(binder *b, tree_node *map, const char *key)
{
    tree_node *n = tree_take(map, key);
    if (!bind_present(n))
        return NULL;
    if (n->kind != TREE_MAP) {
        bind_note(b, n->line, false, "%s: fields were expected", key);
        return NULL;
    }
    return n;
}

tree_node *bind_maps(binder *b, tree_node *map, const char *key)
{
    tree_node *n = tree_take(map, key);
    if (!bind_present(n))
        return NULL;
    if (n->kind != TREE_LIST) {
        bind_note(b, n->line, false, "%s: a list was expected", key);
        return NULL;
    }
    for (const tree_node *item = n->first; item; item = item->next)
        if (item->kind != TREE_MAP) {
            bind_note(b, item->line, false, "%s: every item needs fields", key);
            return NULL;
        }
    return n;
}

void bind_leftover(binder *b, const tree_node *map, const char *where)
{
    for (const tree_node *n = map->first; n; n = n->next)
        if (!n->used)
            bind_note(b, n->line, false, "%s%s%.*s: unknown field", where, *where ? "." : "",
                      STR_ARG(n->key));
}

bool bind_in_list(const str_list *list, str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], text))
            return true;
    return false;
}

void bind_refer(binder *b, const tree_node *map, const char *key, const str_list *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (b->reference_count == b->reference_cap) {
            bind_reference *grown =
                arena_grow(b->a, b->references, b->reference_count, &b->reference_cap, sizeof *grown);
            if (grown == NULL) {
                b->no_memory = true;
                return;
            }
            b->references = grown;
        }
        b->references[b->reference_count++] = (bind_reference){.id = ids->items[i],
                                                               .from = b->measure,
                                                               .field = key,
                                                               .file = b->file,
                                                               .line = bind_line(map, key)};
    }
}

bool bind_is_country(str code)
{
    return code.len == 2 && code.data[0] >= 'A' && code.data[0] <= 'Z' && country_is_alpha2(code);
}

void bind_countries(binder *b, tree_node *map, const char *key, const str_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!bind_is_country(list->items[i]))
            bind_note(b, bind_line(map, key), false, "%s: %.*s is no country of ISO 3166", key,
                      STR_ARG(list->items[i]));
}

static void read_spans(binder *b, tree_node *map, const char *key, regime_name *name)
{
    tree_node *list = bind_maps(b, map, key);
    name->spans = bind_array(b, list, sizeof *name->spans);
    calendar_day last = DATE_NONE;
    bool open = false;
    for (tree_node *n = list ? list->first : NULL; n && name->spans; n = n->next) {
        regime_span *span = &name->spans[name->span_count++];
        span->from = bind_day(b, n, "from", false);
        span->until = bind_day(b, n, "until", false);
        if (span->from != DATE_NONE && span->until != DATE_NONE && span->until <= span->from)
            bind_note(b, n->line, false, "periods: %.*s ends before it begins", STR_ARG(name->name));
        if (name->span_count > 1 && (open || (span->from != DATE_NONE && span->from < last)))
            bind_note(b, n->line, false, "periods: those of %.*s overlap", STR_ARG(name->name));
        open = span->until == DATE_NONE;
        last = span->until;
        bind_leftover(b, n, "periods");
    }
}

void bind_names(binder *b, tree_node *map, const char *key, regime_name **names, size_t *count)
{
    tree_node *list = bind_maps(b, map, key);
    *names = bind_array(b, list, sizeof **names);
    for (tree_node *n = list ? list->first : NULL; n && *names; n = n->next) {
        regime_name *name = &(*names)[(*count)++];
        name->name = bind_text(b, n, "name", true);
        name->aliases = bind_list(b, n, "aliases");
        name->bic = bind_text(b, n, "bic", false);
        if (name->bic.len && !identifier_bic_shaped(name->bic))
            bind_note(b, bind_line(n, "bic"), false, "bic: %.*s is no BIC", STR_ARG(name->bic));
        read_spans(b, n, "periods", name);
        bind_leftover(b, n, key);
    }
}

static void check_schemas(binder *b, const tree_node *n, const str_list *schemas)
{
    schema_id schema;
    for (size_t i = 0; i < schemas->count; i++)
        if (!schema_from_name(schemas->items[i], &schema))
            bind_note(b, bind_line(n, "schemas"), false, "schemas: there is no schema %.*s",
                      STR_ARG(schemas->items[i]));
}

void bind_joins(binder *b, tree_node *map, const char *key, regime_join **joins, size_t *count)
{
    tree_node *list = bind_maps(b, map, key);
    *joins = bind_array(b, list, sizeof **joins);
    for (tree_node *n = list ? list->first : NULL; n && *joins; n = n->next) {
        regime_join *join = &(*joins)[(*count)++];
        join->dataset = bind_text(b, n, "dataset", true);
        join->program = bind_text(b, n, "program", true);
        if (join->dataset.len && !bind_in_list(&b->words->datasets, join->dataset))
            bind_note(b, bind_line(n, "dataset"), false, "%s: unknown dataset %.*s", key,
                      STR_ARG(join->dataset));
        join->except = bind_list(b, n, "except");
        join->sanctions = bind_list(b, n, "sanctions");
        join->schemas = bind_list(b, n, "schemas");
        join->tag = bind_text(b, n, "tag", false);
        check_schemas(b, n, &join->schemas);
        bind_leftover(b, n, key);
    }
}
