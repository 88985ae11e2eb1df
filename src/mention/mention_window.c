#include "mention/mention_window.h"

#include "name/parameters.h"
#include "metric/distance.h"

enum {
    CELLS_MAX = 192, /* occurrences that relate to tokens of the name */
    EDGES_MAX = 32,  /* places tried as the beginning and as the end */
    ROUNDS = 3,
    COST_MEANING = 3,
    INFORMATION_EXTRA = 85,
    INFORMATION_SMALL = 4,
    MERIT_MATCHED = 40, /* per cent of the information matched */
};

typedef struct cell {
    const occurrence *occurrence;
    uint8_t token, cost, grade;
} cell;

typedef struct cells {
    const mention_table *table;
    const table_name *name;
    const uint32_t *tokens;
    uint64_t marks; /* of the tokens and their groups */
    uint32_t there; /* bits of the tokens that some word stands for */
    cell list[CELLS_MAX];
    size_t count;
} cells;

bool mention_window_possible(const mention_scan *s, const table_name *n, uint64_t from, int budget)
{
    const mention_table *t = s->table;
    const uint32_t *tokens = t->name_tokens + n->first_token;
    int all = 0, seen = 0, capital = 0; /* information */
    size_t heavy = 0, common = 0, capitals = 0, words = 0;
    for (size_t i = 0; i < n->count; i++) {
        const table_token *k = &t->tokens[tokens[i]];
        int information = k->information[n->kind];
        all += information;
        if (align_is_small(k->roles[n->kind]) || k->phrase) {
            seen += information;
            capital += information;
            words += !align_is_small(k->roles[n->kind]); /* whether a phrase was seen is not known here */
            continue;
        }
        heavy++;
        common += k->common;
        if (mention_scan_seen(s, tokens[i], from)) {
            seen += information;
            words++;
        }
        if (mention_scan_seen_capital(s, tokens[i], from)) {
            capital += information;
            capitals++;
        }
    }
    if (mention_least_penalty(seen, all - seen) > budget || (n->heavy > 1 && words < 2))
        return false; /* one word is no name of several, however little the others tell */
    /* written as names are, or all of it in small letters and no words of which texts are full */
    bool small = common + 1 < heavy || heavy == 0; /* of a phrase it is not known here */
    if (n->kind == KIND_ORGANISATION)
        return capitals > 0 || small;
    return small || mention_least_penalty(capital, all - capital) <= budget;
}

/* ---- what stands for which token ---- */

static bool share_group(const word_entry *e, const table_token *k)
{
    for (size_t i = 0; i < TABLE_GROUPS && e->groups[i]; i++)
        for (size_t j = 0; j < TABLE_GROUPS && k->groups[j]; j++)
            if (e->groups[i] == k->groups[j])
                return true;
    return false;
}

static void put_cell(cells *c, const occurrence *o, size_t word, unsigned cost, unsigned grade)
{
    c->there |= UINT32_C(1) << word;
    if (c->count < CELLS_MAX)
        c->list[c->count++] = (cell){o, (uint8_t)word, (uint8_t)cost, (uint8_t)grade};
}

/* exact: only the very word will do. */
static void relate(cells *c, const occurrence *o, bool exact)
{
    for (size_t k = 0; k < c->name->count; k++) {
        const word_relation *best = NULL;
        for (size_t i = 0; i < o->entry->relation_count && !best; i++)
            if (o->entry->relations[i].token == c->tokens[k])
                best = &o->entry->relations[i];
        if (exact && (!best || best->grade != GRADE_EQUAL))
            continue;
        bool same = share_group(o->entry, &c->table->tokens[c->tokens[k]]);
        if (best && (!same || best->cost <= COST_MEANING))
            put_cell(c, o, k, best->cost, best->grade);
        else if (same)
            put_cell(c, o, k, COST_MEANING, WINDOW_MEANING);
    }
}

/* The places around `place` that no hard gap parts from it. */
static void zone_of(mention_scan *s, uint64_t place, uint64_t span, uint64_t *from, uint64_t *to)
{
    *from = *to = place;
    while (*from > s->from && place - *from < span && !(mention_scan_at(s, *from)->gap & GAP_HARD))
        --*from;
    while (*to + 1 < s->next && *to - place < span && !(mention_scan_at(s, *to + 1)->gap & GAP_HARD))
        ++*to;
}

static uint64_t marks_of(const mention_table *t, const table_name *n)
{
    uint64_t marks = 0;
    for (size_t i = 0; i < n->count; i++) {
        uint32_t number = t->name_tokens[n->first_token + i];
        const uint16_t *groups = t->tokens[number].groups;
        marks |= mention_mark(number);
        for (size_t k = 0; k < TABLE_GROUPS && groups[k]; k++)
            marks |= mention_mark(groups[k]);
    }
    return marks;
}

/* True if what is there of the name can do. */
static bool is_enough(const cells *c, int budget)
{
    int there = 0, all = 0;
    for (size_t i = 0; i < c->name->count; i++) {
        const table_token *k = &c->table->tokens[c->tokens[i]];
        int information = k->patronymic ? k->information[c->name->kind] / 2 : k->information[c->name->kind];
        all += information;
        there += c->there >> i & 1 ? information : 0;
    }
    return mention_least_penalty(there, all - there) <= budget;
}

static void collect(mention_scan *s, const table_name *n, uint64_t from, uint64_t to, cells *c)
{
    c->table = s->table;
    c->name = n;
    c->tokens = s->table->name_tokens + n->first_token;
    c->count = c->there = 0;
    c->marks = marks_of(s->table, n);
    for (uint64_t at = from; at <= to; at++) {
        const scan_place *p = mention_scan_at(s, at);
        for (size_t i = 0; i < p->count; i++) {
            const occurrence *o = &p->occurrences[i];
            /* with its possessive a word is a name only where the list has it so: "Coco's Farm" */
            if ((o->entry->marks & c->marks) && o->first >= from && !(o->entry->flags & WORD_BREAK))
                relate(c, o, o->to > p->occurrences[0].to);
        }
    }
}

/* ---- one window ---- */

static uint64_t mask_of(const occurrence *o, uint64_t from)
{
    uint64_t bits = 0;
    for (uint64_t at = o->first; at <= o->last; at++)
        bits |= UINT64_C(1) << ((at - from) & 63);
    return bits;
}

static bool is_better(const cell *a, const cell *b)
{
    if (a->cost != b->cost)
        return a->cost < b->cost;
    return a->occurrence->last - a->occurrence->first > b->occurrence->last - b->occurrence->first;
}

/* The nearest free occurrence for each token, the nearest pair first. */
static uint64_t assign(const cells *c, mention_window *w)
{
    uint64_t used = 0;
    uint32_t done = 0;
    for (size_t i = 0; i < c->name->count; i++)
        w->words[i] = (window_word){NULL, WINDOW_MISSING, 0};
    for (;;) {
        const cell *best = NULL;
        for (size_t i = 0; i < c->count; i++) {
            const cell *x = &c->list[i];
            if ((done >> x->token & 1) || x->occurrence->first < w->first || x->occurrence->last > w->last ||
                (mask_of(x->occurrence, w->first) & used))
                continue;
            if (!best || is_better(x, best))
                best = x;
        }
        if (!best)
            return used;
        w->words[best->token] = (window_word){best->occurrence, best->grade, best->cost};
        used |= mask_of(best->occurrence, w->first);
        done |= 1u << best->token;
    }
}

/* What a word costs that is spelled otherwise: never more than if it were left out. */
static int cost_of(const table_token *k, unsigned kind, const window_word *word, int len)
{
    int cost = word->grade == WINDOW_EDIT && word->cost > DISTANCE_UNIT ? DISTANCE_UNIT : word->cost;
    if (align_is_small(k->roles[kind]))
        return 0;
    if (word->grade != WINDOW_LIKE && word->grade != WINDOW_EDIT)
        return cost;
    int edit = align_edit_penalty(cost, len), left_out = k->information[kind] * PENALTY_MISSING / 100;
    return edit < left_out ? edit : left_out;
}

static int sounds_of(const word_entry *e)
{
    return e->letters.len < 40 ? (int)e->letters.len : 40;
}

/* True for a place within something that stands for one token, and before a legal form: ", Ltd." */
static bool is_inside(const mention_window *w, uint64_t place)
{
    for (size_t i = 0; i < w->name->count; i++) {
        const occurrence *o = w->words[i].occurrence;
        if (o &&
            ((o->first < place && place <= o->last) || (o->first == place && (o->entry->flags & WORD_FORM))))
            return true;
    }
    return false;
}

static void weigh(mention_scan *s, const cells *c, uint64_t used, mention_window *w)
{
    int edits = 0, matched = 0, missing = 0, missing_contrast = 0, extra = 0, extra_contrast = 0;
    unsigned kind = c->name->kind;
    for (size_t i = 0; i < c->name->count; i++) {
        const table_token *k = &c->table->tokens[c->tokens[i]];
        const window_word *word = &w->words[i];
        if (!word->occurrence) {
            missing += k->patronymic ? k->information[kind] / 2 : k->information[kind];
            missing_contrast += k->contrast[kind];
            continue;
        }
        matched += k->information[kind];
        int len = (k->len + sounds_of(word->occurrence->entry) + 1) / 2;
        edits += cost_of(k, kind, word, len);
    }
    w->extra = w->gap = 0;
    w->joined = true;
    for (uint64_t at = w->first; at <= w->last; at++) {
        const scan_place *p = mention_scan_at(s, at);
        w->gap |= at > w->first && !is_inside(w, at) ? p->gap : 0;
        w->joined = w->joined && (at == w->first || (p->gap & GAP_NONE));
        if (used >> (at - w->first) & 1)
            continue;
        unsigned flags = p->occurrences[0].entry->flags;
        bool small = (flags & (WORD_FUNCTION | WORD_LEADS | WORD_FORM | WORD_SINGLE)) != 0;
        w->extra += !small;
        extra += small ? INFORMATION_SMALL : INFORMATION_EXTRA;
        extra_contrast += small ? INFORMATION_SMALL : WEIGHT_CONTRAST;
    }
    int clash = missing_contrast < extra_contrast ? missing_contrast : extra_contrast;
    int left = 0;
    if (missing_contrast > 0)
        left += missing * (missing_contrast - clash) / missing_contrast;
    if (extra_contrast > 0)
        left += extra * (extra_contrast - clash) / extra_contrast;
    w->penalty = edits + clash * PENALTY_CONTRADICTION / 100 + mention_least_penalty(matched, left);
    w->merit = matched * MERIT_MATCHED / 100 - w->penalty;
}

/* Puts a place into the list, the nearest to `place` first, each once. */
static void put_edge(uint64_t *list, size_t *count, uint64_t edge, uint64_t place)
{
    uint64_t far = edge < place ? place - edge : edge - place;
    size_t at = 0;
    while (at < *count && (list[at] < place ? place - list[at] : list[at] - place) < far)
        at++;
    if ((at < *count && list[at] == edge) || *count == EDGES_MAX)
        return;
    memmove(list + at + 1, list + at, (*count - at) * sizeof *list);
    list[at] = edge;
    ++*count;
}

/* "of" and "the" begin and end a name only where they are written as the name is, or joined to it. */
static bool may_be_edge(mention_scan *s, const occurrence *o, bool first)
{
    const scan_place *p = mention_scan_at(s, o->first);
    if (!(o->entry->flags & (WORD_FUNCTION | WORD_LEADS)) || !p->cased || p->capital)
        return true;
    uint64_t inner = first ? o->last + 1 : o->first;
    return inner < s->next && (mention_scan_at(s, inner)->gap & GAP_NONE);
}

/* Places where a window over `place` may begin and end, the nearest first. */
static void edges_of(mention_scan *s, const cells *c, uint64_t place, uint64_t *firsts, size_t *first_count,
                     uint64_t *lasts, size_t *last_count)
{
    *first_count = *last_count = 0;
    for (size_t i = 0; i < c->count; i++) {
        const occurrence *o = c->list[i].occurrence;
        if (o->first <= place && may_be_edge(s, o, true))
            put_edge(firsts, first_count, o->first, place);
        if (o->last >= place && may_be_edge(s, o, false))
            put_edge(lasts, last_count, o->last, place);
    }
}

static void try_edges(mention_scan *s, const cells *c, uint64_t first, uint64_t last, mention_window *best)
{
    mention_window w = {.name = c->name, .first = first, .last = last};
    weigh(s, c, assign(c, &w), &w);
    bool better = !best->name || w.merit > best->merit ||
                  (w.merit == best->merit && w.last - w.first > best->last - best->first);
    if (better)
        *best = w;
}

/* Places where windows may begin and end. */
typedef struct edges {
    uint64_t firsts[EDGES_MAX], lasts[EDGES_MAX];
    size_t first_count, last_count;
} edges;

/* From one window to better ones, each edge in turn. */
static void climb(mention_scan *s, const cells *c, const edges *e, uint64_t first, uint64_t last,
                  mention_window *best)
{
    try_edges(s, c, first, last, best);
    for (size_t round = 0; round < ROUNDS; round++) {
        first = best->first;
        last = best->last;
        for (size_t i = 0; i < e->first_count; i++)
            if (e->firsts[i] != first)
                try_edges(s, c, e->firsts[i], last, best);
        first = best->first;
        for (size_t i = 0; i < e->last_count; i++)
            if (e->lasts[i] != best->last)
                try_edges(s, c, first, e->lasts[i], best);
        if (best->first == first && best->last == last)
            break;
    }
}

/* The best window over `place`: from the narrowest and from the widest one. */
bool mention_window_find(mention_scan *s, const table_name *n, uint64_t place, uint64_t from, uint64_t to,
                         int budget, mention_window *out)
{
    cells c;
    edges e;
    uint64_t first, last;
    zone_of(s, place, mention_scan_span(s, n->count), &first, &last);
    collect(s, n, first > from ? first : from, last < to ? last : to, &c);
    if (!is_enough(&c, budget))
        return false;
    edges_of(s, &c, place, e.firsts, &e.first_count, e.lasts, &e.last_count);
    out->name = NULL;
    if (e.first_count == 0 || e.last_count == 0)
        return false;
    mention_window wide = {.name = NULL};
    climb(s, &c, &e, e.firsts[0], e.lasts[0], out);
    climb(s, &c, &e, e.firsts[e.first_count - 1], e.lasts[e.last_count - 1], &wide);
    if (wide.merit > out->merit ||
        (wide.merit == out->merit && wide.last - wide.first > out->last - out->first))
        *out = wide;
    return true;
}

bool mention_window_in_order(const mention_window *w, bool turned)
{
    uint64_t first = 0, before = 0;
    size_t falls = 0;
    bool any = false;
    for (size_t i = 0; i < w->name->count; i++) {
        if (!w->words[i].occurrence)
            continue;
        uint64_t place = w->words[i].occurrence->first;
        if (!any)
            first = place;
        falls += any && place < before;
        before = place;
        any = true;
    }
    return falls == 0 || (turned && falls == 1 && before < first);
}

/* ---- reading it ---- */

static const occurrence *begins_at(const mention_window *w, uint64_t place, size_t *word)
{
    for (size_t i = 0; i < w->name->count; i++)
        if (w->words[i].occurrence && w->words[i].occurrence->first == place) {
            *word = i;
            return w->words[i].occurrence;
        }
    return NULL;
}

static bool put(char *out, size_t cap, size_t *len, str s)
{
    if (*len + s.len > cap)
        return false;
    if (s.len)
        memcpy(out + *len, s.data, s.len);
    *len += s.len;
    return true;
}

/* Between two words: nothing where the script joins them, a hyphen in Latin. */
static str separator(const scan_place *p, const word_entry *e)
{
    if (p->gap & GAP_COMMA)
        return str_of(", ");
    if (!(p->gap & GAP_NONE)) /* a dot between the names of a foreigner */
        return str_of(e->script == SCRIPT_HAN && !(e->flags & WORD_SYLLABIC) ? "\u00b7" : " ");
    bool joins = (e->flags & WORD_SYLLABIC) || e->script == SCRIPT_ARABIC || e->script == SCRIPT_HEBREW;
    return joins ? STR_NONE : str_of("-");
}

size_t mention_window_read(mention_scan *s, const mention_window *w, bool right, char *out, size_t cap)
{
    size_t len = 0;
    token listed;
    for (uint64_t at = w->first; at <= w->last;) {
        size_t number = 0;
        const scan_place *p = mention_scan_at(s, at);
        const occurrence *o = begins_at(w, at, &number);
        const word_entry *e = o ? o->entry : p->occurrences[0].entry;
        str word = e->folded;
        unsigned grade = o ? w->words[number].grade : WINDOW_MISSING;
        if (grade == WINDOW_INFLECTED || (right && grade == WINDOW_EDIT)) {
            index_token(&s->table->index, s->table->name_tokens[w->name->first_token + number],
                        INDEX_DEPTH_LETTERS, &listed);
            word = listed.script == e->script ? listed.folded : listed.text;
        }
        if (at > w->first && !put(out, cap, &len, separator(p, e)))
            return 0;
        if (!put(out, cap, &len, word))
            return 0;
        if ((e->flags & WORD_SINGLE) && !put(out, cap, &len, str_of(".")))
            return 0;
        at = o ? o->last + 1 : at + 1;
    }
    return len;
}

void mention_window_bounds(mention_scan *s, const mention_window *w, occurrence *out)
{
    const occurrence *first = &mention_scan_at(s, w->first)->occurrences[0];
    const occurrence *last = &mention_scan_at(s, w->last)->occurrences[0];
    for (size_t i = 0; i < w->name->count; i++) {
        const occurrence *o = w->words[i].occurrence;
        if (o && o->first == w->first)
            first = o;
        if (o && o->last == w->last)
            last = o;
    }
    *out = (occurrence){.first = w->first,
                        .last = w->last,
                        .start = first->start,
                        .at = first->at,
                        .end = last->end,
                        .to = last->to};
}
