/* Why a verdict is what it is: member "reasons", objects with code, text and where. The codes are those of
 * docs/reasons.md. What is only said, and asks for nobody to look, is no reason.
 *
 *     emit_pair_text(&w, "verdict", "REVIEW");
 *     reasons_emit(&w, &findings);
 */
#ifndef ANSWER_REASONS_JSON_H
#define ANSWER_REASONS_JSON_H

#include "base/json_emit.h"
#include "screen/findings.h"

/* f may be NULL: none. */
void reasons_emit(json_emitter *w, const findings *f);

/* The same with those that explain a verdict of the measures, all of them; either may be NULL. */
void reasons_emit_with(json_emitter *w, const findings *f, const findings *why);

#endif
