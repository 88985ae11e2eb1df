/* Listed names written without blanks: "SYRIANPETROLEUMCOMPANY".
 *
 * A name is found by all of its letters and digits, folded, "LAST, First" in both orders; one letter off, it
 * is not. Made at the first question, from every listed name of some length.
 *
 *     joined_names j = {.snapshot = snapshot};
 *     uint32_t names[8];   // rows of the snapshot
 *     size_t count;        // of all there are; what is beyond 8 is not written
 *     joined_names_find(&j, word, names, 8, &count, &error);
 *     joined_names_free(&j);
 */
#ifndef EXACT_JOINED_NAMES_H
#define EXACT_JOINED_NAMES_H

#include "base/buf.h"
#include "snapshot/snapshot.h"

#include <interdict/status.h>

#define JOINED_LETTERS 12 /* shorter words are not asked */

typedef struct joined_slot {
    uint32_t hash;
    uint32_t name; /* row + 1; 0: free */
} joined_slot;

typedef struct joined_names {
    const snapshot *snapshot;
    joined_slot *slots; /* a name stands at its hash or in a slot behind it */
    size_t mask;        /* slots - 1 */
    bool made, failed;  /* failed: since the last question was put */
    buf folded, turned;
} joined_names;

/* Rows of the names that the word is, at most cap of them written; *count may be more than cap. Error:
 * ITD_ERROR_MEMORY, and then nothing is known of the word. */
ITD_MUST_CHECK itd_status joined_names_find(joined_names *j, str word, uint32_t *names, size_t cap,
                                            size_t *count, itd_error *error);
void joined_names_free(joined_names *j);

#endif
