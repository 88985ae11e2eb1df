/* The twin of metric/batch_choose.c for 64-bit ARM, whose processors all have what it needs. */
#ifndef METRIC_BATCH_NEON_H
#define METRIC_BATCH_NEON_H

#include "metric/batch.h"

/* True if this build has the twin. */
bool batch_neon_works(void);

void batch_neon_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                    uint8_t distances[DISTANCE_BATCH]);

#endif
