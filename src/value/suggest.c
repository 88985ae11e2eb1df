#include "value/suggest.h"

enum { WORD_CAP = 48, DISTANCE_MOST = 3 };

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment, three rows of the table at a time. */
static size_t distance_of(str a, str b)
{
    size_t rows[3][WORD_CAP + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t other = lower(a.data[i - 1]) != lower(b.data[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + other);
            bool swapped = i > 1 && j > 1 && lower(a.data[i - 1]) == lower(b.data[j - 2]) &&
                           lower(a.data[i - 2]) == lower(b.data[j - 1]);
            if (swapped)
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b.len];
}

void suggest_begin(suggestion *s, str asked)
{
    *s = (suggestion){.asked = asked, .distance = DISTANCE_MOST + 1};
    size_t most = asked.len / 3 + 1;
    if (most < s->distance)
        s->distance = most;
    if (asked.len < 2 || asked.len > WORD_CAP)
        s->distance = 0;
}

void suggest_offer(suggestion *s, str known)
{
    size_t apart = known.len > s->asked.len ? known.len - s->asked.len : s->asked.len - known.len;
    if (known.len > WORD_CAP || apart >= s->distance)
        return;
    size_t distance = distance_of(s->asked, known);
    if (distance >= s->distance)
        return;
    s->distance = distance;
    s->best = known;
}
