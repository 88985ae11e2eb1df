/* What the bytes are, and the same as UTF-8.
 *
 * Payment files arrive as ASCII, UTF-8 with and without a byte order mark, UTF-16, UTF-32, Latin-1 and
 * EBCDIC. The content decides, not the file name. Text in another form than UTF-8 is transcoded, and where
 * that was a guess it is a problem for a person to see. XML in UTF-8 or in an encoding that it declares stays
 * as it is: the XML parser reads the declaration.
 *
 *     decoded_text t;
 *     encoding_decode(arena, bytes, &t);
 *     if (t.content == CONTENT_FIN) ... t.text ...
 */
#ifndef MESSAGE_ENCODING_H
#define MESSAGE_ENCODING_H

#include "base/arena.h"
#include "base/str.h"
#include "message/content.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct decoded_text {
    str text;
    message_content content;
    size_t prefix;       /* bytes before the XML */
    bool transcoded;     /* to UTF-8: an XML declaration in the text is no longer true */
    bool latin1;         /* bytes that are not UTF-8 were read as Latin-1 */
    const char *problem; /* sentence, or NULL */
} decoded_text;

/* How the bytes are written, by their first ones. */
typedef struct text_encoding {
    size_t width; /* bytes of a character: 1, 2, 4 */
    bool little;
    bool ebcdic;
    const char *problem; /* sentence, or NULL */
} text_encoding;

text_encoding encoding_guess(str head);

static inline bool encoding_is_converted(const text_encoding *e)
{
    return e->width > 1 || e->ebcdic;
}

#define ENCODING_GROWTH 2 /* UTF-8 is at most so many times as long, and as many bytes more */

/* Bytes of such an encoding to UTF-8; returns the length of what is written to `to`. *used: bytes taken,
 * fewer than all where a character is cut and `last` is not set. */
size_t encoding_convert(const text_encoding *e, str bytes, bool last, char *to, size_t *used);

/* False without memory. text.text is a slice of the bytes where nothing had to be changed. */
bool encoding_decode(arena *a, str bytes, decoded_text *out);

/* Latin-1 to UTF-8, in the arena; data NULL without memory. */
str encoding_from_latin1(arena *a, str bytes);

extern const char *const encoding_latin1_problem;

#endif
