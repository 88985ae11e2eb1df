/* What the name of a party and a listed name must have in common in a payment message.
 *
 * The matcher says how well two names fit. A message says more: that the name is of a bank, in which country
 * the bank is, and that the field holds the whole name. Then one word in common is not a name in common
 * ("JULIA GIL" and the alias "Yuliya"), and words that all banks share, initials and ordinals tell no bank
 * from another ("FIRST ABU DHABI BANK" and "1A").
 *
 * It judges by the words of the explanation, not by the score, and it never adds a hit.
 *
 *     message_profile p = {.bank = true, .country = party->country};
 *     if (hit.score >= message_profile_least(snapshot, &p, &hit) &&
 *         message_profile_counts(snapshot, &p, &hit, explanation)) ...
 */
#ifndef SCREEN_MESSAGE_SCREEN_PROFILE_H
#define SCREEN_MESSAGE_SCREEN_PROFILE_H

#include "match/match.h"

typedef struct message_profile {
    bool party;   /* the name of a party: the rules below; false: every hit counts */
    bool bank;    /* the party is a bank by its field */
    bool has_bic; /* its BIC was asked apart */
    bool part;    /* the query is one line of a longer name */
    bool cut;     /* the query is cut out of a longer name: it must share two telling words, or be all of the
                   * listed name */
    str country[2]; /* where the party is: of its address, of its BIC; or empty */
} message_profile;

/* What a hit must score. */
int message_profile_least(const snapshot *s, const message_profile *p, const match_hit *hit);

/* What any hit by name must score. */
int message_profile_floor(const message_profile *p);

/* False where the words in common are too few. x: of match_explain. */
bool message_profile_counts(const snapshot *s, const message_profile *p, const match_hit *hit,
                            const match_explanation *x);

#endif
