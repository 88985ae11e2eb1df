/* Dates that cannot be, in what a reader has read: reported with file and line, never silent.
 *
 * A day that does not exist is kept as its month or year (the readers note what was written); what is no date
 * at all, and a birth before 1500 or after 2100, is kept as it is. */
#ifndef LIST_VALUES_H
#define LIST_VALUES_H

#include "list/reader.h"

/* What a reader puts before the text as published in the note of such a date. */
#define VALUES_NO_SUCH_DAY "no such day:"

/* Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status values_check(list_job *job, itd_error *error);

#endif
