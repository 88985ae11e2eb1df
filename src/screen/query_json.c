/* Queries in JSON. */
#include "screen/query.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

/* A text or a number as text, copied; an empty slice for null. */
static itd_status value_text(const json_t *value, str key, arena *a, str *out, itd_error *error)
{
    char number[32];
    *out = STR_NONE;
    if (json_is_null(value))
        return ITD_OK;
    if (json_is_string(value)) {
        *out = str_make(json_string_value(value), json_string_length(value));
    } else if (json_is_integer(value)) {
        int len = snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        *out = str_make(number, (size_t)len);
    } else {
        return error_set(error, ITD_ERROR_INPUT, NULL, "'%.*s' is no text", STR_ARG(key));
    }
    if (out->len > LIMIT_VALUE_LEN)
        return error_set(error, ITD_ERROR_INPUT, NULL, "a value of '%.*s' is longer than %zu bytes",
                         STR_ARG(key), LIMIT_VALUE_LEN);
    *out = arena_str(a, *out);
    return out->data ? ITD_OK : error_memory(error);
}

static itd_status add_values(const json_t *value, str key, arena *a, screening_query *q, itd_error *error)
{
    itd_status status = ITD_OK;
    str text;
    if (!query_knows(key))
        return ITD_OK;
    if (!json_is_array(value)) {
        status = value_text(value, key, a, &text, error);
        return status == ITD_OK ? query_add(q, key, text, error) : status;
    }
    for (size_t i = 0; i < json_array_size(value) && status == ITD_OK; i++) {
        status = value_text(json_array_get(value, i), key, a, &text, error);
        if (status == ITD_OK)
            status = query_add(q, key, text, error);
    }
    return status;
}

static str first_text(const json_t *properties, const char *key)
{
    const json_t *value = json_object_get(properties, key);
    if (json_is_array(value))
        value = json_array_get(value, 0);
    return json_is_string(value) ? str_make(json_string_value(value), json_string_length(value)) : STR_NONE;
}

/* A person may come in parts. They make a name only where no whole one is given. */
static itd_status add_name_parts(const json_t *properties, arena *a, screening_query *q, itd_error *error)
{
    static const char *const keys[] = {"firstName", "secondName", "middleName", "fatherName", "lastName"};
    buf name;
    itd_status status = ITD_OK;
    if (q->match.name_count)
        return ITD_OK;
    buf_init(&name, LIMIT_VALUE_LEN * 8);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        str part = first_text(properties, keys[i]);
        if (!str_empty(part) && name.len)
            buf_putc(&name, ' ');
        buf_str(&name, part);
    }
    if (name.failed) {
        status = error_memory(error);
    } else if (name.len) {
        str copy = arena_str(a, buf_as_str(&name));
        status = copy.data ? query_add(q, str_of("name"), copy, error) : error_memory(error);
    }
    buf_free(&name);
    return status;
}

static itd_status read_head(const json_t *value, arena *a, screening_query *q, itd_error *error)
{
    const json_t *schema = json_object_get(value, "schema");
    itd_status status = ITD_OK;
    if (json_object_get(value, "id"))
        status = value_text(json_object_get(value, "id"), str_of("id"), a, &q->id, error);
    if (status != ITD_OK || !schema || json_is_null(schema))
        return status;
    if (!json_is_string(schema))
        return error_set(error, ITD_ERROR_INPUT, NULL, "'schema' is no text");
    if (query_set_schema(q, str_make(json_string_value(schema), json_string_length(schema)), error) != ITD_OK)
        return error ? (error->status = ITD_ERROR_INPUT) : ITD_ERROR_INPUT;
    return ITD_OK;
}

itd_status query_from_value(const json_t *value, arena *a, screening_query *q, itd_error *error)
{
    if (!json_is_object(value))
        return error_set(error, ITD_ERROR_INPUT, NULL, "expected a JSON object");
    const json_t *properties = json_object_get(value, "properties");
    if (properties && !json_is_object(properties))
        return error_set(error, ITD_ERROR_INPUT, NULL, "'properties' is no object");
    const json_t *from = properties ? properties : value;
    itd_status status = read_head(value, a, q, error);
    for (void *at = json_object_iter((json_t *)(uintptr_t)from); at && status == ITD_OK;
         at = json_object_iter_next((json_t *)(uintptr_t)from, at)) {
        str key = str_of(json_object_iter_key(at));
        if (from == value && (str_is(key, "id") || str_is(key, "schema")))
            continue;
        status = add_values(json_object_iter_value(at), key, a, q, error);
    }
    if (status == ITD_OK)
        status = add_name_parts(from, a, q, error);
    return status == ITD_OK ? query_check(q, error) : status;
}

itd_status query_from_json(str text, arena *a, screening_query *q, itd_error *error)
{
    json_error_t problem;
    json_t *value = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    if (!value)
        return error_set(error, ITD_ERROR_INPUT, NULL, "no JSON: %s (byte %d)", problem.text,
                         problem.position);
    itd_status status = query_from_value(value, a, q, error);
    json_decref(value);
    return status;
}
