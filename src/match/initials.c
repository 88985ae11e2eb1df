#include "match/initials.h"

#include "base/error.h"
#include "match/bound.h"

#include <stdlib.h>

typedef struct initial_name {
    uint32_t name;
    int rest;
} initial_name;

static int compare(const void *a, const void *b)
{
    const initial_name *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest < y->rest ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* Information of the heavy words of a name with single letters. */
static int rest_besides_initials(const match_index *x, uint32_t name, match_kind kind)
{
    name_view view;
    int rest = 0;
    index_view(x, name, kind, &view);
    for (size_t i = 0; i < view.count; i++) {
        uint8_t flags = x->words[index_word_of(index_name_words(x, &x->names[name])[i])].flags;
        rest += index_is_heavy(flags, view.weights[i].contrast) ? view.weights[i].information : 0;
    }
    return rest;
}

itd_status initials_list(candidates *c, itd_error *error)
{
    const match_index *x = c->index;
    size_t count = 0;
    for (uint32_t i = 0; i < x->name_count; i++)
        count += (x->names[i].flags & INDEX_NAME_SINGLE) != 0;
    initial_name *list = calloc(count + 1, sizeof *list);
    c->with_initials = calloc(count + 1, sizeof *c->with_initials);
    c->rest = calloc(count + 1, sizeof *c->rest);
    if (!list || !c->with_initials || !c->rest) {
        free(list);
        return error_memory(error);
    }
    c->with_initials_count = count;
    for (uint32_t i = 0, at = 0; i < x->name_count; i++)
        if (x->names[i].flags & INDEX_NAME_SINGLE)
            list[at++] = (initial_name){i, rest_besides_initials(x, i, index_kind_of(x, i))};
    qsort(list, count, sizeof *list, compare);
    for (size_t i = 0; i < count; i++) {
        c->with_initials[i] = list[i].name;
        c->rest[i] = (uint16_t)(list[i].rest < UINT16_MAX ? list[i].rest : UINT16_MAX);
    }
    free(list);
    return ITD_OK;
}

/* Penalty of a name of which so many initials are matched, and words of `left` are left over on one side and
 * of `open` are matched by a letter only on the other. */
static int bound_of_initials(int left, int open, int initials)
{
    bound_side mine = {.information = left, .contrast = left};
    return PENALTY_INITIAL + bound_missing(mine, 0) * MISSING_MIDDLE / 100 * PENALTY_MISSING / 100 +
           bound_shortage(left * MISSING_MIDDLE / 100 + open, initials * INITIAL_INFORMATION) -
           BOUND_ROUNDING;
}

void initials_add_listed(candidates *c, size_t words, match_kind kind, int budget)
{
    const match_index *x = c->index;
    for (size_t i = 0; i < c->with_initials_count; i++) {
        uint32_t name = c->with_initials[i];
        if (bound_of_initials(c->rest[i], 0, (int)words) > budget)
            return; /* the rest only grows */
        if (name >= x->kind_start[kind] && name < x->kind_start[kind + 1])
            candidates_add(c, name);
    }
}

void initials_add_asked(candidates *c, int information, int initials, match_kind kind, int budget)
{
    const match_index *x = c->index;
    if (bound_of_initials(information, 0, initials) > budget)
        return;
    for (uint32_t i = x->kind_start[kind]; i < x->kind_start[kind + 1]; i++) {
        const index_name *n = &x->names[i];
        int open = (n->information - initials * INITIAL_INFORMATION) / 2 - BOUND_ROUNDING;
        if ((n->flags & (INDEX_NAME_EXACT | INDEX_NAME_SINGLE)) ||
            bound_of_initials(information, open > 0 ? open : 0, initials) <= budget)
            candidates_add(c, i);
    }
}
