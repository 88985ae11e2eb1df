/* Keys that sign checkpoints: Ed25519 (RFC 8032), by OpenSSL; and the names that others know them by.
 *
 * A key has the name of its log. Its public half is written as in C2SP signed-note: NAME+ID+BASE64, its
 * private half as PRIVATE+KEY+NAME+ID+BASE64.
 *
 *     signer *s;
 *     status = signer_new(seed, &s, &error);
 *     status = signer_sign(s, text, signature, &error);
 */
#ifndef AUDIT_SIGNER_H
#define AUDIT_SIGNER_H

#include "base/buf.h"

enum { SIGNER_KEY_SIZE = 32, SIGNER_SEED_SIZE = 32, SIGNATURE_SIZE = 64 };

typedef struct signer_key {
    unsigned char bytes[SIGNER_KEY_SIZE];
} signer_key;

typedef struct signer signer;

/* Random bytes of the system. */
ITD_MUST_CHECK itd_status random_fill(void *to, size_t size, itd_error *error);

ITD_MUST_CHECK itd_status signer_new(const unsigned char seed[SIGNER_SEED_SIZE], signer **out,
                                     itd_error *error);
void signer_free(signer *s);

const signer_key *signer_public(const signer *s);

ITD_MUST_CHECK itd_status signer_sign(const signer *s, str text, unsigned char signature[SIGNATURE_SIZE],
                                      itd_error *error);

/* *good says whether the signature is one of the key over the text. */
ITD_MUST_CHECK itd_status signature_check(const signer_key *key, str text,
                                          const unsigned char signature[SIGNATURE_SIZE], bool *good,
                                          itd_error *error);

/* The four bytes by which a signature says which key made it. */
void signer_key_id(str name, const signer_key *key, unsigned char id[4]);

void signer_put_public(str name, const signer_key *key, buf *out);
void signer_put_private(str name, const signer_key *key, const unsigned char seed[SIGNER_SEED_SIZE],
                        buf *out);

/* Strictly what the two above write, for any name. */
bool signer_read_public(str text, str *name, signer_key *key);
bool signer_read_private(str text, str *name, unsigned char seed[SIGNER_SEED_SIZE]);

#endif
