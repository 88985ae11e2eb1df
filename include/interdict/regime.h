/* The measures of a snapshot.
 *
 *     const char *json;
 *     size_t len;
 *     if (itd_regime_list_json(worker, "2018-08-07", 0, &json, &len, &error) == ITD_OK)
 *         fwrite(json, 1, len, stdout);      // one line for each measure
 */
#ifndef INTERDICT_REGIME_H
#define INTERDICT_REGIME_H

#include <interdict/screen.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Lists the measures in force on the day, "YYYY-MM-DD" (NULL: today, UTC); all is not 0: the others too.
 * *json has one line for each, with its end, as `interdict regime list --json` prints them; borrowed from the
 * worker until its next call, terminated, *len bytes long. Errors: ITD_ERROR_USAGE (a bad day),
 * ITD_ERROR_SNAPSHOT, ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_regime_list_json(itd_worker *worker, const char *on, int all,
                                                       const char **json, size_t *len, itd_error *error);

#ifdef __cplusplus
}
#endif
#endif
