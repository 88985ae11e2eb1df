/* What must hold for every case and every set of measures, tried on many at random (fixed seed). */
#include "base/limits.h"
#include "pack/pack.h"
#include "regime/regime.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS  2000
#define PARTIES 4
#define GOODS   3

static arena memory;
static regime_set set;
static regime *rules;
static regime_worker *worker;
static uint64_t seed = 0x9E3779B97F4A7C15u;

static uint32_t roll(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % n;
}

typedef struct sample {
    regime_case c;
    regime_party parties[PARTIES];
    regime_case_goods goods[GOODS];
    regime_fact facts[REGIME_WORDS_MAX];
    str via[2], ports[1];
} sample;

static str pick(const char *const *list, uint32_t count)
{
    return str_of(list[roll(count)]);
}

/* What the case is to be near to: so that rules, permits and wind-downs meet more often than chance has it.
 */
static const regime_measure *near_measure;
static const regime_target *near_target;

static void choose_near(void)
{
    do
        near_measure = &set.measures[roll((uint32_t)set.measure_count)];
    while (near_measure->target_count == 0);
    near_target = &near_measure->targets[roll((uint32_t)near_measure->target_count)];
}

static const regime_target *any_target(void)
{
    if (roll(4))
        return near_target;
    for (;;) {
        const regime_measure *m = &set.measures[roll((uint32_t)set.measure_count)];
        if (m->target_count)
            return &m->targets[roll((uint32_t)m->target_count)];
    }
}

static str any_country(void)
{
    static const char *const countries[] = {"IR", "IR", "IR", "RU", "KP", "SY", "CU",
                                            "VE", "US", "DE", "TR", "CN", "CH", ""};
    if (near_target->countries.count && roll(2))
        return near_target->countries.items[0];
    return pick(countries, sizeof countries / sizeof *countries);
}

static void any_party(regime_party *p)
{
    static const char *const roles[] = {"buyer", "seller",  "bank",     "government",
                                        "payer", "carrier", "customer", ""};
    *p = (regime_party){.role = pick(roles, 8), .country = any_country()};
    const regime_target *t = any_target();
    if (t->name_count && roll(2)) {
        const regime_name *n = &t->names[roll((uint32_t)t->name_count)];
        p->name = n->name;
        p->bic = roll(2) ? n->bic : STR_NONE;
    }
}

static str any_code(void)
{
    static const char *const codes[] = {"300490", "270900", "27", "845811", "901890",
                                        "100590", "710812", "",   "2710"};
    const regime_target *t = any_target();
    if (t->goods.hs.count && roll(2)) {
        str code = t->goods.hs.items[roll((uint32_t)t->goods.hs.count)];
        size_t dash = str_find(code, str_of("-"));
        return dash == SIZE_MAX ? code : str_make(code.data, dash);
    }
    return pick(codes, sizeof codes / sizeof *codes);
}

static void any_fact(const regime_fact_word *w, regime_fact *f)
{
    *f = (regime_fact){
        .key = w->key, .type = w->type, .boolean = roll(2), .number = (int64_t)roll(1000000) * 10000};
    f->day = 20000 + (calendar_day)roll(600);
    f->text = w->values.count ? w->values.items[roll((uint32_t)w->values.count)] : str_of("other");
}

static calendar_day any_day(void)
{
    const regime_period *p = &near_measure->periods[roll((uint32_t)near_measure->period_count)];
    const regime_wind_down *wind = near_target->wind_down.present ? &near_target->wind_down : &p->wind_down;
    calendar_day day = roll(2) && p->until != DATE_NONE ? p->until : p->from;
    if (wind->present && roll(2))
        return wind->until - (calendar_day)roll(60) + 5;
    return day + (calendar_day)roll(400) - 30;
}

static uint8_t any_activity(void)
{
    uint8_t activity = (uint8_t)roll(ACTIVITY_COUNT);
    while (roll(4) && !(near_target->activities >> activity & 1))
        activity = (uint8_t)roll(ACTIVITY_COUNT);
    return activity;
}

/* Of the United States or the Union, where the measure is theirs. */
static str any_actor(void)
{
    static const char *const actors[] = {"US", "DE", "TR", "IN", "CN", "CH", "BE", "AE"};
    if (roll(2) && str_is(near_measure->imposer, "EU"))
        return str_of("DE");
    if (roll(2) && str_is(near_measure->imposer, "US") && near_measure->bound.count)
        return str_of("US");
    return pick(actors, 8);
}

static void any_case(sample *s)
{
    static const char *const roles[] = {"exporter", "importer",           "bank", "insurer",
                                        "ngo",      "messaging_provider", ""};
    static const char *const currencies[] = {"USD", "EUR", "IRR", ""};
    *s = (sample){.c = {.as_of = DATE_NONE, .contract = DATE_NONE, .shipment = DATE_NONE}};
    choose_near();
    s->c.on = any_day();
    if (roll(2))
        s->c.contract = s->c.on - (calendar_day)roll(500);
    if (roll(8) == 0)
        s->c.as_of = s->c.on - (calendar_day)roll(200);
    s->c.actor_country = any_actor();
    s->c.actor_role = pick(roles, 7);
    s->c.us_owned = roll(6) == 0 ? FLAG_YES : FLAG_ANY;
    s->c.activity = any_activity();
    s->c.party_count = 1 + roll(PARTIES);
    for (size_t i = 0; i < s->c.party_count; i++)
        any_party(&s->parties[i]);
    s->c.goods_count = roll(GOODS + 1);
    for (size_t i = 0; i < s->c.goods_count; i++)
        s->goods[i] = (regime_case_goods){.hs = any_code(), .origin = any_country()};
    s->c.has_payment = roll(2);
    s->c.currency = s->c.has_payment ? pick(currencies, 4) : STR_NONE;
    s->via[0] = any_country();
    s->c.payment_via = (str_list){s->via, s->c.has_payment && s->via[0].len && roll(2) ? 1 : 0};
    s->c.route_to = any_country();
    s->c.route_from = any_country();
    for (size_t i = 0; i < set.words.fact_count && s->c.fact_count < REGIME_WORDS_MAX; i++)
        if (roll(3))
            any_fact(&set.words.facts[i], &s->facts[s->c.fact_count++]);
    s->c.parties = s->parties;
    s->c.goods = s->goods;
    s->c.facts = s->facts;
}

static uint8_t verdict(regime_worker *w, const sample *s)
{
    return regime_evaluate(w, &s->c, 0)->verdict;
}

/* The fact, or what else is unknown, is named in a note or a duty of the result. */
static bool named(const regime_result *x, str fact)
{
    for (size_t i = 0; i < x->note_count; i++)
        if (str_equal(x->notes[i].fact, fact))
            return true;
    for (size_t i = 0; i < x->duty_count; i++) {
        const regime_measure *m = x->duties[i].measure;
        for (size_t t = 0; t < m->target_count; t++)
            for (size_t k = 0; k < m->targets[t].condition_count; k++) {
                const regime_condition *c = &m->targets[t].conditions[k];
                if (str_equal(c->fact, fact) && c->on_unknown == UNKNOWN_ASSUME_MET &&
                    str_equal(x->duties[i].text, c->text.len ? c->text : c->fact))
                    return true;
            }
    }
    return false;
}

/* A fact that told of a country is the only one that touches it: without it nobody asks for the law there. */
static bool tells_a_place(const sample *s, const regime_fact *f)
{
    const regime_fact_word *word = regime_fact_find(rules, f->key);
    const regime_result *x = regime_evaluate(worker, &s->c, 0);
    return x->verdict == VERDICT_REVIEW && x->uncovered_count && word &&
           (word->touches.len || word->regions.count);
}

static void a_fact_left_out_never_frees(void **state)
{
    (void)state;
    unsigned tried = 0;
    for (int i = 0; i < ROUNDS; i++) {
        sample s;
        any_case(&s);
        if (verdict(worker, &s) <= VERDICT_LICENSED)
            continue;
        for (size_t k = 0; k < s.c.fact_count; k++) {
            sample less = s;
            if (tells_a_place(&s, &s.facts[k]))
                continue;
            less.c.parties = less.parties;
            less.c.goods = less.goods;
            less.c.facts = less.facts;
            less.facts[k] = less.facts[--less.c.fact_count];
            const regime_result *x = regime_evaluate(worker, &less.c, 0);
            tried++;
            if (x->verdict <= VERDICT_LICENSED && !named(x, s.facts[k].key))
                fail_msg("round %d: without %.*s the verdict is %s and nothing says so", i,
                         STR_ARG(s.facts[k].key), regime_verdict_name(x->verdict));
        }
    }
    assert_true(tried > 1000);
}

static void a_date_country_or_code_left_out_never_frees(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        sample s, less;
        any_case(&s);
        if (verdict(worker, &s) <= VERDICT_LICENSED)
            continue;
        less = s;
        less.c.parties = less.parties;
        less.c.facts = less.facts;
        less.c.goods = less.goods;
        less.c.contract = DATE_NONE;
        if (verdict(worker, &less) <= VERDICT_LICENSED)
            fail_msg("round %d: without the date of the contract it is free", i);
        less.c.contract = s.c.contract;
        less.c.actor_country = STR_NONE;
        if (verdict(worker, &less) <= VERDICT_LICENSED)
            fail_msg("round %d: without the country of the actor it is free", i);
        less.c.actor_country = s.c.actor_country;
        if (s.c.goods_count == 0)
            continue;
        less.goods[roll((uint32_t)s.c.goods_count)].hs = STR_NONE;
        if (verdict(worker, &less) <= VERDICT_LICENSED)
            fail_msg("round %d: without a code of the goods it is free", i);
    }
}

/* The set with one measure more. */
static void evaluate_with(const regime_measure *extra, const sample *samples, uint8_t *verdicts, size_t count)
{
    regime_set more = set;
    regime *r = NULL;
    regime_worker *w = NULL;
    itd_error error = {0};
    more.measures = malloc((set.measure_count + 1) * sizeof *more.measures);
    assert_non_null(more.measures);
    memcpy(more.measures, set.measures, set.measure_count * sizeof *more.measures);
    more.measures[more.measure_count++] = *extra; /* ids of extras sort last */
    if (regime_open_set(&more, &r, &error) != ITD_OK || regime_worker_new(r, &w, &error) != ITD_OK)
        fail_msg("%s", error.message);
    for (size_t i = 0; i < count; i++)
        verdicts[i] = verdict(w, &samples[i]);
    regime_worker_free(w);
    regime_close(r);
    free(more.measures);
}

static sample samples[400];
static uint8_t verdicts[400];

static const regime_measure *any_measure(uint8_t role)
{
    for (;;) {
        const regime_measure *m = &set.measures[roll((uint32_t)set.measure_count)];
        if (m->role == role && m->target_count)
            return m;
    }
}

static void fill_samples(void)
{
    for (size_t i = 0; i < 400; i++) {
        any_case(&samples[i]);
        samples[i].c.parties = samples[i].parties;
        samples[i].c.goods = samples[i].goods;
        samples[i].c.facts = samples[i].facts;
        samples[i].c.payment_via.items = samples[i].via;
    }
}

static void one_more_permit_never_strengthens(void **state)
{
    (void)state;
    fill_samples();
    for (int round = 0; round < 60; round++) {
        regime_measure extra = *any_measure(ROLE_PERMIT);
        str ids[6];
        extra.id = str_of("zz-extra");
        extra.void_if_stands.count = 0;
        extra.periods = &(regime_period){.from = -40000,
                                         .known_from = -40000,
                                         .until = DATE_NONE,
                                         .until_known_from = DATE_NONE,
                                         .notice_from = DATE_NONE,
                                         .notice_until = DATE_NONE};
        extra.period_count = 1;
        for (size_t i = 0; i < 6; i++)
            ids[i] = any_measure(ROLE_OPERATIVE)->id;
        extra.defeats = (str_list){ids, 6};
        evaluate_with(&extra, samples, verdicts, 400);
        for (size_t i = 0; i < 400; i++) {
            const regime_result *before = regime_evaluate(worker, &samples[i].c, 0);
            /* What a lifting ended may show as permitted besides: both are free. */
            if (verdicts[i] > before->verdict && verdicts[i] > VERDICT_LICENSED)
                fail_msg("a permit turned %s into %s", regime_verdict_name(before->verdict),
                         regime_verdict_name(verdicts[i]));
        }
    }
}

static void one_more_prohibition_never_weakens(void **state)
{
    (void)state;
    fill_samples();
    for (int round = 0; round < 60; round++) {
        regime_measure extra = *any_measure(ROLE_OPERATIVE);
        extra.id = str_of("zz-extra");
        evaluate_with(&extra, samples, verdicts, 400);
        for (size_t i = 0; i < 400; i++)
            if (verdicts[i] < verdict(worker, &samples[i]))
                fail_msg("a prohibition weakened a verdict to %s", regime_verdict_name(verdicts[i]));
    }
}

static void the_order_of_parties_goods_and_facts_does_not_matter(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        sample s, turned;
        any_case(&s);
        turned = s;
        turned.c.parties = turned.parties;
        turned.c.goods = turned.goods;
        turned.c.facts = turned.facts;
        for (size_t k = 0; k < s.c.party_count; k++)
            turned.parties[k] = s.parties[s.c.party_count - 1 - k];
        for (size_t k = 0; k < s.c.goods_count; k++)
            turned.goods[k] = s.goods[s.c.goods_count - 1 - k];
        for (size_t k = 0; k < s.c.fact_count; k++)
            turned.facts[k] = s.facts[s.c.fact_count - 1 - k];
        const regime_result *x = regime_evaluate(worker, &s.c, REGIME_NEXT_CHANGE);
        uint8_t before = x->verdict;
        calendar_day change = x->change_day;
        size_t missing = x->missing_count, duties = x->duty_count;
        x = regime_evaluate(worker, &turned.c, REGIME_NEXT_CHANGE);
        assert_int_equal(x->verdict, before);
        assert_int_equal(x->change_day, change);
        assert_int_equal(x->missing_count, missing);
        assert_int_equal(x->duty_count, duties);
    }
}

static void the_next_change_is_the_first_day_that_differs(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++) {
        sample s;
        any_case(&s);
        const regime_result *x = regime_evaluate(worker, &s.c, REGIME_NEXT_CHANGE);
        calendar_day change = x->change_day, end = change == DATE_NONE ? s.c.on + 3000 : change;
        uint8_t before = x->verdict;
        for (calendar_day d = s.c.on + 1; d <= end; d++) {
            s.c.on = d;
            bool differs = verdict(worker, &s) != before;
            if (differs != (d == change))
                fail_msg("round %d: day %d of %d", i, d, change);
        }
    }
}

/* Labels by trying every assignment of a small graph and keeping the one that agrees with the definition. */
static bool agrees(size_t n, const uint8_t *state, const uint32_t *first, const uint32_t *attackers,
                   const uint8_t *label)
{
    for (size_t i = 0; i < n; i++) {
        bool in = false, unsure = false;
        for (uint32_t k = first[i]; k < first[i + 1]; k++) {
            in |= label[attackers[k]] == 2;
            unsure |= label[attackers[k]] == 1;
        }
        uint8_t wanted = state[i] == 0 || in ? 0 : state[i] == 1 || unsure ? 1 : 2;
        if (label[i] != wanted)
            return false;
    }
    return true;
}

static void labels_agree_with_trying_everything(void **state_)
{
    (void)state_;
    for (int round = 0; round < 3000; round++) {
        uint8_t state[7], label[7], other[7], found[7];
        uint32_t first[8], attackers[32], edges = 0, solutions = 0;
        size_t n = 1 + roll(7);
        for (size_t i = 0; i < n; i++) {
            state[i] = (uint8_t)roll(3);
            first[i] = edges;
            for (size_t k = 0; k < i; k++)
                if (roll(3) == 0)
                    attackers[edges++] = (uint32_t)k;
        }
        first[n] = edges;
        regime_label_graph(n, state, first, attackers, label);
        uint32_t all = 1;
        for (size_t i = 0; i < n; i++)
            all *= 3;
        for (uint32_t code = 0; code < all; code++) {
            uint32_t rest = code;
            for (size_t i = 0; i < n; i++, rest /= 3)
                other[i] = (uint8_t)(rest % 3);
            if (agrees(n, state, first, attackers, other)) {
                solutions++;
                memcpy(found, other, n);
            }
        }
        assert_int_equal(solutions, 1);
        assert_memory_equal(found, label, n);
    }
}

static int open_packs(void **state)
{
    (void)state;
    static const char *const folders[] = {ITD_SOURCE_DIR "/regimes"};
    itd_error error = {0};
    arena_init(&memory, LIMIT_ARENA_SIZE);
    if (pack_read(folders, 1, &memory, &set, &error) == ITD_OK &&
        regime_open_set(&set, &rules, &error) == ITD_OK &&
        regime_worker_new(rules, &worker, &error) == ITD_OK)
        return 0;
    fprintf(stderr, "%s\n", error.message);
    return 1;
}

static int close_packs(void **state)
{
    (void)state;
    regime_worker_free(worker);
    regime_close(rules);
    arena_free(&memory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fact_left_out_never_frees),
        cmocka_unit_test(a_date_country_or_code_left_out_never_frees),
        cmocka_unit_test(one_more_permit_never_strengthens),
        cmocka_unit_test(one_more_prohibition_never_weakens),
        cmocka_unit_test(the_order_of_parties_goods_and_facts_does_not_matter),
        cmocka_unit_test(the_next_change_is_the_first_day_that_differs),
        cmocka_unit_test(labels_agree_with_trying_everything),
    };
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
