/* The firm's policy for the commands that screen: --policy, and what --threshold and --limit say instead of
 * it.
 *
 *     policy firm;
 *     int code = policy_option(args, snapshot, &arena, &options, &firm);
 */
#ifndef CLI_POLICY_OPTION_H
#define CLI_POLICY_OPTION_H

#include "cli/command.h"
#include "policy/policy.h"
#include "match/match.h"

/* Reads and checks the policy, or takes the built-in one, and sets the threshold and limit of the options
 * unless they were given by themselves. An exit code, 0 if all is well. */
int policy_option(const arguments *args, const snapshot *s, arena *a, match_options *o, policy *out);

#endif
