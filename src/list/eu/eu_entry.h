/* One entry of the EU's consolidated list, whichever form it comes in: the CSV has the parts and attributes
 * of the XML in columns, so its reader (eu_csv.c) puts them back into the tree of the XML and hands that on.
 */
#ifndef LIST_EU_EU_ENTRY_H
#define LIST_EU_EU_ENTRY_H

#include "list/record.h"

typedef struct eu_state {
    list_job *job;
    const list_file *file;
} eu_state;

/* Title and publisher. */
void eu_describe(list_job *job);

/* Takes a <sanctionEntity>; `context` is an eu_state. */
ITD_MUST_CHECK itd_status eu_read_entry(void *context, const xml_node *entry, itd_error *error);

#endif
