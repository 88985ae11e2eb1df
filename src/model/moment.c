#include "model/moment.h"

#include "base/date.h"

#include <stdio.h>

enum { DAY_SECONDS = 86400, DAY_LAST = 49709 }; /* 2106-02-06 */

/* Two digits at a place, behind a sign; false where there are none. */
static bool take_part(str text, size_t at, char sign, int most, int *out)
{
    if (text.len < at + 3 || text.data[at] != sign)
        return false;
    int high = text.data[at + 1] - '0', low = text.data[at + 2] - '0';
    *out = high * 10 + low;
    return high >= 0 && high <= 9 && low >= 0 && low <= 9 && *out <= most;
}

/* Behind the time: nothing, a fraction, Z or +00:00. */
static bool is_end(str rest)
{
    size_t i = 0;
    if (rest.len && rest.data[0] == '.')
        for (i = 1; i < rest.len && rest.data[i] >= '0' && rest.data[i] <= '9'; i++)
            ;
    rest = str_make(rest.data + i, rest.len - i);
    return !rest.len || str_is(rest, "Z") || str_is(rest, "+00:00");
}

bool moment_read(str text, uint32_t *out)
{
    calendar_day day;
    int part[3] = {0};
    size_t at = 10;
    if (text.len < 10 || !date_parse(str_make(text.data, 10), &day) || day < 0 || day > DAY_LAST)
        return false;
    for (size_t i = 0; i < 3 && at < text.len && (i || text.data[at] == 'T' || text.data[at] == ' '); i++) {
        if (i && text.data[at] != ':')
            break;
        if (!take_part(text, at, text.data[at], i ? 60 : 23, &part[i]))
            return false;
        at += 3;
    }
    *out = (uint32_t)day * DAY_SECONDS + (uint32_t)(part[0] * 3600 + part[1] * 60 + part[2]);
    return is_end(str_make(text.data + at, text.len - at)) && *out;
}

void moment_format(uint32_t when, char text[MOMENT_TEXT_CAP])
{
    char day[DATE_TEXT_CAP];
    date_format((calendar_day)(when / DAY_SECONDS), day);
    when %= DAY_SECONDS;
    snprintf(text, MOMENT_TEXT_CAP, "%.10sT%02u:%02u:%02u", day, when / 3600 % 24, when / 60 % 60, when % 60);
}
