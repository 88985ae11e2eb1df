#include "engine/engine.h"

#include "base/error.h"

#include <pthread.h>
#include <stdlib.h>

struct engine {
    const snapshot *snapshot;
    pthread_mutex_t making; /* held while a part is made or taken */
    match_tables *match;
    mention_table *mentions;
    joined_names *joined;
    mention_beginnings *beginnings;
    bic_table *banks;
    owner_links *owners;
    regime *rules;
    place_screen places;
    bool has_places;
};

itd_status engine_new(const snapshot *s, engine **out, itd_error *error)
{
    engine *e = calloc(1, sizeof *e);
    *out = NULL;
    if (!e)
        return error_memory(error);
    e->snapshot = s;
    if (pthread_mutex_init(&e->making, NULL) != 0) {
        free(e);
        return error_memory(error);
    }
    *out = e;
    return ITD_OK;
}

void engine_free(engine *e)
{
    if (!e)
        return;
    if (e->has_places)
        place_screen_free(&e->places);
    regime_close(e->rules);
    owner_links_free(e->owners);
    bic_table_free(e->banks);
    mention_beginnings_free(e->beginnings);
    joined_names_free(e->joined);
    mention_table_free(e->mentions);
    match_tables_free(e->match);
    pthread_mutex_destroy(&e->making);
    free(e);
}

const snapshot *engine_snapshot(const engine *e)
{
    return e->snapshot;
}

bool engine_has_names(const engine *e)
{
    return e->snapshot && snapshot_entity_count(e->snapshot) > 0;
}

/* ---- the parts: with the lock held ---- */

/* A snapshot that was looked at from end to end need not stay in memory. */
static itd_status rested(const engine *e, itd_status status)
{
    if (e->snapshot)
        snapshot_rest(e->snapshot);
    return status;
}

static itd_status make_match(engine *e, itd_error *error)
{
    return e->match ? ITD_OK : match_tables_new(e->snapshot, &e->match, error);
}

static itd_status make_mentions(engine *e, itd_error *error)
{
    itd_status status = make_match(e, error);
    if (status != ITD_OK || e->mentions)
        return status;
    return rested(e, mention_table_open(e->snapshot, &e->match->index, &e->mentions, error));
}

static itd_status make_places(engine *e, itd_error *error)
{
    itd_status status = e->has_places ? ITD_OK : place_screen_init(&e->places, e->snapshot, error);
    e->has_places = status == ITD_OK;
    return status;
}

static itd_status make_joined(engine *e, itd_error *error)
{
    return e->joined ? ITD_OK : rested(e, joined_names_open(e->snapshot, &e->joined, error));
}

static itd_status make_beginnings(engine *e, itd_error *error)
{
    itd_status status = make_mentions(e, error);
    if (status != ITD_OK || e->beginnings)
        return status;
    return rested(e, mention_beginnings_new(e->mentions, &e->beginnings, error));
}

static itd_status make_banks(engine *e, itd_error *error)
{
    return e->banks ? ITD_OK : rested(e, bic_table_new(e->snapshot, &e->banks, error));
}

static itd_status make_owners(engine *e, itd_error *error)
{
    return e->owners ? ITD_OK : rested(e, owner_links_new(e->snapshot, &e->owners, error));
}

static itd_status make_rules(engine *e, itd_error *error)
{
    str section = STR_NONE;
    if (e->rules)
        return ITD_OK;
    itd_status status = e->snapshot ? snapshot_section(e->snapshot, REGIME_SECTION, &section, error) : ITD_OK;
    return status == ITD_OK ? regime_open(section, &e->rules, error) : status;
}

static itd_status with_lock(engine *e, itd_status (*make)(engine *, itd_error *), itd_error *error)
{
    pthread_mutex_lock(&e->making);
    itd_status status = make(e, error);
    pthread_mutex_unlock(&e->making);
    return status;
}

/* Those that are read from sections of their own or from rows that nobody has asked for. */
static itd_status make_all(engine *e, itd_error *error)
{
    itd_status (*const with_names[])(engine *, itd_error *) = {make_match, make_mentions, make_joined};
    itd_status (*const others[])(engine *, itd_error *) = {make_banks, make_owners, make_rules, make_places};
    itd_status status = e->snapshot ? snapshot_verify(e->snapshot, error) : ITD_OK;
    for (size_t i = 0; i < sizeof with_names / sizeof *with_names && engine_has_names(e); i++)
        status = status == ITD_OK ? with_names[i](e, error) : status;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        status = status == ITD_OK ? others[i](e, error) : status;
    return rested(e, status);
}

itd_status engine_verify(engine *e, itd_error *error)
{
    return with_lock(e, make_all, error);
}

itd_status engine_match(engine *e, const match_tables **out, itd_error *error)
{
    itd_status status = with_lock(e, make_match, error);
    *out = status == ITD_OK ? e->match : NULL;
    return status;
}

itd_status engine_mentions(engine *e, const mention_table **out, itd_error *error)
{
    itd_status status = with_lock(e, make_mentions, error);
    *out = status == ITD_OK ? e->mentions : NULL;
    return status;
}

itd_status engine_joined(engine *e, const joined_names **out, itd_error *error)
{
    itd_status status = with_lock(e, make_joined, error);
    *out = status == ITD_OK ? e->joined : NULL;
    return status;
}

itd_status engine_beginnings(engine *e, const mention_beginnings **out, itd_error *error)
{
    itd_status status = with_lock(e, make_beginnings, error);
    *out = status == ITD_OK ? e->beginnings : NULL;
    return status;
}

itd_status engine_banks(engine *e, const bic_table **out, itd_error *error)
{
    itd_status status = with_lock(e, make_banks, error);
    *out = status == ITD_OK ? e->banks : NULL;
    return status;
}

itd_status engine_owners(engine *e, const owner_links **out, itd_error *error)
{
    itd_status status = with_lock(e, make_owners, error);
    *out = status == ITD_OK ? e->owners : NULL;
    return status;
}

itd_status engine_rules(engine *e, const regime **out, itd_error *error)
{
    itd_status status = with_lock(e, make_rules, error);
    *out = status == ITD_OK ? e->rules : NULL;
    return status;
}

itd_status engine_places(engine *e, const place_screen **out, itd_error *error)
{
    itd_status status = with_lock(e, make_places, error);
    *out = status == ITD_OK ? &e->places : NULL;
    return status;
}
