/* Whether a word in Latin letters may stand in a name of China, Korea or Vietnam. */
#ifndef NAME_EASTERN_H
#define NAME_EASTERN_H

#include "name/tokens.h"

/* TRAIT_SYLLABLES and TRAIT_FAMILY, or nothing. */
unsigned eastern_traits(const token *t);

#endif
