/* The twin of metric/batch_choose.c for x86-64 with AVX-512 VBMI: its tables of 64 are looked up in one step.
 */
#ifndef METRIC_BATCH_AVX512_H
#define METRIC_BATCH_AVX512_H

#include "metric/batch.h"

/* True if this build has the twin and the processor can run it. */
bool batch_avx512_works(void);

void batch_avx512_run(const phone_word *a, const distance_batch *b, distance_mode mode,
                      uint8_t distances[DISTANCE_BATCH]);

#endif
