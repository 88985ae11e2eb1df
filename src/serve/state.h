/* The folder of what a server keeps: keys and log in one file, archived snapshots. */
#ifndef SERVE_STATE_H
#define SERVE_STATE_H

#include <interdict/status.h>

/* Makes it, and the folders above it. */
ITD_MUST_CHECK itd_status state_make(const char *folder, itd_error *error);

#endif
