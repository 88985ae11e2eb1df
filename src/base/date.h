/* Calendar days: a proleptic Gregorian day as a number, its text, and day arithmetic. No clock zones.
 *
 *     calendar_day d;
 *     if (date_parse(text, &d)) ... date_weekday(d) ...
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

#include <stdint.h>

typedef int32_t calendar_day; /* days since 1970-01-01 */

#define DATE_NONE     INT32_MIN
#define DATE_TEXT_CAP 16

/* Year 1 to 9999, month 1 to 12, a day that exists; false else. */
bool date_from_parts(int year, int month, int day, calendar_day *out);
void date_to_parts(calendar_day d, int *year, int *month, int *day);

/* "YYYY-MM-DD" exactly; false on anything else. */
bool date_parse(str text, calendar_day *out);

/* Writes "YYYY-MM-DD" and a terminating zero. */
void date_format(calendar_day d, char text[DATE_TEXT_CAP]);

/* 0 Monday … 6 Sunday */
int date_weekday(calendar_day d);

/* Today in UTC by the system clock. For defaults of the programs only; nothing in a snapshot depends on it.
 */
calendar_day date_today(void);

/* From now on that day is today, for the whole process: for a program that asks again what was asked on
 * another day. DATE_NONE: the clock's. */
void date_set_today(calendar_day day);

#endif
