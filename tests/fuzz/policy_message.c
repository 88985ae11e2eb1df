/* A policy and a message of any bytes, with a line "====" between them: the message is judged under the
 * policy, by the built-in sample and, where the policy names an actor, by its measures. */
#include "answer/message_answer.h"
#include "api/handles.h"
#include "base/limits.h"
#include "decide/message_verdict.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static itd_snapshot *sample;
static engine_worker *tools;

static void open_sample(void)
{
    itd_error error = {0};
    if (itd_snapshot_open_sample(&sample, &error) != ITD_OK ||
        engine_worker_new(itd_snapshot_engine(sample), &tools, &error) != ITD_OK)
        abort();
}

static void judge_all(const message_judge *judge, message_list *list, arena *a)
{
    const message_advice none = {0};
    buf out;
    itd_error error = {0};
    buf_init(&out, LIMIT_BUF_SIZE);
    for (size_t i = 0; i < list->count && i < 20; i++) {
        message_screening found;
        if (message_judge_one(judge, a, &list->items[i], &found, &error) != ITD_OK)
            continue;
        if (message_screening_verdict(&found) >= VERDICT_COUNT)
            abort();
        message_output_json(&out, "f", &list->items[i], &found, &none, itd_snapshot_core(sample));
    }
    buf_free(&out);
}

static void judge_under(const policy *p, str text, arena *a)
{
    match_options options = MATCH_OPTIONS_DEFAULT;
    message_screener *screener = NULL;
    decider *d = NULL;
    message_list list;
    itd_error error = {0};
    options.threshold = policy_lowest_threshold(p);
    if (message_screener_new(tools, &options, &screener, &error) != ITD_OK)
        abort();
    message_screener_set_policy(screener, p);
    if (p->actor.given &&
        (decider_new(tools, NULL, &d, &error) != ITD_OK || decider_set_policy(d, p, &error) != ITD_OK)) {
        if (!error.message[0])
            abort();
    } else if (message_read(a, "f", text, &list, &error) == ITD_OK) {
        const message_judge judge = {.screener = screener, .decider = d, .policy = p, .on = 20000};
        judge_all(&judge, &list, a);
    }
    decider_free(d);
    message_screener_free(screener);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a;
    policy p;
    itd_error error = {0};
    str bytes = str_make((const char *)data, size);
    size_t at = str_find(bytes, str_of("\n====\n"));
    if (at == SIZE_MAX)
        return 0;
    if (!sample)
        open_sample();
    arena_init(&a, (size_t)256 << 20);
    itd_status status = policy_read_text("p.yaml", str_make(bytes.data, at + 1), &a, &p, &error);
    if (status != ITD_OK && !error.message[0])
        abort();
    if (status == ITD_OK)
        judge_under(&p, str_make(bytes.data + at + 6, bytes.len - at - 6), &a);
    arena_free(&a);
    return 0;
}
