/* Compiles lists and regime packs into a snapshot: source files in, one file out.
 *
 * Content decides what a file is. Files of one dataset that belong together (OFAC's sdn, alt, add and
 * comments) make one source. Lists are read in parallel; the bytes do not depend on the number of threads, on
 * the order of the sources or on where the files lie. Format drift stops the compile: an unknown format, a
 * list without entries, and, with `previous`, a list that lost more than a tenth of its entries or a field
 * that it used to have.
 *
 *     compile_source sources[] = {{NULL, "sdn.csv.gz"}, {"our_list", "own.csv"}};
 *     compile_options o = {.sources = sources, .source_count = 2};
 *     status = compile_to_file(&o, "lists.itd", &error);
 */
#ifndef COMPILE_COMPILE_H
#define COMPILE_COMPILE_H

#include "base/buf.h"

#include <interdict/status.h>

typedef struct compile_source {
    const char *dataset; /* NULL: the content tells */
    const char *path;
} compile_source;

/* Something given for one dataset. */
typedef struct compile_setting {
    const char *dataset; /* NULL: for every dataset (column map only) */
    const char *value;
} compile_setting;

typedef struct compile_options {
    const compile_source *sources;
    size_t source_count;
    const compile_setting *list_dates; /* YYYY-MM-DD, checked by the caller */
    size_t list_date_count;
    const compile_setting *column_maps; /* paths */
    size_t column_map_count;
    const char *regimes;           /* folder of regime packs, or NULL */
    const char *previous;          /* snapshot to guard against, or NULL */
    const compile_source *history; /* older lists and snapshots (compile/history.h) */
    size_t history_count;
    bool allow_shrunken; /* report shrunken lists and vanished fields as warnings */
    size_t threads;      /* 0: as many as the machine has */
    void (*warning)(void *context, const char *text); /* nullable */
    void *context;
} compile_options;

/* Errors: ITD_ERROR_USAGE (nothing to compile, a dataset that is not there), ITD_ERROR_INPUT and
 * ITD_ERROR_LIMIT (a source), ITD_ERROR_IO, ITD_ERROR_SNAPSHOT (previous), ITD_ERROR_MEMORY. On an error
 * there is no file, and an older one is as it was. */
ITD_MUST_CHECK itd_status compile_to_file(const compile_options *o, const char *path, itd_error *error);
ITD_MUST_CHECK itd_status compile_to_memory(const compile_options *o, buf *out, itd_error *error);

#endif
