/* A checkpoint: the name of a log, the size and root of its tree, and a signature; the text of C2SP
 * tlog-checkpoint, so that witnesses and tools of others take it as it is.
 *
 *     status = checkpoint_write(origin, size, &root, signer, &note, &error);
 *     status = checkpoint_read(text, &c);
 */
#ifndef AUDIT_CHECKPOINT_H
#define AUDIT_CHECKPOINT_H

#include "audit/signer.h"
#include "audit/tree.h"

typedef struct checkpoint {
    str origin, signed_text; /* of the note */
    uint64_t size;
    tree_hash root;
    unsigned char key_id[4];
    unsigned char signature[SIGNATURE_SIZE];
} checkpoint;

/* Appends the note. */
ITD_MUST_CHECK itd_status checkpoint_write(str origin, uint64_t size, const tree_hash *root, const signer *s,
                                           buf *out, itd_error *error);

/* False for any text that checkpoint_write would not have written. What it points to is of the text. Further
 * signatures behind the log's own (those of witnesses) are left aside where `more` is true. */
bool checkpoint_read(str text, bool more, checkpoint *out);

/* Whether the key signed it. */
ITD_MUST_CHECK itd_status checkpoint_check(const checkpoint *c, const signer_key *key, bool *good,
                                           itd_error *error);

#endif
