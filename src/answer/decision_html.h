/* Decisions as one HTML page to print and file: the case, the verdict with its ground, reasons and
 * provisions, what is open, what is to be done. Made from the case and from the answer's JSON, so that the
 * page says what the answer says; no scripts, nothing loaded from elsewhere. It decides nothing.
 *
 *     decision_html_start(&page);
 *     status = decision_html_add(&page, case_text, buf_as_str(&json), &error);   // once per case
 *     decision_html_end(&page);
 */
#ifndef ANSWER_DECISION_HTML_H
#define ANSWER_DECISION_HTML_H

#include "base/buf.h"

#include <interdict/status.h>

void decision_html_start(buf *out);

/* One case: its own JSON, and the JSON of its decision. Errors: ITD_ERROR_INPUT where one is no JSON,
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status decision_html_add(buf *out, str case_json, str decision_json, itd_error *error);

void decision_html_end(buf *out);

#endif
