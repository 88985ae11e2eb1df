#include "audit/leaf.h"

#include "audit/signer.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "json/json_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

const char *const record_value_names[VALUE_COUNT] = {"subject", "terms", "question", "answer"};

void record_commit(const record_salt *salt, str value, char hex[SHA256_HEX_LEN + 1])
{
    unsigned char hash[SHA256_SIZE];
    sha256_state s;
    sha256_init(&s);
    sha256_update(&s, salt->bytes, SALT_SIZE);
    sha256_update(&s, value.data, value.len);
    sha256_final(&s, hash);
    sha256_hex(hash, hex);
}

itd_status record_seal(log_record *r, itd_error *error)
{
    itd_status status = random_fill(r->salts, sizeof r->salts, error);
    for (unsigned i = 0; i < VALUE_COUNT && status == ITD_OK; i++)
        if (r->values[i].data)
            record_commit(&r->salts[i], r->values[i], r->commitments[i]);
    return status;
}

void record_put_salts(const log_record *r, buf *out)
{
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        if (r->values[i].data)
            buf_append(out, r->salts[i].bytes, SALT_SIZE);
}

bool record_has_values(const log_record *r)
{
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        if (r->values[i].data)
            return true;
    return false;
}

void leaf_time_text(long long time, char text[LEAF_TIME_CAP])
{
    const time_t seconds = (time_t)(time / 1000000);
    struct tm t;
    gmtime_r(&seconds, &t);
    size_t len = strftime(text, LEAF_TIME_CAP, "%Y-%m-%dT%H:%M:%S", &t);
    snprintf(text + len, LEAF_TIME_CAP - len, ".%06dZ", (int)(time % 1000000));
}

static void put_text(json_emitter *w, const char *key, str text)
{
    emit_key(w, key);
    if (text.len)
        emit_str(w, text);
    else
        emit_null(w);
}

/* The one place that knows the form. */
static void write_leaf(const leaf *l, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_int(&w, "n", (long long)l->number);
    emit_pair_str(&w, "time", l->time);
    emit_pair_str(&w, "kind", l->kind);
    emit_pair_str(&w, "library", l->library);
    put_text(&w, "snapshot", l->snapshot);
    put_text(&w, "policy", l->policy);
    emit_key(&w, "key");
    if (l->key)
        emit_int(&w, l->key);
    else
        emit_null(&w);
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        put_text(&w, record_value_names[i], l->commitments[i]);
    emit_key(&w, "detail");
    if (l->detail.len)
        emit_raw(&w, l->detail);
    else
        emit_null(&w);
    emit_end_object(&w);
}

void leaf_write(const log_record *r, uint64_t number, long long time, buf *out)
{
    char text[LEAF_TIME_CAP];
    leaf l = {.number = number,
              .kind = str_of(r->kind),
              .library = str_of(ITD_VERSION),
              .snapshot = r->snapshot,
              .policy = r->policy,
              .key = r->key,
              .detail = r->detail};
    leaf_time_text(time, text);
    l.time = str_of(text);
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        if (r->values[i].data)
            l.commitments[i] = str_of(r->commitments[i]);
    write_leaf(&l, out);
}

/* ---- reading ---- */

static bool take_text(const json_t *root, const char *key, arena *a, str *out)
{
    const json_t *value = json_object_get(root, key);
    *out = STR_NONE;
    if (json_is_null(value))
        return true;
    if (!json_is_string(value) || !json_string_length(value))
        return false;
    *out = arena_str(a, str_make(json_string_value(value), json_string_length(value)));
    return out->data != NULL;
}

static bool take_number(const json_t *root, const char *key, long long *out)
{
    const json_t *value = json_object_get(root, key);
    *out = json_is_integer(value) ? json_integer_value(value) : 0;
    return json_is_null(value) || (json_is_integer(value) && *out >= 0);
}

static bool take_detail(const json_t *root, arena *a, str *out)
{
    const json_t *value = json_object_get(root, "detail");
    *out = STR_NONE;
    if (json_is_null(value))
        return true;
    char *text = json_is_object(value) ? json_dumps(value, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
    if (text)
        *out = arena_str(a, str_of(text));
    else
        a->failed = a->failed || json_is_object(value);
    free(text);
    return out->data != NULL;
}

static bool take_all(const json_t *root, arena *a, leaf *l)
{
    long long number = 0;
    bool good = json_is_object(root) && take_number(root, "n", &number) &&
                take_text(root, "time", a, &l->time) && take_text(root, "kind", a, &l->kind) &&
                take_text(root, "library", a, &l->library) && take_text(root, "snapshot", a, &l->snapshot) &&
                take_text(root, "policy", a, &l->policy) && take_number(root, "key", &l->key) &&
                take_detail(root, a, &l->detail);
    l->number = (uint64_t)number;
    for (unsigned i = 0; i < VALUE_COUNT && good; i++)
        good = take_text(root, record_value_names[i], a, &l->commitments[i]);
    return good;
}

itd_status leaf_read(str text, arena *a, leaf *out, itd_error *error)
{
    json_t *root = NULL;
    buf again;
    buf_init(&again, text.len + LIMIT_VALUE_LEN);
    *out = (leaf){0};
    itd_status status = json_read(text, JSON_REJECT_DUPLICATES, &root, NULL, error);
    if (status == ITD_OK && take_all(root, a, out))
        write_leaf(out, &again);
    if (status == ITD_OK && (a->failed || again.failed))
        status = error_memory(error);
    else if (status == ITD_ERROR_INPUT || (status == ITD_OK && !str_equal(buf_as_str(&again), text)))
        status = error_set(error, ITD_ERROR_INPUT, NULL, "it is not the leaf of a record");
    json_decref(root);
    buf_free(&again);
    return status;
}
