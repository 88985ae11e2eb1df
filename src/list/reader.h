/* The frame of the list readers: bytes of one source in, entities out.
 *
 * One reader per published format, one file each. A reader is given the decompressed bytes of one or more
 * files that belong together (OFAC's sdn, alt, add and comments), adds entities, and reports what it passed
 * over and what it did not know. It never writes anything else and keeps no state between calls. A reader
 * that finds a broken record says so and stops: a half-read list is worse than none.
 *
 *     list_job job = {.arena = a, .files = files, .file_count = 1, .dataset = 0};
 *     status = list_detect(&files[0], &format);   // content decides
 *     status = format->read(&job, &error);
 */
#ifndef LIST_READER_H
#define LIST_READER_H

#include "base/arena.h"
#include "model/entity.h"

#include <interdict/status.h>

/* One input file, decompressed. */
typedef struct list_file {
    const char *path; /* for messages */
    str bytes;
    /* Of the file as it lies on disk (compressed or not), for `info`: */
    uint64_t disk_size;
    unsigned char sha256[32];
} list_file;

typedef struct list_count {
    str what; /* a reason, or the name of a field */
    size_t count;
} list_count;

/* What a reader makes. `entities` are the reader's own, in the order of the source. */
typedef struct list_result {
    entity **entities;
    size_t entity_count, entity_cap;
    str date; /* YYYY-MM-DD that the file states of itself, or empty */
    str title, publisher;
    list_count *skipped; /* records passed over, by reason */
    size_t skipped_count, skipped_cap;
    list_count *unknown_fields; /* elements, attributes or columns that the reader did not know */
    size_t unknown_count, unknown_cap;
    str *warnings; /* sentences for standard error */
    size_t warning_count, warning_cap;
} list_result;

typedef struct list_job {
    arena *arena;
    const list_file *files;
    size_t file_count;
    uint16_t dataset; /* index to put into entities */
    str dataset_name; /* "us_ofac_sdn" */
    bool must_end;    /* a file that does not show its end is refused, where the format has a mark for it */
    str column_map;   /* the firm's own CSV: text of the column map file, or empty */
    list_result result;
} list_job;

typedef struct list_format {
    const char *name;            /* "ofac-classic-xml" */
    const char *title;           /* for `interdict lists` */
    const char *default_dataset; /* "us_ofac_sdn"; NULL where only the user can tell */
    /* How sure the content is of this format: 0 not, 100 certain. Sees the first bytes (at least 4 kB where
     * the file has them). */
    int (*detect)(const list_file *file);
    /* The dataset that the content names, where one format serves several (SDN or consolidated); NULL:
     * default_dataset. */
    const char *(*dataset)(const list_file *file);
    itd_status (*read)(list_job *job, itd_error *error) ITD_MUST_CHECK;
    /* True if files of this format make one source together (OFAC CSV: sdn, alt, add, comments). */
    bool multi_file;
} list_format;

/* What detect says of a table that may be a firm's own: nothing in it is known. */
#define LIST_ANY_TABLE 1

/* All formats, NULL at the end. */
const list_format *list_format_at(size_t index);

/* The format of the content. Error ITD_ERROR_INPUT names the file and what its first bytes look like. */
ITD_MUST_CHECK itd_status list_detect(const list_file *file, const list_format **format, itd_error *error);

/* At most this many different unknown fields and this many warnings are kept of one source. */
#define LIST_UNKNOWN_MAX 200
#define LIST_WARNING_MAX 200

/* For readers. They return false when there is no memory. */
bool list_add_entity(list_job *job, entity *e);
bool list_skip(list_job *job, str reason);
bool list_unknown(list_job *job, str field);
bool list_warn(list_job *job, const char *format, ...) ITD_PRINTF(2, 3);

#endif
