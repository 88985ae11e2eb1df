#include "cli/message_output.h"

#include "cli/screening.h"

#include <stdlib.h>

static void print_padded(FILE *out, str text, size_t width)
{
    print_plain(out, text);
    for (size_t i = text.len; i < width; i++)
        fputc(' ', out);
    fputc(' ', out);
}

void message_output_text(FILE *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice)
{
    fprintf(out, "%s  %s  ", regime_verdict_name(message_screening_verdict(screening)), path);
    print_plain(out, m->format.len ? m->format : str_of("unknown format"));
    fputs("  ", out);
    print_plain(out, m->reference);
    fputc('\n', out);
    for (size_t i = 0; i < m->party_count; i++) {
        const message_party *p = &m->parties[i];
        fputs("  ", out);
        print_padded(out, str_of(message_role_name(p->role)), 26);
        print_padded(out, p->where, 8);
        print_plain(out, p->name.len ? p->name : p->bic.len ? p->bic : p->account);
        fputc('\n', out);
    }
    for (size_t i = 0; i < screening->found.reason_count; i++) {
        fputs("  ! ", out);
        print_plain(out, screening->found.reasons[i].text);
        fputc('\n', out);
    }
    for (size_t i = 0; i < m->note_count; i++) {
        fputs("  . ", out);
        print_plain(out, m->notes[i]);
        fputc('\n', out);
    }
    for (size_t i = 0; i < advice->count; i++) {
        fputs("  - ", out);
        print_plain(out, advice->items[i]);
        fputc('\n', out);
    }
}

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

void message_output_marked(FILE *out, str source, const message_screening *screenings, size_t count,
                           bool colour)
{
    size_t total = 0, used = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        total += screenings[i].found.hit_count;
    span *spans = calloc(total + 1, sizeof *spans);
    for (size_t i = 0; spans && i < count; i++)
        for (size_t k = 0; k < screenings[i].found.hit_count; k++) {
            const screen_hit *h = &screenings[i].found.hits[k];
            if (h->end > h->start && h->end <= source.len)
                spans[used++] = (span){(uint32_t)h->start, (uint32_t)h->end};
        }
    if (spans)
        qsort(spans, used, sizeof *spans, by_start);
    for (size_t i = 0; i < used; i++) {
        if (spans[i].end <= at)
            continue;
        size_t start = spans[i].start > at ? spans[i].start : at;
        print_source(out, str_make(source.data + at, start - at));
        fputs(colour ? "\033[7m" : "«", out);
        print_source(out, str_make(source.data + start, spans[i].end - start));
        fputs(colour ? "\033[0m" : "»", out);
        at = spans[i].end;
    }
    print_source(out, str_make(source.data + at, source.len - at));
    free(spans);
}
