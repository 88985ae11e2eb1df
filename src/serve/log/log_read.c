/* interdict log show, find, prove, checkpoint: what stands in the log. */
#include "audit/base64.h"

#include "base/utf8.h"
#include "audit/erase.h"
#include "audit/walk.h"
#include "base/date.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "serve/log/log_call.h"
#include "text/text.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- one record ---- */

typedef struct showing {
    buf *out;
    bool json, whole;
} showing;

static void put_value(json_emitter *w, const char *key, str value, bool is_json)
{
    size_t bad;
    emit_key(w, key);
    if (!value.data) {
        emit_null(w);
    } else if (is_json) {
        emit_raw(w, value);
    } else if (utf8_is_valid(value, &bad) && !memchr(value.data, 0, value.len)) {
        emit_str(w, value);
    } else {
        buf text;
        buf_init(&text, LIMIT_BUF_SIZE);
        base64_put(&text, value.data, value.len);
        emit_object(w);
        emit_pair_buf(w, "base64", &text);
        emit_end_object(w);
        buf_free(&text);
    }
}

static void put_json(const showing *s, const leaf *l, const stored_values *v)
{
    json_emitter w;
    emit_init(&w, s->out);
    emit_object(&w);
    emit_pair_int(&w, "record", (long long)l->number);
    emit_pair_str(&w, "time", l->time);
    emit_pair_str(&w, "kind", l->kind);
    emit_pair_str(&w, "library", l->library);
    put_value(&w, "snapshot", l->snapshot, false);
    put_value(&w, "policy", l->policy, false);
    emit_key(&w, "key");
    if (l->key)
        emit_int(&w, l->key);
    else
        emit_null(&w);
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        if (s->whole || i == VALUE_SUBJECT)
            put_value(&w, record_value_names[i], v ? v->values[i] : STR_NONE, i == VALUE_TERMS);
    put_value(&w, "detail", l->detail, true);
    emit_pair_bool(&w, "erased",
                   !v && (l->commitments[VALUE_QUESTION].data || l->commitments[VALUE_ANSWER].data));
    emit_end_object(&w);
    emit_newline(&w);
}

static void put_line(buf *out, const char *name, str value)
{
    if (value.data)
        buf_printf(out, "%-9s %.*s\n", name, STR_ARG(value));
}

static void put_text(const showing *s, const leaf *l, const stored_values *v)
{
    if (!s->whole) {
        buf_printf(s->out, "%8" PRIu64 "  %.*s  %-8.*s  %.*s\n", l->number, STR_ARG(l->time),
                   STR_ARG(l->kind),
                   STR_ARG(v && v->values[VALUE_SUBJECT].data ? v->values[VALUE_SUBJECT] : str_of("")));
        return;
    }
    buf_printf(s->out, "%-9s %" PRIu64 "\n", "record", l->number);
    put_line(s->out, "time", l->time);
    put_line(s->out, "kind", l->kind);
    put_line(s->out, "library", l->library);
    put_line(s->out, "snapshot", l->snapshot);
    put_line(s->out, "policy", l->policy);
    if (l->key)
        buf_printf(s->out, "%-9s %lld\n", "key", l->key);
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        if (v)
            put_line(s->out, record_value_names[i], v->values[i]);
        else if (l->commitments[i].data)
            put_line(s->out, record_value_names[i], str_of("(erased)"));
    put_line(s->out, "detail", l->detail);
}

static itd_status show(void *context, uint64_t number, str text, str hash, const stored_values *values,
                       itd_error *error)
{
    const showing *s = context;
    arena a;
    leaf l;
    (void)number;
    (void)hash;
    arena_init(&a, LIMIT_BUF_SIZE);
    itd_status status = leaf_read(text, &a, &l, error);
    if (status == ITD_OK && s->json)
        put_json(s, &l, values);
    else if (status == ITD_OK)
        put_text(s, &l, values);
    arena_free(&a);
    return status;
}

int log_show(const log_call *c)
{
    audit_log *log = NULL;
    uint64_t number = 0;
    bool found = false;
    itd_error error = {0};
    buf out;
    showing s = {&out, c->json, true};
    const log_sink sink = {.record = show, .context = &s};
    int code = log_number("the record", c->operand, &number);
    if (!code)
        code = log_open(c, DATABASE_READ, &log);
    if (code)
        return code;
    buf_init(&out, LIMIT_BUF_SIZE);
    if (walk_one(audit_log_database(log), number, &sink, &found, &error) != ITD_OK ||
        (!found &&
         error_set(&error, ITD_ERROR_INPUT, c->path, "there is no record %" PRIu64, number) != ITD_OK))
        code = log_fail(&error);
    else
        code = log_print(&out, LOG_HOLDS);
    buf_free(&out);
    audit_log_close(log);
    return code;
}

/* ---- several ---- */

/* A day, or a moment as records have it. */
static bool read_moment(const char *text, bool end_of_day, long long *out)
{
    calendar_day day;
    str rest = str_of(text), date;
    unsigned hour = 0, minute = 0, second = 0;
    char mark = 0;
    int used = 0;
    if (!str_split(&rest, 'T', &date) || !date_parse(date, &day))
        return false;
    *out = (long long)day * 86400;
    if (!rest.data) {
        *out = (*out + (end_of_day ? 86400 : 0)) * 1000000;
        return true;
    }
    if (rest.len != 9 || sscanf(rest.data, "%2u:%2u:%2u%c%n", &hour, &minute, &second, &mark, &used) != 4 ||
        used != 9 || mark != 'Z' || hour > 23 || minute > 59 || second > 59)
        return false;
    *out = (*out + hour * 3600 + minute * 60 + second + (end_of_day ? 1 : 0)) * 1000000;
    return true;
}

int log_moments(const log_call *c, audit_log *log, uint64_t *from, uint64_t *to)
{
    itd_error error = {0};
    long long time;
    *from = 0;
    *to = audit_log_size(log);
    if (c->from && !read_moment(c->from, false, &time))
        return log_usage("--from: '%s', expected YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ", c->from);
    if (c->from && audit_first_since(log, time, from, &error) != ITD_OK)
        return log_fail(&error);
    if (c->until && !read_moment(c->until, true, &time))
        return log_usage("--until: '%s', expected YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ", c->until);
    if (c->until && audit_first_since(log, time, to, &error) != ITD_OK)
        return log_fail(&error);
    return 0;
}

typedef struct finding {
    showing *showing;
    database *database;
    buf numbers;
} finding;

static itd_status keep_number(void *context, const db_value *c, itd_error *error)
{
    finding *f = context;
    buf_u64(&f->numbers, (uint64_t)c[0].number);
    return f->numbers.failed ? error_memory(error) : ITD_OK;
}

static itd_status show_found(finding *f, itd_error *error)
{
    const log_sink sink = {.record = show, .context = f->showing};
    const uint64_t *numbers = (const uint64_t *)(const void *)f->numbers.data;
    itd_status status = ITD_OK;
    bool found;
    for (size_t i = 0; i < f->numbers.len / sizeof *numbers && status == ITD_OK; i++)
        status = walk_one(f->database, numbers[i], &sink, &found, error);
    return status;
}

int log_find(const log_call *c)
{
    audit_log *log = NULL;
    uint64_t from, to;
    itd_error error = {0};
    buf out;
    showing s = {&out, c->json, false};
    finding f = {.showing = &s};
    int code = log_open(c, DATABASE_READ, &log);
    if (code)
        return code;
    buf_init(&out, LIMIT_BUF_SIZE);
    buf_init(&f.numbers, LIMIT_BUF_SIZE);
    f.database = audit_log_database(log);
    code = log_moments(c, log, &from, &to);
    const db_value range[] = {db_number((long long)from), db_number((long long)to),
                              db_text(c->id ? str_of(c->id) : STR_NONE)};
    itd_status status = ITD_OK;
    if (!code && c->id)
        status = database_run(f.database,
                              "SELECT id FROM personal WHERE id>=$1 AND id<$2 AND subject=$3 ORDER BY id",
                              range, 3, keep_number, &f, &error);
    else if (!code)
        status = database_run(f.database, "SELECT id FROM records WHERE id>=$1 AND id<$2 ORDER BY id", range,
                              2, keep_number, &f, &error);
    if (!code && status == ITD_OK)
        status = show_found(&f, &error);
    if (!code)
        code = status == ITD_OK ? log_print(&out, LOG_HOLDS) : log_fail(&error);
    buf_free(&f.numbers);
    buf_free(&out);
    audit_log_close(log);
    return code;
}

/* ---- proofs ---- */

static itd_status take_hash(void *context, const db_value *c, itd_error *error)
{
    (void)error;
    if (c[0].type == DB_BYTES && c[0].bytes.len == sizeof(tree_hash))
        memcpy(context, c[0].bytes.data, sizeof(tree_hash));
    return ITD_OK;
}

/* Where hashes are read from, and what went wrong the last time. */
typedef struct hash_reader {
    database *d;
    itd_status status;
    itd_error *error;
} hash_reader;

static bool read_hash(hash_reader *r, const char *query, uint64_t number, tree_hash *out)
{
    const db_value id = db_number((long long)number);
    r->status = database_run(r->d, query, &id, 1, take_hash, out, r->error);
    return r->status == ITD_OK;
}

static bool read_leaf_hash(void *context, uint64_t number, tree_hash *out)
{
    return read_hash(context, "SELECT hash FROM records WHERE id=$1", number, out);
}

static bool read_tile(void *context, uint64_t number, tree_hash *out)
{
    return read_hash(context, "SELECT hash FROM tiles WHERE id=$1", number, out);
}

static itd_status take_note(void *context, const db_value *c, itd_error *error)
{
    (void)error;
    buf_str(context, c[0].bytes);
    return ITD_OK;
}

static void put_hash(json_emitter *w, const tree_hash *hash)
{
    buf text;
    buf_init(&text, LIMIT_VALUE_LEN);
    base64_put(&text, hash->bytes, sizeof *hash);
    emit_str(w, buf_as_str(&text));
    buf_free(&text);
}

/* One line of JSON: "leaf" or "from", "size", "hashes", "root", "checkpoint". */
static itd_status put_proof(audit_log *log, const char *what, uint64_t number, uint64_t size, buf *out,
                            itd_error *error)
{
    database *d = audit_log_database(log);
    hash_reader reader = {d, ITD_OK, error};
    const tree_source source = {read_leaf_hash, read_tile, &reader};
    tree_proof proof;
    tree_hash root;
    buf note;
    json_emitter w;
    const db_value wanted = db_number((long long)size);
    bool good = *what == 'l' ? tree_prove_leaf(&source, number, size, &proof)
                             : tree_prove_growth(&source, number, size, &proof);
    if (!good || !tree_root_of(&source, size, &root))
        return reader.status != ITD_OK
                   ? reader.status
                   : error_set(error, ITD_ERROR_INPUT, database_name(d), "the hashes cannot be read");
    buf_init(&note, LIMIT_VALUE_LEN);
    itd_status status =
        database_run(d, "SELECT note FROM checkpoints WHERE size=$1", &wanted, 1, take_note, &note, error);
    if (status == ITD_OK && note.failed)
        status = error_memory(error);
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_int(&w, what, (long long)number);
    emit_pair_int(&w, "size", (long long)size);
    emit_key(&w, "hashes");
    emit_array(&w);
    for (size_t i = 0; i < proof.count; i++)
        put_hash(&w, &proof.hashes[i]);
    emit_end_array(&w);
    emit_key(&w, "root");
    put_hash(&w, &root);
    emit_key(&w, "checkpoint");
    if (note.len)
        emit_str(&w, buf_as_str(&note));
    else
        emit_null(&w);
    emit_end_object(&w);
    emit_newline(&w);
    buf_free(&note);
    return status;
}

int log_prove(const log_call *c)
{
    audit_log *log = NULL;
    uint64_t number = 0;
    itd_error error = {0};
    buf out;
    int code = log_open(c, DATABASE_READ, &log);
    if (code)
        return code;
    uint64_t size = audit_log_size(log);
    const uint64_t all = size;
    buf_init(&out, LIMIT_BUF_SIZE);
    code = log_number("--size", c->size, &size);
    if (!code && !c->operand == !c->from)
        code = log_usage(
            "expected a record N, or --from M: that the first M records are the beginning of --size");
    if (!code)
        code = c->operand ? log_number("the record", c->operand, &number)
                          : log_number("--from", c->from, &number);
    if (!code && (size > all || !size || (c->operand ? number >= size : number > size || !number))) {
        fprintf(stderr, "interdict: %s: there are %" PRIu64 " records\n", c->path, all);
        code = LOG_INPUT;
    }
    if (!code)
        code = put_proof(log, c->operand ? "leaf" : "from", number, size, &out, &error) == ITD_OK
                   ? log_print(&out, LOG_HOLDS)
                   : log_fail(&error);
    buf_free(&out);
    audit_log_close(log);
    return code;
}

int log_last_checkpoint(const log_call *c)
{
    audit_log *log = NULL;
    itd_error error = {0};
    buf out;
    int code = log_open(c, DATABASE_READ, &log);
    if (code)
        return code;
    buf_init(&out, LIMIT_BUF_SIZE);
    itd_status status =
        database_run(audit_log_database(log), "SELECT note FROM checkpoints ORDER BY id DESC LIMIT 1", NULL,
                     0, take_note, &out, &error);
    code = status == ITD_OK ? log_print(&out, LOG_HOLDS) : log_fail(&error);
    buf_free(&out);
    audit_log_close(log);
    return code;
}
