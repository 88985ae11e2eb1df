#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_WIDTH 30

void progress_start(progress_bar *p, bool force)
{
    *p = (progress_bar){.shown = force || isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &p->start);
}

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

double progress_seconds(const progress_bar *p)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return seconds_between(&p->start, &now);
}

const char *progress_number(uint64_t value, char text[32])
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    int to = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            text[to++] = ',';
        text[to++] = digits[i];
    }
    text[to] = 0;
    return text;
}

static void draw_bar(uint64_t part, uint64_t whole)
{
    int filled = (int)(part >= whole ? BAR_WIDTH : part * BAR_WIDTH / whole);
    char bar[BAR_WIDTH + 1];
    memset(bar, '.', BAR_WIDTH);
    memset(bar, '#', (size_t)filled);
    bar[BAR_WIDTH] = 0;
    fprintf(stderr, "[%s] %3d%%  ", bar, (int)(part >= whole ? 100 : part * 100 / whole));
}

void progress_draw(progress_bar *p, uint64_t part, uint64_t whole, uint64_t count, uint64_t resumed)
{
    struct timespec now;
    char number[32], rate[32];
    if (!p->shown)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    bool finished = whole && part >= whole;
    if (p->drawn && !finished && seconds_between(&p->last, &now) < 0.1)
        return;
    p->last = now;
    double seconds = seconds_between(&p->start, &now);
    double per_second = seconds > 0 ? (double)(count - resumed) / seconds : 0;
    fputs("\r\033[K", stderr);
    if (whole)
        draw_bar(part, whole);
    fprintf(stderr, "%s names  %s/s", progress_number(count, number),
            progress_number((uint64_t)per_second, rate));
    if (whole && part && !finished && seconds > 0) {
        unsigned long left = (unsigned long)((double)(whole - part) * seconds / (double)part);
        fprintf(stderr, "  %lu:%02lu left", left / 60, left % 60);
    }
    fflush(stderr);
    p->drawn = true;
}

void progress_clear(progress_bar *p)
{
    if (p->shown && p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = false;
}
