/* What words that say what an organisation does tell of two names: such a word in place of another says
 * little in a long name that agrees otherwise, and all too much where a name has nothing else, or only one
 * word of its own that is merely near. */
#ifndef NAME_COMMON_WORDS_H
#define NAME_COMMON_WORDS_H

#include "name/align.h"

/* Taken off, where one word of what organisations do stands for another and the rest agrees. */
int common_words_relief(const name_view *a, const name_view *b, const alignment *out);

/* The words of the query that are no small words: if it may have that relief, at most one of them is left
 * over then. 0 if it can not have it. */
uint32_t common_words_needed(const name_view *query);

/* Added, where little but such words agrees, and something is left over. */
int common_words_penalty(const name_view *a, const name_view *b, const alignment *out);

#endif
