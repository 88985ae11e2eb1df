#include "cli/suggest.h"

#include <stdint.h>
#include <stdio.h>

#define WORD_MAX 40

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to put in, take out, replace or swap with their neighbour, capitals alike (Damerau, restricted). */
static size_t distance_of(str a, str b)
{
    size_t rows[3][WORD_MAX + 1];
    if (a.len > WORD_MAX || b.len > WORD_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char x = small(a.data[i - 1]), y = small(b.data[j - 1]);
            now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == small(b.data[j - 2]) && small(a.data[i - 2]) == y)
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

void suggest_start(suggestion *s, str given)
{
    *s = (suggestion){.given = given, .distance = SIZE_MAX};
}

void suggest_try(suggestion *s, str word)
{
    size_t distance = distance_of(s->given, word);
    if (distance < s->distance) {
        s->distance = distance;
        s->best = word;
    }
}

void suggest_try_all(suggestion *s, str words, char between)
{
    str word;
    while (str_split(&words, between, &word))
        suggest_try(s, word);
}

const char *suggest_text(const suggestion *s, char text[SUGGEST_TEXT_CAP])
{
    size_t allowed = s->given.len < 6 ? 1 : s->given.len / 3;
    text[0] = 0;
    if (s->best.len && s->distance <= allowed)
        snprintf(text, SUGGEST_TEXT_CAP, " (did you mean '%.*s'?)", STR_ARG(s->best));
    return text;
}
