#include "model/partial_date.h"

#include "base/date.h"

#include <stdio.h>

/* ---- the canonical text ---- */

static bool digits_at(str s, size_t at, size_t count, int *value)
{
    if (at + count > s.len)
        return false;
    *value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return false;
        *value = *value * 10 + (s.data[i] - '0');
    }
    return true;
}

bool partial_date_from_numbers(int year, int month, int day, date_part *out)
{
    *out = (date_part){0};
    if (year < 1 || year > 9999)
        return false;
    out->year = (int16_t)year;
    out->dropped = day != 0 || month < 0 || month > 12;
    if (month < 1 || month > 12)
        return true;
    out->month = (int8_t)month;
    calendar_day ignored;
    if (!date_from_parts(year, month, day, &ignored))
        return true;
    out->day = (int8_t)day;
    out->dropped = false;
    return true;
}

static bool parse_part(str s, date_part *out)
{
    bool circa = s.len && s.data[0] == '~';
    if (circa)
        s = str_make(s.data + 1, s.len - 1);
    int year = 0, month = 0, day = 0;
    if (!digits_at(s, 0, 4, &year))
        return false;
    if (s.len > 4 && (s.data[4] != '-' || !digits_at(s, 5, 2, &month)))
        return false;
    if (s.len > 7 && (s.data[7] != '-' || !digits_at(s, 8, 2, &day)))
        return false;
    if (!(s.len == 4 || s.len == 7 || s.len == 10) || !partial_date_from_numbers(year, month, day, out))
        return false;
    out->circa = circa;
    return out->month == month && out->day == day;
}

/* The first day that the part can mean, or with `end` the last, as a sortable number. */
static int32_t part_key(date_part p, bool end)
{
    int month = p.month ? p.month : end ? 12 : 1;
    int day = p.day ? p.day : end ? 31 : 1;
    return p.year * 10000 + month * 100 + day;
}

static bool make_range(date_part first, date_part last, partial_date *out)
{
    *out = (partial_date){.first = first, .last = last, .range = true};
    return part_key(first, false) <= part_key(last, true);
}

bool partial_date_parse(str text, partial_date *out)
{
    *out = (partial_date){0};
    str rest = text, first, last;
    if (!str_split(&rest, '/', &first) || !parse_part(first, &out->first))
        return false;
    out->last = out->first;
    if (first.len == text.len)
        return true;
    last = str_make(text.data + first.len + 1, text.len - first.len - 1);
    date_part end;
    return parse_part(last, &end) && make_range(out->first, end, out);
}

static size_t format_part(date_part p, char *text, size_t cap)
{
    int n = 0;
    const char *circa = p.circa ? "~" : "";
    if (p.day)
        n = snprintf(text, cap, "%s%04d-%02d-%02d", circa, p.year, p.month, p.day);
    else if (p.month)
        n = snprintf(text, cap, "%s%04d-%02d", circa, p.year, p.month);
    else
        n = snprintf(text, cap, "%s%04d", circa, p.year);
    return n > 0 && (size_t)n < cap ? (size_t)n : 0;
}

void partial_date_format(const partial_date *date, char text[PARTIAL_DATE_CAP])
{
    size_t len = format_part(date->first, text, PARTIAL_DATE_CAP);
    if (date->range) {
        text[len++] = '/';
        len += format_part(date->last, text + len, PARTIAL_DATE_CAP - len);
    }
    text[len] = '\0';
}

/* ---- what lists write ---- */

enum { WORD_CAP = 12 };

typedef enum word_kind {
    WORD_NUMBER,
    WORD_MONTH,
    WORD_CIRCA,
    WORD_RANGE,
    WORD_UNKNOWN,
    WORD_DECADE
} word_kind;

typedef struct date_word {
    word_kind kind;
    int value;
    size_t digits;
    char before; /* the separator in front of it: blank, '/', '-', '.' */
} date_word;

static const char *const MONTHS[12] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};

/* 1 to 12 for a month's English name or an abbreviation of at least three letters; 0 else. */
static int month_from_word(str word)
{
    for (int i = 0; i < 12; i++)
        if (word.len >= 3 && word.len <= strlen(MONTHS[i]) &&
            str_equal_nocase(word, str_make(MONTHS[i], word.len)))
            return i + 1;
    return str_equal_nocase(word, str_of("sept")) ? 9 : 0;
}

static bool word_is_one_of(str word, const char *const *list)
{
    for (; *list; list++)
        if (str_equal_nocase(word, str_of(*list)))
            return true;
    return false;
}

static const char *const CIRCA_WORDS[] = {"circa",  "c",      "ca",   "approximately", "approx", "about",
                                          "around", "early",  "mid",  "late",          "spring", "summer",
                                          "autumn", "winter", "fall", "est",           NULL};
static const char *const RANGE_WORDS[] = {"to", "and", "or", "until", "through", NULL};
static const char *const SILENT_WORDS[] = {"between", "from", "in", "of", "the",  "born", "on",
                                           "st",      "nd",   "rd", "th", "year", NULL};
static const char *const UNKNOWN_WORDS[] = {"dd", "mm", "d", "m", "xx", "unknown", NULL};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Sorts one word of letters; false when it has no place in a date. */
static bool read_letters(str word, date_word *w, bool *silent)
{
    *silent = word_is_one_of(word, SILENT_WORDS);
    w->value = month_from_word(word);
    if (w->value)
        w->kind = WORD_MONTH;
    else if (word_is_one_of(word, CIRCA_WORDS))
        w->kind = WORD_CIRCA;
    else if (word_is_one_of(word, RANGE_WORDS))
        w->kind = WORD_RANGE;
    else if (word_is_one_of(word, UNKNOWN_WORDS))
        w->kind = WORD_UNKNOWN;
    else
        return *silent;
    return true;
}

static bool read_number(str word, date_word *w)
{
    w->kind = WORD_NUMBER;
    w->digits = word.len;
    return word.len <= 4 && digits_at(word, 0, word.len, &w->value);
}

/* Cuts the text into words; the count, or 0 when it does not look like a date. A time of day behind an ISO
 * date ("T00:00:00") is cut off first. */
static size_t read_words(str text, date_word words[WORD_CAP])
{
    size_t count = 0, i = 0;
    char before = ' ';
    while (i < text.len) {
        char c = text.data[i];
        size_t start = i;
        date_word w = {.before = before};
        if (is_digit(c)) {
            while (i < text.len && is_digit(text.data[i]))
                i++;
            if (!read_number(str_make(text.data + start, i - start), &w))
                return 0;
            if (w.digits == 4 && i < text.len && (text.data[i] == 's' || text.data[i] == 'S')) {
                w.kind = WORD_DECADE;
                i++;
            }
        } else if (is_letter(c)) {
            while (i < text.len && is_letter(text.data[i]))
                i++;
            bool silent = false;
            if (!read_letters(str_make(text.data + start, i - start), &w, &silent))
                return 0;
            if (silent)
                continue;
        } else if (c == ' ' || c == ',' || c == '.' || c == '/' || c == '-' || c == '~' || c == '\'') {
            /* the strongest of several separators in a row counts: "1979 - 1982" is separated by '-' */
            if (c == '~') {
                w.kind = WORD_CIRCA;
                i++;
            } else {
                before = before == '-' || before == '/' || c == ' ' || c == ',' || c == '\'' ? before : c;
                i++;
                continue;
            }
        } else {
            return 0;
        }
        if (count == WORD_CAP)
            return 0;
        words[count++] = w;
        before = ' ';
    }
    return count;
}

/* The numbers of one date in any of the orders: day month year, month day year, year month day, and shorter.
 */
static bool read_numbers(const date_word *words, size_t count, date_part *out)
{
    int number[3] = {0}, month = 0;
    size_t digits[3] = {0}, numbers = 0, month_at = 0;
    for (size_t i = 0; i < count; i++) {
        if (words[i].kind == WORD_MONTH) {
            if (month)
                return false;
            month = words[i].value;
            month_at = numbers;
        } else if (numbers < 3) {
            number[numbers] = words[i].kind == WORD_UNKNOWN ? 0 : words[i].value;
            digits[numbers++] = words[i].kind == WORD_UNKNOWN ? 2 : words[i].digits;
        } else {
            return false;
        }
    }
    if (month) { /* "14 Dec 1960", "Dec 14, 1960", "Dec 1960", "1960 Dec 14" */
        if (numbers == 1 && digits[0] == 4)
            return partial_date_from_numbers(number[0], month, 0, out);
        if (numbers == 2 && digits[1] == 4 && digits[0] <= 2)
            return partial_date_from_numbers(number[1], month, number[0], out);
        return numbers == 2 && digits[0] == 4 && month_at == 1 && digits[1] <= 2 &&
               partial_date_from_numbers(number[0], month, number[1], out);
    }
    if (numbers == 1)
        return digits[0] == 4 && partial_date_from_numbers(number[0], 0, 0, out);
    if (numbers == 2 && digits[0] == 4 && digits[1] <= 2)
        return partial_date_from_numbers(number[0], number[1], 0, out);
    if (numbers == 2 && digits[1] == 4)
        return partial_date_from_numbers(number[1], number[0], 0, out);
    if (numbers == 3 && digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2)
        return partial_date_from_numbers(number[0], number[1], number[2], out);
    if (numbers != 3 || digits[2] != 4 || digits[0] > 2 || digits[1] > 2)
        return false;
    bool month_first = number[1] > 12 && number[0] <= 12; /* "12/31/1990" */
    return partial_date_from_numbers(number[2], number[!month_first], number[month_first], out);
}

/* One side of a range, or the whole date. A decade gives both ends. */
static bool read_side(const date_word *words, size_t count, partial_date *out)
{
    bool circa = false;
    while (count && words[0].kind == WORD_CIRCA) {
        circa = true;
        words++, count--;
    }
    *out = (partial_date){0};
    if (count == 1 && words[0].kind == WORD_DECADE) {
        (void)partial_date_from_numbers(words[0].value, 0, 0, &out->first);
        (void)partial_date_from_numbers(words[0].value + 9, 0, 0, &out->last);
        out->range = words[0].value % 10 == 0 && words[0].value > 0;
        out->first.circa = out->last.circa = circa;
        return out->range;
    }
    for (size_t i = 0; i < count; i++)
        if (words[i].kind == WORD_RANGE || words[i].kind == WORD_CIRCA || words[i].kind == WORD_DECADE)
            return false;
    if (!count || !read_numbers(words, count, &out->first))
        return false;
    out->first.circa = circa;
    out->last = out->first;
    return true;
}

/* Where the second date of a range starts, and where the first one ends; false when there is no range. */
static bool find_range(const date_word *words, size_t count, size_t *first_end, size_t *second)
{
    for (size_t i = 1; i < count; i++) {
        if (words[i].kind == WORD_RANGE) {
            *first_end = i;
            *second = i + 1;
            return i + 1 < count;
        }
    }
    /* "1979-1982", "Jan 1960 - Mar 1961": a hyphen or slash right behind a year */
    for (size_t i = 1; i < count; i++) {
        bool full = words[i].kind != WORD_NUMBER || words[i].digits == 4;
        bool year_before = words[i - 1].kind == WORD_NUMBER && words[i - 1].digits == 4;
        if ((words[i].before == '-' || words[i].before == '/') && year_before &&
            (full || (i >= 2 && count > i + 1))) {
            *first_end = *second = i;
            return words[i].kind != WORD_MONTH || i >= 2;
        }
    }
    return false;
}

/* "19601214", of a year that somebody or something may have. */
static bool read_compact(str text, partial_date *out)
{
    int year = 0, month = 0, day = 0;
    *out = (partial_date){0};
    if (!digits_at(text, 0, 4, &year) || !digits_at(text, 4, 2, &month) || !digits_at(text, 6, 2, &day) ||
        year < 1800 || year > 2100 || !partial_date_from_numbers(year, month, day, &out->first))
        return false;
    out->last = out->first;
    return true;
}

bool partial_date_read_parts(str text, partial_date *out)
{
    text = str_trim(text);
    if (text.len > 11 && text.data[10] == 'T' && text.data[4] == '-')
        text.len = 10;
    if (partial_date_parse(text, out))
        return true;
    if (text.len == 8 && str_is_digits(text))
        return read_compact(text, out);
    date_word words[WORD_CAP];
    size_t count = read_words(text, words), first_end = 0, second = 0;
    if (!count)
        return false;
    if (!find_range(words, count, &first_end, &second))
        return read_side(words, count, out);
    partial_date first, last;
    if (!read_side(words + second, count - second, &last))
        return false;
    if (!read_side(words, first_end, &first)) {
        /* "5 or 6 May 1960", "Jan to Mar 1961": the first half borrows the year of the second */
        if (first_end != 1 || words[0].kind != WORD_MONTH)
            return false;
        first = (partial_date){0};
        (void)partial_date_from_numbers(last.first.year, words[0].value, 0, &first.first);
    }
    if (first.first.circa)
        last.last.circa = true;
    return make_range(first.first, last.last, out);
}

bool partial_date_read(str text, char out[PARTIAL_DATE_CAP])
{
    partial_date date;
    out[0] = '\0';
    if (!partial_date_read_parts(text, &date))
        return false;
    partial_date_format(&date, out);
    return true;
}
