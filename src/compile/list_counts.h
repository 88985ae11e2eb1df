/* What `info` says of a source, counted from the entities as the reader made them, before anything is merged:
 * so the figures are those of the published list. */
#ifndef COMPILE_LIST_COUNTS_H
#define COMPILE_LIST_COUNTS_H

#include "base/buf.h"
#include "list/reader.h"

/* Appends the members "files" … "unknown_fields" of the JSON object of a source, without braces. */
ITD_MUST_CHECK itd_status list_counts_render(const list_job *job, buf *out, itd_error *error);

/* Classes of identifiers that are counted: distinct pairs of entity and identifier. */
typedef enum identifier_class {
    IDENTIFIER_IMO,
    IDENTIFIER_MMSI,
    IDENTIFIER_CALLSIGN,
    IDENTIFIER_PASSPORT,
    IDENTIFIER_NATIONAL,
    IDENTIFIER_TAX,
    IDENTIFIER_REGISTRATION,
    IDENTIFIER_BIC,
    IDENTIFIER_LEI,
    IDENTIFIER_WALLET,
    IDENTIFIER_CLASS_COUNT
} identifier_class;

/* IDENTIFIER_CLASS_COUNT for a property that is in no class. */
identifier_class identifier_class_of(property_id p);

#endif
