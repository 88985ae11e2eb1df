#include "audit/export.h"

#include "audit/export_line.h"
#include "base/error.h"
#include "base/limits.h"

/* ---- out ---- */

typedef struct exporting {
    line_output *out;
    buf line;
    uint64_t records;
} exporting;

static itd_status put(exporting *x, const export_line *line, itd_error *error)
{
    buf_reset(&x->line);
    export_line_write(line, &x->line);
    return x->line.failed ? error_memory(error) : line_output_put(x->out, buf_as_str(&x->line), error);
}

static itd_status put_record(void *context, uint64_t number, str text, str hash, const stored_values *values,
                             itd_error *error)
{
    exporting *x = context;
    export_line line = {.kind = EXPORT_RECORD, .number = number, .text = text, .has_values = values != NULL};
    (void)hash;
    if (values)
        line.values = *values;
    x->records++;
    return put(x, &line, error);
}

static itd_status put_checkpoint(void *context, uint64_t number, uint64_t size, str note, itd_error *error)
{
    const export_line line = {.kind = EXPORT_CHECKPOINT, .number = number, .size = size, .text = note};
    return put(context, &line, error);
}

static itd_status put_key(void *context, const key_row_values *row, itd_error *error)
{
    const export_line line = {.kind = EXPORT_KEY, .key = *row};
    return put(context, &line, error);
}

static itd_status take_count(void *context, const db_value *c, itd_error *error)
{
    (void)error;
    *(uint64_t *)context = (uint64_t)c[0].number;
    return ITD_OK;
}

itd_status export_write(audit_log *log, line_output *out, uint64_t *count, itd_error *error)
{
    exporting x = {.out = out};
    const log_sink sink = {put_record, put_checkpoint, put_key, &x};
    database *d = audit_log_database(log);
    export_line head = {.kind = EXPORT_HEAD, .text = audit_log_origin(log)};
    buf_init(&x.line, LIMIT_BUF_SIZE);
    itd_status status = database_begin_reading(d, error);
    if (status == ITD_OK)
        status = database_run(d, "SELECT count(*) FROM records", NULL, 0, take_count, &head.number, error);
    if (status == ITD_OK)
        status = put(&x, &head, error);
    if (status == ITD_OK)
        status = walk_store(d, &sink, error);
    database_rollback(d);
    buf_free(&x.line);
    *count = x.records;
    return status;
}

/* ---- in ---- */

typedef struct reading {
    const char *path;
    const log_sink *sink;
    arena memory;
    buf origin; /* as the first line has it */
    uint64_t records, expected;
} reading;

static itd_status give(reading *r, unsigned long number, const export_line *l, itd_error *error)
{
    void *context = r->sink->context;
    switch (l->kind) {
    case EXPORT_RECORD:
        r->records++;
        return r->sink->record(context, l->number, l->text, STR_NONE, l->has_values ? &l->values : NULL,
                               error);
    case EXPORT_CHECKPOINT:
        if (!str_starts(l->text, buf_as_str(&r->origin)))
            return error_at_line(error, ITD_ERROR_INPUT, r->path, number, "a checkpoint of another log");
        return r->sink->checkpoint(context, l->number, l->size, l->text, error);
    case EXPORT_KEY:
        return r->sink->key_row(context, &l->key, error);
    case EXPORT_HEAD:
        break;
    }
    return error_at_line(error, ITD_ERROR_INPUT, r->path, number, "a second beginning");
}

static itd_status read_line(reading *r, unsigned long number, str text, itd_error *error)
{
    export_line l;
    itd_error found = {0};
    arena_reset(&r->memory);
    itd_status status = export_line_read(text, &r->memory, &l, &found);
    if (status == ITD_ERROR_INPUT || (status == ITD_OK && number == 1 && l.kind != EXPORT_HEAD))
        return error_at_line(error, ITD_ERROR_INPUT, r->path, number,
                             number == 1 ? "expected an export of a log"
                                         : "it is not a line of an export of a log");
    if (status != ITD_OK)
        return error_memory(error);
    if (number == 1) {
        r->expected = l.number;
        buf_str(&r->origin, l.text);
        buf_putc(&r->origin, '\n');
        return r->origin.failed ? error_memory(error) : ITD_OK;
    }
    return give(r, number, &l, error);
}

itd_status export_read(const char *path, const log_sink *sink, itd_error *error)
{
    line_input *in = NULL;
    reading r = {.path = path, .sink = sink};
    str line;
    bool there = true;
    itd_status status = line_input_open(path, &in, error);
    if (status != ITD_OK)
        return status;
    arena_init(&r.memory, LIMIT_ARENA_SIZE);
    buf_init(&r.origin, LIMIT_BUF_SIZE);
    while (status == ITD_OK && there) {
        status = line_input_next(in, &line, &there, error);
        if (status == ITD_OK && there)
            status = read_line(&r, line_input_number(in), line, error);
    }
    if (status == ITD_OK && !line_input_number(in))
        status = error_set(error, ITD_ERROR_INPUT, path, "expected an export of a log, it is empty");
    else if (status == ITD_OK && r.records != r.expected)
        status = error_at_line(error, ITD_ERROR_INPUT, path, line_input_number(in),
                               "the file is cut off: %llu of %llu records", (unsigned long long)r.records,
                               (unsigned long long)r.expected);
    line_input_close(in);
    buf_free(&r.origin);
    arena_free(&r.memory);
    return status;
}
