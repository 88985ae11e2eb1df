#include "batch/records.h"

#include "base/utf8.h"
#include "batch/charset.h"
#include "batch/table.h"
#include "batch/row.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "text/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_SIZE ((size_t)1 << 20)

struct record_source {
    int fd;
    const char *path;
    bool is_csv;
    bool ended;   /* the file has no more bytes */
    bool in_long; /* within a line that was refused for its length */
    buf bytes;    /* read and not yet consumed, from `start` */
    size_t start; /* first byte of the next record */
    uint64_t size;
    uint64_t offset; /* of bytes.data[0] in the file */
    unsigned long line;
    uint64_t number;
    sha256_state hash;
    table_form form;
    row_columns columns;
    charset *charset; /* NULL: the input is UTF-8 */
};

static str rest_of(const record_source *s)
{
    return str_make(s->bytes.data + s->start, s->bytes.len - s->start);
}

/* Gives up what is consumed and reads some more. */
static itd_status fill(record_source *s, itd_error *error)
{
    if (s->start) {
        memmove(s->bytes.data, s->bytes.data + s->start, s->bytes.len - s->start);
        s->bytes.len -= s->start;
        s->offset += s->start;
        s->start = 0;
    }
    if (s->ended)
        return ITD_OK;
    if (s->charset)
        return charset_fill(s->charset, s->fd, s->path, &s->bytes, &s->ended, error);
    char *to = buf_reserve(&s->bytes, READ_SIZE);
    if (!to)
        return error_memory(error);
    ssize_t got;
    do
        got = read(s->fd, to, READ_SIZE);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return error_errno(error, ITD_ERROR_IO, s->path, errno, "cannot read");
    s->bytes.len += (size_t)got;
    s->ended = got == 0;
    return ITD_OK;
}

static void consume(record_source *s, size_t len, unsigned long lines)
{
    sha256_update(&s->hash, s->bytes.data + s->start, len);
    s->start += len;
    s->line += lines;
}

/* Measures the next record or blank line, or the next piece of a line that has no end; false if more bytes
 * are needed or none are left. */
static bool cut(record_source *s, size_t *len, unsigned long *lines)
{
    str rest = rest_of(s);
    if (s->is_csv && !s->in_long && table_cut(rest, s->form, !s->ended, len, lines))
        return true;
    if (s->is_csv && !s->in_long && rest.len <= LIMIT_JSON_LINE_LEN)
        return false;
    const char *found = rest.len ? memchr(rest.data, s->is_csv ? s->form.line_end : '\n', rest.len) : NULL;
    *lines = 1;
    *len = found ? (size_t)(found - rest.data) + 1 : rest.len;
    return rest.len && (found || s->ended || rest.len > LIMIT_JSON_LINE_LEN);
}

static bool bytes_are(const record_source *s, const char *magic, size_t len)
{
    return s->bytes.len >= len && memcmp(s->bytes.data, magic, len) == 0;
}

static itd_status find_format(record_source *s, itd_error *error)
{
    itd_status status = ITD_OK;
    while (status == ITD_OK && !s->ended && s->bytes.len < READ_SIZE)
        status = fill(s, error);
    if (status != ITD_OK)
        return status;
    if (bytes_are(s, "\x1f\x8b", 2) || bytes_are(s, "PK\x03\x04", 4) || bytes_are(s, "\x28\xb5\x2f\xfd", 4))
        return error_set(error, ITD_ERROR_INPUT, s->path,
                         "is compressed, expected CSV with a header or JSON Lines");
    if (bytes_are(s, "\xff\xfe", 2) || bytes_are(s, "\xfe\xff", 2) ||
        memchr(s->bytes.data ? s->bytes.data : "", 0, s->bytes.len < 4096 ? s->bytes.len : 4096))
        return error_set(error, ITD_ERROR_INPUT, s->path,
                         "is no UTF-8 text, expected CSV with a header or JSON Lines");
    if (bytes_are(s, "\xef\xbb\xbf", 3))
        consume(s, 3, 0);
    str rest = str_trim(rest_of(s));
    if (str_empty(rest))
        return error_set(error, ITD_ERROR_INPUT, s->path,
                         "is empty, expected CSV with a header or JSON Lines");
    s->is_csv = rest.data[0] != '{';
    return ITD_OK;
}

/* The header of a table: the first line that is not blank. */
static itd_status read_header(record_source *s, const row_ignored *ignored, itd_error *error)
{
    size_t len;
    unsigned long lines;
    arena a;
    table_record header = {0};
    itd_status status = ITD_OK;
    s->form = table_form_of(str_trim(rest_of(s)));
    arena_init(&a, LIMIT_ARENA_SIZE);
    for (bool found = false; !found;) {
        if (!cut(s, &len, &lines)) {
            status = error_set(error, ITD_ERROR_INPUT, s->path, "has no header line");
            goto done;
        }
        str raw = str_make(s->bytes.data + s->start, len);
        size_t bad;
        found = !str_empty(str_trim(raw));
        if (!utf8_is_valid(raw, &bad)) {
            status = error_at_line(error, ITD_ERROR_INPUT, s->path, s->line + 1,
                                   "the header is not UTF-8 (byte %zu); --encoding NAME converts it", bad);
            goto done;
        }
        table_split(raw, s->form.separator, &a, &header);
        if (header.problem && found) {
            status = a.failed ? error_memory(error)
                              : error_at_line(error, ITD_ERROR_INPUT, s->path, s->line + 1,
                                              "the header has %s", header.problem);
            goto done;
        }
        consume(s, len, lines);
    }
    status = row_columns_read(&s->columns, header.fields, header.field_count, ignored, s->path, error);
done:
    arena_free(&a);
    return status;
}

itd_status record_source_open(const char *path, const char *encoding, const row_ignored *ignored,
                              record_source **out, itd_error *error)
{
    const bool is_standard_input = strcmp(path, "-") == 0;
    struct stat info;
    record_source *s = calloc(1, sizeof *s);
    itd_status status;
    if (!s)
        return error_memory(error);
    s->path = is_standard_input ? "standard input" : path;
    s->fd = is_standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    buf_init(&s->bytes, LIMIT_JSON_LINE_LEN + 4 * READ_SIZE);
    sha256_init(&s->hash);
    if (s->fd < 0 || fstat(s->fd, &info) != 0) {
        status = error_errno(error, ITD_ERROR_IO, s->path, errno, "cannot open");
        goto done;
    }
    if (S_ISDIR(info.st_mode)) {
        status = error_set(error, ITD_ERROR_IO, s->path, "is a directory, expected a file");
        goto done;
    }
    s->size = S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
    status = encoding ? charset_open(encoding, &s->charset, error) : ITD_OK;
    if (status == ITD_OK)
        status = find_format(s, error);
    if (status == ITD_OK && s->is_csv)
        status = read_header(s, ignored, error);
done:
    if (status == ITD_OK)
        *out = s;
    else
        record_source_close(s);
    return status;
}

void record_source_close(record_source *s)
{
    if (!s)
        return;
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    charset_close(s->charset);
    buf_free(&s->bytes);
    row_columns_free(&s->columns);
    free(s);
}

/* Cuts one record that is in memory; false if there is none to be cut. */
static bool take(record_source *s, raw_record *r)
{
    size_t len;
    unsigned long lines;
    while (cut(s, &len, &lines)) {
        str raw = str_make(s->bytes.data + s->start, len);
        const unsigned long line = s->line + 1;
        const bool ends = raw.data[raw.len - 1] == '\n';
        const bool was_long = s->in_long;
        s->in_long = !ends && !s->ended;
        consume(s, len, s->in_long ? 0 : lines);
        if (was_long || str_empty(str_trim(raw)))
            continue;
        *r = (raw_record){.bytes = raw, .line = line, .number = ++s->number};
        if (raw.len > LIMIT_JSON_LINE_LEN)
            r->problem = "the line is longer than 16 MiB";
        return true;
    }
    return false;
}

itd_status record_source_chunk(record_source *s, raw_record *records, size_t cap, size_t *count,
                               itd_error *error)
{
    *count = 0;
    for (;;) {
        while (*count < cap && take(s, &records[*count]))
            ++*count;
        /* What was cut points into the buffer: it is filled only before the first one. */
        if (*count || (s->ended && s->start == s->bytes.len))
            return ITD_OK;
        itd_status status = fill(s, error);
        if (status != ITD_OK)
            return status;
    }
}

void record_source_position(const record_source *s, record_position *position)
{
    unsigned char hash[SHA256_SIZE];
    sha256_state copy = s->hash;
    sha256_final(&copy, hash);
    sha256_hex(hash, position->sha256);
    position->offset = s->offset + s->start;
    position->line = s->line;
    position->number = s->number;
}

itd_status record_source_skip(record_source *s, const record_position *to, bool *same, itd_error *error)
{
    record_position here;
    *same = false;
    while (s->offset + s->start < to->offset) {
        uint64_t wanted = to->offset - s->offset - s->start;
        size_t got = s->bytes.len - s->start;
        if (got == 0 && s->ended)
            return ITD_OK;
        if (got == 0) {
            itd_status status = fill(s, error);
            if (status != ITD_OK)
                return status;
            continue;
        }
        consume(s, wanted < got ? (size_t)wanted : got, 0);
    }
    s->line = to->line;
    s->number = to->number;
    record_source_position(s, &here);
    *same = here.offset == to->offset && strcmp(here.sha256, to->sha256) == 0;
    return ITD_OK;
}

uint64_t record_source_size(const record_source *s)
{
    return s->size;
}

str record_source_unused(const record_source *s)
{
    return s->columns.unused;
}

itd_status record_query(const record_source *s, const raw_record *r, arena *a, screening_query *q,
                        itd_error *error)
{
    itd_status status;
    size_t bad;
    query_init(q);
    if (r->problem)
        return error_set(error, ITD_ERROR_INPUT, NULL, "%s", r->problem);
    if (!utf8_is_valid(r->bytes, &bad))
        return error_set(error, ITD_ERROR_INPUT, NULL, "is not UTF-8 (byte %zu); --encoding NAME converts it",
                         bad);
    if (s->is_csv)
        status = row_query(&s->columns, r->bytes, s->form.separator, a, q, error);
    else
        status = query_from_json(str_trim(r->bytes), a, q, error);
    if (status == ITD_OK && str_empty(q->id)) {
        char id[32];
        int len = snprintf(id, sizeof id, "row-%llu", (unsigned long long)r->number);
        q->id = arena_str(a, str_make(id, (size_t)len));
        if (!q->id.data)
            return error_memory(error);
    }
    return status;
}
