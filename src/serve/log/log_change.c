/* interdict log export, import, erase, keys: what takes the log elsewhere or changes it. */
#include "audit/erase.h"
#include "audit/export.h"
#include "audit/import.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "serve/log/log_call.h"

#include <inttypes.h>
#include <stdio.h>

enum { SMALL_FILE_MAX = 1 << 16 };

int log_export(const log_call *c)
{
    audit_log *log = NULL;
    line_output *out = NULL;
    uint64_t count = 0;
    itd_error error = {0};
    int code = log_open(c, DATABASE_READ, &log);
    if (code)
        return code;
    itd_status status = line_output_open(c->output, &out, &error);
    if (status == ITD_OK)
        status = export_write(log, out, &count, &error);
    if (status == ITD_OK)
        status = line_output_finish(out, &error);
    code = status == ITD_OK ? LOG_HOLDS : log_fail(&error);
    if (!code && c->output)
        fprintf(stderr, "interdict: %" PRIu64 " records in %s\n", count, c->output);
    line_output_free(out);
    audit_log_close(log);
    return code;
}

static int read_private(const char *path, unsigned char *seed)
{
    itd_error error = {0};
    buf text;
    str name;
    buf_init(&text, LIMIT_BUF_SIZE);
    int code = file_read(path, SMALL_FILE_MAX, &text, &error) == ITD_OK ? 0 : log_fail(&error);
    if (!code && !signer_read_private(str_trim(buf_as_str(&text)), &name, seed)) {
        fprintf(stderr,
                "interdict: %s: expected a private key, as 'interdict log keys --private' prints it\n", path);
        code = LOG_INPUT;
    }
    buf_free(&text);
    return code;
}

int log_import(const log_call *c)
{
    unsigned char seed[SIGNER_SEED_SIZE];
    audit_log *log = NULL;
    verifier v;
    itd_error error = {0};
    if (!c->operand)
        return log_usage("missing FILE; usage: interdict log import FILE");
    int code = c->signing_key ? read_private(c->signing_key, seed) : 0;
    if (code)
        return code;
    verifier_begin(&v, NULL);
    itd_status status = audit_import(c->operand, c->path, c->signing_key ? seed : NULL, &v, &log, &error);
    if (status != ITD_OK) {
        code = log_fail(&error);
    } else if (v.bad) {
        fprintf(stderr,
                "interdict: %s: the log does not hold: record %" PRIu64 ": %s; nothing was restored\n",
                c->operand, v.bad_record, v.sentence);
        code = LOG_DIFFERS;
    } else {
        fprintf(stderr, "interdict: %" PRIu64 " records in %s\n", v.tree.size, c->path);
        if (!c->signing_key)
            fputs("interdict: a new key signs from here on, which no earlier key vouches for\n", stderr);
    }
    verifier_free(&v);
    audit_log_close(log);
    return code;
}

/* --before is a day: what was written before it. */
static int read_erasure(const log_call *c, audit_log *log, erasure *e)
{
    uint64_t record = 0, from, to;
    log_call day = *c;
    if (!c->id + !c->record + !c->before != 2)
        return log_usage("expected one of --id X, --record N, --before YYYY-MM-DD");
    *e = (erasure){.record = -1, .before = -1, .reason = c->before ? "retention" : "request"};
    if (c->id)
        e->subject = str_of(c->id);
    int code = log_number("--record", c->record, &record);
    if (c->record)
        e->record = (long long)record;
    day.from = c->before;
    day.until = NULL;
    if (!code && c->before)
        code = log_moments(&day, log, &from, &to);
    if (!code && c->before)
        e->before = (long long)from;
    return code;
}

int log_erase(const log_call *c)
{
    audit_log *log = NULL;
    erasure e;
    uint64_t count = 0;
    itd_error error = {0};
    buf out;
    int code = log_open(c, DATABASE_WRITE, &log);
    if (!code)
        code = read_erasure(c, log, &e);
    buf_init(&out, LIMIT_VALUE_LEN);
    if (!code && audit_erase(log, &e, &count, &error) != ITD_OK)
        code = log_fail(&error);
    if (!code && c->json)
        buf_printf(&out, "{\"erased\":%" PRIu64 "}\n", count);
    else if (!code)
        buf_printf(&out, "%" PRIu64 " records lost their values\n", count);
    if (!code)
        code = log_print(&out, LOG_HOLDS);
    buf_free(&out);
    audit_log_close(log);
    return code;
}

int log_keys(const log_call *c)
{
    audit_log *log = NULL;
    itd_error error = {0};
    buf out;
    int code = log_open(c, c->new ? DATABASE_WRITE : DATABASE_READ, &log);
    if (code)
        return code;
    buf_init(&out, LIMIT_VALUE_LEN);
    itd_status status = c->new ? audit_log_new_signer(log, &error) : ITD_OK;
    if (status == ITD_OK)
        status = audit_log_put_key(log, c->private, &out, &error);
    buf_putc(&out, '\n');
    code = status == ITD_OK ? log_print(&out, LOG_HOLDS) : log_fail(&error);
    buf_free(&out);
    audit_log_close(log);
    return code;
}
