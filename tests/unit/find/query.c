/* The query language: what it means, and what it refuses. */
#include "find/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* The tree as text: (and a (not b)). */
static void write_node(const query_node *n, char *to, size_t cap)
{
    static const char *const names[] = {"all", "none", "", "phrase ", "like ", "range", "and", "or", "not"};
    char left[512] = "", right[512] = "";
    if (n->left)
        write_node(n->left, left, sizeof left);
    if (n->right)
        write_node(n->right, right, sizeof right);
    if (n->kind == QUERY_RANGE)
        snprintf(to, cap, "(range%s %.*s %.*s%s)", n->above ? " >" : "", STR_ARG(n->text), STR_ARG(n->upper),
                 n->below ? " <" : "");
    else if (n->kind == QUERY_AND || n->kind == QUERY_OR)
        snprintf(to, cap, "(%s %s %s)", names[n->kind], left, right);
    else if (n->kind == QUERY_NOT)
        snprintf(to, cap, "(not %s)", left);
    else if (n->edits)
        snprintf(to, cap, "%s%.*s~%d", names[n->kind], STR_ARG(n->text), n->edits);
    else
        snprintf(to, cap, "%s%s%.*s", n->field.kind == FIELD_ANY ? "" : "@", names[n->kind],
                 STR_ARG(n->text));
}

typedef struct row {
    const char *text, *tree; /* NULL: refused */
} row;

static const row STRICT[] = {
    {"", "all"},
    {"  ", "all"},
    {"putin", "putin"},
    {"vladimir putin", "(and vladimir putin)"},
    {"vladimir AND putin", "(and vladimir putin)"},
    {"a && b", "(and a b)"},
    {"a OR b", "(or a b)"},
    {"a || b c", "(or a (and b c))"},
    {"a b OR c", "(or (and a b) c)"},
    {"(a OR b) c", "(and (or a b) c)"},
    {"-a b", "(and (not a) b)"},
    {"+a -b", "(and a (not b))"},
    {"a NOT b", "(and a (not b))"},
    {"NOT NOT a", "a"},
    {"a-b", "a-b"},
    {"\"vladimir putin\"", "phrase vladimir putin"},
    {"\"a b\"~3^2", "phrase a b"},
    {"names:putin", "@putin"},
    {"names:(a OR b)", "(or @a @b)"},
    {"properties.birthDate:1985", "@1985"},
    {"noSuchField:x", "none"},
    {"put*n", "like put*n"},
    {"put\\*n", "put*n"},
    {"pu?in", "like pu?in"},
    {"putin~", "putin~2"},
    {"putin~1", "putin~1"},
    {"putin^3", "putin"},
    {"birthDate:[1980 TO 1990]", "(range 1980 1990)"},
    {"birthDate:{1980 TO 1990}", "(range > 1980 1990 <)"},
    {"birthDate:[* TO 1990]", "(range  1990)"},
    {"birthDate:>=1980", "(range 1980 )"},
    {"birthDate:<1980", "(range  1980 <)"},
    {"AND", NULL},
    {"a AND", NULL},
    {"OR a", NULL},
    {"a OR OR b", NULL},
    {"(a", NULL},
    {"a)", NULL},
    {"()", NULL},
    {"\"a", NULL},
    {"invalid/query", NULL},
    {"/a/", NULL},
    {"a\\/b", "a/b"},
    {":a", NULL},
    {"names:", NULL},
    {"[1 TO", NULL},
    {"[1 2]", NULL},
    {"a^", NULL},
    {"^2", NULL},
    {"~", NULL},
    {"}", NULL},
};

static const row LENIENT[] = {
    {"a/b", "(and a b)"},        {"(a", "a"},         {"a)", "a"},
    {"\"a b", "phrase a b"},     {"AND", "AND"},      {"note: this", "(and note this)"},
    {"a -b", "(and a (not b))"}, {"{}[]^~:", "none"}, {"names:putin", "@putin"},
};

static void check(const row *rows, size_t count, bool lenient)
{
    for (size_t i = 0; i < count; i++) {
        arena a;
        query_node *root = NULL;
        itd_error error = {0};
        char tree[1024] = "";
        arena_init(&a, 1 << 20);
        itd_status status = query_parse(str_of(rows[i].text), lenient, &a, &root, &error);
        if (status == ITD_OK)
            write_node(root, tree, sizeof tree);
        if (rows[i].tree ? status != ITD_OK || strcmp(tree, rows[i].tree) != 0 : status != ITD_ERROR_INPUT)
            fail_msg("'%s': %s %s, expected %s", rows[i].text, tree, error.message,
                     rows[i].tree ? rows[i].tree : "an error");
        arena_free(&a);
    }
}

static void queries_mean_what_lucene_means(void **state)
{
    (void)state;
    check(STRICT, sizeof STRICT / sizeof STRICT[0], false);
}

static void a_box_for_people_has_no_errors(void **state)
{
    (void)state;
    check(LENIENT, sizeof LENIENT / sizeof LENIENT[0], true);
}

static void every_prefix_of_a_query_is_read_or_refused(void **state)
{
    static const char text[] =
        "(a OR \"b c\"~2^1.5) AND -names:(d* || e?f~1) birthDate:[1980 TO {1990] \\( !x && y^2";
    (void)state;
    for (size_t start = 0; start < sizeof text; start++)
        for (size_t end = start; end < sizeof text; end++)
            for (int lenient = 0; lenient < 2; lenient++) {
                arena a;
                query_node *root = NULL;
                arena_init(&a, 1 << 20);
                itd_status status =
                    query_parse(str_make(text + start, end - start), lenient, &a, &root, NULL);
                assert_true(status == ITD_OK || (status == ITD_ERROR_INPUT && !lenient));
                assert_true(status != ITD_OK || root);
                arena_free(&a);
            }
}

static void deep_brackets_are_refused(void **state)
{
    char text[4096];
    arena a;
    query_node *root = NULL;
    (void)state;
    memset(text, '(', sizeof text);
    arena_init(&a, 1 << 20);
    assert_int_equal(query_parse(str_make(text, sizeof text), false, &a, &root, NULL), ITD_ERROR_INPUT);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_mean_what_lucene_means),
        cmocka_unit_test(a_box_for_people_has_no_errors),
        cmocka_unit_test(every_prefix_of_a_query_is_read_or_refused),
        cmocka_unit_test(deep_brackets_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
