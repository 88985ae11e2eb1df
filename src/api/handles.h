/* What stands behind the opaque types of the public headers. For src/api and the programs; never installed.
 */
#ifndef API_HANDLES_H
#define API_HANDLES_H

#include "screen/query.h"
#include "base/arena.h"
#include "base/buf.h"
#include "engine/worker.h"
#include "match/match.h"
#include "policy/policy.h"
#include "snapshot/snapshot.h"

#include <interdict/interdict.h>

/* What the first call of each kind makes; the files that make it include the headers. */
typedef struct decider decider;
typedef struct message_screener message_screener;
typedef struct message_reader message_reader;
typedef struct text_screener text_screener;

struct itd_snapshot {
    snapshot *core;
    engine *engine; /* what its workers share */
    bool is_sample;
};

struct itd_policy {
    policy firm;
    policy without_thresholds; /* for calls with options of their own */
    arena memory;
};

struct itd_worker {
    const itd_snapshot *snapshot;
    engine_worker *tools;
    match_worker *match;        /* of the tools */
    decider *decider;           /* made by the first decision */
    message_screener *messages; /* made by the first message */
    message_reader *reader;     /* likewise */
    text_screener *text;        /* made by the first text */
    arena texts;                /* of the query and of the hits; reset by each call */
    buf json;
    itd_hit hits[ITD_LIMIT_MAX];
    itd_result result;
};

/* The options of a public call; NULL: the defaults. ITD_ERROR_USAGE where one is out of range. */
ITD_MUST_CHECK itd_status options_convert(const itd_options *given, match_options *o, itd_error *error);

/* What a call is asked under; everything is borrowed from its context. */
typedef struct call_terms {
    match_options options;
    const policy *policy;
    policy built_in;
    calendar_day on;
    bool has_on;
    const char *source; /* NULL: not given */
} call_terms;

/* context may be NULL. ITD_ERROR_USAGE where something is out of range. t->policy may point into *t. */
ITD_MUST_CHECK itd_status context_convert(const itd_context *context, call_terms *t, itd_error *error);

/* Free what the first decision, the first message and the first text made. */
void worker_free_decider(itd_worker *w);
void worker_free_messages(itd_worker *w);
void worker_free_text(itd_worker *w);

/* The decider of the worker, made at the first call. */
ITD_MUST_CHECK itd_status worker_decider(itd_worker *w, itd_error *error);

/* Ends worker->json and lends it to the caller. */
ITD_MUST_CHECK itd_status worker_lend(itd_worker *w, const char **json, size_t *len, itd_error *error);

static inline const snapshot *itd_snapshot_core(const itd_snapshot *s)
{
    return s->core;
}

static inline engine *itd_snapshot_engine(const itd_snapshot *s)
{
    return s->engine;
}

/* Takes over an open snapshot; closes it on failure. */
ITD_MUST_CHECK itd_status itd_snapshot_adopt(snapshot *core, bool is_sample, itd_snapshot **out,
                                             itd_error *error);

#endif
