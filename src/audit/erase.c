#include "audit/erase.h"

#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"

typedef struct erasing {
    const erasure *what;
    uint64_t *count;
    log_record *record;
    buf ids, detail;
} erasing;

static itd_status keep_id(void *context, const db_value *c, itd_error *error)
{
    erasing *e = context;
    buf_u64(&e->ids, (uint64_t)c[0].number);
    return e->ids.failed ? error_memory(error) : ITD_OK;
}

static itd_status find_ids(erasing *e, database *d, itd_error *error)
{
    const erasure *w = e->what;
    const db_value from = db_number(w->record >= 0 ? w->record : 0),
                   to = db_number(w->record >= 0   ? w->record + 1
                                  : w->before >= 0 ? w->before
                                                   : INT64_MAX);
    if (w->subject.data)
        return database_run(d, "SELECT id FROM personal WHERE id>=$1 AND id<$2 AND subject=$3 ORDER BY id",
                            (db_value[]){from, to, db_text(w->subject)}, 3, keep_id, e, error);
    return database_run(d, "SELECT id FROM personal WHERE id>=$1 AND id<$2 ORDER BY id",
                        (db_value[]){from, to}, 2, keep_id, e, error);
}

static itd_status drop(database *d, uint64_t from, uint64_t to, itd_error *error)
{
    return database_run(d, "DELETE FROM personal WHERE id>=$1 AND id<=$2",
                        (db_value[]){db_number((long long)from), db_number((long long)to)}, 2, NULL, NULL,
                        error);
}

/* Runs of numbers: one deletion and one pair in the record for each. */
static itd_status drop_runs(erasing *e, database *d, itd_error *error)
{
    const uint64_t *ids = (const uint64_t *)(const void *)e->ids.data;
    const size_t count = e->ids.len / sizeof *ids;
    json_emitter w;
    emit_init(&w, &e->detail);
    emit_object(&w);
    emit_pair_text(&w, "reason", e->what->reason);
    emit_key(&w, "ranges");
    emit_array(&w);
    itd_status status = ITD_OK;
    for (size_t i = 0, last; i < count && status == ITD_OK; i = last + 1) {
        for (last = i; last + 1 < count && ids[last + 1] == ids[last] + 1;)
            last++;
        emit_array(&w);
        emit_int(&w, (long long)ids[i]);
        emit_int(&w, (long long)ids[last]);
        emit_end_array(&w);
        status = drop(d, ids[i], ids[last], error);
    }
    emit_end_array(&w);
    emit_end_object(&w);
    e->record->detail = buf_as_str(&e->detail);
    *e->count = count;
    return status == ITD_OK && e->detail.failed ? error_memory(error) : status;
}

static itd_status erase(void *context, database *d, itd_error *error)
{
    erasing *e = context;
    itd_status status = find_ids(e, d, error);
    if (status == ITD_OK && !e->ids.len)
        status = ITD_ERROR_USAGE; /* nothing to do: audit_erase takes it for that */
    return status == ITD_OK ? drop_runs(e, d, error) : status;
}

itd_status audit_erase(audit_log *log, const erasure *what, uint64_t *count, itd_error *error)
{
    uint64_t number;
    log_record r = {.kind = "erase"};
    erasing e = {.what = what, .count = count, .record = &r};
    *count = 0;
    buf_init(&e.ids, LIMIT_BUF_SIZE);
    buf_init(&e.detail, LIMIT_BUF_SIZE);
    itd_status status = audit_log_append_with(log, (log_record *[]){&r}, 1, erase, &e, &number, error);
    buf_free(&e.ids);
    buf_free(&e.detail);
    if (status == ITD_ERROR_USAGE)
        return ITD_OK;
    return status == ITD_OK ? database_forget(audit_log_database(log), error) : status;
}

typedef struct time_look {
    char text[LEAF_TIME_CAP];
    bool older;
} time_look;

/* The time is at one place in every leaf, behind the number. */
static itd_status look(void *context, const db_value *c, itd_error *error)
{
    time_look *l = context;
    const str mark = STR("\"time\":\"");
    const size_t at = str_find(c[0].bytes, mark);
    (void)error;
    if (at != SIZE_MAX && at + mark.len + 27 <= c[0].bytes.len)
        l->older = memcmp(c[0].bytes.data + at + mark.len, l->text, 27) < 0;
    return ITD_OK;
}

itd_status audit_first_since(audit_log *log, long long time, uint64_t *out, itd_error *error)
{
    time_look l;
    uint64_t low = 0, high = audit_log_size(log);
    itd_status status = ITD_OK;
    leaf_time_text(time, l.text);
    while (low < high && status == ITD_OK) {
        const uint64_t middle = low + (high - low) / 2;
        const db_value id = db_number((long long)middle);
        l.older = false;
        status = database_run(audit_log_database(log), "SELECT leaf FROM records WHERE id=$1", &id, 1, look,
                              &l, error);
        if (l.older)
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return status;
}
