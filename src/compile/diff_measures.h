/* What changed between the measures of two snapshots. Measures are the same if their encoded bytes are. */
#ifndef COMPILE_DIFF_MEASURES_H
#define COMPILE_DIFF_MEASURES_H

#include "compile/diff.h"

typedef struct change_counts {
    size_t added, removed, modified;
} change_counts;

/* Hands a line to the sink for each measure that changed, and one of kind "vocabulary" if the words of the
 * packs did; *stopped is set if the sink ended it. Errors: ITD_ERROR_SNAPSHOT, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status diff_measures(const snapshot *before, const snapshot *after, diff_sink *sink,
                                        void *context, change_counts *counts, bool *stopped,
                                        itd_error *error);

#endif
