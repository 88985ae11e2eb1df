/* What a text is, and where the message begins in it.
 *
 * Payments come with bytes around them: the header of a queue manager, a mail head, a length, a line of a
 * log; or as a string in JSON or in another XML, as it is or in base64. The first kilobytes decide. Does not
 * unpack compressed files.
 *
 *     size_t prefix;
 *     if (content_find(head, &prefix) == CONTENT_XML) ... the XML begins at head.data + prefix ...
 */
#ifndef MESSAGE_CONTENT_H
#define MESSAGE_CONTENT_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum message_content {
    CONTENT_NONE,
    CONTENT_FIN,
    CONTENT_XML,
    CONTENT_JSON,
    CONTENT_BASE64,
    CONTENT_FEDWIRE,
    CONTENT_NACHA,
} message_content;

#define CONTENT_HEAD_LEN ((size_t)64 << 10) /* of the text that is looked at */

/* What the beginning of a text in UTF-8 (or another encoding of single bytes) is. *prefix: bytes before the
 * XML; 0 for everything else, whose readers find their beginning themselves. */
message_content content_find(str head, size_t *prefix);

/* True if a string in an envelope is a message by its first bytes. */
bool content_is_payload(str text);

/* Decodes base64, with line ends between, to `to`, which may be where the text stands; returns the length, or
 * 0 if it is none or holds no message. */
size_t content_from_base64(str text, char *to);

/* "{4200}": a tag of Fedwire. */
bool content_fedwire_at(str s, size_t at);

/* "<?xml", or an element that opens a message or a known envelope. */
bool content_xml_at(str s, size_t at);

#endif
