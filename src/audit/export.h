/* A log as a file of JSON Lines that stands for itself: with it and the public key alone everything can be
 * checked, by this program or another.
 *
 *     {"log":"interdict","version":1,"origin":"…","records":3}
 *     {"record":0,"leaf":"{…}","values":null}
 *     {"record":1,"leaf":"{…}","values":{"salts":"…","subject":"…","terms":"…","question":"…","answer":"…"}}
 *     {"checkpoint":0,"size":1,"note":"…"}
 *     {"key":1,"name":"…","role":"…","salt":"…","hash":"…","made":"…","withdrawn":null}
 *
 * A leaf is a text, since its bytes are what is hashed. A value that is no UTF-8 is {"base64":"…"}.
 * docs/log.md has the whole of it.
 */
#ifndef AUDIT_EXPORT_H
#define AUDIT_EXPORT_H

#include "audit/lines.h"
#include "audit/log.h"
#include "audit/walk.h"

/* Writes the whole log, as it was at one moment. *count: records. */
ITD_MUST_CHECK itd_status export_write(audit_log *log, line_output *out, uint64_t *count, itd_error *error);

/* Reads one, strictly: lines that export_write would not have written are an ITD_ERROR_INPUT with the line.
 */
ITD_MUST_CHECK itd_status export_read(const char *path, const log_sink *sink, itd_error *error);

#endif
