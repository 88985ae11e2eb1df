/* ISO 20022 by meaning: XML bytes → messages. */
#ifndef MESSAGE_MX_READ_H
#define MESSAGE_MX_READ_H

#include "message/encoding.h"
#include "message/message.h"

/* Adds the messages of the XML text, with or without header and envelope. False without memory. */
bool mx_read(arena *a, const decoded_text *text, message_list *out);

#endif
