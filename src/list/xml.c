#include "list/xml.h"

#include "base/utf8.h"
#include "base/error.h"
#include "base/limits.h"
#include "text/text.h"

#include <expat.h>

#define CHUNK_SIZE ((size_t)64 << 10)

typedef struct xml_state {
    const list_file *file;
    const xml_reader *reader;
    XML_Parser parser;
    arena open_memory;   /* elements outside of records: few, kept to the end */
    arena record_memory; /* one record at a time */
    xml_node *current;   /* the open element */
    xml_node *record;    /* the top of the record being read, or NULL */
    size_t record_count; /* elements of the record so far */
    size_t text_cap;     /* room behind current->text */
    unsigned depth;
    itd_status status;
    itd_error *error;
} xml_state;

static void stop(xml_state *s, itd_status status)
{
    if (s->status == ITD_OK)
        s->status = status;
    XML_StopParser(s->parser, XML_FALSE);
}

static unsigned long line_of(const xml_state *s)
{
    return (unsigned long)XML_GetCurrentLineNumber(s->parser);
}

static str local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return str_of(colon ? colon + 1 : name);
}

static bool copy_attributes(xml_state *s, arena *memory, xml_node *node, const char **attributes)
{
    size_t count = 0;
    while (count <= XML_ATTRIBUTE_MAX && attributes[2 * count])
        count++;
    if (count > XML_ATTRIBUTE_MAX) {
        stop(s, error_at_line(s->error, ITD_ERROR_LIMIT, s->file->path, node->line,
                              "<%.*s> has more than %d attributes", STR_ARG(node->name), XML_ATTRIBUTE_MAX));
        return false;
    }
    xml_attribute *copy = arena_array(memory, count, sizeof *copy);
    for (size_t i = 0; copy && i < count; i++) {
        str name = local_name(attributes[2 * i]);
        if (strlen(attributes[2 * i + 1]) > LIMIT_ELEMENT_LEN) {
            stop(s, error_at_line(s->error, ITD_ERROR_LIMIT, s->file->path, node->line,
                                  "attribute %.*s of <%.*s> is longer than %zu bytes", STR_ARG(name),
                                  STR_ARG(node->name), LIMIT_ELEMENT_LEN));
            return false;
        }
        copy[i].name = arena_str(memory, name);
        copy[i].value = arena_str(memory, str_of(attributes[2 * i + 1]));
        if (!copy[i].name.data || !copy[i].value.data)
            copy = NULL;
    }
    if (count && !copy) {
        stop(s, error_memory(s->error));
        return false;
    }
    node->attributes = copy;
    node->attribute_count = count;
    return true;
}

static xml_node *new_node(xml_state *s, arena *memory, const char *name, const char **attributes)
{
    xml_node *node = arena_alloc(memory, sizeof *node);
    str copy = node ? arena_str(memory, local_name(name)) : STR_NONE;
    if (!copy.data) {
        stop(s, error_memory(s->error));
        return NULL;
    }
    node->name = copy;
    node->line = line_of(s);
    node->parent = s->current;
    return copy_attributes(s, memory, node, attributes) ? node : NULL;
}

static void append_child(xml_node *parent, xml_node *node)
{
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
}

static void choose(xml_state *s, xml_node *node)
{
    switch (s->reader->start(s->reader->context, node)) {
    case XML_DESCEND:
        break;
    case XML_RECORD:
        s->record = node;
        s->record_count = 0;
        break;
    case XML_REFUSE:
        stop(s, error_at_line(s->error, ITD_ERROR_INPUT, s->file->path, node->line,
                              "found <%.*s>, expected %s", STR_ARG(node->name), s->reader->expected));
        break;
    }
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
    xml_state *s = data;
    if (s->status != ITD_OK)
        return;
    if (++s->depth > LIMIT_XML_DEPTH) {
        stop(s, error_at_line(s->error, ITD_ERROR_LIMIT, s->file->path, line_of(s),
                              "<%s> is nested deeper than %d elements", name, LIMIT_XML_DEPTH));
        return;
    }
    /* A record starts in the memory of records; so does an element that may turn out to be one. */
    bool inside = s->record != NULL;
    if (!inside)
        arena_reset(&s->record_memory);
    xml_node *node = new_node(s, &s->record_memory, name, attributes);
    if (!node)
        return;
    if (inside) {
        if (++s->record_count > XML_RECORD_MAX) {
            stop(s, error_at_line(s->error, ITD_ERROR_LIMIT, s->file->path, s->record->line,
                                  "<%.*s> has more than %zu elements", STR_ARG(s->record->name),
                                  XML_RECORD_MAX));
            return;
        }
        append_child(s->current, node);
    } else {
        choose(s, node);
        if (s->status == ITD_OK && !s->record) {
            node = new_node(s, &s->open_memory, name, attributes);
            if (!node)
                return;
        }
    }
    s->current = node;
    s->text_cap = 0;
}

static void XMLCALL on_end(void *data, const char *name)
{
    xml_state *s = data;
    (void)name;
    if (s->status != ITD_OK)
        return;
    xml_node *node = s->current;
    s->depth--;
    s->current = node->parent;
    s->text_cap = 0;
    node->text = str_trim(node->text);
    if (node != s->record)
        return;
    s->record = NULL;
    itd_status status = s->reader->record(s->reader->context, node, s->error);
    if (status != ITD_OK)
        stop(s, status);
}

static void XMLCALL on_text(void *data, const char *text, int len)
{
    xml_state *s = data;
    if (s->status != ITD_OK || !s->record || len <= 0)
        return;
    xml_node *node = s->current;
    size_t needed = node->text.len + (size_t)len;
    if (needed > LIMIT_ELEMENT_LEN) {
        stop(s, error_at_line(s->error, ITD_ERROR_LIMIT, s->file->path, node->line,
                              "<%.*s> holds more than %zu bytes of text", STR_ARG(node->name),
                              LIMIT_ELEMENT_LEN));
        return;
    }
    char *own;
    if (needed > s->text_cap) {
        size_t cap = needed < 32 ? 64 : needed * 2;
        own = arena_alloc(&s->record_memory, cap);
        if (!own) {
            stop(s, error_memory(s->error));
            return;
        }
        if (node->text.len)
            memcpy(own, node->text.data, node->text.len);
        s->text_cap = cap;
        node->text.data = own;
    } else {
        memcpy(&own, &node->text.data, sizeof own); /* it is this function's own memory */
    }
    memcpy(own + node->text.len, text, (size_t)len);
    node->text.len = needed;
}

static void XMLCALL on_doctype(void *data, const char *name, const char *system_id, const char *public_id,
                               int internal_subset)
{
    xml_state *s = data;
    (void)system_id, (void)public_id, (void)internal_subset;
    stop(s, error_at_line(s->error, ITD_ERROR_INPUT, s->file->path, line_of(s),
                          "the document has a DOCTYPE (%.64s), which is refused: it could define entities",
                          name));
}

static itd_status parse_failed(xml_state *s)
{
    if (s->status != ITD_OK)
        return s->status;
    enum XML_Error code = XML_GetErrorCode(s->parser);
    unsigned long line = line_of(s);
    const char *path = s->file->path;
    XML_Index index = XML_GetCurrentByteIndex(s->parser);
    size_t byte = index < 0 ? 0 : (size_t)index;
    if (code == XML_ERROR_NO_MEMORY)
        return error_memory(s->error);
    if (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_PARTIAL_CHAR ||
        code == XML_ERROR_UNCLOSED_CDATA_SECTION)
        return s->current ? error_at_line(s->error, ITD_ERROR_INPUT, path, line,
                                          "the file ends inside <%.*s> (byte %zu): it is cut off",
                                          STR_ARG(s->current->name), byte)
                          : error_at_line(s->error, ITD_ERROR_INPUT, path, line,
                                          "the file ends before any element: it is empty or cut off");
    str rest = byte < s->file->bytes.len ? str_make(s->file->bytes.data + byte, s->file->bytes.len - byte)
                                         : STR_NONE;
    if (code == XML_ERROR_INVALID_TOKEN && !str_empty(rest)) {
        size_t bad;
        if (!utf8_is_valid(str_make(rest.data, rest.len < 4 ? rest.len : 4), &bad) && bad == 0)
            return error_at_line(s->error, ITD_ERROR_INPUT, path, line, "invalid UTF-8 (byte %zu)", byte);
    }
    return error_at_line(s->error, ITD_ERROR_INPUT, path, line, "not well-formed XML: %s (byte %zu)",
                         XML_ErrorString(code), byte);
}

/* Feeds the file in pieces, so that a token that does not end is noticed before it grows. */
static itd_status feed(xml_state *s)
{
    str bytes = s->file->bytes;
    for (size_t at = 0; at < bytes.len || at == 0;) {
        size_t len = bytes.len - at < CHUNK_SIZE ? bytes.len - at : CHUNK_SIZE;
        bool final = at + len == bytes.len;
        if (XML_Parse(s->parser, bytes.data ? bytes.data + at : "", (int)len, final) != XML_STATUS_OK)
            return parse_failed(s);
        at += len;
        XML_Index index = XML_GetCurrentByteIndex(s->parser);
        if (!final && index >= 0 && at - (size_t)index > LIMIT_ELEMENT_LEN + CHUNK_SIZE)
            return error_at_line(s->error, ITD_ERROR_LIMIT, s->file->path, line_of(s),
                                 "one tag or comment is longer than %zu bytes", LIMIT_ELEMENT_LEN);
        if (final)
            break;
    }
    return s->status;
}

itd_status xml_read(const list_file *file, const xml_reader *reader, itd_error *error)
{
    xml_state s = {.file = file, .reader = reader, .error = error};
    arena_init(&s.open_memory, LIMIT_ARENA_SIZE);
    arena_init(&s.record_memory, LIMIT_ARENA_SIZE / 4);
    s.parser = XML_ParserCreate(NULL);
    if (!s.parser)
        return error_memory(error);
    XML_SetUserData(s.parser, &s);
    XML_SetElementHandler(s.parser, on_start, on_end);
    XML_SetCharacterDataHandler(s.parser, on_text);
    XML_SetStartDoctypeDeclHandler(s.parser, on_doctype);
    itd_status status = feed(&s);
    XML_ParserFree(s.parser);
    arena_free(&s.record_memory);
    arena_free(&s.open_memory);
    return status;
}

bool xml_is(const xml_node *node, const char *name)
{
    return node && str_is(node->name, name);
}

const xml_node *xml_child(const xml_node *node, const char *name)
{
    for (const xml_node *child = node ? node->first : NULL; child; child = child->next)
        if (xml_is(child, name))
            return child;
    return NULL;
}

str xml_child_text(const xml_node *node, const char *name)
{
    const xml_node *child = xml_child(node, name);
    return child ? child->text : STR_NONE;
}

str xml_attribute_of(const xml_node *node, const char *name)
{
    for (size_t i = 0; node && i < node->attribute_count; i++)
        if (str_is(node->attributes[i].name, name))
            return node->attributes[i].value;
    return STR_NONE;
}

/* The first bytes as ASCII: UTF-16 loses its zero bytes, a byte order mark goes. */
static str sniff_text(const list_file *file, char storage[XML_SNIFF_CAP])
{
    const unsigned char *p = (const unsigned char *)file->bytes.data;
    size_t len = file->bytes.len < 4096 ? file->bytes.len : 4096;
    size_t skip = len >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF ? 3 : 0;
    bool wide = len >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF));
    if (!wide)
        return str_make(file->bytes.data + skip, len - skip);
    size_t out = 0;
    for (size_t i = 2; i < len && out < XML_SNIFF_CAP; i++)
        if (p[i] != 0)
            storage[out++] = (char)p[i];
    return str_make(storage, out);
}

str xml_sniff_root(const list_file *file, char storage[XML_SNIFF_CAP])
{
    if (!file->bytes.len)
        return STR_NONE;
    str rest = str_trim(sniff_text(file, storage));
    while (rest.len > 1 && rest.data[0] == '<') {
        /* a DOCTYPE names the root; xml_read will refuse it with its place */
        if (str_starts(rest, str_of("<!DOCTYPE ")))
            rest = str_make(rest.data + strlen("<!DOCTYPE"), rest.len - strlen("<!DOCTYPE"));
        const char *end = NULL;
        if (rest.data[1] == '?' || rest.data[1] == '!') {
            size_t at = str_starts(rest, str_of("<!--")) ? str_find(rest, str_of("-->"))
                                                         : str_find(rest, str_of(">"));
            if (at == SIZE_MAX)
                return STR_NONE;
            end = rest.data + at + (str_starts(rest, str_of("<!--")) ? 3 : 1);
            rest = str_trim(str_make(end, rest.len - (size_t)(end - rest.data)));
            continue;
        }
        size_t len = 1;
        while (len < rest.len && !strchr(" \t\r\n/>", rest.data[len]))
            len++;
        str name = str_make(rest.data + 1, len - 1);
        size_t colon = str_find(name, str_of(":"));
        return colon == SIZE_MAX ? name : str_make(name.data + colon + 1, name.len - colon - 1);
    }
    return STR_NONE;
}
