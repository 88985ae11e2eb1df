#include "cli/suggest.h"

#include <stdio.h>

void suggest_offer_all(suggestion *s, str words, char between)
{
    str word;
    while (str_split(&words, between, &word))
        suggest_offer(s, word);
}

const char *suggest_text(const suggestion *s, char text[SUGGEST_TEXT_CAP])
{
    text[0] = 0;
    if (s->best.len)
        snprintf(text, SUGGEST_TEXT_CAP, " (did you mean '%.*s'?)", STR_ARG(s->best));
    return text;
}
