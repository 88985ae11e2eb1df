/* Whether the portable code is to be used where there is a faster twin for this processor: the definition,
 * for tests that compare the two.
 *
 *     if (!portable_wanted() && processor_can()) ... the twin ...
 */
#ifndef BASE_PORTABLE_H
#define BASE_PORTABLE_H

#include <stdbool.h>

/* True if the environment variable INTERDICT_PORTABLE is 1. Read once, at the first call; any thread may ask.
 */
bool portable_wanted(void);

#endif
