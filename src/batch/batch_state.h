/* The state of an interrupted batch, in OUTPUT.state. */
#ifndef BATCH_BATCH_STATE_H
#define BATCH_BATCH_STATE_H

#include "batch/batch.h"
#include "batch/records.h"

typedef struct batch_state {
    record_position input;
    uint64_t output_size;
    uint64_t found, bad;
} batch_state;

/* Text by which two runs may go on from each other: snapshot, options, model of the matcher. */
void batch_key(const batch_job *job, buf *out);

/* False if there is no state, or one of another key or that cannot be read: the run starts anew. */
bool batch_state_load(const char *path, str key, batch_state *state);
ITD_MUST_CHECK itd_status batch_state_save(const char *path, str key, const batch_state *state,
                                           itd_error *error);

#endif
