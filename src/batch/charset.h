/* Input in another encoding than UTF-8, converted as it comes (iconv). What cannot be converted ends the
 * reading with an error: a character that is left out may be one of a listed name.
 *
 *     status = charset_open("windows-1251", &c, &error);        // ITD_ERROR_USAGE: no such encoding
 *     status = charset_fill(c, fd, path, &bytes, &ended, &error);
 *     charset_close(c);
 */
#ifndef BATCH_CHARSET_H
#define BATCH_CHARSET_H

#include "base/buf.h"

#include <interdict/status.h>

typedef struct charset charset;

ITD_MUST_CHECK itd_status charset_open(const char *name, charset **out, itd_error *error);

/* Reads once and appends what came, in UTF-8. *ended: nothing follows. */
ITD_MUST_CHECK itd_status charset_fill(charset *c, int fd, const char *path, buf *out, bool *ended,
                                       itd_error *error);

/* The whole text, appended. */
ITD_MUST_CHECK itd_status charset_convert(charset *c, str text, buf *out, itd_error *error);

void charset_close(charset *c);

#endif
