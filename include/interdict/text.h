/* Free text in any script: every listed party and every place under comprehensive measures that it mentions.
 *
 *     const char *json;
 *     size_t len;
 *     if (itd_text_json(worker, bytes, bytes_len, NULL, &json, &len, &error) == ITD_OK)
 *         fwrite(json, 1, len, stdout);
 */
#ifndef INTERDICT_TEXT_H
#define INTERDICT_TEXT_H

#include <interdict/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Screens one text, UTF-8 or UTF-16. context may be NULL. *json is one line without line end, as `interdict
 * text --json` prints it, borrowed from the worker until its next call, terminated, *len bytes long. Errors:
 * ITD_ERROR_USAGE (a value out of range, a bad day), ITD_ERROR_LIMIT (the answer is longer than a buffer may
 * be), ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_text_json(itd_worker *worker, const char *bytes, size_t bytes_len,
                                                const itd_context *context, const char **json, size_t *len,
                                                itd_error *error);

#ifdef __cplusplus
}
#endif
#endif
