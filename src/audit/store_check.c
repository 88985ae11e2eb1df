#include "audit/store_check.h"

#include "base/error.h"

#include <inttypes.h>

/* ---- a verifier as a sink ---- */

static itd_status sink_record(void *context, uint64_t number, str text, str hash, const stored_values *values,
                              itd_error *error)
{
    (void)error;
    verifier_record(context, number, text, hash, values);
    return ITD_OK;
}

static itd_status sink_checkpoint(void *context, uint64_t number, uint64_t size, str note, itd_error *error)
{
    (void)error;
    verifier_checkpoint(context, number, size, note);
    return ITD_OK;
}

static itd_status sink_key_row(void *context, const key_row_values *row, itd_error *error)
{
    (void)error;
    verifier_key_row(context, row);
    return ITD_OK;
}

log_sink verifier_sink(verifier *v)
{
    return (log_sink){sink_record, sink_checkpoint, sink_key_row, v};
}

/* ---- what stands beside the records ---- */

typedef struct row_check {
    verifier *verifier;
    uint64_t next;
} row_check;

static itd_status check_tile(void *context, const db_value *c, itd_error *error)
{
    row_check *r = context;
    verifier *v = r->verifier;
    const uint64_t tiles = v->tiles.len / SHA256_SIZE;
    (void)error;
    if ((uint64_t)c[0].number != r->next || r->next >= tiles || c[1].type != DB_BYTES ||
        c[1].bytes.len != SHA256_SIZE ||
        memcmp(c[1].bytes.data, v->tiles.data + r->next * SHA256_SIZE, SHA256_SIZE) != 0)
        verifier_find(v, r->next * TREE_TILE, "the hash over it and those behind it was changed");
    r->next++;
    return ITD_OK;
}

static itd_status check_signer(void *context, const db_value *c, itd_error *error)
{
    row_check *r = context;
    verifier *v = r->verifier;
    const uint64_t number = r->next++;
    signer *s = NULL;
    if (number >= verifier_signer_count(v) || (uint64_t)c[0].number != number) {
        verifier_find(
            v, number < verifier_signer_count(v) ? verifier_signer_at(v, number)->record : v->tree.size,
            "the keys that sign are not those of the log");
        return ITD_OK;
    }
    const verifier_signer *wanted = verifier_signer_at(v, number);
    const bool last = number + 1 == verifier_signer_count(v);
    bool good = (uint64_t)c[1].number == wanted->record && (c[2].type == DB_BYTES) == last;
    if (good && last) {
        good = c[2].bytes.len == SIGNER_SEED_SIZE;
        itd_status status = good ? signer_new((const unsigned char *)c[2].bytes.data, &s, error) : ITD_OK;
        if (status != ITD_OK)
            return status;
        good = good && memcmp(signer_public(s), &wanted->key, sizeof wanted->key) == 0;
        signer_free(s);
    }
    if (!good)
        verifier_find(v, wanted->record, "its key that signs was changed");
    return ITD_OK;
}

/* Rows that stand for no record: beyond the log, or below its beginning. */
static itd_status check_counts(void *context, const db_value *c, itd_error *error)
{
    verifier *v = context;
    (void)error;
    if ((uint64_t)c[0].number != v->tree.size)
        verifier_find(v, v->tree.size, "rows stand there that are no records");
    if (c[1].number)
        verifier_find(v, (uint64_t)(c[2].number < 0 ? 0 : c[2].number),
                      "values stand there without a record");
    if ((uint64_t)c[3].number != v->checkpoints)
        verifier_find(v, v->tree.size, "checkpoints stand there that are none");
    return ITD_OK;
}

static itd_status check_rows(database *d, verifier *v, itd_error *error)
{
    row_check tiles = {v, 0}, signers = {v, 0};
    uint64_t version = 0;
    itd_status status =
        database_run(d, "SELECT id,hash FROM tiles ORDER BY id", NULL, 0, check_tile, &tiles, error);
    if (status == ITD_OK && tiles.next < v->tiles.len / SHA256_SIZE)
        verifier_find(v, tiles.next * TREE_TILE, "the hash over it and those behind it is gone");
    if (status == ITD_OK)
        status = database_run(d, "SELECT id,record,seed FROM signers ORDER BY id", NULL, 0, check_signer,
                              &signers, error);
    if (status == ITD_OK && signers.next < verifier_signer_count(v))
        verifier_find(v, verifier_signer_at(v, signers.next)->record, "its key that signs is gone");
    if (status == ITD_OK)
        status = database_version(d, &version, error);
    if (status == ITD_OK && version != v->key_changes)
        verifier_find(v, v->tree.size, "the count of changes of API keys was changed");
    if (status == ITD_OK)
        status = database_run(
            d,
            "SELECT (SELECT count(*) FROM records),(SELECT count(*) FROM personal WHERE id NOT IN "
            "(SELECT id FROM records)),(SELECT min(id) FROM personal WHERE id NOT IN (SELECT id FROM "
            "records)),"
            "(SELECT count(*) FROM checkpoints)",
            NULL, 0, check_counts, v, error);
    return status;
}

itd_status store_check(database *d, verifier *v, itd_error *error)
{
    itd_error found = {0};
    const log_sink sink = verifier_sink(v);
    itd_status status = database_begin_reading(d, error);
    if (status != ITD_OK)
        return status;
    status = walk_store(d, &sink, &found);
    if (status == ITD_ERROR_INPUT)
        verifier_find(v, v->tree.size, "it cannot be read: %s", found.message);
    if (status == ITD_OK)
        verifier_end(v);
    if (status == ITD_OK && !v->incomplete)
        status = check_rows(d, v, &found);
    if (status == ITD_OK)
        status = database_check(d, &found);
    if (status == ITD_ERROR_INPUT)
        verifier_find(v, v->tree.size, "the store is damaged: %s", found.message);
    database_rollback(d);
    if (verifier_lacks_memory(v))
        return error_memory(error);
    return status == ITD_OK || status == ITD_ERROR_INPUT
               ? ITD_OK
               : error_set(error, status, NULL, "%s", found.message);
}
