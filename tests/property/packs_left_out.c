/* A pack that is left out never frees: what it forbade is then a law that is not held, and goes up. Every
 * case of the casebook that does not pass is decided again without each pack in turn. */
#include "base/file.h"
#include "base/limits.h"
#include "case/case.h"
#include "case/case_file.h"
#include "pack/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOOK      ITD_SOURCE_DIR "/tests/cases/law"
#define PACKS     ITD_SOURCE_DIR "/regimes/"
#define CASES_MAX 4000
#define PACKS_MAX 64

static arena memory;
static regime_set set;
static regime *rules;
static regime_worker *whole; /* over all packs */
static case_record *cases[CASES_MAX];
static uint8_t verdicts[CASES_MAX];
static size_t case_count;
static str packs[PACKS_MAX];
static size_t pack_count;

/* ---- the casebook ---- */

static void take_case(str text, const char *file)
{
    itd_error error = {0};
    assert_true(case_count < CASES_MAX);
    if (case_read(text, file, 1, rules, 0, &memory, &cases[case_count], &error) != ITD_OK)
        fail_msg("%s: %s", file, error.message);
    case_count++;
}

/* "case: ID", "day: DAY", … "given: {…}": the facts of a page with its name and day are a case. */
static void take_block(str block, const char *file)
{
    buf text;
    str line, id = STR_NONE, day = STR_NONE;
    buf_init(&text, LIMIT_BUF_SIZE);
    while (str_split(&block, '\n', &line)) {
        if (str_starts(line, str_of("case: ")))
            id = str_make(line.data + 6, line.len - 6);
        else if (str_starts(line, str_of("day: ")))
            day = str_make(line.data + 5, line.len - 5);
        else if (str_starts(line, str_of("given: {")))
            buf_printf(&text, "{\"id\":\"%.*s\",\"on\":\"%.*s\",%.*s", STR_ARG(id), STR_ARG(day),
                       (int)(line.len - 8), line.data + 8);
    }
    if (text.len)
        take_case(arena_str(&memory, buf_as_str(&text)), file);
    buf_free(&text);
}

static void take_page(const char *path)
{
    buf bytes;
    itd_error error = {0};
    buf_init(&bytes, LIMIT_FILE_SIZE);
    if (file_read(path, LIMIT_FILE_SIZE, &bytes, &error) != ITD_OK)
        fail_msg("%s", error.message);
    str rest = buf_as_str(&bytes);
    for (size_t end; (end = str_find(rest, str_of("\n\n"))) != SIZE_MAX;) {
        take_block(str_make(rest.data, end), path);
        rest = str_make(rest.data + end + 2, rest.len - end - 2);
    }
    take_block(rest, path);
    buf_free(&bytes);
}

static void read_book(void)
{
    DIR *folder = opendir(BOOK);
    assert_non_null(folder);
    for (struct dirent *e; (e = readdir(folder)) != NULL;) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", BOOK, e->d_name);
        if (str_ends(str_of(e->d_name), str_of(".case")))
            take_page(path);
    }
    closedir(folder);
    assert_true(case_count > 900);
}

/* ---- the packs ---- */

static str pack_of(str file)
{
    size_t head = strlen(PACKS);
    if (!str_starts(file, str_of(PACKS)))
        return STR_NONE;
    str rest = str_make(file.data + head, file.len - head), name = STR_NONE;
    return str_find(rest, str_of("/")) != SIZE_MAX && str_split(&rest, '/', &name) ? name : STR_NONE;
}

static void name_packs(void)
{
    for (size_t i = 0; i < set.measure_count; i++) {
        str name = pack_of(set.measures[i].file);
        bool known = name.len == 0;
        for (size_t k = 0; k < pack_count; k++)
            known |= str_equal(packs[k], name);
        if (!known) {
            assert_true(pack_count < PACKS_MAX);
            packs[pack_count++] = name;
        }
    }
    assert_true(pack_count > 20);
}

/* The set without the measures and the cover statements of a pack. */
static void leave_out(str pack, regime_set *less)
{
    *less = set;
    less->measures = malloc(set.measure_count * sizeof *less->measures);
    less->covers = malloc(set.cover_count * sizeof *less->covers);
    assert_true(less->measures && less->covers);
    less->measure_count = less->cover_count = 0;
    for (size_t i = 0; i < set.measure_count; i++)
        if (!str_equal(pack_of(set.measures[i].file), pack))
            less->measures[less->measure_count++] = set.measures[i];
    for (size_t i = 0; i < set.cover_count; i++)
        if (!str_equal(pack_of(set.covers[i].file), pack))
            less->covers[less->cover_count++] = set.covers[i];
    assert_true(less->measure_count < set.measure_count);
}

static regime_worker *worker_of(const regime *r)
{
    regime_worker *w = NULL;
    itd_error error = {0};
    assert_int_equal(regime_worker_new(r, &w, &error), ITD_OK);
    return w;
}

/* ---- what only the pack could know ---- */

typedef enum reason { REASON_NONE, REASON_NAMED, REASON_PORT, REASON_ANYWHERE, REASON_COUNT } reason;

static bool in_country(const regime_case *c, str country)
{
    bool there = str_equal(c->route_from, country) || str_equal(c->route_to, country);
    for (size_t i = 0; i < c->party_count; i++)
        there |= str_equal(c->parties[i].country, country);
    for (size_t i = 0; i < c->goods_count; i++)
        there |= str_equal(c->goods[i].origin, country);
    return there;
}

static bool is_named(const regime_node *n)
{
    return n->parties && n->target->name_count;
}

/* Why a case can be free without the pack: each of its rules that matched named a party, which a list would
 * find, knew a port, or is about what happens far from the country of the pack. */
static reason reason_of(regime_worker *w, size_t index, str pack)
{
    const regime_case *c = &cases[index]->question;
    const regime_result *x = regime_evaluate(w, c, 0);
    reason found = REASON_NONE;
    for (size_t i = 0; i < x->node_count; i++) {
        const regime_node *n = &x->nodes[i];
        bool rule = n->measure->role == ROLE_OPERATIVE || n->measure->role == ROLE_FRAME;
        if (!rule || !str_equal(pack_of(n->measure->file), pack))
            continue;
        reason one = is_named(n)                          ? REASON_NAMED
                     : n->target->place_count             ? REASON_PORT
                     : !in_country(c, n->measure->regime) ? REASON_ANYWHERE
                                                          : REASON_NONE;
        if (one == REASON_NONE)
            return REASON_NONE;
        found = one;
    }
    return found;
}

static void a_pack_left_out_never_frees(void **state)
{
    (void)state;
    unsigned freed = 0, tried = 0, reasons[REASON_COUNT] = {0};
    for (size_t p = 0; p < pack_count; p++) {
        regime_set less;
        regime *r = NULL;
        itd_error error = {0};
        leave_out(packs[p], &less);
        assert_int_equal(regime_open_set(&less, &r, &error), ITD_OK);
        regime_worker *w = worker_of(r);
        for (size_t i = 0; i < case_count; i++) {
            if (verdicts[i] == VERDICT_PASS)
                continue;
            tried++;
            if (regime_evaluate(w, &cases[i]->question, 0)->verdict != VERDICT_PASS)
                continue;
            reason why = reason_of(whole, i, packs[p]);
            reasons[why]++;
            if (why != REASON_NONE)
                continue;
            fprintf(stderr, "without %.*s: %.*s is PASS, with it %s\n", STR_ARG(packs[p]),
                    STR_ARG(cases[i]->id), regime_verdict_name(verdicts[i]));
            freed++;
        }
        regime_worker_free(w);
        regime_close(r);
        free(less.measures);
        free(less.covers);
    }
    assert_true(tried > 10000);
    printf("%u decisions without a pack; named by it alone %u, its ports %u, elsewhere %u\n", tried,
           reasons[REASON_NAMED], reasons[REASON_PORT], reasons[REASON_ANYWHERE]);
    assert_int_equal(freed, 0);
}

static int open_all(void **state)
{
    (void)state;
    static const char *const folders[] = {ITD_SOURCE_DIR "/regimes"};
    itd_error error = {0};
    arena_init(&memory, LIMIT_ARENA_SIZE);
    if (pack_read(folders, 1, &memory, &set, &error) != ITD_OK ||
        regime_open_set(&set, &rules, &error) != ITD_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    read_book();
    name_packs();
    whole = worker_of(rules);
    for (size_t i = 0; i < case_count; i++)
        verdicts[i] = regime_evaluate(whole, &cases[i]->question, 0)->verdict;
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    regime_worker_free(whole);
    regime_close(rules);
    arena_free(&memory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_pack_left_out_never_frees)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
