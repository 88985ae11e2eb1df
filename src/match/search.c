#include "match/parameters.h"
#include "match/worker.h"

enum { ENTITY_DATASETS = 64, SCORE_KEPT = 3000 };

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

static entity_best *reach(match_worker *w, uint32_t party)
{
    entity_best *b = &w->best[party];
    if (!b->seen) {
        *b = (entity_best){
            .seen = true, .score = -1, .weak_score = -1, .name = UINT32_MAX, .weak_name = UINT32_MAX};
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

static void keep_score(entity_best *b, bool weak, uint32_t name, int score, int name_score)
{
    if (weak && score > b->weak_score) {
        b->weak_score = (int16_t)score;
        b->weak_name_score = (int16_t)name_score;
        b->weak_name = name;
    } else if (!weak && score > b->score) {
        b->score = (int16_t)score;
        b->name_score = (int16_t)name_score;
        b->name = name;
    }
}

/* True if a patronymic of the listed name is the one of the query. */
static bool same_father(const match_worker *w, const listed_name *n, size_t mine, bool *any)
{
    const listed *l = w->listed;
    for (size_t j = 0; j < n->count; j++) {
        const token *t = l->dictionary[l->units[n->first_unit + j]];
        if (!(t->flags & TOKEN_PATRONYMIC) || n->count < 3)
            continue;
        *any = true;
        if (relation_of(&w->query.units[mine], t).type != RELATION_NONE)
            return true;
    }
    return false;
}

/* The name agrees, but only because it leaves out the father, and other names of the entity name another. */
static int other_father(const match_worker *w, const listed_name *n, const alignment *a)
{
    const listed *l = w->listed;
    if (n->kind != KIND_PERSON || w->query.count < 3)
        return 0;
    for (size_t i = 0; i < w->query.count; i++) {
        if ((a->covered_a >> i & 1) || !(w->query.units[i].flags & TOKEN_PATRONYMIC))
            continue;
        snapshot_entity e = snapshot_entity_at(w->snapshot, n->entity);
        bool any = false, same = false;
        for (uint32_t k = 0; k < e.name_count && !same; k++)
            same = same_father(w, &l->names[e.first_name + k], i, &any);
        if (any && !same)
            return PENALTY_FATHER;
    }
    return 0;
}

/* A weak alias that the query has word for word; in another script as near as scripts come. */
static bool matched_wholly(const match_worker *w, const listed_name *n, const alignment *a)
{
    bool same_script =
        w->query.units[0].script == w->listed->dictionary[w->listed->units[n->first_unit]]->script;
    return a->penalty <= (same_script ? WEAK_EXACT : WEAK_OTHER_SCRIPT) && a->contradiction == 0;
}

/* One spelling of the query against every listed name. */
static void search_name(match_worker *w, const match_query *q, const match_options *o,
                        const evidence_facts *facts)
{
    const listed *l = w->listed;
    name_view views[KIND_COUNT], view;
    for (unsigned kind = 0; kind < KIND_COUNT; kind++)
        name_view_make(&w->query, (match_kind)kind, &views[kind]);
    worker_relate(w);
    for (uint32_t i = 0; i < l->name_count; i++) {
        const listed_name *n = &l->names[i];
        alignment a;
        if (!worker_relations(w, n))
            continue;
        if (q->has_schema && !schema_compatible(q->schema, snapshot_entity_at(w->snapshot, n->entity).schema))
            continue;
        if (!in_datasets(w, n->entity, o->dataset_mask))
            continue;
        listed_view(l, n, &view);
        align_names(&views[n->kind], &view, w->relations, &a);
        w->result.scored++;
        if (a.link_count > 0 && score_of_penalty(a.penalty) >= SCORE_KEPT)
            a.penalty += other_father(w, n, &a);
        int name_score = score_of_penalty(a.penalty);
        if (a.link_count == 0 || name_score < SCORE_KEPT)
            continue;
        evidence e;
        evidence_weigh(w->snapshot, n->entity, facts, &e);
        keep_score(reach(w, n->entity), n->weak && !matched_wholly(w, n, &a), i,
                   score_of_penalty(a.penalty + e.total), name_score);
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
            entity_best *b = reach(w, found.entity);
            if (b->score < MATCH_SCORE_ONE) {
                b->score = MATCH_SCORE_ONE;
                if (b->name == UINT32_MAX)
                    b->name_score = 0;
            }
        }
    }
}

/* A weak alias counts in full beside another name that is near, else up to a ceiling. */
static match_hit settle(const entity_best *b, uint32_t party, bool weak_alone)
{
    match_hit strong = {party, b->name, b->score, b->name_score};
    match_hit weak = {party, b->weak_name, b->weak_score, b->weak_name_score};
    if (!weak_alone && b->score < WEAK_SUPPORT && weak.score > WEAK_CEILING)
        weak.score = WEAK_CEILING;
    return weak.score > strong.score ? weak : strong;
}

static bool goes_before(const match_hit *a, const match_hit *b)
{
    return a->score != b->score ? a->score > b->score : a->entity < b->entity;
}

static void rank(match_worker *w, const match_options *o)
{
    size_t limit = o->limit < MATCH_LIMIT_MAX ? o->limit : MATCH_LIMIT_MAX;
    match_result *r = &w->result;
    for (size_t i = 0; i < w->reached_count; i++) {
        match_hit h = settle(&w->best[w->reached[i]], w->reached[i], o->weak_alone);
        if (h.score < o->threshold)
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
    bool readable = false;
    w->result = (match_result){.hits = w->hits};
    forget(w);
    if (!w->snapshot)
        return &w->result;
    evidence_prepare(q, &facts);
    for (size_t i = 0; i < q->name_count && i < MATCH_VALUES_MAX; i++) {
        tokens_analyse(w->text, q->names[i], &w->query);
        w->result.truncated = w->result.truncated || w->query.truncated;
        if (w->query.count == 0)
            continue;
        readable = true;
        search_name(w, q, o, &facts);
    }
    search_identifiers(w, q, o);
    w->result.unreadable = !readable && q->identifier_count == 0;
    rank(w, o);
    return &w->result;
}
