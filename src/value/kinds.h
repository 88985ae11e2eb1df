/* The names of kinds of identifiers as proposals. Inside this room only. */
#ifndef VALUE_KINDS_H
#define VALUE_KINDS_H

#include "value/suggest.h"

/* Offers all of them, the most usual first. */
void identifier_kinds_offer(suggestion *s);

#endif
