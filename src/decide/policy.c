#include "decide/policy.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "pack/yaml_tree.h"

#include <string.h>

#define POLICY_SIZE ((size_t)16 << 20)

typedef struct reader {
    const char *path;
    arena *a;
    itd_error *error;
    itd_status status;
} reader;

static void wrong(reader *r, const tree_node *n, const char *expected)
{
    if (r->status == ITD_OK)
        r->status =
            error_at_line(r->error, ITD_ERROR_INPUT, r->path, n->line, "%.*s: %s", STR_ARG(n->key), expected);
}

static void set_hash(policy *p, str text)
{
    unsigned char hash[SHA256_SIZE];
    sha256(text.data ? text.data : "", text.len, hash);
    memcpy(p->hash, "sha256:", 7);
    sha256_hex(hash, p->hash + 7);
}

void policy_init(policy *p)
{
    *p = (policy){.threshold = 7000, .limit = 5, .exposure = VERDICT_EXPOSURE};
    set_hash(p, STR_NONE);
}

static str text_of(reader *r, const tree_node *n)
{
    if (n->kind != TREE_SCALAR || n->text.len == 0)
        wrong(r, n, "a text was expected");
    return n->text;
}

static size_t number_of(reader *r, const tree_node *n, size_t max)
{
    unsigned long long number = 0;
    if (n->kind != TREE_SCALAR || !str_to_unsigned(n->text, &number) || number < 1 || number > max)
        wrong(r, n, "a whole number above 0 was expected");
    return (size_t)number;
}

/* 0 to 1 with at most four decimals, as ten-thousandths. */
static int score_of(reader *r, const tree_node *n)
{
    str rest = n->text, whole = STR_NONE, part = STR_NONE;
    unsigned long long units = 2, decimals = 0;
    (void)str_split(&rest, '.', &whole);
    (void)str_split(&rest, '.', &part);
    bool good = n->kind == TREE_SCALAR && rest.len == 0 && str_to_unsigned(whole, &units) && units <= 1 &&
                part.len <= 4 && (part.len == 0 || str_to_unsigned(part, &decimals));
    for (size_t i = part.len; i < 4; i++)
        decimals *= 10;
    if (!good || units * 10000 + decimals > 10000)
        wrong(r, n, "a score from 0 to 1 was expected");
    return (int)(units * 10000 + decimals);
}

static void read_jurisdictions(reader *r, const tree_node *n, policy *p)
{
    if (n->kind != TREE_LIST || n->count == 0) {
        wrong(r, n, "a list of imposers was expected");
        return;
    }
    p->jurisdictions.items = arena_array(r->a, n->count, sizeof *p->jurisdictions.items);
    if (p->jurisdictions.items == NULL)
        r->status = error_memory(r->error);
    for (const tree_node *k = n->first; k && r->status == ITD_OK; k = k->next)
        p->jurisdictions.items[p->jurisdictions.count++] = text_of(r, k);
}

static void read_exposure(reader *r, const tree_node *n, policy *p)
{
    static const struct {
        const char *word;
        uint8_t verdict;
    } words[] = {{"exposure", VERDICT_EXPOSURE},
                 {"review", VERDICT_REVIEW},
                 {"reject", VERDICT_REJECT},
                 {"pass", VERDICT_PASS}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(n->text, words[i].word)) {
            p->exposure = words[i].verdict;
            return;
        }
    wrong(r, n, "exposure, review, reject or pass was expected");
}

static void read_suppression(reader *r, tree_node *n, policy_suppression *s)
{
    struct {
        const char *key;
        str *text;
    } const fields[] = {{"party", &s->party},     {"name", &s->name},     {"entity", &s->entity},
                        {"caption", &s->caption}, {"reason", &s->reason}, {"by", &s->by}};
    tree_node *until = tree_take(n, "until");
    if (!until || until->kind != TREE_SCALAR || !date_parse(until->text, &s->until))
        wrong(r, until ? until : n, "until: a day was expected (YYYY-MM-DD)");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        tree_node *field = tree_take(n, fields[i].key);
        if (field)
            *fields[i].text = text_of(r, field);
        else if (i > 0)
            wrong(r, n, "name, entity, caption, reason, by and until are needed");
    }
    for (const tree_node *k = n->first; k; k = k->next)
        if (!k->used)
            wrong(r, k, "unknown field");
}

static void read_suppressions(reader *r, const tree_node *n, policy *p)
{
    if (n->kind != TREE_LIST) {
        wrong(r, n, "a list was expected");
        return;
    }
    p->suppressions = arena_array(r->a, n->count + 1, sizeof *p->suppressions);
    if (p->suppressions == NULL)
        r->status = error_memory(r->error);
    for (tree_node *k = n->first; k && r->status == ITD_OK; k = k->next) {
        if (k->kind == TREE_MAP)
            read_suppression(r, k, &p->suppressions[p->suppression_count++]);
        else
            wrong(r, k, "fields were expected");
    }
}

static void read_field(reader *r, const tree_node *n, policy *p)
{
    if (str_is(n->key, "threshold"))
        p->threshold = score_of(r, n);
    else if (str_is(n->key, "limit"))
        p->limit = number_of(r, n, 500);
    else if (str_is(n->key, "jurisdictions"))
        read_jurisdictions(r, n, p);
    else if (str_is(n->key, "exposure"))
        read_exposure(r, n, p);
    else if (str_is(n->key, "stale_after_days"))
        p->stale_after_days = (int)number_of(r, n, 100000);
    else if (str_is(n->key, "suppressions"))
        read_suppressions(r, n, p);
    else
        wrong(r, n, "unknown field");
}

itd_status policy_read_text(const char *name, str text, arena *a, policy *out, itd_error *error)
{
    tree_file *file = NULL;
    reader r = {.path = name, .a = a, .error = error};
    policy_init(out);
    set_hash(out, text);
    itd_status status = tree_parse(name, text, a, &file, error);
    if (status != ITD_OK)
        return status;
    if (file->documents == NULL)
        return ITD_OK;
    if (file->documents->kind != TREE_MAP || file->documents->next)
        return error_at_line(error, ITD_ERROR_INPUT, name, file->documents->line,
                             "a policy is one document of fields");
    for (const tree_node *n = file->documents->first; n && r.status == ITD_OK; n = n->next)
        read_field(&r, n, out);
    return r.status;
}

itd_status policy_read(const char *path, arena *a, policy *out, itd_error *error)
{
    buf bytes;
    buf_init(&bytes, POLICY_SIZE);
    itd_status status = file_read(path, POLICY_SIZE, &bytes, error);
    if (status == ITD_OK)
        status = policy_read_text(path, buf_as_str(&bytes), a, out, error);
    buf_free(&bytes);
    return status;
}

const policy_suppression *policy_suppresses(const policy *p, str party, str name, str entity, str caption,
                                            calendar_day on)
{
    for (size_t i = 0; i < p->suppression_count; i++) {
        const policy_suppression *s = &p->suppressions[i];
        if (on <= s->until && str_equal(s->entity, entity) && str_equal(s->caption, caption) &&
            str_equal(s->name, name) && (s->party.len == 0 || str_equal(s->party, party)))
            return s;
    }
    return NULL;
}
