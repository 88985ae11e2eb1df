/* Places under comprehensive measures in a message or a case.
 *
 * Which countries and regions these are, the words of the measures in the snapshot say (`comprehensive`);
 * without measures all territories count that data/places has names for. Countries, regions, cities and ports
 * are found by name, and country codes where a field has one. A street or a hotel of that name, and a town of
 * that name that the text puts elsewhere ("HAVANA, ILLINOIS, USA"), are no such place. It does not know where
 * an address lies that names none of them.
 *
 *     place_screen p;
 *     place_screen_init(&p, snapshot, &error);
 *     place_found found[PLACE_CODES_MAX];
 *     size_t count;
 *     place_screen_text(&p, text, PLACE_IN_ADDRESS, country, found, &count, &error);
 */
#ifndef EXACT_PLACE_SCREEN_H
#define EXACT_PLACE_SCREEN_H

#include "base/buf.h"
#include "base/str.h"
#include "snapshot/snapshot.h"

#include <stdbool.h>

typedef enum place_context {
    PLACE_IN_ADDRESS, /* one line of an address, a port or a town */
    PLACE_IN_TEXT,    /* narrative */
} place_context;

#define PLACE_CODES_MAX 64
#define PLACE_CODE_CAP  8

typedef struct place_screen {
    buf folded;
    char codes[PLACE_CODES_MAX][PLACE_CODE_CAP]; /* "IR", "UA-43" … */
    size_t code_count;
} place_screen;

typedef struct place_found {
    const char *code; /* borrowed from the screen */
    str name;         /* as the table has it; static */
} place_found;

/* Of a snapshot, which may be NULL. A copy for another thread: place_screen_share. Errors: ITD_ERROR_SNAPSHOT
 * (its measures cannot be read), ITD_ERROR_LIMIT (more codes than there is room for), ITD_ERROR_MEMORY. After
 * an error nothing is to be freed. */
ITD_MUST_CHECK itd_status place_screen_init(place_screen *p, const snapshot *s, itd_error *error);
void place_screen_free(place_screen *p);

/* The places of another one, with room of its own. */
void place_screen_share(place_screen *p, const place_screen *of);

/* Places named in the text, each code once, so that there is room for all. country: alpha-2 that the field
 * states otherwise, or empty. Error: ITD_ERROR_MEMORY, and then nothing is known of the text. */
ITD_MUST_CHECK itd_status place_screen_text(place_screen *p, str text, place_context context, str country,
                                            place_found found[PLACE_CODES_MAX], size_t *count,
                                            itd_error *error);

/* For a reader that has the words of a text already, folded: false if no place can begin with this one. */
bool place_screen_may_begin(str word);

/* The place that the words from `from` on name, with those around it to tell what it is; *to is behind it.
 * All words are slices of one text with a blank between each. written: the name is written as one, so that it
 * may have an ending of its language. False if there is none. */
bool place_screen_words(const place_screen *p, const str *words, size_t count, size_t from, bool written,
                        place_found *found, size_t *to);

/* True if the folded text is the name of such a place and nothing else, of a town too. */
bool place_screen_whole(const place_screen *p, str folded, place_found *found);

/* The code if it is that of a country under such measures, in any case, else NULL. */
const char *place_screen_code(const place_screen *p, str alpha2);

/* Likewise for any code of the table, "UA-43" among them. */
const char *place_screen_region(const place_screen *p, str code);

#endif
