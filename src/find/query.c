#include "find/query.h"

#include "base/error.h"

#include <stdio.h>

typedef struct parser {
    str text;
    size_t at;
    arena *a;
    size_t nodes;
    int depth;
    bool lenient;
    bool no_memory;
    const char *wrong; /* NULL: so far all is well */
} parser;

static query_node *parse_or(parser *p, find_field field);

static query_node *node(parser *p, query_kind kind, find_field field)
{
    query_node *n = p->nodes++ < QUERY_NODES_MAX ? arena_alloc(p->a, sizeof *n) : NULL;
    if (p->nodes > QUERY_NODES_MAX)
        p->wrong = "it has too many parts";
    else if (!n)
        p->no_memory = true;
    if (n)
        *n = (query_node){.kind = kind, .field = field};
    return n;
}

static query_node *pair(parser *p, query_kind kind, query_node *left, query_node *right)
{
    if (!left || !right)
        return left ? left : right;
    query_node *n = node(p, kind, left->field);
    if (n) {
        n->left = left;
        n->right = right;
    }
    return n;
}

static bool stopped(const parser *p)
{
    return p->wrong || p->no_memory;
}

static char peek(const parser *p)
{
    return p->at < p->text.len ? p->text.data[p->at] : 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(parser *p)
{
    while (is_blank(peek(p)))
        p->at++;
}

/* A keyword on its own: "AND", or a sign that needs no blanks around it. */
static bool take_word(parser *p, const char *word, const char *sign)
{
    skip_blanks(p);
    str rest = str_make(p->text.data + p->at, p->text.len - p->at);
    size_t len = strlen(word);
    if (str_starts(rest, str_of(word)) &&
        (rest.len == len || is_blank(rest.data[len]) || rest.data[len] == '(')) {
        p->at += len;
        return true;
    }
    if (*sign && str_starts(rest, str_of(sign))) {
        p->at += strlen(sign);
        return true;
    }
    return false;
}

static bool sees_word(const parser *p, const char *word, const char *sign)
{
    parser ahead = *p;
    return take_word(&ahead, word, sign);
}

/* Signs that end a word, unless a backslash stands before them. */
static bool ends_word(char c)
{
    return c == 0 || is_blank(c) || strchr("()[]{}\":^~/", c) != NULL;
}

/* "~", "~1", "^2.5" behind a word or phrase. */
static void take_suffixes(parser *p, query_node *n)
{
    while (!stopped(p) && (peek(p) == '~' || peek(p) == '^')) {
        char sign = p->text.data[p->at++];
        size_t digits = 0;
        int number = 0;
        while ((peek(p) >= '0' && peek(p) <= '9') || (digits && peek(p) == '.')) {
            if (peek(p) != '.' && digits < 4)
                number = number * 10 + (peek(p) - '0');
            p->at++;
            digits++;
        }
        if (sign == '^' && !digits)
            p->wrong = "behind '^' a number is missing";
        if (sign == '~' && n && n->kind == QUERY_WORD)
            n->edits = !digits || number > 2 ? 2 : number;
    }
}

static query_node *parse_phrase(parser *p, find_field field)
{
    size_t start = ++p->at;
    while (p->at < p->text.len && p->text.data[p->at] != '"')
        p->at += p->text.data[p->at] == '\\' && p->at + 1 < p->text.len ? 2 : 1;
    if (p->at >= p->text.len) {
        p->wrong = "a quotation mark is not closed";
        if (!p->lenient)
            return NULL;
        p->wrong = NULL;
    }
    query_node *n = node(p, QUERY_PHRASE, field);
    if (n)
        n->text = str_make(p->text.data + start, p->at - start);
    if (p->at < p->text.len)
        p->at++;
    take_suffixes(p, n);
    return n;
}

static str range_end(parser *p)
{
    skip_blanks(p);
    bool quoted = peek(p) == '"';
    size_t start = quoted ? ++p->at : p->at;
    while (p->at < p->text.len &&
           (quoted ? peek(p) != '"' : !is_blank(peek(p)) && peek(p) != ']' && peek(p) != '}'))
        p->at++;
    str end = str_make(p->text.data + start, p->at - start);
    if (quoted && p->at < p->text.len)
        p->at++;
    return !quoted && str_is(end, "*") ? STR_NONE : end;
}

static query_node *parse_range(parser *p, find_field field)
{
    query_node *n = node(p, QUERY_RANGE, field);
    bool above = p->text.data[p->at++] == '{';
    str lower = range_end(p);
    skip_blanks(p);
    if (!take_word(p, "TO", "")) {
        p->wrong = "in a range 'TO' is missing";
        return NULL;
    }
    str upper = range_end(p);
    skip_blanks(p);
    if (peek(p) != ']' && peek(p) != '}') {
        p->wrong = "a range is not closed";
        return NULL;
    }
    if (n)
        *n = (query_node){.kind = QUERY_RANGE,
                          .field = field,
                          .text = lower,
                          .upper = upper,
                          .above = above,
                          .below = peek(p) == '}'};
    p->at++;
    return n;
}

/* ">=1980", "<2000-05" behind a field. */
static query_node *comparison(parser *p, find_field field, str word)
{
    bool equal = word.len > 1 && word.data[1] == '=';
    str value = str_make(word.data + 1 + equal, word.len - 1 - equal);
    query_node *n = node(p, QUERY_RANGE, field);
    if (!n)
        return NULL;
    if (word.data[0] == '>') {
        n->text = value;
        n->above = !equal;
    } else {
        n->upper = value;
        n->below = !equal;
    }
    return n;
}

/* The word as it is meant, without the backslashes. */
static str unescaped(parser *p, str word, bool *pattern)
{
    char *to = arena_alloc(p->a, word.len + 1);
    size_t len = 0;
    if (!to) {
        p->no_memory = true;
        return STR_NONE;
    }
    for (size_t i = 0; i < word.len; i++) {
        if (word.data[i] == '\\' && i + 1 < word.len)
            i++;
        else if (word.data[i] == '*' || word.data[i] == '?')
            *pattern = true;
        to[len++] = word.data[i];
    }
    return str_make(to, len);
}

static query_node *make_word(parser *p, find_field field, str raw)
{
    bool pattern = false;
    if (field.kind != FIELD_ANY && raw.len > 1 && (raw.data[0] == '>' || raw.data[0] == '<'))
        return comparison(p, field, raw);
    str word = unescaped(p, raw, &pattern);
    query_node *n = node(p, pattern ? QUERY_PATTERN : QUERY_WORD, field);
    if (n)
        n->text = word;
    take_suffixes(p, n);
    return n;
}

static str read_word(parser *p)
{
    size_t start = p->at;
    while (!ends_word(peek(p)))
        p->at += peek(p) == '\\' && p->at + 1 < p->text.len ? 2 : 1;
    if (p->at > p->text.len)
        p->at = p->text.len;
    return str_make(p->text.data + start, p->at - start);
}

static query_node *parse_clause(parser *p, find_field field);

/* A word, or "field:" and what stands behind it. */
static query_node *parse_word(parser *p, find_field field)
{
    str raw = read_word(p);
    if (peek(p) == '/' && !p->lenient) {
        p->wrong = "regular expressions are not understood here; write '\\/' for a stroke";
        return NULL;
    }
    if (peek(p) != ':')
        return make_word(p, field, raw);
    if (!raw.len) {
        p->wrong = "a field is missing before ':'";
        return NULL;
    }
    p->at++;
    find_field named;
    bool known = field_from_name(raw, &named);
    if (!known && str_is(raw, "_exists_")) {
        query_node *n = node(p, QUERY_PATTERN, field);
        if (n && field_from_name(read_word(p), &n->field))
            n->text = str_of("*");
        else if (n)
            n->kind = QUERY_NONE;
        return n;
    }
    if (p->lenient && !known) /* "note: this" */
        return make_word(p, field, raw);
    skip_blanks(p);
    if (p->at >= p->text.len) {
        if (!p->lenient)
            p->wrong = "behind ':' a value is missing";
        return p->lenient ? make_word(p, field, raw) : NULL;
    }
    query_node *n = parse_clause(p, named);
    if (!known && n) /* nothing has a field that there is not */
        *n = (query_node){.kind = QUERY_NONE};
    return n;
}

static query_node *parse_group(parser *p, find_field field)
{
    p->at++;
    query_node *n = parse_or(p, field);
    skip_blanks(p);
    if (peek(p) == ')')
        p->at++;
    else if (!p->lenient)
        p->wrong = "a bracket is not closed";
    if (!n && !p->lenient && !stopped(p))
        p->wrong = "there is nothing between brackets";
    take_suffixes(p, NULL);
    return n;
}

static query_node *parse_clause(parser *p, find_field field)
{
    query_node *n = NULL;
    skip_blanks(p);
    if (++p->depth > QUERY_DEPTH_MAX)
        p->wrong = "brackets are nested too deeply";
    char c = peek(p);
    if (stopped(p))
        n = NULL;
    else if (c == '(')
        n = parse_group(p, field);
    else if (c == '"')
        n = parse_phrase(p, field);
    else if ((c == '[' || c == '{') && !p->lenient)
        n = parse_range(p, field);
    else if (ends_word(c) && p->lenient && c)
        p->at++;
    else if (c == ')' || c == ']' || c == '}' || c == '^' || c == '~')
        p->wrong = "an operator or bracket in a wrong place";
    else
        n = parse_word(p, field);
    p->depth--;
    return n;
}

static query_node *parse_unary(parser *p, find_field field)
{
    bool not = false;
    while (!stopped(p)) {
        skip_blanks(p);
        char c = peek(p), next = p->at + 1 < p->text.len ? p->text.data[p->at + 1] : 0;
        bool sign = (c == '-' || c == '!' || c == '+') && next && !is_blank(next);
        if (sign)
            p->at++;
        if (sign ? c != '+' : take_word(p, "NOT", ""))
            not = !not ;
        else if (!sign)
            break;
    }
    skip_blanks(p);
    if (!p->lenient &&
        (p->at >= p->text.len || sees_word(p, "AND", "&&") || sees_word(p, "OR", "||") || peek(p) == ')'))
        p->wrong = "behind an operator a word is missing";
    query_node *n = stopped(p) ? NULL : parse_clause(p, field);
    if (!n || !not )
        return n;
    query_node *outer = node(p, QUERY_NOT, field);
    if (outer)
        outer->left = n;
    return outer;
}

static query_node *parse_and(parser *p, find_field field)
{
    query_node *left = parse_unary(p, field);
    while (!stopped(p)) {
        skip_blanks(p);
        if (p->at >= p->text.len || peek(p) == ')' || sees_word(p, "OR", "||"))
            break;
        (void)take_word(p, "AND", "&&");
        left = pair(p, QUERY_AND, left, parse_unary(p, field));
    }
    return left;
}

static query_node *parse_or(parser *p, find_field field)
{
    if (++p->depth > QUERY_DEPTH_MAX) {
        p->wrong = "brackets are nested too deeply";
        return NULL;
    }
    query_node *left = parse_and(p, field);
    while (!stopped(p) && take_word(p, "OR", "||"))
        left = pair(p, QUERY_OR, left, parse_and(p, field));
    p->depth--;
    return left;
}

itd_status query_parse(str text, bool lenient, arena *a, query_node **out, itd_error *error)
{
    const find_field any = {.kind = FIELD_ANY};
    parser p = {.text = text, .a = a, .lenient = lenient};
    skip_blanks(&p);
    *out = p.at < text.len ? NULL : node(&p, QUERY_ALL, any);
    for (query_node *part; p.at < text.len && !stopped(&p);) {
        size_t before = p.at;
        part = parse_or(&p, any);
        *out = pair(&p, QUERY_AND, *out, part);
        skip_blanks(&p);
        if (p.at < text.len && !lenient && !stopped(&p))
            p.wrong = "a bracket closes that was not opened";
        if (p.at == before)
            p.at++; /* lenient: a sign that means nothing */
    }
    if (p.no_memory)
        return error_memory(error);
    if (p.wrong && lenient) { /* all its words */
        p.nodes = 0;
        p.wrong = NULL;
        *out = node(&p, QUERY_WORD, any);
        if (*out)
            (*out)->text = text;
    }
    if (p.wrong)
        return error_set(error, ITD_ERROR_INPUT, NULL, "the query cannot be parsed: %s (byte %zu)", p.wrong,
                         p.at);
    if (!*out)
        *out = node(&p, QUERY_NONE, any);
    return *out ? ITD_OK : error_memory(error);
}
