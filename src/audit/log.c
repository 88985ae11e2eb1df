#include "audit/log.h"

#include "audit/base64.h"
#include "audit/store.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ORIGIN_CAP = 64, ORIGIN_RANDOM_SIZE = 16 };

struct audit_log {
    database *database;
    char origin[ORIGIN_CAP];
    tree tree;
    uint64_t checkpoints; /* stored */
    uint64_t signers;     /* rows */
    long long time;       /* of the last record */
    signer *signer;
    buf text; /* of what is being written */
    arena memory;
};

database *audit_log_database(audit_log *log)
{
    return log->database;
}

uint64_t audit_log_size(const audit_log *log)
{
    return log->tree.size;
}

str audit_log_origin(const audit_log *log)
{
    return str_of(log->origin);
}

static itd_status damaged(const audit_log *log, const char *what, uint64_t number, itd_error *error)
{
    return error_set(error, ITD_ERROR_INPUT, database_name(log->database),
                     "%s %" PRIu64 " cannot be gone on from; 'interdict log verify' says more", what, number);
}

/* ---- taking up what is stored ---- */

static itd_status take_last(void *context, const db_value *c, itd_error *error)
{
    uint64_t *last = context;
    (void)error;
    last[0] = (uint64_t)c[0].number + 1;
    last[1] = (uint64_t)c[1].number;
    return ITD_OK;
}

static itd_status take_tile(void *context, const db_value *c, itd_error *error)
{
    audit_log *log = context;
    tree_hash hash;
    if (log->tree.size % TREE_TILE || (uint64_t)c[0].number != log->tree.size / TREE_TILE ||
        c[1].type != DB_BYTES || c[1].bytes.len != sizeof hash)
        return damaged(log, "tile", (uint64_t)c[0].number, error);
    memcpy(hash.bytes, c[1].bytes.data, sizeof hash);
    tree_append_full(&log->tree, TREE_TILE_HEIGHT, &hash);
    return ITD_OK;
}

static itd_status take_leaf_hash(void *context, const db_value *c, itd_error *error)
{
    audit_log *log = context;
    tree_hash hash;
    if ((uint64_t)c[0].number != log->tree.size || c[1].type != DB_BYTES || c[1].bytes.len != sizeof hash)
        return damaged(log, "record", (uint64_t)c[0].number, error);
    memcpy(hash.bytes, c[1].bytes.data, sizeof hash);
    tree_append(&log->tree, &hash);
    return ITD_OK;
}

static bool read_time(str text, long long *out)
{
    struct tm t = {0};
    char copy[LEAF_TIME_CAP], again[LEAF_TIME_CAP];
    if (text.len >= sizeof copy)
        return false;
    memcpy(copy, text.data, text.len);
    copy[text.len] = 0;
    const char *rest = strptime(copy, "%Y-%m-%dT%H:%M:%S", &t);
    if (!rest || *rest != '.')
        return false;
    *out = (long long)timegm(&t) * 1000000 + strtol(rest + 1, NULL, 10);
    leaf_time_text(*out, again);
    return str_is(text, again);
}

static itd_status take_last_leaf(void *context, const db_value *c, itd_error *error)
{
    audit_log *log = context;
    leaf l;
    arena_reset(&log->memory);
    itd_status status =
        c[0].type == DB_TEXT ? leaf_read(c[0].bytes, &log->memory, &l, error) : ITD_ERROR_INPUT;
    if (status == ITD_OK && !read_time(l.time, &log->time))
        status = ITD_ERROR_INPUT;
    return status == ITD_ERROR_INPUT ? damaged(log, "record", log->tree.size - 1, error) : status;
}

static itd_status take_signer(void *context, const db_value *c, itd_error *error)
{
    audit_log *log = context;
    log->signers = (uint64_t)c[0].number + 1;
    signer_free(log->signer);
    log->signer = NULL;
    if (c[1].type != DB_BYTES || c[1].bytes.len != SIGNER_SEED_SIZE)
        return ITD_OK; /* put_checkpoint says that it is not there */
    return signer_new((const unsigned char *)c[1].bytes.data, &log->signer, error);
}

static itd_status take_origin(void *context, const db_value *c, itd_error *error)
{
    audit_log *log = context;
    checkpoint p;
    if (c[0].type != DB_TEXT || !checkpoint_read(c[0].bytes, false, &p) || p.origin.len >= ORIGIN_CAP)
        return damaged(log, "checkpoint", log->checkpoints - 1, error);
    memcpy(log->origin, p.origin.data, p.origin.len);
    log->origin[p.origin.len] = 0;
    tree_hash root;
    tree_root(&log->tree, &root);
    if (p.size != log->tree.size || memcmp(&root, &p.root, sizeof root) != 0)
        return damaged(log, "checkpoint", log->checkpoints - 1, error);
    return ITD_OK;
}

/* Size and number of checkpoints, as stored. */
static itd_status read_last(audit_log *log, uint64_t last[2], itd_error *error)
{
    last[0] = last[1] = 0;
    return database_run(log->database, "SELECT id,size FROM checkpoints ORDER BY id DESC LIMIT 1", NULL, 0,
                        take_last, last, error);
}

static itd_status take_all(audit_log *log, const uint64_t last[2], itd_error *error)
{
    database *d = log->database;
    log->tree = (tree){0};
    log->checkpoints = last[0];
    itd_status status =
        database_run(d, "SELECT id,hash FROM tiles ORDER BY id", NULL, 0, take_tile, log, error);
    const db_value from = db_number((long long)log->tree.size), to = db_number((long long)last[1]);
    if (status == ITD_OK)
        status = database_run(d, "SELECT id,hash FROM records WHERE id>=$1 AND id<$2 ORDER BY id",
                              (db_value[]){from, to}, 2, take_leaf_hash, log, error);
    if (status == ITD_OK && log->tree.size != last[1])
        status = damaged(log, "record", log->tree.size, error);
    const db_value before = db_number((long long)last[1] - 1), note = db_number((long long)last[0] - 1);
    if (status == ITD_OK)
        status =
            database_run(d, "SELECT leaf FROM records WHERE id=$1", &before, 1, take_last_leaf, log, error);
    if (status == ITD_OK)
        status = database_run(d, "SELECT id,seed FROM signers ORDER BY id DESC LIMIT 1", NULL, 0, take_signer,
                              log, error);
    if (status == ITD_OK)
        status =
            database_run(d, "SELECT note FROM checkpoints WHERE id=$1", &note, 1, take_origin, log, error);
    return status;
}

static itd_status take_up(audit_log *log, itd_error *error)
{
    uint64_t last[2];
    itd_status status = read_last(log, last, error);
    if (status != ITD_OK || (last[0] == log->checkpoints && last[1] == log->tree.size))
        return status;
    log->checkpoints = 0; /* until all is taken */
    status = take_all(log, last, error);
    if (status != ITD_OK)
        log->checkpoints = 0;
    return status;
}

itd_status audit_log_refresh(audit_log *log, itd_error *error)
{
    itd_status status = database_begin_reading(log->database, error);
    if (status == ITD_OK)
        status = take_up(log, error);
    database_rollback(log->database);
    return status;
}

/* ---- writing ---- */

static itd_status put_record(audit_log *log, const log_record *r, itd_error *error)
{
    tree_hash hash;
    const uint64_t number = log->tree.size;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    const long long time = (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    log->time = time > log->time ? time : log->time; /* it never goes back */
    buf_reset(&log->text);
    leaf_write(r, number, log->time, &log->text);
    if (log->text.failed)
        return error_memory(error);
    tree_leaf(log->text.data, log->text.len, &hash);
    const db_value id = db_number((long long)number);
    itd_status status =
        database_run(log->database, "INSERT INTO records(id,leaf,hash) VALUES($1,$2,$3)",
                     (db_value[]){id, db_text(buf_as_str(&log->text)), db_bytes(&hash, sizeof hash)}, 3, NULL,
                     NULL, error);
    if (status == ITD_OK && record_has_values(r)) {
        const str *v = r->values;
        buf_reset(&log->text);
        record_put_salts(r, &log->text);
        if (log->text.failed)
            return error_memory(error);
        status = database_run(
            log->database,
            "INSERT INTO personal(id,salts,subject,terms,question,answer) VALUES($1,$2,$3,$4,$5,$6)",
            (db_value[]){id, db_bytes(log->text.data, log->text.len), db_text(v[VALUE_SUBJECT]),
                         db_text(v[VALUE_TERMS]), db_bytes(v[VALUE_QUESTION].data, v[VALUE_QUESTION].len),
                         db_bytes(v[VALUE_ANSWER].data, v[VALUE_ANSWER].len)},
            6, NULL, NULL, error);
    }
    if (status == ITD_OK)
        tree_append(&log->tree, &hash);
    if (status == ITD_OK && tree_filled_tile(&log->tree, &hash))
        status = database_run(log->database, "INSERT INTO tiles(id,hash) VALUES($1,$2)",
                              (db_value[]){db_number((long long)(log->tree.size / TREE_TILE) - 1),
                                           db_bytes(&hash, sizeof hash)},
                              2, NULL, NULL, error);
    return status;
}

static itd_status put_checkpoint(audit_log *log, itd_error *error)
{
    tree_hash root;
    if (!log->signer)
        return error_set(error, ITD_ERROR_INPUT, database_name(log->database),
                         "the key that signs is not there");
    tree_root(&log->tree, &root);
    buf_reset(&log->text);
    itd_status status =
        checkpoint_write(audit_log_origin(log), log->tree.size, &root, log->signer, &log->text, error);
    if (status == ITD_OK)
        status =
            database_run(log->database, "INSERT INTO checkpoints(id,size,note) VALUES($1,$2,$3)",
                         (db_value[]){db_number((long long)log->checkpoints),
                                      db_number((long long)log->tree.size), db_text(buf_as_str(&log->text))},
                         3, NULL, NULL, error);
    log->checkpoints += status == ITD_OK;
    return status;
}

static itd_status put_group(audit_log *log, log_record *const *records, size_t count, audit_log_with *with,
                            void *context, uint64_t *number, itd_error *error)
{
    itd_status status = with ? with(context, log->database, error) : ITD_OK;
    *number = log->tree.size;
    for (size_t i = 0; i < count && status == ITD_OK; i++)
        status = put_record(log, records[i], error);
    if (status == ITD_OK)
        status = put_checkpoint(log, error);
    return status == ITD_OK ? database_commit(log->database, error) : status;
}

itd_status audit_log_append_with(audit_log *log, log_record *const *records, size_t count,
                                 audit_log_with *with, void *context, uint64_t *number, itd_error *error)
{
    itd_status status = database_begin(log->database, error);
    if (status != ITD_OK)
        return status;
    status = take_up(log, error);
    const tree before = log->tree;
    const uint64_t checkpoints = log->checkpoints;
    const long long time = log->time;
    if (status == ITD_OK) {
        status = put_group(log, records, count, with, context, number, error);
        if (status != ITD_OK) {
            log->tree = before;
            log->checkpoints = checkpoints;
            log->time = time;
        }
    }
    if (status != ITD_OK)
        database_rollback(log->database);
    return status;
}

itd_status audit_log_append(audit_log *log, log_record *const *records, size_t count, uint64_t *number,
                            itd_error *error)
{
    return audit_log_append_with(log, records, count, NULL, NULL, number, error);
}

/* ---- keys that sign ---- */

/* {"origin":"…","signer":"<base64>","restored":true}, what there is of it. */
static void put_signer_detail(str origin, const signer *s, bool restored, buf *out)
{
    json_emitter w;
    buf key;
    emit_init(&w, out);
    buf_init(&key, 64);
    base64_put(&key, signer_public(s)->bytes, SIGNER_KEY_SIZE);
    emit_object(&w);
    if (origin.len)
        emit_pair_str(&w, "origin", origin);
    emit_pair_buf(&w, "signer", &key);
    if (restored)
        emit_pair_bool(&w, "restored", true);
    emit_end_object(&w);
    buf_free(&key);
}

typedef struct signer_change {
    audit_log *log;
    signer **next; /* signs from this very record on; NULL: from the next one on */
    const unsigned char *seed;
    bool begins; /* the log */
    bool late;   /* somebody else began it */
} signer_change;

static void swap_signer(audit_log *log, signer **next)
{
    signer *old = log->signer;
    log->signer = *next;
    *next = old;
}

/* The old seed is of no use any more, except to somebody who would forge. */
static itd_status store_seed(void *context, database *d, itd_error *error)
{
    signer_change *c = context;
    c->late = c->begins && c->log->tree.size;
    if (c->late)
        return error_set(error, ITD_ERROR_USAGE, NULL, "there is a log already");
    if (c->next)
        swap_signer(c->log, c->next);
    itd_status status =
        database_run(d, "UPDATE signers SET seed=NULL WHERE seed IS NOT NULL", NULL, 0, NULL, NULL, error);
    if (status == ITD_OK)
        status = database_run(d, "INSERT INTO signers(id,record,seed) VALUES($1,$2,$3)",
                              (db_value[]){db_number((long long)c->log->signers),
                                           db_number((long long)c->log->tree.size),
                                           db_bytes(c->seed, SIGNER_SEED_SIZE)},
                              3, NULL, NULL, error);
    return status;
}

/* kind: log, signer. by_itself: the new key signs its own record, since there is no other. */
static itd_status change_signer(audit_log *log, const char *kind, const unsigned char *seed, bool by_itself,
                                bool restored, itd_error *error)
{
    signer *next = NULL;
    uint64_t number;
    buf detail;
    buf_init(&detail, LIMIT_BUF_SIZE);
    signer_change change = {.log = log, .seed = seed, .begins = *kind == 'l'};
    change.next = by_itself ? &next : NULL;
    itd_status status = signer_new(seed, &next, error);
    if (status == ITD_OK)
        put_signer_detail(change.begins ? audit_log_origin(log) : STR_NONE, next, restored, &detail);
    if (status == ITD_OK && detail.failed)
        status = error_memory(error);
    log_record r = {.kind = kind, .detail = buf_as_str(&detail)};
    if (status == ITD_OK)
        status = audit_log_append_with(log, (log_record *[]){&r}, 1, store_seed, &change, &number, error);
    if (status == ITD_OK) {
        log->signers++;
        if (!by_itself)
            swap_signer(log, &next);
    } else {
        log->checkpoints = 0; /* all is taken up again */
    }
    if (change.late)
        status = audit_log_refresh(log, error);
    signer_free(next);
    buf_free(&detail);
    return status;
}

itd_status audit_log_new_signer(audit_log *log, itd_error *error)
{
    unsigned char seed[SIGNER_SEED_SIZE];
    itd_status status = audit_log_refresh(log, error);
    if (status == ITD_OK)
        status = random_fill(seed, sizeof seed, error);
    return status == ITD_OK ? change_signer(log, "signer", seed, false, false, error) : status;
}

itd_status audit_log_restored(audit_log *log, itd_error *error)
{
    unsigned char seed[SIGNER_SEED_SIZE];
    itd_status status = random_fill(seed, sizeof seed, error);
    return status == ITD_OK ? change_signer(log, "signer", seed, true, true, error) : status;
}

static itd_status take_seed(void *context, const db_value *c, itd_error *error)
{
    (void)error;
    if (c[0].type == DB_BYTES && c[0].bytes.len == SIGNER_SEED_SIZE)
        memcpy(context, c[0].bytes.data, SIGNER_SEED_SIZE);
    return ITD_OK;
}

itd_status audit_log_put_key(audit_log *log, bool private, buf *out, itd_error *error)
{
    unsigned char seed[SIGNER_SEED_SIZE] = {0};
    itd_status status = database_run(log->database, "SELECT seed FROM signers ORDER BY id DESC LIMIT 1", NULL,
                                     0, take_seed, seed, error);
    if (status == ITD_OK && !log->signer)
        status = error_set(error, ITD_ERROR_INPUT, database_name(log->database),
                           "the key that signs is not there");
    if (status != ITD_OK)
        return status;
    if (private)
        signer_put_private(audit_log_origin(log), signer_public(log->signer), seed, out);
    else
        signer_put_public(audit_log_origin(log), signer_public(log->signer), out);
    return out->failed ? error_memory(error) : ITD_OK;
}

/* ---- opening ---- */

/* A name that no other log has. */
static itd_status begin_log(audit_log *log, itd_error *error)
{
    unsigned char bytes[ORIGIN_RANDOM_SIZE], seed[SIGNER_SEED_SIZE];
    itd_status status = random_fill(bytes, sizeof bytes, error);
    if (status == ITD_OK)
        status = random_fill(seed, sizeof seed, error);
    if (status != ITD_OK)
        return status;
    size_t len = (size_t)snprintf(log->origin, sizeof log->origin, "interdict/");
    for (size_t i = 0; i < sizeof bytes; i++)
        len += (size_t)snprintf(log->origin + len, sizeof log->origin - len, "%02x", bytes[i]);
    return change_signer(log, "log", seed, true, false, error);
}

itd_status audit_log_open(const char *name, database_use use, audit_log **out, itd_error *error)
{
    audit_log *log = calloc(1, sizeof *log);
    if (!log)
        return error_memory(error);
    buf_init(&log->text, LIMIT_BUF_SIZE);
    arena_init(&log->memory, LIMIT_ARENA_SIZE);
    itd_status status = store_open(name, use, &log->database, error);
    if (status == ITD_OK)
        status = audit_log_refresh(log, error);
    if (status == ITD_OK && !log->tree.size)
        status = use == DATABASE_READ ? error_set(error, ITD_ERROR_INPUT, name, "there is no record in it")
                                      : begin_log(log, error);
    if (status != ITD_OK) {
        audit_log_close(log);
        return status;
    }
    *out = log;
    return ITD_OK;
}

void audit_log_close(audit_log *log)
{
    if (!log)
        return;
    database_close(log->database);
    signer_free(log->signer);
    buf_free(&log->text);
    arena_free(&log->memory);
    free(log);
}
