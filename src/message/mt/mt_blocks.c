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

/* What stands outside blocks, up to the next block that starts a message or to XML. */
static size_t outside(const mt_scanner *s, size_t at, mt_message *m)
{
    size_t i = at;
    while (i < s->text.len && !block_at(s->text, i) &&
           !(xml_at(s->text, i) && (i == 0 || is_line_end(s->text.data[i - 1]))))
        i++;
    str content = str_make(s->text.data + at, i - at);
    size_t closed = str_find(content, str_make("-}", 2));
    bool tail = closed != SIZE_MAX &&
                str_trim(str_make(content.data + closed + 2, content.len - closed - 2)).len == 0;
    if (tail)
        content.len = closed;
    add_block(m, 0, content, BLOCK_CLOSED);
    return i;
}

/* Service messages (acknowledgements) have another application than 'F01' … in block 1, "F21", and no fields.
 * A message with fields is one to be read, whatever its header says. */
static bool is_service(const mt_message *m)
{
    const mt_block *header = mt_block_find(m, '1'), *text = mt_block_find(m, '4');
    bool fields = text && text->content.len && text->content.data[0] != '{';
    return header && !fields && !mt_block_find(m, '2') && header->content.len >= 3 &&
           header->content.data[1] == '2' && header->content.data[2] == '1';
}

static bool has_text(const mt_message *m)
{
    for (size_t i = 0; i < m->block_count; i++)
        if (m->blocks[i].id == '4' || m->blocks[i].id == 0)
            return true;
    return false;
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
    while (at < s->text.len) {
        char id = block_at(s->text, at);
        bool starts = id == '1' && out->block_count > 0 && !is_cut_header(out);
        if (starts && is_service(out)) {
            /* the acknowledgement belongs to the message behind it */
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
            at = outside(s, at, out);
        at = separators(s->text, at);
    }
    out->service_only = is_service(out);
    if (at < s->text.len && xml_at(s->text, at)) {
        out->xml = str_make(s->text.data + at, s->text.len - at);
        s->at = s->text.len;
    } else {
        s->at = at;
    }
    out->whole = str_make(s->text.data + first, at - first);
    s->messages += out->block_count > 0;
    return out->block_count > 0 || out->xml.len > 0;
}
