/* A growing buffer of bytes with a ceiling.
 *
 * Appending after a failure does nothing; test `failed` once at the end.
 *
 *     buf out;
 *     buf_init(&out, LIMIT_BUF_SIZE);
 *     buf_puts(&out, "verdict ");
 *     buf_printf(&out, "%d", n);
 *     if (out.failed) ...
 *     buf_free(&out);
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct buf {
    char *data;
    size_t len;
    size_t cap;
    size_t limit; /* ceiling for len */
    bool failed;  /* no memory, or the ceiling was reached */
} buf;

void buf_init(buf *b, size_t limit);
void buf_reset(buf *b); /* empty, memory kept, failure forgotten */
void buf_free(buf *b);

/* Room for `len` more bytes; NULL on failure. The caller writes there and adds to b->len. */
char *buf_reserve(buf *b, size_t len);

void buf_append(buf *b, const void *data, size_t len);
void buf_str(buf *b, str s);
void buf_puts(buf *b, const char *text);
void buf_putc(buf *b, char c);

/* Text with the characters that HTML and SVG reserve written as entities. */
void buf_markup(buf *b, str text);
void buf_printf(buf *b, const char *format, ...) ITD_PRINTF(2, 3);

/* Little-endian integers, for files. */
void buf_u16(buf *b, uint16_t value);
void buf_u32(buf *b, uint32_t value);
void buf_u64(buf *b, uint64_t value);

/* Zero bytes up to a multiple of `alignment`. */
void buf_align(buf *b, size_t alignment);

static inline str buf_as_str(const buf *b)
{
    return str_make(b->data, b->len);
}

#endif
