/* One measure as JSON, with the field names of docs/formats/regime-pack.md and every field that the snapshot
 * keeps. */
#ifndef ANSWER_MEASURE_JSON_H
#define ANSWER_MEASURE_JSON_H

#include "base/json_emit.h"
#include "regime/regime.h"

/* Writes one object and a line end. What names the measure in other measures is added: defeated_by,
 * supersedes. */
void measure_json(const regime_set *set, const regime_measure *m, buf *out);

/* One line of `regime list --json`. p: the period that is in force, NULL: none. */
void measure_line_json(const regime_measure *m, const regime_period *p, buf *out);

#endif
