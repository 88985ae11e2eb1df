/* Time limits of connections: a client that sends a byte now and then is slow, however often it does.
 *
 * Every connection has a deadline: for the next whole request, for its body, for the answer to be taken. A
 * thread looks twice a second and ends what is late. The library's own timeout counts only silence.
 *
 *     watch_open(w, socket, &entry);            // a new connection
 *     watch_until(entry, w->request_seconds);   // from now on
 *     watch_close(w, entry);                    // before its socket is closed
 */
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include <interdict/status.h>

#include <stdbool.h>
#include <stddef.h>

typedef struct watch watch;
typedef struct watch_entry watch_entry;

ITD_MUST_CHECK itd_status watch_new(watch **out, itd_error *error);
void watch_free(watch *w); /* when no connection is left */

/* NULL without memory: the connection is then to be ended. */
watch_entry *watch_open(watch *w, int socket, unsigned seconds);
void watch_close(watch *w, watch_entry *e);

void watch_until(watch_entry *e, unsigned seconds);

size_t watch_count(watch *w); /* connections that are open */
size_t watch_ended(watch *w); /* ended for being late, so far */

#endif
