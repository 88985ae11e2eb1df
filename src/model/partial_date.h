/* Dates as lists know them: a year, a month of a year, a day, about then, or somewhere between two of these.
 *
 * The canonical text is YYYY, YYYY-MM, YYYY-MM-DD, or a range "A/B" of two of them; "~" in front says circa.
 * partial_date_parse reads that text; partial_date_read turns what lists and forms write in English into it.
 * Nothing is compared here, and no date is guessed: text that is not understood is refused.
 *
 *     char text[PARTIAL_DATE_CAP];
 *     if (partial_date_read(str_of("01 Jan 1960 to 31 Dec 1963"), text))   // "1960-01-01/1963-12-31"
 *         entity_add(e, PROPERTY_BIRTH_DATE, str_of(text));
 */
#ifndef MODEL_PARTIAL_DATE_H
#define MODEL_PARTIAL_DATE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { PARTIAL_DATE_CAP = 32 };

typedef struct date_part {
    int16_t year; /* 1 to 9999 */
    int8_t month; /* 1 to 12, or 0: unknown */
    int8_t day;   /* 1 to 31, or 0: unknown; 0 when the month is */
    bool circa;
    bool dropped; /* a month or day was written that does not exist; it counts as unknown */
} date_part;

typedef struct partial_date {
    date_part first;
    date_part last; /* the same as first unless `range` */
    bool range;
} partial_date;

/* Reads the canonical text only; false on anything else. The day must exist, and a range must not run
 * backwards. */
bool partial_date_parse(str text, partial_date *out);

/* Writes the canonical text and a terminating zero. */
void partial_date_format(const partial_date *date, char text[PARTIAL_DATE_CAP]);

/* Reads a date as lists write it and gives the canonical text: "14 Dec 1960", "December 14, 1960", "Nov.
 * 1973", "1960-12-14", "14/12/1960" and "14.12.1960" (day first where both
 * are possible), "19601214", "dd/mm/1945", "circa 1951", "1979-1982",
 * "Jan 1960 to Mar 1961", "between 1979 and 1982", "1950s". False when it is none of these. A day that does
 * not exist is kept as its month. */
bool partial_date_read(str text, char out[PARTIAL_DATE_CAP]);

/* As partial_date_read, with the parts instead of the text. */
bool partial_date_read_parts(str text, partial_date *out);

/* From numbers, zero for unknown; false unless there is a year. A month or day that does not exist counts as
 * unknown. */
bool partial_date_from_numbers(int year, int month, int day, date_part *out);

#endif
