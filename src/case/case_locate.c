/* Where in a JSON text a path is: a walk over text that a parser has already accepted. */
#include "case/case.h"

typedef struct cursor {
    const char *at, *end;
    unsigned long line;
} cursor;

static void skip_space(cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r')) {
        c->line += *c->at == '\n';
        c->at++;
    }
}

static str skip_string(cursor *c)
{
    const char *begin = ++c->at;
    while (c->at < c->end && *c->at != '"')
        c->at += *c->at == '\\' ? 2 : 1;
    str text = str_make(begin, (size_t)(c->at - begin));
    if (c->at < c->end)
        c->at++;
    return text;
}

static void skip_value(cursor *c)
{
    int depth = 0;
    do {
        skip_space(c);
        if (c->at >= c->end)
            return;
        if (*c->at == '"') {
            (void)skip_string(c);
        } else {
            depth += *c->at == '{' || *c->at == '[';
            depth -= *c->at == '}' || *c->at == ']';
            if (*c->at == ',' && depth == 0)
                return;
            c->at++;
        }
        skip_space(c);
    } while (c->at < c->end && (depth > 0 || (*c->at != ',' && *c->at != '}' && *c->at != ']')));
}

/* Takes "name" or "[3]" off the front of a path. */
static bool next_step(str *path, str *name, size_t *index)
{
    unsigned long long number = 0;
    *name = STR_NONE;
    if (path->len && path->data[0] == '.')
        *path = str_make(path->data + 1, path->len - 1);
    if (path->len == 0)
        return false;
    size_t len = 0;
    if (path->data[0] == '[') {
        while (len < path->len && path->data[len] != ']')
            len++;
        if (len >= path->len || !str_to_unsigned(str_make(path->data + 1, len - 1), &number))
            return false;
        *index = (size_t)number;
        len++;
    } else {
        while (len < path->len && path->data[len] != '.' && path->data[len] != '[')
            len++;
        *name = str_make(path->data, len);
    }
    *path = str_make(path->data + len, path->len - len);
    return true;
}

/* Moves to a member or element; false if there is none. */
static bool enter(cursor *c, str name, size_t index)
{
    skip_space(c);
    char open = c->at < c->end ? *c->at : '\0';
    if (open != (name.data ? '{' : '['))
        return false;
    c->at++;
    for (size_t i = 0;; i++) {
        skip_space(c);
        if (c->at >= c->end || *c->at == '}' || *c->at == ']')
            return false;
        if (name.data) {
            unsigned long line = c->line;
            str key = *c->at == '"' ? skip_string(c) : STR_NONE;
            skip_space(c);
            if (c->at < c->end && *c->at == ':')
                c->at++;
            if (str_equal(key, name)) {
                c->line = line;
                return true;
            }
        } else if (i == index) {
            return true;
        }
        skip_value(c);
        if (c->at < c->end && *c->at == ',')
            c->at++;
    }
}

unsigned long case_locate(str text, str path)
{
    cursor c = {text.data, text.data + text.len, 1};
    unsigned long line;
    str name;
    size_t index = 0;
    skip_space(&c);
    line = c.line;
    while (next_step(&path, &name, &index) && enter(&c, name, index)) {
        skip_space(&c);
        line = c.line;
    }
    return line;
}
