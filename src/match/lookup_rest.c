/* How much of the budget the other words of a query leave to one that is a variant with a full edit. */
#include "match/bound.h"
#include "match/lookup.h"
#include "name/parameters.h"

enum {
    OTHERS_MAX = 3,  /* words to be reckoned with, beside those that cost nothing */
    REST_SMALL = 64, /* a rest up to this is taken for this, a larger one for the budget: so what was found
                      * for a word serves many queries */
};

/* The query as one kind of names weighs it, and what its words may come to. */
typedef struct reckoning {
    const lookup *l;
    const name_view *view;
    size_t others[TOKENS_MAX]; /* words that can not be matched for nothing */
    size_t count;
} reckoning;

/* What the words so far have come to. */
typedef struct partial {
    int penalty, matched, open;
    int edits, greatest; /* of the penalty: links that are no initials */
    bound_side left;
    bool other; /* a word besides the one in question is linked */
} partial;

/* As align_weigh counts it, at least. */
static int total_of(const reckoning *q, partial p)
{
    int left = p.left.information * MISSING_MIDDLE / 100;
    int open = p.open + p.penalty / 4 + left - BOUND_ROUNDING;
    int links = p.penalty - bound_relief(p.edits, p.greatest, p.matched);
    int total = links + left * PENALTY_MISSING / 100 - BOUND_ROUNDING;
    if (align_may_stand_alone(q->view))
        return total;
    bool lone = q->view->kind == KIND_PERSON && !p.other && p.left.contrast >= CONTRAST_WHOLE;
    return total + (lone ? PENALTY_LONE : 0) + bound_shortage(open > 0 ? open : 0, p.matched);
}

static partial link_word(partial p, token_weight w, int penalty)
{
    p.penalty += penalty;
    p.edits += penalty;
    p.greatest = penalty > p.greatest ? penalty : p.greatest;
    p.matched += w.information > penalty / 2 ? w.information - penalty / 2 : 0;
    p.other = true;
    return p;
}

/* The least that a link of the word costs which is no initial: the best that was found, or a full edit. */
static int least_link(const lookup *l, size_t word)
{
    int edit = align_edit_penalty(DISTANCE_UNIT, PHONES_MAX);
    return l->least[word] < edit ? l->least[word] : edit;
}

/* Least penalty of all ways in which the words others[at], … are linked, stand for initials or are left over.
 */
static int least_from(const reckoning *q, size_t at, partial p)
{
    if (at == q->count)
        return total_of(q, p);
    token_weight w = q->view->weights[q->others[at]];
    partial initial = p, left = p;
    initial.penalty += PENALTY_INITIAL;
    initial.matched += INITIAL_INFORMATION;
    initial.open += w.information > INITIAL_INFORMATION ? (w.information - INITIAL_INFORMATION) / 2 : 0;
    initial.other = true;
    left.left.information += w.information;
    left.left.contrast += w.contrast;
    int least = least_from(q, at + 1, link_word(p, w, least_link(q->l, q->others[at])));
    int other = least_from(q, at + 1, initial);
    least = other < least ? other : least;
    other = least_from(q, at + 1, left);
    return other < least ? other : least;
}

/* In names of one kind. Words that are not heavy, small ones and single letters are taken for matched. */
static int rest_in(const lookup *l, const name_view *view, size_t word, int least)
{
    reckoning q = {.l = l, .view = view};
    partial own = link_word((partial){0}, view->weights[word], least);
    own.other = false;
    for (size_t i = 0; i < l->query->count; i++) {
        token_weight w = view->weights[i];
        bool free = l->least[i] == 0 || lookup_is_small(&l->query->units[i]) ||
                    !index_is_heavy(l->query->units[i].flags, w.contrast);
        if (i == word)
            continue;
        if (!free) {
            q.others[q.count++] = i;
            continue;
        }
        own.matched += w.information > INITIAL_INFORMATION ? w.information : INITIAL_INFORMATION;
        own.other = true;
    }
    return q.count > OTHERS_MAX ? l->budget : l->budget - least_from(&q, 0, own) + least;
}

int lookup_rest(const lookup *l, const name_view views[KIND_COUNT], unsigned kinds, size_t word, int edits)
{
    int rest = 0, least = align_edit_penalty(edits * DISTANCE_UNIT, PHONES_MAX);
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        int of_kind = kinds >> kind & 1 ? rest_in(l, &views[kind], word, least) : 0;
        rest = of_kind > rest ? of_kind : rest;
    }
    if (rest > REST_SMALL || l->budget <= REST_SMALL || lookup_is_small(&l->query->units[word]))
        return l->budget;
    return rest < least ? rest : REST_SMALL;
}
