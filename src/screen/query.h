/* A screening query from the outside: a FollowTheMoney entity in JSON, a row of a table, an option.
 *
 * Readers copy what they keep into an arena that the caller resets between queries. Values beyond
 * MATCH_VALUES_MAX of a kind are refused, not dropped: a name that was not screened would be a hole.
 *
 *     query_init(&q);
 *     status = query_from_json(text, arena, &q, &error);
 */
#ifndef SCREEN_QUERY_H
#define SCREEN_QUERY_H

#include "base/arena.h"
#include "base/date.h"
#include "match/match.h"

#include <interdict/status.h>

#include <jansson.h>

typedef struct screening_query {
    str id; /* or empty */
    match_query match;
    calendar_day on; /* what was listed that day; DATE_NONE: everything in the snapshot */
} screening_query;

void query_init(screening_query *q);

/* {"id":…,"schema":…,"properties":{…}}; also flat, {"id":…,"schema":…,"name":…}. Values are texts, numbers or
 * arrays of these. Properties that play no part in matching are passed over. Errors: ITD_ERROR_INPUT with one
 * sentence and no place, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status query_from_json(str text, arena *a, screening_query *q, itd_error *error);

/* As query_from_json for a value that is already parsed. */
ITD_MUST_CHECK itd_status query_from_value(const json_t *value, arena *a, screening_query *q,
                                           itd_error *error);

/* Adds one value (borrowed) under the name of a property or of a column of a table: "name", "birthDate",
 * "birth_date", "dob", "passportNumber", "imo", "identifier" …. An empty value and a name that plays no part
 * in matching are passed over. */
ITD_MUST_CHECK itd_status query_add(screening_query *q, str property, str value, itd_error *error);

/* True if query_add has a use for the property. */
bool query_knows(str property);

/* "imo:9187629", "passportNumber=A1234567", or a number alone. */
ITD_MUST_CHECK itd_status query_add_identifier(screening_query *q, str text, itd_error *error);

/* Sets the schema; an empty one means any. ITD_ERROR_USAGE where there is no such schema. */
ITD_MUST_CHECK itd_status query_set_schema(screening_query *q, str name, itd_error *error);

/* ITD_ERROR_INPUT if there is neither a name nor an identifier. */
ITD_MUST_CHECK itd_status query_check(const screening_query *q, itd_error *error);

#endif
