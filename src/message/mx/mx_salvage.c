/* Reads on behind an XML error. Tags, text, CDATA and the five predefined entities are understood; whatever
 * else stands there is text. Nothing is expanded, nothing is included, and the result is never trusted: the
 * message already has its problem. */
#include "message/mx/mx_read.h"

#include "base/utf8.h"

#define LOOK_AHEAD    ((size_t)4 << 10) /* of a tag or reference; a longer one is cut */
#define REFERENCE_LEN 16
#define TAG_LEN       ((size_t)64 << 10) /* what is longer is no tag */
#define WINDOW_MAX    (4 * WINDOW_CHUNK)

typedef struct salvage {
    mx_reading *r;
    byte_window *w;
    str s; /* what is here */
    size_t at;
} salvage;

/* Reads on, keeping what lies behind v->at. False if nothing came. */
static bool more(salvage *v)
{
    bool came = window_more(v->w, v->at, WINDOW_MAX);
    v->at = 0;
    v->s = v->w->here;
    return came;
}

static size_t place(const salvage *v, size_t at)
{
    return v->w->base + at;
}

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

static bool name_start(char c)
{
    return name_char(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.';
}

static bool at_text(const salvage *v, const char *what)
{
    size_t len = strlen(what);
    return v->s.len - v->at >= len && memcmp(v->s.data + v->at, what, len) == 0;
}

/* Moves behind the next `what`, or to the end. as_text: what lies before it is text. */
static void pass(salvage *v, const char *what, bool as_text)
{
    size_t len = strlen(what);
    for (;;) {
        str rest = str_make(v->s.data + v->at, v->s.len - v->at);
        size_t found = str_find(rest, str_of(what)), before = found;
        if (found == SIZE_MAX) /* the mark may be cut at the end of the window */
            before = v->w->end ? rest.len : rest.len < len ? 0 : rest.len - len + 1;
        if (as_text && before)
            mx_text(v->r, str_make(rest.data, before), place(v, v->at));
        v->at += found == SIZE_MAX ? before : found + len;
        if (found != SIZE_MAX || v->w->end || v->r->failed)
            return;
        more(v);
    }
}

/* To the end of a DOCTYPE with its internal subset. */
static void pass_doctype(salvage *v)
{
    size_t depth = 0;
    do {
        for (; v->at < v->s.len; v->at++) {
            char c = v->s.data[v->at];
            if (c == '[')
                depth++;
            else if (c == ']' && depth)
                depth--;
            else if (c == '>' && depth == 0) {
                v->at++;
                return;
            }
        }
    } while (more(v));
}

/* The name without its prefix; v->at moves behind it. */
static str read_name(salvage *v)
{
    size_t from = v->at;
    while (v->at < v->s.len && name_char(v->s.data[v->at]))
        v->at++;
    str name = str_make(v->s.data + from, v->at - from);
    size_t colon = str_find(name, str_make(":", 1));
    return colon == SIZE_MAX ? name : str_make(name.data + colon + 1, name.len - colon - 1);
}

typedef enum tag_end {
    TAG_OPEN,
    TAG_CLOSED, /* "/>" */
    TAG_NONE,   /* another '<', the end or the ceiling came first: it is no tag */
} tag_end;

/* A namespace that a quoted value names. */
static void note_space(str value, char space[64])
{
    if (value.len < 64 && str_find(value, str_of("urn:")) == 0) {
        memcpy(space, value.data, value.len);
        space[value.len] = 0;
    }
}

/* The tag that begins at v->at, up to '>': v->at stays, *len is its length, or that of what is no tag. The
 * window keeps it whole. *space is what an xmlns attribute says. */
static tag_end measure_tag(salvage *v, size_t *len, char space[64])
{
    size_t from = 0, i = 1;
    char quote = 0, before = 0;
    space[0] = 0;
    for (; i < TAG_LEN; i++) {
        while (v->at + i >= v->s.len && more(v))
            ;
        if (v->at + i >= v->s.len)
            break;
        char c = v->s.data[v->at + i];
        if (c == '<')
            break;
        if (quote && c == quote) {
            note_space(str_make(v->s.data + v->at + from, i - from), space);
            quote = 0;
        } else if (!quote && (c == '"' || c == '\'')) {
            quote = c;
            from = i + 1;
        } else if (!quote && c == '>') {
            *len = i + 1;
            return before == '/' ? TAG_CLOSED : TAG_OPEN;
        }
        before = c;
    }
    *len = i;
    return TAG_NONE;
}

static void open_tag(salvage *v)
{
    char space[64];
    size_t len, offset = place(v, v->at);
    tag_end end = measure_tag(v, &len, space);
    str tag = str_make(v->s.data + v->at, len);
    if (end == TAG_NONE) {
        mx_text(v->r, tag, offset);
        v->at += len;
        return;
    }
    v->at++;
    str name = read_name(v);
    v->at = (size_t)(tag.data - v->s.data) + len;
    if (name.len == 0 || v->r->depth > MX_DEPTH_END)
        return;
    mx_start(v->r, str_of(space), name, offset);
    if (end == TAG_CLOSED)
        mx_end(v->r, place(v, v->at));
}

/* Closes the element of this name and those left open inside it; a name that is not open closes nothing. */
static void close_tag(salvage *v)
{
    v->at += 2;
    str name = read_name(v);
    size_t up = 0, depth = v->r->depth;
    while (depth <= MX_DEPTH_MAX && up < depth && !str_equal(mx_name(v->r, up), name))
        up++;
    pass(v, ">", false);
    if (depth > MX_DEPTH_MAX)
        up = 0;
    else if (up == depth)
        return;
    for (size_t i = 0; i <= up; i++)
        mx_end(v->r, place(v, v->at));
}

/* The character that a reference stands for, as UTF-8; its length, or 0 if it is none. */
static size_t reference(const salvage *v, char text[4], size_t *used)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (at_text(v, known[i].name)) {
            *used = strlen(known[i].name);
            text[0] = known[i].c;
            return 1;
        }
    if (!at_text(v, "&#"))
        return 0;
    size_t i = v->at + 2, digits = 0;
    bool hex = i < v->s.len && (v->s.data[i] == 'x' || v->s.data[i] == 'X');
    unsigned value = 0;
    for (i += hex; i < v->s.len && v->s.data[i] != ';' && digits < 8; i++, digits++) {
        char c = v->s.data[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : 99;
        if (d >= (hex ? 16 : 10))
            return 0;
        value = value * (hex ? 16 : 10) + (unsigned)d;
    }
    if (i >= v->s.len || v->s.data[i] != ';' || digits == 0 || value == 0)
        return 0;
    *used = i + 1 - v->at;
    return utf8_put(text, value);
}

static size_t sequence_len(str s, size_t at)
{
    unsigned char c = (unsigned char)s.data[at];
    size_t len = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
    for (size_t i = 1; i < len; i++)
        if (at + i >= s.len || ((unsigned char)s.data[at + i] & 0xC0) != 0x80)
            return 0;
    return len;
}

/* Text up to the next tag, in pieces: bytes that are not UTF-8 are taken for Latin-1. */
static void read_text(salvage *v)
{
    /* a character or reference at the end of the window may be cut */
    size_t limit = v->w->end || v->s.len < REFERENCE_LEN ? v->s.len : v->s.len - REFERENCE_LEN;
    while (v->at < limit && v->s.data[v->at] != '<' && !v->r->failed) {
        size_t from = v->at, used, len;
        char text[4];
        while (v->at < limit && v->s.data[v->at] != '<' && v->s.data[v->at] != '&' &&
               (len = sequence_len(v->s, v->at)) > 0)
            v->at += len;
        if (v->at > from)
            mx_text(v->r, str_make(v->s.data + from, v->at - from), place(v, from));
        if (v->at >= limit || v->s.data[v->at] == '<')
            break;
        from = v->at;
        len = reference(v, text, &used);
        if (len == 0) {
            len = utf8_put(text, (unsigned char)v->s.data[v->at]);
            used = 1;
        }
        mx_text(v->r, str_make(text, len), place(v, from));
        v->at += used;
    }
}

static void read_next(salvage *v)
{
    if (v->s.data[v->at] != '<') {
        read_text(v);
    } else if (at_text(v, "<!--")) {
        v->at += 4;
        pass(v, "-->", false);
    } else if (at_text(v, "<![CDATA[")) {
        v->at += 9;
        pass(v, "]]>", true);
    } else if (at_text(v, "<!")) {
        pass_doctype(v);
    } else if (at_text(v, "<?")) {
        v->at += 2;
        pass(v, "?>", false);
    } else if (at_text(v, "</")) {
        close_tag(v);
    } else if (v->at + 1 < v->s.len && name_start(v->s.data[v->at + 1])) {
        open_tag(v);
    } else {
        mx_text(v->r, str_make("<", 1), place(v, v->at));
        v->at++;
    }
}

void mx_salvage(mx_reading *r, size_t at, bool doctype)
{
    salvage v = {.r = r, .w = r->s->window, .s = r->s->window->here, .at = at};
    if (doctype)
        pass_doctype(&v);
    while (!r->failed) {
        while (v.s.len - v.at < LOOK_AHEAD && !v.w->end)
            more(&v);
        if (v.at >= v.s.len && v.w->end)
            break;
        if (v.at < v.s.len)
            read_next(&v);
    }
}
