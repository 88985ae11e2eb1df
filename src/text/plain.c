#include "text/plain.h"

#include "text/ascii.h"

static void look_at(plain_window *w, str raw, size_t at)
{
    w->base = at;
    w->len = raw.len - at < PLAIN_WINDOW ? raw.len - at : PLAIN_WINDOW;
    w->alnum = w->upper = w->digits = 0;
    for (size_t i = 0; i < w->len; i += 8) {
        ascii_eight e = ascii_look(ascii_load(raw, at + i));
        uint64_t written = ascii_lanes(e.lower);
        memcpy(w->lower + i, &written, sizeof written);
        w->alnum |= ascii_bits(e.letters | e.digits) << i;
        w->upper |= ascii_bits(e.upper) << i;
        w->digits |= ascii_bits(e.digits) << i;
    }
}

/* A run of letters and digits: bytes `from` to `end` of the window. */
typedef struct word_run {
    size_t from, end;
    uint64_t bits;
} word_run;

/* The run at `at`, which is in the window; false if there is none, or if it is too long to tell its end. */
static inline bool find_run(plain_window *w, str raw, size_t at, word_run *out)
{
    if (at - w->base >= PLAIN_WINDOW)
        look_at(w, raw, at);
    uint64_t left = w->alnum >> (at - w->base);
    if (w->base + PLAIN_WINDOW < raw.len && (left + 1) << (at - w->base) == 0) { /* runs up to the end */
        look_at(w, raw, at);
        left = w->alnum;
    }
    uint64_t bits = left & ~(left + 1); /* the ones at the lower end */
    out->from = at - w->base;
    out->bits = bits << out->from;
    out->end = out->from + (bits == UINT64_MAX ? PLAIN_WINDOW : (size_t)__builtin_ctzll(~bits));
    return bits != 0 && bits != UINT64_MAX;
}

static inline void put_word(const plain_window *w, const word_run *run, unsigned around, char *lower,
                            text_word *word)
{
    size_t len = run->end - run->from;
    unsigned capitals = (unsigned)(((w->upper & run->bits) == run->bits) & (len >= 2)),
             number = (w->digits & run->bits) != 0;
    memcpy(lower, w->lower + run->from, 16);
    if (len > 16)
        memcpy(lower + 16, w->lower + run->from + 16, len - 16);
    word->folded = word->spellings[0] = str_make(lower, len);
    word->spelling_count = 1;
    word->script = (uint8_t)(number ? SCRIPT_COMMON : SCRIPT_LATIN);
    word->marks = (uint16_t)(around | capitals * TEXT_UPPER | number * TEXT_NUMBER);
    word->start = (uint32_t)(w->base + run->from);
    word->end = (uint32_t)(w->base + run->end);
}

/* Length of a blank, or of a comma and a blank, at `at`; 0 if something else stands there or nothing. */
static inline size_t gap_len(str raw, size_t at)
{
    char first = raw.data[at < raw.len ? at : raw.len - 1],
         second = raw.data[at + 1 < raw.len ? at + 1 : raw.len - 1];
    return (size_t)((first == ' ') | (((first == ',') & (second == ' ')) << 1));
}

size_t plain_words(word_reader *r, text_word *words, size_t max)
{
    static const uint16_t after_gap[3] = {TEXT_JOINED_BEFORE, 0, TEXT_AFTER_COMMA};
    str raw = r->raw;
    char *lower = r->lower;
    size_t count = 0, at = r->at;
    if (at < raw.len && raw.data[at] == ' ')
        at++;
    if (at >= raw.len || !ascii_is_alnum((unsigned char)raw.data[at]))
        return 0;
    unsigned all = r->around & (TEXT_IN_BRACKETS | TEXT_IN_QUOTES),
             around = at > r->at ? 0 : r->around & ~all;
    plain_window *w = &r->window;
    word_run run;
    for (; count < max && at < raw.len && find_run(w, raw, at, &run); count++) {
        size_t end = w->base + run.end, gap = gap_len(raw, end);
        uint64_t digits = w->digits & run.bits;
        if ((gap == 0 && end < raw.len) || (digits && digits != run.bits)) /* digits may stand for letters */
            break;
        put_word(w, &run, all | around, lower, &words[count]);
        lower += run.end - run.from;
        at = end + gap;
        around = after_gap[gap];
    }
    if (count) {
        r->any = true;
        r->at = at;
        r->lower = lower;
        r->around = (uint16_t)(all | around);
    }
    return count;
}
