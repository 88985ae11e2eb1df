/* "did you mean": the word of a list that is nearest to a mistyped one.
 *
 *     suggestion s;
 *     suggest_start(&s, str_of("scren"));
 *     suggest_try(&s, str_of("screen"));      // once per word
 *     suggest_text(&s, text);                 // " (did you mean 'screen'?)" or ""
 */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include "base/str.h"

#define SUGGEST_TEXT_CAP 96

typedef struct suggestion {
    str given, best;
    size_t distance;
} suggestion;

void suggest_start(suggestion *s, str given);
void suggest_try(suggestion *s, str word);

/* Words parted by one character: "table|json|csv". */
void suggest_try_all(suggestion *s, str words, char between);

/* The sentence; empty where nothing is near enough: a third of the letters, at least one, may be wrong. */
const char *suggest_text(const suggestion *s, char text[SUGGEST_TEXT_CAP]);

#endif
