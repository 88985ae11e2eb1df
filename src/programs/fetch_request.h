/* What `interdict` and its program interdict-fetch say to each other: fields divided by line ends, which no
 * field holds.
 *
 *     interdict → fetch   address, bytes that are there, validator, known ETag, known date, ceiling in bytes,
 *                         seconds, "http" where plain http is allowed
 *     fetch → interdict   "begun", code, ETag, date          before the first byte of a 200 is written …
 *     interdict → fetch   "go"                               … and only after this
 *     fetch → interdict   "end", code, ETag, date, retry, status, sentence
 */
#ifndef PROGRAMS_FETCH_REQUEST_H
#define PROGRAMS_FETCH_REQUEST_H

#include "base/str.h"

#define FETCH_FIELDS_MAX 8

/* The fields of a message; false where there are not `count`. */
static inline bool fetch_fields(str message, str *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? str_find(message, str_of("\n")) : message.len;
        if (end > message.len)
            return false;
        fields[i] = str_make(message.data, end);
        message = end < message.len ? str_make(message.data + end + 1, message.len - end - 1) : STR_NONE;
    }
    return true;
}

#endif
