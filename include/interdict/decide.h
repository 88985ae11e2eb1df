/* Decisions: a case in, a verdict with reasons, provisions, open questions and duties out.
 *
 *     const char *json;
 *     size_t len;
 *     if (itd_decide_json(worker, text, text_len, NULL, &json, &len, &error) == ITD_OK)
 *         fwrite(json, 1, len, stdout);
 *     else
 *         fprintf(stderr, "%s\n", error.message);      // nothing was decided
 *
 * It informs; it gives no legal advice.
 */
#ifndef INTERDICT_DECIDE_H
#define INTERDICT_DECIDE_H

#include <interdict/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Decides one case, a JSON object, under the measures of the worker's snapshot. `on` is the day that is asked
 * about, "YYYY-MM-DD"; NULL: that of the case, else today (UTC). *json is one line without line end, as
 * `interdict decide --json` prints it, borrowed from the worker until its next call, terminated, *len bytes
 * long. Errors: ITD_ERROR_USAGE (a bad day), ITD_ERROR_INPUT (the case cannot be read, an unknown field or
 * fact: nothing is decided), ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_decide_json(itd_worker *worker, const char *text, size_t text_len,
                                                  const char *on, const char **json, size_t *len,
                                                  itd_error *error);

/* As itd_decide_json, under a context: with the firm's policy. context may be NULL. Errors as there, and
 * ITD_ERROR_INPUT for a policy that names a list or a law that there is not. */
ITD_API ITD_MUST_CHECK itd_status itd_decide_json_in(itd_worker *worker, const char *text, size_t text_len,
                                                     const itd_context *context, const char **json,
                                                     size_t *len, itd_error *error);

#ifdef __cplusplus
}
#endif
#endif
