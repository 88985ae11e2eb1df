#include "audit/import.h"

#include "audit/export.h"
#include "audit/store.h"
#include "audit/store_check.h"
#include "base/error.h"

itd_status export_check(const char *path, verifier *v, itd_error *error)
{
    const log_sink sink = verifier_sink(v);
    itd_error found = {0};
    itd_status status = export_read(path, &sink, &found);
    if (status == ITD_OK)
        verifier_end(v);
    if (status == ITD_ERROR_INPUT && v->tree.size) {
        verifier_find(v, v->tree.size, "%s", found.message);
        status = ITD_OK;
    }
    if (verifier_lacks_memory(v))
        return error_memory(error);
    return status == ITD_OK ? ITD_OK : error_set(error, status, NULL, "%s", found.message);
}

typedef struct importing {
    database *database;
    tree tree;
} importing;

static itd_status put_record(void *context, uint64_t number, str text, str hash, const stored_values *v,
                             itd_error *error)
{
    importing *x = context;
    database *d = x->database;
    tree_hash own;
    const db_value id = db_number((long long)number);
    (void)hash;
    tree_leaf(text.data, text.len, &own);
    tree_append(&x->tree, &own);
    itd_status status =
        database_run(d, "INSERT INTO records(id,leaf,hash) VALUES($1,$2,$3)",
                     (db_value[]){id, db_text(text), db_bytes(&own, sizeof own)}, 3, NULL, NULL, error);
    if (status == ITD_OK && v)
        status = database_run(
            d, "INSERT INTO personal(id,salts,subject,terms,question,answer) VALUES($1,$2,$3,$4,$5,$6)",
            (db_value[]){id, db_bytes(v->salts.data, v->salts.len), db_text(v->values[VALUE_SUBJECT]),
                         db_text(v->values[VALUE_TERMS]),
                         db_bytes(v->values[VALUE_QUESTION].data, v->values[VALUE_QUESTION].len),
                         db_bytes(v->values[VALUE_ANSWER].data, v->values[VALUE_ANSWER].len)},
            6, NULL, NULL, error);
    if (status == ITD_OK && tree_filled_tile(&x->tree, &own))
        status = database_run(
            d, "INSERT INTO tiles(id,hash) VALUES($1,$2)",
            (db_value[]){db_number((long long)(x->tree.size / TREE_TILE) - 1), db_bytes(&own, sizeof own)}, 2,
            NULL, NULL, error);
    return status;
}

static itd_status put_checkpoint(void *context, uint64_t number, uint64_t size, str note, itd_error *error)
{
    importing *x = context;
    return database_run(x->database, "INSERT INTO checkpoints(id,size,note) VALUES($1,$2,$3)",
                        (db_value[]){db_number((long long)number), db_number((long long)size), db_text(note)},
                        3, NULL, NULL, error);
}

static itd_status put_key(void *context, const key_row_values *k, itd_error *error)
{
    importing *x = context;
    return database_run(
        x->database, "INSERT INTO keys(id,name,role,salt,hash,made,withdrawn) VALUES($1,$2,$3,$4,$5,$6,$7)",
        (db_value[]){db_number(k->number), db_text(k->name), db_text(k->role),
                     db_bytes(k->salt.data, k->salt.len), db_bytes(k->hash.data, k->hash.len),
                     db_text(k->made), db_text(k->withdrawn)},
        7, NULL, NULL, error);
}

static itd_status put_signers(importing *x, const verifier *v, const unsigned char *seed, itd_error *error)
{
    itd_status status = ITD_OK;
    const size_t count = verifier_signer_count(v);
    for (size_t i = 0; i < count && status == ITD_OK; i++)
        status = database_run(x->database, "INSERT INTO signers(id,record,seed) VALUES($1,$2,$3)",
                              (db_value[]){db_number((long long)i),
                                           db_number((long long)verifier_signer_at(v, i)->record),
                                           db_bytes(i + 1 == count ? seed : NULL, SIGNER_SEED_SIZE)},
                              3, NULL, NULL, error);
    return status;
}

/* The key that was kept is the last that signed. */
static itd_status check_seed(const verifier *v, const unsigned char *seed, itd_error *error)
{
    signer *s = NULL;
    itd_status status = signer_new(seed, &s, error);
    if (status != ITD_OK)
        return status;
    const size_t count = verifier_signer_count(v);
    bool good =
        count && memcmp(signer_public(s), &verifier_signer_at(v, count - 1)->key, sizeof(signer_key)) == 0;
    signer_free(s);
    return good ? ITD_OK
                : error_set(error, ITD_ERROR_USAGE, NULL,
                            "the key that was given is not the one that signed last");
}

static itd_status note_row(void *context, const db_value *c, itd_error *error)
{
    (void)error;
    *(bool *)context = c[0].number > 0;
    return ITD_OK;
}

static itd_status fill(const char *path, const char *store, const unsigned char *seed, const verifier *v,
                       itd_error *error)
{
    importing x = {0};
    bool any = false;
    const log_sink sink = {put_record, put_checkpoint, put_key, &x};
    itd_status status = store_open(store, DATABASE_MAKE, &x.database, error);
    if (status != ITD_OK)
        return status;
    status = database_begin(x.database, error);
    if (status == ITD_OK)
        status = database_run(x.database, "SELECT (SELECT count(*) FROM records)+(SELECT count(*) FROM keys)",
                              NULL, 0, note_row, &any, error);
    if (status == ITD_OK && any)
        status = error_set(error, ITD_ERROR_USAGE, store,
                           "there is a log in it; a log is restored into a new store");
    if (status == ITD_OK)
        status = export_read(path, &sink, error);
    if (status == ITD_OK)
        status = put_signers(&x, v, seed, error);
    if (status == ITD_OK)
        status = database_set_version(x.database, v->key_changes, error);
    if (status == ITD_OK)
        status = database_commit(x.database, error);
    if (status != ITD_OK)
        database_rollback(x.database);
    database_close(x.database);
    return status;
}

itd_status audit_import(const char *path, const char *store, const unsigned char *seed, verifier *v,
                        audit_log **log, itd_error *error)
{
    *log = NULL;
    itd_status status = export_check(path, v, error);
    if (status != ITD_OK || v->bad)
        return status;
    if (seed)
        status = check_seed(v, seed, error);
    if (status == ITD_OK)
        status = fill(path, store, seed, v, error);
    if (status == ITD_OK)
        status = audit_log_open(store, DATABASE_WRITE, log, error);
    if (status == ITD_OK && !seed)
        status = audit_log_restored(*log, error);
    return status;
}
