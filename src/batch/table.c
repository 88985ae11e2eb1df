#include "batch/table.h"

static const str byte_order_mark = STR("\xEF\xBB\xBF");

/* True if a carriage return at `at` ends a line by itself. */
static bool is_lone_return(str text, size_t at)
{
    return text.data[at] == '\r' && at + 1 < text.len && text.data[at + 1] != '\n' &&
           text.data[at + 1] != '\r';
}

table_form table_form_of(str header)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[sizeof separators] = {0};
    bool quoted = false, lone = false;
    size_t best = 0;
    for (size_t i = 0; i < header.len && !lone && (quoted || header.data[i] != '\n'); i++) {
        lone = !quoted && is_lone_return(header, i);
        quoted ^= header.data[i] == '"';
        for (size_t j = 0; j < sizeof separators && !quoted; j++)
            counts[j] += header.data[i] == separators[j];
    }
    for (size_t j = 1; j < sizeof separators; j++)
        if (counts[j] > counts[best])
            best = j;
    return (table_form){separators[best], lone ? '\r' : '\n'};
}

typedef enum cut_state { AT_START, IN_PLAIN, IN_QUOTES, BEHIND_QUOTES } cut_state;

/* The state after one byte; false if a quote stands where none may. */
static bool cut_step(cut_state *state, char c, table_form form)
{
    switch (*state) {
    case AT_START:
        if (c == '"')
            *state = IN_QUOTES;
        else if (c != ' ' && c != form.separator && c != form.line_end)
            *state = IN_PLAIN;
        return true;
    case IN_PLAIN:
        if (c == form.separator || c == form.line_end)
            *state = AT_START;
        return true;
    case IN_QUOTES:
        if (c == '"')
            *state = BEHIND_QUOTES;
        return true;
    case BEHIND_QUOTES:
        if (c == '"')
            *state = IN_QUOTES;
        else if (c == form.separator || c == form.line_end)
            *state = AT_START;
        else
            return c == ' ' || c == '\r';
        return true;
    }
    return false;
}

/* The first line of a text whose record cannot be told. */
static bool cut_line(str text, table_form form, bool more, size_t *len, unsigned long *lines)
{
    const char *found = memchr(text.data, form.line_end, text.len);
    if (!found && more)
        return false;
    *len = found ? (size_t)(found - text.data) + 1 : text.len;
    *lines = 1;
    return true;
}

bool table_cut(str text, table_form form, bool more, size_t *len, unsigned long *lines)
{
    cut_state state = AT_START;
    const size_t end = text.len < TABLE_RECORD_LEN_MAX ? text.len : TABLE_RECORD_LEN_MAX;
    *len = 0;
    *lines = 0;
    if (str_empty(text))
        return false;
    for (size_t i = 0; i < end; i++) {
        bool quoted = state == IN_QUOTES;
        if (!cut_step(&state, text.data[i], form))
            return cut_line(text, form, more, len, lines);
        *lines += text.data[i] == form.line_end;
        if (text.data[i] == form.line_end && !quoted)
            return *len = i + 1, true;
    }
    if (end < text.len || (state == IN_QUOTES && !more))
        return cut_line(text, form, more, len, lines);
    if (more)
        return false;
    *len = text.len;
    *lines += 1;
    return true;
}

/* One quoted field from text[*at], just behind the opening quote. False if it does not close. */
static bool quoted_field(str text, size_t *at, arena *a, str *field)
{
    size_t start = *at, i = start, doubled = 0;
    for (;; i++) {
        if (i >= text.len)
            return false;
        if (text.data[i] != '"')
            continue;
        if (i + 1 < text.len && text.data[i + 1] == '"') {
            doubled++;
            i++;
            continue;
        }
        break;
    }
    *field = str_make(text.data + start, i - start);
    *at = i + 1;
    if (!doubled)
        return true;
    char *plain = arena_alloc(a, field->len + 1);
    size_t len = 0;
    if (!plain)
        return false;
    for (size_t j = 0; j < field->len; j++) {
        plain[len++] = field->data[j];
        j += field->data[j] == '"';
    }
    *field = str_make(plain, len);
    return true;
}

static bool next_field(str text, size_t *at, char separator, arena *a, str *field, bool *last)
{
    size_t i = *at;
    while (i < text.len && text.data[i] == ' ')
        i++;
    if (i < text.len && text.data[i] == '"') {
        i++;
        if (!quoted_field(text, &i, a, field))
            return false;
        while (i < text.len && text.data[i] == ' ')
            i++;
        if (i < text.len && text.data[i] != separator)
            return false;
    } else {
        const char *found = memchr(text.data + *at, separator, text.len - *at);
        i = found ? (size_t)(found - text.data) : text.len;
        *field = str_trim(str_make(text.data + *at, i - *at));
    }
    *last = i >= text.len;
    *at = i + 1;
    return true;
}

static void refuse(table_record *record, const char *problem)
{
    record->problem = problem;
    record->field_count = 0;
}

void table_split(str raw, char separator, arena *a, table_record *record)
{
    size_t cap = 16, at = 0;
    bool last = false;
    record->field_count = 0;
    record->problem = NULL;
    record->fields = arena_array(a, cap, sizeof *record->fields);
    if (!record->fields) {
        refuse(record, "no memory");
        return;
    }
    while (raw.len && (raw.data[raw.len - 1] == '\n' || raw.data[raw.len - 1] == '\r'))
        raw.len--;
    if (raw.len >= TABLE_RECORD_LEN_MAX) {
        refuse(record, "the line is longer than 1 MiB");
        return;
    }
    while (!last) {
        if (record->field_count == TABLE_FIELDS_MAX) {
            refuse(record, "more than 1024 columns");
            return;
        }
        if (record->field_count == cap) {
            str *grown = arena_grow(a, record->fields, record->field_count, &cap, sizeof *grown);
            if (!grown) {
                refuse(record, "no memory");
                return;
            }
            record->fields = grown;
        }
        if (!next_field(raw, &at, separator, a, &record->fields[record->field_count], &last)) {
            refuse(record, "a quotation mark that is not closed, or text behind one");
            return;
        }
        record->field_count++;
    }
}

void table_init(table_reader *r, str text)
{
    if (str_starts(text, byte_order_mark))
        text = str_make(text.data + byte_order_mark.len, text.len - byte_order_mark.len);
    *r = (table_reader){.rest = text, .line = 1, .form = table_form_of(text)};
}

bool table_next(table_reader *r, arena *a, table_record *record)
{
    size_t len;
    unsigned long lines;
    while (table_cut(r->rest, r->form, false, &len, &lines)) {
        str raw = str_make(r->rest.data, len);
        record->line = r->line;
        r->rest = str_make(r->rest.data + len, r->rest.len - len);
        r->line += lines;
        if (str_empty(str_trim(raw)))
            continue;
        table_split(raw, r->form.separator, a, record);
        return true;
    }
    return false;
}
