/* A YAML file as a tree that keeps its lines, for messages with file, line and field.
 *
 * Scalars stay text: NO is a country and 010121 a code. Anchors, aliases, tags and keys given twice are
 * refused, so that what a lawyer sees in the file is all there is. Depth and size have ceilings.
 *
 *     tree_file *f;
 *     if (tree_parse("north/rules.yaml", bytes, &arena, &f, &error) == ITD_OK)
 *         for (tree_node *d = f->documents; d; d = d->next) ...
 */
#ifndef PACK_YAML_TREE_H
#define PACK_YAML_TREE_H

#include "base/arena.h"
#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stdint.h>

typedef enum tree_kind { TREE_SCALAR, TREE_LIST, TREE_MAP } tree_kind;

typedef struct tree_node {
    tree_kind kind;
    uint32_t line;
    str key;                 /* in a map */
    str text;                /* of a scalar */
    struct tree_node *first; /* of a list or map */
    struct tree_node *next;  /* in its list, map or file */
    size_t count;            /* children */
    bool used;               /* a reader took it; what is left over is an unknown field */
} tree_node;

typedef struct tree_file {
    const char *path;
    tree_node *documents;
} tree_file;

/* Errors: ITD_ERROR_INPUT with path and line, ITD_ERROR_LIMIT, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status tree_parse(const char *path, str bytes, arena *a, tree_file **out,
                                     itd_error *error);

/* The child of a map, marked as used; NULL if it has none. */
tree_node *tree_take(tree_node *map, const char *key);

#endif
