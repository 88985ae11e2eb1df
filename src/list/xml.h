/* XML of the lists, record by record.
 *
 * One frame over expat for every XML format. Outside of records the reader is asked about each element that
 * opens: go into it, take it whole as one record, or refuse the file. A record comes as a small tree with the
 * line of every element, and its memory is used again for the next one, so a list of any length needs little.
 * Namespace prefixes are dropped. Text is UTF-8 whatever the encoding of the file, trimmed of white space.
 *
 * Refused, with file and line: a DOCTYPE (so no entity of the file's own making), malformed or truncated XML,
 * invalid UTF-8, nesting deeper than LIMIT_XML_DEPTH, one element's text longer than LIMIT_ELEMENT_LEN, more
 * than XML_ATTRIBUTE_MAX attributes, a record with more than XML_RECORD_MAX elements.
 * It does not validate against a schema: what must be there is the reader's business.
 *
 *     static xml_choice start(void *context, const xml_node *element)
 *     {
 *         if (!element->parent)
 *             return xml_is(element, "sdnList") ? XML_DESCEND : XML_REFUSE;
 *         return XML_RECORD;
 *     }
 *     status = xml_read(file, &(xml_reader){.context = &state, .expected = "<sdnList>", .start = start,
 *                                           .record = record}, error);
 */
#ifndef LIST_XML_H
#define LIST_XML_H

#include "list/reader.h"

#define XML_ATTRIBUTE_MAX 256
#define XML_RECORD_MAX    ((size_t)1 << 20)

typedef struct xml_attribute {
    str name, value;
} xml_attribute;

typedef struct xml_node {
    str name; /* without prefix */
    str text; /* the element's own text, trimmed; without that of its children */
    const xml_attribute *attributes;
    size_t attribute_count;
    struct xml_node *parent; /* NULL at the root; of a record's top: the element around it, without text */
    struct xml_node *first, *last, *next;
    unsigned long line;
} xml_node;

typedef enum xml_choice {
    XML_DESCEND, /* ask about its children */
    XML_RECORD,  /* read it whole, then call record */
    XML_REFUSE,  /* stop: the element does not belong here */
} xml_choice;

typedef struct xml_reader {
    void *context;
    const char *expected; /* for the error after XML_REFUSE: "<sdnList>" */
    xml_choice (*start)(void *context, const xml_node *element);
    /* The tree is good until the return. */
    itd_status (*record)(void *context, const xml_node *record, itd_error *error);
} xml_reader;

/* Reads the whole file. Errors: ITD_ERROR_INPUT, ITD_ERROR_LIMIT, ITD_ERROR_MEMORY, and what record returns.
 */
ITD_MUST_CHECK itd_status xml_read(const list_file *file, const xml_reader *reader, itd_error *error);

bool xml_is(const xml_node *node, const char *name);

/* The first child of that name, or NULL. `node` may be NULL. */
const xml_node *xml_child(const xml_node *node, const char *name);

/* The text of the first child of that name, or empty. */
str xml_child_text(const xml_node *node, const char *name);

/* The value of an attribute, or empty. */
str xml_attribute_of(const xml_node *node, const char *name);

/* For list_format.detect: the name of the root element without its prefix, as far as the first bytes show
 * it, or empty. Understands UTF-8 and UTF-16 files. *name_space: the default or prefixed namespace, where it
 * stands within the tag; may be NULL. The text is borrowed from the file or from `storage`. */
#define XML_SNIFF_CAP 512
str xml_sniff_root(const list_file *file, char storage[XML_SNIFF_CAP]);

#endif
