/* What changed between two snapshots: entity by entity within each dataset, field by field, and measure by
 * measure. The order in which a list gives its values does not count, nor does what another list says.
 *
 *     status = diff_snapshots(before, after, print_line, stdout, &changes, &error);
 */
#ifndef COMPILE_DIFF_H
#define COMPILE_DIFF_H

#include "base/str.h"
#include "snapshot/snapshot.h"

/* Gets one line of JSON without line end; false ends the comparison. */
typedef bool diff_sink(void *context, str line);

/* Hands each change as in docs/output.md to the sink, the summary last. *changes (nullable) is how many there
 * are. */
ITD_MUST_CHECK itd_status diff_snapshots(const snapshot *before, const snapshot *after, diff_sink *sink,
                                         void *context, size_t *changes, itd_error *error);

#endif
