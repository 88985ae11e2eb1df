/* Listed names written without blanks: "SYRIANPETROLEUMCOMPANY".
 *
 * A name is found by all of its letters and digits, folded, "LAST, First" in both orders; one letter off, it
 * is not. The table of every listed name of some length is made while the snapshot is compiled, kept in a
 * section of it and shared; each asker has its room.
 *
 *     joined_names_open(snapshot, &names, &error);
 *     joined_room room;
 *     joined_room_init(&room);
 *     uint32_t rows[8];    // of the snapshot
 *     size_t count;        // of all there are; what is beyond 8 is not written
 *     joined_names_find(names, &room, word, rows, 8, &count, &error);
 */
#ifndef EXACT_JOINED_NAMES_H
#define EXACT_JOINED_NAMES_H

#include "base/buf.h"
#include "snapshot/snapshot.h"

#include <interdict/status.h>

#define JOINED_LETTERS 12 /* shorter words are not asked */

typedef struct joined_names joined_names;

typedef struct joined_room {
    buf folded, turned;
    bool failed; /* no memory since the last question */
} joined_room;

/* The table of the snapshot's section, checked; one is made where it has none. Errors: ITD_ERROR_SNAPSHOT,
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status joined_names_open(const snapshot *s, joined_names **out, itd_error *error);
void joined_names_free(joined_names *j);

/* Makes the section for a snapshot that is compiled. */
typedef itd_status joined_section_sink(void *context, const char tag[4], str bytes, itd_error *error);
ITD_MUST_CHECK itd_status joined_section_build(const snapshot *core, joined_section_sink *sink, void *context,
                                               itd_error *error);

void joined_room_init(joined_room *r);
void joined_room_free(joined_room *r);

/* Rows of the names that the word is, at most cap of them written; *count may be more than cap. Error:
 * ITD_ERROR_MEMORY, and then nothing is known of the word. */
ITD_MUST_CHECK itd_status joined_names_find(const joined_names *j, joined_room *r, str word, uint32_t *names,
                                            size_t cap, size_t *count, itd_error *error);

#endif
