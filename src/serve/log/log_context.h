/* Snapshots and policies that records name, found again by their hashes, each opened once.
 *
 *     replay_contexts_begin(&all, log, state, snapshots);
 *     status = replay_context_find(&all, snapshot_hash, policy_hash, &context, &error);
 *     replay_contexts_end(&all);
 */
#ifndef SERVE_LOG_LOG_CONTEXT_H
#define SERVE_LOG_LOG_CONTEXT_H

#include "audit/log.h"
#include "serve/server.h"

enum { REPLAY_CONTEXTS_MAX = 8 };

typedef struct replay_context {
    serve_context serve; /* as routes know it */
    char snapshot[80], policy[80];
    buf policy_text;
} replay_context;

typedef struct replay_contexts {
    audit_log *log;
    const char *archive, *folder; /* STATE/snapshots, --snapshots; NULL: none */
    replay_context *items[REPLAY_CONTEXTS_MAX];
    size_t count, oldest;
} replay_contexts;

/* Borrowed until REPLAY_CONTEXTS_MAX others were found. ITD_ERROR_INPUT: it is not there any more. */
ITD_MUST_CHECK itd_status replay_context_find(replay_contexts *all, str snapshot, str policy,
                                              replay_context **out, itd_error *error);
void replay_contexts_end(replay_contexts *all);

#endif
