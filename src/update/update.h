/* Keeps a folder of published lists up to date, and never makes it worse.
 *
 * A source table says which file of which dataset comes from which address. Each file is fetched beside its
 * place, checked by reading it whole with its own reader, compared with the one that is there, and only then
 * renamed over it. A file that is cut off, of another format, empty, of another dataset, or has lost more
 * than a tenth of its entries is refused and the old one stays. An interrupted download goes on where it
 * stopped, if the server says that the file is still the same. Files of one dataset are checked and replaced
 * together.
 *
 * The folder `.update` in it holds `state` (address, ETag, SHA-256 of each file), `log` (one line for each
 * file and run, with its SHA-256) and, while something is unfinished, `<file>.part` and `<file>.part.from`:
 * so that a pattern for the folder names lists alone.
 *
 * How bytes come over the network is the caller's: see update_fetch. Nothing else here knows a network.
 *
 *     update_options o = {.folder = "lists", .table = table, .fetch = fetch_over_http, .report = print};
 *     status = update_lists(&o, &summary, &error);
 */
#ifndef UPDATE_UPDATE_H
#define UPDATE_UPDATE_H

#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stdint.h>

#define UPDATE_URL_CAP       2048
#define UPDATE_VALIDATOR_CAP 256

typedef struct update_response {
    long code;  /* of HTTP; 0 when there was no answer */
    bool retry; /* the same request may succeed later */
    char etag[UPDATE_VALIDATOR_CAP];
    char date[UPDATE_VALIDATOR_CAP]; /* Last-Modified as it came */
} update_response;

/* What to ask for. */
typedef struct update_request {
    const char *url;
    const char *path;       /* where the bytes go */
    uint64_t resume_from;   /* bytes that are there already; 0: from the start */
    const char *validator;  /* ETag or date that the bytes belong to, or empty: for If-Range */
    const char *known_etag; /* of the good file, or empty: for If-None-Match */
    const char *known_date; /* its Last-Modified, or empty: for If-Modified-Since */
    uint64_t max_size;      /* bytes of the whole file */
    unsigned timeout_seconds;
    /* To be called before the first byte of a 200 is written: what is known of it, so that an interrupted run
     * can go on. */
    void (*begun)(void *context, const update_response *response);
    void *begun_context;
} update_request;

/* Fetches. 200 replaces what is in the file, 206 appends to it (and must have begun at resume_from), any
 * other answer leaves it. On an error the file holds what came and the response what is known of it. */
typedef itd_status update_fetch(void *context, const update_request *request, update_response *response,
                                itd_error *error);

typedef enum update_outcome {
    UPDATE_UNCHANGED, /* the server has nothing newer */
    UPDATE_UPDATED,
    UPDATE_REFUSED, /* what came is not good; the old file stays */
    UPDATE_FAILED,  /* nothing whole came; the old file stays */
} update_outcome;

/* One line of the run: a file. */
typedef struct update_report {
    const char *dataset, *file, *url;
    update_outcome outcome;
    uint64_t size;         /* of the file that is in place now */
    char sha256[65];       /* of it, or empty */
    size_t entity_count;   /* of the dataset, as read now; 0 when nothing was read */
    size_t previous_count; /* of the dataset before; 0 when there was none */
    const char *reason;    /* of refused and failed: a sentence; else empty */
} update_report;

/* The only content that is accepted for a file. */
typedef struct update_pin {
    str file, sha256; /* 64 hexadecimal digits */
} update_pin;

typedef struct update_options {
    const char *folder;          /* made when it is not there */
    str table;                   /* the source table: dataset, file, address by line */
    const char *table_name;      /* for messages */
    const char *const *datasets; /* only these; NULL: all */
    size_t dataset_count;
    const update_pin *pins;
    size_t pin_count;
    bool allow_shrunken;
    uint64_t max_size; /* bytes of one file */
    unsigned timeout_seconds, tries;
    update_fetch *fetch;
    void *fetch_context;
    void (*report)(void *context, const update_report *report);
    void *report_context;
} update_options;

typedef struct update_summary {
    size_t unchanged, updated, refused, failed;
} update_summary;

/* Runs over the whole table; a list that fails does not stop the others. Errors: ITD_ERROR_INPUT (a bad
 * table, a dataset that it does not have), ITD_ERROR_IO (the folder), ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status update_lists(const update_options *o, update_summary *summary, itd_error *error);

const char *update_outcome_name(update_outcome outcome);

#endif
