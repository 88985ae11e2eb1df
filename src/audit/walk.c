#include "audit/walk.h"

#include "base/buf.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/limits.h"

enum { CHECKPOINTS_AT_ONCE = 256 };

static const char RECORDS[] =
    "SELECT r.id,r.leaf,r.hash,p.salts,p.subject,p.terms,p.question,p.answer FROM records r "
    "LEFT JOIN personal p ON p.id=r.id WHERE r.id>=$1 AND r.id<$2 ORDER BY r.id";

typedef struct walking {
    database *database;
    const log_sink *sink;
    uint64_t next; /* record */
    uint64_t checkpoint;
    size_t taken;
    buf notes; /* sizes, lengths and notes of some checkpoints */
} walking;

static str data_of(const db_value *v)
{
    return v->type == DB_NULL ? STR_NONE : v->bytes;
}

static itd_status give_record(void *context, const db_value *c, itd_error *error)
{
    walking *w = context;
    const bool any = c[3].type != DB_NULL;
    stored_values values = {.salts = data_of(&c[3])};
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        values.values[i] = data_of(&c[4 + i]);
    w->next = (uint64_t)c[0].number + 1;
    w->taken++;
    return w->sink->record(w->sink->context, (uint64_t)c[0].number, data_of(&c[1]),
                           c[2].type == DB_BYTES ? c[2].bytes : str_of(""), any ? &values : NULL, error);
}

static itd_status give_records(walking *w, uint64_t to, itd_error *error)
{
    const uint64_t from = w->next;
    if (to <= from)
        return ITD_OK;
    itd_status status =
        database_run(w->database, RECORDS, (db_value[]){db_number((long long)from), db_number((long long)to)},
                     2, give_record, w, error);
    w->next = to;
    return status;
}

static itd_status keep_checkpoint(void *context, const db_value *c, itd_error *error)
{
    walking *w = context;
    const str note = data_of(&c[2]);
    buf_u64(&w->notes, (uint64_t)c[0].number);
    buf_u64(&w->notes, (uint64_t)c[1].number);
    buf_u64(&w->notes, note.len);
    buf_str(&w->notes, note);
    w->taken++;
    return w->notes.failed ? error_memory(error) : ITD_OK;
}

static itd_status give_checkpoints(walking *w, itd_error *error)
{
    itd_status status = ITD_OK;
    const char *at = w->notes.data, *end = at + w->notes.len;
    while (status == ITD_OK && at < end) {
        uint64_t head[3];
        for (unsigned i = 0; i < 3; i++, at += 8)
            head[i] = read_u64(at);
        status = give_records(w, head[1], error);
        if (status == ITD_OK)
            status = w->sink->checkpoint(w->sink->context, head[0], head[1], str_make(at, head[2]), error);
        w->checkpoint = head[0] + 1;
        at += head[2];
    }
    return status;
}

static itd_status give_key(void *context, const db_value *c, itd_error *error)
{
    walking *w = context;
    const key_row_values row = {c[0].number, c[1].bytes, c[2].bytes,    c[3].bytes,
                                c[4].bytes,  c[5].bytes, data_of(&c[6])};
    return w->sink->key_row(w->sink->context, &row, error);
}

static itd_status walk(walking *w, itd_error *error)
{
    itd_status status = ITD_OK;
    do {
        const db_value from = db_number((long long)w->checkpoint), most = db_number(CHECKPOINTS_AT_ONCE);
        buf_reset(&w->notes);
        w->taken = 0;
        status = database_run(w->database,
                              "SELECT id,size,note FROM checkpoints WHERE id>=$1 ORDER BY id LIMIT $2",
                              (db_value[]){from, most}, 2, keep_checkpoint, w, error);
        const size_t taken = w->taken;
        if (status == ITD_OK)
            status = give_checkpoints(w, error);
        w->taken = taken;
    } while (status == ITD_OK && w->taken == CHECKPOINTS_AT_ONCE);
    if (status == ITD_OK) /* what no checkpoint covers */
        status = give_records(w, INT64_MAX, error);
    if (status == ITD_OK)
        status =
            database_run(w->database, "SELECT id,name,role,salt,hash,made,withdrawn FROM keys ORDER BY id",
                         NULL, 0, give_key, w, error);
    return status;
}

itd_status walk_store(database *d, const log_sink *sink, itd_error *error)
{
    walking w = {.database = d, .sink = sink};
    buf_init(&w.notes, LIMIT_BUF_SIZE);
    itd_status status = walk(&w, error);
    buf_free(&w.notes);
    return status;
}

itd_status walk_one(database *d, uint64_t number, const log_sink *sink, bool *found, itd_error *error)
{
    walking w = {.database = d, .sink = sink};
    const db_value from = db_number((long long)number), to = db_number((long long)number + 1);
    itd_status status = database_run(d, RECORDS, (db_value[]){from, to}, 2, give_record, &w, error);
    *found = w.taken > 0;
    return status;
}
