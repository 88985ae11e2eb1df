/* A list file from disk: read whole, hashed as it lies there, decompressed where it is gzip (RFC 1952).
 *
 * Content decides, not the name. Several gzip members in a row are one file. A cut or damaged gzip file is
 * refused with the byte where it breaks, and so is anything behind the last member.
 *
 *     list_file file;
 *     if (list_file_open("sdn.xml.gz", &file, &error) == ITD_OK) { ... list_file_close(&file); }
 */
#ifndef LIST_SOURCE_H
#define LIST_SOURCE_H

#include "list/reader.h"

/* "-" is standard input. `path` is borrowed until the close. Errors: ITD_ERROR_IO, ITD_ERROR_INPUT,
 * ITD_ERROR_LIMIT (more than LIMIT_FILE_SIZE on disk or decompressed), ITD_ERROR_MEMORY; nothing is to be
 * closed then. */
ITD_MUST_CHECK itd_status list_file_open(const char *path, list_file *file, itd_error *error);

/* The same for bytes that are in memory; they are copied where they are not compressed. */
ITD_MUST_CHECK itd_status list_file_from_bytes(const char *path, str bytes, list_file *file,
                                               itd_error *error);
void list_file_close(list_file *file);

#endif
