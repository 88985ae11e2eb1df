/* `interdict log …`: what one call asks for, and where the log lies. */
#ifndef SERVE_LOG_LOG_CALL_H
#define SERVE_LOG_LOG_CALL_H

#include "audit/log.h"

/* Exit codes, as in the manual. */
enum { LOG_HOLDS = 0, LOG_DIFFERS = 1, LOG_USAGE = 2, LOG_INPUT = 3, LOG_CANNOT_RUN = 4 };

typedef struct log_call {
    const char *verb, *operand;
    const char *state, *store, *size, *id, *from, *to, *until, *record, *before, *checkpoint, *public_key,
        *signing_key, *output, *snapshots;
    bool json, private, new, quiet;
    char path[4096]; /* of the store */
} log_call;

/* Prints and returns the code of an error. */
int log_fail(const itd_error *error);
int log_usage(const char *format, ...) ITD_PRINTF(1, 2);

/* To standard output, whole or not at all; frees nothing. Returns `code` or LOG_CANNOT_RUN. */
int log_print(buf *out, int code);

/* A number of the call; text NULL: *out stays. Returns 0 or LOG_USAGE after a message. */
int log_number(const char *option, const char *text, uint64_t *out);

/* The numbers of --from and --until, which are days or moments. */
int log_moments(const log_call *c, audit_log *log, uint64_t *from, uint64_t *to);

/* Returns 0 or an exit code after a message. */
int log_open(const log_call *c, database_use use, audit_log **out);

int log_verify(const log_call *c);
int log_show(const log_call *c);
int log_find(const log_call *c);
int log_prove(const log_call *c);
int log_last_checkpoint(const log_call *c);
int log_export(const log_call *c);
int log_import(const log_call *c);
int log_erase(const log_call *c);
int log_keys(const log_call *c);
int log_replay(const log_call *c);

#endif
