#include "policy/policy.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "match/match.h"
#include "model/country.h"
#include "pack/yaml_tree.h"

#include <stdio.h>
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
    p->jurisdictions_line = n->line;
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

static void unknown_fields(reader *r, const tree_node *n)
{
    for (const tree_node *k = n->first; k; k = k->next)
        if (!k->used)
            wrong(r, k, "unknown field");
}

static void read_threshold(reader *r, tree_node *n, policy *p)
{
    policy_threshold *t = &p->thresholds[p->threshold_count++];
    tree_node *list = tree_take(n, "list"), *schema = tree_take(n, "schema"),
              *threshold = tree_take(n, "threshold");
    t->line = n->line;
    if (list)
        t->list = text_of(r, list);
    if (schema && !(t->has_schema = schema_from_name(text_of(r, schema), &t->schema)))
        wrong(r, schema, "a schema of FollowTheMoney was expected (Person, Company, Vessel …)");
    if (threshold)
        t->score = score_of(r, threshold);
    if (!threshold || (!list && !schema))
        wrong(r, n, "threshold and list or schema are needed");
    for (size_t i = 0; i + 1 < p->threshold_count; i++) {
        const policy_threshold *other = &p->thresholds[i];
        if (str_equal(other->list, t->list) && other->has_schema == t->has_schema &&
            (!t->has_schema || other->schema == t->schema))
            wrong(r, n, "a threshold for this list and schema is given twice");
    }
    unknown_fields(r, n);
}

static bool is_hash(str text)
{
    bool good = text.len == 7 + SHA256_HEX_LEN && str_starts(text, str_of("sha256:"));
    for (size_t i = 7; i < text.len && good; i++)
        good = (text.data[i] >= '0' && text.data[i] <= '9') || (text.data[i] >= 'a' && text.data[i] <= 'f');
    return good;
}

static void read_suppression(reader *r, tree_node *n, policy *p)
{
    policy_suppression *s = &p->suppressions[p->suppression_count++];
    struct {
        const char *key;
        str *text;
        bool needed, hash;
    } const fields[] = {{"party", &s->party, false, false},  {"party_record", &s->party_record, true, true},
                        {"entity", &s->entity, true, false}, {"entity_record", &s->entity_record, true, true},
                        {"reason", &s->reason, true, false}, {"by", &s->by, true, false}};
    tree_node *until = tree_take(n, "until");
    if (!until || until->kind != TREE_SCALAR || !date_parse(until->text, &s->until))
        wrong(r, until ? until : n, "until: a day was expected (YYYY-MM-DD)");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        tree_node *field = tree_take(n, fields[i].key);
        if (field)
            *fields[i].text = text_of(r, field);
        else if (fields[i].needed)
            wrong(r, n, "party_record, entity, entity_record, reason, by and until are needed");
        if (field && fields[i].hash && !is_hash(*fields[i].text))
            wrong(r, field,
                  "a hash was expected (sha256: and 64 digits), as decide --json shows beside the hit");
    }
    unknown_fields(r, n);
}

static uint8_t read_flag(reader *r, tree_node *n, const char *key)
{
    tree_node *flag = tree_take(n, key);
    if (!flag)
        return FLAG_ANY;
    if (!str_is(flag->text, "true") && !str_is(flag->text, "false"))
        wrong(r, flag, "true or false was expected");
    return str_is(flag->text, "true") ? FLAG_YES : FLAG_NO;
}

/* Who we are, as in a case. */
static void read_actor(reader *r, tree_node *n, policy *p)
{
    if (n->kind != TREE_MAP) {
        wrong(r, n, "fields were expected");
        return;
    }
    tree_node *country = tree_take(n, "country"), *role = tree_take(n, "role");
    p->actor.given = true;
    if (!country || !country_is_alpha2(text_of(r, country)))
        wrong(r, country ? country : n, "country: a code of two letters is needed");
    else
        p->actor.country = arena_str(r->a, country->text);
    for (size_t i = 0; i < p->actor.country.len; i++) {
        char *c = (char *)(uintptr_t)p->actor.country.data + i;
        *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
    }
    p->actor.us_person = read_flag(r, n, "us_person");
    p->actor.eu_person = read_flag(r, n, "eu_person");
    p->actor.us_owned = read_flag(r, n, "us_owned");
    p->actor.role = role ? text_of(r, role) : STR_NONE;
    unknown_fields(r, n);
}

/* A list of things that have fields each. */
static void read_items(reader *r, const tree_node *n, policy *p,
                       void (*read)(reader *, tree_node *, policy *))
{
    if (n->kind != TREE_LIST)
        wrong(r, n, "a list was expected");
    for (tree_node *k = n->first; k && r->status == ITD_OK; k = k->next) {
        if (k->kind == TREE_MAP)
            read(r, k, p);
        else
            wrong(r, k, "fields were expected");
    }
}

static void *items_of(reader *r, const tree_node *n, size_t size)
{
    void *items = arena_array(r->a, n->count + 1, size);
    if (items == NULL && r->status == ITD_OK)
        r->status = error_memory(r->error);
    return items;
}

static void read_field(reader *r, tree_node *n, policy *p)
{
    if (str_is(n->key, "threshold"))
        p->threshold = score_of(r, n);
    else if (str_is(n->key, "thresholds") && (p->thresholds = items_of(r, n, sizeof *p->thresholds)))
        read_items(r, n, p, read_threshold);
    else if (str_is(n->key, "limit"))
        p->limit = number_of(r, n, 500);
    else if (str_is(n->key, "jurisdictions"))
        read_jurisdictions(r, n, p);
    else if (str_is(n->key, "exposure"))
        read_exposure(r, n, p);
    else if (str_is(n->key, "actor"))
        read_actor(r, n, p);
    else if (str_is(n->key, "stale_after_days"))
        p->stale_after_days = (int)number_of(r, n, 100000);
    else if (str_is(n->key, "suppressions") && (p->suppressions = items_of(r, n, sizeof *p->suppressions)))
        read_items(r, n, p, read_suppression);
    else
        wrong(r, n, "unknown field");
}

itd_status policy_read_text(const char *name, str text, arena *a, policy *out, itd_error *error)
{
    tree_file *file = NULL;
    reader r = {.path = name, .a = a, .error = error};
    policy_init(out);
    set_hash(out, text);
    out->path = arena_copy(a, str_of(name));
    if (out->path == NULL)
        return error_memory(error);
    itd_status status = tree_parse(name, text, a, &file, error);
    if (status != ITD_OK)
        return status;
    if (file->documents == NULL)
        return ITD_OK;
    if (file->documents->kind != TREE_MAP || file->documents->next)
        return error_at_line(error, ITD_ERROR_INPUT, name, file->documents->line,
                             "a policy is one document of fields");
    for (tree_node *n = file->documents->first; n && r.status == ITD_OK; n = n->next)
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

static bool knows_list(const regime *rules, const snapshot *s, str list)
{
    const str_list *datasets = &regime_data(rules)->words.datasets;
    for (size_t i = 0; i < datasets->count; i++)
        if (str_equal(datasets->items[i], list))
            return true;
    for (uint16_t i = 0; s && i < snapshot_source_count(s); i++)
        if (str_equal(snapshot_source_at(s, i).dataset, list))
            return true;
    return false;
}

itd_status policy_check(const policy *p, const regime *rules, const snapshot *s, itd_error *error)
{
    const regime_vocabulary *words = &regime_data(rules)->words;
    for (size_t i = 0; i < p->jurisdictions.count && words->imposer_count; i++) {
        bool known = false;
        for (size_t k = 0; k < words->imposer_count; k++)
            known |= words->imposers[k].jurisdiction &&
                     str_equal(words->imposers[k].key, p->jurisdictions.items[i]);
        if (!known)
            return error_at_line(error, ITD_ERROR_INPUT, p->path, p->jurisdictions_line,
                                 "jurisdictions: the measures have no jurisdiction %.*s",
                                 STR_ARG(p->jurisdictions.items[i]));
    }
    for (size_t i = 0; i < p->threshold_count; i++)
        if (p->thresholds[i].list.len && !knows_list(rules, s, p->thresholds[i].list))
            return error_at_line(error, ITD_ERROR_INPUT, p->path, p->thresholds[i].line,
                                 "list: neither the snapshot nor the measures know a list %.*s",
                                 STR_ARG(p->thresholds[i].list));
    return ITD_OK;
}

/* The threshold for an entity of a list: that of list and schema before that of the list, before that of the
 * schema; of two schemata the one that is below the other. */
static int threshold_in(const policy *p, str list, schema_id schema)
{
    const policy_threshold *best = NULL;
    for (size_t i = 0; i < p->threshold_count; i++) {
        const policy_threshold *t = &p->thresholds[i];
        if ((t->list.len && !str_equal(t->list, list)) || (t->has_schema && !schema_is_a(schema, t->schema)))
            continue;
        bool closer = best == NULL || (t->list.len > 0) > (best->list.len > 0) ||
                      ((t->list.len > 0) == (best->list.len > 0) &&
                       (t->has_schema > best->has_schema ||
                        (t->has_schema && best->has_schema && schema_is_a(t->schema, best->schema))));
        best = closer ? t : best;
    }
    return best ? best->score : p->threshold;
}

int policy_threshold_of(const policy *p, const snapshot *s, uint32_t index)
{
    uint16_t datasets[64];
    const snapshot_entity e = snapshot_entity_at(s, index);
    size_t count = p->threshold_count ? snapshot_entity_datasets(s, index, datasets, 64) : 0;
    int lowest = count ? MATCH_SCORE_ONE : threshold_in(p, STR_NONE, e.schema);
    for (size_t i = 0; i < count && i < 64; i++) {
        int score = threshold_in(p, snapshot_source_at(s, datasets[i]).dataset, e.schema);
        lowest = score < lowest ? score : lowest;
    }
    return lowest;
}

bool policy_counts(const policy *p, const snapshot *s, uint32_t index, int score)
{
    return !p || p->threshold_count == 0 || score >= policy_threshold_of(p, s, index);
}

int policy_lowest_threshold(const policy *p)
{
    int lowest = p->threshold;
    for (size_t i = 0; i < p->threshold_count; i++)
        lowest = p->thresholds[i].score < lowest ? p->thresholds[i].score : lowest;
    return lowest;
}

bool policy_stale(const policy *p, const snapshot *s, uint16_t source, calendar_day on,
                  char text[POLICY_TEXT_CAP])
{
    const snapshot_source list = snapshot_source_at(s, source);
    calendar_day day;
    bool dated = date_parse(list.date, &day);
    if (p->stale_after_days == 0 || (dated && on - day <= p->stale_after_days))
        return false;
    if (dated)
        snprintf(text, POLICY_TEXT_CAP, "the list %.*s is %d days old, the policy allows %d",
                 STR_ARG(list.dataset), on - day, p->stale_after_days);
    else
        snprintf(text, POLICY_TEXT_CAP, "the list %.*s has no date, the policy allows %d days",
                 STR_ARG(list.dataset), p->stale_after_days);
    return true;
}

policy_standing policy_suppresses(const policy *p, str party, str party_record, str id, str record,
                                  calendar_day on, const policy_suppression **found)
{
    policy_standing standing = SUPPRESSION_NONE;
    *found = NULL;
    for (size_t i = 0; i < p->suppression_count && standing != SUPPRESSION_HOLDS; i++) {
        const policy_suppression *s = &p->suppressions[i];
        bool same_record = str_equal(s->party_record, party_record);
        bool theirs = s->party.len ? str_equal(s->party, party) : same_record;
        if (!theirs || !str_equal(s->entity, id))
            continue;
        standing = !same_record                           ? SUPPRESSION_PARTY_CHANGED
                   : !str_equal(s->entity_record, record) ? SUPPRESSION_ENTITY_CHANGED
                   : on > s->until                        ? SUPPRESSION_EXPIRED
                                                          : SUPPRESSION_HOLDS;
        *found = s;
    }
    return standing;
}
