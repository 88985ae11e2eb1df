/* Names of parties that are cut within their last word.
 *
 *     screening_cut_name(c, party, &profile);
 */
#ifndef SCREEN_MESSAGE_CUT_NAMES_H
#define SCREEN_MESSAGE_CUT_NAMES_H

#include "screen/message_screen_ask.h"

/* Asks for the name with each listed word that its last one may be the beginning of. */
void screening_cut_name(screening *c, const message_party *p, const message_profile *profile);

#endif
