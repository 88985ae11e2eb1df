#include "audit/signer.h"

#include "audit/base64.h"
#include "base/error.h"
#include "base/sha256.h"

#include <openssl/evp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/random.h>

enum { ALGORITHM_ED25519 = 1, ENCODED_SIZE = 33 };

struct signer {
    EVP_PKEY *key;
    signer_key public;
};

/* A context of our own, made by the first call: where memory is missing, that of the library itself is half
 * made and the next call ends the process. NULL without memory; then the next call tries again. */
static OSSL_LIB_CTX *library_context(void)
{
    static _Atomic(OSSL_LIB_CTX *) kept;
    OSSL_LIB_CTX *known = atomic_load(&kept);
    if (known)
        return known;
    OSSL_LIB_CTX *made = OSSL_LIB_CTX_new();
    if (!made || atomic_compare_exchange_strong(&kept, &known, made))
        return made;
    OSSL_LIB_CTX_free(made); /* another thread was first */
    return known;
}

itd_status random_fill(void *to, size_t size, itd_error *error)
{
    return getrandom(to, size, 0) == (ssize_t)size
               ? ITD_OK
               : error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "the system gives no random bytes");
}

itd_status signer_new(const unsigned char seed[SIGNER_SEED_SIZE], signer **out, itd_error *error)
{
    size_t size = SIGNER_KEY_SIZE;
    signer *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(error);
    OSSL_LIB_CTX *context = library_context();
    s->key =
        context ? EVP_PKEY_new_raw_private_key_ex(context, "ED25519", NULL, seed, SIGNER_SEED_SIZE) : NULL;
    if (!s->key || EVP_PKEY_get_raw_public_key(s->key, s->public.bytes, &size) != 1) {
        signer_free(s);
        return error_memory(error);
    }
    *out = s;
    return ITD_OK;
}

void signer_free(signer *s)
{
    if (!s)
        return;
    EVP_PKEY_free(s->key);
    free(s);
}

const signer_key *signer_public(const signer *s)
{
    return &s->public;
}

itd_status signer_sign(const signer *s, str text, unsigned char signature[SIGNATURE_SIZE], itd_error *error)
{
    size_t size = SIGNATURE_SIZE;
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    bool good = c && EVP_DigestSignInit_ex(c, NULL, NULL, library_context(), NULL, s->key, NULL) == 1 &&
                EVP_DigestSign(c, signature, &size, (const unsigned char *)text.data, text.len) == 1;
    EVP_MD_CTX_free(c);
    return good ? ITD_OK : error_memory(error);
}

static bool verify(OSSL_LIB_CTX *context, const unsigned char key[SIGNER_KEY_SIZE], str text,
                   const unsigned char signature[SIGNATURE_SIZE])
{
    EVP_PKEY *k = EVP_PKEY_new_raw_public_key_ex(context, "ED25519", NULL, key, SIGNER_KEY_SIZE);
    EVP_MD_CTX *c = k ? EVP_MD_CTX_new() : NULL;
    bool good =
        c && EVP_DigestVerifyInit_ex(c, NULL, NULL, context, NULL, k, NULL) == 1 &&
        EVP_DigestVerify(c, signature, SIGNATURE_SIZE, (const unsigned char *)text.data, text.len) == 1;
    EVP_MD_CTX_free(c);
    EVP_PKEY_free(k);
    return good;
}

/* The library says "no" for a bad signature and where memory is missing. The first signature of RFC 8032,
 * section 7.1, which is good, tells these apart. */
static bool verifies_what_is_good(OSSL_LIB_CTX *context)
{
    static const unsigned char key[SIGNER_KEY_SIZE] = {
        0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
        0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a};
    static const unsigned char signature[SIGNATURE_SIZE] = {
        0xe5, 0x56, 0x43, 0x00, 0xc3, 0x60, 0xac, 0x72, 0x90, 0x86, 0xe2, 0xcc, 0x80, 0x6e, 0x82, 0x8a,
        0x84, 0x87, 0x7f, 0x1e, 0xb8, 0xe5, 0xd9, 0x74, 0xd8, 0x73, 0xe0, 0x65, 0x22, 0x49, 0x01, 0x55,
        0x5f, 0xb8, 0x82, 0x15, 0x90, 0xa3, 0x3b, 0xac, 0xc6, 0x1e, 0x39, 0x70, 0x1c, 0xf9, 0xb4, 0x6b,
        0xd2, 0x5b, 0xf5, 0xf0, 0x59, 0x5b, 0xbe, 0x24, 0x65, 0x51, 0x41, 0x43, 0x8e, 0x7a, 0x10, 0x0b};
    return verify(context, key, STR_NONE, signature);
}

itd_status signature_check(const signer_key *key, str text, const unsigned char signature[SIGNATURE_SIZE],
                           bool *good, itd_error *error)
{
    OSSL_LIB_CTX *context = library_context();
    /* Asked twice: memory that is missing once is there again. */
    *good = context &&
            (verify(context, key->bytes, text, signature) || verify(context, key->bytes, text, signature));
    return *good || (context && verifies_what_is_good(context)) ? ITD_OK : error_memory(error);
}

void signer_key_id(str name, const signer_key *key, unsigned char id[4])
{
    static const unsigned char between[] = {'\n', ALGORITHM_ED25519};
    unsigned char hash[SHA256_SIZE];
    sha256_state s;
    sha256_init(&s);
    sha256_update(&s, name.data, name.len);
    sha256_update(&s, between, sizeof between);
    sha256_update(&s, key->bytes, SIGNER_KEY_SIZE);
    sha256_final(&s, hash);
    memcpy(id, hash, 4);
}

static void put_key(str name, const signer_key *key, const unsigned char *bytes, buf *out)
{
    unsigned char id[4], encoded[ENCODED_SIZE] = {ALGORITHM_ED25519};
    signer_key_id(name, key, id);
    memcpy(encoded + 1, bytes, ENCODED_SIZE - 1);
    buf_printf(out, "%.*s+%02x%02x%02x%02x+", STR_ARG(name), id[0], id[1], id[2], id[3]);
    base64_put(out, encoded, sizeof encoded);
}

void signer_put_public(str name, const signer_key *key, buf *out)
{
    put_key(name, key, key->bytes, out);
}

void signer_put_private(str name, const signer_key *key, const unsigned char seed[SIGNER_SEED_SIZE], buf *out)
{
    buf_puts(out, "PRIVATE+KEY+");
    put_key(name, key, seed, out);
}

static bool read_key(str text, str *name, str *id, unsigned char bytes[ENCODED_SIZE - 1])
{
    unsigned char encoded[ENCODED_SIZE];
    str rest = text;
    if (!str_split(&rest, '+', name) || !str_split(&rest, '+', id) || !name->len ||
        !base64_take(rest, encoded, sizeof encoded) || encoded[0] != ALGORITHM_ED25519)
        return false;
    memcpy(bytes, encoded + 1, ENCODED_SIZE - 1);
    return true;
}

/* The name and the key have that id. */
static bool has_id(str name, const signer_key *key, str id)
{
    unsigned char own[4];
    char text[9];
    signer_key_id(name, key, own);
    snprintf(text, sizeof text, "%02x%02x%02x%02x", own[0], own[1], own[2], own[3]);
    return str_is(id, text);
}

bool signer_read_public(str text, str *name, signer_key *key)
{
    str id;
    return read_key(text, name, &id, key->bytes) && has_id(*name, key, id);
}

bool signer_read_private(str text, str *name, unsigned char seed[SIGNER_SEED_SIZE])
{
    const str prefix = STR("PRIVATE+KEY+");
    str id;
    signer *s = NULL;
    if (!str_starts(text, prefix) ||
        !read_key(str_make(text.data + prefix.len, text.len - prefix.len), name, &id, seed) ||
        signer_new(seed, &s, NULL) != ITD_OK)
        return false;
    bool good = has_id(*name, &s->public, id);
    signer_free(s);
    return good;
}
