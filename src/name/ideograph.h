/* Words of Han and Hangul against words of their own script, character by character.
 *
 * What is read alike need not be written alike: two persons may differ in one character of the same sound. So
 * where both names are in the original script, the characters decide, not their readings. One character in
 * its simplified, traditional or Japanese form is the same; so is a Hangul syllable whose first sound the
 * North writes and the South does not.
 *
 *     if (ideograph_is(a->script) && ideograph_same(a->folded, b->folded)) ...
 */
#ifndef NAME_IDEOGRAPH_H
#define NAME_IDEOGRAPH_H

#include "base/str.h"

/* True for Han and Hangul (text_script). */
bool ideograph_is(unsigned script);

/* True if the characters are the same, written in one way or another. */
bool ideograph_same(str a, str b);

#endif
