#include "document/fields.h"

#include <stdlib.h>
#include <string.h>

enum {
    RING = 16,      /* words that are kept */
    NEAR = 3,       /* words on each side of a sign, where they are written as names are */
    NEAR_TIGHT = 1, /* where they are not, and the sign stands directly between them */
    LETTERS_LEAST = 3,
    SIGNS_MOST = 240,  /* bytes between two words of one name */
    TARGET_MOST = 200, /* bytes of the address of a link */
    VALUE_WORDS = 6,   /* of a value of a field */
};

/* What stands between two words. */
typedef struct signs {
    size_t from, end;
    size_t lines, blanks;
    bool special; /* something that parts fields or marks words */
    bool tight;   /* no blank and no line end */
    bool number;  /* numbers alone */
    bool key;     /* the word before is the name of a field */
    bool row;     /* a line of cells ends here, or a record */
    bool within;  /* may stand within a word */
    bool comma;   /* with a blank behind it */
    bool stop;    /* a sentence ends with a full stop */
    bool hyphen;  /* a hyphen at the end of a line: the word goes on */
} signs;

typedef struct field_word {
    size_t from, end;
    bool capital, three, dotted;
    signs before;
} field_word;

/* One of the readings: which words are out. */
typedef struct writer {
    fields_reading text;
    size_t out;   /* number behind the last word that is out */
    size_t until; /* words before this number are wanted */
} writer;

typedef struct field_reader {
    str s;
    field_word ring[RING];
    size_t count; /* of words */
    bool cells;   /* the line has cells so far */
    writer apart, joined, values;
    size_t value_from, value_count; /* words of the value that is read */
    size_t last_from, last_count;   /* and of the one before it */
    bool keyed;                     /* the name of a field stands between the two, */
    bool tight;                     /* directly before the later one */
} field_reader;

/* ---- letters ---- */

/* The character at `at`, as far as its kind goes. */
static uint32_t character(str s, size_t at, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s.data + at;
    *len = p[0] < 0xC0 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (*len > s.len - at)
        *len = 1;
    switch (*len) {
    case 1:
        return p[0];
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    case 3:
        return (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    default:
        return (uint32_t)(p[0] & 7) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3Fu);
    }
}

/* Signs beyond ASCII. */
static bool is_sign(uint32_t c)
{
    static const struct {
        uint32_t from, to;
    } rows[] = {{0x80, 0xA9},     {0xAB, 0xAC},     {0xAE, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},
                {0xD7, 0xD7},     {0xF7, 0xF7},     {0x589, 0x58A},   {0x60C, 0x60C},   {0x61B, 0x61B},
                {0x61F, 0x61F},   {0x964, 0x965},   {0x2000, 0x200B}, {0x2010, 0x2029}, {0x202F, 0x205F},
                {0x2070, 0x209F}, {0x2190, 0x2BFF}, {0x3000, 0x3003}, {0x3008, 0x3020}, {0xFF01, 0xFF0F},
                {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFFD, 0xFFFD}, {0x1F000, 0x1FAFF}};
    if (c < 0x80)
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && rows[i].from <= c; i++)
        if (c <= rows[i].to)
            return true;
    return false;
}

static bool is_small_ascii(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_ascii(unsigned char c)
{
    return is_small_ascii(c | 0x20u);
}

static bool is_small(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x45F) || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
           (c >= 0x3AC && c <= 0x3CE);
}

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0x400 && c <= 0x42F) || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           (c >= 0x386 && c <= 0x3AB);
}

/* Length of the letter at `at`, with what may stand within a word behind it; 0 where a word ends. */
static size_t letter_len(str s, size_t at, uint32_t *c)
{
    size_t len;
    unsigned char byte = (unsigned char)s.data[at];
    *c = byte;
    if (byte < 0x80) {
        if (is_letter_ascii(byte))
            return 1;
        bool inner = byte == '-' || byte == '\'' || byte == '.';
        return inner && at > 0 && at + 1 < s.len &&
                       (is_letter_ascii((unsigned char)s.data[at + 1]) || s.data[at + 1] < 0)
                   ? 1
                   : 0;
    }
    *c = character(s, at, &len);
    return is_sign(*c) ? 0 : len;
}

/* ---- writing ---- */

static bool grow(fields_reading *r)
{
    size_t cap = r->cap ? r->cap * 2 : 4096;
    char *text = realloc(r->text, cap);
    r->text = text ? text : r->text;
    uint32_t *origin = text ? realloc(r->origin, cap * sizeof *origin) : NULL;
    r->origin = origin ? origin : r->origin;
    if (!text || !origin) {
        r->failed = true;
        return false;
    }
    r->cap = cap;
    return true;
}

static void put(fields_reading *r, char c, size_t origin)
{
    if (r->len == r->cap && !grow(r))
        return;
    r->origin[r->len] = (uint32_t)origin;
    r->text[r->len++] = c;
}

static const field_word *word_at(const field_reader *r, size_t number)
{
    return &r->ring[number % RING];
}

static void put_word(field_reader *r, writer *w, size_t number, bool blank)
{
    const field_word *word = word_at(r, number);
    if (blank) /* the place of the letter before it: no place is behind another by chance */
        put(&w->text, ' ', word->before.from ? word->before.from - 1 : 0);
    for (size_t i = word->from; i < word->end; i++)
        put(&w->text, r->s.data[i], i);
    w->out = number + 1;
}

static void end_chain(writer *w, size_t origin)
{
    if (w->text.len && w->text.text[w->text.len - 1] != '\n') {
        put(&w->text, ' ', origin);
        put(&w->text, ';', origin);
        put(&w->text, '\n', origin);
    }
}

/* No sign parts the two words. */
static bool is_plain(const signs *g)
{
    return !g->special && g->lines < 2 && g->from != g->end;
}

static void put_plain(field_reader *r, writer *w, const signs *g)
{
    for (size_t i = g->from; i < g->end; i++)
        put(&w->text, r->s.data[i], i);
}

/* The words up to the sign before the last word, as many as are near and not out yet; then the last one. */
static void join(field_reader *r, writer *w, size_t near, bool within)
{
    size_t last = r->count - 1, from = last - 1;
    while (from > 0 && last - from < near && is_plain(&word_at(r, from)->before))
        from--;
    if (w->out > from)
        from = w->out;
    for (size_t n = from; n < last; n++) {
        if (w->out == n && is_plain(&word_at(r, n)->before))
            put_plain(r, w, &word_at(r, n)->before);
        else
            end_chain(w, word_at(r, n)->before.from);
        put_word(r, w, n, false);
    }
    put_word(r, w, last, !within);
    w->until = last + near;
}

/* A word behind a plain blank: out where it is still near a sign. */
static void go_on(field_reader *r, writer *w)
{
    size_t last = r->count - 1;
    const signs *g = &word_at(r, last)->before;
    if (!is_plain(g))
        w->until = 0;
    if (w->out != last || last > w->until || last == 0)
        return;
    put_plain(r, w, &word_at(r, last)->before);
    put_word(r, w, last, false);
}

/* ---- values of fields ---- */

static void put_value(field_reader *r, size_t from, size_t count, bool blank)
{
    for (size_t n = from; n < from + count; n++) {
        if (n > from && is_plain(&word_at(r, n)->before))
            put_plain(r, &r->values, &word_at(r, n)->before);
        put_word(r, &r->values, n, blank && n == from);
    }
}

/* A value ends: behind another one, with the name of a field between them, the two are one text. */
static void end_value(field_reader *r, size_t origin)
{
    if (r->value_count == 0)
        return;
    bool near = r->value_from + r->value_count <= r->last_from + RING - 2 && r->last_count > 0;
    bool written = near && word_at(r, r->last_from)->capital && word_at(r, r->value_from)->capital;
    if (r->keyed && near && (written || r->tight)) {
        if (r->values.out != r->last_from + r->last_count) {
            end_chain(&r->values, origin);
            put_value(r, r->last_from, r->last_count, false);
        }
        put_value(r, r->value_from, r->value_count, true);
    }
    r->last_from = r->value_from;
    r->last_count = r->value_count;
    r->value_count = 0;
    r->keyed = false;
}

static void read_value(field_reader *r, const signs *g)
{
    size_t number = r->count - 1;
    const signs *inner = number ? &word_at(r, number - 1)->before : g;
    if (g->key && r->keyed && r->value_count > 1 && inner->from != inner->end) {
        r->value_count--; /* "first: Ramzan last: Kadyrov" */
        end_value(r, g->from);
    }
    if (g->key) { /* what stood there was the name of a field */
        r->value_count = 0;
        r->keyed = true;
        r->tight = g->tight;
    } else if (g->special || g->lines || g->stop || g->comma) {
        end_value(r, g->from);
    }
    if (g->row || g->lines > 3) {
        r->last_count = 0;
        r->keyed = g->key;
    }
    if (r->value_count == 0)
        r->value_from = number;
    if (r->value_count < VALUE_WORDS)
        r->value_count++;
}

/* ---- signs ---- */

/* The address of a link or a mark of a forum ("[/b]") at `at`; the place behind it, or `at`. */
static size_t behind_mark(str s, size_t at)
{
    static const char *const marks[] = {"b", "i", "u", "s", "url", "color", "size", "quote", "code"};
    if (s.data[at] == ']' && at + 1 < s.len && s.data[at + 1] == '(') {
        size_t len = s.len - at < TARGET_MOST ? s.len - at : TARGET_MOST;
        const char *found = memchr(s.data + at, ')', len);
        return found ? (size_t)(found - s.data) + 1 : at;
    }
    if (s.data[at] != '[')
        return at;
    size_t from = at + 1 + (at + 1 < s.len && s.data[at + 1] == '/'), end = from;
    while (end < s.len && is_letter_ascii((unsigned char)s.data[end]))
        end++;
    str name = str_make(s.data + from, end - from);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_equal_nocase(name, str_of(marks[i])) && end < s.len &&
            (s.data[end] == ']' || s.data[end] == '=')) {
            size_t len = s.len - end < TARGET_MOST ? s.len - end : TARGET_MOST;
            const char *found = memchr(s.data + end, ']', len);
            return found ? (size_t)(found - s.data) + 1 : at;
        }
    return at;
}

/* A sign in `c`, taken into what is known of the signs so far. `first`: the first sign but quotes. */
static void take_sign(signs *g, uint32_t c, uint32_t next, bool *first)
{
    if (c == '\n') {
        g->lines++;
        return;
    }
    if (c == ' ' || c == '\r' || c == '\t' || c == 0xA0 || c == 0x3000) {
        g->blanks++;
        g->special = g->special || c == '\t' || g->blanks > 2;
        return;
    }
    bool space = next == ' ' || next == '\n' || next == '\r';
    if (c == '.' || c == '?' || c == '!') {
        g->stop = g->stop || (space && c == '.' && g->lines == 0);
        g->special = g->special || c != '.' || !space;
        *first = false;
        return;
    }
    if (c == ',' && space) {
        g->comma = true;
        *first = false;
        return;
    }
    g->special = true;
    g->within = g->within && c < 0x80 && c != 0 && strchr("*~`[]\\'\"", (int)c) != NULL;
    bool quote = c == '"' || c == '\'' || c == ']' || c == '*' || c == '`';
    g->key = g->key || (*first && (c == ':' || c == '=' || c == 0xFF1A) && next != '/');
    *first = *first && quote;
}

/* What stands from `at` on up to the next letter. */
static signs signs_at(const field_reader *r, size_t at)
{
    str s = r->s;
    signs g = {.from = at, .end = at, .within = true, .number = true};
    bool first = true, digits = false, parted = false;
    char before = 0;
    while (g.end < s.len) {
        uint32_t c;
        size_t len = letter_len(s, g.end, &c), mark;
        if (len && !(c == '.' || c == '-' || c == '\''))
            break;
        (void)character(s, g.end, &len);
        mark = behind_mark(s, g.end);
        if (mark != g.end) {
            g.special = true;
            g.end = mark;
            first = false;
            continue;
        }
        char byte = s.data[g.end];
        if (is_digit((unsigned char)byte)) {
            digits = true;
            g.within = false;
            first = first && g.blanks == 0; /* "name1:" */
        } else {
            size_t behind = g.end + len;
            take_sign(&g, c, behind < s.len ? (unsigned char)s.data[behind] : ' ', &first);
            g.row = g.row || (parted && ((before == '}' && byte == '{') || (before == ']' && byte == '[')));
            parted = byte == ',' || byte == '\n' || (parted && byte != '}' && byte != ']');
            if (byte == '}' || byte == ']' || byte == '{' || byte == '[')
                before = byte;
            g.number = g.number && (byte == ' ' || byte == '.' || byte == ',');
        }
        g.end += len;
    }
    g.hyphen = g.lines == 1 && g.end > at + 2 && s.data[at] == '-' &&
               (s.data[at + 1] == '\n' || s.data[at + 1] == '\r');
    g.tight = g.lines == 0 && g.blanks == 0;
    g.number = g.number && digits && g.lines == 0;
    g.special = g.special || g.number || digits;
    return g;
}

/* ---- words ---- */

/* A word from `at` on, up to its end or to a capital letter behind small ones. */
static field_word take_word(str s, size_t at)
{
    field_word w = {.from = at, .end = at};
    uint32_t c, before = 0;
    size_t letters = 0;
    while (w.end < s.len) {
        size_t len = letter_len(s, w.end, &c);
        if (len == 0 || (letters >= LETTERS_LEAST && is_small(before) && is_capital(c)))
            break;
        w.dotted = w.dotted || c == '.';
        if (letters == 0)
            w.capital = c >= 0x80 ? !is_small(c) : c >= 'A' && c <= 'Z';
        letters++;
        before = c;
        w.end += len;
    }
    w.three = letters >= LETTERS_LEAST;
    return w;
}

/* Of a name in small letters; no part of an address of the internet. */
static bool is_small_part(const field_word *w)
{
    return w->three && !w->dotted;
}

static void read_word(field_reader *r)
{
    const field_word *now = word_at(r, r->count - 1);
    const signs *g = &now->before;
    if (r->count == 1) {
        read_value(r, g);
        return;
    }
    const field_word *last = word_at(r, r->count - 2);
    bool empty = g->from == g->end, special = g->special || empty || g->lines > 1,
         written = now->capital && last->capital;
    bool row = g->row || (g->lines == 1 && r->cells && !g->key) || g->end - g->from > SIGNS_MOST;
    if (g->lines)
        r->cells = false;
    r->cells = r->cells || (g->special && g->tight && !g->within);
    bool joint =
        special && !row && !g->stop && (written || (g->tight && is_small_part(now) && is_small_part(last)));
    if (joint)
        join(r, &r->apart, written ? NEAR : NEAR_TIGHT, false);
    else
        go_on(r, &r->apart);
    bool goes_on = r->joined.out + 1 == r->count;
    if ((special && g->tight && g->within && !empty && (last->capital || goes_on)) ||
        (g->hyphen && g->end > g->from + 2))
        join(r, &r->joined, NEAR, true);
    else if (special && g->within && !empty && goes_on)
        join(r, &r->joined, NEAR, false);
    else
        go_on(r, &r->joined);
    read_value(r, g);
}

static void put_all(fields_reading *to, writer *w)
{
    for (size_t i = 0; i < w->text.len; i++)
        put(to, w->text.text[i], w->text.origin[i]);
    to->failed = to->failed || w->text.failed;
    fields_free(&w->text);
}

bool fields_read(str text, fields_reading *out)
{
    field_reader r = {.s = text};
    size_t at = 0;
    *out = (fields_reading){.len = 0};
    while (at < text.len) {
        signs g = signs_at(&r, at);
        if (g.end == text.len)
            break;
        field_word w = take_word(text, g.end);
        w.before = g;
        r.ring[r.count++ % RING] = w;
        read_word(&r);
        at = w.end;
    }
    end_value(&r, text.len);
    end_chain(&r.apart, text.len);
    end_chain(&r.joined, text.len);
    put_all(out, &r.apart);
    put_all(out, &r.joined);
    put_all(out, &r.values);
    return !out->failed;
}

void fields_free(fields_reading *r)
{
    free(r->text);
    free(r->origin);
    *r = (fields_reading){.len = 0};
}

bool fields_parts(const fields_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i + 1 < to; i++)
        if (r->origin[i + 1] != r->origin[i] + 1)
            return true;
    return false;
}
