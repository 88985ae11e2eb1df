#include "serve/config.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"

#include <yaml.h>

enum { CONFIG_SIZE_MAX = 1 << 20 };

static itd_status wrong(const char *path, const yaml_node_t *n, const char *what, itd_error *error)
{
    return error_at_line(error, ITD_ERROR_INPUT, path, n ? (unsigned long)n->start_mark.line + 1 : 1, "%s",
                         what);
}

static str text_of(const yaml_node_t *n)
{
    return str_make((const char *)n->data.scalar.value, n->data.scalar.length);
}

static itd_status read_pairs(const char *path, yaml_document_t *d, config_sink *sink, void *context,
                             itd_error *error)
{
    const yaml_node_t *root = yaml_document_get_root_node(d);
    itd_status status = ITD_OK;
    if (!root) /* an empty file */
        return ITD_OK;
    if (root->type != YAML_MAPPING_NODE)
        return wrong(path, root, "expected keys and values", error);
    for (const yaml_node_pair_t *p = root->data.mapping.pairs.start;
         p < root->data.mapping.pairs.top && status == ITD_OK; p++) {
        const yaml_node_t *key = yaml_document_get_node(d, p->key),
                          *value = yaml_document_get_node(d, p->value);
        if (key->type != YAML_SCALAR_NODE || value->type != YAML_SCALAR_NODE)
            return wrong(path, key, "expected a key and one value", error);
        for (const yaml_node_pair_t *q = root->data.mapping.pairs.start; q < p; q++)
            if (str_equal(text_of(key), text_of(yaml_document_get_node(d, q->key))))
                return wrong(path, key, "a key that was given before", error);
        status = sink(context, text_of(key), text_of(value), (unsigned long)key->start_mark.line + 1, error);
    }
    return status;
}

static itd_status parse(const char *path, str text, config_sink *sink, void *context, itd_error *error)
{
    yaml_parser_t parser;
    yaml_document_t document;
    if (!yaml_parser_initialize(&parser))
        return error_memory(error);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.data, text.len);
    itd_status status;
    if (!yaml_parser_load(&parser, &document)) {
        status =
            parser.error == YAML_MEMORY_ERROR
                ? error_memory(error)
                : error_at_line(error, ITD_ERROR_INPUT, path, (unsigned long)parser.problem_mark.line + 1,
                                "no YAML: %s", parser.problem ? parser.problem : "it cannot be read");
    } else {
        status = read_pairs(path, &document, sink, context, error);
        yaml_document_delete(&document);
    }
    yaml_parser_delete(&parser);
    return status;
}

itd_status config_read(const char *path, config_sink *sink, void *context, itd_error *error)
{
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    itd_status status = file_read(path, CONFIG_SIZE_MAX, &text, error);
    if (status == ITD_OK)
        status = parse(path, text.len ? buf_as_str(&text) : str_of(""), sink, context, error);
    buf_free(&text);
    return status;
}
