/* What differs between two answers, by name. */
#ifndef SERVE_LOG_LOG_DIFFERENCE_H
#define SERVE_LOG_LOG_DIFFERENCE_H

#include "base/buf.h"
#include "base/json_emit.h"

/* A JSON array of {"where":"$.results[0].score","logged":…,"now":…}, some at most; answers of several lines
 * are compared line by line. Errors: ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status log_put_differences(str logged, str now, json_emitter *w, itd_error *error);

#endif
