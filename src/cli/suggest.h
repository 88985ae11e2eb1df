/* What "did you mean" says on the command line; which word is near, value/suggest.h finds.
 *
 *     suggestion s;
 *     suggest_begin(&s, str_of("scren"));
 *     suggest_offer(&s, str_of("screen"));    // once per word
 *     suggest_text(&s, text);                 // " (did you mean 'screen'?)" or ""
 */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include "value/suggest.h"

#define SUGGEST_TEXT_CAP 96

/* Words parted by one character: "table|json|csv". */
void suggest_offer_all(suggestion *s, str words, char between);

/* The sentence; empty where nothing is near enough. */
const char *suggest_text(const suggestion *s, char text[SUGGEST_TEXT_CAP]);

#endif
