/* Lists that are known and not read: what a file is, and what to give instead.
 *
 * Asked only when no reader knows the content, or only that of a firm's own table, which would complain of a
 * missing column and hide what is wrong.
 *
 *     str says = foreign_list(file);   // "an Excel workbook (xlsx); save it as CSV …", or empty
 */
#ifndef LIST_FOREIGN_H
#define LIST_FOREIGN_H

#include "list/reader.h"

/* Behind "is ": what it is and what to give instead; empty where the content says nothing. */
str foreign_list(const list_file *file);

#endif
