#include "screen/message_screen_profile.h"

#include "name/lexicon.h"
#include "model/country.h"

#include <stdint.h>
#include <stdlib.h>

#include "screen/tables/concepts.inc"

#define SURE_SCORE   9500 /* a party with the name of a ship, a bank with that of a person */
#define BANK_SCORE   8000 /* names of banks share most of their words */
#define BIC_SCORE    8500 /* a bank that its BIC names otherwise must fit better by name */
#define ALIKE_SCORE  9800 /* a bank of another country with one word in common, spelled otherwise */
#define SHORT_WORD   4    /* letters: another letter in it is another abbreviation */
#define BRIEF_WORD   6    /* letters: alone it must be spelled nearly alike */
#define NEAR_WORD    9000 /* similarity of words spelled nearly alike */
#define WHOLE_WORDS  3    /* common words that are a listed name of their own: "National Oil Company" */
#define COMMON_LEVEL 4    /* organisation_level of words that stand in many names */

/* What a word of a name tells, least first. */
typedef enum word_kind {
    WORD_NOISE,   /* legal forms, articles, particles, single letters */
    WORD_COMMON,  /* "bank", "trading", "buyer", numbers */
    WORD_PLACE,   /* "china" */
    WORD_TELLING, /* a name */
} word_kind;

/* Words in common and words left over. */
typedef struct word_counts {
    size_t pairs;       /* words in common, but for noise */
    size_t telling;     /* name words that meet by spelling */
    size_t equal;       /* of these: letter by letter */
    size_t short_apart; /* of these: short ones that differ */
    size_t brief;       /* of these: brief ones that are not spelled alike */
    size_t loose;       /* of these: ones that differ by more than a slip */
    size_t initials;    /* name words of which one side has the first letter only */
    size_t identity;    /* telling words and places that meet by spelling */
    size_t names;       /* telling words that meet in any way */
    size_t unequal;     /* common words that meet by meaning only, and initials */
    size_t over_names;  /* telling words of the query without a partner */
    size_t over_query;  /* words of the query without a partner, but for noise */
    size_t over_plain;  /* of these: those that are no places */
    size_t over_roles;  /* of these: "buyer", "customer" */
    size_t over_listed; /* likewise of the listed name */
    bool same;          /* word for word the listed name */
    bool banks;         /* both names say that they are of banks */
} word_counts;

/* ---- words ---- */

static bool is_plain(str word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.data[i] >= 0x80)
            return false;
    return word.len > 0;
}

static bool has_digit(str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.data[i] >= '0' && word.data[i] <= '9')
            return true;
    return false;
}

static int by_word(const void *key, const void *element)
{
    const str *word = key;
    const char *const *concept = element;
    return str_compare(*word, str_of(*concept));
}

/* "buyer", "owner", "unknown". */
static bool is_concept(str word)
{
    return bsearch(&word, CONCEPT_WORDS, sizeof CONCEPT_WORDS / sizeof CONCEPT_WORDS[0],
                   sizeof CONCEPT_WORDS[0], by_word) != NULL;
}

static word_kind kind_in_person(str word)
{
    const lexicon_word *known = lexicon_find(word);
    const unsigned noise = LEXICON_PARTICLE_PERSON | LEXICON_HONORIFIC | LEXICON_CONTEXT | LEXICON_STOP;
    if (word.len < 2 || (known && (known->flags & noise)))
        return WORD_NOISE;
    return is_concept(word) ? WORD_COMMON : WORD_TELLING;
}

/* "company", "corporation", "group": as good as a legal form. */
static bool is_enterprise(const lexicon_word *known)
{
    static const str company = STR("company");
    const lexicon_word *model = lexicon_find(company);
    return model && known->sphere && known->sphere == model->sphere;
}

static word_kind kind_in_organisation(str word)
{
    const lexicon_word *known = lexicon_find(word);
    const unsigned noise = LEXICON_STOP | LEXICON_CONTEXT | LEXICON_PARTICLE_ORGANISATION | LEXICON_FORM_PART;
    if (word.len < 2)
        return WORD_NOISE;
    if (has_digit(word) || is_concept(word))
        return WORD_COMMON;
    if (!known)
        return WORD_TELLING;
    if (known->form || (known->flags & noise))
        return WORD_NOISE;
    if (known->meaning || known->number >= 0)
        return is_enterprise(known) ? WORD_NOISE : WORD_COMMON;
    if (known->flags & LEXICON_PLACE)
        return WORD_PLACE;
    return known->organisation_level >= COMMON_LEVEL ? WORD_COMMON : WORD_TELLING;
}

static word_kind kind_of(str word, bool person)
{
    return person ? kind_in_person(word) : kind_in_organisation(word);
}

/* Words that meet tell what the less telling of them does: a word mistyped is in no lexicon. */
static word_kind kind_of_pair(const match_token *t, bool person)
{
    word_kind a = kind_of(t->query, person), b = kind_of(t->listed, person);
    return a < b ? a : b;
}

static bool is(const match_token *t, const char *relation)
{
    return strcmp(t->relation, relation) == 0;
}

/* "bank", "banque", "nedbank". */
static bool says_bank(str word)
{
    static const str bank = STR("bank");
    const lexicon_word *known = lexicon_find(word), *model = lexicon_find(bank);
    return str_find(word, bank) != SIZE_MAX ||
           (known && model && known->meaning && known->meaning == model->meaning);
}

/* Words of plain letters that differ, of which one has so many letters at most. */
static bool is_apart(const match_token *t, size_t letters)
{
    size_t len = t->query.len < t->listed.len ? t->query.len : t->listed.len;
    return is(t, "variant") && len <= letters && is_plain(t->query) && is_plain(t->listed);
}

static void count_pair(const match_token *t, bool person, word_counts *c)
{
    word_kind kind = kind_of_pair(t, person);
    bool spelled = !is(t, "symbol") && !is(t, "initial");
    bool same_place = kind == WORD_PLACE && is(t, "symbol");
    c->pairs += kind > WORD_NOISE;
    c->names += kind == WORD_TELLING;
    c->telling += kind == WORD_TELLING && spelled;
    c->equal += kind == WORD_TELLING && is(t, "equal");
    c->short_apart += kind == WORD_TELLING && is_apart(t, SHORT_WORD);
    c->brief += kind == WORD_TELLING && is_apart(t, BRIEF_WORD);
    c->loose += kind == WORD_TELLING && is_apart(t, BRIEF_WORD) && t->similarity < NEAR_WORD;
    c->initials += is(t, "initial");
    c->same = c->same && str_equal(t->query, t->listed);
    c->identity += kind >= WORD_PLACE && (spelled || same_place);
    bool role = is_concept(t->query) && !is(t, "equal");
    c->unequal += (kind == WORD_COMMON && (!spelled || role)) || (is(t, "initial") && t->query.len > 1);
    c->banks = c->banks || (says_bank(t->query) && says_bank(t->listed));
}

static void count_left(str word, bool of_query, bool person, word_counts *c)
{
    word_kind kind = kind_of(word, person);
    c->same = false;
    c->over_query += of_query && kind > WORD_NOISE;
    c->over_plain += of_query && (kind == WORD_COMMON || kind == WORD_TELLING);
    c->over_roles += of_query && is_concept(word);
    c->over_listed += !of_query && kind > WORD_NOISE;
    /* in another script the lexicon does not know what a word tells */
    c->over_names += of_query && kind == WORD_TELLING && is_plain(word);
}

/* Equal but for one letter more, less or other, or two exchanged: a slip that the matcher forgives only in
 * longer words. */
static bool is_slip(str a, str b)
{
    size_t from = 0, shorter = a.len < b.len ? a.len : b.len, longer = a.len < b.len ? b.len : a.len;
    if (longer - shorter > 1 || shorter < 2)
        return false;
    while (from < shorter && a.data[from] == b.data[from])
        from++;
    size_t x = a.len, y = b.len;
    while (x > from && y > from && a.data[x - 1] == b.data[y - 1]) {
        x--;
        y--;
    }
    x -= from;
    y -= from;
    return x + y <= 2 && (x <= 1 && y <= 1);
}

static bool is_exchange(str a, str b)
{
    size_t i = 0;
    if (a.len != b.len)
        return false;
    while (i < a.len && a.data[i] == b.data[i])
        i++;
    return i + 1 < a.len && a.data[i] == b.data[i + 1] && a.data[i + 1] == b.data[i] &&
           memcmp(a.data + i + 2, b.data + i + 2, a.len - i - 2) == 0;
}

/* The words of the listed phrase without a partner that this word of the query is meant to be one of. */
static bool is_meant(str word, str listed)
{
    str part;
    while (str_split(&listed, ' ', &part))
        if (is_slip(word, part) || is_exchange(word, part))
            return true;
    return false;
}

/* The token of the listed name that a word of the query without a partner is a misspelling of, or NULL. A
 * phrase ("limited liability company") may have met another word already. */
static const match_token *meant_by(const match_explanation *x, str word)
{
    for (size_t i = 0; i < x->token_count; i++) {
        const match_token *t = &x->tokens[i];
        bool open = t->query.len == 0 || str_find(t->listed, str_make(" ", 1)) != SIZE_MAX;
        if (open && t->listed.len && is_meant(word, t->listed))
            return t;
    }
    return NULL;
}

static bool is_meant_by_any(const match_explanation *x, str listed)
{
    for (size_t i = 0; i < x->token_count; i++) {
        const match_token *t = &x->tokens[i];
        if (t->listed.len == 0 && t->query.len && is_meant(t->query, listed))
            return true;
    }
    return false;
}

static word_counts count_words(const match_explanation *x, bool person)
{
    word_counts c = {.same = true};
    for (size_t i = 0; i < x->token_count; i++) {
        const match_token *t = &x->tokens[i];
        const match_token *meant = t->query.len && !t->listed.len ? meant_by(x, t->query) : NULL;
        if (t->query.len && t->listed.len)
            count_pair(t, person, &c);
        else if (meant)
            count_pair(&(match_token){t->query, meant->listed, "variant", 0, 0}, person, &c);
        else if (t->query.len)
            count_left(t->query, true, person, &c);
        else if (t->listed.len && !is_meant_by_any(x, t->listed))
            count_left(t->listed, false, person, &c);
    }
    return c;
}

/* ---- countries ---- */

static bool is_here(const message_profile *p, str country)
{
    for (size_t i = 0; i < 2; i++)
        if (p->country[i].len && str_equal_nocase(p->country[i], country))
            return true;
    return false;
}

typedef enum country_answer { COUNTRY_UNKNOWN, COUNTRY_SAME, COUNTRY_OTHER } country_answer;

/* Whether the listed party is known in a country of the party: by its country, addresses and BIC. */
static country_answer compare_countries(const snapshot *s, const message_profile *p, uint32_t listed)
{
    snapshot_entity e = snapshot_entity_at(s, listed);
    bool known = false;
    if (p->country[0].len == 0 && p->country[1].len == 0)
        return COUNTRY_UNKNOWN;
    for (uint32_t i = 0; i < e.value_count; i++) {
        entity_value v = snapshot_value_at(s, e.first_value + i);
        str country = STR_NONE;
        if (property_get_type(v.property) == TYPE_COUNTRY)
            country = country_find(v.text);
        else if (v.property == PROPERTY_SWIFT_BIC && v.text.len >= 6)
            country = str_make(v.text.data + 4, 2);
        known = known || country.len;
        if (country.len && is_here(p, country))
            return COUNTRY_SAME;
    }
    for (uint32_t i = 0; i < e.address_count; i++) {
        str country = snapshot_address_at(s, e.first_address + i).country;
        known = known || country.len;
        if (country.len && is_here(p, country))
            return COUNTRY_SAME;
    }
    return known ? COUNTRY_OTHER : COUNTRY_UNKNOWN;
}

/* ---- rules ---- */

static bool is_craft(schema_id schema)
{
    return schema == SCHEMA_VESSEL || schema == SCHEMA_AIRPLANE;
}

int message_profile_floor(const message_profile *p)
{
    if (!p->party)
        return 0;
    if (p->part)
        return SURE_SCORE;
    return !p->bank ? 0 : p->has_bic ? BIC_SCORE : BANK_SCORE;
}

int message_profile_least(const snapshot *s, const message_profile *p, const match_hit *hit)
{
    schema_id schema = snapshot_entity_at(s, hit->entity).schema;
    if (!p->party || hit->name == UINT32_MAX)
        return 0;
    bool sure = is_craft(schema) || (p->bank && schema == SCHEMA_PERSON);
    return sure ? SURE_SCORE : message_profile_floor(p);
}

/* "AGRICULTURAL BANK OF CHINA" and "Agricultural Bank": common words make a name only all together. */
static bool is_whole(const word_counts *c)
{
    return c->unequal == 0 && c->over_query == 0 && c->over_listed == 0;
}

static bool bank_counts(const word_counts *c, country_answer country, int score)
{
    bool over_both = c->over_query + c->unequal > 0 && c->over_listed + c->unequal > 0;
    if (c->identity == 0)
        return country == COUNTRY_SAME || is_whole(c);
    if (c->identity == 1 && over_both)
        return false;
    if (country == COUNTRY_SAME)
        return true;
    if (c->identity == 1 && c->short_apart > 0 && (c->banks || c->pairs == 1))
        return false; /* "KBC" and "KBK" */
    if (!c->banks)
        return true;
    bool alike = c->identity > 1 || c->equal > 0 || score >= ALIKE_SCORE;
    return country == COUNTRY_UNKNOWN || (alike && !over_both);
}

/* All words of a listed name of common ones stand in the name, spelled alike. */
static bool holds_listed(const word_counts *c)
{
    return c->unequal == 0 && c->over_listed == 0 && c->pairs > (c->over_query > 0);
}

/* What names a customer: a word that tells, or all of a listed name of common ones. Where one brief word
 * alone is spelled otherwise, nothing else may speak against it. */
static bool customer_counts(const word_counts *c)
{
    if (c->same)
        return true;
    if (c->names <= 1 && c->over_names > 0)
        return false; /* one word in common */
    if (c->names == 0 && c->identity == 0)
        return holds_listed(c);
    if (c->names != 1)
        return true;
    if (c->brief == 0)
        return c->over_roles == 0 || c->over_listed == 0;
    if (c->pairs > 1)
        return true;
    bool others = c->over_listed > 0 || c->over_plain > 0 || c->initials > 0;
    return c->short_apart == 0 && c->loose == 0 && !others;
}

bool message_profile_counts(const snapshot *s, const message_profile *p, const match_hit *hit,
                            const match_explanation *x)
{
    schema_id schema = snapshot_entity_at(s, hit->entity).schema;
    if (!p->party || hit->name == UINT32_MAX || is_craft(schema) || x->token_count == 0)
        return true;
    bool person = schema_is_a(schema, SCHEMA_PERSON);
    word_counts c = count_words(x, person);
    if (p->bank ? c.names <= 1 && c.over_names > 0 : !customer_counts(&c))
        return false;
    bool whole = c.pairs >= WHOLE_WORDS && is_whole(&c);
    if (c.telling < (p->cut ? 2u : p->part ? 1u : 0u) && !whole)
        return false;
    if (p->bank && !person)
        return bank_counts(&c, compare_countries(s, p, hit->entity), hit->score);
    return true;
}
