#include "audit/export_line.h"

#include "base/utf8.h"
#include "audit/base64.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "json/json_read.h"
#include "text/text.h"

enum { VERSION = 1 };

/* ---- out ---- */

static void put_bytes(json_emitter *w, str bytes)
{
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    base64_put(&text, bytes.data, bytes.len);
    w->out->failed |= text.failed;
    emit_str(w, buf_as_str(&text));
    buf_free(&text);
}

static bool is_plain(str value)
{
    size_t bad;
    return utf8_is_valid(value, &bad) && !(value.len && memchr(value.data, 0, value.len));
}

static void put_value(json_emitter *w, const char *key, str value)
{
    emit_key(w, key);
    if (!value.data) {
        emit_null(w);
    } else if (is_plain(value)) {
        emit_str(w, value);
    } else {
        emit_object(w);
        emit_key(w, "base64");
        put_bytes(w, value);
        emit_end_object(w);
    }
}

static void put_record(json_emitter *w, const export_line *l)
{
    emit_pair_int(w, "record", (long long)l->number);
    emit_pair_str(w, "leaf", l->text);
    emit_key(w, "values");
    if (!l->has_values) {
        emit_null(w);
        return;
    }
    emit_object(w);
    emit_key(w, "salts");
    put_bytes(w, l->values.salts);
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        put_value(w, record_value_names[i], l->values.values[i]);
    emit_end_object(w);
}

static void put_key(json_emitter *w, const key_row_values *k)
{
    emit_pair_int(w, "key", k->number);
    put_value(w, "name", k->name);
    put_value(w, "role", k->role);
    emit_key(w, "salt");
    put_bytes(w, k->salt);
    emit_key(w, "hash");
    put_bytes(w, k->hash);
    put_value(w, "made", k->made);
    put_value(w, "withdrawn", k->withdrawn);
}

void export_line_write(const export_line *l, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    switch (l->kind) {
    case EXPORT_HEAD:
        emit_pair_text(&w, "log", "interdict");
        emit_pair_int(&w, "version", VERSION);
        emit_pair_str(&w, "origin", l->text);
        emit_pair_int(&w, "records", (long long)l->number);
        break;
    case EXPORT_RECORD:
        put_record(&w, l);
        break;
    case EXPORT_CHECKPOINT:
        emit_pair_int(&w, "checkpoint", (long long)l->number);
        emit_pair_int(&w, "size", (long long)l->size);
        emit_pair_str(&w, "note", l->text);
        break;
    case EXPORT_KEY:
        put_key(&w, &l->key);
        break;
    }
    emit_end_object(&w);
}

/* ---- in ---- */

static bool take_number(const json_t *root, const char *key, uint64_t *out)
{
    const json_t *value = json_object_get(root, key);
    *out = (uint64_t)json_integer_value(value);
    return json_is_integer(value) && json_integer_value(value) >= 0;
}

static bool take_text(const json_t *value, arena *a, str *out)
{
    if (!json_is_string(value))
        return false;
    *out = arena_str(a, str_make(json_string_value(value), json_string_length(value)));
    if (!out->len)
        *out = str_of("");
    return out->data != NULL;
}

static bool take_bytes(const json_t *value, arena *a, str *out)
{
    buf bytes;
    buf_init(&bytes, LIMIT_BUF_SIZE);
    bool good = json_is_string(value) &&
                base64_read(str_make(json_string_value(value), json_string_length(value)), &bytes);
    a->failed = a->failed || bytes.failed;
    if (good)
        *out = bytes.len ? arena_str(a, buf_as_str(&bytes)) : str_of("");
    buf_free(&bytes);
    return good && out->data;
}

static bool take_value(const json_t *value, arena *a, str *out)
{
    *out = STR_NONE;
    if (json_is_null(value))
        return true;
    return json_is_object(value) ? take_bytes(json_object_get(value, "base64"), a, out)
                                 : take_text(value, a, out);
}

static bool take_record(const json_t *root, arena *a, export_line *l)
{
    const json_t *values = json_object_get(root, "values");
    if (!take_number(root, "record", &l->number) || !take_text(json_object_get(root, "leaf"), a, &l->text))
        return false;
    l->has_values = json_is_object(values);
    bool good = l->has_values ? take_bytes(json_object_get(values, "salts"), a, &l->values.salts)
                              : json_is_null(values);
    for (unsigned i = 0; i < VALUE_COUNT && l->has_values && good; i++)
        good = take_value(json_object_get(values, record_value_names[i]), a, &l->values.values[i]);
    return good;
}

static bool take_key(const json_t *root, arena *a, export_line *l)
{
    key_row_values *k = &l->key;
    uint64_t number;
    bool good = take_number(root, "key", &number) && take_value(json_object_get(root, "name"), a, &k->name) &&
                take_value(json_object_get(root, "role"), a, &k->role) &&
                take_bytes(json_object_get(root, "salt"), a, &k->salt) &&
                take_bytes(json_object_get(root, "hash"), a, &k->hash) &&
                take_value(json_object_get(root, "made"), a, &k->made) &&
                take_value(json_object_get(root, "withdrawn"), a, &k->withdrawn);
    k->number = (long long)number;
    return good;
}

static bool take_line(const json_t *root, arena *a, export_line *l)
{
    if (json_object_get(root, "record")) {
        l->kind = EXPORT_RECORD;
        return take_record(root, a, l);
    }
    if (json_object_get(root, "checkpoint")) {
        l->kind = EXPORT_CHECKPOINT;
        return take_number(root, "checkpoint", &l->number) && take_number(root, "size", &l->size) &&
               take_text(json_object_get(root, "note"), a, &l->text);
    }
    if (json_object_get(root, "key")) {
        l->kind = EXPORT_KEY;
        return take_key(root, a, l);
    }
    l->kind = EXPORT_HEAD;
    return take_text(json_object_get(root, "origin"), a, &l->text) &&
           take_number(root, "records", &l->number);
}

itd_status export_line_read(str text, arena *a, export_line *out, itd_error *error)
{
    json_t *root = NULL;
    buf again;
    *out = (export_line){.kind = EXPORT_HEAD};
    buf_init(&again, LIMIT_BUF_SIZE);
    itd_status status = json_read(text, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &root, NULL, error);
    bool good = status == ITD_OK && json_is_object(root) && take_line(root, a, out);
    if (good)
        export_line_write(out, &again);
    if (status != ITD_ERROR_MEMORY && (a->failed || again.failed))
        status = error_memory(error);
    else if (status != ITD_ERROR_MEMORY && (!good || !str_equal(buf_as_str(&again), text)))
        status = error_set(error, ITD_ERROR_INPUT, NULL, "it is not a line of an export of a log");
    json_decref(root);
    buf_free(&again);
    return status;
}
