#include "name/pair.h"
#include "match/worker.h"

#include <stdio.h>

static const char *relation_name(const align_link *l, unit a, unit b)
{
    static const char *const names[] = {"contradiction", "equal", "symbol", "variant", "initial"};
    if (a.count > 1)
        return "joined";
    if (b.count > 1)
        return "split";
    return names[l->relation.type];
}

static int share(int information, int total)
{
    return total > 0 ? information * MATCH_SCORE_ONE / total : 0;
}

static int similarity(const align_link *l)
{
    int lost = l->penalty * 60;
    return lost > MATCH_SCORE_ONE ? 0 : MATCH_SCORE_ONE - lost;
}

static int weight_of(const name_view *v, unit u)
{
    int sum = 0;
    for (size_t i = u.first; i < (size_t)u.first + u.count; i++)
        sum += v->weights[i].information;
    return sum;
}

static int total_weight(const name_view *v)
{
    return weight_of(v, (unit){0, v->count});
}

static void add_token(match_worker *w, str query, str found, const char *how, int similar, int weight)
{
    size_t *count = &w->explanation.token_count;
    if (*count < EXPLAIN_TOKENS)
        w->tokens[(*count)++] = (match_token){query, found, how, similar, weight};
}

static void explain_tokens(match_worker *w, const name_view *a, const name_view *b, const alignment *best)
{
    int total = total_weight(a) > total_weight(b) ? total_weight(a) : total_weight(b);
    for (size_t t = 0; t < a->count; t++)
        for (size_t i = 0; i < best->link_count; i++) {
            const align_link *l = &best->links[i];
            unit x = a->spans[l->a], y = b->spans[l->b];
            if (x.first != t)
                continue;
            int weight = weight_of(a, x) > weight_of(b, y) ? weight_of(a, x) : weight_of(b, y);
            add_token(w, w->query.units[l->a].folded, w->other.units[l->b].folded, relation_name(l, x, y),
                      similarity(l), share(weight, total));
        }
    bool clash = best->contradiction > 0;
    for (size_t t = 0; t < a->count; t++)
        if (!(best->covered_a >> t & 1))
            add_token(w, w->query.units[t].folded, STR_NONE, clash ? "contradiction" : "extra", 0,
                      share(a->weights[t].information, total));
    for (size_t t = 0; t < b->count; t++)
        if (!(best->covered_b >> t & 1))
            add_token(w, STR_NONE, w->other.units[t].folded, clash ? "contradiction" : "missing", 0,
                      share(b->weights[t].information, total));
    if (best->order > 0)
        add_token(w, STR_NONE, STR_NONE, "order", 0, 0);
}

static void explain_evidence(match_worker *w, const evidence *e, int penalty)
{
    static const char *const names[] = {"birth_date", "country", "gender", "address", "imo"};
    for (size_t i = 0; i < EVIDENCE_FEATURES; i++) {
        if (i == EVIDENCE_IMO && !e->penalty[i])
            continue;
        int effect = score_of_penalty(penalty + e->penalty[i]) - score_of_penalty(penalty);
        w->features[w->explanation.feature_count++] = (match_feature){names[i], effect, e->detail[i]};
    }
}

static void explain_identifiers(match_worker *w, const match_query *q, uint32_t party)
{
    for (size_t i = 0; i < q->identifier_count; i++) {
        size_t at = 0;
        identifier_entry found;
        while (identifier_table_next(&w->identifiers, w->snapshot, &q->identifiers[i], &at, &found)) {
            if (found.entity != party || w->explanation.feature_count == EXPLAIN_FEATURES)
                continue;
            w->features[w->explanation.feature_count++] =
                (match_feature){"identifier", MATCH_SCORE_ONE, "the same identifier"};
            return;
        }
    }
}

/* The part of a field that met the listed name. */
static void explain_part(match_worker *w, const reading *r, int penalty)
{
    if (!r->part)
        return;
    size_t len = r->text.len < PART_TEXT_CAP ? r->text.len : PART_TEXT_CAP - 1;
    while (len > 0 && len < r->text.len && ((unsigned char)r->text.data[len] & 0xC0) == 0x80)
        len--;
    memcpy(w->part, r->text.data, len);
    w->part[len] = 0;
    int effect = score_of_penalty(penalty + r->cost) - score_of_penalty(penalty);
    w->features[w->explanation.feature_count++] = (match_feature){"part", effect, w->part};
}

/* The reading of the query and the name of the entity that go together best. */
static bool best_pair(match_worker *w, const match_query *q, const match_options *o, const snapshot_entity *e,
                      size_t *spelling, uint32_t *name)
{
    int best = -1;
    readings_start(q, &w->readings);
    for (size_t i = 0; i < w->readings.count; i++) {
        const reading *r = &w->readings.list[i];
        reading_analyse(w->text, r, &w->query);
        if (!r->part && !r->initials && !r->signs && !o->whole_names)
            readings_add_parts(w->text, r->text, &w->readings);
        for (uint32_t n = 0; n < e->name_count; n++) {
            snapshot_name row = snapshot_name_at(w->snapshot, e->first_name + n);
            alignment a;
            name_view view;
            tokens_analyse(w->text, row.text, &w->other);
            match_kind kind = worker_kind_of_row(w, e->first_name + n);
            if (w->query.count == 0 || w->other.count == 0 || !(r->kinds >> kind & 1))
                continue;
            pair_align(&w->query, &w->other, kind, w->relations, &a);
            name_view_make(&w->query, kind, &view);
            if (!reading_counts(r, &view, &a))
                continue;
            int score = a.link_count ? 2 * score_of_penalty(a.penalty + r->cost) : 0;
            if (row.kind == NAME_WEAK && !o->weak_alone)
                score--;
            if (score > best) {
                best = score;
                *spelling = i;
                *name = e->first_name + n;
            }
        }
    }
    return best >= 0;
}

const match_explanation *match_explain(match_worker *w, const match_query *q, const match_options *o,
                                       uint32_t party)
{
    evidence_facts facts;
    evidence known;
    size_t spelling = 0;
    uint32_t name = 0;
    int penalty = 0;
    w->explanation = (match_explanation){.tokens = w->tokens, .features = w->features};
    if (!w->snapshot || party >= snapshot_entity_count(w->snapshot))
        return &w->explanation;
    snapshot_entity e = snapshot_entity_at(w->snapshot, party);
    if (best_pair(w, q, o, &e, &spelling, &name)) {
        name_view a, b;
        alignment best;
        snapshot_name row = snapshot_name_at(w->snapshot, name);
        match_kind kind = worker_kind_of_row(w, name);
        const reading *r = &w->readings.list[spelling];
        reading_analyse(w->text, r, &w->query);
        tokens_analyse(w->text, row.text, &w->other);
        pair_align(&w->query, &w->other, kind, w->relations, &best);
        name_view_make(&w->query, kind, &a);
        name_view_make(&w->other, kind, &b);
        explain_tokens(w, &a, &b, &best);
        w->explanation.matched_name = row.text;
        explain_part(w, r, best.penalty);
        penalty = best.penalty + r->cost;
    }
    evidence_prepare(q, &facts);
    evidence_weigh(w->snapshot, party, &facts, &known);
    explain_evidence(w, &known, penalty);
    explain_identifiers(w, q, party);
    return &w->explanation;
}
