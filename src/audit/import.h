/* A store from an export: what was lost is there again, byte for byte, and is gone on from.
 *
 * The private key is no part of an export. Where it was kept, it signs on; where not, a new one begins, which
 * no earlier key vouches for, and `log verify --public-key` says where.
 */
#ifndef AUDIT_IMPORT_H
#define AUDIT_IMPORT_H

#include "audit/log.h"
#include "audit/verifier.h"

/* The export is checked first (findings in *v, begun; then nothing is made). There must be no log in the
 * store. seed: NULL: a new key. *log: the restored one. */
ITD_MUST_CHECK itd_status audit_import(const char *path, const char *store, const unsigned char *seed,
                                       verifier *v, audit_log **log, itd_error *error);

/* Checks an export; findings in the verifier. Errors: ITD_ERROR_INPUT (it is no export), ITD_ERROR_IO,
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status export_check(const char *path, verifier *v, itd_error *error);

#endif
