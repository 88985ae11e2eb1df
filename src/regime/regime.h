/* The measures put to a case: what stands, what is defeated and by what, what is unknown, what must be done.
 *
 * A regime is an immutable index over a regime_set, safe for any number of threads. A worker belongs to one
 * thread and holds all memory that a decision needs: regime_evaluate allocates nothing. Everything is done in
 * integers and in the order of the measures' ids, so the same set and case give the same result everywhere.
 * Dates move only by case.on. Who is on a list comes from outside, as tags on the parties.
 *
 *     regime *r;
 *     regime_worker *w;
 *     snapshot_section(s, REGIME_SECTION, &section, &error);
 *     regime_open(section, &r, &error);
 *     regime_worker_new(r, &w, &error);
 *     const regime_result *x = regime_evaluate(w, &question, REGIME_NEXT_CHANGE);
 *     ... x->verdict, x->jurisdictions[0].verdict, x->nodes ...
 */
#ifndef REGIME_REGIME_H
#define REGIME_REGIME_H

#include "regime/model.h"

#define REGIME_PARTIES_MAX 64
#define REGIME_GOODS_MAX   256
#define REGIME_WORDS_MAX   64 /* countries of a route or payment, ports, facts: each */

/* ---- the case as the engine sees it; texts are borrowed, an empty text is not given ---- */

/* A party is on a list under a programme: `join` from regime_join_find. */
typedef struct regime_tag {
    uint32_t join;
    bool certain;      /* false: a possible match only */
    calendar_day from; /* listed since; DATE_NONE: unknown, counts always */
} regime_tag;

typedef struct regime_party {
    str role, name, bic;
    str country;
    const regime_tag *tags;
    size_t tag_count;
    /* Bits of regime_imposer_bit: for measures of these imposers the party does not count, or counts perhaps.
     * So somebody who owns a party is put beside it for those alone under whose law that makes a difference.
     */
    uint32_t not_for, maybe_for;
    bool owner; /* stands here for what it owns */
    bool vessel;
    bool decided; /* for the caller: it is listed, and its listings are left to the measures */
} regime_party;

typedef struct regime_case_goods {
    str hs, origin; /* hs: digits only */
    str edition;    /* of the Harmonized System; empty: the present one */
} regime_case_goods;

typedef struct regime_fact {
    str key;
    uint8_t type;
    bool boolean;
    int64_t number; /* ten-thousandths */
    calendar_day day;
    str text;
} regime_fact;

typedef struct regime_case {
    calendar_day on;                        /* required */
    calendar_day as_of, contract, shipment; /* DATE_NONE: not given */
    str actor_country, actor_role;
    uint8_t us_person, eu_person, us_owned; /* regime_flag; FLAG_ANY: follows from the country */
    uint8_t activity;                       /* regime_activity */
    const regime_party *parties;
    size_t party_count;
    const regime_case_goods *goods;
    size_t goods_count;
    bool has_payment, has_amount;
    int64_t amount; /* ten-thousandths */
    str currency;
    str_list payment_via;
    str route_from, route_to;
    str_list route_via, ports;
    str_list regions;    /* parts of countries that the case names anywhere: UA-43 */
    str_list flags;      /* countries of the vessels */
    str_list owned_from; /* countries of the owners of the parties: which law there is on them is asked too */
    const regime_fact *facts;
    size_t fact_count;
} regime_case;

/* ---- the result; everything is borrowed from the worker until its next call ---- */

typedef enum regime_label {
    LABEL_DEFEATED, /* an attacker stands */
    LABEL_SOFTENED, /* its wind-down runs and covers the case */
    LABEL_UNSURE,
    LABEL_STANDS,
} regime_label;

typedef enum regime_reach { REACH_NONE, REACH_UNKNOWN, REACH_EXPOSED, REACH_NEXUS, REACH_BOUND } regime_reach;

typedef struct regime_lines {
    uint64_t bits[REGIME_GOODS_MAX / 64];
} regime_lines;

/* One target of one measure that matches the case, surely or maybe. */
typedef struct regime_node {
    const regime_measure *measure;
    const regime_target *target;
    uint32_t target_index; /* of the index */
    uint8_t label, effect, reach;
    bool maybe;       /* the match itself is not sure */
    bool contested;   /* the actor's country denies that it is in force */
    uint64_t parties; /* bits of the parties that are named */
    regime_lines lines;
    uint32_t by_first, by_count; /* nodes that defeat it, in result.by */
    calendar_day soft_until;
} regime_node;

typedef struct regime_jurisdiction {
    str imposer;
    bool bound; /* the actor is under its law */
    uint8_t verdict;
    uint8_t effect;  /* of the measures that decide; EFFECT_NONE if none stands */
    uint8_t certain; /* of those that stand: weaker where a permit of a stronger one is not known to hold */
    uint8_t perhaps; /* the strongest of those that are unsure */
} regime_jurisdiction;

typedef enum regime_holds {
    HOLDS_PERMIT,
    HOLDS_PROHIBITION,
    HOLDS_WIND_DOWN,
    HOLDS_CODE,
    HOLDS_LIST,
    HOLDS_PARTY,
    HOLDS_COUNT
} regime_holds;

typedef struct regime_missing {
    str fact;
    const regime_measure *asked_by;
    str question;
    bool alone;                /* one answer to it alone can change the verdict */
    uint8_t holds;             /* regime_holds: what hangs on it */
    uint8_t if_true, if_false; /* the verdict then; VERDICT_COUNT: not tried */
    bool mapping;              /* the permit applies, and its codes are our own reading of its words */
} regime_missing;

typedef struct regime_result_duty {
    str text, provision;
    calendar_day due; /* DATE_NONE: without delay, or no date */
    const regime_measure *measure;
} regime_result_duty;

typedef struct regime_conflict {
    const regime_measure *counter, *against;
} regime_conflict;

typedef enum regime_failure {
    FAILURE_CONDITION,
    FAILURE_TAKEN_AWAY,
    FAILURE_VOID,
    FAILURE_COVERS
} regime_failure;

typedef struct regime_failed {
    const regime_measure *permit;
    uint8_t failure;
    const regime_measure *other;       /* what takes it away or voids it */
    const regime_condition *condition; /* what is false */
} regime_failed;

typedef enum regime_note_kind {
    NOTE_NOTICE,     /* a wind-down ran before the rule began: day is its last */
    NOTE_COMING,     /* the notice period of a rule that begins later: day is its last */
    NOTE_CONTESTED,  /* in force, and contested by some */
    NOTE_GENERAL,    /* only a measure of general knowledge makes it unsure */
    NOTE_NOT_MET,    /* a condition of a prohibition counted as not met because its fact is unknown */
    NOTE_NOT_STATED, /* a fact that would give a party a status is unknown, and counted as false */
    NOTE_CONFLICT,   /* as result.conflicts */
    NOTE_SUNSET,     /* a standing measure ends within 90 days unless renewed */
    NOTE_NO_COUNTRY, /* a party without country or BIC: rules by country were not tested for it */
    NOTE_NO_LIST,    /* the measure joins a list that is not in the snapshot: `fact` */
    NOTE_STRONGER,   /* a stronger effect than that of the verdict is unsure */
} regime_note_kind;

typedef struct regime_note {
    uint8_t kind;
    const regime_measure *measure;
    str fact;
    calendar_day day;
} regime_note;

/* What kept a rule from standing in a case that passes. */
typedef enum regime_miss_kind {
    MISS_CONDITION, /* one condition is false */
    MISS_LIFTED,    /* a lifting ended it */
    MISS_NOT_YET,   /* it begins on `day` */
    MISS_ENDED,     /* it ended on `day`, the first without */
    MISS_ACTIVITY,  /* it is about other activities */
    MISS_GOODS,     /* it is about other goods */
    MISS_ACTOR,     /* it neither binds nor exposes the actor */
} regime_miss_kind;

typedef struct regime_miss {
    const regime_measure *measure; /* NULL: none came near */
    uint8_t kind;
    const regime_condition *condition;
    const regime_measure *lifting;
    calendar_day day;
} regime_miss;

/* A law that binds the actor, whose question is not held. */
typedef struct regime_uncovered {
    str imposer, where;
    int line; /* of the goods; -1: none */
    str why;  /* as the packs say; may be empty */
    const regime_entry *entry;
    bool not_held_at_all; /* nothing of this law is held */
    bool no_map;          /* the packs do not say which regimes there are */
} regime_uncovered;

/* How far the law of an imposer is held for this question on a place that the case touches. */
typedef struct regime_law {
    str imposer, where, note;
    uint8_t held;
    const regime_entry *entry; /* NULL: there is no regime */
} regime_law;

#define REGIME_UNCOVERED_MAX 32
#define REGIME_LAWS_MAX      64
#define REGIME_BEYOND_MAX    4
#define REGIME_NOTES_MAX     64
#define REGIME_QUESTIONS_MAX 64
#define REGIME_DUTIES_MAX    64
#define REGIME_FAILED_MAX    64
#define REGIME_CONFLICTS_MAX 16

typedef struct regime_result {
    uint8_t verdict; /* of the jurisdictions that count, see regime_worker_view */
    regime_jurisdiction jurisdictions[REGIME_IMPOSERS_MAX];
    size_t jurisdiction_count;
    const regime_node *nodes; /* attackers before what they attack */
    size_t node_count;
    const uint32_t *by; /* indexes into nodes */
    regime_missing missing[REGIME_QUESTIONS_MAX];
    size_t missing_count;
    regime_result_duty duties[REGIME_DUTIES_MAX];
    size_t duty_count;
    regime_failed failed[REGIME_FAILED_MAX];
    size_t failed_count;
    regime_conflict conflicts[REGIME_CONFLICTS_MAX];
    size_t conflict_count;
    regime_note notes[REGIME_NOTES_MAX];
    size_t note_count;
    regime_uncovered uncovered[REGIME_UNCOVERED_MAX];
    size_t uncovered_count;
    regime_law laws[REGIME_LAWS_MAX];
    size_t law_count;
    const regime_beyond_word *beyond[REGIME_BEYOND_MAX]; /* law that was not looked at */
    size_t beyond_count;
    bool told_from, told_to, told_any; /* whether the case tells a country on that side, or any at all */
    bool own_law_unknown;              /* no law here is that of the actor's country */
    regime_miss nearest;               /* of a pass */
    calendar_day change_day;           /* DATE_NONE: none, or not asked for */
    const regime_measure *change_measure;
} regime_result;

typedef struct regime regime;
typedef struct regime_worker regime_worker;

/* Over the bytes of a section, which must outlive it; an empty section is a regime without measures. */
ITD_MUST_CHECK itd_status regime_open(str section, regime **out, itd_error *error);

/* Over a set, which must outlive it. */
ITD_MUST_CHECK itd_status regime_open_set(const regime_set *set, regime **out, itd_error *error);
void regime_close(regime *r);
const regime_set *regime_data(const regime *r);

/* One listing of an entity, as the joins of measures look at it. */
typedef struct regime_listed {
    str dataset, program, schema;
    str_list programs; /* all of the entity: a join to one programme may leave out who is under another too */
    str_list imposed;  /* what the list says is imposed: 'Asset freeze' */
    str_list remarks;
} regime_listed;

/* The joins of the measures to lists: their number, and whether one takes a listing. For tags. */
uint32_t regime_join_count(const regime *r);
bool regime_join_takes(const regime *r, uint32_t join, const regime_listed *listed);

/* True if a measure or a status names a party with this name, alias or BIC (either may be empty). */
bool regime_names(const regime *r, str name, str bic);

/* What the imposers whose rules join a list know of a party with this name or BIC by their own words. */
typedef struct regime_known {
    bool named;    /* one of their measures names it, on whatever day */
    bool not_yet;  /* no rule names it on the day with the effect of the join, and one will later */
    bool own_days; /* they give days of the party itself */
} regime_known;

regime_known regime_knows(const regime *r, str name, str bic, uint32_t join, calendar_day on);

/* The bits of the imposers whose measures name a party with this name, alias or BIC on the day, by themselves
 * or through a status. */
uint32_t regime_named_by(const regime *r, str name, str bic, calendar_day on, calendar_day as_of);

/* The bit of an imposer, for regime_party; 0 if the words do not know it. */
uint32_t regime_imposer_bit(const regime *r, str imposer);

/* The type and question of a fact, or NULL. */
const regime_fact_word *regime_fact_find(const regime *r, str key);

/* True if the measure is in force on the day, as known then (DATE_NONE: as known now). */
bool regime_measure_live(const regime_measure *m, calendar_day on, calendar_day as_of,
                         const regime_period **period);

ITD_MUST_CHECK itd_status regime_worker_new(const regime *r, regime_worker **out, itd_error *error);
void regime_worker_free(regime_worker *w);

/* From whose eyes the verdict of the case is seen: only these imposers count (none: all), and an exposure is
 * taken for the given verdict. The verdicts of the jurisdictions stay as they are. */
void regime_worker_view(regime_worker *w, const str_list *imposers, uint8_t exposure);

/* The lists that the parties were compared with, by dataset; borrowed. With some, a measure that joins
 * another one is unsure; with none, measures that join lists are silent. */
void regime_worker_lists(regime_worker *w, const str_list *datasets);

enum { REGIME_NEXT_CHANGE = 1 };

/* The case must keep to the ceilings above. Never NULL. */
const regime_result *regime_evaluate(regime_worker *w, const regime_case *c, unsigned options);

/* ---- parts that stand alone ---- */

/* Letters and digits in lower case: how names are compared. Returns the length, at most cap. */
size_t regime_fold(str text, char *out, size_t cap);

/* The same; begins[i], of `cap` places, is true where a word begins. */
size_t regime_fold_words(str text, char *out, size_t cap, bool *begins);

/* The day that many US business days after `day`: Monday to Friday without federal holidays, observed days
 * included (5 U.S.C. 6103); Juneteenth from 2021. The day itself does not count. */
calendar_day regime_us_business_days(calendar_day day, unsigned count);
bool regime_us_holiday(calendar_day day);

/* The same day `years` later; 29 February becomes 1 March. */
calendar_day regime_add_years(calendar_day day, unsigned years);

/* Labels a graph. Nodes come in an order in which attackers stand before what they attack; attackers of node
 * i are attackers[first[i]] … attackers[first[i + 1] - 1]. state: 0 no, 1 maybe, 2 yes; label: 0 out, 1
 * unsure, 2 in. Out if no or if an attacker is in; unsure if maybe or if an attacker is unsure; else in. An
 * attack marked with REGIME_ATTACK_MAYBE is not sure itself: from an attacker that is in it counts as unsure.
 */
#define REGIME_ATTACK_MAYBE 0x80000000u
void regime_label_graph(size_t count, const uint8_t *state, const uint32_t *first, const uint32_t *attackers,
                        uint8_t *label);

#endif
