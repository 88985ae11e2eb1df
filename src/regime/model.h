/* The measures and their words as data: what a pack says, before any case is put to it.
 *
 * A regime_set is made by src/pack from YAML, written into a section of the snapshot by regime_encode and
 * read back by regime_decode. Texts are borrowed (from the arena or from the section). Nothing here
 * evaluates; regime.h does, over an index made from a set.
 *
 *     regime_set set;
 *     if (regime_decode(snapshot_section(s, REGIME_SECTION), &arena, &set, &error) == ITD_OK)
 *         for (size_t i = 0; i < set.measure_count; i++) ... set.measures[i].id ...
 */
#ifndef REGIME_MODEL_H
#define REGIME_MODEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REGIME_SECTION "MEAS"

/* Ceilings of the engine: sets of them are bit masks. */
#define REGIME_CLASSES_MAX   64
#define REGIME_IMPOSERS_MAX  16
#define REGIME_ROLES_MAX     250
#define REGIME_MEASURES_MAX  100000
#define REGIME_STATUSES_MAX  1024
#define REGIME_OWNED_MAX     15
#define REGIME_STATUS_LISTED "listed_by:" /* a status made of a measure: whom it names */

typedef enum regime_role {
    ROLE_OPERATIVE,
    ROLE_FRAME,
    ROLE_PERMIT,
    ROLE_LIMIT,
    ROLE_LIFTING,
    ROLE_COUNTER,
    ROLE_CHANNEL,
    ROLE_PRACTICE,
    ROLE_EVENT,
    ROLE_DEFINITION,
    REGIME_ROLE_COUNT
} regime_role;

/* Weakest first. Measures have all but the exposure, which comes of how the actor is reached. */
typedef enum regime_effect {
    EFFECT_NONE,
    EFFECT_PERMIT,
    EFFECT_REVIEW,
    EFFECT_EXPOSURE,
    EFFECT_REJECT,
    EFFECT_BLOCK,
    EFFECT_COUNT
} regime_effect;

/* Weakest first. */
typedef enum regime_verdict {
    VERDICT_PASS,
    VERDICT_LICENSED,
    VERDICT_REVIEW,
    VERDICT_EXPOSURE,
    VERDICT_REJECT,
    VERDICT_BLOCK,
    VERDICT_COUNT
} regime_verdict;

typedef enum regime_confidence {
    CONFIDENCE_VERIFIED,
    CONFIDENCE_PARTLY,
    CONFIDENCE_GENERAL,
    CONFIDENCE_COUNT
} regime_confidence;

typedef enum regime_activity {
    ACTIVITY_EXPORT,
    ACTIVITY_IMPORT,
    ACTIVITY_TRANSIT,
    ACTIVITY_PAYMENT,
    ACTIVITY_FINANCING,
    ACTIVITY_INSURANCE,
    ACTIVITY_SHIPPING,
    ACTIVITY_SERVICE,
    ACTIVITY_INVESTMENT,
    ACTIVITY_MESSAGING,
    ACTIVITY_BROKERING,
    ACTIVITY_COUNT
} regime_activity;

typedef enum regime_direction {
    DIRECTION_ANY,
    DIRECTION_FROM,
    DIRECTION_TO,
    DIRECTION_BOTH,
    DIRECTION_COUNT
} regime_direction;

typedef enum regime_op { OP_IS, OP_EQ, OP_IN, OP_NOT_IN, OP_LE, OP_GE, OP_LT, OP_GT, OP_COUNT } regime_op;

typedef enum regime_unknown {
    UNKNOWN_REVIEW,
    UNKNOWN_ASSUME_MET,
    UNKNOWN_NOT_MET,
    UNKNOWN_COUNT
} regime_unknown;

typedef enum regime_only { ONLY_ANYBODY, ONLY_BOUND, ONLY_EXPOSED, ONLY_COUNT } regime_only;

typedef enum regime_no_goods { NO_GOODS_SKIP, NO_GOODS_TEST, NO_GOODS_COUNT } regime_no_goods;

typedef enum regime_unit { UNIT_NONE, UNIT_US_BUSINESS_DAYS, UNIT_DAYS, UNIT_YEARS, UNIT_COUNT } regime_unit;

typedef enum regime_fact_type {
    FACT_BOOLEAN,
    FACT_STRING,
    FACT_NUMBER,
    FACT_DATE,
    FACT_TYPE_COUNT
} regime_fact_type;

typedef struct str_list {
    str *items;
    size_t count;
} str_list;

typedef struct regime_when {
    str_list goods_hs;        /* tested only if one of the goods may fall here */
    bool payment_or_bank;     /* tested only if there is a payment or a bank */
    calendar_day on_or_after; /* tested only from this day; DATE_NONE: always */
} regime_when;

typedef struct regime_condition {
    str fact;
    uint8_t op, on_unknown;
    str_list values; /* as text; the type follows from the fact */
    regime_when when;
    str text, question;
} regime_condition;

typedef struct regime_wind_down {
    bool present;
    calendar_day until;           /* last day */
    calendar_day contract_before; /* DATE_NONE: any contract */
    bool ask_new_business;
    regime_condition *conditions;
    size_t condition_count;
} regime_wind_down;

typedef struct regime_period {
    calendar_day from;       /* first day */
    calendar_day until;      /* first day without; DATE_NONE: open */
    calendar_day known_from; /* when one could know of it */
    calendar_day until_known_from;
    calendar_day notice_from, notice_until; /* a wind-down before the rule began; DATE_NONE: none */
    regime_wind_down wind_down;
    str basis;
} regime_period;

/* A stretch of days for a name, a place or an asset: from DATE_NONE is always, until DATE_NONE is open. */
typedef struct regime_span {
    calendar_day from, until;
} regime_span;

typedef struct regime_name {
    str name;
    str_list aliases;
    str bic;
    regime_span *spans; /* none: as long as the measure */
    size_t span_count;
} regime_name;

typedef struct regime_place {
    str name;
    regime_span span;
} regime_place;

/* A join to a published list: who is on it under this programme. */
typedef struct regime_join {
    str dataset, program;
} regime_join;

typedef struct regime_goods {
    bool present;
    str_list hs, hs_except;
    str hs_basis, annex;
    uint8_t if_no_goods;
} regime_goods;

typedef struct regime_target {
    str name;
    uint32_t activities; /* bits of regime_activity */
    str_list countries;
    uint8_t direction, effect, only; /* effect is the measure's where the target gives none */
    regime_goods goods;
    regime_name *names;
    size_t name_count;
    str_list statuses;
    regime_join *joins;
    size_t join_count;
    regime_place *places;
    size_t place_count;
    regime_place *assets;
    size_t asset_count;
    regime_condition *conditions;
    size_t condition_count;
    regime_span span;
    regime_wind_down wind_down;
} regime_target;

typedef struct regime_duty {
    str text, provision;
    uint32_t when; /* bits 1 << regime_verdict in which it arises */
    uint32_t within;
    uint8_t unit, confidence;
    regime_span span;     /* days on which the duty exists */
    str before_from_only; /* class that had it alone before span.from; empty: nobody */
} regime_duty;

typedef struct regime_measure {
    str id, kind, regime, imposer, authority, instrument, provision, from_time, source_role, superseded_by,
        note;
    uint8_t role, effect, confidence;
    calendar_day sunset;
    regime_period *periods;
    size_t period_count;
    str_list bound, exposes, acts, sectors;
    regime_target *targets;
    size_t target_count;
    str_list defeats, void_if_stands, lifts, counters, implemented_by, named_acts, conditions_text, sources;
    uint32_t defeats_effects; /* bits 1 << regime_effect; 0: any */
    str_list contested_by;
    calendar_day contested_from;
    str contested_view;
    regime_wind_down exposure_wind_down;
    str quota;
    regime_duty *duties;
    size_t duty_count;
    str file; /* where it was read, for messages of the pack reader; not kept in the section */
    uint32_t line;
} regime_measure;

/* ---- the words ---- */

typedef struct regime_fact_word {
    str key, question;
    uint8_t type;
    str_list values;
    str_list via_outside; /* if not given: true if one of payment.via is neither here nor in the target */
} regime_fact_word;

typedef enum regime_flag { FLAG_ANY, FLAG_YES, FLAG_NO, FLAG_COUNT } regime_flag;

/* Who is in a class of persons: all that is given must hold. */
typedef struct regime_class_word {
    str key;
    uint8_t us_person, eu_person, us_owned; /* regime_flag */
    str nexus, nexus_currency;              /* also who pays through this country; its currency */
    str_list actor_roles;
    str actor_country, activity, goods_origin, us_person_or_route_to, fact;
} regime_class_word;

/* Who has a status: (role or fact) and country; or named; or named by a live measure; or on a list. */
typedef struct regime_status_word {
    str key;
    str_list roles;
    str fact, country;
    regime_name *names;
    size_t name_count;
    str_list named_by;
    regime_join *joins;
    size_t join_count;
} regime_status_word;

typedef struct regime_imposer_word {
    str key, name;
    bool jurisdiction; /* has a verdict of its own */
    str_list binds;    /* classes that are under its law */
} regime_imposer_word;

/* When somebody counts as the listed people do who own it: those of `datasets`, and those whom measures of
 * `imposers` name, under the law of those imposers. */
typedef struct regime_owned_word {
    str key;
    str_list datasets, imposers;
    uint32_t share; /* hundredths of a per cent, of all such owners together */
    bool above;     /* more than the share, not the share itself */
    bool control;   /* control counts too */
    str basis;
} regime_owned_word;

typedef struct regime_act_word {
    str key;
    str_list activities;
} regime_act_word;

typedef struct regime_vocabulary {
    regime_imposer_word *imposers;
    size_t imposer_count;
    regime_class_word *classes;
    size_t class_count;
    regime_status_word *statuses;
    size_t status_count;
    regime_fact_word *facts;
    size_t fact_count;
    regime_act_word *acts;
    size_t act_count;
    regime_owned_word *owned;
    size_t owned_count;
    str_list comprehensive; /* countries and regions under comprehensive measures: IR, UA-43 */
    str_list bank_roles, supply_roles, receive_roles, other_roles, actor_roles, eu_members, datasets, kinds,
        sectors;
} regime_vocabulary;

typedef struct regime_set {
    regime_vocabulary words;
    regime_measure *measures; /* by id */
    size_t measure_count;
} regime_set;

/* ---- names of the enumerations; *_find returns the count if there is none ---- */

const char *regime_role_name(unsigned role);
const char *regime_effect_name(unsigned effect);
const char *regime_verdict_name(unsigned verdict);
const char *regime_confidence_name(unsigned confidence);
const char *regime_activity_name(unsigned activity);
const char *regime_direction_name(unsigned direction);
const char *regime_op_name(unsigned op);
const char *regime_unknown_name(unsigned unknown);
const char *regime_only_name(unsigned only);
const char *regime_no_goods_name(unsigned value);
const char *regime_unit_name(unsigned unit);
const char *regime_fact_type_name(unsigned type);
unsigned regime_role_find(str name);
unsigned regime_effect_find(str name);
unsigned regime_confidence_find(str name);
unsigned regime_activity_find(str name);
unsigned regime_direction_find(str name);
unsigned regime_op_find(str name);
unsigned regime_unknown_find(str name);
unsigned regime_only_find(str name);
unsigned regime_no_goods_find(str name);
unsigned regime_unit_find(str name);
unsigned regime_fact_type_find(str name);

/* True for roles that are put to a case at all. */
bool regime_role_decides(unsigned role);

/* ---- the section ---- */

/* Appends the section to *out: the same set gives the same bytes. */
void regime_encode(const regime_set *set, buf *out);

/* Reads a section; every length and value is checked. Texts point into the section, arrays into the arena. */
ITD_MUST_CHECK itd_status regime_decode(str section, arena *a, regime_set *set, itd_error *error);

/* The number of measures that a section says it has; 0 if it is empty or damaged. */
size_t regime_section_count(str section);

/* The measure with this id, or NULL. Binary search. */
const regime_measure *regime_set_find(const regime_set *set, str id);

#endif
