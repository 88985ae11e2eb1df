/* A record, and its leaf: the line of JSON that the tree holds.
 *
 * The leaf has what is not personal as it is, and for what is personal a commitment: SHA-256 of a random salt
 * and the value. Salts and values lie beside the leaf. Once they are deleted nobody can find the value from
 * the commitment, and the leaf, and with it the tree, is as it was.
 *
 *     {"n":17,"time":"2026-11-30T21:10:00.123456Z","kind":"decide","library":"0.1.0","snapshot":"sha256:…",
 *      "policy":"sha256:…","key":3,"subject":"<hex>","terms":"<hex>","question":"<hex>","answer":"<hex>",
 *      "detail":null}
 *
 *     status = record_seal(&r, &error);            // salts, commitments: needs no lock
 *     leaf_write(&r, number, time, &out);
 */
#ifndef AUDIT_LEAF_H
#define AUDIT_LEAF_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/sha256.h"

#include <stdint.h>

/* What is personal. */
typedef enum record_value {
    VALUE_SUBJECT,  /* who it is about, as the asking side calls them: the id of a customer, of a case */
    VALUE_TERMS,    /* what it was asked under: route with its parameters, and the day; JSON */
    VALUE_QUESTION, /* as it was given */
    VALUE_ANSWER,   /* as it was given */
    VALUE_COUNT
} record_value;

enum { SALT_SIZE = 16, LEAF_TIME_CAP = 32 };

typedef struct record_salt {
    unsigned char bytes[SALT_SIZE];
} record_salt;

typedef struct log_record {
    const char *kind; /* screen message text decide match, or of the log itself: log signer key snapshot erase
                       */
    str snapshot, policy;    /* "sha256:…"; empty: none */
    long long key;           /* number of the API key, 0: none */
    str values[VALUE_COUNT]; /* data NULL: none */
    str detail;              /* JSON; empty: none */

    record_salt salts[VALUE_COUNT];
    char commitments[VALUE_COUNT][SHA256_HEX_LEN + 1];
} log_record;

extern const char *const record_value_names[VALUE_COUNT];

/* Takes new salts and makes the commitments. */
ITD_MUST_CHECK itd_status record_seal(log_record *r, itd_error *error);

void record_commit(const record_salt *salt, str value, char hex[SHA256_HEX_LEN + 1]);

/* The salts of the values that there are, one behind the other. */
void record_put_salts(const log_record *r, buf *out);
bool record_has_values(const log_record *r);

/* The leaf, appended; without line end. time: microseconds since 1970. */
void leaf_write(const log_record *r, uint64_t number, long long time, buf *out);

/* "2026-11-30T21:10:00.123456Z" */
void leaf_time_text(long long time, char text[LEAF_TIME_CAP]);

/* What readers want of a leaf. Texts are of the arena. */
typedef struct leaf {
    uint64_t number;
    str time, kind, library, snapshot, policy, detail;
    long long key;
    str commitments[VALUE_COUNT]; /* data NULL: none */
} leaf;

/* Strictly what leaf_write writes; ITD_ERROR_INPUT says what it is not. */
ITD_MUST_CHECK itd_status leaf_read(str text, arena *a, leaf *out, itd_error *error);

#endif
