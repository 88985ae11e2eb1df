/* The index of a regime: measures and targets as numbers, in an order in which attackers come first, and the
 * scratch of a worker. Inside src/regime only. */
#ifndef REGIME_PROGRAM_H
#define REGIME_PROGRAM_H

#include "regime/regime.h"

#include <string.h>

enum { NO = 0, MAYBE = 1, YES = 2 };

#define PORT_CAP 128

/* Slots of what a condition may ask for, behind those of the facts. */
enum {
    PATH_ACTOR_COUNTRY,
    PATH_ACTOR_ROLE,
    PATH_CURRENCY,
    PATH_AMOUNT,
    PATH_CONTRACT,
    PATH_SHIPMENT,
    PATH_ROUTE_FROM,
    PATH_ROUTE_TO,
    PATH_NAMED_ROLE,
    PATH_PARTY_STATUS,
    PATH_GOODS_ORIGIN,
    PATH_COUNT
};

typedef struct hs_entry {
    uint64_t low, high;
    uint8_t len;
} hs_entry;

typedef struct hs_list {
    hs_entry *items;
    uint32_t count;
} hs_list;

typedef struct condition {
    uint32_t slot;
    uint8_t op, unknown, type;
    bool steady;                       /* comes out the same on every day */
    bool always;                       /* tested whatever the goods, the payment and the day */
    int64_t *numbers;                  /* for booleans, numbers and days */
    const regime_parameter *parameter; /* whose value of the day counts; NULL: the numbers */
    hs_list when_hs;
    const regime_condition *source;
} condition;

typedef struct condition_list {
    condition *items;
    uint32_t count;
} condition_list;

typedef struct wind_down {
    const regime_wind_down *source; /* NULL: none */
    condition_list conditions;
} wind_down;

/* Codes of a list of goods, by length and code. */
typedef struct goods_entry {
    uint64_t code;
    regime_span span;
    uint8_t len;
    bool working;
} goods_entry;

typedef struct goods_list {
    goods_entry *items;
    uint32_t count;
    bool dated; /* some line has days of its own */
} goods_list;

typedef struct target {
    const regime_target *source;
    uint32_t measure;
    uint32_t *statuses;
    uint32_t status_count;
    uint32_t *joins;
    uint32_t join_count;
    uint16_t *countries;
    uint32_t country_count;
    hs_list hs, hs_except;
    goods_list goods;
    uint32_t *except_statuses;
    uint32_t except_status_count;
    uint32_t *except_joins;
    uint32_t except_join_count;
    condition_list conditions;
    wind_down wind;
    str *places, *assets; /* folded */
    /* As in the source, for what is looked at often: the source is far away in memory. */
    regime_span span;
    uint8_t effect, only, direction;
    bool by_party, by_place, by_asset, by_goods;
    bool own_mapping;        /* its codes are this project's own reading of the text */
    uint16_t regime_country; /* of the measure; 0: a theme */
} target;

/* What the scan over all targets looks at, close together. */
typedef struct gate {
    uint64_t classes;
    uint32_t activities;
    calendar_day from, until; /* outside of this it is never in force nor announced; until DATE_NONE: open */
    uint16_t country;         /* 0: no test by a single country */
    bool by_party;
    bool forbids; /* a rule that nothing else carries out */
} gate;

typedef struct attack {
    uint32_t measure; /* the attacker */
    bool voids;       /* as void_if_stands, else by defeats */
} attack;

typedef struct measure {
    const regime_measure *source;
    const regime_period *periods;
    uint32_t period_count;
    bool rule; /* a prohibition: operative or frame */
    bool general;
    uint64_t bound, exposes;
    uint32_t first_target, target_count;
    uint32_t first_attack, attack_count;
    uint32_t *implementers, *counters;
    uint32_t implementer_count, counter_count;
    uint16_t *contested_by;
    uint32_t contested_count;
    int16_t imposer;       /* number of the jurisdiction; -1: none */
    uint32_t imposer_word; /* number in the words; REGIME_IMPOSERS_MAX: unknown */
    wind_down *period_winds;
    wind_down exposure_wind;
} measure;

typedef struct class_rule {
    const regime_class_word *source;
    uint16_t nexus, actor_country, goods_origin, route_to;
    uint8_t activity; /* ACTIVITY_COUNT: any */
    int32_t fact;     /* slot; -1: none */
} class_rule;

typedef struct status_rule {
    const regime_status_word *source; /* NULL: listed_by */
    uint16_t country;
    int32_t fact;
    uint32_t *named_by;
    uint32_t named_by_count;
    uint32_t *joins;
    uint32_t join_count;
} status_rule;

/* A name, alias or BIC leads to entries; an entry is one named party of a target or of a status. */
typedef struct name_entry {
    uint32_t owner; /* target, or status with OWNER_STATUS set */
    const regime_name *source;
} name_entry;

#define OWNER_STATUS 0x80000000u
#define OWNER_EXCEPT 0x40000000u /* a target that does not mean the name */

typedef struct member {
    uint16_t country;
    regime_span span;
} member;

typedef struct name_key {
    uint64_t hash;
    str text; /* folded; or the seven characters */
    uint32_t entry;
} name_key;

/* The map of regimes, cover statements and what lies beyond, as numbers. */
typedef struct kind_rule {
    const regime_kind_word *source;
    hs_list hs;
} kind_rule;

typedef struct entry_rule {
    const regime_entry *source;
    uint32_t imposer; /* number in the words */
    uint32_t *kinds;
    uint32_t kind_count;
} entry_rule;

typedef struct cover_rule {
    const regime_cover *source;
    uint32_t imposer;
    hs_list *parts;
} cover_rule;

typedef struct beyond_rule {
    const regime_beyond_word *source;
    hs_list hs;
} beyond_rule;

typedef struct touched_place {
    str code;
    uint16_t country;
    bool region;
} touched_place;

#define TOUCHED_MAX     24
#define COUNTRY_NUMBERS (26 * 26 + 1)

/* A set of targets is mask_words words; rows of sets lie one behind the other. */
struct regime {
    arena a;
    uint32_t *fact_table, fact_places;    /* slot + 1 by hash of the key */
    uint32_t *following, following_count; /* facts that may follow from something else in the case */
    uint32_t mask_words;
    uint64_t *by_activity, *by_class, *by_status, *by_join; /* rows of sets */
    uint64_t *by_country; /* row 0 is empty; targets that nothing but the country and the goods decide */
    uint16_t *country_row;
    uint32_t country_rows;
    uint64_t *anywhere, *without_party, *forbidding;
    uint64_t *elsewise; /* targets about a place or the money */
    bool own_set;
    regime_set own;
    const regime_set *set;
    measure *measures; /* attackers first */
    uint32_t measure_count;
    target *targets; /* in the order of the measures */
    gate *gates;
    uint32_t target_count;
    attack *attacks;
    uint32_t attack_count;
    uint32_t *rank; /* of the measures of the set: where they are in the order */
    class_rule *classes;
    uint32_t class_count;
    status_rule *statuses;
    uint32_t status_count;
    regime_join *joins;
    uint32_t *join_imposers; /* bits of the imposers whose rules join it */
    uint8_t *join_effect;    /* the strongest effect of those rules */
    uint32_t join_count;
    name_entry *entries;
    uint32_t entry_count;
    name_key *names; /* by hash */
    uint32_t name_count;
    uint32_t longest_run; /* keys with one hash */
    uint32_t boundary_cap, edge_cap;
    member *members; /* of the European Union */
    uint32_t member_count;
    uint64_t jurisdiction_binds[REGIME_IMPOSERS_MAX];
    str jurisdictions[REGIME_IMPOSERS_MAX];
    bool jurisdiction_held[REGIME_IMPOSERS_MAX]; /* some of its law is here */
    bool binds_everybody[REGIME_IMPOSERS_MAX];
    bool
        jurisdiction_exposes[REGIME_IMPOSERS_MAX]; /* some regime of it reaches those whom it does not bind */
    uint32_t jurisdiction_words[REGIME_IMPOSERS_MAX]; /* its number in the words */
    uint32_t stand_ins[REGIME_IMPOSERS_MAX];          /* bits of words; 0: its regimes are in the map */
    kind_rule *kinds;
    entry_rule *map_entries;
    uint32_t map_count;
    uint32_t *entry_places; /* entries by country */
    uint32_t entry_first[COUNTRY_NUMBERS + 1];
    cover_rule *covers;
    uint32_t cover_count;
    beyond_rule *beyond;
    uint32_t beyond_count;
    uint32_t jurisdiction_count;
    int32_t new_business; /* slot of the fact */
    uint32_t *counter_measures;
    uint32_t counter_measure_count;
};

typedef struct value {
    bool known;
    bool asked; /* of the text perhaps: somebody must say, whatever on_unknown says */
    int64_t number;
    str text;
} value;

typedef struct code {
    uint64_t heads[11]; /* the first n digits as a number */
    uint8_t len;        /* 0: not given */
} code;

enum {
    SIDE_LINKED = 1,
    SIDE_FROM = 2,
    SIDE_TO = 4,
    SIDE_NOT_THROUGH = 8
}; /* the last: not only on the way */
enum { ROLE_BANK = 1, ROLE_SUPPLY = 2, ROLE_RECEIVE = 4 };

typedef struct party_hit {
    uint32_t entry, next;
    uint8_t party;
} party_hit;

/* A target that may match on some day, with all that does not move with the day. */
typedef struct candidate {
    uint32_t target;
    uint8_t goods; /* YES, MAYBE */
    uint8_t reach;
    regime_lines lines;
    regime_lines maybe_lines; /* beside lines that match surely */
    uint8_t base_label;       /* on the day before a change; 255: no node */
    bool dead;                /* a condition that no day changes is false */
} candidate;

struct regime_worker {
    const regime *r;
    const regime_case *c;
    calendar_day day; /* being looked at */
    /* the case in numbers */
    uint16_t actor_country;
    bool us_person, eu_person, us_owned, actor_bank;
    bool us_known, eu_known; /* whether the actor is such a person is said, or follows from its country */
    uint64_t class_yes, class_nexus, class_unknown;
    uint64_t class_ask_via, class_ask_country, class_ask_role;
    uint64_t *party_targets;  /* that a party of the case may meet */
    uint64_t *absent_targets; /* that lists read which are not in the snapshot */
    uint64_t *selected, *selected_part;
    bool *absent;        /* by join: its list is not in the snapshot */
    bool *join_absent;   /* the same; NULL: no lists were looked at, and joins are silent */
    uint64_t named_mask; /* parties that a list could tell: by name or code */
    uint64_t vessel_mask;
    uint64_t not_for[REGIME_IMPOSERS_MAX], maybe_for[REGIME_IMPOSERS_MAX]; /* parties, by imposer */
    uint32_t here; /* jurisdictions that count for the verdict of the case */
    uint8_t exposure;
    struct {
        uint16_t country;
        uint8_t sides;
    } links[REGIME_PARTIES_MAX * 2 + REGIME_GOODS_MAX + REGIME_WORDS_MAX * 2 + 4];
    uint32_t link_count;
    code codes[REGIME_GOODS_MAX];
    uint8_t party_roles[REGIME_PARTIES_MAX];
    uint16_t party_country[REGIME_PARTIES_MAX][2];
    struct {
        calendar_day day;
        uint32_t known, lacks; /* jurisdictions */
    } cover;
    touched_place places[TOUCHED_MAX];
    uint32_t place_count;
    uint16_t via[REGIME_WORDS_MAX];
    uint32_t via_count;
    bool any_bank;
    value *values; /* by slot */
    struct {
        char folded[PORT_CAP];
        bool begins[PORT_CAP];
        size_t len;
        uint16_t code_country; /* of a code of five characters, as UN/LOCODE has them */
    } ports[REGIME_WORDS_MAX];
    uint32_t port_count;
    char currency[64];
    /* names of the parties */
    party_hit *hits;
    uint32_t hit_count, hit_cap;
    uint32_t *target_hits, *status_hits, *except_hits; /* first hit; UINT32_MAX */
    uint64_t *status_fixed;                            /* parties by role and country */
    uint64_t *status_unsure;                           /* likewise, if their role were stated */
    uint64_t *status_mask, *status_maybe;
    uint32_t *status_stamp;
    uint32_t *live_stamp;
    const regime_period **live_period;
    uint32_t stamp;
    /* candidates and nodes */
    candidate *candidates;
    uint32_t candidate_count;
    int32_t
        not_stated; /* a status whose fact nobody stated, and that would have made a rule apply; -1: none */
    regime_node *nodes;
    uint32_t *node_candidate;
    uint32_t *candidate_node; /* UINT32_MAX: none */
    uint32_t *helps_stamp; /* by measure: twice the stamp if a rule that it would defeat is unsure, one more
                              if it stands */
    uint32_t node_count;
    uint32_t *first_node, *node_total, *node_stamp; /* by measure */
    uint32_t *edges, *edge_first;                   /* attackers of each node */
    uint8_t *states, *labels;
    uint32_t *by;
    uint32_t by_count;
    const condition **false_condition; /* by candidate: what keeps a permit from helping */
    const condition **not_met;         /* by candidate: a prohibition counted as not applying */
    calendar_day *boundaries;
    struct {
        calendar_day day, due;
        uint32_t within;
    } business; /* the last due date in business days, since many duties share it */
    regime_result result;
};

static inline bool lines_subset(const regime_lines *a, const regime_lines *b)
{
    for (size_t i = 0; i < REGIME_GOODS_MAX / 64; i++)
        if (a->bits[i] & ~b->bits[i])
            return false;
    return true;
}

static inline uint64_t *mask_row(const regime *r, uint64_t *rows, size_t row)
{
    return rows + row * r->mask_words;
}

static inline bool span_has(regime_span span, calendar_day day)
{
    return (span.from == DATE_NONE || span.from <= day) && (span.until == DATE_NONE || day < span.until);
}

/* Two letters as a number, case aside; 0 for anything else. */
uint16_t country_number(str text);
uint64_t name_hash(const char *data, size_t len);

/* fold.c: folded without the words that tell a legal form; 0 where nothing or everything is one. */
size_t fold_bare(const regime *r, str name, char *out, size_t cap);

/* index.c */
int64_t index_value(uint8_t type, str text);
bool periods_live(const regime_period *periods, size_t count, calendar_day on, calendar_day as_of,
                  const regime_period **period);
uint32_t status_find(const regime *r, str key);

/* facts.c: the case in numbers, once per case. */
void worker_read_case(regime_worker *w);
uint8_t role_flags(const regime *r, str role);

/* known.c: the first key with this text, or name_count; those of the same text follow among those of the same
 * hash. */
uint32_t name_first(const regime *r, const char *text, size_t len, bool bic);

/* parties.c: who is named on the day. */
void worker_read_parties(regime_worker *w);
void parties_on(regime_worker *w, uint32_t target, uint64_t *sure, uint64_t *maybe);
void parties_of(const regime_worker *w, const measure *m, uint64_t *sure, uint64_t *maybe);
uint64_t status_on(regime_worker *w, uint32_t status, uint64_t *maybe);
bool join_missing(const regime_worker *w, const target *t, str *dataset);
const regime_period *measure_period(regime_worker *w, uint32_t measure);

/* test.c: one target. */
typedef struct asked {
    str facts[REGIME_QUESTIONS_MAX];
    const regime_condition *sources[REGIME_QUESTIONS_MAX];
    size_t count;
    bool general;
} asked;

uint8_t hs_match(const hs_list *list, const code *c);
bool candidate_make(regime_worker *w, uint32_t target, candidate *out);
void candidate_unstated(regime_worker *w, uint32_t target);
uint8_t goods_state(const regime_worker *w, const target *t, calendar_day day, regime_lines *lines,
                    regime_lines *unsure);
uint8_t goods_list_match(const goods_list *list, const code *c, calendar_day day);
bool goods_list_build(regime *r, const regime_goods *source, goods_list *out);
bool countries_match(const regime_worker *w, const target *t);
uint8_t reach_of(const regime_worker *w, const measure *m, uint8_t only);
uint8_t conditions_state(regime_worker *w, const condition_list *list, const target *t, uint64_t parties,
                         asked *ask, const condition **false_one, const condition **not_met);
const wind_down *wind_of(regime_worker *w, const candidate *c);
uint8_t wind_state(regime_worker *w, const candidate *c, const regime_wind_down **used, asked *ask);
void ask_add(asked *ask, str fact, const regime_condition *source);

/* select.c: the targets that a case can touch. */
void find_candidates(regime_worker *w, bool later);
void select_absent(regime_worker *w);
void select_near(regime_worker *w); /* into w->selected */
bool gate_open(const regime_worker *w, const gate *g, bool later);

/* worker.c */
bool country_linked(const regime_worker *w, uint16_t country);

/* nodes.c: the nodes of a day and their labels. */
void nodes_on(regime_worker *w, calendar_day day);
uint8_t place_state(const regime_worker *w, const target *t);
bool asset_matches(const regime_worker *w, const target *t);
uint8_t node_match(regime_worker *w, uint32_t candidate_index, regime_node *node, asked *ask);
uint8_t covers(const regime_worker *w, const regime_node *attacker, const regime_node *attacked,
               const regime_lines *attacked_maybe);
uint8_t verdict_of(regime_worker *w, uint32_t jurisdiction, uint8_t *effect);
uint8_t verdict_overall(regime_worker *w);
uint8_t verdict_without(regime_worker *w, const regime_measure *permit);
uint8_t verdict_seen(const regime_worker *w, uint32_t jurisdiction, uint8_t verdict);

static inline bool is_rule(const regime_measure *m)
{
    return m->role == ROLE_OPERATIVE || m->role == ROLE_FRAME;
}

/* cover.c: whether the law that is asked about is held. */
void cover_read_case(regime_worker *w);
bool cover_lacks(regime_worker *w, uint32_t jurisdiction, calendar_day day);
void cover_days(regime_worker *w, uint32_t *count);
void cover_report(regime_worker *w);
void day_add_span(regime_worker *w, uint32_t *count, regime_span span);

/* index/: parts of the index. False: no memory. */
bool index_cover(regime *r);
bool index_names(regime *r);
bool index_masks(regime *r);
bool index_facts(regime *r);
int32_t fact_slot(const regime *r, str key); /* -1: none */

/* index.c, for index_cover.c */
void *index_array(regime *r, size_t count, size_t size, bool *no_memory);
void index_hs(regime *r, const str_list *list, hs_list *out, bool *no_memory);

/* report.c, questions.c, nearest.c and change.c */
void report(regime_worker *w);
void ask_all(regime_worker *w);
void ask_mappings(regime_worker *w);
void find_alone(regime_worker *w);
void find_nearest(regime_worker *w);
void note_add(regime_worker *w, unsigned kind, const regime_measure *m, str fact, calendar_day day);
void next_change(regime_worker *w);

#endif
