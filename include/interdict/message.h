/* Payment and trade messages: SWIFT MT and ISO 20022, read by meaning and screened part by part.
 *
 *     const char *json;
 *     size_t len;
 *     if (itd_message_json(worker, "a.fin", bytes, bytes_len, NULL, &json, &len, &error) == ITD_OK)
 *         fwrite(json, 1, len, stdout);
 *
 * The content decides the format. What cannot be read is an answer, not a failure: the verdict is then
 * REVIEW, with the reason.
 */
#ifndef INTERDICT_MESSAGE_H
#define INTERDICT_MESSAGE_H

#include <interdict/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Screens every message of the bytes and gives one line of JSON for each, as `interdict message --json`
 * prints them, every line with its end. `source` (nullable) is what the answer calls the input. options may
 * be NULL (the defaults); they hold for this call. *json is borrowed from the worker until
 * its next call, terminated, *len bytes long. Errors: ITD_ERROR_USAGE, ITD_ERROR_LIMIT, ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_message_json(itd_worker *worker, const char *source, const char *bytes,
                                                   size_t bytes_len, const itd_options *options,
                                                   const char **json, size_t *len, itd_error *error);

/* As itd_message_json, under a context: with the firm's policy, which decides under the measures where it
 * names an actor. context may be NULL. */
ITD_API ITD_MUST_CHECK itd_status itd_message_json_in(itd_worker *worker, const char *bytes, size_t bytes_len,
                                                      const itd_context *context, const char **json,
                                                      size_t *len, itd_error *error);

#ifdef __cplusplus
}
#endif
#endif
