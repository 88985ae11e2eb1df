#include "base/date.h"

#include <stdio.h>
#include <time.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from civil, by eras of 400 years that begin on 1 March of year 0. */
static int32_t days_from(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

bool date_from_parts(int year, int month, int day, calendar_day *out)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    *out = days_from(year, month, day);
    return true;
}

void date_to_parts(calendar_day d, int *year, int *month, int *day)
{
    int64_t z = (int64_t)d + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t m = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

bool date_parse(str text, calendar_day *out)
{
    unsigned long long year, month, day;
    if (text.len != 10 || text.data[4] != '-' || text.data[7] != '-')
        return false;
    if (!str_to_unsigned(str_make(text.data, 4), &year) ||
        !str_to_unsigned(str_make(text.data + 5, 2), &month) ||
        !str_to_unsigned(str_make(text.data + 8, 2), &day))
        return false;
    return date_from_parts((int)year, (int)month, (int)day, out);
}

void date_format(calendar_day d, char text[DATE_TEXT_CAP])
{
    int year, month, day;
    date_to_parts(d, &year, &month, &day);
    snprintf(text, DATE_TEXT_CAP, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
}

int date_weekday(calendar_day d)
{
    int r = (d + 3) % 7; /* 1970-01-01 was a Thursday */
    return r < 0 ? r + 7 : r;
}

/* One for the process, since the clock is. */
static _Atomic calendar_day set_day = DATE_NONE;

void date_set_today(calendar_day day)
{
    set_day = day;
}

calendar_day date_today(void)
{
    const calendar_day day = set_day;
    return day != DATE_NONE ? day : (calendar_day)(time(NULL) / 86400);
}
