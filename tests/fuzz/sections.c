/* A snapshot of any bytes, with size and hash put right, is asked as a good one is: names through its match
 * index, a message and a text through its tables, a case through its measures. What passed the checks must
 * answer, whatever stands in its sections. */
#include "answer/decision_json.h"
#include "api/handles.h"
#include "base/limits.h"
#include "case/case_file.h"
#include "decide/message_verdict.h"
#include "../unit/snapshot/put_right.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char fin_text[] =
    "{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:\r\n:20:R\r\n:23B:CRED\r\n:32A:260101EUR1,\r\n"
    ":50K:JANE DOE\r\n1 HIGH STREET\r\nLEEDS\r\n:59:NORTHERN HERRING TRADERS\r\n1 HIGH STREET\r\nTEHRAN\r\n"
    ":70:OLEGARIO PRUEBA\r\n:71A:SHA\r\n-}";
static const char case_text[] =
    "{\"id\":\"a\",\"on\":\"2026-03-01\",\"actor\":{\"country\":\"US\"},\"activity\":\"payment\",\"parties\":"
    "[{\"role\":\"creditor\",\"name\":\"Northern Herring Traders\",\"country\":\"IR\"}],\"payment\":"
    "{\"amount\":\"1.00\",\"currency\":\"USD\"},\"text\":\"Olegario Prueba\"}";

static void ask_names(const snapshot *s)
{
    static const char *const names[] = {"Northern Herring Traders", "NHT",
                                        "Prueba Olegario",          "O. Prueba",
                                        "Nothern Hering Trader",    "\xD0\x9E\xD0\xBB\xD0\xB5\xD0\xB3"};
    const match_options o = MATCH_OPTIONS_DEFAULT;
    match_worker *w;
    itd_error error = {0};
    if (match_worker_new(s, &w, &error) != ITD_OK) {
        if (!error.message[0])
            abort();
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        match_query q = {.names = {str_of(names[i])}, .name_count = 1};
        const match_result *r = match_search(w, &q, &o);
        for (size_t k = 0; k < r->hit_count; k++)
            if (r->hits[k].entity >= snapshot_entity_count(s) || r->hits[k].score > 10000)
                abort();
    }
    match_worker_free(w);
}

static void ask_message(engine_worker *tools, arena *a)
{
    const match_options options = MATCH_OPTIONS_DEFAULT;
    message_screener *screener;
    message_screening found;
    message_list list;
    itd_error error = {0};
    policy firm;
    message_judge judge = {.policy = &firm, .on = 20000};
    policy_init(&firm);
    if (message_screener_new(tools, &options, &screener, &error) != ITD_OK)
        return;
    if (message_read(a, "m", str_of(fin_text), &list, &error) != ITD_OK)
        abort();
    judge.screener = screener;
    for (size_t i = 0; i < list.count; i++)
        (void)!message_judge_one(&judge, a, &list.items[i], &found, &error);
    message_screener_free(screener);
}

static void ask_case(engine_worker *tools, arena *a)
{
    decider *d = NULL;
    case_record *c = NULL;
    buf out;
    itd_error error = {0};
    if (decider_new(tools, NULL, &d, &error) != ITD_OK)
        return;
    buf_init(&out, LIMIT_BUF_SIZE);
    if (case_read(str_of(case_text), "c", 1, decider_rules(d), 0, a, &c, &error) == ITD_OK) {
        const decision *x = decider_run(d, c, REGIME_NEXT_CHANGE);
        if (x->verdict >= VERDICT_COUNT)
            abort();
        decision_json(x, &out);
    }
    buf_free(&out);
    decider_free(d);
}

static void ask(const void *data, size_t size)
{
    snapshot *core;
    itd_snapshot *s;
    engine_worker *tools;
    arena a;
    itd_error error = {0};
    if (snapshot_open_memory(data, size, "input", &core, &error) != ITD_OK)
        return;
    ask_names(core);
    if (itd_snapshot_adopt(core, false, &s, &error) != ITD_OK)
        return;
    arena_init(&a, LIMIT_ARENA_SIZE);
    if (engine_worker_new(itd_snapshot_engine(s), &tools, &error) == ITD_OK) {
        ask_message(tools, &a);
        ask_case(tools, &a);
        engine_worker_free(tools);
    }
    arena_free(&a);
    itd_snapshot_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned char *copy = malloc(size ? size : 1);
    if (copy && size >= HEADER_SIZE) {
        memcpy(copy, data, size);
        put_right(copy, size);
        ask(copy, size);
    }
    free(copy);
    return 0;
}
