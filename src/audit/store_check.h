/* Looks at a store: all that the log says of itself, and that nothing else stands in its tables.
 *
 *     verifier_begin(&v, NULL);
 *     status = store_check(database, &v, &error);
 */
#ifndef AUDIT_STORE_CHECK_H
#define AUDIT_STORE_CHECK_H

#include "audit/database.h"
#include "audit/verifier.h"

/* The sink that feeds a verifier. */
log_sink verifier_sink(verifier *v);

/* Findings are in the verifier, also those of a store that can be read in part only. Errors: ITD_ERROR_IO,
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status store_check(database *d, verifier *v, itd_error *error);

#endif
