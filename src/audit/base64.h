/* Base64 with padding (RFC 4648), read strictly: one text for each sequence of bytes.
 *
 *     base64_put(&out, hash, 32);
 *     if (!base64_take(text, key, 32)) ... it is not the text of 32 bytes
 */
#ifndef AUDIT_BASE64_H
#define AUDIT_BASE64_H

#include "base/buf.h"

void base64_put(buf *out, const void *data, size_t size);

/* Exactly `size` bytes, at most 125; false for any other text. */
bool base64_take(str text, void *to, size_t size);

/* Bytes of any number, appended. False for a text that base64_put would not have written, or where the buffer
 * failed. */
bool base64_read(str text, buf *out);

#endif
