/* A person named by initials and the family name: "R. Kadyrov", "Kadyrov R.A.".
 *
 * Only where the family name is no other name: it must be the very word, and none that the lexicon knows.
 * Whose initials they are the matcher says.
 *
 *     uint64_t first, last;
 *     if (mention_initials_around(scan, occurrence, false, &first, &last)) ... first and last place ...
 */
#ifndef MENTION_MENTION_INITIALS_H
#define MENTION_MENTION_INITIALS_H

#include "mention/mention_window.h"

/* True if initials stand beside the word; it may then be a family name. In a field of a payment one letter
 * behind the word is enough. */
bool mention_initials_around(mention_scan *s, const occurrence *o, bool field, uint64_t *first,
                             uint64_t *last);

/* The window of initials and family name; false if the token is not of the family name of a person. */
bool mention_initials_window(const mention_scan *s, const table_name *n, const occurrence *o, uint32_t number,
                             uint64_t first, uint64_t last, mention_window *out);

#endif
