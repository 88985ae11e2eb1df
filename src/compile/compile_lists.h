/* The lists of one compile: files opened, told apart, grouped into sources, and read. */
#ifndef COMPILE_COMPILE_LISTS_H
#define COMPILE_COMPILE_LISTS_H

#include "compile/compile.h"
#include "list/reader.h"

/* One source: the files of one dataset, and what its reader made of them. */
typedef struct compiled_list {
    str dataset; /* borrowed from the format, the options or the names of compiled_lists */
    const list_format *format;
    list_file *files; /* sorted by base name */
    size_t file_count;
    arena arena; /* of the reader */
    list_job job;
    itd_status status;
    itd_error error;
} compiled_list;

typedef struct compiled_lists {
    list_file *files; /* one for each source file, in the order of the options */
    itd_status *statuses;
    itd_error *errors;
    size_t file_count;
    compiled_list *lists; /* sorted by dataset */
    size_t count;
    arena names; /* of datasets that were named after their file */
    buf *maps;   /* the column maps, in the order of the options */
} compiled_lists;

/* Opens, detects, groups and reads. To be freed in any case. */
ITD_MUST_CHECK itd_status compiled_lists_read(const compile_options *o, compiled_lists *out,
                                              itd_error *error);
void compiled_lists_free(compiled_lists *lists, size_t map_count);

/* The part of a path behind its last slash: nothing else of a path goes into a snapshot. */
str path_base_name(const char *path);

/* Says something to the caller of the compile. */
void compile_warn(const compile_options *o, const char *format, ...) ITD_PRINTF(2, 3);

#endif
