/* Reads on behind an XML error. Tags, text, CDATA and the five predefined entities are understood; whatever
 * else stands there is text. Nothing is expanded, nothing is included, and the result is never trusted: the
 * message already has its problem. */
#include "message/mx_read.h"

typedef struct salvage {
    mx_reading *r;
    str s;
    size_t at;
} salvage;

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

static bool at_text(const salvage *v, const char *what)
{
    size_t len = strlen(what);
    return v->s.len - v->at >= len && memcmp(v->s.data + v->at, what, len) == 0;
}

/* Behind the next `what`, or the end. */
static size_t behind(const salvage *v, size_t from, const char *what)
{
    size_t found = str_find(str_make(v->s.data + from, v->s.len - from), str_of(what));
    return found == SIZE_MAX ? v->s.len : from + found + strlen(what);
}

/* A DOCTYPE with its internal subset. */
static size_t behind_doctype(const salvage *v)
{
    size_t depth = 0, i = v->at;
    for (; i < v->s.len; i++) {
        char c = v->s.data[i];
        if (c == '[')
            depth++;
        else if (c == ']' && depth)
            depth--;
        else if (c == '>' && depth == 0)
            return i + 1;
    }
    return i;
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

/* Attributes up to '>'. Returns true if the element closes itself; *space is what an xmlns attribute says. */
static bool read_attributes(salvage *v, str *space)
{
    *space = STR_NONE;
    size_t from = v->at;
    char quote = 0, before = 0;
    for (; v->at < v->s.len; v->at++) {
        char c = v->s.data[v->at];
        if (quote) {
            if (c == quote || c == '<') {
                str value = str_make(v->s.data + from, v->at - from);
                if (str_find(value, str_of("urn:")) == 0)
                    *space = value;
                quote = 0;
            }
        } else if (c == '"' || c == '\'') {
            quote = c;
            from = v->at + 1;
        } else if (c == '>') {
            v->at++;
            return before == '/';
        } else if (c == '<') {
            return false;
        }
        before = c;
    }
    return false;
}

static void open_tag(salvage *v)
{
    size_t offset = v->at++;
    str name = read_name(v), space;
    bool closed = read_attributes(v, &space);
    if (name.len == 0 || v->r->depth > MX_DEPTH_END)
        return;
    mx_start(v->r, space, name, offset);
    if (closed)
        mx_end(v->r, v->at);
}

/* Closes the element of this name and those left open inside it; a name that is not open closes nothing. */
static void close_tag(salvage *v)
{
    v->at += 2;
    str name = read_name(v);
    v->at = behind(v, v->at, ">");
    size_t up = 0;
    if (v->r->depth > MX_DEPTH_MAX) {
        mx_end(v->r, v->at);
        return;
    }
    while (up < v->r->depth && !str_equal(mx_name(v->r, up), name))
        up++;
    if (up == v->r->depth)
        return;
    for (size_t i = 0; i <= up; i++)
        mx_end(v->r, v->at);
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
    return encoding_put_utf8(text, value);
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
    while (v->at < v->s.len && v->s.data[v->at] != '<' && !v->r->failed) {
        size_t from = v->at, used, len;
        char text[4];
        while (v->at < v->s.len && v->s.data[v->at] != '<' && v->s.data[v->at] != '&' &&
               (len = sequence_len(v->s, v->at)) > 0)
            v->at += len;
        if (v->at > from)
            mx_text(v->r, str_make(v->s.data + from, v->at - from), from);
        if (v->at >= v->s.len || v->s.data[v->at] == '<')
            break;
        from = v->at;
        len = reference(v, text, &used);
        if (len == 0) {
            len = encoding_put_utf8(text, (unsigned char)v->s.data[v->at]);
            used = 1;
        }
        mx_text(v->r, str_make(text, len), from);
        v->at += used;
    }
}

void mx_salvage(mx_reading *r, str text, size_t at)
{
    salvage v = {.r = r, .s = text, .at = at};
    while (v.at < text.len && !r->failed) {
        if (text.data[v.at] != '<') {
            read_text(&v);
        } else if (at_text(&v, "<!--")) {
            v.at = behind(&v, v.at + 4, "-->");
        } else if (at_text(&v, "<![CDATA[")) {
            size_t from = v.at + 9, end = behind(&v, from, "]]>");
            size_t len = end - from >= 3 && end <= text.len ? end - from - 3 : 0;
            mx_text(r, str_make(text.data + from, len), from);
            v.at = end;
        } else if (at_text(&v, "<!")) {
            v.at = behind_doctype(&v);
        } else if (at_text(&v, "<?")) {
            v.at = behind(&v, v.at + 2, "?>");
        } else if (at_text(&v, "</")) {
            close_tag(&v);
        } else if (v.at + 1 < text.len && name_char(text.data[v.at + 1])) {
            open_tag(&v);
        } else {
            mx_text(r, str_make("<", 1), v.at);
            v.at++;
        }
    }
}
