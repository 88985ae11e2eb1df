#include "list/csv.h"

#include "base/utf8.h"
#include "base/error.h"
#include "base/limits.h"
#include "text/text.h"

#include <stdlib.h>

static size_t mark_len(str bytes)
{
    return str_starts(bytes, str_of("\xEF\xBB\xBF")) ? 3 : 0;
}

void csv_open(csv_reader *csv, const list_file *file, char separator)
{
    *csv = (csv_reader){.file = file, .separator = separator, .next_line = 1, .at = mark_len(file->bytes)};
    buf_init(&csv->unquoted, LIMIT_BUF_SIZE);
}

void csv_close(csv_reader *csv)
{
    buf_free(&csv->unquoted);
    free(csv->all);
    csv->all = NULL;
    csv->fields = NULL;
    csv->field_count = 0;
}

static itd_status check_bytes(csv_reader *csv, itd_error *error)
{
    str bytes = csv->file->bytes;
    size_t bad = SIZE_MAX;
    if (utf8_is_valid(bytes, &bad))
        bad = SIZE_MAX;
    const char *zero = bytes.len ? memchr(bytes.data, 0, bytes.len) : NULL;
    size_t zero_at = zero ? (size_t)(zero - bytes.data) : SIZE_MAX;
    size_t at = bad < zero_at ? bad : zero_at;
    if (at == SIZE_MAX) {
        csv->checked = true;
        return ITD_OK;
    }
    unsigned long line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes.data[i] == '\n';
    return error_at_line(error, ITD_ERROR_INPUT, csv->file->path, line, "%s (byte %zu)",
                         bad < zero_at ? "invalid UTF-8" : "a zero byte in a text file", at);
}

/* Undoes the doubled quotes of bytes from..to. The text is put behind the earlier fields of the record, as an
 * offset while the buffer may move: data NULL, len the length; see settle. */
static itd_status read_quoted(csv_reader *csv, str *field, size_t *offset, itd_error *error)
{
    str bytes = csv->file->bytes;
    size_t from = csv->at + 1, to = from;
    bool doubled = false;
    unsigned long line = csv->next_line;
    for (;;) {
        const char *quote = to < bytes.len ? memchr(bytes.data + to, '"', bytes.len - to) : NULL;
        if (!quote)
            return error_at_line(error, ITD_ERROR_INPUT, csv->file->path, line,
                                 "a quoted field does not end: the file is cut off or a quote is missing");
        to = (size_t)(quote - bytes.data);
        if (to + 1 >= bytes.len || bytes.data[to + 1] != '"')
            break;
        doubled = true;
        to += 2;
    }
    for (size_t i = from; i < to; i++)
        csv->next_line += bytes.data[i] == '\n';
    csv->at = to + 1;
    *field = str_make(bytes.data + from, to - from);
    *offset = SIZE_MAX;
    if (!doubled)
        return ITD_OK;
    *offset = csv->unquoted.len;
    for (size_t i = from; i < to; i++) {
        buf_putc(&csv->unquoted, bytes.data[i]);
        i += bytes.data[i] == '"';
    }
    field->len = csv->unquoted.len - *offset;
    return csv->unquoted.failed ? error_memory(error) : ITD_OK;
}

static bool at_field_end(const csv_reader *csv)
{
    str bytes = csv->file->bytes;
    if (csv->at >= bytes.len)
        return true;
    char c = bytes.data[csv->at];
    return c == csv->separator || c == '\n' ||
           (c == '\r' && csv->at + 1 < bytes.len && bytes.data[csv->at + 1] == '\n');
}

static itd_status read_field(csv_reader *csv, str *field, size_t *offset, itd_error *error)
{
    str bytes = csv->file->bytes;
    *offset = SIZE_MAX;
    if (csv->at < bytes.len && bytes.data[csv->at] == '"') {
        itd_status status = read_quoted(csv, field, offset, error);
        if (status != ITD_OK)
            return status;
        while (!at_field_end(csv) && (bytes.data[csv->at] == ' ' || bytes.data[csv->at] == '\t'))
            csv->at++;
        if (!at_field_end(csv))
            return error_at_line(error, ITD_ERROR_INPUT, csv->file->path, csv->next_line,
                                 "text stands behind the closing quote of a field (byte %zu)", csv->at);
    } else {
        size_t from = csv->at;
        while (!at_field_end(csv))
            csv->at++;
        *field = str_make(bytes.data + from, csv->at - from);
    }
    if (field->len > LIMIT_ELEMENT_LEN)
        return error_at_line(error, ITD_ERROR_LIMIT, csv->file->path, csv->line,
                             "a field is longer than %zu bytes", LIMIT_ELEMENT_LEN);
    return ITD_OK;
}

/* Passes a line end; true if there was one. */
static bool take_line_end(csv_reader *csv)
{
    str bytes = csv->file->bytes;
    if (csv->at < bytes.len && bytes.data[csv->at] == '\r')
        csv->at++;
    if (csv->at < bytes.len && bytes.data[csv->at] == '\n') {
        csv->at++;
        csv->next_line++;
        return true;
    }
    return false;
}

static itd_status read_record(csv_reader *csv, size_t offsets[CSV_FIELD_MAX], itd_error *error)
{
    str bytes = csv->file->bytes;
    csv->line = csv->next_line;
    csv->field_count = 0;
    buf_reset(&csv->unquoted);
    for (;;) {
        if (csv->field_count == CSV_FIELD_MAX)
            return error_at_line(error, ITD_ERROR_LIMIT, csv->file->path, csv->line,
                                 "more than %d fields in one record", CSV_FIELD_MAX);
        size_t n = csv->field_count++;
        itd_status status = read_field(csv, &csv->all[n], &offsets[n], error);
        if (status != ITD_OK)
            return status;
        if (csv->at >= bytes.len || bytes.data[csv->at] != csv->separator)
            break;
        csv->at++;
    }
    csv->line_ended = take_line_end(csv);
    for (size_t i = 0; i < csv->field_count; i++)
        if (offsets[i] != SIZE_MAX)
            csv->all[i].data = csv->unquoted.data + offsets[i];
    csv->fields = csv->all;
    return ITD_OK;
}

itd_status csv_next(csv_reader *csv, bool *more, itd_error *error)
{
    size_t offsets[CSV_FIELD_MAX];
    *more = false;
    if (!csv->checked) {
        itd_status status = check_bytes(csv, error);
        if (status != ITD_OK)
            return status;
        csv->all = calloc(CSV_FIELD_MAX, sizeof *csv->all);
        if (!csv->all)
            return error_memory(error);
    }
    while (csv->at < csv->file->bytes.len) {
        itd_status status = read_record(csv, offsets, error);
        if (status != ITD_OK)
            return status;
        if (csv->field_count > 1 || !str_empty(str_trim(csv->fields[0]))) {
            *more = true;
            return ITD_OK;
        }
    }
    csv->field_count = 0;
    return ITD_OK;
}

str csv_field(const csv_reader *csv, size_t index)
{
    return index < csv->field_count ? str_trim(csv->fields[index]) : STR_NONE;
}

size_t csv_column(const csv_reader *csv, const char *name)
{
    for (size_t i = 0; i < csv->field_count; i++)
        if (str_equal_nocase(str_trim(csv->fields[i]), str_of(name)))
            return i;
    return SIZE_MAX;
}

str csv_first_line(const list_file *file)
{
    size_t skip = mark_len(file->bytes);
    str rest = file->bytes.len ? str_make(file->bytes.data + skip, file->bytes.len - skip) : STR_NONE;
    size_t end = str_find(rest, str_of("\n"));
    return str_trim(end == SIZE_MAX ? rest : str_make(rest.data, end));
}

bool csv_line_has(str line, char separator, const char *name)
{
    str column;
    while (str_split(&line, separator, &column)) {
        column = str_trim(column);
        if (column.len >= 2 && column.data[0] == '"' && column.data[column.len - 1] == '"')
            column = str_make(column.data + 1, column.len - 2);
        if (str_equal_nocase(column, str_of(name)))
            return true;
    }
    return false;
}
