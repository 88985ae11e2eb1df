/* A file as text: what its bytes are, and, where they are not plain UTF-8 or UTF-16, the text in them with
 * the place in the file that each byte of it came from.
 *
 * Marks of HTML and XML are read by the rules of HTML's tokens (tags, attributes, comments, character
 * references), old code pages through iconv, by their declaration or by their letters, quoted-printable mail,
 * escapes of JSON and programs ("\u0041", "\x41") and of addresses ("%20") are undone, also where one lies in
 * another, and letters that are shown as signs or in the other direction. What base64, hexadecimal digits and
 * uuencode hold is read where it is text, and told where it is not (`unread`). What is no text (archives,
 * images, PDF, office files) is told with its name: nothing in it was looked at. It knows no names and no
 * lists.
 *
 *     document_kind kind = document_look(head, NULL);
 *     if (kind.unreadable) … REVIEW …
 *     else if (kind.convert) status = document_read(arena, bytes, NULL, &d, &error);   // d.text, d.origin
 */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/arena.h"
#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stdint.h>

#define DOCUMENT_HEAD     ((size_t)1 << 20)  /* bytes by which a kind is told */
#define DOCUMENT_SIZE_MAX ((size_t)16 << 20) /* of a file that is converted */

typedef struct document_kind {
    const char *unreadable; /* what it is, if its text cannot be read; static */
    bool convert;           /* plain bytes would not do: document_read */
} document_kind;

/* By the bytes of a beginning, or of a whole file. encoding: declared from outside, or NULL. */
document_kind document_look(str bytes, const char *encoding);

typedef struct document {
    str text;               /* UTF-8 */
    const uint32_t *origin; /* text.len + 1 places in the bytes: where what a byte was made of begins */
    const uint32_t *behind; /* and where that ends */
    const char *encoding;   /* in which the bytes were read: "UTF-8", "CP1251" … */
    bool guessed; /* nothing declared it, and it is no Latin script, or Braille: it may be another one */
    const char *unreadable; /* or NULL */
    const char *unread;     /* a part that was not read, or NULL */
} document;

/* The text of a whole file of at most DOCUMENT_SIZE_MAX bytes, in the arena. Errors: ITD_ERROR_USAGE (no such
 * encoding), ITD_ERROR_LIMIT, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status document_read(arena *a, str bytes, const char *encoding, document *out,
                                        itd_error *error);

/* True if iconv knows the encoding. */
bool document_knows_encoding(const char *encoding);

#endif
