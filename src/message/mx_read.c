#include "message/mx_read.h"

#include <expat.h>

#define NAMESPACE_MARK '\x1F' /* between namespace and name, in what expat hands over */
#define CHUNK          ((size_t)256 << 10)
#define DOCUMENTS_MAX  100000 /* of one file */

typedef struct mx_parse {
    mx_reading *r;
    XML_Parser parser;
    size_t from; /* where this parser began, in the source */
    bool doctype;
} mx_parse;

static size_t offset_of(const mx_parse *p)
{
    XML_Index at = XML_GetCurrentByteIndex(p->parser);
    return p->from + (at > 0 ? (size_t)at : 0);
}

static str local_name(const char *name, str *space)
{
    const char *mark = strchr(name, NAMESPACE_MARK);
    *space = mark ? str_make(name, (size_t)(mark - name)) : STR_NONE;
    return str_of(mark ? mark + 1 : name);
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    mx_parse *p = context;
    str space, local = local_name(name, &space);
    mx_start(p->r, space, local, offset_of(p));
    for (size_t i = 0; attributes[i]; i += 2) {
        str attribute_space;
        mx_attribute(p->r, local_name(attributes[i], &attribute_space), str_of(attributes[i + 1]));
        if (i == 128)
            mx_problem(p->r, "an element with more than 64 attributes");
    }
    if (p->r->failed || p->r->depth > MX_DEPTH_END)
        XML_StopParser(p->parser, XML_FALSE);
}

static void on_end(void *context, const XML_Char *name)
{
    mx_parse *p = context;
    (void)name;
    mx_end(p->r, offset_of(p));
    if (p->r->failed)
        XML_StopParser(p->parser, XML_FALSE);
}

static void on_text(void *context, const XML_Char *text, int len)
{
    mx_parse *p = context;
    mx_text(p->r, str_make(text, (size_t)len), offset_of(p));
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public_id,
                       int internal)
{
    mx_parse *p = context;
    (void)name;
    (void)system;
    (void)public_id;
    (void)internal;
    p->doctype = true;
    mx_problem(p->r, "a DOCTYPE is not allowed in ISO 20022: it was refused");
    XML_StopParser(p->parser, XML_FALSE);
}

static enum XML_Error feed(mx_parse *p, str text)
{
    size_t at = 0;
    do {
        size_t len = text.len - at < CHUNK ? text.len - at : CHUNK;
        bool last = at + len == text.len;
        if (XML_Parse(p->parser, text.data + at, (int)len, last) != XML_STATUS_OK)
            return XML_GetErrorCode(p->parser);
        at += len;
    } while (at < text.len);
    return XML_ERROR_NONE;
}

static bool begin(mx_parse *p, mx_reading *r, const char *encoding, size_t from)
{
    *p = (mx_parse){.r = r, .from = from, .parser = XML_ParserCreateNS(encoding, NAMESPACE_MARK)};
    if (!p->parser)
        return false;
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    return true;
}

/* One XML document from `from`; *next is where another may begin, or the length of the text. */
static void read_document(mx_reading *r, str text, size_t from, const char *encoding, size_t *next)
{
    mx_parse p;
    *next = text.len;
    if (!begin(&p, r, encoding, from)) {
        r->failed = true;
        return;
    }
    enum XML_Error code = feed(&p, str_make(text.data + from, text.len - from));
    size_t at = offset_of(&p);
    at = at < text.len ? at : text.len;
    if (code == XML_ERROR_INVALID_TOKEN && at > from && text.data[at - 1] == '&')
        at--; /* expat stops behind a bare ampersand */
    unsigned long line = (unsigned long)XML_GetCurrentLineNumber(p.parser);
    XML_ParserFree(p.parser);
    if (code == XML_ERROR_NONE || r->failed)
        return;
    if (code == XML_ERROR_NO_MEMORY) {
        r->failed = true;
    } else if (r->depth > MX_DEPTH_END) {
        mx_problem(r, "line %lu: elements nested deeper than any message: reading stopped", line);
    } else if (code == XML_ERROR_UNKNOWN_ENCODING && !encoding) {
        mx_problem(r, "the declared encoding is unknown: read as UTF-8 or Latin-1");
        *next = from;
    } else if (r->depth == 0 && at > from && code == XML_ERROR_JUNK_AFTER_DOC_ELEMENT) {
        *next = at;
    } else if (p.doctype) {
        size_t start = str_find(str_make(text.data + from, at - from), str_of("<!DOCTYPE"));
        mx_salvage(r, text, start == SIZE_MAX ? at : from + start);
    } else {
        mx_problem(r, "line %lu: the XML is not well-formed: %s", line, XML_ErrorString(code));
        mx_salvage(r, text, at);
    }
}

static size_t skip_blank(str text, size_t at)
{
    while (at < text.len && (unsigned char)text.data[at] <= ' ')
        at++;
    return at;
}

/* Byte order marks and white space that an XML parser does not take before a declaration. */
static size_t skip_lead(mx_reading *r, str text)
{
    size_t at = 0, marks = 0, from;
    do {
        from = at;
        at = skip_blank(text, at);
        if (text.len - at >= 3 && memcmp(text.data + at, "\xEF\xBB\xBF", 3) == 0) {
            at += 3;
            marks++;
        }
    } while (at != from);
    if (marks > 1)
        mx_problem(r, "more than one byte order mark");
    if (at > marks * 3)
        mx_problem(r, "white space before the XML declaration");
    return at;
}

static void read_documents(mx_reading *r, const decoded_text *text)
{
    const char *encoding = text->transcoded ? "UTF-8" : NULL;
    size_t at = skip_lead(r, text->text), documents = 0;
    while (at < text->text.len && !r->failed && documents++ < DOCUMENTS_MAX) {
        size_t next;
        read_document(r, text->text, at, encoding, &next);
        if (next == at) { /* the declared encoding is unknown */
            if (encoding)
                break;
            encoding = encoding_is_utf8(text->text) ? "UTF-8" : "ISO-8859-1";
            continue;
        }
        at = skip_blank(text->text, next);
        if (at < text->text.len && text->text.data[at] == '<') {
            mx_problem(r, "another XML document follows in the same file");
        } else if (at < text->text.len) {
            mx_problem(r, "text behind the end of the XML document");
            mx_salvage(r, text->text, at);
            break;
        }
    }
}

bool mx_read(arena *a, const decoded_text *text, message_list *out)
{
    mx_reading *r = arena_alloc(a, sizeof *r);
    if (!r)
        return false;
    *r = (mx_reading){.a = a, .out = out, .declared = SIZE_MAX};
    const char *source = out->source.data, *here = text->text.data;
    if (source && here >= source && here < source + out->source.len)
        r->shift = (size_t)(here - source);
    buf_init(&r->path, (size_t)1 << 20);
    buf_init(&r->text, MESSAGE_TEXT_MAX + 16);
    read_documents(r, text);
    if (r->too_deep)
        mx_problem(r, "elements nested deeper than %d levels", MX_DEPTH_MAX);
    mx_finish(r);
    buf_free(&r->path);
    buf_free(&r->text);
    return !r->failed;
}
