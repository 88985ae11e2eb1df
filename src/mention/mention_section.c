/* The section of the snapshot that holds the table of names for texts: a head, then the arrays of
 * mention/mention_table.h as they are, each aligned to eight bytes. docs/formats/snapshot.md has the layout.
 */
#include "base/bytes.h"
#include "base/error.h"
#include "base/limits.h"
#include "mention/mention_table.h"

#include <stdlib.h>

#define MENTION_TAG "TIDX"

enum {
    MENTION_VERSION = 1,
    MENTION_MODEL = 8, /* that of the match index, zero-filled */
    MENTION_MODEL_CAP = 32,
    MENTION_PARTS = MENTION_MODEL + MENTION_MODEL_CAP, /* offset and length in bytes of each, 64 bits */
};

enum {
    PART_TOKENS,
    PART_NAMES,
    PART_NAME_TOKENS,
    PART_POSTINGS,
    PART_SPELLINGS,
    PART_STARTS,
    PART_KEYS,
    PART_LISTED,
    PART_COUNT,
    MENTION_HEAD_SIZE = MENTION_PARTS + 16 * PART_COUNT,
};

/* ---- writing ---- */

static void put_section(const mention_table *t, buf *out)
{
    const struct {
        const void *data;
        size_t size;
    } parts[PART_COUNT] = {
        [PART_TOKENS] = {t->tokens, t->token_count * sizeof *t->tokens},
        [PART_NAMES] = {t->names, t->name_count * sizeof *t->names},
        [PART_NAME_TOKENS] = {t->name_tokens, t->name_token_count * sizeof *t->name_tokens},
        [PART_POSTINGS] = {t->postings, t->posting_count * sizeof *t->postings},
        [PART_SPELLINGS] = {t->spellings, t->spelling_count * sizeof *t->spellings},
        [PART_STARTS] = {t->starts, ((size_t)t->key_mask + 2) * sizeof *t->starts},
        [PART_KEYS] = {t->keys, t->key_count * sizeof *t->keys},
        [PART_LISTED] = {t->listed, TABLE_LISTED_BITS / 8},
    };
    char model[MENTION_MODEL_CAP] = {0};
    size_t len = strlen(match_model());
    memcpy(model, match_model(), len < sizeof model ? len : sizeof model - 1);
    buf_u32(out, MENTION_VERSION);
    buf_u32(out, 0);
    buf_append(out, model, sizeof model);
    uint64_t offset = MENTION_HEAD_SIZE;
    for (size_t i = 0; i < PART_COUNT; i++) {
        buf_u64(out, offset);
        buf_u64(out, parts[i].size);
        offset += (parts[i].size + 7) / 8 * 8;
    }
    (void)buf_reserve(out, offset); /* once, instead of growing to twice the size */
    for (size_t i = 0; i < PART_COUNT; i++) {
        buf_append(out, parts[i].data, parts[i].size);
        buf_align(out, 8);
    }
}

itd_status mention_section_build(const snapshot *core, str index, match_section_sink *sink, void *context,
                                 itd_error *error)
{
    match_index x;
    mention_table *t = NULL;
    buf section;
    buf_init(&section, LIMIT_BUF_SIZE);
    itd_status status = index_open_section(core, index, &x, error);
    if (status == ITD_OK)
        status = mention_table_make(core, &x, &t, error);
    if (status == ITD_OK)
        put_section(t, &section);
    mention_table_free(t);
    if (status == ITD_OK)
        status =
            section.failed ? error_memory(error) : sink(context, MENTION_TAG, buf_as_str(&section), error);
    buf_free(&section);
    return status;
}

/* ---- opening: nothing is used before every offset and number has been checked ---- */

static bool take(str bytes, size_t part, size_t size, const void **array, uint32_t *count)
{
    uint64_t offset = read_u64(bytes.data + MENTION_PARTS + 16 * part);
    uint64_t length = read_u64(bytes.data + MENTION_PARTS + 16 * part + 8);
    if (offset > bytes.len || length > bytes.len - offset || length % size || offset % 8 ||
        length / size > UINT32_MAX)
        return false;
    *array = bytes.data + offset;
    *count = (uint32_t)(length / size);
    return true;
}

#define TAKE(part, array, count) take(bytes, part, sizeof *(array), (const void **)&(array), &(count))

static bool take_all(str bytes, mention_table *t)
{
    uint32_t starts, listed;
    if (!TAKE(PART_TOKENS, t->tokens, t->token_count) || !TAKE(PART_NAMES, t->names, t->name_count) ||
        !TAKE(PART_NAME_TOKENS, t->name_tokens, t->name_token_count) ||
        !TAKE(PART_POSTINGS, t->postings, t->posting_count) ||
        !TAKE(PART_SPELLINGS, t->spellings, t->spelling_count) || !TAKE(PART_STARTS, t->starts, starts) ||
        !TAKE(PART_KEYS, t->keys, t->key_count) || !TAKE(PART_LISTED, t->listed, listed))
        return false;
    t->key_mask = starts - 2;
    return starts >= 3 && (t->key_mask & (t->key_mask + 1)) == 0 && listed == TABLE_LISTED_BITS / 64;
}

static bool tokens_are_good(const mention_table *t)
{
    if (t->token_count != t->index.word_count)
        return false;
    for (uint32_t i = 0; i < t->token_count; i++) {
        const table_token *k = &t->tokens[i];
        unsigned groups = 0, roles = 0;
        for (size_t g = 0; g < TABLE_GROUPS; g++)
            groups |= k->groups[g];
        for (size_t kind = 0; kind < KIND_COUNT; kind++)
            roles |= k->roles[kind] > ROLE_NAMED;
        if (k->posting_count > t->posting_count || k->first_posting > t->posting_count - k->posting_count ||
            k->short_count > k->posting_count || k->script >= SCRIPT_COUNT || groups >= TABLE_GROUP_COUNT ||
            roles || (k->given | k->patronymic | k->phrase | k->common) > 1)
            return false;
    }
    return true;
}

static bool names_are_good(const mention_table *t)
{
    uint32_t rows = snapshot_name_count(t->snapshot), parties = snapshot_entity_count(t->snapshot);
    for (uint32_t i = 0; i < t->name_count; i++) {
        const table_name *n = &t->names[i];
        if (n->count == 0 || n->count > TOKENS_MAX || n->count > t->name_token_count ||
            n->first_token > t->name_token_count - n->count || n->row >= rows || n->entity >= parties ||
            n->kind >= KIND_COUNT || n->schema >= SCHEMA_COUNT || n->anchor_count > TABLE_ANCHORS ||
            n->heavy > n->count || (n->has_form | n->turned) > 1 || n->family_from > n->family_to ||
            n->family_to > n->count)
            return false;
        for (size_t k = 0; k < n->anchor_count; k++)
            if (n->anchors[k] >= n->count)
                return false;
    }
    for (uint32_t i = 0; i < t->name_token_count; i++)
        if (t->name_tokens[i] >= t->token_count)
            return false;
    for (uint32_t i = 0; i < t->posting_count; i++)
        if (t->postings[i].name >= t->name_count ||
            (t->postings[i].partner >= t->token_count && t->postings[i].partner != (uint32_t)TABLE_NO_TOKEN))
            return false;
    return true;
}

/* A sound is any byte. */
static bool spellings_are_good(const mention_table *t)
{
    size_t pool = t->index.pool.len;
    for (uint32_t i = 0; i < t->spelling_count; i++) {
        const table_spelling *s = &t->spellings[i];
        if (s->letters > pool || s->len > pool - s->letters || s->token >= t->token_count || s->frame > 1 ||
            s->sound_len > TABLE_SOUNDS)
            return false;
    }
    return true;
}

static bool keys_are_good(const mention_table *t)
{
    bool falls = t->starts[0] != 0 || t->starts[t->key_mask + 1] != t->key_count;
    uint32_t greatest = 0;
    for (uint32_t i = 0; i <= t->key_mask; i++)
        falls |= t->starts[i] > t->starts[i + 1];
    for (uint32_t i = 0; i < t->key_count; i++)
        greatest = t->keys[i].spelling > greatest ? t->keys[i].spelling : greatest;
    return !falls && (t->key_count == 0 || greatest < t->spelling_count);
}

static itd_status check(str bytes, mention_table *t, itd_error *error)
{
    if (bytes.len < MENTION_HEAD_SIZE)
        return error_set(error, ITD_ERROR_SNAPSHOT, "names for texts", "the section has no head");
    if (read_u32(bytes.data) != MENTION_VERSION ||
        strncmp(bytes.data + MENTION_MODEL, match_model(), MENTION_MODEL_CAP) != 0)
        return error_set(error, ITD_ERROR_SNAPSHOT, "names for texts",
                         "made by another version of the program; compile the snapshot again");
    if (!take_all(bytes, t))
        return error_set(error, ITD_ERROR_SNAPSHOT, "names for texts", "a part lies outside the section");
    if (!tokens_are_good(t) || !names_are_good(t) || !spellings_are_good(t) || !keys_are_good(t))
        return error_set(error, ITD_ERROR_SNAPSHOT, "names for texts", "the section is damaged");
    return ITD_OK;
}

static itd_status open_section(const snapshot *s, str bytes, const match_index *index, mention_table **out,
                               itd_error *error)
{
    mention_table *t = calloc(1, sizeof *t);
    *out = t;
    if (!t)
        return error_memory(error);
    arena_init(&t->memory, LIMIT_ARENA_SIZE);
    t->snapshot = s;
    t->index = *index;
    return check(bytes, t, error);
}

itd_status mention_table_open(const snapshot *s, const match_index *index, mention_table **out,
                              itd_error *error)
{
    str bytes;
    mention_table *t = NULL;
    itd_status status = snapshot_section(s, MENTION_TAG, &bytes, error);
    if (status == ITD_OK)
        status =
            bytes.len ? open_section(s, bytes, index, &t, error) : mention_table_make(s, index, &t, error);
    if (status == ITD_OK)
        status = mention_lists_new(&t->lists, error);
    *out = status == ITD_OK ? t : NULL;
    if (status != ITD_OK)
        mention_table_free(t);
    return status;
}
