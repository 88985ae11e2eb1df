#include "name/align.h"

#include "metric/distance.h"
#include "name/parameters.h"
#include "name/penalty.h"

enum { LINKS_MAX = 256, STEPS_MAX = 3000 };

typedef struct search {
    align_link links[LINKS_MAX];
    uint32_t mask_a[LINKS_MAX], mask_b[LINKS_MAX];
    size_t count;
    int rest[LINKS_MAX + 1]; /* upper bound of the gain from here on */
    uint8_t chosen[TOKENS_MAX], best[TOKENS_MAX];
    size_t chosen_count, best_count;
    int best_gain;
    int steps;
} search;

/* Numbers behind "contract" or "ref" are no part of a name. */
static void drop_references(name_view *n)
{
    bool reference = false;
    for (size_t i = 0; i < n->count; i++) {
        if (n->roles[i] == ROLE_NUMBER && reference) {
            n->roles[i] = ROLE_CONTEXT;
            n->weights[i] = WEIGHT_OF_CONTEXT;
        }
        reference = n->roles[i] == ROLE_CONTEXT;
    }
}

/* Whom an organisation is named after is left out more often than not. */
static void weaken_honours(name_view *n)
{
    bool honour = false;
    for (size_t i = 0; i < n->count; i++) {
        bool ends = n->roles[i] == ROLE_WORD || n->roles[i] == ROLE_FORM;
        honour = n->roles[i] == ROLE_NAMED || (honour && !ends);
        if (honour && (n->roles[i] == ROLE_NAME || n->roles[i] == ROLE_INITIAL))
            n->weights[i].information = (int16_t)(n->weights[i].information * HONOUR_SHARE / 100);
    }
}

/* True if every word may be syllables of eastern Asia and one of them is a family name there. */
static bool is_eastern_name(const name_view *n)
{
    bool family = false;
    for (size_t i = 0; i < n->count; i++) {
        if (n->kind != KIND_PERSON || !(n->trait[i] & TRAIT_SYLLABLES))
            return false;
        family = family || (n->trait[i] & TRAIT_FAMILY);
    }
    return family && n->count >= 2 && n->count <= EASTERN_WORDS;
}

/* What is a small word elsewhere is a name there: Kim Jong Il, Do Van An. */
static void make_eastern(name_view *n)
{
    n->is_eastern = is_eastern_name(n);
    for (size_t i = 0; n->is_eastern && i < n->count; i++)
        if (n->roles[i] != ROLE_NAME) {
            n->roles[i] = ROLE_NAME;
            n->weights[i] = WEIGHT_OF_EASTERN;
        }
}

/* What is a given name as well is a title where it stands first, before two other words: "Sayyid Ali
 * Hosseini".
 */
static void make_titles(name_view *n)
{
    size_t whole = 0, first = 0;
    while (first < n->count && align_is_small(n->roles[first]))
        first++;
    for (size_t i = first + 1; i < n->count; i++)
        whole += n->roles[i] == ROLE_NAME;
    if (n->kind != KIND_PERSON || n->is_eastern || whole < 2 || first == n->count ||
        n->roles[first] != ROLE_NAME || !(n->trait[first] & TRAIT_BORNE))
        return;
    n->roles[first] = ROLE_TITLE;
    n->weights[first] = WEIGHT_OF_TITLE;
}

void name_view_scale(name_view *n)
{
    int total = 0;
    make_eastern(n);
    make_titles(n);
    drop_references(n);
    weaken_honours(n);
    for (size_t i = 0; i < n->count; i++) {
        if (n->patronymic[i] && n->count >= 3)
            n->weights[i].information = WEIGHT_PATRONYMIC;
        total += n->weights[i].information;
    }
    n->is_common = total > 0 && total < WEIGHT_SCALED;
    if (!n->is_common)
        return;
    for (size_t i = 0; i < n->count; i++) {
        token_weight *w = &n->weights[i];
        w->information = (int16_t)(w->information * WEIGHT_RARE / total);
        if (w->contrast < w->information)
            w->contrast = w->information;
    }
}

/* Bits of the tokens around the name of an organisation that stands in quotation marks. */
static uint32_t around_quotes(const token_name *n, const name_view *v)
{
    uint32_t around = 0;
    bool name = false;
    for (size_t i = 0; i < n->count && v->kind == KIND_ORGANISATION; i++) {
        bool inside = (n->marks[i] & TEXT_IN_QUOTES) != 0;
        name = name || (inside && v->roles[i] == ROLE_NAME);
        around |= inside ? 0 : 1u << i;
    }
    return name ? around : 0;
}

void name_view_make(const token_name *n, match_kind kind, name_view *out)
{
    out->kind = (uint8_t)kind;
    out->count = (uint8_t)n->count;
    out->unit_count = (uint8_t)n->unit_count;
    out->cut = n->count > 0 && (n->units[n->count - 1].flags & TOKEN_CUT);
    for (size_t i = 0; i < n->unit_count; i++) {
        out->spans[i] = n->spans[i];
        out->lens[i] = n->units[i].spelling_count ? n->units[i].spellings[0].sound.len : 0;
    }
    for (size_t i = 0; i < n->count; i++) {
        const token *t = &n->units[i];
        out->roles[i] = (uint8_t)token_get_role(t, kind);
        out->generic[i] = out->roles[i] == ROLE_FORM ? (uint8_t)lexicon_form_kind(t->word) : 0;
        out->weights[i] = token_get_weight(t, kind);
        out->patronymic[i] = kind == KIND_PERSON && (t->flags & TOKEN_PATRONYMIC);
        out->syllable[i] = kind == KIND_PERSON ? (uint8_t)token_get_syllable(t) : 0;
        out->trait[i] = token_get_trait(t, kind);
    }
    out->around = around_quotes(n, out);
    name_view_scale(out);
}

static uint32_t mask_of(unit u)
{
    return ((1u << u.count) - 1) << u.first;
}

static token_weight weight_of(const name_view *n, unit u)
{
    token_weight sum = {0, 0};
    for (size_t i = u.first; i < (size_t)u.first + u.count; i++) {
        sum.information = (int16_t)(sum.information + n->weights[i].information);
        if (n->weights[i].contrast > sum.contrast)
            sum.contrast = n->weights[i].contrast;
    }
    return sum;
}

bool align_is_small(uint8_t role)
{
    return role == ROLE_PARTICLE || role == ROLE_TITLE || role == ROLE_FORM || role == ROLE_STOP ||
           role == ROLE_CONTEXT || role == ROLE_KIN || role == ROLE_NAMED;
}

/* Edits weigh more in a short word; what romanisers exchange weighs less than its part of an edit, and a
 * second full edit more than the first. */
int align_edit_penalty(int cost, int len)
{
    static const int16_t per_hundred[] = {800, 800, 800, 720, 450, 250, 205, 182, 171};
    static const int16_t second[] = {400, 400, 400, 400, 350, 350, 195, 125, 95};
    int at = len < 8 ? len : 8;
    int even = cost <= 12 ? 55 * cost : cost <= 20 ? 660 + (cost - 12) * 1340 / 8 : 100 * cost;
    int penalty = even * per_hundred[at] / 10000;
    if (cost > 20)
        penalty += (cost - 20) * second[at] / 100;
    return penalty;
}

static bool is_written_in_characters(const name_view *n, unit u)
{
    return n->syllable[u.first] == SYLLABLE_CHARACTER || n->syllable[u.first] == SYLLABLE_CHARACTERS;
}

/* A person's name in characters against one in letters. */
static bool is_misread(const name_view *a, const name_view *b, const align_link *l)
{
    unit x = a->spans[l->a], y = b->spans[l->b];
    int most = x.count > 1 || y.count > 1 ? READ_COST_JOINED : READ_COST;
    return a->kind == KIND_PERSON && l->relation.cost > most &&
           is_written_in_characters(a, x) != is_written_in_characters(b, y);
}

/* In eastern Asia a syllable with another sound is another name; the spellings of one are known as such. */
static bool is_other_syllable(const name_view *a, const name_view *b, const align_link *l)
{
    unit x = a->spans[l->a], y = b->spans[l->b];
    bool joined = x.count > 1 || y.count > 1;
    if (l->relation.cost <= (joined ? EASTERN_COST_JOINED : EASTERN_COST))
        return false;
    return (a->is_eastern && b->is_eastern) || (a->is_eastern && is_written_in_characters(b, y)) ||
           (b->is_eastern && is_written_in_characters(a, x));
}

/* True if the unit is all that the name has of its own: the one word of a ship's name, the one word of a
 * firm's that is no word of organisations, place or form. */
static bool is_core(const name_view *n, unit u)
{
    int own = 0;
    for (size_t i = 0; i < n->count; i++) {
        bool common = n->kind == KIND_ORGANISATION && (n->roles[i] == ROLE_WORD || n->roles[i] == ROLE_PLACE);
        own += !align_is_small(n->roles[i]) && !common;
    }
    return own == 1 && n->roles[u.first] == ROLE_NAME;
}

/* True if the name of an organisation says beside its own word what it does: "Airrock Solutions LLC". */
static bool says_what_it_does(const name_view *n)
{
    bool says = false;
    for (size_t i = 0; i < n->count; i++)
        says = says || (n->roles[i] == ROLE_WORD && !align_is_small(n->roles[i]));
    return n->kind == KIND_ORGANISATION && says;
}

bool align_is_slip_of_long(const name_view *a, const name_view *b, const align_link *l)
{
    return l->relation.cost <= DISTANCE_UNIT && a->lens[l->a] + b->lens[l->b] >= LONG_CORE_LENS;
}

/* How many times the edits of a link count. There are ships and firms of every short name, and most names are
 * near some word: where one word is all that a name has, another letter in it makes another
 * name. One letter beside a word of what the firm does is a slip, and so is one in a long word, which no
 * other firm bears by chance. */
static int times_of_core(const name_view *a, const name_view *b, const align_link *l)
{
    if (a->kind == KIND_PERSON || !is_core(a, a->spans[l->a]) || !is_core(b, b->spans[l->b]))
        return 1;
    bool slip = l->relation.cost <= DISTANCE_UNIT && says_what_it_does(a) && says_what_it_does(b);
    if (slip || align_is_slip_of_long(a, b, l))
        return 1;
    bool short_word = a->lens[l->a] <= SHORT_OBJECT && b->lens[l->b] <= SHORT_OBJECT;
    return a->kind == KIND_OBJECT && short_word ? READ_TIMES : l->relation.cost > CORE_COST ? CORE_TIMES : 1;
}

static int link_penalty(const name_view *a, const name_view *b, const align_link *l)
{
    unit x = a->spans[l->a], y = b->spans[l->b];
    int len = (a->lens[l->a] + b->lens[l->b] + 1) / 2;
    if (l->relation.type == RELATION_INITIAL)
        return a->kind == KIND_PERSON ? PENALTY_INITIAL : PENALTY_INITIAL_OTHER;
    if (l->relation.type == RELATION_SYMBOL && a->kind != KIND_PERSON &&
        l->relation.cost == RELATION_COST_KNOWN)
        return PENALTY_NICKNAME_OTHER;
    if (l->relation.type != RELATION_EQUAL && a->kind != KIND_PERSON && (a->is_common || b->is_common))
        return PENALTY_COMMON; /* "GmbH" is no "Ltd" */
    if (l->relation.type == RELATION_SYMBOL || l->relation.type == RELATION_EQUAL)
        return l->relation.cost;
    int penalty = align_edit_penalty(l->relation.cost, len);
    if (is_misread(a, b, l) || is_other_syllable(a, b, l))
        return penalty * READ_TIMES;
    penalty *= times_of_core(a, b, l);
    if (x.count == 1 && y.count == 1 && align_is_small(a->roles[x.first]) &&
        align_is_small(b->roles[y.first]))
        return penalty / 4;
    return penalty;
}

static int min_of(int a, int b)
{
    return a < b ? a : b;
}

static int max_of(int a, int b)
{
    return a > b ? a : b;
}

static void collect(const name_view *a, const name_view *b, const relation *relations, search *s)
{
    s->count = 0;
    for (size_t i = 0; i < a->unit_count; i++) {
        for (size_t j = 0; j < b->unit_count; j++) {
            relation r = relations[i * b->unit_count + j];
            if (r.type == RELATION_NONE || s->count == LINKS_MAX)
                continue;
            align_link *l = &s->links[s->count];
            *l = (align_link){.a = (uint8_t)i, .b = (uint8_t)j, .relation = r};
            l->penalty = (int16_t)link_penalty(a, b, l);
            token_weight x = weight_of(a, a->spans[i]), y = weight_of(b, b->spans[j]);
            int gain = (x.contrast + y.contrast) * PENALTY_CONTRADICTION / 200 +
                       (x.information + y.information) * PENALTY_MISSING / 100 - l->penalty;
            if (gain <= 0)
                continue;
            l->gain = (int16_t)gain;
            s->mask_a[s->count] = mask_of(a->spans[i]);
            s->mask_b[s->count++] = mask_of(b->spans[j]);
        }
    }
}

/* First tokens of a link. A joined unit without a link may be left out of a view: places do not change. */
typedef struct link_places {
    int a, b;
} link_places;

static link_places places_of(const search *s, size_t link)
{
    return (link_places){__builtin_ctz(s->mask_a[link]), __builtin_ctz(s->mask_b[link])};
}

static int distance_of(link_places p)
{
    return p.a > p.b ? p.a - p.b : p.b - p.a;
}

static bool goes_before(const align_link *x, link_places at_x, const align_link *y, link_places at_y)
{
    if (x->gain != y->gain)
        return x->gain > y->gain;
    if (distance_of(at_x) != distance_of(at_y))
        return distance_of(at_x) < distance_of(at_y);
    return min_of(at_x.a, at_x.b) < min_of(at_y.a, at_y.b);
}

static void sort_links(search *s)
{
    for (size_t i = 1; i < s->count; i++) {
        align_link l = s->links[i];
        link_places at = places_of(s, i);
        uint32_t mask_a = s->mask_a[i], mask_b = s->mask_b[i];
        size_t j = i;
        for (; j > 0 && goes_before(&l, at, &s->links[j - 1], places_of(s, j - 1)); j--) {
            s->links[j] = s->links[j - 1];
            s->mask_a[j] = s->mask_a[j - 1];
            s->mask_b[j] = s->mask_b[j - 1];
        }
        s->links[j] = l;
        s->mask_a[j] = mask_a;
        s->mask_b[j] = mask_b;
    }
}

/* Gain still to be had from link `from` on: every free token of a takes its best share of a link that is
 * free. */
static int bound_from(const search *s, size_t from, uint32_t used_a, uint32_t used_b)
{
    int share[TOKENS_MAX] = {0}, bound = 0;
    for (size_t i = from; i < s->count; i++) {
        if ((s->mask_a[i] & used_a) || (s->mask_b[i] & used_b))
            continue;
        int tokens = __builtin_popcount(s->mask_a[i]);
        int part = (s->links[i].gain + tokens - 1) / tokens;
        for (uint32_t left = s->mask_a[i]; left; left &= left - 1) {
            int *mine = &share[__builtin_ctz(left)];
            *mine = part > *mine ? part : *mine;
        }
    }
    for (size_t t = 0; t < TOKENS_MAX; t++)
        bound += share[t];
    return bound;
}

static void choose(search *s, size_t from, uint32_t used_a, uint32_t used_b, int gain)
{
    if (gain > s->best_gain) {
        s->best_gain = gain;
        s->best_count = s->chosen_count;
        memcpy(s->best, s->chosen, s->chosen_count);
    }
    for (size_t i = from; i < s->count; i++) {
        if ((s->mask_a[i] & used_a) || (s->mask_b[i] & used_b))
            continue;
        if (s->steps++ > STEPS_MAX || gain + bound_from(s, i, used_a, used_b) <= s->best_gain)
            return;
        s->chosen[s->chosen_count++] = (uint8_t)i;
        choose(s, i + 1, used_a | s->mask_a[i], used_b | s->mask_b[i], gain + s->links[i].gain);
        s->chosen_count--;
    }
}

void align_names(const name_view *a, const name_view *b, const relation *relations, alignment *out)
{
    search s;
    memset(out, 0, sizeof *out);
    collect(a, b, relations, &s);
    sort_links(&s);
    s.chosen_count = s.best_count = 0;
    s.best_gain = s.steps = 0;
    choose(&s, 0, 0, 0, 0);
    out->involved = s.steps > STEPS_MAX / 16 || s.count > LINKS_MAX / 4;
    for (size_t i = 0; i < s.best_count; i++) {
        const align_link *l = &s.links[s.best[i]];
        out->links[out->link_count++] = *l;
        out->covered_a |= s.mask_a[s.best[i]];
        out->covered_b |= s.mask_b[s.best[i]];
        out->edits += l->penalty;
        int x = weight_of(a, a->spans[l->a]).information, y = weight_of(b, b->spans[l->b]).information;
        bool initial = l->relation.type == RELATION_INITIAL;
        out->whole_links += !initial && !align_is_small(a->roles[a->spans[l->a].first]);
        bool number =
            a->roles[a->spans[l->a].first] == ROLE_NUMBER || b->roles[b->spans[l->b].first] == ROLE_NUMBER;
        int told = number ? min_of(min_of(x, y), NUMBER_MATCHED) : min_of(x, y);
        out->matched += initial ? INITIAL_INFORMATION : max_of(told - l->penalty / 2, 0);
        out->initials += initial ? (max_of(x, y) - INITIAL_INFORMATION) / 2 : 0;
    }
    align_weigh(a, b, relations, out);
}
