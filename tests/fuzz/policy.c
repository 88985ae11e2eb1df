/* A policy of any bytes: read, checked against no measures, and asked. */
#include "base/limits.h"
#include "policy/policy.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static regime *rules;
    arena a;
    policy p;
    itd_error error = {0};
    const policy_suppression *found;
    if (rules == NULL && regime_open(STR_NONE, &rules, &error) != ITD_OK)
        abort();
    arena_init(&a, (size_t)256 << 20);
    itd_status status = policy_read_text("p.yaml", str_make((const char *)data, size), &a, &p, &error);
    if (status != ITD_OK && !error.message[0])
        abort();
    if (status == ITD_OK) {
        if (p.threshold < 0 || p.threshold > 10000 || p.limit < 1 ||
            policy_lowest_threshold(&p) > p.threshold)
            abort();
        if (policy_check(&p, rules, NULL, &error) != ITD_OK && !error.message[0])
            abort();
        for (size_t i = 0; i < p.suppression_count; i++) {
            const policy_suppression *s = &p.suppressions[i];
            policy_standing is = policy_suppresses(&p, s->party, s->party_record, s->entity, s->entity_record,
                                                   s->until, &found);
            if (is != SUPPRESSION_HOLDS)
                abort();
        }
    }
    arena_free(&a);
    return 0;
}
