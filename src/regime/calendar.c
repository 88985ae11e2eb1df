/* Due dates. Federal holidays of the United States: 5 U.S.C. 6103, observed days by Executive Order 11582 and
 * 5 U.S.C. 6103(b): Friday for a Saturday, Monday for a Sunday. */
#include "regime/regime.h"

enum { MONDAY, THURSDAY = 3, FRIDAY, SATURDAY, SUNDAY };

/* The n-th weekday of a month; n = 5 means the last. */
static calendar_day nth_weekday(int year, int month, int weekday, int n)
{
    calendar_day first = 0, day;
    if (!date_from_parts(year, month, 1, &first))
        return DATE_NONE;
    day = first + (weekday - date_weekday(first) + 7) % 7 + 7 * (n - 1);
    int y, m, d;
    date_to_parts(day, &y, &m, &d);
    return m == month ? day : day - 7;
}

static bool fixed_holiday(int month, int day, int year)
{
    return (month == 1 && day == 1) || (month == 6 && day == 19 && year >= 2021) ||
           (month == 7 && day == 4) || (month == 11 && day == 11) || (month == 12 && day == 25);
}

static bool moving_holiday(calendar_day day, int year)
{
    return (year >= 1986 && day == nth_weekday(year, 1, MONDAY, 3)) ||
           day == nth_weekday(year, 2, MONDAY, 3) || day == nth_weekday(year, 5, MONDAY, 5) ||
           day == nth_weekday(year, 9, MONDAY, 1) || day == nth_weekday(year, 10, MONDAY, 2) ||
           day == nth_weekday(year, 11, THURSDAY, 4);
}

static bool is_fixed(calendar_day day)
{
    int y, m, d;
    date_to_parts(day, &y, &m, &d);
    return fixed_holiday(m, d, y);
}

bool regime_us_holiday(calendar_day day)
{
    int y, m, d, weekday = date_weekday(day);
    date_to_parts(day, &y, &m, &d);
    if (fixed_holiday(m, d, y) || moving_holiday(day, y))
        return true;
    return (weekday == FRIDAY && is_fixed(day + 1)) || (weekday == MONDAY && is_fixed(day - 1));
}

calendar_day regime_us_business_days(calendar_day day, unsigned count)
{
    while (count > 0) {
        day++;
        if (date_weekday(day) < SATURDAY && !regime_us_holiday(day))
            count--;
    }
    return day;
}

calendar_day regime_add_years(calendar_day day, unsigned years)
{
    int y, m, d;
    calendar_day out = DATE_NONE;
    date_to_parts(day, &y, &m, &d);
    if (years < 9000 && !date_from_parts(y + (int)years, m, d, &out) && m == 2)
        (void)date_from_parts(y + (int)years, 3, 1, &out);
    return out;
}
