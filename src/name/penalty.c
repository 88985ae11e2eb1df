#include "name/penalty.h"

#include "name/common_words.h"
#include "name/parameters.h"

static int min_of(int a, int b)
{
    return a < b ? a : b;
}

static int max_of(int a, int b)
{
    return a > b ? a : b;
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
    bool to_characters = in_characters(other), whole = n->is_eastern && other->is_eastern;
    leftover rest = {0, 0, 0};
    for (size_t i = 0; i < n->count; i++) {
        if (covered >> i & 1)
            continue;
        int part = duplicate >> i & 1 ? PENALTY_DUPLICATE : 100;
        int place = n->kind != KIND_PERSON || n->count < 3 ? 100
                    : i == 0 || i + 1 == n->count          ? MISSING_EDGE
                                                           : MISSING_MIDDLE;
        if (whole || (n->syllable[i] == SYLLABLE_LATIN ? to_characters : n->syllable[i] != SYLLABLE_NONE))
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
    int matched = 0, links = 0;
    for (size_t l = 0; l < out->link_count; l++) {
        int words =
            max_of(whole_words(a, a->spans[out->links[l].a]), whole_words(b, b->spans[out->links[l].b]));
        matched += words;
        links += words > 0;
    }
    matched = a->is_eastern && b->is_eastern ? links : matched; /* "Guo Zhongwei" is no "Wei, Zhong" */
    bool left = x.contrast >= CONTRAST_WHOLE || y.contrast >= CONTRAST_WHOLE;
    return a->kind != KIND_ORGANISATION && matched == 1 && left ? PENALTY_LONE : 0;
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

/* The link of the token at `place` of a, NULL if there is none; *other is its place in b. With `swapped`, a
 * is the second name of the alignment. */
static const align_link *link_of(const name_view *a, const name_view *b, const alignment *out, bool swapped,
                                 size_t place, size_t *other)
{
    for (size_t l = 0; l < out->link_count; l++) {
        const align_link *k = &out->links[l];
        unit mine = a->spans[swapped ? k->b : k->a];
        *other = b->spans[swapped ? k->a : k->b].first;
        if (k->relation.type != RELATION_INITIAL && mine.count == 1 && mine.first == place)
            return k;
    }
    return NULL;
}

static bool is_linked(const name_view *a, const name_view *b, const alignment *out, size_t place, size_t to)
{
    size_t other;
    return place < a->count && to < b->count && link_of(a, b, out, false, place, &other) && other == to;
}

/* The son of one name is the father of the other: Salman bin Muhammad, Muhammad bin Salman. */
static bool father_and_son(const name_view *a, const name_view *b, const alignment *out)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; a->roles[i] == ROLE_KIN && j < b->count; j++) {
            if (b->roles[j] == ROLE_KIN && is_linked(a, b, out, beside(a, i, true), beside(b, j, false)) &&
                is_linked(a, b, out, beside(a, i, false), beside(b, j, true)))
                return true;
        }
    return false;
}

/* The only whole word of a person's name that has a title besides: "President Erdogan"; n->count if it is
 * none. */
static size_t titled_word(const name_view *n)
{
    size_t whole = n->count;
    bool title = false;
    for (size_t i = 0; i < n->count; i++) {
        title = title || (n->roles[i] == ROLE_TITLE && !(n->trait[i] & TRAIT_BORNE));
        if (align_is_small(n->roles[i]))
            continue;
        if (whole < n->count)
            return n->count;
        whole = i;
    }
    bool rare = whole < n->count && n->weights[whole].information >= INFORMATION_RARE;
    return n->kind == KIND_PERSON && title && rare ? whole : n->count;
}

bool align_may_stand_alone(const name_view *n)
{
    return titled_word(n) < n->count;
}

/* Behind a title a rare family name stands alone; that given names are missing is what is usual. */
static bool is_titled_family_name(const name_view *n, const name_view *other, const alignment *out,
                                  bool swapped)
{
    size_t whole = titled_word(n), last = beside(other, other->count, true), to;
    if (whole == n->count || last == other->count)
        return false;
    const align_link *l = link_of(n, other, out, swapped, whole, &to);
    return l && to == last && l->penalty <= TITLED_EDITS &&
           other->weights[last].information >= INFORMATION_RARE;
}

/* Little is matched and something is left over. */
static int shortage_of(const name_view *a, const name_view *b, const alignment *out, leftover x, leftover y)
{
    int shortage = lone_penalty(a, b, out, x, y);
    if (is_titled_family_name(a, b, out, false) || is_titled_family_name(b, a, out, true))
        return 0;
    if (out->matched < SHORTAGE_FROM) {
        int open = x.information + y.information + out->initials + out->edits / 4, all = open + out->matched;
        int part = all > 0 ? min_of(100, 200 * open / all) : 100;
        shortage += PENALTY_SHORTAGE * (SHORTAGE_FROM - out->matched) / SHORTAGE_FROM * part / 100;
    }
    return shortage;
}

/* As far as both sides have something left over they contradict one another; the rest is missing. */
static void weigh_leftovers(leftover x, leftover y, int *contradiction, int *missing)
{
    int clash = min_of(x.contrast, y.contrast), left = 0;
    if (x.contrast > 0)
        left += x.information * (x.contrast - clash) / x.contrast;
    if (y.contrast > 0)
        left += y.information * (y.contrast - clash) / y.contrast;
    *contradiction = clash * PENALTY_CONTRADICTION / 100;
    *missing = left * PENALTY_MISSING / 100;
}

/* Tokens of `whole` behind the one that the last token of `cut` is linked to: bits. */
static uint32_t behind_cut(const name_view *cut, const name_view *whole, const alignment *out, bool swapped)
{
    for (size_t l = 0; l < out->link_count; l++) {
        const align_link *k = &out->links[l];
        unit mine = cut->spans[swapped ? k->b : k->a], other = whole->spans[swapped ? k->a : k->b];
        size_t end = (size_t)other.first + other.count;
        if (mine.first + mine.count == cut->count)
            return (uint32_t)((((uint64_t)1 << whole->count) - 1) >> end << end);
    }
    return 0;
}

/* A name that was cut at the length of a field says nothing of what follows. */
static int relief_of_cut(const name_view *a, const name_view *b, const alignment *out, leftover x, leftover y)
{
    int contradiction, missing;
    uint32_t tail_a = b->cut ? behind_cut(b, a, out, true) & ~out->covered_a : 0;
    uint32_t tail_b = a->cut ? behind_cut(a, b, out, false) & ~out->covered_b : 0;
    if (!tail_a && !tail_b)
        return 0;
    leftover head_a = leave(a, b, out->covered_a | tail_a, 0),
             head_b = leave(b, a, out->covered_b | tail_b, 0);
    head_a.information += (x.information - head_a.information) * MISSING_BEHIND_CUT / 100;
    head_b.information += (y.information - head_b.information) * MISSING_BEHIND_CUT / 100;
    weigh_leftovers(head_a, head_b, &contradiction, &missing);
    return max_of(min_of(out->contradiction + out->missing - contradiction - missing, RELIEF_CUT), 0);
}

/* In a long name that agrees otherwise, slips add up that say nothing: no two long names are so much alike.
 * The greatest of them counts in full, so that no sum is less than one of its links. */
static int relief_of_long(const alignment *out)
{
    int more = out->matched - LONG_FROM, edits = 0, greatest = 0;
    for (size_t l = 0; l < out->link_count; l++) {
        int penalty = out->links[l].relation.type == RELATION_INITIAL ? 0 : out->links[l].penalty;
        edits += penalty;
        greatest = max_of(greatest, penalty);
    }
    edits -= greatest;
    return more <= 0 ? 0 : min_of(edits - edits * 100 / (100 + more * LONG_SHARE / 100), RELIEF_LONG);
}

static int information_of(const name_view *n, uint32_t tokens)
{
    int sum = 0;
    for (size_t i = 0; i < n->count; i++)
        sum += tokens >> i & 1 ? n->weights[i].information : 0;
    return sum;
}

/* Where the name proper stands in quotation marks, the words around it describe its bearer, in any language.
 */
static int relief_of_quotes(const name_view *a, const name_view *b, const alignment *out)
{
    int around = out->contradiction ? 0
                                    : information_of(a, a->around & ~out->covered_a) +
                                          information_of(b, b->around & ~out->covered_b);
    return min_of(min_of(around * PENALTY_MISSING / 100, out->missing) / 2, RELIEF_QUOTES);
}

int align_relief(const name_view *query)
{
    return (query->cut ? RELIEF_CUT : 0) + (query->around ? RELIEF_QUOTES : 0);
}

/* True if what is left over says nothing of who it is. */
static bool only_forms_left(const name_view *n, uint32_t covered)
{
    for (size_t i = 0; i < n->count; i++)
        if (!(covered >> i & 1) && n->roles[i] != ROLE_FORM && n->roles[i] != ROLE_STOP)
            return false;
    return true;
}

void align_weigh(const name_view *a, const name_view *b, const relation *relations, alignment *out)
{
    out->duplicate_a = duplicates(a, b, relations, false, out->covered_a, out->covered_b);
    out->duplicate_b = duplicates(b, a, relations, true, out->covered_b, out->covered_a);
    bool one_sided = all_small(a, out->covered_a) || all_small(b, out->covered_b);
    leftover x = leave(a, b, out->covered_a, one_sided ? out->duplicate_a : 0);
    leftover y = leave(b, a, out->covered_b, one_sided ? out->duplicate_b : 0);
    weigh_leftovers(x, y, &out->contradiction, &out->missing);
    out->shortage = shortage_of(a, b, out, x, y) + common_words_penalty(a, b, out);
    out->order = father_and_son(a, b, out) ? PENALTY_FATHER : order_penalty(a, b, out);
    if (x.forms && y.forms && !form_linked(a, b, out))
        out->form = x.forms & y.forms ? PENALTY_FORM : PENALTY_FORM_KIND;
    out->whole = only_forms_left(a, out->covered_a) && only_forms_left(b, out->covered_b) && !out->form;
    out->relief = relief_of_cut(a, b, out, x, y) + relief_of_quotes(a, b, out) + relief_of_long(out) +
                  common_words_relief(a, b, out);
    out->penalty =
        out->edits + out->contradiction + out->missing + out->shortage + out->order + out->form - out->relief;
}
