#include "mention/mention_initials.h"

enum {
    FAMILY_LETTERS = 5, /* of a family name that stands with initials */
    INITIALS_MAX = 3,
};

static bool is_initial(mention_scan *s, uint64_t place)
{
    const scan_place *p = mention_scan_at(s, place);
    return p->cased && p->capital && (p->occurrences[0].entry->flags & WORD_SINGLE) &&
           !(p->occurrences[0].entry->flags & WORD_NUMBER);
}

/* Nothing but a blank or a full stop parts the place from the one before it. */
static bool is_close(mention_scan *s, uint64_t place)
{
    return !(mention_scan_at(s, place)->gap & (GAP_HARD | GAP_SOFT));
}

static bool is_family(mention_scan *s, const occurrence *o)
{
    const scan_place *p = mention_scan_at(s, o->first);
    unsigned other = WORD_KNOWN | WORD_COMMON | WORD_FUNCTION | WORD_NUMBER | WORD_SYLLABIC;
    return p->cased && p->capital && !(o->entry->flags & other) && o->entry->letter_count >= FAMILY_LETTERS;
}

bool mention_initials_around(mention_scan *s, const occurrence *o, bool field, uint64_t *first,
                             uint64_t *last)
{
    *first = o->first;
    *last = o->last;
    if (!is_family(s, o))
        return false;
    while (*first > s->from && o->first - *first < INITIALS_MAX && is_close(s, *first) &&
           is_initial(s, *first - 1))
        (*first)--;
    if (*first < o->first)
        return true;
    while (*last + 1 < s->next && *last - o->last < INITIALS_MAX && is_close(s, *last + 1) &&
           is_initial(s, *last + 1))
        (*last)++;
    return *last > o->last + (field ? 0 : 1); /* one letter behind a word may be anything in prose */
}

bool mention_initials_window(const mention_scan *s, const table_name *n, const occurrence *o, uint32_t number,
                             uint64_t first, uint64_t last, mention_window *out)
{
    if (n->kind != KIND_PERSON || n->family_from == n->family_to)
        return false;
    for (size_t i = n->family_from; i < n->family_to; i++) {
        if (s->table->name_tokens[n->first_token + i] != number)
            continue;
        *out = (mention_window){.name = n, .first = first, .last = last};
        out->words[i] = (window_word){.occurrence = o, .grade = WINDOW_EQUAL};
        return true;
    }
    return false;
}
