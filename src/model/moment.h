/* Moments as lists write them: a day, or a day and a time of day, in UTC; as seconds since 1970.
 *
 *     uint32_t when;
 *     if (moment_read(str_of("2023-09-18T12:29:02"), &when)) …
 */
#ifndef MODEL_MOMENT_H
#define MODEL_MOMENT_H

#include "base/str.h"

#include <stdint.h>

enum { MOMENT_TEXT_CAP = 24 };

/* "2023-09-18", "2023-09-18T12", "2023-09-18T12:29", "2023-09-18T12:29:02" with a fraction and Z or without;
 * false for anything else, for days before 1970 and after 2105. 0 is no moment. */
bool moment_read(str text, uint32_t *out);

/* Writes "2023-09-18T12:29:02". */
void moment_format(uint32_t when, char text[MOMENT_TEXT_CAP]);

#endif
