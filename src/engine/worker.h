/* What one thread screens with: a matcher, a finder of mentions, places, and the shared tables of the engine.
 * Messages, cases and texts of one thread use the same one.
 *
 *     engine_worker *w;
 *     engine_worker_new(e, &w, &error);
 *     mention_finder *finder;
 *     engine_worker_finder(w, &finder, &error);   // made at the first question
 */
#ifndef ENGINE_WORKER_H
#define ENGINE_WORKER_H

#include "engine/engine.h"
#include "match/match.h"
#include "mention/mention.h"

typedef struct engine_worker {
    engine *engine;
    const snapshot *snapshot; /* NULL: measures alone */
    match_worker *match;      /* NULL where the snapshot has no names, until it is asked for */
    mention_finder *finder;   /* NULL until it is asked for */
    mention_finder *second;   /* likewise */
    place_screen places;
    joined_room joined;
} engine_worker;

/* The engine is borrowed and must outlive the worker. */
ITD_MUST_CHECK itd_status engine_worker_new(engine *e, engine_worker **out, itd_error *error);
void engine_worker_free(engine_worker *w);

/* Makes the matcher where the snapshot has no names too: for those who ask it all the same. */
ITD_MUST_CHECK itd_status engine_worker_match(engine_worker *w, match_worker **out, itd_error *error);

/* The finder of the worker, and its matcher. Errors: ITD_ERROR_MEMORY, ITD_ERROR_SNAPSHOT. */
ITD_MUST_CHECK itd_status engine_worker_finder(engine_worker *w, mention_finder **out, itd_error *error);

/* Another one, for a text within a text that the first is in the middle of. */
ITD_MUST_CHECK itd_status engine_worker_second_finder(engine_worker *w, mention_finder **out,
                                                      itd_error *error);

#endif
