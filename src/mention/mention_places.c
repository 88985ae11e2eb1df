#include "mention/mention_places.h"

enum { WORDS_MAX = PLACES_BEHIND + 2, TEXT_CAP = 1024 };

/* Words with a blank between each; the parts of one that its script writes as one are one. */
typedef struct place_words {
    char text[TEXT_CAP];
    size_t len;
    str words[WORDS_MAX];
    uint64_t last[WORDS_MAX]; /* place of the last part of each */
    size_t count;
} place_words;

static bool is_one_word(const scan_place *p)
{
    return (p->gap & GAP_NONE) && !p->cased;
}

static bool put_word(place_words *w, const scan_place *p, uint64_t at, bool more)
{
    str folded = p->occurrences[0].entry->folded;
    if ((!more && w->count == WORDS_MAX) || w->len + folded.len + 1 > TEXT_CAP)
        return false;
    if (!more && w->count)
        w->text[w->len++] = ' ';
    memcpy(w->text + w->len, folded.data, folded.len);
    if (more)
        w->words[w->count - 1].len += folded.len;
    else
        w->words[w->count++] = str_make(w->text + w->len, folded.len);
    w->last[w->count - 1] = at;
    w->len += folded.len;
    return true;
}

/* East Asian words have no ends: the parts from the place on, as long as they are a name. */
static bool find_in_run(mention_scan *s, const place_screen *places, uint64_t place, occurrence *bounds,
                        place_found *found)
{
    place_words w = {.len = 0};
    bool any = false;
    size_t to;
    for (uint64_t at = place; at < s->next && at < place + PLACES_BEHIND; at++) {
        const scan_place *p = mention_scan_at(s, at);
        if ((at > place && !is_one_word(p)) || !put_word(&w, p, at, at > place))
            break;
        if (!place_screen_words(places, w.words, w.count, 0, false, found, &to))
            continue;
        any = true;
        bounds->last = at;
        bounds->end = p->occurrences[0].end;
        bounds->to = p->occurrences[0].to;
    }
    return any;
}

bool mention_places_find(mention_scan *s, const place_screen *places, uint64_t place, occurrence *bounds,
                         place_found *found)
{
    const scan_place *here = mention_scan_at(s, place);
    place_words w = {.len = 0};
    size_t from = 0, to = 0;
    *bounds = here->occurrences[0];
    if (here->occurrences[0].entry->flags & WORD_SYLLABIC)
        return find_in_run(s, places, place, bounds, found);
    if (place > s->from && is_one_word(here))
        return false; /* within a word */
    if (place > s->from && !(here->gap & GAP_HARD))
        from = put_word(&w, mention_scan_at(s, place - 1), place - 1, false);
    for (uint64_t at = place; at < s->next && at < place + PLACES_BEHIND; at++) {
        const scan_place *p = mention_scan_at(s, at);
        bool parted = at > place && (p->gap & (GAP_HARD | GAP_STOP));
        if (parted || !put_word(&w, p, at, at > place && is_one_word(p)))
            break;
    }
    if (w.count <= from ||
        !place_screen_words(places, w.words, w.count, from, !here->cased || here->capital, found, &to))
        return false;
    const scan_place *last = mention_scan_at(s, w.last[to - 1]);
    bounds->last = w.last[to - 1];
    bounds->end = last->occurrences[0].end;
    bounds->to = last->occurrences[0].to;
    return true;
}
