/* Messages against the published schemas: advice only, the verdict never rests on it. The work is done by
 * interdict-schema (libxml2), a program of its own (src/programs/schema.c).
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

/* Sentences about the XML of one file, at most cap; none where it is valid. Errors: ITD_ERROR_UNSUPPORTED
 * when the program ended without an answer, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status message_schemas_check(message_schemas *s, arena *a, str xml, str *advice,
                                                size_t cap, size_t *count, itd_error *error);

#endif
