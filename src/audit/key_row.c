#include "audit/key_row.h"

#include <stdio.h>

/* Length and bytes: no two rows give the same text. */
static void take(sha256_state *s, str value)
{
    char head[32];
    int len = snprintf(head, sizeof head, "%s%zu:", value.data ? "" : "-", value.len);
    sha256_update(s, head, (size_t)len);
    sha256_update(s, value.data, value.len);
}

void key_row_hash(const key_row_values *row, char hex[SHA256_HEX_LEN + 1])
{
    unsigned char hash[SHA256_SIZE];
    char number[32];
    sha256_state s;
    sha256_init(&s);
    snprintf(number, sizeof number, "%lld", row->number);
    take(&s, str_of(number));
    take(&s, row->name);
    take(&s, row->role);
    take(&s, row->salt);
    take(&s, row->hash);
    take(&s, row->made);
    take(&s, row->withdrawn);
    sha256_final(&s, hash);
    sha256_hex(hash, hex);
}
