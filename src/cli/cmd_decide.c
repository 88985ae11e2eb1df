/* interdict decide FILE… */
#include "api/handles.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/case_template.h"
#include "cli/command.h"
#include "cli/regime/regime_set.h"
#include "case/case_file.h"
#include "cli/print.h"
#include "answer/decision_html.h"
#include "answer/decision_json.h"
#include "decide/decide.h"
#include "process/sandbox.h"

#include <stdint.h>
#include <stdio.h>

typedef struct run_state {
    const arguments *args;
    const snapshot *core; /* NULL: the measures come from a folder */
    decider *decider;
    calendar_day on;
    bool fixed_on; /* --on was given: it goes before the day of a case */
    arena texts;
    buf out;
    buf page;                /* of --html */
    bool found, bad, failed; /* failed: an answer could not be printed */
} run_state;

static void add_to_page(run_state *s, const decision *d, str case_text)
{
    itd_error error = {0};
    buf json;
    buf_init(&json, LIMIT_BUF_SIZE);
    decision_json(d, &json);
    if (json.failed ? error_memory(&error) != ITD_OK
                    : decision_html_add(&s->page, case_text, buf_as_str(&json), &error) != ITD_OK) {
        (void)fail(&error, false);
        s->failed = true;
    }
    buf_free(&json);
}

static void decide_one(run_state *s, const char *path, str text, unsigned long line)
{
    itd_error error = {0};
    case_record *c = NULL;
    arena_reset(&s->texts);
    buf_reset(&s->out);
    if (case_read(text, path, line, decider_rules(s->decider), s->on, &s->texts, &c, &error) != ITD_OK) {
        s->failed |= fail(&error, true) == EXIT_CANNOT_RUN;
        s->bad = true;
        return;
    }
    if (s->fixed_on)
        c->question.on = s->on;
    const decision *d = decider_run(s->decider, c, REGIME_NEXT_CHANGE);
    itd_status status = s->texts.failed || decider_lacks_memory(s->decider) ? error_memory(&error) : ITD_OK;
    if (status == ITD_OK && s->core)
        status = snapshot_unchanged(s->core, &error);
    if (status != ITD_OK) {
        s->failed |= fail(&error, false) != 0;
        return;
    }
    if (arguments_has(s->args, "json"))
        decision_json(d, &s->out);
    else
        decision_text(d, &s->out);
    if (arguments_has(s->args, "html"))
        add_to_page(s, d, text);
    s->found |= !decision_is_clear(d->verdict);
    s->failed |= print_or_fail(&s->out, 0) != 0;
}

static int decide_file(run_state *s, const char *path)
{
    buf bytes;
    case_file cases;
    itd_error error = {0};
    str text;
    unsigned long line;
    buf_init(&bytes, LIMIT_FILE_SIZE);
    if (file_read(path, LIMIT_FILE_SIZE, &bytes, &error) != ITD_OK) {
        buf_free(&bytes);
        return fail(&error, true);
    }
    case_file_init(&cases, buf_as_str(&bytes));
    if (cases.form == CASE_FILE_DONE) {
        warn("%s: no case in it", path);
        s->bad = true;
    }
    while (!s->failed && case_file_next(&cases, &text, &line))
        decide_one(s, path, text, line);
    buf_free(&bytes);
    return 0;
}

static int decide_all(run_state *s)
{
    int worst = 0;
    for (size_t i = 0; i < arguments_operand_count(s->args); i++) {
        int code = decide_file(s, arguments_operand(s->args, i));
        worst = code > worst ? code : worst;
    }
    if (s->failed)
        return EXIT_CANNOT_RUN;
    if (worst)
        return worst;
    return s->bad ? EXIT_INPUT : s->found ? EXIT_FOUND : EXIT_NOTHING;
}

/* The page of --html, when all cases are decided. */
static int write_page(run_state *s, int code)
{
    itd_error error = {0};
    const char *path = arguments_get(s->args, "html");
    if (!path || code == EXIT_CANNOT_RUN)
        return code;
    decision_html_end(&s->page);
    str text = buf_as_str(&s->page);
    if (s->page.failed ? error_memory(&error) != ITD_OK : file_write(path, &text, 1, &error) != ITD_OK)
        return fail(&error, false);
    return code;
}

/* --template and --facts. */
static int print_template(const arguments *args)
{
    cli_measures m;
    buf out;
    int code = measures_open(args, &m);
    buf_init(&out, LIMIT_BUF_SIZE);
    if (code == 0) {
        if (arguments_has(args, "facts"))
            case_facts(&m.changed, arguments_has(args, "json"), &out);
        else
            case_template(&m.changed, &out);
        code = print_or_fail(&out, code);
    }
    buf_free(&out);
    measures_close(&m);
    return code;
}

static int run(const arguments *args)
{
    if (arguments_has(args, "template") || arguments_has(args, "facts"))
        return print_template(args);
    if (arguments_operand_count(args) == 0)
        return usage_error("missing FILE…; usage: interdict decide FILE…, or --template");
    cli_measures m;
    policy firm;
    engine_worker *tools = NULL;
    itd_error error = {0};
    run_state s = {.args = args, .fixed_on = arguments_has(args, "on")};
    int code = measures_open(args, &m);
    s.on = m.on;
    arena_init(&s.texts, LIMIT_ARENA_SIZE);
    buf_init(&s.out, LIMIT_BUF_SIZE);
    buf_init(&s.page, LIMIT_BUF_SIZE);
    s.core = m.opened ? itd_snapshot_core(m.opened) : NULL;
    const regime_set *set = m.is_changed ? &m.changed : NULL;
    if (code == 0 && (engine_worker_new(itd_snapshot_engine(m.opened), &tools, &error) != ITD_OK ||
                      decider_new(tools, set, &s.decider, &error) != ITD_OK))
        code = fail(&error, false);
    if (code == 0 && m.scenario)
        decider_set_scenario(s.decider, m.scenario->id);
    if (code == 0 && arguments_has(args, "policy")) {
        if (policy_read(arguments_get(args, "policy"), &m.a, &firm, &error) != ITD_OK ||
            decider_set_policy(s.decider, &firm, &error) != ITD_OK)
            code = fail(&error, true);
    }
    if (code == 0) {
        decision_html_start(&s.page);
        code = decide_all(&s);
        code = write_page(&s, code);
    }
    decider_free(s.decider);
    engine_worker_free(tools);
    buf_free(&s.out);
    buf_free(&s.page);
    arena_free(&s.texts);
    measures_close(&m);
    return code;
}

static const option_spec options[] = {
    {.name = "log", .placeholder = "FILE", .help = "record question and answer in the decision log FILE"},
    {.name = "html", .placeholder = "FILE", .help = "write a page to print and file, too"},
    {.name = "template", .help = "print a case with every field, to fill in"},
    {.name = "facts", .help = "print the facts that the measures ask for"},
    OPTION_WITHOUT,
    OPTION_WITH,
    OPTION_SCENARIO,
    {.name = NULL},
};

const command cmd_decide = {
    .name = "decide",
    .summary = "decide cases under the measures in force",
    .usage = "FILE…",
    .description = "Reads cases, one JSON object each, alone, in a list or one per line, and says for each "
                   "what the measures of the "
                   "snapshot demand on its day: the verdict, what stands under which provision, what is "
                   "permitted and why, what is "
                   "still to be answered, what must be reported by when, and the day on which the answer "
                   "changes. A case names the "
                   "actor, the activity, the parties, goods, payment, route, dates and facts. An unknown "
                   "field or fact is an error, "
                   "since a typing slip must not change a verdict. --on goes before the day of a case.",
    .examples = "interdict decide case.json\n  the decision for one shipment\n"
                "interdict decide --json cases.jsonl\n  one line of JSON per case\n"
                "interdict decide --template\n  a case to fill in",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY | COMMON_JSON | COMMON_ON,
    .operand_min = 0,
    .operand_max = SIZE_MAX,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
