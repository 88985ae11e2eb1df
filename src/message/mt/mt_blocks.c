#include "message/mt/mt_blocks.h"

#include <stdint.h>

const mt_block *mt_block_find(const mt_message *m, char id)
{
    for (size_t i = 0; i < m->block_count; i++)
        if (m->blocks[i].id == id)
            return &m->blocks[i];
    return NULL;
}

str mt_block_tag(str content, const char *tag)
{
    size_t len = strlen(tag);
    for (size_t i = 0; i + len + 2 <= content.len; i++) {
        if (content.data[i] != '{' || memcmp(content.data + i + 1, tag, len) != 0 ||
            content.data[i + 1 + len] != ':')
            continue;
        str value = str_make(content.data + i + len + 2, content.len - i - len - 2);
        size_t end = str_find(value, str_make("}", 1));
        if (end != SIZE_MAX)
            value.len = end;
        return value;
    }
    return STR_NONE;
}

/* Block number and colon at `at` ("{1:"); 0 if there is no block. */
static char block_at(str s, size_t at)
{
    if (at + 2 >= s.len || s.data[at] != '{' || s.data[at + 2] != ':')
        return 0;
    char id = s.data[at + 1];
    return (id >= '1' && id <= '5') || id == 'S' ? id : 0;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* A text block ends at "-}" at the start of a line. A message that begins before that cuts it off. *end is
 * behind the content, *next behind the closing brace. */
static mt_block_end text_block_end(str s, size_t from, size_t *end, size_t *next)
{
    size_t line = from;
    while (line < s.len) {
        if (s.data[line] == '-' && line + 1 < s.len && s.data[line + 1] == '}') {
            *end = line;
            *next = line + 2;
            return BLOCK_CLOSED;
        }
        if (line > from && block_at(s, line) == '1') {
            *end = *next = line;
            return BLOCK_CUT;
        }
        if (s.data[line] == '$' && line + 1 < s.len && block_at(s, line + 1) == '1') {
            *end = *next = line;
            return BLOCK_CUT;
        }
        while (line < s.len && !is_line_end(s.data[line]))
            line++;
        while (line < s.len && is_line_end(s.data[line]))
            line++;
    }
    *end = *next = s.len;
    return BLOCK_CUT;
}

/* Without a line "-}", the block may end at one inside a line, or at a brace that stands alone. */
static mt_block_end text_block_end_late(str s, size_t from, size_t limit, size_t *end, size_t *next)
{
    size_t i = limit;
    while (i > from + 1 && !(s.data[i - 1] == '}' && s.data[i - 2] == '-') && limit - i < 65536)
        i--;
    if (i > from + 1 && s.data[i - 1] == '}' && s.data[i - 2] == '-') {
        *end = i - 2;
        *next = i;
        return BLOCK_CLOSED_LATE;
    }
    *end = *next = limit;
    return BLOCK_CUT;
}

/* Any other block ends where its braces balance, or where another block begins inside it: the tags inside
 * have three characters. */
static mt_block_end braces_end(str s, size_t from, size_t *end, size_t *next)
{
    size_t depth = 1;
    for (size_t i = from; i < s.len; i++) {
        if (block_at(s, i)) {
            *end = *next = i;
            return BLOCK_CUT;
        }
        if (s.data[i] == '{')
            depth++;
        else if (s.data[i] == '}' && --depth == 0) {
            *end = i;
            *next = i + 1;
            return BLOCK_CLOSED;
        }
    }
    *end = *next = s.len;
    return BLOCK_CUT;
}

/* Headers hold no braces and no line ends: what stands behind one belongs to something else. */
static mt_block_end header_end(str s, size_t from, size_t *end, size_t *next)
{
    size_t i = from;
    while (i < s.len && s.data[i] != '}' && s.data[i] != '{' && !is_line_end(s.data[i]))
        i++;
    *end = i;
    *next = i < s.len && s.data[i] == '}' ? i + 1 : i;
    return *next > i ? BLOCK_CLOSED : BLOCK_CUT;
}

static void add_block(mt_message *m, char id, str content, mt_block_end end)
{
    if (m->block_count == MT_BLOCKS_MAX) {
        m->too_many = true;
        return;
    }
    m->blocks[m->block_count++] = (mt_block){.id = id, .content = content, .end = end};
}

static size_t read_block(const mt_scanner *s, size_t at, mt_message *m)
{
    char id = s->text.data[at + 1];
    size_t from = at + 3, end, next;
    bool text_block = id == '4' && !(from < s->text.len && s->text.data[from] == '{');
    mt_block_end how;
    if (text_block) {
        how = text_block_end(s->text, from, &end, &next);
        if (how == BLOCK_CUT)
            how = text_block_end_late(s->text, from, end, &end, &next);
    } else if (id == '1' || id == '2') {
        how = header_end(s->text, from, &end, &next);
    } else {
        how = braces_end(s->text, from, &end, &next);
    }
    add_block(m, id, str_make(s->text.data + from, end - from), how);
    return next;
}

/* Separators between messages: blank space, '$', control characters, a byte order mark. */
static size_t separators(str s, size_t at)
{
    while (at < s.len) {
        unsigned char c = (unsigned char)s.data[at];
        if (c <= ' ' || c == '$' || c == 0x7F)
            at++;
        else if (at == 0 && s.len >= 3 && memcmp(s.data, "\xEF\xBB\xBF", 3) == 0)
            at += 3;
        else
            break;
    }
    return at;
}

static bool xml_at(str s, size_t at)
{
    if (at + 1 >= s.len || s.data[at] != '<')
        return false;
    char c = s.data[at + 1];
    return c == '?' || c == '!' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A tag at the start of a line: ":20:", ":28C:". */
static bool field_at(str s, size_t at)
{
    if (s.len - at < 5 || s.data[at] != ':' || (at > 0 && !is_line_end(s.data[at - 1])))
        return false;
    bool digits =
        s.data[at + 1] >= '0' && s.data[at + 1] <= '9' && s.data[at + 2] >= '0' && s.data[at + 2] <= '9';
    return digits && (s.data[at + 3] == ':' || s.data[at + 4] == ':');
}

static bool has_field(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] == ':' && field_at(s, i))
            return true;
    return false;
}

/* Banks part bare statements by a line "-", with "}" or a row of X behind it; FinTS may leave a lone "@". */
static bool is_separator(str line)
{
    str s = str_trim(line);
    if (s.len == 0 || s.len > 4 || (s.data[0] != '-' && s.data[0] != '@'))
        return false;
    for (size_t i = 1; i < s.len; i++)
        if (s.data[i] != 'X' && s.data[i] != '-' && s.data[i] != '}' && s.data[i] != '@')
            return false;
    return true;
}

static size_t next_line(str s, size_t at)
{
    while (at < s.len && !is_line_end(s.data[at]))
        at++;
    while (at < s.len && is_line_end(s.data[at]))
        at++;
    return at;
}

/* Where the second of several bare messages begins: at its field 20, or at its first line behind a line that
 * parts them. The length of the text if there is but one. */
static size_t second_bare(str s)
{
    size_t parted = 0;
    bool begun = false;
    for (size_t at = 0, next; at < s.len; at = next) {
        next = next_line(s, at);
        if (field_at(s, at)) {
            bool first = memcmp(s.data + at, ":20:", 4) == 0;
            if (first && begun)
                return parted ? parted : at;
            begun = begun || first;
            parted = 0;
        } else if (begun && is_separator(str_make(s.data + at, next - at))) {
            parted = next;
        }
    }
    return s.len;
}

/* Without padding and lines that part messages at its end. */
static str without_tail(str s)
{
    for (;;) {
        while (s.len > 0 && (unsigned char)s.data[s.len - 1] <= ' ')
            s.len--;
        size_t line = s.len;
        while (line > 0 && !is_line_end(s.data[line - 1]))
            line--;
        if (line == s.len || !is_separator(str_make(s.data + line, s.len - line)))
            return s;
        s.len = line;
    }
}

/* What stands outside blocks, up to the next block that starts a message or to XML. */
static size_t outside_end(str s, size_t at)
{
    size_t i = at;
    while (i < s.len && !block_at(s, i) && !(xml_at(s, i) && (i == 0 || is_line_end(s.data[i - 1]))))
        i++;
    return i;
}

/* Takes what stands outside of blocks: the beginning of a message, a bare message, or text that belongs to
 * none. *done: the message ends before or with it. */
static size_t outside(const mt_scanner *s, size_t at, mt_message *m, bool *done)
{
    size_t end = outside_end(s->text, at);
    str content = str_make(s->text.data + at, end - at);
    char id = end < s->text.len ? block_at(s->text, end) : 0;
    bool headed = id != 0 && !has_field(content);
    if (headed && m->block_count == 0) {
        m->prefix = content;
        return end;
    }
    if (headed && (id == '1' || id == '2') && mt_block_find(m, '4')) {
        *done = true; /* it belongs to the message behind it */
        return at;
    }
    if (m->block_count == 0) {
        size_t second = second_bare(content);
        *done = second < content.len;
        content.len = second;
        end = at + second;
    }
    str inner = without_tail(content);
    size_t closed = str_find(inner, str_make("-}", 2));
    if (closed != SIZE_MAX && closed + 2 == inner.len)
        inner.len = closed;
    add_block(m, 0, inner.len ? inner : content, BLOCK_CLOSED);
    return end;
}

/* Service messages (acknowledgements, logins) have another application than "F01" in block 1, and no fields.
 * A message with fields is one to be read, whatever its header says. */
static bool is_service(const mt_message *m)
{
    const mt_block *header = mt_block_find(m, '1'), *text = mt_block_find(m, '4');
    bool fields = text && text->content.len && text->content.data[0] != '{';
    return header && !fields && !mt_block_find(m, '2') && header->content.len >= 3 &&
           str_is_digits(str_make(header->content.data + 1, 2)) &&
           memcmp(header->content.data + 1, "01", 2) != 0;
}

static bool has_text(const mt_message *m)
{
    for (size_t i = 0; i < m->block_count; i++)
        if (m->blocks[i].id == '4' || m->blocks[i].id == 0)
            return true;
    return false;
}

/* "F21": it belongs to the message behind it. */
static bool is_acknowledgement(const mt_message *m)
{
    return is_service(m) && memcmp(mt_block_find(m, '1')->content.data + 1, "21", 2) == 0;
}

static bool is_refusal(const mt_message *m)
{
    const mt_block *text = mt_block_find(m, '4');
    return text && str_is(mt_block_tag(text->content, "451"), "1");
}

/* A header that is cut by another one is no message of its own. */
static bool is_cut_header(const mt_message *m)
{
    const mt_block *last = &m->blocks[m->block_count - 1];
    return last->id == '1' && last->end == BLOCK_CUT;
}

bool mt_blocks_next(mt_scanner *s, mt_message *out)
{
    *out = (mt_message){0};
    size_t at = separators(s->text, s->at), first = at;
    bool done = false;
    while (at < s->text.len && !done) {
        char id = block_at(s->text, at);
        bool starts = id == '1' && out->block_count > 0 && !is_cut_header(out);
        if (starts && is_acknowledgement(out)) {
            bool refused = is_refusal(out) || out->refused;
            *out = (mt_message){.refused = refused};
            first = at;
        } else if (starts || (id == '2' && has_text(out))) {
            break;
        }
        if (id)
            at = read_block(s, at, out);
        else if (xml_at(s->text, at))
            break;
        else
            at = outside(s, at, out, &done);
        at = separators(s->text, at);
        first = out->block_count ? first : at; /* behind a prefix */
    }
    out->service_only = is_service(out);
    if (at < s->text.len && xml_at(s->text, at)) {
        out->xml = str_make(s->text.data + at, s->text.len - at);
        s->at = s->text.len;
    } else {
        s->at = at;
    }
    while (at > first && (unsigned char)s->text.data[at - 1] <= ' ')
        at--; /* padding */
    out->whole = str_make(s->text.data + first, at - first);
    s->messages += out->block_count > 0;
    return out->block_count > 0 || out->xml.len > 0;
}
