#include "decide/untold.h"

#include <stdio.h>

/* Owners stand for what they own, and vessels have a flag, which their own rules ask for. */
static bool lacks_country(const regime_party *p)
{
    return p->country.len == 0 && p->bic.len < 6 && !p->owner && !p->vessel;
}

static void ask_country(const regime_party *p, size_t index, findings *f)
{
    char where[32];
    str name = p->name.len ? p->name : p->role.len ? p->role : (str)STR("the party");
    snprintf(where, sizeof where, "parties[%zu]", index);
    str place = arena_str(f->memory, str_of(where));
    f->failed |= place.len != strlen(where);
    findings_reason(f, "country_not_stated", place,
                    "the country of %.*s is not stated: rules by country were not tested for it",
                    STR_ARG(name));
    findings_question(f, "parties.country", "country", "In which country is %.*s?", STR_ARG(name));
}

static void ask_place(const char *fact, const char *question, const char *why, findings *f)
{
    findings_reason(f, "place_not_stated", str_of(fact), "%s", why);
    findings_question(f, fact, "country", "%s", question);
}

/* On which side of the trade nothing is known. A party without a country was asked for already. */
static void ask_side(const regime_case *q, const regime_result *x, findings *f)
{
    bool nobody = q->party_count == 0;
    bool leaves = q->activity == ACTIVITY_EXPORT || q->activity == ACTIVITY_TRANSIT;
    if (leaves && !x->told_to)
        ask_place("route.to", "To which country do the goods go?",
                  "nothing tells where the goods go to: neither route.to nor a party that receives them", f);
    else if (q->activity == ACTIVITY_IMPORT && !x->told_from)
        ask_place(
            "route.from", "From which country do the goods come?",
            "nothing tells where the goods come from: neither route.from, their origin nor who supplies them",
            f);
    else if (nobody || !x->told_any)
        ask_place("parties", "Who is the other party, and in which country?",
                  "no other party is named: neither names nor rules about parties were tested", f);
}

/* What is imported is forbidden by where it was made, whoever sells it. */
static void ask_origin(const regime_case *q, findings *f)
{
    bool unknown = false;
    for (size_t i = 0; i < q->goods_count && q->activity == ACTIVITY_IMPORT; i++)
        unknown |= q->goods[i].origin.len == 0;
    if (unknown)
        ask_place("goods.origin", "In which country do the goods originate?",
                  "the origin of imported goods is not stated: they may be those of another country", f);
}

void decision_untold(const decision *d, findings *f)
{
    const regime_case *q = &d->record->question;
    bool asked = false;
    for (size_t i = 0; i < d->record->party_count && i < q->party_count; i++)
        if (lacks_country(&q->parties[i])) {
            ask_country(&q->parties[i], i, f);
            asked = true;
        }
    if (!asked)
        ask_side(q, d->result, f);
    ask_origin(q, f);
}
