#include "engine/worker.h"

#include "base/error.h"

#include <stdlib.h>

static itd_status take_parts(engine_worker *w, itd_error *error)
{
    match_worker *match;
    const place_screen *places;
    itd_status status = engine_places(w->engine, &places, error);
    if (status == ITD_OK)
        place_screen_share(&w->places, places);
    if (status != ITD_OK || !engine_has_names(w->engine))
        return status;
    return engine_worker_match(w, &match, error);
}

itd_status engine_worker_new(engine *e, engine_worker **out, itd_error *error)
{
    engine_worker *w = calloc(1, sizeof *w);
    *out = NULL;
    if (!w)
        return error_memory(error);
    w->engine = e;
    w->snapshot = engine_snapshot(e);
    joined_room_init(&w->joined);
    itd_status status = take_parts(w, error);
    if (status == ITD_OK)
        *out = w;
    else
        engine_worker_free(w);
    return status;
}

void engine_worker_free(engine_worker *w)
{
    if (!w)
        return;
    mention_finder_free(w->finder);
    mention_finder_free(w->second);
    match_worker_free(w->match);
    place_screen_free(&w->places);
    joined_room_free(&w->joined);
    free(w);
}

itd_status engine_worker_match(engine_worker *w, match_worker **out, itd_error *error)
{
    const match_tables *tables;
    itd_status status = w->match ? ITD_OK : engine_match(w->engine, &tables, error);
    if (status == ITD_OK && !w->match)
        status = match_worker_share(tables, &w->match, error);
    *out = w->match;
    return status;
}

static itd_status take_finder(engine_worker *w, mention_finder **kept, mention_finder **out, itd_error *error)
{
    const mention_table *table;
    const bic_table *banks;
    match_worker *match;
    itd_status status = engine_worker_match(w, &match, error);
    if (status == ITD_OK && !*kept) {
        status = engine_mentions(w->engine, &table, error);
        if (status == ITD_OK)
            status = engine_banks(w->engine, &banks, error);
        if (status == ITD_OK)
            status = mention_finder_new(table, banks, match, kept, error);
    }
    *out = *kept;
    return status;
}

itd_status engine_worker_finder(engine_worker *w, mention_finder **out, itd_error *error)
{
    return take_finder(w, &w->finder, out, error);
}

itd_status engine_worker_second_finder(engine_worker *w, mention_finder **out, itd_error *error)
{
    return take_finder(w, &w->second, out, error);
}
