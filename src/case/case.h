/* One question: may this actor do this, with these parties, goods, payment and route, on this day?
 *
 * A case is read from JSON (the manual page of `decide` shows one). Reading is strict: an unknown field, an
 * unknown fact, a wrong type, an impossible date or an activity outside the list is an error that names the
 * line and the path of the field, because a typing slip must not change a verdict. Nothing is decided here.
 *
 *     case_record *c;
 *     if (case_read(text, "cases.jsonl", 12, regime, &arena, &c, &error) == ITD_OK)
 *         regime_evaluate(worker, &c->question, 0);
 */
#ifndef CASE_CASE_H
#define CASE_CASE_H

#include "base/arena.h"
#include "regime/regime.h"

typedef struct case_owner {
    str name, id, country;
    int percentage; /* ten-thousandths of the whole; -1: not given */
    bool has_control, control;
} case_owner;

typedef struct case_identifier {
    str type, value;
} case_identifier;

/* What the measures do not look at, but screening and ownership do; beside question.parties. */
typedef struct case_party {
    str schema, id, lei, birth_date;
    case_identifier *identifiers;
    size_t identifier_count;
    case_owner *owners;
    size_t owner_count;
} case_party;

/* Who asks. */
typedef struct case_actor {
    bool given;
    str country, role;
    uint8_t us_person, eu_person, us_owned; /* regime_flag; FLAG_ANY: follows from the country */
} case_actor;

typedef struct case_vessel {
    str name, imo, flag;
} case_vessel;

/* A question that no measure asks but the screening: which share does an owner hold? */
typedef struct decision_question {
    const char *fact, *asked_by;
    str question;
} decision_question;

typedef struct case_record {
    str id;
    regime_case question;  /* borrowed by the engine; tags are filled by screening */
    regime_party *parties; /* as in the case; question.parties may hold owners beside them */
    size_t party_count;
    case_party *details;    /* one for each party */
    str *goods_description; /* one for each line of goods */
    case_vessel *vessels;
    size_t vessel_count;
    str text;
    bool has_on; /* false: question.on is the day that was given as the default */
} case_record;

/* Reads one JSON object. `line` is where the text begins in the file, for messages. `on` is the day for a
 * case that has none. Everything lives in the arena. Errors: ITD_ERROR_INPUT, ITD_ERROR_LIMIT,
 * ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status case_read(str text, const char *file, unsigned long line, const regime *r,
                                    calendar_day on, arena *a, case_record **out, itd_error *error);

/* A decimal number ("125000.00"), in ten-thousandths; false if it is none or too great. */
bool case_amount(str text, int64_t *out);

/* Line (from 1) in a JSON text where the value at a path ("actor.role", "goods[0].hs") or else its nearest
 * parent begins. The text must be valid JSON. */
unsigned long case_locate(str text, str path);

#endif
