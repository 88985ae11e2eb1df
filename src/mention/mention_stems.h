/* Endings that languages put behind a name: cases, genitives, plurals.
 *
 * Works on romanised letters, so that one table serves all spellings of an alphabet. A stem is what is left
 * without an ending; a listed word fits it if it is the stem, or the stem with an ending of the nominative.
 * It knows no grammar: "Putinam" is no Russian, and is led back to Putin all the same.
 *
 *     uint8_t lens[STEMS_MAX];
 *     size_t count = mention_stems(str_of("lavrovym"), SCRIPT_CYRILLIC, lens);   // 6: lavrov
 */
#ifndef MENTION_MENTION_STEMS_H
#define MENTION_MENTION_STEMS_H

#include "text/text.h"

enum { STEMS_MAX = 6 };

/* Lengths of the stems, the longest first, each once. */
size_t mention_stems(str letters, uint8_t script, uint8_t lens[STEMS_MAX]);

/* The endings of the nominative that a listed word may have behind the stem, by number; the first is empty.
 * False behind the last. */
enum { STEM_REST_MAX = 4 };
bool mention_stem_rest(uint8_t script, size_t number, str *rest);

#endif
