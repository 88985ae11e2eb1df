#include "match/as_of.h"
#include "name/parameters.h"
#include "match/worker.h"

enum { ENTITY_DATASETS = 64, SCORE_KEPT = 3000, PENALTY_OF_IDENTIFIER = -1000 };

static bool in_datasets(const match_worker *w, uint32_t party, const uint8_t *mask)
{
    uint16_t datasets[ENTITY_DATASETS];
    if (!mask)
        return true;
    size_t count = snapshot_entity_datasets(w->snapshot, party, datasets, ENTITY_DATASETS);
    for (size_t i = 0; i < count && i < ENTITY_DATASETS; i++)
        if (mask[datasets[i]])
            return true;
    return false;
}

#define NO_NAME ((scored_name){.score = -1, .name = UINT32_MAX})

static entity_best *reach(match_worker *w, uint32_t party)
{
    entity_best *b = &w->best[party];
    if (!b->seen) {
        *b = (entity_best){.seen = true, .strong = NO_NAME, .weak = NO_NAME};
        w->reached[w->reached_count++] = party;
    }
    return b;
}

static void forget(match_worker *w)
{
    for (size_t i = 0; i < w->reached_count; i++)
        w->best[w->reached[i]].seen = false;
    w->reached_count = 0;
}

/* Below 0 if x goes before y. */
static int compare_scored(const scored_name *x, const scored_name *y)
{
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->penalty != y->penalty)
        return x->penalty < y->penalty ? -1 : 1;
    if (x->standing != y->standing)
        return x->standing < y->standing ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* Exact before variant, then primary name before alias before weak alias. */
static uint8_t standing_of(const match_worker *w, uint32_t row, const alignment *a)
{
    enum { STANDING_ALIAS = 1, STANDING_WEAK = 2, STANDING_VARIANT = 4 };
    uint8_t kind = snapshot_name_at(w->snapshot, row).kind;
    bool exact = a->edits + a->contradiction + a->missing + a->order + a->form == 0;
    return (uint8_t)((exact ? 0 : STANDING_VARIANT) + (kind == NAME_WEAK      ? STANDING_WEAK
                                                       : kind == NAME_PRIMARY ? 0
                                                                              : STANDING_ALIAS));
}

/* True if a patronymic of the listed name is the one of the query. */
static bool same_father(match_worker *w, const index_name *n, size_t mine, bool *any)
{
    for (size_t j = 0; j < n->count && n->count >= 3; j++) {
        uint32_t word = index_word_of(index_name_words(&w->index, n)[j]);
        if (!(w->index.words[word].flags & TOKEN_PATRONYMIC))
            continue;
        *any = true;
        if (lookup_get(w->lookup, word, mine, true).type != RELATION_NONE)
            return true;
    }
    return false;
}

/* The name agrees, but only because it leaves out the father, and other names of the entity name another. */
static int other_father(match_worker *w, uint32_t party, match_kind kind, const alignment *a)
{
    if (kind != KIND_PERSON || w->query.count < 3)
        return 0;
    for (size_t i = 0; i < w->query.count; i++) {
        if ((a->covered_a >> i & 1) || !(w->query.units[i].flags & TOKEN_PATRONYMIC))
            continue;
        snapshot_entity e = snapshot_entity_at(w->snapshot, party);
        bool any = false, same = false;
        for (uint32_t k = 0; k < e.name_count && !same; k++)
            same = same_father(w, &w->index.names[index_name_of_row(&w->index, e.first_name + k)], i, &any);
        if (any && !same)
            return PENALTY_FATHER;
    }
    return 0;
}

/* A weak alias that the query has word for word, legal forms apart; in another script as near as scripts
 * come.
 */
static bool matched_wholly(const match_worker *w, const index_name *n, const alignment *a)
{
    const index_word *first = &w->index.words[index_word_of(index_name_words(&w->index, n)[0])];
    bool same_script = w->query.units[0].script == first->script;
    int differs = a->whole ? a->edits + a->order : a->penalty;
    return differs <= (same_script ? WEAK_EXACT : WEAK_OTHER_SCRIPT) && a->contradiction == 0;
}

/* What one spelling of the query is asked with. */
typedef struct asking {
    const match_query *query;
    const match_options *options;
    const evidence_facts *facts;
    name_view views[KIND_COUNT];
    unsigned kinds; /* bits: kinds that entities of the wanted schema have */
    unsigned whole; /* bits: kinds of which every entity is of a wanted schema and dataset */
    int allowance;  /* penalty of a name that can still reach the threshold */
    int budget;     /* likewise before the relief that the spelling may have */
    const reading *reading;
    unsigned reading_kinds; /* of kinds, those of the reading */
} asking;

/* Adds the runs of the name that relate to the query to its view: those of two words, then those of three. */
static void add_runs(const match_worker *w, const index_name *n, name_view *view,
                     const related_run *runs[UNITS_MAX])
{
    const lookup *l = w->lookup;
    for (size_t count = 2; l->run_count && count <= INDEX_RUN_WORDS; count++) {
        for (size_t i = 0; i + count <= n->count && view->unit_count < UNITS_MAX; i++) {
            const related_run *run = lookup_run_at(l, index_name_words(&w->index, n) + i, count);
            if (!run)
                continue;
            runs[view->unit_count] = run;
            view->lens[view->unit_count] = run->len;
            view->spans[view->unit_count++] = (unit){(uint8_t)i, run->count};
        }
    }
}

/* Relations of the query to one listed name; false if there are none. */
static bool relate_name(match_worker *w, const index_name *n, const name_view *view,
                        const related_run *const runs[UNITS_MAX], bool complete)
{
    const uint32_t *words = index_name_words(&w->index, n);
    bool any = false;
    for (size_t u = 0; u < w->query.unit_count; u++) {
        relation *to = w->relations + u * view->unit_count;
        for (size_t i = 0; i < view->unit_count; i++) {
            to[i] = i < n->count ? lookup_get(w->lookup, index_word_of(words[i]), u, complete)
                                 : lookup_get_run(w->lookup, runs[i], u);
            any = any || to[i].type != RELATION_NONE;
        }
    }
    return any;
}

/* The alignment of the query and a name; false if nothing of them relates. Variants that alone cost more than
 * the budget are first left out: an alignment that has one is over the budget, and any other is found without
 * it. Only what comes out within the budget is looked at again, with all of them. */
static bool align(match_worker *w, const asking *a, uint32_t number, match_kind kind, alignment *best)
{
    const index_name *n = &w->index.names[number];
    const related_run *runs[UNITS_MAX];
    name_view view;
    index_view(&w->index, number, kind, &view);
    add_runs(w, n, &view, runs);
    if (!relate_name(w, n, &view, runs, a->options->exhaustive))
        return false;
    align_names(&a->views[kind], &view, w->relations, best);
    if (a->options->exhaustive || (best->penalty > a->budget && !best->involved))
        return true;
    (void)relate_name(w, n, &view, runs, true);
    align_names(&a->views[kind], &view, w->relations, best);
    return true;
}

/* The same, once for all names of the same words; NULL if nothing relates. */
static const alignment *aligned(match_worker *w, const asking *a, uint32_t number, match_kind kind)
{
    const index_name *n = &w->index.names[number];
    aligned_name *known = aligned_find(w->aligned, index_name_words(&w->index, n), n->count, kind);
    if (!known->done)
        known->related = align(w, a, number, kind, &known->best);
    known->done = true;
    return known->related ? &known->best : NULL;
}

static bool is_asked(const match_query *q, schema_id schema)
{
    return !q->has_schema || schema_compatible(q->schema, schema) != q->other_schema;
}

/* True if the entity of a name is of a wanted schema and dataset. */
static bool is_wanted(const match_worker *w, const asking *a, uint32_t party)
{
    const match_query *q = a->query;
    if (!is_asked(q, snapshot_entity_schema(w->snapshot, party)))
        return false;
    return in_datasets(w, party, a->options->dataset_mask);
}

static void score_name(match_worker *w, const asking *a, uint32_t number)
{
    const index_name *n = &w->index.names[number];
    match_kind kind = index_kind_of(&w->index, number);
    if (!(a->reading->kinds >> kind & 1))
        return;
    if (!(a->whole >> kind & 1) && !is_wanted(w, a, snapshot_name_entity(w->snapshot, n->row)))
        return;
    const alignment *best = aligned(w, a, number, kind);
    if (!best)
        return;
    w->result.scored++;
    if (best->link_count == 0 || score_of_penalty(best->penalty) < SCORE_KEPT)
        return;
    if (!reading_counts(a->reading, &a->views[kind], best))
        return;
    uint32_t party = snapshot_name_entity(w->snapshot, n->row);
    bool weak = (n->flags & INDEX_NAME_WEAK) && !matched_wholly(w, n, best);
    alignment of_name = *best;
    of_name.penalty += a->reading->cost + other_father(w, party, kind, best);
    int name_score = score_of_penalty(of_name.penalty);
    if (name_score < SCORE_KEPT)
        return;
    evidence e;
    evidence_weigh(w->snapshot, party, a->facts, &e);
    int penalty = of_name.penalty + evidence_against(&e, &of_name);
    scored_name found = {.penalty = penalty,
                         .score = (int16_t)score_of_penalty(penalty),
                         .name_score = (int16_t)name_score,
                         .name = n->row,
                         .standing = standing_of(w, n->row, best)};
    entity_best *b = reach(w, party);
    scored_name *kept = weak ? &b->weak : &b->strong;
    if (compare_scored(&found, kept) < 0)
        *kept = found;
}

/* The greatest penalty with a score of at least `threshold`. */
static int penalty_of_score(int threshold)
{
    int low = 0, high = 2000;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (score_of_penalty(middle) >= threshold)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static void ask(match_worker *w, const match_query *q, const match_options *o, const evidence_facts *facts,
                asking *out)
{
    *out = (asking){.query = q, .options = o, .facts = facts};
    out->allowance = penalty_of_score(o->threshold) - (facts->date_count ? EVIDENCE_SAME_DAY : 0) -
                     (facts->country_count ? EVIDENCE_SAME_COUNTRY : 0) -
                     (facts->address_count ? EVIDENCE_SAME_CITY : 0);
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        bool whole = !o->dataset_mask;
        for (unsigned s = 0; s < SCHEMA_COUNT; s++) {
            if (!(w->index.kind_schemata[kind] >> s & 1))
                continue;
            bool wanted = is_asked(q, (schema_id)s);
            out->kinds |= wanted ? 1u << kind : 0;
            whole = whole && wanted;
        }
        out->whole |= whole ? 1u << kind : 0;
    }
}

/* Reads one spelling of the query and relates it to the dictionary; false if it holds no word. */
static bool read_spelling(match_worker *w, asking *a, size_t spelling)
{
    a->reading = &w->readings.list[spelling];
    a->reading_kinds = a->kinds & a->reading->kinds;
    reading_analyse(w->text, a->reading, &w->query);
    if (!a->reading->part && !a->reading->initials && !a->reading->signs && !a->options->whole_names &&
        !w->parts_known)
        readings_add_parts(w->text, a->reading->text, &w->readings);
    w->result.truncated = w->result.truncated || w->query.truncated;
    w->result.unread = w->result.unread || w->query.unread;
    if (w->query.count == 0)
        return false;
    int allowance = a->allowance - a->reading->cost, most_of_part = reading_penalty_max(a->reading);
    allowance = allowance < most_of_part ? allowance : most_of_part;
    a->budget = allowance;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++) {
        name_view_make(&w->query, (match_kind)kind, &a->views[kind]);
        int most = allowance + align_relief(&a->views[kind]);
        a->budget = most > a->budget ? most : a->budget;
    }
    if (a->budget < 0 || !a->reading_kinds)
        return false;
    aligned_start(w->aligned);
    lookup_start(w->lookup, &w->query, a->options->exhaustive, a->budget);
    for (size_t u = 0; u < w->query.unit_count; u++)
        lookup_relate(w->lookup, u);
    lookup_relate_near(w->lookup, a->views, a->reading_kinds);
    w->result.no_memory = w->result.no_memory || w->lookup->failed;
    return true;
}

static void search_spelling(match_worker *w, asking *a)
{
    const candidates *c = w->candidates;
    if (!a->options->exhaustive) {
        candidates_find(w->candidates, w->lookup, a->views, a->reading_kinds, a->budget);
        w->result.no_memory = w->result.no_memory || c->failed;
        for (size_t i = 0; i < c->count; i++)
            score_name(w, a, c->names[i]);
        return;
    }
    for (uint32_t i = 0; i < w->index.name_count; i++)
        score_name(w, a, i);
}

/* True if the score of the other names decides whether the weak name counts in full. */
static bool waits_for_support(const entity_best *b, const match_options *o)
{
    return !o->weak_alone && b->weak.score > WEAK_CEILING && b->weak.score >= o->threshold &&
           b->strong.score < WEAK_SUPPORT;
}

/* The support of a weak name may score below the threshold, where the candidates need not hold it: all names
 * of such an entity are scored. */
static void search_support(match_worker *w, asking *a)
{
    size_t waiting = 0;
    for (size_t i = 0; i < w->reached_count; i++)
        waiting += waits_for_support(&w->best[w->reached[i]], a->options);
    for (size_t s = 0; waiting && s < w->readings.count; s++) {
        if (!read_spelling(w, a, s))
            continue;
        for (size_t i = 0; i < w->reached_count; i++) {
            snapshot_entity e = snapshot_entity_at(w->snapshot, w->reached[i]);
            for (uint32_t n = 0; n < e.name_count && waits_for_support(&w->best[w->reached[i]], a->options);
                 n++)
                score_name(w, a, index_name_of_row(&w->index, e.first_name + n));
        }
    }
}

static void search_identifiers(match_worker *w, const match_query *q, const match_options *o)
{
    for (size_t i = 0; i < q->identifier_count; i++) {
        size_t at = 0;
        identifier_entry found;
        while (identifier_table_next(&w->identifiers, w->snapshot, &q->identifiers[i], &at, &found)) {
            if (!in_datasets(w, found.entity, o->dataset_mask))
                continue;
            scored_name *b = &reach(w, found.entity)->strong;
            if (b->name == UINT32_MAX)
                b->name_score = 0;
            b->score = MATCH_SCORE_ONE;
            b->penalty = PENALTY_OF_IDENTIFIER;
        }
    }
}

/* A weak alias counts in full beside another name that is near, else up to a ceiling. */
static scored_name settle(const entity_best *b, bool weak_alone)
{
    scored_name weak = b->weak;
    if (!weak_alone && b->strong.score < WEAK_SUPPORT && weak.score > WEAK_CEILING)
        weak.score = WEAK_CEILING;
    return compare_scored(&weak, &b->strong) < 0 ? weak : b->strong;
}

static bool goes_before(const match_hit *a, const match_hit *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    if (a->penalty != b->penalty)
        return a->penalty < b->penalty;
    return a->standing != b->standing ? a->standing < b->standing : a->entity < b->entity;
}

static void rank(match_worker *w, const match_options *o)
{
    size_t limit = o->limit < MATCH_LIMIT_MAX ? o->limit : MATCH_LIMIT_MAX;
    match_result *r = &w->result;
    for (size_t i = 0; i < w->reached_count; i++) {
        scored_name n = settle(&w->best[w->reached[i]], o->weak_alone);
        match_hit h = {w->reached[i], n.name, n.score, n.name_score, n.penalty, n.standing};
        if (h.score < o->threshold || !listed_on(w->snapshot, h.entity, o->dated ? o->on : DATE_NONE))
            continue;
        r->total++;
        size_t at = r->hit_count;
        if (at == limit && (limit == 0 || !goes_before(&h, &w->hits[limit - 1])))
            continue;
        if (at == limit)
            at--;
        else
            r->hit_count++;
        for (; at > 0 && goes_before(&h, &w->hits[at - 1]); at--)
            w->hits[at] = w->hits[at - 1];
        w->hits[at] = h;
    }
}

const match_result *match_search(match_worker *w, const match_query *q, const match_options *o)
{
    evidence_facts facts;
    asking a;
    bool readable = false;
    w->result = (match_result){.hits = w->hits};
    forget(w);
    if (!w->snapshot)
        return &w->result;
    evidence_prepare(q, &facts);
    ask(w, q, o, &facts, &a);
    readings_start(q, &w->readings);
    w->parts_known = false;
    for (size_t i = 0; i < w->readings.count; i++) {
        bool searched = read_spelling(w, &a, i);
        readable = readable || w->query.count > 0;
        if (searched)
            search_spelling(w, &a);
    }
    w->parts_known = true;
    if (!o->exhaustive)
        search_support(w, &a);
    search_identifiers(w, q, o);
    /* without names nothing is read, whatever is asked */
    bool any_name = snapshot_name_count(w->snapshot) > 0;
    w->result.unreadable = any_name && !readable && q->identifier_count == 0;
    rank(w, o);
    return &w->result;
}
