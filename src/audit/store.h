/* Which database a log lies in. */
#ifndef AUDIT_STORE_H
#define AUDIT_STORE_H

#include "audit/database.h"

/* A path, or postgresql://… Errors: ITD_ERROR_IO (it is not there, is none, cannot be opened),
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status store_open(const char *name, database_use use, database **out, itd_error *error);

#endif
