/* The firm's own choices, from a YAML file. What it does not say is as in the built-in policy.
 *
 *     threshold: 0.75            # of names, 0 to 1
 *     thresholds:                # by list, by schema, or both; the closest one holds
 *       - {list: us_ofac_sdn, schema: Vessel, threshold: 0.85}
 *     limit: 10                  # hits shown for one name
 *     jurisdictions: [US, EU]    # whose law binds us: what counts for the verdict
 *     exposure: review           # what EXPOSURE means here: exposure, review, reject or pass
 *     stale_after_days: 30       # older lists: PASS becomes REVIEW
 *     actor: {country: DE, role: bank}   # who we are, for messages: as in a case
 *     suppressions:              # a hit that was looked at and is somebody else
 *       - {party: C-4711, party_record: "sha256:…", entity: ofac-1, entity_record: "sha256:…",
 *          reason: other birth date, by: A. Analyst, until: 2027-01-31}
 *
 * A suppression is void when it has expired, and as soon as either record is no longer the one that was
 * looked at: the hashes are those that a decision shows beside the hit (policy/record_hash.h). An unknown
 * field is an error with file, line and field. */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include "base/arena.h"
#include "base/date.h"
#include "base/sha256.h"
#include "case/case.h"
#include "model/schema.h"
#include "regime/regime.h"
#include "snapshot/snapshot.h"

typedef struct policy_threshold {
    str list; /* empty: any */
    bool has_schema;
    schema_id schema; /* and what is below it */
    int score;
    uint32_t line;
} policy_threshold;

typedef struct policy_suppression {
    str party; /* our number; empty: whoever has the record */
    str party_record, entity, entity_record, reason, by;
    calendar_day until;
} policy_suppression;

/* Of a hit, under the suppressions for its party and entity. */
typedef enum policy_standing {
    SUPPRESSION_NONE,
    SUPPRESSION_HOLDS,
    SUPPRESSION_EXPIRED,
    SUPPRESSION_PARTY_CHANGED,
    SUPPRESSION_ENTITY_CHANGED,
} policy_standing;

typedef struct policy {
    const char *path; /* for messages; NULL: built in */
    int threshold;    /* ten-thousandths */
    policy_threshold *thresholds;
    size_t threshold_count;
    size_t limit;
    str_list jurisdictions; /* none: all */
    uint32_t jurisdictions_line;
    uint8_t exposure;     /* regime_verdict */
    int stale_after_days; /* 0: no limit */
    case_actor actor;     /* who we are, for messages; not given: nobody in particular */
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

/* What only the measures and the snapshot can tell: jurisdictions and lists that there are (each may be NULL,
 * and is then not looked at). */
ITD_MUST_CHECK itd_status policy_check(const policy *p, const regime *rules, const snapshot *s,
                                       itd_error *error);

/* The score from which an entity is a hit. It may be on several lists: the lowest holds. */
int policy_threshold_of(const policy *p, const snapshot *s, uint32_t index);

/* False for a hit below the firm's threshold for its list and schema; it scored what was asked for. The
 * policy may be NULL. */
bool policy_counts(const policy *p, const snapshot *s, uint32_t index, int score);

/* The lowest of all thresholds. */
int policy_lowest_threshold(const policy *p);

/* True if the list is older than the policy allows on the day, or of an age that nobody knows; `text` says
 * so. */
#define POLICY_TEXT_CAP 256
bool policy_stale(const policy *p, const snapshot *s, uint16_t source, calendar_day on,
                  char text[POLICY_TEXT_CAP]);

/* Whether a suppression covers the hit of the listed entity `id`, whose record has the hash `record`; *found
 * is that one, or the one that no longer does. */
policy_standing policy_suppresses(const policy *p, str party, str party_record, str id, str record,
                                  calendar_day on, const policy_suppression **found);

#endif
