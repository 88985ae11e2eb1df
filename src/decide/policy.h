/* The firm's own choices, from a YAML file. What it does not say is as in the built-in policy.
 *
 *     threshold: 0.75            # of names, 0 to 1
 *     limit: 10                  # hits shown for one name
 *     jurisdictions: [US, EU]    # whose law counts for the verdict
 *     exposure: review           # what EXPOSURE means here: exposure, review, reject or pass
 *     stale_after_days: 30       # older lists: PASS becomes REVIEW
 *     suppressions:              # a hit that was looked at and is somebody else
 *       - {party: C-4711, name: Jon Doe, entity: ofac-1, caption: "DOE, John", reason: other birth date,
 *          by: A. Analyst, until: 2027-01-31}
 *
 * A suppression is void when it has expired, and as soon as the name of our party or the caption of the
 * entity is no longer the one that was looked at. An unknown field is an error with file, line and field. */
#ifndef DECIDE_POLICY_H
#define DECIDE_POLICY_H

#include "base/arena.h"
#include "base/date.h"
#include "base/sha256.h"
#include "regime/model.h"

typedef struct policy_suppression {
    str party, name, entity, caption, reason, by;
    calendar_day until;
} policy_suppression;

typedef struct policy {
    int threshold; /* ten-thousandths */
    size_t limit;
    str_list jurisdictions; /* none: all */
    uint8_t exposure;       /* regime_verdict */
    int stale_after_days;   /* 0: no limit */
    policy_suppression *suppressions;
    size_t suppression_count;
    char hash[8 + SHA256_HEX_LEN]; /* "sha256:…" of the file; of nothing for the built-in policy */
} policy;

void policy_init(policy *p);

/* Everything lives in the arena. Errors: ITD_ERROR_INPUT with file, line and field, ITD_ERROR_IO,
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status policy_read(const char *path, arena *a, policy *out, itd_error *error);
ITD_MUST_CHECK itd_status policy_read_text(const char *name, str text, arena *a, policy *out,
                                           itd_error *error);

/* The suppression that covers a hit, or NULL. `party` is our own id, may be empty. */
const policy_suppression *policy_suppresses(const policy *p, str party, str name, str entity, str caption,
                                            calendar_day on);

#endif
