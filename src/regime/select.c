/* Which targets a case can touch at all: sets of bits put together, and a look at each target that is left.
 */
#include "regime/program.h"

static void add_row(const regime_worker *w, uint64_t *into, const uint64_t *row)
{
    for (uint32_t i = 0; i < w->r->mask_words; i++)
        into[i] |= row[i];
}

static void keep_row(const regime_worker *w, uint64_t *into, const uint64_t *row)
{
    for (uint32_t i = 0; i < w->r->mask_words; i++)
        into[i] &= row[i];
}

/* Takes the lowest target out of a word of the set that begins with target `base`. */
static uint32_t take_lowest(uint64_t *bits, uint32_t base)
{
    uint32_t lowest = base + (uint32_t)__builtin_ctzll(*bits);
    *bits &= *bits - 1;
    return lowest;
}

/* ---- parties ---- */

/* Targets that ask for a status which a party may have because a measure names it. */
static void add_named_statuses(regime_worker *w, uint32_t rank)
{
    for (uint32_t i = 0; i < w->r->status_count; i++)
        for (uint32_t k = 0; k < w->r->statuses[i].named_by_count; k++)
            if (w->r->statuses[i].named_by[k] == rank)
                add_row(w, w->party_targets, mask_row(w->r, w->r->by_status, i));
}

static void add_named(regime_worker *w)
{
    for (uint32_t i = 0; i < w->hit_count; i++) {
        uint32_t owner = w->r->entries[w->hits[i].entry].owner;
        if (owner & OWNER_EXCEPT)
            continue;
        if (owner & OWNER_STATUS) {
            add_row(w, w->party_targets, mask_row(w->r, w->r->by_status, owner & ~OWNER_STATUS));
            continue;
        }
        w->party_targets[owner / 64] |= (uint64_t)1 << (owner % 64);
        add_named_statuses(w, w->r->targets[owner].measure);
    }
}

/* The targets about parties that some party of the case may meet: by its name, a status, a list. */
static void select_parties(regime_worker *w)
{
    memset(w->party_targets, 0, w->r->mask_words * sizeof *w->party_targets);
    add_named(w);
    for (uint32_t i = 0; i < w->r->status_count; i++)
        if (w->status_fixed[i] | w->status_unsure[i])
            add_row(w, w->party_targets, mask_row(w->r, w->r->by_status, i));
    for (size_t i = 0; i < w->c->party_count; i++)
        for (size_t t = 0; t < w->c->parties[i].tag_count; t++)
            add_row(w, w->party_targets, mask_row(w->r, w->r->by_join, w->c->parties[i].tags[t].join));
    if (w->join_absent && w->named_mask)
        add_row(w, w->party_targets, w->absent_targets);
}

void select_absent(regime_worker *w)
{
    memset(w->absent_targets, 0, w->r->mask_words * sizeof *w->absent_targets);
    for (uint32_t i = 0; i < w->r->join_count; i++)
        if (w->absent[i])
            add_row(w, w->absent_targets, mask_row(w->r, w->r->by_join, i));
}

/* ---- the actor and the countries ---- */

static void add_classes(const regime_worker *w, uint64_t *into, uint64_t classes)
{
    for (uint64_t left = classes; left;) {
        uint32_t class = take_lowest(&left, 0);
        if (class < w->r->class_count)
            add_row(w, into, mask_row(w->r, w->r->by_class, class));
    }
}

/* The targets of the countries that the case touches, beside those that ask for none. */
static void add_countries(const regime_worker *w, uint64_t *into)
{
    for (uint32_t i = 0; i < w->link_count; i++) {
        uint16_t row = w->r->country_row[w->links[i].country];
        if (row)
            add_row(w, into, mask_row(w->r, w->r->by_country, row));
    }
}

/* ---- candidates ---- */

/* A status that may follow from a fact which nobody stated. */
static void find_unstated(regime_worker *w, uint64_t *set)
{
    for (size_t i = 0; i < w->c->party_count; i++)
        if (w->c->parties[i].tag_count)
            return;
    for (uint32_t i = 0; i < w->r->mask_words; i++)
        for (uint64_t bits = set[i] & ~w->party_targets[i]; bits && w->not_stated < 0;) {
            uint32_t index = take_lowest(&bits, i * 64);
            if (gate_open(w, &w->r->gates[index], false))
                candidate_unstated(w, index);
        }
}

/* The targets that ask for a status which could follow from a fact that is not stated. */
static void add_unstated(const regime_worker *w, uint64_t *into)
{
    for (uint32_t i = 0; i < w->r->status_count; i++) {
        const status_rule *s = &w->r->statuses[i];
        if (s->fact >= 0 && s->country && !w->values[s->fact].known && country_linked(w, s->country))
            add_row(w, into, mask_row(w->r, w->r->by_status, i));
    }
}

bool gate_open(const regime_worker *w, const gate *g, bool later)
{
    /* With as_of the end may not be known yet. */
    bool over = g->until != DATE_NONE && g->until <= w->c->on && w->c->as_of == DATE_NONE;
    return !over && (later || g->from <= w->c->on);
}

/* Everything that may match on the day of the case, or later. */
void find_candidates(regime_worker *w, bool later)
{
    const regime *r = w->r;
    uint64_t *set = w->selected, *part = w->selected_part;
    size_t size = r->mask_words * sizeof *set;
    select_parties(w);
    w->candidate_count = 0;
    w->not_stated = -1;
    memset(set, 0, size);
    add_classes(w, set, w->class_yes | w->class_nexus | w->class_unknown | w->class_ask_via);
    keep_row(w, set, mask_row(r, r->by_activity, w->c->activity));
    memset(part, 0, size);
    add_unstated(w, part);
    keep_row(w, part, set);
    find_unstated(w, part);
    memcpy(part, r->anywhere, size);
    add_countries(w, part);
    keep_row(w, set, part);
    memcpy(part, r->without_party, size);
    add_row(w, part, w->party_targets);
    keep_row(w, set, part);
    for (uint32_t i = 0; i < r->mask_words; i++)
        for (uint64_t bits = set[i]; bits;) {
            uint32_t index = take_lowest(&bits, i * 64);
            if (gate_open(w, &r->gates[index], later))
                w->candidate_count += candidate_make(w, index, &w->candidates[w->candidate_count]);
        }
}

/* The rules that a pass may have passed by: of this actor or this activity, and touched by the case. */
void select_near(regime_worker *w)
{
    const regime *r = w->r;
    uint64_t *set = w->selected, *part = w->selected_part;
    size_t size = r->mask_words * sizeof *set;
    memcpy(set, r->elsewise, size);
    add_countries(w, set);
    add_row(w, set, w->party_targets);
    keep_row(w, set, r->forbidding);
    memset(part, 0, size);
    add_classes(w, part,
                w->class_yes | w->class_nexus | w->class_unknown | w->class_ask_via | w->class_ask_country);
    add_row(w, part, mask_row(r, r->by_activity, w->c->activity));
    keep_row(w, set, part);
}
