#include "case/case_file.h"

#include "json/json_read.h"

#include <jansson.h>

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void advance(case_file *f, size_t len)
{
    for (size_t i = 0; i < len; i++)
        f->line += f->rest.data[i] == '\n';
    f->rest = str_make(f->rest.data + len, f->rest.len - len);
}

static void skip_blank(case_file *f)
{
    size_t len = 0;
    while (len < f->rest.len && blank(f->rest.data[len]))
        len++;
    advance(f, len);
}

static bool parses(str text)
{
    json_t *root;
    /* Without memory it is taken for one case, and its reading says that there was none. */
    itd_status status = json_read(text, JSON_DECODE_ANY, &root, NULL, NULL);
    json_decref(root);
    return status != ITD_ERROR_INPUT;
}

static bool any_line_parses(str text)
{
    str line;
    while (str_split(&text, '\n', &line))
        if (str_trim(line).len && str_trim(line).data[0] == '{' && parses(line))
            return true;
    return false;
}

void case_file_init(case_file *f, str bytes)
{
    static const char mark[] = "\xEF\xBB\xBF";
    *f = (case_file){.rest = bytes, .line = 1};
    if (str_starts(bytes, str_of(mark)))
        f->rest = str_make(bytes.data + 3, bytes.len - 3);
    skip_blank(f);
    if (f->rest.len == 0)
        f->form = CASE_FILE_DONE;
    else if (parses(f->rest))
        f->form = f->rest.data[0] == '[' ? CASE_FILE_LIST : CASE_FILE_ONE;
    else
        f->form = any_line_parses(f->rest) ? CASE_FILE_LINES : CASE_FILE_ONE;
    if (f->form == CASE_FILE_LIST)
        advance(f, 1);
}

/* Length of the value at the beginning of a text that is known to be good JSON, inside a list. */
static size_t value_len(str text)
{
    int depth = 0;
    bool quoted = false;
    size_t i = 0;
    for (; i < text.len; i++) {
        char c = text.data[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth-- == 0)
                break;
        } else if (c == ',' && depth == 0) {
            break;
        }
    }
    return i;
}

static bool next_line(case_file *f, str *text, unsigned long *line)
{
    while (f->rest.len) {
        size_t len = 0;
        while (len < f->rest.len && f->rest.data[len] != '\n')
            len++;
        *text = str_trim(str_make(f->rest.data, len));
        *line = f->line;
        advance(f, len < f->rest.len ? len + 1 : len);
        if (text->len)
            return true;
    }
    return false;
}

bool case_file_next(case_file *f, str *text, unsigned long *line)
{
    if (f->form == CASE_FILE_LINES)
        return next_line(f, text, line);
    skip_blank(f);
    if (f->form == CASE_FILE_DONE || f->rest.len == 0)
        return false;
    *line = f->line;
    if (f->form == CASE_FILE_ONE) {
        *text = str_trim(f->rest);
        f->form = CASE_FILE_DONE;
        return true;
    }
    size_t len = value_len(f->rest);
    *text = str_trim(str_make(f->rest.data, len));
    if (text->len == 0)
        return false;
    advance(f, len < f->rest.len ? len + 1 : len);
    return true;
}
