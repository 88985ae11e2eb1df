/* The words of the enumerations, as packs and answers write them. */
#include "regime/model.h"

static const char *const roles[REGIME_ROLE_COUNT] = {"operative", "frame",     "permit",  "limit",
                                                     "lifting",   "counter",   "channel", "practice",
                                                     "event",     "definition"};
static const char *const effects[EFFECT_COUNT] = {"none", "permit", "review", "exposure", "reject", "block"};
static const char *const verdicts[VERDICT_COUNT] = {"PASS",     "LICENSED", "REVIEW",
                                                    "EXPOSURE", "REJECT",   "BLOCK"};
static const char *const confidences[CONFIDENCE_COUNT] = {"verified", "read", "partly", "general"};
static const char *const activities[ACTIVITY_COUNT] = {"export",     "import",    "transit",  "payment",
                                                       "financing",  "insurance", "shipping", "service",
                                                       "investment", "messaging", "brokering"};
static const char *const directions[DIRECTION_COUNT] = {
    "any", "from", "to", "both", "from_not_through", "to_not_through"};
static const char *const ops[OP_COUNT] = {"is", "eq", "in", "not_in", "le", "ge", "lt", "gt"};
static const char *const unknowns[UNKNOWN_COUNT] = {"review", "assume_met", "not_met"};
static const char *const onlys[ONLY_COUNT] = {"anybody", "bound", "exposed"};
static const char *const no_goods[NO_GOODS_COUNT] = {"skip", "test"};
static const char *const units[UNIT_COUNT] = {"none", "us_business_days", "days", "years"};
static const char *const helds[HELD_COUNT] = {"no_regime", "full", "partly", "none"};
static const char *const fact_types[FACT_TYPE_COUNT] = {"boolean", "string", "number", "date"};

static const char *name_of(const char *const *table, unsigned count, unsigned value)
{
    return value < count ? table[value] : "?";
}

static unsigned find(const char *const *table, unsigned count, str name)
{
    unsigned i = 0;
    while (i < count && !str_is(name, table[i]))
        i++;
    return i;
}

#define WORDS(noun, table, COUNT)                                                                            \
    const char *regime_##noun##_name(unsigned value)                                                         \
    {                                                                                                        \
        return name_of(table, COUNT, value);                                                                 \
    }                                                                                                        \
    unsigned regime_##noun##_find(str name)                                                                  \
    {                                                                                                        \
        return find(table, COUNT, name);                                                                     \
    }

WORDS(role, roles, REGIME_ROLE_COUNT)
WORDS(effect, effects, EFFECT_COUNT)
WORDS(confidence, confidences, CONFIDENCE_COUNT)
WORDS(activity, activities, ACTIVITY_COUNT)
WORDS(direction, directions, DIRECTION_COUNT)
WORDS(op, ops, OP_COUNT)
WORDS(unknown, unknowns, UNKNOWN_COUNT)
WORDS(only, onlys, ONLY_COUNT)
WORDS(no_goods, no_goods, NO_GOODS_COUNT)
WORDS(unit, units, UNIT_COUNT)
WORDS(fact_type, fact_types, FACT_TYPE_COUNT)
WORDS(held, helds, HELD_COUNT)

const char *regime_verdict_name(unsigned value)
{
    return name_of(verdicts, VERDICT_COUNT, value);
}

bool regime_role_decides(unsigned role)
{
    return role <= ROLE_COUNTER;
}
