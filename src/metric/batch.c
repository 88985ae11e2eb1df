#include "metric/batch.h"

#include "metric/batch_avx2.h"
#include "metric/batch_neon.h"
#include "metric/distance.h"

#include <stdlib.h>

_Static_assert(PHONE_OTHER < 64, "the twins look costs up in tables of 64");

bool distance_batch_fits(const uint8_t *phones, size_t len)
{
    bool fits = len > 0 && len <= DISTANCE_BATCH_PHONES;
    for (size_t i = 0; i < len && fits; i++)
        fits = phones[i] < 64;
    return fits;
}

void distance_batch_add(distance_batch *b, const uint8_t *phones, size_t len)
{
    size_t at = b->count++;
    b->lens[at] = (uint8_t)len;
    for (size_t i = 0; i < len; i++)
        b->phones[i][at] = phones[i];
}

void distance_batch_run_portable(const phone_word *a, const distance_batch *b,
                                 uint8_t distances[DISTANCE_BATCH])
{
    for (size_t i = 0; i < b->count; i++) {
        phone_word other = {.len = b->lens[i]};
        for (size_t k = 0; k < other.len; k++)
            other.phones[k] = b->phones[k][i];
        distances[i] = (uint8_t)distance_within(a, &other, DISTANCE_NONE - 1, DISTANCE_FULL);
    }
}

typedef void run_function(const phone_word *a, const distance_batch *b, uint8_t distances[DISTANCE_BATCH]);

static run_function *run = distance_batch_run_portable;

/* Before main, as the costs of metric/distance.c: a constant afterwards. */
__attribute__((constructor)) static void choose_run(void)
{
    const char *portable = getenv("INTERDICT_PORTABLE");
    if (portable && *portable == '1')
        return;
    if (batch_avx2_works())
        run = batch_avx2_run;
    else if (batch_neon_works())
        run = batch_neon_run;
}

void distance_batch_run(const phone_word *a, const distance_batch *b, uint8_t distances[DISTANCE_BATCH])
{
    if (b->count)
        run(a, b, distances);
}
