/* What a snapshot holds, as JSON: the object of `info` and `compile`, and one entity with everything kept
 * about it. */
#ifndef ANSWER_INFO_H
#define ANSWER_INFO_H

#include "base/buf.h"
#include "base/date.h"
#include "snapshot/snapshot.h"

/* The figures above the sources. */
typedef struct info_totals {
    long long entities, names, measures;
} info_totals;

/* Errors: ITD_ERROR_SNAPSHOT where the figures of a source cannot be read. */
ITD_MUST_CHECK itd_status info_count(const snapshot *s, info_totals *totals, itd_error *error);

/* The object of docs/output.md without a line end; ages are in days on `on`. */
ITD_MUST_CHECK itd_status info_render(const snapshot *s, calendar_day on, buf *out, itd_error *error);

/* One entity in FollowTheMoney JSON (id, caption, schema, properties, datasets, target) with, beside it, what
 * that form cannot say: "values" with dataset, kind, country, language and note of each, "addresses" by their
 * parts, "sanctions" (the listings) and "links" to other entities. No line end. */
ITD_MUST_CHECK itd_status entity_render(const snapshot *s, uint32_t index, buf *out, itd_error *error);

/* "primary", "alias" … ; NULL for NAME_NOT_A_NAME. */
const char *name_kind_name(name_kind kind);

#endif
