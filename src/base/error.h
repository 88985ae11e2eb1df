/* Fill an itd_error. Every function takes a nullable error and returns its status, so that a caller can write
 *
 *     return error_set(error, ITD_ERROR_INPUT, "sdn.xml:12", "expected <uid>, found <name>");
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <interdict/status.h>

/* Sets status, place (nullable) and message. The message is "place: text" when a place is given. Returns
 * status. */
itd_status error_set(itd_error *error, itd_status status, const char *place, const char *format, ...)
    ITD_PRINTF(4, 5);

/* As error_set for a place in a text file: "path:line". */
itd_status error_at_line(itd_error *error, itd_status status, const char *path, unsigned long line,
                         const char *format, ...) ITD_PRINTF(5, 6);

/* As error_set for a place in a binary file: "path: byte N". */
itd_status error_at_byte(itd_error *error, itd_status status, const char *path, unsigned long long byte,
                         const char *format, ...) ITD_PRINTF(5, 6);

/* As error_set with the text of errno behind it: "path: cannot open: No such file or directory". */
itd_status error_errno(itd_error *error, itd_status status, const char *path, int number, const char *what);

itd_status error_memory(itd_error *error);

#endif
