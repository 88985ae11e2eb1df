/* A progress bar on a terminal: share, count, rate, time that is left. Drawn at most ten times a second. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct progress_bar {
    bool shown; /* false: standard error is no terminal */
    bool drawn; /* something stands in the line */
    struct timespec start, last;
    uint64_t first; /* count at the start, made by an earlier run */
} progress_bar;

/* force: draw also where standard error is no terminal. */
void progress_start(progress_bar *p, bool force);

/* part of whole (0: not known) in any unit, and the count of what is done. */
void progress_draw(progress_bar *p, uint64_t part, uint64_t whole, uint64_t count, uint64_t resumed);

/* Clears the line for a message; the bar comes back with the next draw. */
void progress_clear(progress_bar *p);

double progress_seconds(const progress_bar *p);

/* "1,234,567" into a buffer of 32 bytes. */
const char *progress_number(uint64_t value, char text[32]);

#endif
