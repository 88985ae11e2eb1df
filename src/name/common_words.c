#include "name/common_words.h"

#include "name/parameters.h"

static bool describes(const name_view *n, size_t i)
{
    return n->roles[i] == ROLE_WORD || (n->trait[i] & TRAIT_KNOWLEDGE) == KNOWLEDGE_DESCRIBES;
}

static bool is_unknown(const name_view *n, size_t i)
{
    return (n->trait[i] & TRAIT_KNOWLEDGE) == KNOWLEDGE_NONE;
}

/* A word like "company" or "group". */
static bool is_body(const name_view *n, size_t i)
{
    return n->roles[i] == ROLE_WORD && n->weights[i].information <= BODY_INFORMATION;
}

/* A word of the name's own. */
static bool is_own(const name_view *n, size_t i)
{
    return n->roles[i] == ROLE_NAME && !describes(n, i);
}

/* What is left over of one name and is no small word. */
typedef struct rest {
    int words;
    size_t last; /* place of the last of them */
} rest;

static rest rest_of(const name_view *n, uint32_t covered, uint32_t duplicate)
{
    rest r = {0, 0};
    for (size_t i = 0; i < n->count; i++)
        if (!((covered | duplicate) >> i & 1) && !align_is_small(n->roles[i])) {
            r.words++;
            r.last = i;
        }
    return r;
}

/* What the links of two names have in common. */
typedef struct agreement {
    int words, own;  /* content words of the first name that are linked; those of them that are its own */
    bool near;       /* a link is no more than that, */
    bool translated; /* or holds by another word */
    bool place;      /* a place is linked */
} agreement;

static agreement agreement_of(const name_view *a, const name_view *b, const alignment *out)
{
    agreement g = {0, 0, false, false, false};
    for (size_t l = 0; l < out->link_count; l++) {
        const align_link *k = &out->links[l];
        unit x = a->spans[k->a], y = b->spans[k->b];
        bool small = align_is_small(a->roles[x.first]) && align_is_small(b->roles[y.first]);
        g.near = g.near || k->relation.type == RELATION_INITIAL ||
                 k->penalty > (small ? SWAP_EDITS / 4 : SWAP_EDITS);
        bool body =
            is_body(a, x.first) && is_body(b, y.first); /* "corporation" for "corp" translates no name */
        g.translated = g.translated || (!small && !body && k->relation.type != RELATION_EQUAL);
        g.place = g.place || a->roles[x.first] == ROLE_PLACE || b->roles[y.first] == ROLE_PLACE;
        g.words += !small && !body;
        g.own += !small && is_own(a, x.first) && is_own(b, y.first);
    }
    return g;
}

int common_words_relief(const name_view *a, const name_view *b, const alignment *out)
{
    if (a->kind != KIND_ORGANISATION || out->contradiction == 0)
        return 0;
    agreement g = agreement_of(a, b, out);
    if (g.near || g.words + (g.own > 0) < SWAP_AGREES)
        return 0;
    rest x = rest_of(a, out->covered_a, 0), y = rest_of(b, out->covered_b, 0);
    if (x.words != 1 || y.words != 1)
        return 0;
    bool says_x = describes(a, x.last), says_y = describes(b, y.last);
    bool unknown = (says_x || says_y) && g.own > 0 && g.words >= SWAP_AGREES &&
                   (is_unknown(a, x.last) || is_unknown(b, y.last));
    if (!(says_x && says_y) && !unknown)
        return 0;
    return out->contradiction / 2 < RELIEF_SWAP ? out->contradiction / 2 : RELIEF_SWAP;
}

uint32_t common_words_needed(const name_view *query)
{
    uint32_t needed = 0;
    int words = 0;
    for (size_t i = 0; i < query->count; i++) {
        if (align_is_small(query->roles[i]))
            continue;
        needed |= 1u << i;
        words++;
    }
    return query->kind == KIND_ORGANISATION && words >= SWAP_AGREES ? needed : 0;
}

/* The words that a name has of its own: those that do not say what it does or where. */
static int own_words(const name_view *n)
{
    int own = 0;
    for (size_t i = 0; i < n->count; i++)
        own += n->roles[i] == ROLE_NAME || n->roles[i] == ROLE_NUMBER;
    return own;
}

static int own_words_of(const name_view *n, unit u)
{
    int own = 0;
    for (size_t i = u.first; i < (size_t)u.first + u.count; i++)
        own += n->roles[i] == ROLE_NAME;
    return own;
}

/* The link of all words that both names have of their own, if it is merely near; NULL if there is none. */
static const align_link *near_core(const name_view *a, const name_view *b, const alignment *out)
{
    int mine = own_words(a), theirs = own_words(b);
    for (size_t l = 0; l < out->link_count; l++) {
        const align_link *k = &out->links[l];
        unit x = a->spans[k->a], y = b->spans[k->b];
        bool joined = x.count > 1 || y.count > 1;
        bool romanised = ((a->trait[x.first] ^ b->trait[y.first]) & TRAIT_ALPHABET) != 0;
        int lens = a->lens[k->a] + b->lens[k->b];
        bool acronym = lens <= NEAR_CORE_LENS_ACRONYM && !joined && !romanised;
        int least = romanised && lens >= NEAR_CORE_LENS ? NEAR_CORE_COST_ROMANISED
                    : romanised                         ? NEAR_CORE_COST_ROMANISED_SHORT
                    : joined                            ? NEAR_CORE_COST_JOINED
                    : acronym                           ? 0
                                                        : NEAR_CORE_COST;
        if (k->relation.type == RELATION_VARIANT && k->relation.cost > least && mine > 0 && theirs > 0 &&
            own_words_of(a, x) == mine && own_words_of(b, y) == theirs)
            return k;
    }
    return NULL;
}

int common_words_penalty(const name_view *a, const name_view *b, const alignment *out)
{
    if (a->kind != KIND_ORGANISATION)
        return 0;
    agreement g = agreement_of(a, b, out);
    const align_link *core = near_core(a, b, out);
    int left = rest_of(a, out->covered_a, out->duplicate_a).words +
               rest_of(b, out->covered_b, out->duplicate_b).words;
    if (a->cut || b->cut)
        return 0;
    if ((a->is_common && own_words(b) > 0) || (b->is_common && own_words(a) > 0))
        return PENALTY_COMMON;
    if (core && g.words == 1 && !align_is_slip_of_long(a, b, core)) {
        bool is_short = a->lens[core->a] + b->lens[core->b] < NEAR_CORE_LENS;
        return (is_short ? PENALTY_NEAR_CORE_SHORT : PENALTY_NEAR_CORE) + left * PENALTY_LEFT;
    }
    if (g.own > 0 || g.words > COMMON_AGREES || !g.translated)
        return 0;
    /* every second firm is one of gas, of power or of tools, in some language */
    int lone = g.words <= 1 && !g.place ? PENALTY_LONE_COMMON : 0;
    return lone + left * PENALTY_LEFT_COMMON;
}
