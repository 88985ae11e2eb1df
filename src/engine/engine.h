/* What every question over one snapshot shares: the checked match index, the table of names that texts are
 * searched for, banks, owners, places, names without blanks, the measures. One for each snapshot.
 *
 * Each part is made when it is first asked for, by whichever thread asks first, and is read-only then: any
 * number of threads may ask at once. A thread works with an engine_worker (engine/worker.h).
 *
 *     engine *e;
 *     engine_new(snapshot, &e, &error);
 *     const bic_table *banks;
 *     engine_banks(e, &banks, &error);
 *     engine_free(e);
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "engine/owner_links.h"
#include "exact/bic_table.h"
#include "exact/joined_names.h"
#include "exact/place_screen.h"
#include "match/tables.h"
#include "mention/mention_beginnings.h"
#include "mention/mention_table.h"
#include "regime/regime.h"

typedef struct engine engine;

/* The snapshot may be NULL (no lists), else it must outlive the engine. Nothing is made yet. */
ITD_MUST_CHECK itd_status engine_new(const snapshot *s, engine **out, itd_error *error);
void engine_free(engine *e);

const snapshot *engine_snapshot(const engine *e);

/* True if the snapshot lists somebody, so that names can be screened. */
bool engine_has_names(const engine *e);

/* Checks now what else would be checked when it is first asked for: the hash of every section of the snapshot
 * and what the sections hold. Errors as of the parts. */
ITD_MUST_CHECK itd_status engine_verify(engine *e, itd_error *error);

/* The parts, borrowed. Errors: ITD_ERROR_SNAPSHOT (damaged), ITD_ERROR_MEMORY; asked again it is tried again.
 * The first four want names. */
ITD_MUST_CHECK itd_status engine_match(engine *e, const match_tables **out, itd_error *error);
ITD_MUST_CHECK itd_status engine_mentions(engine *e, const mention_table **out, itd_error *error);
ITD_MUST_CHECK itd_status engine_joined(engine *e, const joined_names **out, itd_error *error);
ITD_MUST_CHECK itd_status engine_beginnings(engine *e, const mention_beginnings **out, itd_error *error);
ITD_MUST_CHECK itd_status engine_banks(engine *e, const bic_table **out, itd_error *error);
ITD_MUST_CHECK itd_status engine_owners(engine *e, const owner_links **out, itd_error *error);
ITD_MUST_CHECK itd_status engine_rules(engine *e, const regime **out, itd_error *error);
ITD_MUST_CHECK itd_status engine_places(engine *e, const place_screen **out, itd_error *error);

#endif
