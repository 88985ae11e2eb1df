/* A snapshot: lists and measures in one immutable, memory-mapped file, named by its SHA-256.
 *
 * A snapshot may be used by any number of threads at once; each thread screens with its own itd_worker.
 *
 *     itd_snapshot *snapshot = NULL;
 *     itd_error error;
 *     if (itd_snapshot_open("lists.itd", &snapshot, &error) != ITD_OK)
 *         fprintf(stderr, "%s\n", error.message);
 *     ...
 *     itd_snapshot_close(snapshot);
 */
#ifndef INTERDICT_SNAPSHOT_H
#define INTERDICT_SNAPSHOT_H

#include <interdict/status.h>

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct itd_snapshot itd_snapshot;

/* Opens a file; any file is safe to try. Its section table and its entities are checked now, the other
 * sections when a call first needs them (ITD_ERROR_SNAPSHOT then), so that a question need not wait for what
 * it does not use. On success *out is the caller's, to be given to itd_snapshot_close. Errors:
 * ITD_ERROR_SNAPSHOT, ITD_ERROR_IO, ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_snapshot_open(const char *path, itd_snapshot **out, itd_error *error);

/* As itd_snapshot_open, but checks the header only. For a file that was checked before and that nobody else
 * can write; a damaged file is undefined behaviour. */
ITD_API ITD_MUST_CHECK itd_status itd_snapshot_open_trusted(const char *path, itd_snapshot **out,
                                                            itd_error *error);

/* Opens a snapshot that lies in memory. The memory must outlive the snapshot. `name` is used in errors. */
ITD_API ITD_MUST_CHECK itd_status itd_snapshot_open_memory(const void *data, size_t size, const char *name,
                                                           itd_snapshot **out, itd_error *error);

/* Opens the built-in sample: some eighty real designations, for trying out. Never screen a customer with it.
 */
ITD_API ITD_MUST_CHECK itd_status itd_snapshot_open_sample(itd_snapshot **out, itd_error *error);

/* Checks all of it now: the SHA-256 of every section, and what each holds. For a server, which had better not
 * start than fail at a question. Errors: ITD_ERROR_SNAPSHOT, ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_snapshot_verify(itd_snapshot *snapshot, itd_error *error);

/* Closes; NULL is nothing. Workers of the snapshot must be freed before. */
ITD_API void itd_snapshot_close(itd_snapshot *snapshot);

/* Returns "sha256:" and 64 hexadecimal digits. Borrowed. */
ITD_API const char *itd_snapshot_hash(const itd_snapshot *snapshot);

/* Returns the number of listed entities. */
ITD_API size_t itd_snapshot_entity_count(const itd_snapshot *snapshot);

/* Returns the size of the file in bytes. */
ITD_API size_t itd_snapshot_size(const itd_snapshot *snapshot);

#ifdef __cplusplus
}
#endif
#endif
