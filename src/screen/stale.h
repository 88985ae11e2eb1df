/* Lists that are older than the firm's policy allows, or of an age that nobody knows, make no PASS.
 *
 *     screen_stale(&findings, policy, snapshot, on);
 */
#ifndef SCREEN_STALE_H
#define SCREEN_STALE_H

#include "policy/policy.h"
#include "screen/findings.h"

/* A reason for each such list on the day. The snapshot may be NULL. */
void screen_stale(findings *f, const policy *p, const snapshot *s, calendar_day on);

#endif
