/* A text on its way from bytes: each byte with its place in the file. Inside this room only. */
#ifndef DOCUMENT_STAGE_H
#define DOCUMENT_STAGE_H

#include "base/arena.h"
#include "base/str.h"
#include "document/references.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct stage {
    char *text;
    uint32_t *origin; /* of each byte, and of the end: where what it was made of begins in the file */
    uint32_t *behind; /* and where that ends */
    size_t len, cap;
} stage;

/* Empty, with room for so many bytes; false without memory. */
bool stage_init(stage *s, arena *a, size_t cap);

/* Adds bytes that were made of those from `first` to `last` of another stage. What does not fit is left out:
 * the room is made large enough. */
void stage_put(stage *s, const char *bytes, size_t len, const stage *from, size_t first, size_t last);
void stage_put_character(stage *s, uint32_t c, const stage *from, size_t first, size_t last);

/* The origin of the end, which is that of the end of `from`. */
void stage_end(stage *s, const stage *from);

/* Steps: `to` has room for what they write. */
void unescape_quoted_printable(const stage *from, stage *to);
void unescape_json(const stage *from, stage *to);
void unescape_percent(const stage *from, stage *to);
void markup_strip(const stage *from, stage *to);

/* charset.c */
bool charset_is_known(const char *encoding);
const char *charset_declared(str head);
const char *charset_guess(str bytes, bool *guessed);
itd_status charset_decode(const char *encoding, const stage *from, stage *to, itd_error *error);

/* What the bytes have, for document_look. */
bool markup_is_there(str bytes);
bool escapes_of_json_are_there(str bytes);
bool escapes_of_percent_are_there(str bytes);

#endif
