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

#include <stdbool.h>
#include <stdint.h>

typedef enum message_content { CONTENT_NONE, CONTENT_FIN, CONTENT_XML } message_content;

typedef struct decoded_text {
    str text;
    message_content content;
    bool transcoded;     /* to UTF-8: an XML declaration in the text is no longer true */
    const char *problem; /* sentence, or NULL */
} decoded_text;

/* False without memory. text.text is a slice of the bytes where nothing had to be changed. */
bool encoding_decode(arena *a, str bytes, decoded_text *out);

/* Latin-1 to UTF-8, in the arena; data NULL without memory. */
str encoding_from_latin1(arena *a, str bytes);

/* One character as one to four bytes of UTF-8; their count. */
size_t encoding_put_utf8(char *to, uint32_t c);

bool encoding_is_utf8(str s);

#endif
