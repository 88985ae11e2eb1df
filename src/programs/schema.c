/* interdict-schema FOLDER: XML against the published schemas (libxml2), one document after the other.
 *
 *     interdict → schema   the bytes of a file
 *     schema → interdict   the number of sentences, then each sentence
 *
 * libxml2 reads hostile bytes here, in a process that has nothing to lose. */
#include "base/arena.h"
#include "base/limits.h"
#include "process/channel.h"
#include "process/program.h"
#include "process/sandbox.h"
#include "programs/schema_request.h"

#include <dirent.h>
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SCHEMAS_MAX 64

typedef struct loaded_schema {
    char format[32];
    xmlSchema *schema; /* NULL: none for this format */
} loaded_schema;

typedef struct schemas {
    const char *folder;
    loaded_schema loaded[SCHEMAS_MAX];
    size_t count;
} schemas;

typedef struct advice_list {
    arena *a;
    str items[SCHEMA_ADVICE_MAX];
    size_t count;
    bool no_memory;
} advice_list;

static void add_advice(advice_list *list, const char *format, ...) ITD_PRINTF(2, 3);

static void add_advice(advice_list *list, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len < 0 || list->count == SCHEMA_ADVICE_MAX)
        return;
    size_t size = (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    str copy = arena_str(list->a, str_trim(str_make(text, size)));
    list->no_memory |= !copy.data;
    if (copy.data)
        list->items[list->count++] = copy;
}

/* Whatever libxml2 makes of a failed allocation, what it says then is no advice. Its allocator has no
 * context, so this one variable stands outside of everything. */
static bool allocation_failed;

static void *noted(void *memory)
{
    allocation_failed |= !memory;
    return memory;
}

static void *own_malloc(size_t size)
{
    return noted(malloc(size));
}

static void *own_realloc(void *old, size_t size)
{
    return noted(realloc(old, size));
}

static char *own_strdup(const char *text)
{
    return noted(strdup(text));
}

static void silent(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

static void on_schema_error(void *context, const char *format, ...) ITD_PRINTF(2, 3);

static void on_schema_error(void *context, const char *format, ...)
{
    char text[480];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add_advice(context, "schema: %s", text);
}

/* Path of the file whose name holds the format and ends in .xsd. */
static int schema_path(const schemas *s, const char *format, char path[PATH_MAX])
{
    errno = 0;
    DIR *d = opendir(s->folder);
    int found = 0;
    allocation_failed |= !d && errno == ENOMEM;
    for (struct dirent *e; d && !found && (e = readdir(d));) {
        if (!strstr(e->d_name, format) || !str_ends(str_of(e->d_name), str_of(".xsd")))
            continue;
        int len = snprintf(path, PATH_MAX, "%s/%s", s->folder, e->d_name);
        found = len > 0 && len < PATH_MAX;
    }
    if (d)
        closedir(d);
    return found;
}

static xmlSchema *load(schemas *s, const char *format)
{
    char path[PATH_MAX];
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->loaded[i].format, format) == 0)
            return s->loaded[i].schema;
    if (s->count == SCHEMAS_MAX || strlen(format) >= sizeof s->loaded[0].format)
        return NULL;
    xmlSchema *schema = NULL;
    if (schema_path(s, format, path)) {
        xmlSchemaParserCtxt *context = xmlSchemaNewParserCtxt(path);
        if (context) {
            xmlSchemaSetParserErrors(context, silent, silent, NULL);
            errno = 0;
            schema = xmlSchemaParse(context);
            allocation_failed |= !schema && errno == ENOMEM; /* where it opens the file */
            xmlSchemaFreeParserCtxt(context);
        }
    }
    loaded_schema *slot = &s->loaded[s->count++];
    snprintf(slot->format, sizeof slot->format, "%s", format);
    slot->schema = schema;
    return schema;
}

static const char *format_of(const xmlNode *node)
{
    const char *space = node->ns ? (const char *)node->ns->href : NULL;
    const char *colon = space ? strrchr(space, ':') : NULL;
    return colon ? colon + 1 : NULL;
}

static void check_document(schemas *s, xmlNode *node, advice_list *list)
{
    const char *format = format_of(node);
    xmlSchema *schema = format ? load(s, format) : NULL;
    if (!schema) {
        add_advice(list, "schema: none for %s", format ? format : "a document without a namespace");
        return;
    }
    xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(schema);
    if (!context) {
        list->no_memory = true;
        return;
    }
    xmlSchemaSetValidErrors(context, on_schema_error, on_schema_error, list);
    xmlSchemaValidateOneElement(context, node);
    xmlSchemaFreeValidCtxt(context);
}

/* Every Document and AppHdr of the file, whatever envelope they lie in, without recursion. */
static void check_nodes(schemas *s, xmlNode *root, advice_list *list)
{
    xmlNode *node = root;
    while (node) {
        int is_element = node->type == XML_ELEMENT_NODE;
        int checked = is_element && (xmlStrEqual(node->name, (const xmlChar *)"Document") ||
                                     xmlStrEqual(node->name, (const xmlChar *)"AppHdr"));
        if (checked)
            check_document(s, node, list);
        if (!checked && is_element && node->children) {
            node = node->children;
            continue;
        }
        while (node && node != root && !node->next)
            node = node->parent;
        node = node && node != root ? node->next : NULL;
    }
}

static void check(schemas *s, str xml, advice_list *list)
{
    if (xml.len > INT_MAX) {
        add_advice(list, "schema: not checked, the file is too large");
        return;
    }
    xmlDoc *doc = xmlReadMemory(xml.data, (int)xml.len, "message", NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!doc) {
        add_advice(list, "schema: not checked, the XML is not well-formed");
        return;
    }
    if (doc->intSubset)
        add_advice(list, "schema: not checked, a DOCTYPE is not allowed");
    else if (xmlDocGetRootElement(doc))
        check_nodes(s, xmlDocGetRootElement(doc), list);
    xmlFreeDoc(doc);
}

static bool send_advice(const advice_list *list)
{
    char count[24];
    int len = snprintf(count, sizeof count, "%zu", list->count);
    bool good = !list->no_memory && !allocation_failed &&
                channel_send(STDOUT_FILENO, str_make(count, (size_t)len), NULL) == ITD_OK;
    for (size_t i = 0; good && i < list->count; i++)
        good = channel_send(STDOUT_FILENO, list->items[i], NULL) == ITD_OK;
    return good;
}

int main(int argc, char **argv)
{
    static schemas all;
    arena memory;
    buf xml;
    bool good = argc == 2;
    program_follow_parent();
    good = good && xmlMemSetup(free, own_malloc, own_realloc, own_strdup) == 0;
    if (good) {
        sandbox box;
        sandbox_begin(&box, SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK);
        sandbox_allow(&box, argv[1], SANDBOX_READ);
        (void)sandbox_enter(&box);
    }
    xmlSetGenericErrorFunc(NULL, silent);
    arena_init(&memory, LIMIT_ARENA_SIZE);
    buf_init(&xml, LIMIT_FILE_SIZE);
    all.folder = good ? argv[1] : NULL;
    while (good && channel_receive(STDIN_FILENO, LIMIT_FILE_SIZE, &xml, NULL) == ITD_OK) {
        advice_list list = {.a = &memory};
        arena_reset(&memory);
        check(&all, buf_as_str(&xml), &list);
        good = send_advice(&list);
    }
    for (size_t i = 0; i < all.count; i++)
        xmlSchemaFree(all.loaded[i].schema);
    buf_free(&xml);
    arena_free(&memory);
    return good ? 0 : 1;
}
