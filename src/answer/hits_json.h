/* The hits of a screening as JSON: members of an array, in their order. */
#ifndef ANSWER_HITS_JSON_H
#define ANSWER_HITS_JSON_H

#include "base/json_emit.h"
#include "screen/findings.h"

/* Every hit that is shown; the caller opens and closes the array. */
void hits_emit(json_emitter *w, const snapshot *s, const findings *f);

#endif
