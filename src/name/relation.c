#include "name/relation.h"

#include "name/ideograph.h"
#include "name/parameters.h"
#include "metric/distance.h"

enum {
    COST_SAME_NUMBER = 1,
    COST_OTHER_NUMBER_WORD = 10, /* First, One, Premier: in words they are names */
    COST_SAME_FORM = 1,
    COST_LIKE_FORM = 3,
    COST_SAME_FILLER = 2,
    COST_SAME_WORD = 2,
    COST_SAME_MEANING = 3,
    COST_SAME_PLACE = 2,
    COST_VARIANT_NAME = 5,
    COST_LIKE_MEANING = 12,
    COST_PATRONYMIC = 6,
    COST_NICKNAME = 18,
    COST_OTHER_NAME = 20, /* each is a name of its own: Marcos, Marquez; a full edit more, */
    COST_OTHER_VOWEL = 8, /* but not where they are as near as two spellings: Kamal, Kamel */
    NEAR_COST = 12,
    COST_OTHER_GENDER = 30, /* one of men, one of women: Antonio, Antonia */
    COST_DERIVED = 14,      /* a family name made of the other: Mohammad, Mohammadi */
    COST_OTHER_WRITING = 1, /* one character, simplified and traditional */
    COST_SAME_SOUND = 2,    /* readings beyond the first cost one each */
    COST_HOMOPHONE = 40,    /* the same sound in other characters */
    COST_CUT = 4,
    COST_ABJAD = 3,
    SYLLABLE_CEILING = 6, /* of a syllable read aloud, whose readings are all given */
};

_Static_assert((int)COST_NICKNAME <= (int)RELATION_COST_KNOWN &&
                   (int)COST_LIKE_MEANING <= (int)RELATION_COST_KNOWN,
               "the index finds every variant that what the lexicon knows may lose to");

static const relation NONE = {RELATION_NONE, 0};

static int number_of(const token *t)
{
    return t->number;
}

/* Numbers are equal or they are not: no edits. *decided tells that the question is settled. */
static relation relation_of_numbers(const token *a, const token *b, bool *decided)
{
    int x = number_of(a), y = number_of(b);
    *decided = true;
    bool words = a->script == b->script && !((a->flags | b->flags) & TOKEN_FIGURES);
    if (x >= 0 && y >= 0)
        return x == y ? (relation){RELATION_SYMBOL, words ? COST_OTHER_NUMBER_WORD : COST_SAME_NUMBER} : NONE;
    if (x >= 0 && b->roman)
        return x == b->roman ? (relation){RELATION_SYMBOL, COST_SAME_NUMBER} : NONE;
    if (y >= 0 && a->roman)
        return y == a->roman ? (relation){RELATION_SYMBOL, COST_SAME_NUMBER} : NONE;
    if (a->roman && b->roman)
        return NONE;
    *decided = ((a->flags | b->flags) & TOKEN_FIGURES) != 0;
    return NONE;
}

static bool is_ideographic(const token *t)
{
    return ideograph_is(t->script);
}

static bool in_own_script(const token *a, const token *b)
{
    return is_ideographic(a) && a->script == b->script;
}

static relation relation_by_lexicon(const token *a, const token *b)
{
    const lexicon_word *x = a->word, *y = b->word;
    if (a->stem && b->stem && (a->stem == b->stem || lexicon_variant(a->stem, b->stem)))
        return (relation){RELATION_SYMBOL, COST_PATRONYMIC};
    if (!x || !y)
        return NONE;
    bool own_script = in_own_script(a, b);
    if (token_is_known_by_sound(a) || token_is_known_by_sound(b))
        return !own_script && lexicon_variant(x, y) ? (relation){RELATION_SYMBOL, COST_VARIANT_NAME} : NONE;
    if (x == y && !(is_ideographic(a) || is_ideographic(b)))
        return (relation){RELATION_SYMBOL, COST_SAME_WORD};
    if (x->form && x->form == y->form)
        return (relation){RELATION_SYMBOL, COST_SAME_FORM};
    if (x->generic && x->generic == y->generic)
        return (relation){RELATION_SYMBOL, COST_LIKE_FORM};
    if (x->place && x->place == y->place)
        return (relation){RELATION_SYMBOL, COST_SAME_PLACE};
    if (x->filler && x->filler == y->filler)
        return (relation){RELATION_SYMBOL, COST_SAME_FILLER};
    if (x->meaning && x->meaning == y->meaning)
        return (relation){RELATION_SYMBOL, COST_SAME_MEANING};
    if (!own_script && lexicon_variant(x, y))
        return (relation){RELATION_SYMBOL, COST_VARIANT_NAME};
    if (x->sphere && x->sphere == y->sphere)
        return (relation){RELATION_SYMBOL, COST_LIKE_MEANING};
    if (lexicon_nickname(x, y))
        return (relation){RELATION_SYMBOL, COST_NICKNAME};
    return NONE;
}

static int variant_limit(size_t sounds)
{
    static const int limits[] = {0,
                                 0,
                                 VARIANT_LIMIT_2,
                                 VARIANT_LIMIT_3,
                                 VARIANT_LIMIT_4,
                                 VARIANT_LIMIT_5,
                                 VARIANT_LIMIT_6,
                                 VARIANT_LIMIT_7};
    return sounds < 8 ? limits[sounds] : VARIANT_LIMIT_8;
}

static bool same_letters(const token *a, const token *b)
{
    if (is_ideographic(a) && is_ideographic(b))
        return str_equal(a->folded, b->folded);
    return str_equal(a->text, b->text) || str_equal(a->folded, b->folded);
}

/* A frame of few consonants fits many names. */
int relation_abjad_cost(size_t sounds)
{
    return sounds <= 3 ? COST_ABJAD + 5 : sounds <= 5 ? COST_ABJAD + 2 : COST_ABJAD;
}

static int abjad_limit(size_t sounds)
{
    return sounds <= 5 ? ABJAD_LIMIT_5 : sounds <= 7 ? ABJAD_LIMIT_7 : ABJAD_LIMIT_8;
}

int relation_variant_limit(size_t phones_a, size_t phones_b, bool abjad)
{
    size_t shorter = phones_a < phones_b ? phones_a : phones_b;
    return abjad ? abjad_limit(phones_a + phones_b - shorter) : variant_limit(shorter);
}

/* Best of all pairs of spellings. */
static int spelling_distance(const token *a, const token *b, int ceiling)
{
    bool abjad = ((a->flags ^ b->flags) & TOKEN_ABJAD) != 0;
    int best = DISTANCE_NONE;
    for (size_t i = 0; i < a->spelling_count; i++) {
        for (size_t j = 0; j < b->spelling_count; j++) {
            const token_spelling *x = &a->spellings[i], *y = &b->spellings[j];
            size_t longer = x->sound.len < y->sound.len ? y->sound.len : x->sound.len;
            int extra = x->cost + y->cost + (abjad ? relation_abjad_cost(longer) : 0);
            int limit = relation_variant_limit(x->sound.len, y->sound.len, abjad);
            if (limit > ceiling)
                limit = ceiling;
            if (limit >= best)
                limit = best - 1;
            if (!relation_lengths_fit(x->sound.len, y->sound.len, limit, abjad))
                continue;
            if (extra > limit || (int)phone_count_gap(&x->sound, &y->sound) > 2 * (limit / DISTANCE_UNIT))
                continue;
            const phone_word *from = a->flags & TOKEN_ABJAD ? &x->sound : &y->sound;
            const phone_word *to = a->flags & TOKEN_ABJAD ? &y->sound : &x->sound;
            int d = abjad ? distance_within(from, to, limit - extra, DISTANCE_ABJAD)
                          : distance_within(&x->sound, &y->sound, limit - extra, DISTANCE_FULL);
            if (d == DISTANCE_NONE)
                continue;
            bool letters = str_equal(x->letters, y->letters);
            d += extra + (d == 0 && !letters ? RELATION_COST_SPELLING : 0);
            if (d < best)
                best = d;
        }
    }
    return best;
}

static bool initial_fits(const token *single, const token *whole)
{
    char c = single->text.data[0];
    for (size_t i = 0; i < whole->spelling_count; i++)
        if (whole->spellings[i].letters.data[0] == c)
            return true;
    return false;
}

/* The cut one is how the other begins. */
static bool is_beginning(const token *a, const token *b)
{
    const token *cut = a->flags & TOKEN_CUT ? a : b, *whole = cut == a ? b : a;
    return cut->text.len >= 2 && whole->text.len > cut->text.len && str_starts(whole->text, cut->text);
}

/* Mohammadi is made of Mohammad. */
static bool is_derived(const token *name, const token *from)
{
    size_t len = name->text.len;
    if (len < 4 || (name->text.data[len - 1] != 'i' && name->text.data[len - 1] != 'y'))
        return false;
    const lexicon_word *stem = lexicon_find(str_make(name->text.data, len - 1));
    return stem && (stem->flags & LEXICON_GIVEN || stem->variants[0]) &&
           (stem == from->word || lexicon_variant(stem, from->word));
}

/* What two words that are known as elements of names cost more, if they are not known as one. */
static int cost_of_other_name(const token *a, const token *b, int cost)
{
    if (!a->word || !b->word || a->word == b->word || is_ideographic(a) || is_ideographic(b))
        return 0;
    unsigned any = a->word->flags | b->word->flags, both = a->word->flags & b->word->flags;
    bool vowelled = !((a->flags | b->flags) & TOKEN_ABJAD);
    if (vowelled && (both & LEXICON_GIVEN) && (any & LEXICON_MALE) && (any & LEXICON_FEMALE) &&
        !(both & (LEXICON_MALE | LEXICON_FEMALE)))
        return COST_OTHER_GENDER;
    unsigned known = LEXICON_GIVEN | LEXICON_FAMILY;
    if ((a->script == b->script && (a->word->flags & known) && (b->word->flags & known)) ||
        (a->word->variants[0] && b->word->variants[0]))
        return cost <= NEAR_COST || !vowelled ? COST_OTHER_VOWEL : COST_OTHER_NAME;
    return 0;
}

/* Between two words without short vowels every letter tells: what differs is a larger part of them. */
static int cost_of_bare_letters(const token *a, const token *b, int cost)
{
    return a->flags & b->flags & TOKEN_ABJAD ? cost / 2 : 0;
}

static int cost_of_derived(const token *a, const token *b)
{
    return is_derived(a, b) || is_derived(b, a) ? COST_DERIVED : 0;
}

/* True if the relation is certain before the spellings are compared; else *known is what the lexicon says. */
static bool settle_early(const token *a, const token *b, relation *known)
{
    bool joined = ((a->flags | b->flags) & TOKEN_JOINED) != 0;
    *known = NONE;
    if (same_letters(a, b) && a->script == b->script) {
        *known = (relation){RELATION_EQUAL, joined ? JOINED_COST : 0};
        return true;
    }
    if (!joined) {
        bool decided;
        *known = relation_of_numbers(a, b, &decided);
        if (decided || known->type != RELATION_NONE)
            return true;
    }
    if (!joined && ((a->flags ^ b->flags) & TOKEN_CUT) && is_beginning(a, b)) {
        *known = (relation){RELATION_VARIANT, COST_CUT};
        return true;
    }
    *known = relation_by_lexicon(a, b);
    if (known->type != RELATION_NONE && known->cost <= COST_PATRONYMIC) {
        known->cost = (uint8_t)(known->cost + (joined ? 1 : 0));
        return true;
    }
    if ((a->flags & TOKEN_SINGLE) || (b->flags & TOKEN_SINGLE)) {
        const token *single = a->flags & TOKEN_SINGLE ? a : b, *whole = single == a ? b : a;
        bool fits = !joined && !(whole->flags & TOKEN_SINGLE) && !is_ideographic(whole) &&
                    initial_fits(single, whole);
        *known = fits ? (relation){RELATION_INITIAL, 0} : NONE;
        return true;
    }
    return false;
}

/* All readings of a character are given, so what is far from each of them is another one. */
static int ceiling_of(const token *a, const token *b)
{
    if (in_own_script(a, b))
        return COST_SAME_SOUND;
    if (token_is_syllable(a) || token_is_syllable(b))
        return SYLLABLE_CEILING;
    return (a->flags | b->flags) & TOKEN_JOINED ? JOINED_LIMIT : DISTANCE_NONE - 1;
}

/* Few letters written together read like a word of their own. */
static bool is_short_joined(const token *a, const token *b)
{
    const token *joined = a->flags & TOKEN_JOINED ? a : b;
    return joined->text.len < JOINED_LETTERS && a->script == b->script;
}

static relation settle(const token *a, const token *b, relation known, int distance)
{
    bool joined = ((a->flags | b->flags) & TOKEN_JOINED) != 0;
    int d = joined && is_short_joined(a, b) ? DISTANCE_NONE : distance;
    if (in_own_script(a, b) && !joined && (d != DISTANCE_NONE || lexicon_variant(a->word, b->word)))
        d = ideograph_same(a->folded, b->folded) ? COST_OTHER_WRITING : COST_HOMOPHONE;
    if (d != DISTANCE_NONE && joined)
        d += JOINED_COST;
    if (d != DISTANCE_NONE && !joined)
        d += cost_of_other_name(a, b, d) + cost_of_derived(a, b) + cost_of_bare_letters(a, b, d);
    if (known.type != RELATION_NONE && (d == DISTANCE_NONE || d > known.cost))
        return known;
    return d == DISTANCE_NONE ? NONE : (relation){RELATION_VARIANT, (uint8_t)d};
}

relation relation_of(const token *a, const token *b)
{
    relation known;
    if (settle_early(a, b, &known))
        return known;
    return settle(a, b, known, spelling_distance(a, b, ceiling_of(a, b)));
}

bool relation_needs_spellings(const token *a, const token *b)
{
    return is_ideographic(a) || is_ideographic(b);
}

relation relation_at_distance(const token *a, const token *b, int distance)
{
    relation known;
    if (settle_early(a, b, &known))
        return known;
    return settle(a, b, known, distance);
}
