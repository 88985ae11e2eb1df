/* Messages against the published schemas (libxml2): advice only, the verdict never rests on it.
 *
 * The schema is the file of the folder whose name holds the format ("pacs.008.001.08.xsd"). The document is
 * taken out of its envelope first. Nothing is loaded from the network.
 */
#ifndef CLI_MESSAGE_XSD_H
#define CLI_MESSAGE_XSD_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <stddef.h>

typedef struct message_schemas message_schemas;

ITD_MUST_CHECK itd_status message_schemas_open(const char *folder, message_schemas **out, itd_error *error);
void message_schemas_close(message_schemas *s);

/* Sentences about the XML of one file; their count, at most cap. Empty where it is valid. */
size_t message_schemas_check(message_schemas *s, arena *a, str xml, str *advice, size_t cap);

#endif
