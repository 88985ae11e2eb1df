/* Looks at a whole log, record by record, and finds the first that is not as it was written.
 *
 * It knows nothing of where the log lies: the store and an export both feed it, in the order of the log, each
 * checkpoint behind the records that it covers. Findings are collected; the one with the smallest number
 * counts.
 *
 *     verifier_begin(&v, pinned);
 *     verifier_record(&v, …); verifier_checkpoint(&v, …); …
 *     verifier_end(&v);
 *     if (v.bad) printf("record %llu: %s", v.bad_record, v.sentence);
 */
#ifndef AUDIT_VERIFIER_H
#define AUDIT_VERIFIER_H

#include "audit/checkpoint.h"
#include "audit/walk.h"

enum { VERIFIER_SENTENCE_CAP = 200 };

typedef struct verifier_signer {
    uint64_t record;
    signer_key key;
    bool by_itself; /* no earlier key vouches for it */
} verifier_signer;

/* What the log says of an API key. */
typedef struct verifier_key {
    long long number;
    uint64_t record;
    char hash[SHA256_HEX_LEN + 1];
    bool seen;
} verifier_key;

typedef struct verifier {
    tree tree;
    uint64_t checkpoints, covered;
    str origin; /* in memory */
    buf last;   /* note of the last checkpoint */
    arena memory, leaves;
    buf flags;              /* a byte for each record */
    buf tiles;              /* hashes */
    buf signers;            /* verifier_signer */
    buf keys;               /* verifier_key */
    uint64_t key_changes;   /* records of API keys */
    const checkpoint *kept; /* NULL: none. A checkpoint that somebody else kept */
    bool incomplete; /* a record is gone or was changed: what others say of keys and erasures is not known */
    bool bad;
    uint64_t bad_record;
    char sentence[VERIFIER_SENTENCE_CAP];
    bool no_memory;
} verifier;

void verifier_begin(verifier *v, const checkpoint *kept);
void verifier_free(verifier *v);

/* hash (data NULL: none is stored), values (NULL: none are stored). */
void verifier_record(verifier *v, uint64_t number, str text, str hash, const stored_values *values);
void verifier_checkpoint(verifier *v, uint64_t number, uint64_t size, str note);

/* A row of API keys. */
void verifier_key_row(verifier *v, const key_row_values *row);

/* Behind the last. */
void verifier_end(verifier *v);

/* Then what was found says nothing. */
bool verifier_lacks_memory(const verifier *v);

/* The log must be of this key: it signed, or vouched for whoever signed later. */
void verifier_want_key(verifier *v, str name, const signer_key *key);

/* A finding of somebody else. */
void verifier_find(verifier *v, uint64_t record, const char *format, ...) ITD_PRINTF(3, 4);

static inline size_t verifier_signer_count(const verifier *v)
{
    return v->signers.len / sizeof(verifier_signer);
}
static inline const verifier_signer *verifier_signer_at(const verifier *v, size_t i)
{
    return (const verifier_signer *)(const void *)v->signers.data + i;
}

#endif
