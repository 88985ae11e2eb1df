/* interdict message FILE… */
#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/command.h"
#include "message/message.h"
#include "message/message_json.h"

#include <stdint.h>
#include <stdio.h>

static void print_json(const char *path, const message *m, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    message_emit(&w, str_of(path), m);
    emit_key(&w, "hits");
    emit_array(&w);
    emit_end_array(&w);
    emit_pair_text(&w, "verdict", m->problem_count ? "REVIEW" : "PASS");
    emit_key(&w, "reasons");
    emit_array(&w);
    for (size_t i = 0; i < m->problem_count; i++)
        emit_str(&w, m->problems[i]);
    emit_end_array(&w);
    emit_end_object(&w);
    emit_newline(&w);
}

static void print_text(const char *path, const message *m)
{
    printf("%s: %.*s %s\n", path, STR_ARG(m->format), m->problem_count ? "REVIEW" : "PASS");
    for (size_t i = 0; i < m->party_count; i++) {
        const message_party *p = &m->parties[i];
        str shown = p->name.len ? p->name : p->bic;
        printf("  %-26s %-12.*s %.*s\n", message_role_name(p->role), STR_ARG(p->where), STR_ARG(shown));
    }
    for (size_t i = 0; i < m->problem_count; i++)
        printf("  %.*s\n", STR_ARG(m->problems[i]));
}

static int read_one(const arguments *args, const char *path, arena *a, buf *bytes, buf *out)
{
    itd_error error = {0};
    message_list list;
    buf_reset(bytes);
    buf_reset(out);
    arena_reset(a);
    if (file_read(path, LIMIT_FILE_SIZE, bytes, &error) != ITD_OK)
        return fail(&error, true);
    if (message_read(a, path, buf_as_str(bytes), &list, &error) != ITD_OK)
        return fail(&error, false);
    int code = EXIT_NOTHING;
    for (size_t i = 0; i < list.count; i++) {
        if (arguments_has(args, "json"))
            print_json(path, &list.items[i], out);
        else
            print_text(path, &list.items[i]);
        if (list.items[i].problem_count)
            code = EXIT_FOUND;
    }
    fwrite(out->data, 1, out->len, stdout);
    return code;
}

static int run(const arguments *args)
{
    arena a;
    buf bytes, out;
    arena_init(&a, LIMIT_ARENA_SIZE);
    buf_init(&bytes, LIMIT_FILE_SIZE);
    buf_init(&out, LIMIT_BUF_SIZE);
    int worst = EXIT_NOTHING;
    for (size_t i = 0; i < arguments_operand_count(args); i++) {
        int code = read_one(args, arguments_operand(args, i), &a, &bytes, &out);
        worst = code > worst ? code : worst;
    }
    buf_free(&out);
    buf_free(&bytes);
    arena_free(&a);
    return worst;
}

static const option_spec options[] = {{0}};

extern const command cmd_message;
const command cmd_message = {
    .name = "message",
    .summary = "screen payment and trade messages: SWIFT MT, ISO 20022",
    .usage = "FILE…",
    .description =
        "Reads the messages of each file by meaning: who pays, who is paid, which banks, vessels, places "
        "and\n"
        "goods, and all free text. What cannot be read is REVIEW, with the reason. A file may hold several\n"
        "messages.",
    .examples = "interdict message --json payment.fin\n  one line of JSON per message",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_POLICY | COMMON_JSON | COMMON_ON,
    .operand_min = 1,
    .operand_max = SIZE_MAX,
    .run = run,
};
