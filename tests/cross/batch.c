/* The twin for 64-bit ARM, run on such a processor or in its emulator: tools/check_arm.sh. */
#include "batch_agreement.h"
#include "metric/batch_neon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first distances of a batch with and without the twin: choosing it changes no figure. */
static bool same_when_chosen(void)
{
    batch_random random = {9};
    distance_batch b = {.count = 0};
    uint8_t chosen[DISTANCE_BATCH], portable[DISTANCE_BATCH];
    phone_word a, word;
    random_word(&random, &a);
    while (b.count < DISTANCE_BATCH) {
        random_word(&random, &word);
        distance_batch_add(&b, word.phones, word.len);
    }
    distance_batch_run(&a, &b, DISTANCE_FULL, chosen);
    distance_batch_run_portable(&a, &b, DISTANCE_FULL, portable);
    return memcmp(chosen, portable, sizeof chosen) == 0;
}

int main(void)
{
    if (!batch_neon_works()) {
        fprintf(stderr, "this build has no twin for ARM\n");
        return 1;
    }
    size_t differing = batch_disagreements(batch_neon_run, 20000);
    printf("batch: %zu of 20000 rounds differ\n", differing);
    return differing == 0 && same_when_chosen() ? EXIT_SUCCESS : EXIT_FAILURE;
}
