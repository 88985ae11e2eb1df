/* Habits of spelling by which the same sound is written with letters of another class: German and Nordic j
 * for y, w for v, kh and ch for h, th for s, dh for z, Latin au for Greek and Slavic av. A word gets one more
 * spelling per habit that it shows; the exchanges within a class are left to metric/distance.h.
 *
 *     char out[64];
 *     size_t len = spelling_by_habit(str_of("jelena"), 0, out, sizeof out);   // "yelena"; 0: habit not shown
 */
#ifndef NAME_SPELLING_H
#define NAME_SPELLING_H

#include "name/lexicon.h"

enum { SPELLING_HABITS = 13, SPELLING_HABIT_COST = 3 };

/* Letters of the word as the habit would have it read, or 0 if nothing changes or it does not fit. */
size_t spelling_by_habit(str letters, unsigned habit, char *out, size_t cap);

/* The letters a-z of the word, a bit each; false if a word with no other letters can not show the habit. */
uint32_t spelling_letters_of(str letters);
bool spelling_may_have_habit(unsigned habit, uint32_t letters);

/* True for an East Slavic patronymic in any usual romanisation ("Vladimirovich", "Petrivna"); *stem is the
 * father's name if the lexicon knows it, else NULL. */
bool spelling_patronymic(str letters, const lexicon_word **stem);

#endif
