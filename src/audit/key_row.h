/* What a record says of a row of API keys: a hash over all of it. The row holds random bytes, so nobody finds
 * a name from the hash. */
#ifndef AUDIT_KEY_ROW_H
#define AUDIT_KEY_ROW_H

#include "base/sha256.h"
#include "base/str.h"

typedef struct key_row_values {
    long long number;
    str name, role, salt, hash, made, withdrawn; /* withdrawn data NULL: it holds */
} key_row_values;

void key_row_hash(const key_row_values *row, char hex[SHA256_HEX_LEN + 1]);

#endif
