/* What was listed on a day: a listing counts from its listing date to its end date.
 *
 * Where the listing date is not known it counts on every day; before the day from which its list is known it
 * is not known whether it was listed already (listing_day_unknown), and whoever answers says so. Older lists
 * (compile --history) narrow what is not known: a listing date "/2024-05-03" says that it was listed by that
 * day, "2024-05-04/2024-06-01" that it began between the two, an end date of that form that it ended between.
 *
 * Names and numbers of an entity are those of the newest list that has it; lists do not say when they were
 * added.
 */
#ifndef MATCH_AS_OF_H
#define MATCH_AS_OF_H

#include "base/date.h"
#include "base/limits.h"
#include "match/match.h"

typedef enum listed_state { LISTED_NOT, LISTED_PERHAPS, LISTED } listed_state;

/* One listing on the day. */
listed_state listing_state(const snapshot *s, const entity_listing *l, calendar_day on);

/* True if the last day of the listing lies before the day, whatever is known of its first. */
bool listing_ended(const entity_listing *l, calendar_day on);

/* True if any listing of the entity counts on the day; DATE_NONE: unless it is kept for past days alone. */
bool listed_on(const snapshot *s, uint32_t index, calendar_day on);

#define LISTING_DAY_UNKNOWN                                                                                  \
    "the day is before the date of a list that does not say since when a hit is listed: it may not have "    \
    "been listed then"

/* True if it counts only because its listing day is not known: the day is before the date of its list. */
bool listing_day_unknown(const snapshot *s, uint32_t index, calendar_day on);

/* The day from which on the source says who is listed: of its oldest list, or empty. */
str source_known_from(const snapshot_source *source);

/* As match_search for a day (DATE_NONE: what is listed now). The hits are copied to `hits`, so that the
 * worker may explain them; result->hits points there. */
void search_on(match_worker *w, const match_query *q, const match_options *o, calendar_day on,
               match_hit hits[MATCH_LIMIT_MAX], match_result *result);

/* How many entities of other schemata than that of the query reach the threshold: what a schema leaves out. 0
 * for a query without one. The worker forgets its last search. */
size_t search_other_schema(match_worker *w, const match_query *q, const match_options *o, calendar_day on);

#endif
