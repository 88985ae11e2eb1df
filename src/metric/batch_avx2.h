/* The twin of metric/batch_choose.c for x86-64 with AVX2. */
#ifndef METRIC_BATCH_AVX2_H
#define METRIC_BATCH_AVX2_H

#include "metric/batch.h"

/* True if this build has the twin and the processor can run it. */
bool batch_avx2_works(void);

void batch_avx2_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                    uint8_t distances[DISTANCE_BATCH]);

#endif
