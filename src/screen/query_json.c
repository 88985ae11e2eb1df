/* Queries in JSON. */
#include "screen/query.h"

#include "base/error.h"
#include "base/limits.h"
#include "value/value.h"

#include "json/json_read.h"

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

static itd_status unknown_key(str key, itd_error *error)
{
    str near = value_header_suggest(key);
    return error_set(error, ITD_ERROR_INPUT, NULL, "unknown property '%.*s'%s%.*s%s",
                     (int)(key.len < 80 ? key.len : 80), key.data, near.len ? " (did you mean '" : "",
                     STR_ARG(near), near.len ? "'?)" : "");
}

static itd_status add_values(const json_t *value, str key, arena *a, screening_query *q, itd_error *error)
{
    itd_status status = ITD_OK;
    str text;
    switch (query_use_of(key)) {
    case QUERY_UNKNOWN:
        return unknown_key(key, error);
    case QUERY_NOTHING:
    case QUERY_ID:
    case QUERY_SCHEMA:
        return ITD_OK;
    default:
        break;
    }
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

/* What FollowTheMoney writes beside "properties", and the parameters of a query of yente. */
static bool is_beside(str key)
{
    static const char *const known[] = {
        "properties", "caption",     "datasets",   "referents", "target",         "first_seen",
        "last_seen",  "last_change", "weights",    "config",    "params",         "filters",
        "origin",     "schemata",    "statements", "hash",      "referents_count"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_is(key, known[i]))
            return true;
    return false;
}

/* The members of `from`. beside: those that stand beside "properties"; "caption" repeats a name then. */
static itd_status add_members(const json_t *from, bool beside, arena *a, screening_query *q, itd_error *error)
{
    itd_status status = ITD_OK;
    for (void *at = json_object_iter((json_t *)(uintptr_t)from); at && status == ITD_OK;
         at = json_object_iter_next((json_t *)(uintptr_t)from, at)) {
        str key = str_of(json_object_iter_key(at));
        if (str_is(key, "id") || str_is(key, "schema") || (beside && is_beside(key)))
            continue;
        status = add_values(json_object_iter_value(at), key, a, q, error);
    }
    return status;
}

itd_status query_from_value(const json_t *value, arena *a, screening_query *q, itd_error *error)
{
    if (!json_is_object(value))
        return error_set(error, ITD_ERROR_INPUT, NULL, "expected a JSON object");
    const json_t *properties = json_object_get(value, "properties");
    if (properties && !json_is_object(properties))
        return error_set(error, ITD_ERROR_INPUT, NULL, "'properties' is no object");
    itd_status status = read_head(value, a, q, error);
    if (status == ITD_OK && properties)
        status = add_members(properties, false, a, q, error);
    if (status == ITD_OK)
        status = add_members(value, properties != NULL, a, q, error);
    return status == ITD_OK ? query_finish(q, a, error) : status;
}

itd_status query_from_json(str text, arena *a, screening_query *q, itd_error *error)
{
    json_error_t problem;
    json_t *value;
    itd_status status = json_read(text, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &value, &problem, error);
    if (status == ITD_ERROR_MEMORY)
        return status;
    if (status != ITD_OK)
        return error_set(error, ITD_ERROR_INPUT, NULL, "no JSON: %s (byte %d)", problem.text,
                         problem.position);
    status = query_from_value(value, a, q, error);
    json_decref(value);
    return status;
}
