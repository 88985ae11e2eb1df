/* Status codes and the error record of every interdict call.
 *
 * A call that can fail returns itd_status and fills a caller-owned itd_error if one is given. There is no
 * global or thread-local error state.
 *
 *     itd_error error = {0};
 *     if (itd_snapshot_open("lists.itd", &snapshot, &error) != ITD_OK)
 *         fprintf(stderr, "%s\n", error.message);
 */
#ifndef INTERDICT_STATUS_H
#define INTERDICT_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ITD_API                             __attribute__((visibility("default")))
#define ITD_MUST_CHECK                      __attribute__((warn_unused_result))
#define ITD_PRINTF(text_index, first_index) __attribute__((format(printf, text_index, first_index)))
#else
#define ITD_API
#define ITD_MUST_CHECK
#define ITD_PRINTF(text_index, first_index)
#endif

/* What went wrong, by what the caller can do about it. The exit code of the program follows from it. */
typedef enum itd_status {
    ITD_OK = 0,
    ITD_ERROR_USAGE,    /* the call itself is wrong: an unknown option, a value out of range (exit 2) */
    ITD_ERROR_INPUT,    /* the input cannot be used; the place is named (exit 3) */
    ITD_ERROR_LIMIT,    /* the input is larger than a ceiling of base/limits.h (exit 3) */
    ITD_ERROR_SNAPSHOT, /* the snapshot is missing, damaged or of another format version (exit 4) */
    ITD_ERROR_MEMORY,   /* no memory (exit 4) */
    ITD_ERROR_IO, /* reading or writing failed: no file, no permission, no disk (exit 4; exit 3 for an input)
                   */
    ITD_ERROR_UNSUPPORTED, /* this build or machine cannot do it (exit 4) */
} itd_status;

#define ITD_ERROR_PLACE_CAP   512
#define ITD_ERROR_MESSAGE_CAP 1024

/* Filled by a failing call; owned by the caller; may be NULL everywhere. */
typedef struct itd_error {
    itd_status status;
    char place[ITD_ERROR_PLACE_CAP]; /* file, and line or byte where known: "sdn.xml:12", "a.itd: byte 64" */
    char message[ITD_ERROR_MESSAGE_CAP]; /* one sentence: where, what was found, what was expected */
} itd_error;

/* Returns the name of a status, for logs: "ITD_ERROR_INPUT". Never NULL. */
ITD_API const char *itd_status_name(itd_status status);

#ifdef __cplusplus
}
#endif
#endif
