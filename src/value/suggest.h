/* 'Did you mean': the known word that is nearest to an unknown one.
 *
 * Edits are letters put in, left out, exchanged or swapped, without regard to ASCII case. One edit in three
 * letters is allowed, three at most; of several words at the same distance the first one stays. It proposes,
 * and never decides: a value that was not understood is an error all the same.
 *
 *     suggestion s;
 *     suggest_begin(&s, asked);
 *     for (…) suggest_offer(&s, known[i]);
 *     if (s.best.len) … "did you mean 'passport'?"
 */
#ifndef VALUE_SUGGEST_H
#define VALUE_SUGGEST_H

#include "base/str.h"

typedef struct suggestion {
    str asked;
    str best; /* borrowed from the offers; empty: none is near */
    size_t distance;
} suggestion;

void suggest_begin(suggestion *s, str asked);
void suggest_offer(suggestion *s, str known);

#endif
