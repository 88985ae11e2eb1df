/* A screening query from the outside: a FollowTheMoney entity in JSON, a row of a table, an option.
 *
 * Readers copy what they keep into an arena that the caller resets between queries. Values beyond
 * MATCH_VALUES_MAX of a kind are refused, not dropped: a name that was not screened would be a hole.
 *
 * Values are read by value/value.h: one that is not understood is an error, not dropped.
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

enum { QUERY_PARTS_MAX = 4 };

typedef struct screening_query {
    str id; /* or empty */
    match_query match;
    calendar_day on; /* what was listed that day; DATE_NONE: everything in the snapshot */
    str given[QUERY_PARTS_MAX], middle[QUERY_PARTS_MAX], family[QUERY_PARTS_MAX]; /* parts of a name */
    size_t given_count, middle_count, family_count;
    str read_as_identifier; /* a name that is searched as an identifier too, or empty */
} screening_query;

void query_init(screening_query *q);

/* {"id":…,"schema":…,"properties":{…}}; also flat, {"id":…,"schema":…,"name":…}. Values are texts, numbers or
 * arrays of these. Properties that play no part in matching are passed over, unknown ones are an error.
 * Errors: ITD_ERROR_INPUT with one sentence and no place, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status query_from_json(str text, arena *a, screening_query *q, itd_error *error);

/* As query_from_json for a value that is already parsed. */
ITD_MUST_CHECK itd_status query_from_value(const json_t *value, arena *a, screening_query *q,
                                           itd_error *error);

/* Adds one value (borrowed) under the name of a property or of a column of a table: "name", "birthDate",
 * "birth_date", "dob", "Passport No.", "imo", "identifier" …. An empty value, a word for 'not known' and a
 * name that plays no part in matching are passed over; ITD_ERROR_INPUT for a value that is not understood. */
ITD_MUST_CHECK itd_status query_add(screening_query *q, str property, str value, itd_error *error);

typedef enum query_use {
    QUERY_UNKNOWN,
    QUERY_NOTHING, /* known, and without a part */
    QUERY_ID,
    QUERY_SCHEMA,
    QUERY_WHOLE,     /* a name or address, whatever signs it has */
    QUERY_NAME_PART, /* joined by query_finish */
    QUERY_VALUE,     /* others; several values may be parted by ';' */
} query_use;

/* What query_add makes of a property. */
query_use query_use_of(str property);

/* "imo:9187629", "passportNumber=A1234567", or a number alone. An unknown kind is ITD_ERROR_INPUT. */
ITD_MUST_CHECK itd_status query_add_identifier(screening_query *q, str text, itd_error *error);

/* Sets the schema; an empty one means any. ITD_ERROR_USAGE where there is no such schema. */
ITD_MUST_CHECK itd_status query_set_schema(screening_query *q, str name, itd_error *error);

/* After the last value: joins the parts of a name (in the arena) and takes names that are identifiers as such
 * too. ITD_ERROR_INPUT if there is neither a name nor an identifier. */
ITD_MUST_CHECK itd_status query_finish(screening_query *q, arena *a, itd_error *error);

#endif
