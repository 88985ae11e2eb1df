/* The datasets of a snapshot as yente's clients know them, and which of them a request is about.
 *
 * Every source is a dataset. The collections `default`, `all` and `sanctions` are all of them, unless a
 * source has the name itself.
 *
 *     dataset_scope scope;
 *     if (!scope_read(s, q, q->values[0], &scope, a)) return;      // 404
 */
#ifndef YENTE_SCOPE_H
#define YENTE_SCOPE_H

#include "base/limits.h"
#include "http/http.h"
#include "snapshot/snapshot.h"

typedef struct dataset_scope {
    uint8_t mask[LIMIT_SOURCES]; /* one byte per source */
    bool all;
    str name, title;
} dataset_scope;

/* The scope of a name, narrowed by include_dataset and exclude_dataset; exclude wins. False: `a` is 404. */
bool scope_read(const snapshot *s, const http_request *q, str name, dataset_scope *out, http_response *a);

/* True if the entity is in one of them. */
bool scope_has(const dataset_scope *scope, const snapshot *s, uint32_t index);

/* The collections there are, NULL at the end. */
const char *scope_collection(const snapshot *s, size_t index);

#endif
