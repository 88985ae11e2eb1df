/* interdict log verify */
#include "audit/base64.h"
#include "audit/import.h"
#include "audit/store.h"
#include "audit/store_check.h"
#include "base/error.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "serve/log/log_call.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

enum { SMALL_FILE_MAX = 1 << 20 };

/* The file that somebody else kept. */
static int read_kept(const char *path, buf *text, checkpoint *kept)
{
    itd_error error = {0};
    if (file_read(path, SMALL_FILE_MAX, text, &error) != ITD_OK)
        return log_fail(&error) ? LOG_INPUT : 0;
    if (checkpoint_read(buf_as_str(text), true, kept))
        return 0;
    fprintf(stderr, "interdict: %s: expected a checkpoint\n", path);
    return LOG_INPUT;
}

/* The key itself, or a file that holds it. */
static int read_public(const char *given, buf *text, str *name, signer_key *key)
{
    itd_error error = {0};
    if (signer_read_public(str_of(given), name, key))
        return 0;
    if (file_read(given, SMALL_FILE_MAX, text, &error) != ITD_OK)
        return log_fail(&error) ? LOG_INPUT : 0;
    if (signer_read_public(str_trim(buf_as_str(text)), name, key))
        return 0;
    fprintf(stderr, "interdict: %s: expected a public key, as 'interdict log keys' prints it\n", given);
    return LOG_INPUT;
}

static bool is_store(const char *path)
{
    char head[16] = "";
    FILE *f = fopen(path, "rb");
    if (!f)
        return true; /* opening it says why not */
    const size_t got = fread(head, 1, sizeof head, f);
    fclose(f);
    return got == 0 || memcmp(head, "SQLite format 3", sizeof head) == 0;
}

static itd_status check(const char *path, verifier *v, itd_error *error)
{
    database *d = NULL;
    if (!str_starts(str_of(path), str_of("postgres")) && !is_store(path))
        return export_check(path, v, error);
    itd_status status = store_open(path, DATABASE_READ, &d, error);
    if (status == ITD_OK)
        status = store_check(d, v, error);
    database_close(d);
    return status;
}

static void put_root(const verifier *v, buf *out)
{
    tree_hash root;
    tree_root(&v->tree, &root);
    base64_put(out, root.bytes, sizeof root);
}

static void put_json(const verifier *v, buf *out)
{
    json_emitter w;
    buf root;
    buf_init(&root, LIMIT_VALUE_LEN);
    put_root(v, &root);
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_bool(&w, "holds", !v->bad);
    emit_pair_int(&w, "records", (long long)v->tree.size);
    emit_pair_buf(&w, "root", &root);
    emit_key(&w, "checkpoint");
    if (v->last.len)
        emit_str(&w, buf_as_str(&v->last));
    else
        emit_null(&w);
    if (v->bad) {
        emit_pair_int(&w, "bad_record", (long long)v->bad_record);
        emit_pair_text(&w, "why", v->sentence);
    }
    emit_end_object(&w);
    emit_newline(&w);
    buf_free(&root);
}

static void put_text(const verifier *v, buf *out)
{
    buf_printf(out, "records: %" PRIu64 "\nroot: ", v->tree.size);
    put_root(v, out);
    buf_puts(out, "\nlast checkpoint:\n");
    str rest = buf_as_str(&v->last), line;
    while (rest.len && str_split(&rest, '\n', &line))
        buf_printf(out, "%s%.*s\n", line.len ? "  " : "", STR_ARG(line));
    for (size_t i = 1; i < verifier_signer_count(v); i++)
        if (verifier_signer_at(v, i)->by_itself)
            buf_printf(out,
                       "note: from record %" PRIu64
                       " on a key signs that no earlier key vouches for: the log was restored\n",
                       verifier_signer_at(v, i)->record);
    if (v->bad)
        buf_printf(out, "bad record: %" PRIu64 ": %s\n", v->bad_record, v->sentence);
    else
        buf_puts(out, "all of it holds\n");
}

static int report(const log_call *c, const verifier *v)
{
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    if (c->json)
        put_json(v, &out);
    else
        put_text(v, &out);
    int code = log_print(&out, v->bad ? LOG_DIFFERS : LOG_HOLDS);
    if (v->bad)
        fprintf(stderr, "interdict: the log does not hold: record %" PRIu64 ": %s\n", v->bad_record,
                v->sentence);
    buf_free(&out);
    return code;
}

int log_verify(const log_call *c)
{
    verifier v;
    checkpoint kept;
    signer_key key;
    str name;
    buf kept_text, key_text;
    itd_error error = {0};
    buf_init(&kept_text, LIMIT_BUF_SIZE);
    buf_init(&key_text, LIMIT_BUF_SIZE);
    int code = c->checkpoint ? read_kept(c->checkpoint, &kept_text, &kept) : 0;
    if (!code && c->public_key)
        code = read_public(c->public_key, &key_text, &name, &key);
    verifier_begin(&v, c->checkpoint ? &kept : NULL);
    if (!code && check(c->operand ? c->operand : c->path, &v, &error) != ITD_OK)
        code = error.status == ITD_ERROR_MEMORY ? log_fail(&error) : (log_fail(&error), LOG_INPUT);
    else if (!code) {
        if (c->public_key)
            verifier_want_key(&v, name, &key);
        code = report(c, &v);
    }
    verifier_free(&v);
    buf_free(&kept_text);
    buf_free(&key_text);
    return code;
}
