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
bool stage_init(stage *s, size_t cap);
void stage_free(stage *s);

/* Adds bytes that were made of those from `first` to `last` of another stage. What does not fit is left out:
 * the room is made large enough. */
void stage_put(stage *s, const char *bytes, size_t len, const stage *from, size_t first, size_t last);
void stage_put_character(stage *s, uint32_t c, const stage *from, size_t first, size_t last);

/* The origin of the end, which is that of the end of `from`. */
void stage_end(stage *s, const stage *from);

/* Bytes from `first` up to `last` as they are. */
void stage_copy(stage *s, const stage *from, size_t first, size_t last);

/* Steps: `to` has room for what they write. */
void unescape_quoted_printable(const stage *from, stage *to);
void unescape_json(const stage *from, stage *to);
void unescape_backslash(const stage *from, stage *to);
void unescape_percent(const stage *from, stage *to);
void unescape_words_of_mail(const stage *from, stage *to);
void markup_strip(const stage *from, stage *to);
void dress_undo(const stage *from, stage *to);

/* blocks.c: bytes written as characters (base64, hexadecimal, uuencode, lists of numbers). What they hold is
 * put behind them where it is text; else *unread tells what was not read. `to` has room for twice the text.
 */
void blocks_read(const stage *from, stage *to, const char **unread);
bool blocks_are_there(str bytes);

/* numbers.c: lists of numbers, each a character: the list at `at` as bytes in `to` (room for
 * NUMBERS_TEXT_MAX); *end is the place behind it. 0 where there is none. */
enum { NUMBERS_LEAST = 8, NUMBERS_TEXT_MAX = 4096 };
size_t numbers_as_bytes(str s, size_t at, size_t *end, char *to);

/* base64.c */
int digit_of_base64(char c); /* 64: none */
size_t base64_to_bytes(str text, char *to);

/* bytes.c: bytes that were decoded, as text in UTF-8; 0 where they are none. */
size_t bytes_as_text(str bytes, char *to, size_t cap);

/* charset.c */
bool charset_is_known(const char *encoding);
const char *charset_declared(str head);
const char *charset_guess(str bytes, bool *guessed);
const char *charset_shifted(str bytes); /* with escape sequences, in seven bits; NULL: none */
size_t charset_to_text(const char *encoding, str bytes, char *to, size_t cap); /* 0: it is none */
itd_status charset_decode(const char *encoding, const stage *from, stage *to, itd_error *error);

/* mail.c: a head says that a part is written so ("base64", "quoted-printable"). */
bool mail_part_is_there(str bytes, const char *written);

/* document.c: the kind of file by its first bytes, or NULL; static. */
const char *bytes_file(str bytes);

/* What the bytes have, for document_look. */
bool markup_is_there(str bytes);
bool escapes_of_json_are_there(str bytes);
bool escapes_of_backslash_are_there(str bytes);
bool escapes_of_percent_are_there(str bytes);
bool escapes_of_mail_are_there(str bytes); /* "=52=61" without a header that says so */
bool words_of_mail_are_there(str bytes);   /* "=?utf-8?B?" */
bool dress_is_there(str bytes);
/* Signs of Braille: they are read as Latin letters, but languages write others with them, and contractions.
 */
bool dress_has_braille(str bytes);

/* `count` hexadecimal digits from `at` on. */
bool hexadecimal(str s, size_t at, size_t count, uint32_t *value);

#endif
