#include "audit/verifier.h"

#include "audit/base64.h"
#include "base/limits.h"
#include "json/json_read.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* What is known of a record. */
enum { HAS_COMMITMENTS = 1, HAS_VALUES = 2, IS_ERASED = 4 };

void verifier_begin(verifier *v, const checkpoint *kept)
{
    *v = (verifier){.kept = kept};
    arena_init(&v->memory, LIMIT_ARENA_SIZE);
    arena_init(&v->leaves, LIMIT_ARENA_SIZE);
    buf_init(&v->flags, LIMIT_BUF_SIZE);
    buf_init(&v->tiles, LIMIT_BUF_SIZE);
    buf_init(&v->signers, LIMIT_BUF_SIZE);
    buf_init(&v->keys, LIMIT_BUF_SIZE);
    buf_init(&v->last, LIMIT_BUF_SIZE);
}

void verifier_free(verifier *v)
{
    arena_free(&v->memory);
    arena_free(&v->leaves);
    buf_free(&v->flags);
    buf_free(&v->tiles);
    buf_free(&v->signers);
    buf_free(&v->keys);
    buf_free(&v->last);
}

void verifier_find(verifier *v, uint64_t record, const char *format, ...)
{
    va_list list;
    if (v->bad && v->bad_record <= record)
        return;
    v->bad = true;
    v->bad_record = record;
    va_start(list, format);
    vsnprintf(v->sentence, sizeof v->sentence, format, list);
    va_end(list);
}

/* ---- records of the log itself ---- */

static const char *text_of(const json_t *detail, const char *key)
{
    const char *text = json_string_value(json_object_get(detail, key));
    return text ? text : "";
}

static bool take_signer(verifier *v, uint64_t number, const json_t *detail, bool first)
{
    verifier_signer s = {.record = number,
                         .by_itself = first || json_is_true(json_object_get(detail, "restored"))};
    if (!base64_take(str_of(text_of(detail, "signer")), s.key.bytes, SIGNER_KEY_SIZE))
        return false;
    buf_append(&v->signers, &s, sizeof s);
    return true;
}

static bool take_log(verifier *v, uint64_t number, const json_t *detail)
{
    const char *origin = text_of(detail, "origin");
    if (number != 0 || !*origin)
        return false;
    v->origin = arena_str(&v->memory, str_of(origin));
    return take_signer(v, number, detail, true);
}

static verifier_key *find_key(verifier *v, long long number)
{
    verifier_key *keys = (verifier_key *)(void *)v->keys.data;
    for (size_t i = v->keys.len / sizeof *keys; i-- > 0;)
        if (keys[i].number == number)
            return &keys[i];
    return NULL;
}

static bool take_key(verifier *v, uint64_t number, const json_t *detail)
{
    const char *hash = text_of(detail, "row");
    verifier_key k = {.number = json_integer_value(json_object_get(detail, "key")), .record = number};
    if (strlen(hash) != SHA256_HEX_LEN)
        return false;
    memcpy(k.hash, hash, sizeof k.hash);
    v->key_changes++;
    verifier_key *known = find_key(v, k.number);
    if (known)
        *known = k;
    else
        buf_append(&v->keys, &k, sizeof k);
    return true;
}

static bool take_erasure(verifier *v, uint64_t number, const json_t *detail)
{
    const json_t *ranges = json_object_get(detail, "ranges");
    for (size_t i = 0; i < json_array_size(ranges); i++) {
        const json_t *range = json_array_get(ranges, i);
        const json_int_t from = json_integer_value(json_array_get(range, 0)),
                         to = json_integer_value(json_array_get(range, 1));
        if (json_array_size(range) != 2 || from < 0 || to < from || (uint64_t)to >= number ||
            (uint64_t)to >= v->flags.len)
            return false;
        for (json_int_t k = from; k <= to; k++)
            v->flags.data[k] = (char)(v->flags.data[k] | IS_ERASED);
    }
    return json_is_array(ranges);
}

/* ---- records ---- */

static void take_detail(verifier *v, uint64_t number, const leaf *l)
{
    static const struct {
        const char *kind;
        int which;
    } own[] = {{"log", 0}, {"signer", 1}, {"key", 2}, {"erase", 3}};
    json_t *detail = NULL;
    bool good = true;
    size_t i = 0;
    while (i < 4 && !str_is(l->kind, own[i].kind))
        i++;
    if (number == 0 && i != 0)
        verifier_find(v, 0, "the first record does not begin a log");
    if (i == 4)
        return;
    itd_status status =
        l->detail.len ? json_read(l->detail, JSON_REJECT_DUPLICATES, &detail, NULL, NULL) : ITD_ERROR_INPUT;
    v->no_memory |= status == ITD_ERROR_MEMORY;
    good = status == ITD_OK && (i == 0   ? take_log(v, number, detail)
                                : i == 1 ? number > 0 && take_signer(v, number, detail, false)
                                : i == 2 ? take_key(v, number, detail)
                                         : take_erasure(v, number, detail));
    if (!good)
        verifier_find(v, number, "its detail cannot be read");
    json_decref(detail);
}

static void check_values(verifier *v, uint64_t number, const leaf *l, const stored_values *stored)
{
    size_t at = 0;
    char hex[SHA256_HEX_LEN + 1];
    for (unsigned i = 0; i < VALUE_COUNT; i++) {
        const str value = stored->values[i];
        if (!value.data != !l->commitments[i].data) {
            verifier_find(v, number, "its %s %s", record_value_names[i],
                          value.data ? "does not belong there" : "is gone");
            return;
        }
        if (!value.data)
            continue;
        record_salt salt;
        if (stored->salts.len < at + SALT_SIZE) {
            verifier_find(v, number, "its salts are gone");
            return;
        }
        memcpy(salt.bytes, stored->salts.data + at, SALT_SIZE);
        at += SALT_SIZE;
        record_commit(&salt, value, hex);
        if (!str_is(l->commitments[i], hex)) {
            verifier_find(v, number, "its %s was changed", record_value_names[i]);
            return;
        }
    }
    if (at != stored->salts.len)
        verifier_find(v, number, "its salts were changed");
}

static unsigned flags_of(const leaf *l, const stored_values *values)
{
    unsigned flags = values ? HAS_VALUES : 0;
    for (unsigned i = 0; i < VALUE_COUNT; i++)
        flags |= l->commitments[i].data ? HAS_COMMITMENTS : 0;
    return flags;
}

static bool found_since(const verifier *v, uint64_t record)
{
    return v->bad && v->bad_record >= record;
}

void verifier_record(verifier *v, uint64_t number, str text, str hash, const stored_values *values)
{
    leaf l = {0};
    tree_hash own;
    itd_error error = {0};
    const uint64_t place = v->tree.size;
    if (number != place) {
        v->incomplete = true;
        verifier_find(v, number < place ? number : place,
                      number < place ? "it is there twice" : "it is gone");
        return;
    }
    arena_reset(&v->leaves);
    tree_leaf(text.data, text.len, &own);
    if (hash.data && (hash.len != sizeof own || memcmp(hash.data, &own, sizeof own) != 0))
        verifier_find(v, number, "it was changed: its hash does not fit");
    itd_status status = leaf_read(text, &v->leaves, &l, &error);
    v->incomplete |= status == ITD_ERROR_INPUT || l.number != number || found_since(v, number);
    v->no_memory |= status == ITD_ERROR_MEMORY;
    if (status == ITD_ERROR_INPUT)
        verifier_find(v, number, "it was changed: %s", error.message);
    else if (l.number != number)
        verifier_find(v, number, "record %" PRIu64 " stands in its place", l.number);
    if (status == ITD_OK && values)
        check_values(v, number, &l, values);
    if (status == ITD_OK)
        take_detail(v, number, &l);
    buf_putc(&v->flags, (char)flags_of(&l, values));
    tree_append(&v->tree, &own);
    if (tree_filled_tile(&v->tree, &own))
        buf_append(&v->tiles, &own, sizeof own);
    if (v->kept && v->kept->size == v->tree.size) {
        tree_root(&v->tree, &own);
        if (memcmp(&own, &v->kept->root, sizeof own) != 0)
            verifier_find(v, number, "the kept checkpoint does not fit: the log was forked here or before");
    }
}

/* ---- checkpoints ---- */

/* Who signs behind so many records: the key of the last signer below, or one that comes in by itself. */
static const verifier_signer *signer_of(const verifier *v)
{
    const verifier_signer *found = NULL;
    for (size_t i = 0; i < verifier_signer_count(v); i++) {
        const verifier_signer *s = verifier_signer_at(v, i);
        if (s->record < v->covered || s->by_itself)
            found = s;
    }
    return found;
}

void verifier_checkpoint(verifier *v, uint64_t number, uint64_t size, str note)
{
    checkpoint c;
    tree_hash root;
    bool good = false;
    const uint64_t first = v->covered;
    if (number != v->checkpoints++)
        verifier_find(v, first, "checkpoint %" PRIu64 " behind it is gone", v->checkpoints - 1);
    if (!checkpoint_read(note, false, &c) || !str_equal(c.origin, v->origin) || c.size != size) {
        verifier_find(v, first, "checkpoint %" PRIu64 " behind it was changed", number);
        return;
    }
    const verifier_signer *s = signer_of(v);
    v->no_memory |= s && checkpoint_check(&c, &s->key, &good, NULL) != ITD_OK;
    if (!good && !found_since(v, first))
        verifier_find(v, first, "checkpoint %" PRIu64 " behind it is not signed by the log's key", number);
    tree_root(&v->tree, &root);
    if (c.size > v->tree.size) {
        v->incomplete = true;
        verifier_find(v, v->tree.size, "it is gone: checkpoint %" PRIu64 " covers it", number);
    } else if ((c.size != v->tree.size || memcmp(&c.root, &root, sizeof root) != 0 || c.size <= first) &&
               !found_since(v, first))
        verifier_find(v, first, "checkpoint %" PRIu64 " behind it does not fit the records", number);
    v->covered = c.size > first ? c.size : first;
    buf_reset(&v->last);
    buf_str(&v->last, note);
}

void verifier_key_row(verifier *v, const key_row_values *row)
{
    char hash[SHA256_HEX_LEN + 1];
    verifier_key *k = find_key(v, row->number);
    v->incomplete |= v->covered > v->tree.size;
    if (v->incomplete)
        return;
    key_row_hash(row, hash);
    if (!k)
        verifier_find(v, v->tree.size, "API key %lld is not of this log", row->number);
    else if (k->seen || strcmp(k->hash, hash) != 0)
        verifier_find(v, k->record, "API key %lld was changed", row->number);
    if (k)
        k->seen = true;
}

/* ---- the end ---- */

static void check_erased(verifier *v)
{
    for (size_t i = 0; i < v->flags.len; i++) {
        const unsigned flags = (unsigned char)v->flags.data[i];
        const bool erased = flags & IS_ERASED, there = flags & HAS_VALUES;
        if (flags & HAS_COMMITMENTS && !there && !erased)
            verifier_find(v, i, "its values are gone, and no erasure is on record");
        else if (there && erased)
            verifier_find(v, i, "its values were erased and are there again");
        else if (there && !(flags & HAS_COMMITMENTS))
            verifier_find(v, i, "values stand beside it that it does not have");
    }
}

void verifier_end(verifier *v)
{
    v->incomplete |= v->covered > v->tree.size;
    if (!v->incomplete)
        check_erased(v);
    if (v->covered < v->tree.size)
        verifier_find(v, v->covered, "no checkpoint covers it");
    if (v->covered > v->tree.size)
        verifier_find(v, v->tree.size, "it is gone: a checkpoint covers %" PRIu64 " records", v->covered);
    if (v->kept && v->kept->size > v->tree.size)
        verifier_find(v, v->tree.size, "it is gone: the kept checkpoint covers %" PRIu64 " records",
                      v->kept->size);
    if (v->kept && !str_equal(v->kept->origin, v->origin))
        verifier_find(v, 0, "the kept checkpoint is of another log");
    if (!v->tree.size)
        verifier_find(v, 0, "it is gone");
    const verifier_key *keys = (const verifier_key *)(const void *)v->keys.data;
    for (size_t i = 0; i < v->keys.len / sizeof *keys && !v->incomplete; i++)
        if (!keys[i].seen)
            verifier_find(v, keys[i].record, "API key %lld is gone", keys[i].number);
}

bool verifier_lacks_memory(const verifier *v)
{
    return v->no_memory || v->flags.failed || v->last.failed || v->tiles.failed || v->signers.failed ||
           v->keys.failed || v->memory.failed || v->leaves.failed;
}

void verifier_want_key(verifier *v, str name, const signer_key *key)
{
    bool found = false;
    for (size_t i = 0; i < verifier_signer_count(v); i++) {
        const verifier_signer *s = verifier_signer_at(v, i);
        if (found && s->by_itself)
            verifier_find(v, s->record,
                          "the key that signs from here on is not vouched for by the one before");
        found = found || memcmp(&s->key, key, sizeof *key) == 0;
    }
    if (!found || !str_equal(name, v->origin))
        verifier_find(v, 0, "the log is not signed by the key that was given");
}
