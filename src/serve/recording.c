#include "serve/recording.h"

#include "base/error.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "json/json_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD_LEN = 4096, TERMS_CAP = 65536 + 256 };

bool recording_mode_from(const char *text, recording_mode *out)
{
    static const char *const names[] = {"durable", "later", "off"};
    for (*out = RECORDING_DURABLE; *out <= RECORDING_OFF; ++*out)
        if (strcmp(text, names[*out]) == 0)
            return true;
    return false;
}

itd_status recording_open(recording *r, const char *store, itd_error *error)
{
    audit_log *log = NULL;
    policy none;
    policy_init(&none);
    memcpy(r->built_in, none.hash, sizeof r->built_in);
    itd_status status = audit_log_open(store, DATABASE_MAKE, &log, error);
    if (status == ITD_OK)
        status = audit_writer_start(log, &r->writer, error);
    if (status != ITD_OK)
        audit_log_close(log);
    return status;
}

void recording_close(recording *r)
{
    audit_writer_stop(r->writer);
    r->writer = NULL;
}

/* ---- a record ---- */

/* The text behind `mark` up to its closing sign, as JSON has it; data NULL: there is none. */
static str text_behind(str json, const char *mark, arena *a)
{
    const size_t at = str_find(str_make(json.data, json.len < HEAD_LEN ? json.len : HEAD_LEN), str_of(mark));
    json_t *value = NULL;
    if (at == SIZE_MAX)
        return STR_NONE;
    const size_t start = at + strlen(mark);
    size_t end = start;
    while (end < json.len && json.data[end] != '"')
        end += json.data[end] == '\\' ? 2 : 1;
    if (end >= json.len)
        return STR_NONE;
    str text = str_make(json.data + start, end - start);
    if (!memchr(text.data, '\\', text.len))
        return arena_str(a, text);
    text = str_make(json.data + start - 1, end - start + 2);
    str plain = STR_NONE;
    if (json_read(text, JSON_DECODE_ANY, &value, NULL, NULL) == ITD_OK && json_is_string(value))
        plain = arena_str(a, str_make(json_string_value(value), json_string_length(value)));
    json_decref(value);
    return plain;
}

/* Whom the question calls by an id, as the beginning of the answer repeats it. */
static str subject_of(const char *kind, str answer, arena *a)
{
    const bool names = strcmp(kind, "screen") == 0;
    const char *const mark = names                         ? "{\"query\":{\"id\":\""
                             : strcmp(kind, "decide") == 0 ? "{\"id\":\""
                                                           : "\"reference\":\"";
    if (strcmp(kind, "text") == 0 || strcmp(kind, "match") == 0)
        return STR_NONE;
    str subject = text_behind(answer, mark, a);
    return subject.len ? subject : STR_NONE;
}

static str write_terms(const char *method, str path, str query, arena *a)
{
    json_emitter w;
    buf text, request;
    char day[DATE_TEXT_CAP];
    buf_init(&text, LIMIT_BUF_SIZE);
    buf_init(&request, LIMIT_BUF_SIZE);
    date_format(date_today(), day);
    buf_printf(&request, "%s ", method);
    buf_str(&request, path);
    if (query.len)
        buf_putc(&request, '?');
    buf_str(&request, query);
    emit_init(&w, &text);
    emit_object(&w);
    emit_pair_buf(&w, "request", &request);
    emit_pair_text(&w, "day", day);
    emit_end_object(&w);
    str terms = text.failed ? STR_NONE : arena_str(a, buf_as_str(&text));
    buf_free(&text);
    buf_free(&request);
    return terms;
}

static str policy_hash_of(const recording *r, const generation *g)
{
    return str_of(g->policy ? itd_policy_hash(g->policy) : r->built_in);
}

static itd_status make_record(const recording *r, const generation *g, const char *kind, long long key,
                              str terms, str question, str answer, arena *a, log_record *out,
                              itd_error *error)
{
    *out = (log_record){.kind = kind,
                        .snapshot = arena_str(a, str_of(snapshot_hash(generation_core(g)))),
                        .policy = arena_str(a, policy_hash_of(r, g)),
                        .key = key};
    out->values[VALUE_SUBJECT] = subject_of(kind, answer, a);
    out->values[VALUE_TERMS] = terms;
    out->values[VALUE_QUESTION] = question.data ? question : str_of("");
    out->values[VALUE_ANSWER] = answer.data ? answer : str_of("");
    if (a->failed || !terms.data)
        return error_memory(error);
    return record_seal(out, error);
}

/* ---- an answer that waits ---- */

typedef struct waiting {
    audit_entry entry;
    audit_writer *writer;
    void (*resume)(void *at);
    void *at;
    char why[ITD_ERROR_MESSAGE_CAP];
} waiting;

static void on_written(audit_entry *e)
{
    waiting *w = e->context;
    if (e->status != ITD_OK)
        snprintf(w->why, sizeof w->why, "%s", e->error->message);
    w->resume(w->at);
}

static void begin_waiting(void *state, void (*resume)(void *at), void *at)
{
    waiting *w = state;
    w->resume = resume;
    w->at = at;
    audit_writer_put(w->writer, &w->entry);
}

static void refuse(http_response *a, const char *why)
{
    http_error(a, 503, "the answer cannot be recorded, so none is given: %s", why);
}

static void end_waiting(void *state, http_response *a)
{
    const waiting *w = state;
    char number[24];
    if (w->entry.status != ITD_OK) {
        refuse(a, w->why);
        return;
    }
    snprintf(number, sizeof number, "%llu", (unsigned long long)w->entry.number);
    http_add_header(a, "X-Interdict-Record", number);
}

/* ---- an answer that does not ---- */

typedef struct kept {
    audit_entry entry;
    arena memory;
} kept;

static void end_kept(audit_entry *e)
{
    kept *k = e->context;
    if (e->status != ITD_OK)
        fprintf(stderr, "interdict: an answer was not recorded: %s\n", e->error->message);
    arena_free(&k->memory);
    free(k);
}

static str keep(kept *k, str text)
{
    return text.len ? arena_str(&k->memory, text) : text.data ? str_of("") : STR_NONE;
}

static itd_status record_later(recording *r, const log_record *record, itd_error *error)
{
    kept *k = calloc(1, sizeof *k);
    if (!k)
        return error_memory(error);
    arena_init(&k->memory, LIMIT_BUF_SIZE);
    k->entry = (audit_entry){.record = *record, .done = end_kept, .context = k};
    log_record *own = &k->entry.record;
    own->snapshot = keep(k, record->snapshot);
    own->policy = keep(k, record->policy);
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        own->values[i] = keep(k, record->values[i]);
    if (k->memory.failed) {
        arena_free(&k->memory);
        free(k);
        return error_memory(error);
    }
    audit_writer_put(r->writer, &k->entry);
    return ITD_OK;
}

/* The kind of a record is the name of its route; all of yente's are one. */
static const char *kind_of(const http_request *q)
{
    static const char *const kinds[] = {"screen", "message", "text", "decide"};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(q->route->id, kinds[i]) == 0)
            return kinds[i];
    return "match";
}

void recording_answer(recording *r, const generation *g, http_request *q, http_response *a)
{
    itd_error error = {0};
    waiting *w = arena_alloc(q->memory, sizeof *w);
    if (!w) {
        refuse(a, "not enough memory");
        return;
    }
    itd_status status = make_record(r, g, kind_of(q), (long long)(intptr_t)q->caller,
                                    write_terms(http_method_name(q->method), q->path, q->query, q->memory),
                                    q->body, buf_as_str(&a->body), q->memory, &w->entry.record, &error);
    if (status == ITD_OK && r->mode == RECORDING_LATER)
        status = record_later(r, &w->entry.record, &error);
    if (status != ITD_OK) {
        refuse(a, error.message);
        return;
    }
    if (r->mode == RECORDING_LATER)
        return;
    w->writer = r->writer;
    w->entry.done = on_written;
    w->entry.context = w;
    a->wait = (http_wait){begin_waiting, end_waiting, w};
}

itd_status recording_lines(recording *r, const generation *g, const char *kind, long long key,
                           const str *requests, const str *questions, const str *answers, size_t count,
                           itd_error *error)
{
    arena a;
    uint64_t number;
    arena_init(&a, LIMIT_BUF_SIZE);
    log_record *records = arena_array(&a, count, sizeof *records);
    log_record **pointers = arena_array(&a, count, sizeof *pointers);
    itd_status status = records && pointers ? ITD_OK : error_memory(error);
    for (size_t i = 0; i < count && status == ITD_OK; i++) {
        str query = requests[i], path;
        (void)str_split(&query, '?', &path);
        pointers[i] = &records[i];
        status = make_record(r, g, kind, key, write_terms("POST", path, query, &a), questions[i], answers[i],
                             &a, &records[i], error);
    }
    if (status == ITD_OK && count)
        status = audit_writer_wait(r->writer, pointers, count, &number, error);
    arena_free(&a);
    return status;
}

/* ---- what answers from now on ---- */

static itd_status copy_file(const char *from, const char *to, itd_error *error)
{
    char partial[4096 + 16];
    struct stat info;
    snprintf(partial, sizeof partial, "%s.partial", to);
    const int in = open(from, O_RDONLY | O_CLOEXEC);
    const int out = in < 0 ? -1 : open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = out >= 0 && fstat(in, &info) == 0;
    for (off_t left = good ? info.st_size : 0; good && left > 0;) {
        const ssize_t put = sendfile(out, in, NULL, (size_t)left);
        good = put > 0;
        left -= put;
    }
    good = good && fsync(out) == 0 && rename(partial, to) == 0;
    const int number = errno;
    if (out >= 0)
        close(out);
    if (in >= 0)
        close(in);
    if (!good)
        unlink(partial);
    return good ? ITD_OK : error_errno(error, ITD_ERROR_IO, to, number, "the snapshot cannot be archived");
}

/* STATE/snapshots/<hash>.itd: a second name of the file where that can be, else a copy. */
static itd_status archive(const recording *r, const generation *g, itd_error *error)
{
    char path[4096];
    const char *hash = snapshot_hash(generation_core(g)), *colon = strchr(hash, ':');
    if (!r->folder || !*g->path)
        return ITD_OK;
    int len = snprintf(path, sizeof path - 80, "%s/snapshots", r->folder);
    if (len < 0 || (size_t)len >= sizeof path - 80)
        return error_set(error, ITD_ERROR_IO, r->folder, "the path is too long");
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return error_errno(error, ITD_ERROR_IO, path, errno, "cannot make the folder");
    snprintf(path + len, sizeof path - (size_t)len, "/%s.itd", colon ? colon + 1 : hash);
    if (access(path, R_OK) == 0 || link(g->path, path) == 0)
        return ITD_OK;
    return copy_file(g->path, path, error);
}

typedef struct activation {
    log_record *const *records;
    str policy_hash;
    bool known;
} activation;

static itd_status note_row(void *context, const db_value *c, itd_error *error)
{
    (void)c;
    (void)error;
    *(bool *)context = true;
    return ITD_OK;
}

/* The policy is there once, and can be found by its hash. */
static itd_status append_activation(void *context, audit_log *log, itd_error *error)
{
    activation *x = context;
    uint64_t number;
    const db_value hash = db_text(x->policy_hash);
    itd_status status = ITD_OK;
    if (x->policy_hash.data)
        status = database_run(audit_log_database(log), "SELECT id FROM personal WHERE subject=$1", &hash, 1,
                              note_row, &x->known, error);
    const size_t count = x->policy_hash.data && !x->known ? 2 : 1;
    return status == ITD_OK ? audit_log_append(log, x->records, count, &number, error) : status;
}

itd_status recording_activate(recording *r, const generation *g, str policy_text, itd_error *error)
{
    if (!r->writer)
        return ITD_OK;
    char detail[64];
    const str hash = str_of(snapshot_hash(generation_core(g)));
    const str policy_hash = policy_hash_of(r, g);
    log_record active = {.kind = "snapshot", .snapshot = hash, .policy = policy_hash},
               firm = {.kind = "policy", .policy = policy_hash};
    snprintf(detail, sizeof detail, "{\"entities\":%zu}", itd_snapshot_entity_count(g->snapshot));
    active.detail = str_of(detail);
    firm.values[VALUE_SUBJECT] = policy_hash;
    firm.values[VALUE_QUESTION] = policy_text;
    activation x = {.records = (log_record *[]){&active, &firm},
                    .policy_hash = g->policy ? policy_hash : STR_NONE};
    itd_status status = archive(r, g, error);
    if (status == ITD_OK)
        status = record_seal(&firm, error);
    return status == ITD_OK ? audit_writer_do(r->writer, append_activation, &x, error) : status;
}

void recording_write_metrics(const recording *r, buf *out)
{
    if (!r->writer)
        return;
    const audit_figures f = audit_writer_figures(r->writer);
    buf_printf(
        out,
        "# HELP interdict_log_records Records in the decision log.\n# TYPE interdict_log_records gauge\n"
        "interdict_log_records %llu\n"
        "# HELP interdict_log_written_total Records that this server wrote.\n"
        "# TYPE interdict_log_written_total counter\ninterdict_log_written_total %llu\n"
        "# HELP interdict_log_groups_total Groups that they were written in.\n"
        "# TYPE interdict_log_groups_total counter\ninterdict_log_groups_total %llu\n"
        "# HELP interdict_log_failures_total Groups that could not be written.\n"
        "# TYPE interdict_log_failures_total counter\ninterdict_log_failures_total %llu\n"
        "# HELP interdict_log_waiting Records that wait to be written.\n"
        "# TYPE interdict_log_waiting gauge\ninterdict_log_waiting %zu\n",
        (unsigned long long)f.size, f.records, f.groups, f.failures, f.waiting);
}
