#include "cli/message_marks.h"

#include "cli/screening.h"

#include <stdlib.h>

typedef struct span {
    uint32_t start, end;
} span;

static int by_start(const void *left, const void *right)
{
    const span *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* ---- the words in their field ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_figure(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_figure(c) || (unsigned char)c >= 0x80;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Behind what stands between two words of a field: blanks, line ends, the number of a line ("2/"), its sign
 * for going on ("//"), the code of a subfield ("?21"). */
static size_t behind_layout(str s, size_t at)
{
    for (bool line = false;;) {
        bool code =
            at + 2 < s.len && s.data[at] == '?' && is_figure(s.data[at + 1]) && is_figure(s.data[at + 2]);
        bool number = line && at + 1 < s.len && is_figure(s.data[at]) && s.data[at + 1] == '/';
        bool sign = line && at + 1 < s.len && s.data[at] == '/' && s.data[at + 1] == '/';
        if (code)
            at += 3;
        else if (number || sign)
            at += 2;
        else if (at < s.len && is_blank(s.data[at]))
            line = s.data[at++] == '\n' || line;
        else
            return at;
        line = line && !number && !sign;
    }
}

static size_t behind_blanks(str s, size_t at)
{
    while (at < s.len && is_blank(s.data[at]))
        at++;
    return at;
}

/* The end of the words where they stand at a place of the field, or 0. */
static size_t end_at(str field, size_t at, str words)
{
    for (size_t k = 0; k < words.len;) {
        size_t next = behind_blanks(words, k);
        if (at >= field.len || next >= words.len)
            return next >= words.len ? at : 0;
        if (small(field.data[at]) != small(words.data[next]))
            at = behind_layout(field, at);
        if (at >= field.len || small(field.data[at]) != small(words.data[next]))
            return 0;
        k = next + 1;
        at++;
    }
    return at;
}

/* The bytes of the field that are these words, whole ones; all of it where they are not there. */
static span narrowed(str source, span all, str words)
{
    str field = str_make(source.data + all.start, all.end - all.start);
    words = str_trim(words);
    for (size_t at = 0; words.len && at < field.len; at++) {
        if (small(field.data[at]) != small(words.data[0]))
            continue;
        bool inside = at > 0 && is_of_word(field.data[at - 1]) && is_of_word(words.data[0]) &&
                      !(at > 2 && field.data[at - 3] == '?');
        size_t end = inside ? 0 : end_at(field, at, words);
        bool cut = end && end < field.len && is_of_word(field.data[end]) && is_of_word(field.data[end - 1]);
        if (end && !cut)
            return (span){all.start + (uint32_t)at, all.start + (uint32_t)end};
    }
    return all;
}

/* ---- all of a file ---- */

typedef struct span_list {
    str source;
    span *list;
    size_t count;
} span_list;

static void add_span(span_list *l, unsigned long long start, unsigned long long end, str words)
{
    if (end > start && end <= l->source.len && end <= UINT32_MAX)
        l->list[l->count++] = narrowed(l->source, (span){(uint32_t)start, (uint32_t)end}, words);
}

static void add_spans(span_list *l, const findings *f)
{
    for (size_t i = 0; i < f->hit_count; i++)
        add_span(l, f->hits[i].start, f->hits[i].end, f->hits[i].text);
    for (size_t i = 0; i < f->reason_count; i++)
        add_span(l, f->reasons[i].start, f->reasons[i].end, f->reasons[i].found);
}

/* Text that may hold line ends: other control characters are shown as '?'. */
static void print_source(FILE *out, str text)
{
    while (text.len) {
        size_t end = 0;
        while (end < text.len && text.data[end] != '\n' && text.data[end] != '\r')
            end++;
        print_plain(out, str_make(text.data, end));
        if (end < text.len && text.data[end] == '\n')
            fputc('\n', out);
        else if (end < text.len && (end + 1 == text.len || text.data[end + 1] != '\n'))
            fputc('\n', out);
        end += end < text.len;
        text = str_make(text.data + end, text.len - end);
    }
}

static void print_marked(FILE *out, const span_list *l, bool colour)
{
    size_t at = 0;
    str source = l->source;
    for (size_t i = 0; i < l->count; i++) {
        if (l->list[i].end <= at)
            continue;
        size_t start = l->list[i].start > at ? l->list[i].start : at;
        print_source(out, str_make(source.data + at, start - at));
        fputs(colour ? "\033[7m" : "«", out);
        print_source(out, str_make(source.data + start, l->list[i].end - start));
        fputs(colour ? "\033[0m" : "»", out);
        at = l->list[i].end;
    }
    print_source(out, str_make(source.data + at, source.len - at));
}

bool message_marks_print(FILE *out, arena *a, str source, const message_screening *screenings, size_t count,
                         bool colour)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += screenings[i].found.hit_count + screenings[i].found.reason_count;
    span_list l = {.source = source, .list = arena_array(a, total + 1, sizeof *l.list)};
    if (!l.list)
        return false;
    for (size_t i = 0; i < count; i++)
        add_spans(&l, &screenings[i].found);
    qsort(l.list, l.count, sizeof *l.list, by_start);
    print_marked(out, &l, colour);
    return true;
}
