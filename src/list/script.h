/* Is a name in the original, non-Latin script? Lists mix scripts inside one name (a Greek sentence around a
 * Latin brand), so the script with the most letters decides, the first one in a tie.
 *
 *     name_kind kind = name_is_original(text) ? NAME_ORIGINAL : NAME_ALIAS;
 */
#ifndef LIST_SCRIPT_H
#define LIST_SCRIPT_H

#include "base/str.h"

/* False for text without letters and for what is not UTF-8. */
bool name_is_original(str name);

#endif
