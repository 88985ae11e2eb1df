/* The measures and their words as data: what a pack says, before any case is put to it.
 *
 * A regime_set is made by src/pack from YAML, written into a section of the snapshot by regime_encode and
 * read back by regime_decode. Texts are borrowed (from the arena or from the section). Nothing here
 * evaluates; regime.h does, over an index made from a set.
 *
 *     regime_set set;
 *     if (snapshot_section(s, REGIME_SECTION, &section, &error) == ITD_OK &&
 *         regime_decode(section, &arena, &set, &error) == ITD_OK)
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
#define REGIME_THEME         "ZZ"         /* the regime of a measure that is about a theme, no country */
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
    CONFIDENCE_VERIFIED, /* read twice, by different eyes */
    CONFIDENCE_READ,     /* read once */
    CONFIDENCE_PARTLY,
    CONFIDENCE_GENERAL, /* never decides alone */
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
    DIRECTION_FROM_NOT_THROUGH, /* as from, but not for a country that the goods only pass */
    DIRECTION_TO_NOT_THROUGH,
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

/* How much of the law of an imposer is held: for a question, or by a cover statement. */
typedef enum regime_held { HELD_NO_REGIME, HELD_FULL, HELD_PARTLY, HELD_NONE, HELD_COUNT } regime_held;

typedef struct str_list {
    str *items;
    size_t count;
} str_list;

/* A stretch of days: from DATE_NONE is always, until DATE_NONE is open. */
typedef struct regime_span {
    calendar_day from, until;
} regime_span;

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

/* A join to a published list: who is on it under this programme, or under any. */
typedef struct regime_join {
    str dataset, program; /* "*": whatever the programme */
    str_list except;      /* programmes that do not count; beside one programme: who is under these as well */
    str_list sanctions;   /* words of what the list says is imposed; none: whatever it is */
    str_list schemas;     /* of these kinds of entity only; none: all */
    str tag;              /* words that the remarks of the entry hold; empty: not looked at */
} regime_join;

/* Whom a target or a status means. */
typedef struct regime_who {
    regime_name *names;
    size_t name_count;
    str_list statuses;
    regime_join *joins;
    size_t join_count;
} regime_who;

/* When a party counts as its owners do, for one target. */
typedef struct regime_share {
    bool present;
    uint32_t share; /* hundredths of a per cent, of all such owners together */
    bool above;     /* more than the share, not the share itself */
    bool control;   /* control counts too */
    str country;    /* owned parties of this country only; empty: all */
} regime_share;

/* A code of a list of goods that lies in a file of its own. */
typedef struct regime_goods_line {
    str hs;
    regime_span span;
    bool working; /* coarser than the law: it asks, it does not decide */
} regime_goods_line;

typedef struct regime_goods {
    bool present;
    str_list hs, hs_except;
    str hs_basis, annex;
    str file, edition; /* the list of goods; the edition of the Harmonized System of the codes */
    regime_goods_line *lines;
    size_t line_count;
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
    regime_who except; /* parties that do not count */
    regime_share owned;
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

/* Who read a measure against which text, and what it said in the words of the reader. */
typedef struct regime_checked {
    str by, against, read;
    calendar_day on;
} regime_checked;

typedef struct regime_measure {
    str id, kind, regime, imposer, authority, instrument, provision, from_time, source_role, superseded_by,
        note, theme, reference;
    uint8_t role, effect, confidence;
    bool fallback; /* for those whom no other rule of the imposer names */
    calendar_day sunset;
    regime_checked *checked;
    size_t checked_count;
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
    str_list
        regions; /* "UA-43 crimea": if not given, what a part of a country that the case names makes it */
    str_list perhaps; /* of these regions a part only: asked for */
    str flag;         /* if not given: true if a vessel flies the flag of this country */
    str touches;      /* where it is true, the case touches this country: RU */
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
    bool jurisdiction;  /* has a verdict of its own */
    str_list binds;     /* classes that are under its law */
    str_list unheld_as; /* its law is not held: it has a regime wherever one of these imposers has one */
} regime_imposer_word;

/* When somebody counts as the listed people do who own it: those of `datasets`, and those whom measures of
 * `imposers` name, under the law of those imposers. */
typedef struct regime_owned_word {
    str key;
    str_list datasets, imposers;
    uint32_t share; /* hundredths of a per cent, of all such owners together */
    bool above;     /* more than the share, not the share itself */
    bool control;   /* control counts too */
    regime_span span;
    str basis;
} regime_owned_word;

typedef struct regime_act_word {
    str key;
    str_list activities;
} regime_act_word;

/* A country of the European Union, and when. */
typedef struct regime_member {
    str country;
    regime_span span;
} regime_member;

/* A value that changes over time, as a price cap does: conditions name it as $key. */
typedef struct regime_value {
    str text;
    regime_span span;
    str source;
} regime_value;

typedef struct regime_parameter {
    str key, unit;
    uint8_t type; /* FACT_NUMBER or FACT_DATE */
    regime_value *values;
    size_t value_count;
} regime_parameter;

/* What a kind of regime (arms, trade, freeze …) may forbid. */
typedef struct regime_kind_word {
    str key;
    uint32_t activities; /* bits; 0: only those who are listed */
    str_list hs;         /* these goods only; none: all */
    bool lists;          /* it works through lists */
} regime_kind_word;

/* Law of another kind, which is never looked at here: named in the ground where the goods may fall under it.
 */
typedef struct regime_beyond_word {
    str key, text;
    uint32_t activities;
    str_list hs;
} regime_beyond_word;

/* A code of the Harmonized System that a later edition replaced. */
typedef struct regime_concordance {
    str edition; /* the last in which the code stood */
    str code;
    str_list becomes;
} regime_concordance;

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
    str_list legal_forms; /* words of a name that tell its legal form: names are compared without them too */
    str_list comprehensive; /* countries and regions under comprehensive measures: IR, UA-43 */
    str_list bank_roles, supply_roles, receive_roles, other_roles, actor_roles, datasets, kinds, sectors;
    regime_member *members; /* of the European Union */
    size_t member_count;
    regime_parameter *parameters;
    size_t parameter_count;
    regime_kind_word *regime_kinds;
    size_t regime_kind_count;
    regime_beyond_word *beyond;
    size_t beyond_count;
    regime_concordance *concordance;
    size_t concordance_count;
} regime_vocabulary;

/* ---- what there is, and what of it is held ---- */

/* A regime that an imposer has or had, whether or not its law is held here. */
typedef struct regime_entry {
    str imposer, name, basis, note;
    str_list where; /* countries or regions; none: a theme */
    regime_span *spans;
    size_t span_count;
    str_list kinds, tags; /* words of regime_kinds; programmes of the imposer's list */
    bool comprehensive;
    bool exposes; /* it reaches those whom the imposer does not bind: secondary sanctions */
    uint8_t confidence;
} regime_entry;

/* One part of a cover statement: these activities and goods, on these days. The first that fits a question
 * answers it. */
typedef struct regime_cover_part {
    uint32_t activities;
    str_list hs; /* none: all goods, and none */
    regime_span span;
    uint8_t held; /* HELD_FULL, HELD_PARTLY or HELD_NONE */
    str why;      /* what is missing */
} regime_cover_part;

/* What the packs hold of the law of one imposer on one country or theme. */
typedef struct regime_cover {
    str imposer, theme, note;
    str_list where;
    uint32_t measures; /* how many there are: a missing one shows */
    str_list ids;      /* which, where the pack names them; not kept in the section */
    regime_cover_part *parts;
    size_t part_count;
    str file;
    uint32_t line;
} regime_cover;

/* A what-if over the measures: what would end and what would begin on a day. */
typedef struct regime_scenario {
    str id, title, note;
    calendar_day from;
    str_list ends;         /* measures that end on the day */
    str_list ends_targets; /* "measure: name of the target" */
    str_list starts;       /* measures that are in force from the day */
    str_list depends, sources;
} regime_scenario;

typedef struct regime_set {
    regime_vocabulary words;
    regime_measure *measures; /* by id */
    size_t measure_count;
    regime_entry *map;
    size_t map_count;
    regime_cover *covers;
    size_t cover_count;
    regime_scenario *scenarios;
    size_t scenario_count;
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
const char *regime_held_name(unsigned held);
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
unsigned regime_held_find(str name);

/* True for roles that are put to a case at all. */
bool regime_role_decides(unsigned role);

/* ---- the section ---- */

/* Appends the section to *out: the same set gives the same bytes. */
void regime_encode(const regime_set *set, buf *out);

/* Reads a section; every length and value is checked. Texts point into the section, arrays into the arena. */
ITD_MUST_CHECK itd_status regime_decode(str section, arena *a, regime_set *set, itd_error *error);

/* Its words alone, which stand before the measures: those are left unread. */
ITD_MUST_CHECK itd_status regime_decode_words(str section, arena *a, regime_vocabulary *words,
                                              itd_error *error);

/* The number of measures that a section says it has; 0 if it is empty or damaged. */
size_t regime_section_count(str section);

/* The measure with this id, or NULL. Binary search. */
const regime_measure *regime_set_find(const regime_set *set, str id);

#endif
