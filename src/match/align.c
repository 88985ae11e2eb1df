#include "match/align.h"

#include "match/parameters.h"

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

void name_view_scale(name_view *n)
{
    int total = 0;
    drop_references(n);
    for (size_t i = 0; i < n->count; i++) {
        if (n->patronymic[i] && n->count >= 3)
            n->weights[i].information = WEIGHT_PATRONYMIC;
        total += n->weights[i].information;
    }
    if (total == 0 || total >= WEIGHT_SCALED)
        return;
    for (size_t i = 0; i < n->count; i++) {
        token_weight *w = &n->weights[i];
        w->information = (int16_t)(w->information * WEIGHT_RARE / total);
        if (w->contrast < w->information)
            w->contrast = w->information;
    }
}

void name_view_make(const token_name *n, match_kind kind, name_view *out)
{
    out->kind = (uint8_t)kind;
    out->count = (uint8_t)n->count;
    out->unit_count = (uint8_t)n->unit_count;
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
    }
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
           role == ROLE_CONTEXT || role == ROLE_KIN;
}

/* Edits weigh more in a short word; what romanisers exchange weighs less than its part of an edit, and a
 * second full edit more than the first. */
int align_edit_penalty(int cost, int len)
{
    static const int16_t per_hundred[] = {800, 800, 800, 720, 450, 250, 212, 190, 178};
    static const int16_t second[] = {400, 400, 400, 400, 350, 325, 200, 130, 100};
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

static int link_penalty(const name_view *a, const name_view *b, const align_link *l)
{
    unit x = a->spans[l->a], y = b->spans[l->b];
    int len = (a->lens[l->a] + b->lens[l->b] + 1) / 2;
    if (l->relation.type == RELATION_INITIAL)
        return PENALTY_INITIAL;
    if (l->relation.type == RELATION_SYMBOL || l->relation.type == RELATION_EQUAL)
        return l->relation.cost;
    int penalty = align_edit_penalty(l->relation.cost, len);
    if (is_misread(a, b, l))
        return penalty * READ_TIMES;
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
            s->count++;
        }
    }
}

static int distance_of_places(const align_link *l)
{
    return l->a > l->b ? l->a - l->b : l->b - l->a;
}

static bool goes_before(const align_link *x, const align_link *y)
{
    if (x->gain != y->gain)
        return x->gain > y->gain;
    if (distance_of_places(x) != distance_of_places(y))
        return distance_of_places(x) < distance_of_places(y);
    return min_of(x->a, x->b) < min_of(y->a, y->b);
}

static void sort_links(search *s)
{
    for (size_t i = 1; i < s->count; i++) {
        align_link l = s->links[i];
        size_t j = i;
        for (; j > 0 && goes_before(&l, &s->links[j - 1]); j--)
            s->links[j] = s->links[j - 1];
        s->links[j] = l;
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

/* Tokens left over that repeat one that is linked: "Ali Ali Larijani", "Ahmad (Ahmed)". */
static uint32_t duplicates(const name_view *left, const name_view *right, const relation *relations,
                           bool swapped, uint32_t covered_left, uint32_t covered_right)
{
    uint32_t found = 0;
    for (size_t i = 0; i < left->count; i++) {
        for (size_t j = 0; j < right->count && !(covered_left >> i & 1); j++) {
            relation r = swapped ? relations[j * left->unit_count + i] : relations[i * right->unit_count + j];
            bool near = r.type == RELATION_EQUAL ||
                        ((r.type == RELATION_SYMBOL || r.type == RELATION_VARIANT) && r.cost <= 8);
            if (near && (covered_right >> j & 1))
                found |= 1u << i;
        }
    }
    return found;
}

typedef struct leftover {
    int information, contrast;
    unsigned forms; /* bits of form_kind */
} leftover;

/* True if every word of the name is in Han or Hangul. */
static bool in_characters(const name_view *n)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->syllable[i] != SYLLABLE_CHARACTER && n->syllable[i] != SYLLABLE_CHARACTERS)
            return false;
    return n->count > 0;
}

static leftover leave(const name_view *n, const name_view *other, uint32_t covered, uint32_t duplicate)
{
    bool to_characters = in_characters(other);
    leftover rest = {0, 0, 0};
    for (size_t i = 0; i < n->count; i++) {
        if (covered >> i & 1)
            continue;
        int part = duplicate >> i & 1 ? PENALTY_DUPLICATE : 100;
        int place = n->kind != KIND_PERSON || n->count < 3 ? 100
                    : i == 0 || i + 1 == n->count          ? MISSING_EDGE
                                                           : MISSING_MIDDLE;
        if (n->syllable[i] == SYLLABLE_LATIN ? to_characters : n->syllable[i] != SYLLABLE_NONE)
            place = MISSING_SYLLABLE;
        rest.information += n->weights[i].information * part / 100 * place / 100;
        rest.contrast += n->weights[i].contrast * part / 100;
        rest.forms |= n->generic[i] ? 1u << n->generic[i] : 0;
    }
    return rest;
}

static bool all_small(const name_view *n, uint32_t covered)
{
    for (size_t i = 0; i < n->count; i++)
        if (!(covered >> i & 1) && !align_is_small(n->roles[i]))
            return false;
    return true;
}

/* Tokens that break the order of the others; a rotation of the whole ("Last First") is free. */
static int order_penalty(const name_view *a, const name_view *b, const alignment *out)
{
    int places[TOKENS_MAX], n = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t l = 0; l < out->link_count; l++) {
            unit x = a->spans[out->links[l].a], y = b->spans[out->links[l].b];
            if (x.first == i && !align_is_small(a->roles[x.first]) && !align_is_small(b->roles[y.first]))
                places[n++] = y.first;
        }
    int longest = 0;
    for (int turn = 0; turn < n; turn++) {
        int lis[TOKENS_MAX], best = 0;
        for (int i = 0; i < n; i++) {
            lis[i] = 1;
            for (int j = 0; j < i; j++)
                if (places[(j + turn) % n] < places[(i + turn) % n] && lis[j] >= lis[i])
                    lis[i] = lis[j] + 1;
            best = lis[i] > best ? lis[i] : best;
        }
        longest = best > longest ? best : longest;
    }
    return min_of((n - longest) * PENALTY_ORDER, PENALTY_ORDER_MAX);
}

static bool form_linked(const name_view *a, const name_view *b, const alignment *out)
{
    for (size_t l = 0; l < out->link_count; l++)
        if (a->roles[a->spans[out->links[l].a].first] == ROLE_FORM &&
            b->roles[b->spans[out->links[l].b].first] == ROLE_FORM)
            return true;
    return false;
}

static int whole_words(const name_view *n, unit u)
{
    int whole = 0;
    for (size_t i = u.first; i < (size_t)u.first + u.count; i++)
        whole += !align_is_small(n->roles[i]);
    return whole;
}

/* One name in common proves nothing, however rare, where each party has more than one: Vincent, Vincent Hall.
 */
static int lone_penalty(const name_view *a, const name_view *b, const alignment *out, leftover x, leftover y)
{
    int matched = 0;
    for (size_t l = 0; l < out->link_count; l++)
        matched +=
            max_of(whole_words(a, a->spans[out->links[l].a]), whole_words(b, b->spans[out->links[l].b]));
    bool left = x.contrast >= CONTRAST_WHOLE || y.contrast >= CONTRAST_WHOLE;
    return a->kind == KIND_PERSON && matched == 1 && left ? PENALTY_LONE : 0;
}

/* Tokens beside a "bin": the next one that is no small word; n->count if there is none. */
static size_t beside(const name_view *n, size_t at, bool before)
{
    for (size_t i = at; before ? i > 0 : i + 1 < n->count;) {
        i = before ? i - 1 : i + 1;
        if (!align_is_small(n->roles[i]))
            return i;
    }
    return n->count;
}

static size_t partner_of(const name_view *a, const name_view *b, const alignment *out, size_t place)
{
    for (size_t l = 0; l < out->link_count; l++)
        if (a->spans[out->links[l].a].count == 1 && a->spans[out->links[l].a].first == place)
            return b->spans[out->links[l].b].first;
    return b->count;
}

/* The son of one name is the father of the other: Salman bin Muhammad, Muhammad bin Salman. */
static bool father_and_son(const name_view *a, const name_view *b, const alignment *out)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; a->roles[i] == ROLE_KIN && j < b->count; j++) {
            size_t son = beside(a, i, true), father = beside(a, i, false);
            if (b->roles[j] == ROLE_KIN && son < a->count && father < a->count &&
                partner_of(a, b, out, son) == beside(b, j, false) && beside(b, j, false) < b->count &&
                partner_of(a, b, out, father) == beside(b, j, true) && beside(b, j, true) < b->count)
                return true;
        }
    return false;
}

static void weigh(const name_view *a, const name_view *b, alignment *out)
{
    bool one_sided = all_small(a, out->covered_a) || all_small(b, out->covered_b);
    leftover x = leave(a, b, out->covered_a, one_sided ? out->duplicate_a : 0);
    leftover y = leave(b, a, out->covered_b, one_sided ? out->duplicate_b : 0);
    int clash = min_of(x.contrast, y.contrast);
    out->contradiction = clash * PENALTY_CONTRADICTION / 100;
    int left = 0;
    if (x.contrast > 0)
        left += x.information * (x.contrast - clash) / x.contrast;
    if (y.contrast > 0)
        left += y.information * (y.contrast - clash) / y.contrast;
    out->missing = left * PENALTY_MISSING / 100;
    if (out->matched < SHORTAGE_FROM) {
        int open = x.information + y.information + out->initials + out->edits / 4, all = open + out->matched;
        int part = all > 0 ? min_of(100, 200 * open / all) : 100;
        out->shortage = PENALTY_SHORTAGE * (SHORTAGE_FROM - out->matched) / SHORTAGE_FROM * part / 100;
    }
    out->shortage += lone_penalty(a, b, out, x, y);
    out->order = father_and_son(a, b, out) ? PENALTY_FATHER : order_penalty(a, b, out);
    if (x.forms && y.forms && !form_linked(a, b, out))
        out->form = x.forms & y.forms ? PENALTY_FORM : PENALTY_FORM_KIND;
    out->penalty = out->edits + out->contradiction + out->missing + out->shortage + out->order + out->form;
}

void align_names(const name_view *a, const name_view *b, const relation *relations, alignment *out)
{
    search s;
    memset(out, 0, sizeof *out);
    collect(a, b, relations, &s);
    sort_links(&s);
    for (size_t i = 0; i < s.count; i++) {
        s.mask_a[i] = mask_of(a->spans[s.links[i].a]);
        s.mask_b[i] = mask_of(b->spans[s.links[i].b]);
    }
    s.chosen_count = s.best_count = 0;
    s.best_gain = s.steps = 0;
    choose(&s, 0, 0, 0, 0);
    for (size_t i = 0; i < s.best_count; i++) {
        const align_link *l = &s.links[s.best[i]];
        out->links[out->link_count++] = *l;
        out->covered_a |= s.mask_a[s.best[i]];
        out->covered_b |= s.mask_b[s.best[i]];
        out->edits += l->penalty;
        int x = weight_of(a, a->spans[l->a]).information, y = weight_of(b, b->spans[l->b]).information;
        bool initial = l->relation.type == RELATION_INITIAL;
        out->matched += initial ? INITIAL_INFORMATION : max_of(min_of(x, y) - l->penalty / 2, 0);
        out->initials += initial ? (max_of(x, y) - INITIAL_INFORMATION) / 2 : 0;
    }
    out->duplicate_a = duplicates(a, b, relations, false, out->covered_a, out->covered_b);
    out->duplicate_b = duplicates(b, a, relations, true, out->covered_b, out->covered_a);
    weigh(a, b, out);
}
