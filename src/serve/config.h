/* The configuration file: YAML, one flat table of keys and values. Values are read as texts, so that no and
 * 010 stay what they are. */
#ifndef SERVE_CONFIG_H
#define SERVE_CONFIG_H

#include "base/str.h"

#include <interdict/status.h>

typedef itd_status config_sink(void *context, str key, str value, unsigned long line, itd_error *error);

/* Errors: those of the sink, ITD_ERROR_INPUT with the line, ITD_ERROR_IO, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status config_read(const char *path, config_sink *sink, void *context, itd_error *error);

#endif
