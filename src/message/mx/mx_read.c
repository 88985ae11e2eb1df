#include "message/mx/mx_read.h"

#include "base/utf8.h"

#include <expat.h>
#include <stdlib.h>

#define NAMESPACE_MARK '\x1F' /* between namespace and name, in what expat hands over */
#define FIRST_CHUNK    ((size_t)4 << 10)
#define CHUNK          ((size_t)256 << 10)
#define BEGUN_MAX      ((size_t)64 << 10) /* of a DOCTYPE that is begun: kept, to be read again if it is wrong */
#define TOKEN_MAX      ((size_t)1 << 20)  /* bytes of one tag or comment */
#define GUESS_LEN      ((size_t)64 << 10) /* from which an encoding is guessed */
#define NAMES_MAX      20000 /* different names of elements, attributes and prefixes: expat keeps each */
#define NAME_BITS      (1 << 16)
#define WINDOW_MAX     (TOKEN_MAX + 4 * WINDOW_CHUNK)

/* How the reading of one XML document ended. */
typedef enum document_end {
    DOCUMENT_READ,
    DOCUMENT_BROKEN,    /* an XML error, or something that is refused */
    DOCUMENT_LONG_TOKEN /* a tag or comment longer than the ceiling */
} document_end;

typedef struct mx_parse {
    mx_reading *r;
    byte_window *w;
    XML_Parser parser;
    size_t from; /* where this document begins, in the source */
    size_t at;   /* what is fed next, in the window */
    size_t seen; /* behind the last tag, text or comment that is done, in the source */
    bool doctype;
    bool crowded;                       /* more different names than the ceiling */
    size_t names;                       /* different ones so far, about */
    uint64_t name_bits[NAME_BITS / 64]; /* by hash */
} mx_parse;

static size_t offset_of(const mx_parse *p)
{
    XML_Index at = XML_GetCurrentByteIndex(p->parser);
    return p->from + (at > 0 ? (size_t)at : 0);
}

static void note_seen(mx_parse *p)
{
    size_t seen = offset_of(p) + (size_t)XML_GetCurrentByteCount(p->parser);
    p->seen = seen > p->seen ? seen : p->seen;
}

static void note_name(mx_parse *p, const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    hash = (hash ^ hash >> 16) % NAME_BITS;
    uint64_t bit = UINT64_C(1) << (hash % 64);
    if (p->name_bits[hash / 64] & bit)
        return;
    p->name_bits[hash / 64] |= bit;
    if (++p->names > NAMES_MAX) {
        p->crowded = true;
        XML_StopParser(p->parser, XML_FALSE);
    }
}

static void on_prefix(void *context, const XML_Char *prefix, const XML_Char *uri)
{
    (void)uri;
    note_name(context, prefix ? prefix : "");
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
    note_seen(p);
    note_name(p, local.data);
    mx_start(p->r, space, local, offset_of(p));
    for (size_t i = 0; attributes[i]; i += 2) {
        str attribute_space;
        str attribute = local_name(attributes[i], &attribute_space);
        note_name(p, attribute.data);
        bool schema = str_find(attribute_space, str_of("XMLSchema-instance")) != SIZE_MAX;
        if (!schema)
            mx_attribute(p->r, attribute, str_of(attributes[i + 1]));
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
    note_seen(p);
    mx_end(p->r, offset_of(p));
    if (p->r->failed)
        XML_StopParser(p->parser, XML_FALSE);
}

static void on_text(void *context, const XML_Char *text, int len)
{
    mx_parse *p = context;
    note_seen(p);
    mx_text(p->r, str_make(text, (size_t)len), offset_of(p));
}

static void on_comment(void *context, const XML_Char *text)
{
    (void)text;
    note_seen(context);
}

static void on_instruction(void *context, const XML_Char *target, const XML_Char *text)
{
    (void)target;
    (void)text;
    note_seen(context);
}

static void on_declaration(void *context, const XML_Char *version, const XML_Char *encoding, int alone)
{
    (void)version;
    (void)encoding;
    (void)alone;
    note_seen(context);
}

/* Where CDATA begins and where it ends. */
static void on_section(void *context)
{
    note_seen(context);
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

/* Bytes that were fed and belong to a token that is not complete. */
static size_t unfinished(const mx_parse *p)
{
    size_t fed = p->w->base + p->at, at = offset_of(p);
    return fed > at ? fed - at : 0;
}

/* Feeds the document, in chunks that grow: a file may hold many short ones. */
static document_end feed(mx_parse *p)
{
    byte_window *w = p->w;
    for (size_t chunk = FIRST_CHUNK;; chunk = chunk < CHUNK ? chunk * 2 : CHUNK) {
        size_t len = w->here.len - p->at < chunk ? w->here.len - p->at : chunk;
        bool last = w->end && p->at + len == w->here.len;
        if (XML_Parse(p->parser, w->here.data + p->at, (int)len, last) != XML_STATUS_OK)
            return DOCUMENT_BROKEN;
        p->at += len;
        if (last)
            return DOCUMENT_READ;
        size_t open = unfinished(p);
        if (open > TOKEN_MAX)
            return DOCUMENT_LONG_TOKEN;
        if (p->at < w->here.len)
            continue;
        size_t used = p->at > open + 1 ? p->at - open - 1 : 0;
        if (p->seen >= w->base && w->base + used - p->seen <= BEGUN_MAX)
            used = used < p->seen - w->base ? used : p->seen - w->base;
        window_more(w, used, WINDOW_MAX);
        p->at -= used;
    }
}

static bool begin(mx_parse *p, mx_reading *r, const char *encoding, size_t at)
{
    byte_window *w = r->s->window;
    if (!r->parser)
        r->parser = XML_ParserCreateNS(encoding, NAMESPACE_MARK);
    else if (!XML_ParserReset(r->parser, encoding))
        return false;
    *p =
        (mx_parse){.r = r, .w = w, .parser = r->parser, .from = w->base + at, .at = at, .seen = w->base + at};
    if (!p->parser)
        return false;
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetStartNamespaceDeclHandler(p->parser, on_prefix);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetCommentHandler(p->parser, on_comment);
    XML_SetProcessingInstructionHandler(p->parser, on_instruction);
    XML_SetXmlDeclHandler(p->parser, on_declaration);
    XML_SetCdataSectionHandler(p->parser, on_section, on_section);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    return true;
}

/* Where reading goes on behind an error, in the window: behind the last tag or text that is done. The place
 * that expat names lies within the token that is wrong, and what stands before it there would be lost. */
static size_t error_place(const mx_parse *p)
{
    const byte_window *w = p->w;
    size_t at = offset_of(p) > w->base ? offset_of(p) - w->base : 0;
    at = at < w->here.len ? at : w->here.len;
    if (p->doctype || p->seen < w->base || p->seen - w->base > at)
        return at;
    size_t from = p->seen - w->base;
    bool section = at - from >= 3 && memcmp(w->here.data + from, "]]>", 3) == 0; /* the end of CDATA */
    return section ? from + 3 : from;
}

/* The encoding that the XML declaration at `at` names, terminated; empty if there is none. */
static void declared_charset(str s, size_t at, char *name, size_t size)
{
    str head = str_make(s.data + at, s.len - at < 200 ? s.len - at : 200);
    size_t from = str_find(head, str_of("encoding")), len = 0;
    while (from < head.len && head.data[from] != '"' && head.data[from] != '\'')
        from++;
    for (size_t i = from + 1; i < head.len && head.data[i] != '"' && head.data[i] != '\'' && len + 1 < size;
         i++)
        name[len++] = head.data[i];
    name[len] = 0;
}

/* From here on the window holds UTF-8, where the charset that the document at `at` names is known. Returns
 * where it begins then. */
static size_t convert_window(mx_reading *r, size_t at)
{
    byte_window *w = r->s->window;
    char name[64];
    declared_charset(w->here, at, name, sizeof name);
    window_more(w, at, 0);
    if (!name[0] || strpbrk(name, "/,") || !window_convert(w, name)) {
        mx_problem(r, "the declared encoding is unknown: read as UTF-8 or Latin-1");
        return 0;
    }
    r->s->source_len = 0; /* places count in other bytes */
    return 0;
}

/* One XML document from `at` in the window. Returns where another may begin, in the window. *again: it is to
 * be read once more, in another encoding than the one it declares. */
static size_t read_document(mx_reading *r, size_t start, const char *encoding, bool *again)
{
    mx_parse p;
    *again = false;
    if (!begin(&p, r, encoding, start)) {
        r->failed = true;
        return start;
    }
    document_end end = feed(&p);
    enum XML_Error code = XML_GetErrorCode(p.parser);
    size_t at = error_place(&p);
    unsigned long line = (unsigned long)XML_GetCurrentLineNumber(p.parser);
    if (end == DOCUMENT_READ || r->failed)
        return r->s->window->here.len;
    if (end == DOCUMENT_LONG_TOKEN) {
        mx_problem(r, "line %lu: a tag or comment longer than the ceiling", line);
    } else if (code == XML_ERROR_NO_MEMORY) {
        r->failed = true;
        return at;
    } else if (r->depth > MX_DEPTH_END) {
        mx_problem(r, "line %lu: elements nested deeper than any message: reading stopped", line);
        return SIZE_MAX;
    } else if (code == XML_ERROR_UNKNOWN_ENCODING && !encoding && p.from >= p.w->base) {
        *again = true;
        return convert_window(r, p.from - p.w->base);
    } else if (r->depth == 0 && code == XML_ERROR_JUNK_AFTER_DOC_ELEMENT) {
        return at;
    } else if (p.crowded) {
        mx_problem(r, "line %lu: more different names than any message has", line);
    } else if (!p.doctype) {
        mx_problem(r, "line %lu: the XML is not well-formed: %s", line, XML_ErrorString(code));
    }
    mx_salvage(r, at, p.doctype);
    return r->s->window->here.len;
}

/* From `at` in the window behind white space; the window moves on. */
static size_t skip_blank(byte_window *w, size_t at)
{
    for (;;) {
        while (at < w->here.len && (unsigned char)w->here.data[at] <= ' ')
            at++;
        if (at < w->here.len || w->end)
            return at;
        window_more(w, at, WINDOW_MAX);
        at = 0;
    }
}

/* Byte order marks and white space that an XML parser does not take before a declaration. */
static size_t skip_lead(mx_reading *r, byte_window *w)
{
    size_t marks = 0, at = 0;
    bool blank = false, more = true;
    while (more) {
        size_t from = w->base + at;
        at = skip_blank(w, at);
        blank = blank || w->base + at != from;
        if (w->here.len - at < 3)
            window_more(w, at, WINDOW_MAX), at = 0;
        more = w->here.len - at >= 3 && memcmp(w->here.data + at, "\xEF\xBB\xBF", 3) == 0;
        at += more ? 3 : 0;
        marks += more;
    }
    if (marks > 1)
        mx_problem(r, "more than one byte order mark");
    if (blank)
        mx_problem(r, "white space before the XML declaration");
    return at;
}

static void read_documents(mx_reading *r)
{
    byte_window *w = r->s->window;
    const char *encoding = r->s->transcoded ? "UTF-8" : NULL;
    size_t at = skip_lead(r, w);
    while (at < w->here.len && !r->failed) {
        bool again;
        at = read_document(r, at, encoding, &again);
        if (at == SIZE_MAX)
            return;
        if (again) {
            while (w->here.len < GUESS_LEN && window_more(w, 0, GUESS_LEN))
                ;
            encoding = utf8_is_valid(w->here, NULL) ? "UTF-8" : "ISO-8859-1";
            continue;
        }
        at = skip_blank(w, at);
        if (at < w->here.len && w->here.data[at] == '<') {
            mx_note(r, "another XML document follows in the same file");
        } else if (at < w->here.len) {
            mx_problem(r, "text behind the end of the XML document");
            mx_salvage(r, at, false);
            return;
        }
    }
}

void mx_init(mx_reading *r)
{
    *r = (mx_reading){.declared = SIZE_MAX};
    buf_init(&r->path, (size_t)1 << 20);
    buf_init(&r->text, MX_KEPT_MAX + 16);
}

void mx_free(mx_reading *r)
{
    if (r->parser)
        XML_ParserFree(r->parser);
    buf_free(&r->path);
    buf_free(&r->text);
}

bool mx_stream(message_stream *s, mx_reading *r)
{
    buf path = r->path, text = r->text;
    struct XML_ParserStruct *parser = r->parser;
    *r = (mx_reading){.s = s, .parser = parser, .path = path, .text = text, .declared = SIZE_MAX};
    buf_reset(&r->path);
    buf_reset(&r->text);
    read_documents(r);
    if (r->too_deep)
        mx_problem(r, "elements nested deeper than %d levels", MX_DEPTH_MAX);
    mx_finish(r);
    if (r->failed && s->status == ITD_OK)
        return stream_no_memory(s);
    return !r->failed;
}
