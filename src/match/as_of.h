/* What was listed on a day: a listing counts from its listing date, where that is not known from the date of
 * its list, and to its end date. What has neither date counts always: uncertain goes up.
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

/* As match_search for a day (DATE_NONE: everything counts). The hits are copied to `hits`, so that the worker
 * may explain them; result->hits points there. */
void search_on(match_worker *w, const snapshot *s, const match_query *q, const match_options *o,
               calendar_day on, match_hit hits[MATCH_LIMIT_MAX], match_result *result);

#endif
