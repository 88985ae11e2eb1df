#include "serve/log/log_difference.h"

#include "base/error.h"
#include "json/json_read.h"

#include <stdio.h>
#include <stdlib.h>

enum { DIFFERENCES_MAX = 20, WHERE_CAP = 256, DEPTH_MAX = 64, VALUE_LEN_MAX = 400 };

typedef struct comparing {
    json_emitter *w;
    size_t count;
    bool no_memory;
} comparing;

static void put_value(comparing *c, const char *key, const json_t *value)
{
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    c->no_memory |= value && !text;
    emit_key(c->w, key);
    if (text && strlen(text) <= VALUE_LEN_MAX)
        emit_raw(c->w, str_of(text));
    else if (text)
        emit_str(c->w, str_make(text, VALUE_LEN_MAX));
    else
        emit_null(c->w);
    free(text);
}

static void put_difference(comparing *c, const char *where, const json_t *logged, const json_t *now)
{
    if (c->count++ >= DIFFERENCES_MAX)
        return;
    emit_object(c->w);
    emit_pair_text(c->w, "where", where);
    put_value(c, "logged", logged);
    put_value(c, "now", now);
    emit_end_object(c->w);
}

static void compare(comparing *c, const char *where, const json_t *logged, const json_t *now, unsigned depth);

static void compare_objects(comparing *c, const char *where, const json_t *logged, const json_t *now,
                            unsigned depth)
{
    char inner[WHERE_CAP];
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)logged, key, value)
    {
        snprintf(inner, sizeof inner, "%s.%s", where, key);
        compare(c, inner, value, json_object_get(now, key), depth + 1);
    }
    json_object_foreach((json_t *)(uintptr_t)now, key, value) if (!json_object_get(logged, key))
    {
        snprintf(inner, sizeof inner, "%s.%s", where, key);
        put_difference(c, inner, NULL, value);
    }
}

static void compare_arrays(comparing *c, const char *where, const json_t *logged, const json_t *now,
                           unsigned depth)
{
    char inner[WHERE_CAP];
    const size_t a = json_array_size(logged), b = json_array_size(now);
    for (size_t i = 0; i < (a > b ? a : b); i++) {
        snprintf(inner, sizeof inner, "%s[%zu]", where, i);
        compare(c, inner, json_array_get(logged, i), json_array_get(now, i), depth + 1);
    }
}

static void compare(comparing *c, const char *where, const json_t *logged, const json_t *now, unsigned depth)
{
    if (depth < DEPTH_MAX && json_is_object(logged) && json_is_object(now))
        compare_objects(c, where, logged, now, depth);
    else if (depth < DEPTH_MAX && json_is_array(logged) && json_is_array(now))
        compare_arrays(c, where, logged, now, depth);
    else if (!logged || !now || !json_equal(logged, now))
        put_difference(c, where, logged, now);
}

/* A line that is no JSON is compared as a text. */
static json_t *read_line(comparing *c, str line)
{
    json_t *root = NULL;
    if (!line.data)
        return NULL;
    itd_status status = json_read(line, JSON_DECODE_ANY, &root, NULL, NULL);
    if (status == ITD_ERROR_INPUT)
        root = json_stringn(line.data, line.len);
    c->no_memory |= !root;
    return root;
}

itd_status log_put_differences(str logged, str now, json_emitter *w, itd_error *error)
{
    comparing c = {.w = w};
    str a, b;
    emit_array(w);
    for (size_t line = 0; logged.len || now.len; line++) {
        char where[32] = "$";
        if (!str_split(&logged, '\n', &a))
            a = STR_NONE;
        if (!str_split(&now, '\n', &b))
            b = STR_NONE;
        if (line)
            snprintf(where, sizeof where, "line %zu: $", line + 1);
        json_t *before = read_line(&c, a), *after = read_line(&c, b);
        const size_t count = c.count;
        compare(&c, where, before, after, 0);
        if (c.count == count && !str_equal(a, b)) /* the same values, in another order or form */
            put_difference(&c, where, before, after);
        json_decref(before);
        json_decref(after);
    }
    emit_end_array(w);
    return c.no_memory ? error_memory(error) : ITD_OK;
}
