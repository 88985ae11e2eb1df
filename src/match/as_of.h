/* What was listed on a day: a listing counts from its listing date to its end date. Where the listing date is
 * not known it counts on every day; before the date of its list it is not known whether it was listed already
 * (listing_day_unknown), and whoever answers says so.
 *
 * Names and numbers of an entity are those of today's list; lists do not say when they were added.
 */
#ifndef MATCH_AS_OF_H
#define MATCH_AS_OF_H

#include "base/date.h"
#include "base/limits.h"
#include "match/match.h"

/* True if any listing of the entity counts on the day. */
bool listed_on(const snapshot *s, uint32_t index, calendar_day on);

#define LISTING_DAY_UNKNOWN                                                                                  \
    "the day is before the date of a list that does not say since when a hit is listed: it may not have "    \
    "been listed then"

/* True if it counts only because its listing day is not known: the day is before the date of its list. */
bool listing_day_unknown(const snapshot *s, uint32_t index, calendar_day on);

/* As match_search for a day (DATE_NONE: everything counts). The hits are copied to `hits`, so that the worker
 * may explain them; result->hits points there. */
void search_on(match_worker *w, const snapshot *s, const match_query *q, const match_options *o,
               calendar_day on, match_hit hits[MATCH_LIMIT_MAX], match_result *result);

#endif
