#include "match/candidates.h"

#include "base/error.h"
#include "match/parameters.h"

#include <stdlib.h>

enum {
    BIT_COUNT = 16,     /* words of the query that have a bit; those beyond count as matched */
    COVER_JOINED = 400, /* a joined unit covers as much as three words can weigh */
    COVER_MAX = 0xFFFF,
    CONTRAST_MAX = 200, /* no word has more */
    ROUNDING = 4,       /* what whole-number division may lose in a bound */
};

/* ---- names with single letters ---- */

typedef struct initial_name {
    uint32_t name;
    int rest;
} initial_name;

static int compare_initial(const void *a, const void *b)
{
    const initial_name *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest < y->rest ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* Information of the heavy tokens of a name; -1 if it has no single letter. */
static int rest_besides_initials(const match_index *x, uint32_t number, match_kind kind)
{
    const index_name *n = &x->names[number];
    name_view view;
    bool single = false;
    int rest = 0;
    index_view(x, n, kind, &view);
    for (size_t i = 0; i < n->count; i++) {
        uint8_t flags = x->units[x->name_units[n->first_unit + i]].flags;
        single = single || (flags & TOKEN_SINGLE);
        rest += index_is_heavy(flags, view.weights[i]) ? view.weights[i].information : 0;
    }
    return single ? rest : -1;
}

static itd_status list_initials(candidates *c, itd_error *error)
{
    const match_index *x = c->index;
    initial_name *list = calloc((size_t)x->name_count + 1, sizeof *list);
    size_t count = 0;
    if (!list)
        return error_memory(error);
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        for (uint32_t i = x->kind_start[kind]; i < x->kind_start[kind + 1]; i++) {
            int rest = rest_besides_initials(x, i, (match_kind)kind);
            if (rest >= 0)
                list[count++] = (initial_name){i, rest};
        }
    qsort(list, count, sizeof *list, compare_initial);
    c->with_initials = calloc(count + 1, sizeof *c->with_initials);
    c->rest = calloc(count + 1, sizeof *c->rest);
    c->with_initials_count = count;
    for (size_t i = 0; c->with_initials && c->rest && i < count; i++) {
        c->with_initials[i] = list[i].name;
        c->rest[i] = (uint16_t)(list[i].rest < UINT16_MAX ? list[i].rest : UINT16_MAX);
    }
    free(list);
    return c->with_initials && c->rest ? ITD_OK : error_memory(error);
}

itd_status candidates_new(const match_index *x, candidates **out, itd_error *error)
{
    candidates *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(error);
    c->index = x;
    c->touched = calloc((size_t)x->name_count + 1, sizeof *c->touched);
    c->reached = calloc((size_t)x->name_count + 1, sizeof *c->reached);
    c->names = calloc((size_t)x->name_count + 1, sizeof *c->names);
    itd_status status = c->touched && c->reached && c->names ? list_initials(c, error) : error_memory(error);
    if (status != ITD_OK) {
        candidates_free(c);
        return status;
    }
    *out = c;
    return ITD_OK;
}

void candidates_free(candidates *c)
{
    if (!c)
        return;
    free(c->touched);
    free(c->reached);
    free(c->names);
    free(c->with_initials);
    free(c->rest);
    free(c);
}

/* ---- the bound ---- */

typedef struct bound_side {
    int information, contrast; /* of what is certainly left over */
} bound_side;

/* Contradiction and missing of what is left over, as align.c counts them: a lower bound of the penalty,
 * because both only grow when more is left over (a word adds more contradiction than it takes from what is
 * missing). */
static int bound_of(bound_side x, bound_side y)
{
    int clash = x.contrast < y.contrast ? x.contrast : y.contrast;
    int left = 0;
    if (x.contrast > clash)
        left += x.information * (x.contrast - clash) / x.contrast;
    if (y.contrast > clash)
        left += y.information * (y.contrast - clash) / y.contrast;
    return clash * PENALTY_CONTRADICTION / 100 + left * MISSING_MIDDLE / 100 * PENALTY_MISSING / 100 -
           ROUNDING;
}

typedef struct heavy_words {
    bound_side word[TOKENS_MAX]; /* nothing for words that are not heavy */
    size_t count;
} heavy_words;

static void find_heavy(const token_name *query, const name_view *view, heavy_words *out)
{
    out->count = query->count;
    for (size_t i = 0; i < query->count; i++) {
        bool heavy = index_is_heavy(query->units[i].flags, view->weights[i]);
        out->word[i] = heavy ? (bound_side){view->weights[i].information, view->weights[i].contrast}
                             : (bound_side){0, 0};
    }
}

/* Adds a word that is left over. */
static void leave(bound_side *left, bound_side *most, bound_side word)
{
    left->information += word.information;
    left->contrast += word.contrast;
    most->information = word.information > most->information ? word.information : most->information;
    most->contrast = word.contrast > most->contrast ? word.contrast : most->contrast;
}

/* Each single letter of the other side may stand for one of the words after all. */
static bound_side less_initials(bound_side left, bound_side most, int initials)
{
    left.information -= initials * most.information;
    left.contrast -= initials * most.contrast;
    return (bound_side){left.information > 0 ? left.information : 0, left.contrast > 0 ? left.contrast : 0};
}

static bound_side left_of_query(const heavy_words *h, uint32_t mask, int initials)
{
    bound_side left = {0, 0}, most = {0, 0};
    for (size_t i = 0; i < h->count && i < BIT_COUNT; i++) {
        if (mask >> i & 1)
            continue;
        leave(&left, &most, h->word[i]);
    }
    return less_initials(left, most, initials);
}

/* ---- touching ---- */

static void touch(candidates *c, const related_unit *r, uint32_t mask, unsigned kinds)
{
    const match_index *x = c->index;
    const uint32_t *p = x->postings + x->posting_offsets[r->unit],
                   *end = x->postings + x->posting_offsets[r->unit + 1];
    for (unsigned kind = 0; kind < KIND_COUNT && p < end; kind++) {
        uint32_t stop = x->kind_start[kind + 1];
        if (!(kinds >> kind & 1)) {
            while (p < end && *p < stop)
                p++;
            continue;
        }
        bool joined = r->unit >= x->single_count;
        uint32_t cover = joined ? COVER_JOINED : (uint32_t)x->weights[r->unit][kind].contrast;
        for (; p < end && *p < stop; p++) {
            uint32_t before = c->touched[*p];
            if (!before)
                c->reached[c->reached_count++] = *p;
            uint32_t covered = (before >> BIT_COUNT) + cover;
            c->touched[*p] =
                (covered > COVER_MAX ? COVER_MAX : covered) << BIT_COUNT | (before & 0xFFFF) | mask;
        }
    }
}

static uint32_t bits_of(unit span)
{
    uint32_t bits = ((1u << span.count) - 1) << span.first;
    return bits & 0xFFFF ? bits & 0xFFFF : 1u << (BIT_COUNT - 1);
}

static void touch_all(candidates *c, const lookup *l, unsigned kinds)
{
    c->reached_count = 0;
    for (size_t u = 0; u < l->query->unit_count; u++) {
        uint32_t mask = bits_of(l->query->spans[u]);
        for (size_t i = l->found_start[u]; i < l->found_start[u + 1]; i++)
            touch(c, &l->found[i], mask, kinds);
    }
}

/* What nothing of the query relates to, now exactly. */
static bound_side left_of_name(const match_index *x, const lookup *l, const index_name *n, match_kind kind,
                               int initials)
{
    uint32_t covered = 0;
    bound_side left = {0, 0}, most = {0, 0};
    for (uint32_t u = 0; u < n->unit_count; u++) {
        uint8_t span = x->name_spans[n->first_unit + u];
        if (l->slots[x->name_units[n->first_unit + u]])
            covered |= ((2u << (span >> 5)) - 1) << (span & 31);
    }
    for (uint32_t i = 0; i < n->count; i++) {
        uint32_t number = x->name_units[n->first_unit + i];
        const index_weight *w = &x->weights[number][kind];
        token_weight weight = {w->information, w->contrast};
        if (!(covered >> i & 1) && index_is_heavy(x->units[number].flags, weight))
            leave(&left, &most, (bound_side){index_information(w, n->count), weight.contrast});
    }
    return less_initials(left, most, initials);
}

static void keep(candidates *c, uint32_t name)
{
    c->names[c->count++] = name;
}

static match_kind kind_of(const match_index *x, uint32_t name)
{
    unsigned kind = 0;
    while (name >= x->kind_start[kind + 1])
        kind++;
    return (match_kind)kind;
}

/* Names that only initials tie to the query: their own heavy words, less those under initials of the query,
 * are left over. */
static int bound_of_initials(int information, int initials)
{
    int matched = initials * INITIAL_INFORMATION, left = information * MISSING_MIDDLE / 100;
    if (left <= matched)
        return 0;
    int shortage = matched < SHORTAGE_FROM ? PENALTY_SHORTAGE * (SHORTAGE_FROM - matched) / SHORTAGE_FROM : 0;
    return PENALTY_INITIAL + left * PENALTY_MISSING / 100 + shortage - ROUNDING;
}

static void add_initials(candidates *c, const lookup *l, unsigned kinds, int budget)
{
    for (size_t i = 0; i < c->with_initials_count; i++) {
        uint32_t name = c->with_initials[i];
        int bound = bound_of_initials(c->rest[i], (int)l->query->count);
        if (bound > budget)
            return; /* the rest only grows */
        if (!c->touched[name] && kinds >> kind_of(c->index, name) & 1)
            keep(c, name);
    }
}

/* True if initials of the query alone could carry a name within the budget. */
static bool initials_suffice(const heavy_words *h, const token_name *query, int budget)
{
    int initials = 0, information = 0;
    for (size_t i = 0; i < query->count; i++) {
        initials += (query->units[i].flags & TOKEN_SINGLE) != 0;
        information += h->word[i].information;
    }
    return initials > 0 && bound_of_initials(information, initials) <= budget;
}

bool candidates_find(candidates *c, lookup *l, const name_view views[KIND_COUNT], unsigned kinds, int budget)
{
    const match_index *x = c->index;
    heavy_words heavy[KIND_COUNT];
    int initials = 0;
    c->count = 0;
    for (size_t i = 0; i < l->query->count; i++)
        initials += (l->query->units[i].flags & TOKEN_SINGLE) != 0;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        find_heavy(l->query, &views[kind], &heavy[kind]);
        bound_side all = left_of_query(&heavy[kind], 0, 0);
        if (kinds >> kind & 1 && (all.contrast == 0 || initials_suffice(&heavy[kind], l->query, budget)))
            return false;
    }
    touch_all(c, l, kinds);
    add_initials(c, l, kinds, budget);
    for (size_t i = 0; i < c->reached_count; i++) {
        uint32_t name = c->reached[i], touched = c->touched[name];
        const index_name *n = &x->names[name];
        match_kind kind = kind_of(x, name);
        if (!n->exact) {
            bound_side left = left_of_query(&heavy[kind], touched, n->singles);
            int rest = (int)n->heavy - (int)(touched >> BIT_COUNT) - initials * CONTRAST_MAX;
            int clash = rest < 0 ? 0 : rest < left.contrast ? rest : left.contrast;
            if (clash * PENALTY_CONTRADICTION / 100 - ROUNDING > budget ||
                bound_of(left, left_of_name(x, l, n, kind, initials)) > budget)
                goto forget;
        }
        keep(c, name);
    forget:
        c->touched[name] = 0;
    }
    return true;
}
