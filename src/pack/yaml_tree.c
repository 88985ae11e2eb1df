/* libyaml's events into a tree. */
#include "pack/yaml_tree.h"

#include "base/error.h"

#include <yaml.h>

#include <stdint.h>

#define TREE_DEPTH 24
#define TREE_NODES ((size_t)2 << 20)

typedef struct tree_reader {
    const char *path;
    yaml_parser_t parser;
    arena *a;
    itd_error *error;
    size_t node_count;
} tree_reader;

static itd_status parser_error(tree_reader *r)
{
    unsigned long line = (unsigned long)r->parser.problem_mark.line + 1;
    if (r->parser.error == YAML_MEMORY_ERROR)
        return error_memory(r->error);
    if (r->parser.error == YAML_READER_ERROR)
        return error_set(r->error, ITD_ERROR_INPUT, r->path, "byte %zu is not UTF-8 text",
                         r->parser.problem_offset);
    return error_at_line(r->error, ITD_ERROR_INPUT, r->path, line, "not YAML: %s",
                         r->parser.problem ? r->parser.problem : "cannot be read");
}

static itd_status next_event(tree_reader *r, yaml_event_t *event)
{
    if (!yaml_parser_parse(&r->parser, event))
        return parser_error(r);
    return ITD_OK;
}

static itd_status new_node(tree_reader *r, const yaml_event_t *event, tree_kind kind, tree_node **out)
{
    unsigned long line = (unsigned long)event->start_mark.line + 1;
    if (++r->node_count > TREE_NODES)
        return error_at_line(r->error, ITD_ERROR_LIMIT, r->path, line, "more than %zu values", TREE_NODES);
    tree_node *node = arena_alloc(r->a, sizeof *node);
    if (node == NULL)
        return error_memory(r->error);
    node->kind = kind;
    node->line = (uint32_t)line;
    *out = node;
    return ITD_OK;
}

static itd_status read_node(tree_reader *r, yaml_event_t *event, int depth, tree_node **out);

static itd_status read_key(tree_reader *r, const yaml_event_t *event, const tree_node *map, str *key)
{
    unsigned long line = (unsigned long)event->start_mark.line + 1;
    if (event->type != YAML_SCALAR_EVENT)
        return error_at_line(r->error, ITD_ERROR_INPUT, r->path, line, "a field name must be plain text");
    *key = arena_str(r->a, str_make((const char *)event->data.scalar.value, event->data.scalar.length));
    if (key->data == NULL)
        return error_memory(r->error);
    for (const tree_node *n = map->first; n; n = n->next)
        if (str_equal(n->key, *key))
            return error_at_line(r->error, ITD_ERROR_INPUT, r->path, line,
                                 "%.*s is given twice, first in line %u", STR_ARG(*key), n->line);
    return ITD_OK;
}

/* The children up to the end event of their list or map. */
static itd_status read_children(tree_reader *r, tree_node *parent, int depth)
{
    yaml_event_type_t end = parent->kind == TREE_MAP ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
    tree_node **tail = &parent->first;
    for (;;) {
        yaml_event_t event;
        str key = STR_NONE;
        itd_status status = next_event(r, &event);
        if (status != ITD_OK)
            return status;
        if (event.type == end) {
            yaml_event_delete(&event);
            return ITD_OK;
        }
        if (parent->kind == TREE_MAP) {
            status = read_key(r, &event, parent, &key);
            yaml_event_delete(&event);
            if (status == ITD_OK)
                status = next_event(r, &event);
            if (status != ITD_OK)
                return status;
        }
        tree_node *child = NULL;
        status = read_node(r, &event, depth + 1, &child);
        yaml_event_delete(&event);
        if (status != ITD_OK)
            return status;
        child->key = key;
        *tail = child;
        tail = &child->next;
        parent->count++;
    }
}

static itd_status read_node(tree_reader *r, yaml_event_t *event, int depth, tree_node **out)
{
    unsigned long line = (unsigned long)event->start_mark.line + 1;
    const yaml_char_t *anchor = NULL;
    tree_kind kind = TREE_SCALAR;
    if (depth > TREE_DEPTH)
        return error_at_line(r->error, ITD_ERROR_LIMIT, r->path, line, "nested deeper than %d", TREE_DEPTH);
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        anchor = event->data.scalar.anchor;
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = event->data.sequence_start.anchor;
        kind = TREE_LIST;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = event->data.mapping_start.anchor;
        kind = TREE_MAP;
        break;
    case YAML_ALIAS_EVENT:
        return error_at_line(r->error, ITD_ERROR_INPUT, r->path, line, "aliases are not used in packs");
    default:
        return error_at_line(r->error, ITD_ERROR_INPUT, r->path, line, "a value was expected");
    }
    if (anchor)
        return error_at_line(r->error, ITD_ERROR_INPUT, r->path, line, "anchors are not used in packs");
    itd_status status = new_node(r, event, kind, out);
    if (status != ITD_OK || kind != TREE_SCALAR)
        return status == ITD_OK ? read_children(r, *out, depth) : status;
    str text = str_make((const char *)event->data.scalar.value, event->data.scalar.length);
    if (memchr(text.data, '\0', text.len))
        return error_at_line(r->error, ITD_ERROR_INPUT, r->path, line, "a zero byte in a text");
    (*out)->text = arena_str(r->a, text);
    return (*out)->text.data ? ITD_OK : error_memory(r->error);
}

/* Documents until the end of the stream. */
static itd_status read_stream(tree_reader *r, tree_file *file)
{
    tree_node **tail = &file->documents;
    for (;;) {
        yaml_event_t event;
        itd_status status = next_event(r, &event);
        if (status != ITD_OK)
            return status;
        yaml_event_type_t type = event.type;
        if (type == YAML_STREAM_END_EVENT || type == YAML_STREAM_START_EVENT ||
            type == YAML_DOCUMENT_START_EVENT || type == YAML_DOCUMENT_END_EVENT) {
            yaml_event_delete(&event);
            if (type == YAML_STREAM_END_EVENT)
                return ITD_OK;
            continue;
        }
        tree_node *node = NULL;
        status = read_node(r, &event, 0, &node);
        yaml_event_delete(&event);
        if (status != ITD_OK)
            return status;
        *tail = node;
        tail = &node->next;
    }
}

itd_status tree_parse(const char *path, str bytes, arena *a, tree_file **out, itd_error *error)
{
    tree_reader r = {.path = path, .a = a, .error = error};
    tree_file *file = arena_alloc(a, sizeof *file);
    if (file == NULL || (file->path = arena_copy(a, str_of(path))) == NULL)
        return error_memory(error);
    if (!yaml_parser_initialize(&r.parser))
        return error_memory(error);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    const char *text = bytes.len ? bytes.data : "";
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, bytes.len);
    itd_status status = read_stream(&r, file);
    yaml_parser_delete(&r.parser);
    *out = file;
    return status;
}

tree_node *tree_take(tree_node *map, const char *key)
{
    if (map == NULL || map->kind != TREE_MAP)
        return NULL;
    for (tree_node *n = map->first; n; n = n->next)
        if (str_is(n->key, key)) {
            n->used = true;
            return n;
        }
    return NULL;
}
