/* Long words that stand in legal forms and nowhere else, in many languages. One that is mistyped, or that
 * lost its letters with marks ("Akciov spolenost"), still is no part of a name.
 *
 *     if (!token->word && form_word_is_near(&token->spellings[0].sound, token->text)) ...
 */
#ifndef NAME_FORM_WORDS_H
#define NAME_FORM_WORDS_H

#include "metric/phone.h"

/* `letters` are those that `sound` was made of. */
bool form_word_is_near(const phone_word *sound, str letters);

#endif
