/* What a window of a text must look like to be the mention of a listed name.
 *
 * The matcher compares names; a text is mostly no name. These rules say which words of a text may be one, by
 * how they are written and what kind of words they are. Each is a habit of writing with its reason in the
 * code, none a fitted number for a single list.
 */
#ifndef MENTION_MENTION_RULES_H
#define MENTION_MENTION_RULES_H

#include "mention/mention_window.h"

/* Whether a word alone may be a name. */
typedef enum mention_alone {
    MENTION_ALONE_NEVER,
    MENTION_ALONE_IN_PROSE, /* where the way it is written sets it off */
    MENTION_ALONE_IN_FIELD, /* of a payment, in capitals or not: wherever it is no word of any language */
} mention_alone;

/* True if the occurrence may be the reason to look for a name. */
bool mention_rules_anchor(mention_scan *s, const occurrence *o, const word_relation *r);

/* True if the word at the occurrence is in small letters, in an alphabet that has others. */
bool mention_rules_small(mention_scan *s, const occurrence *o);

/* True if a name of one word may stand at the occurrence, as far as can be seen before the window is known.
 */
bool mention_rules_alone(mention_scan *s, const table_name *n, const occurrence *o, mention_alone alone);

/* The score that the matcher must give the window, above MATCH_SCORE_ONE if nothing will do. met: the text
 * has named the party before. */
int mention_rules_least(mention_scan *s, const mention_window *w, mention_alone alone, bool met);

#endif
