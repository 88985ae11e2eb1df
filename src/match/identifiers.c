#include "match/identifiers.h"

#include "base/bytes.h"
#include "base/error.h"
#include "base/limits.h"
#include "model/identifier.h"

#include <stdlib.h>

#define IDENTIFIERS_TAG   "IDNT"
#define IDENTIFIERS_OTHER "made by another version of the program; compile the snapshot again"

enum { EXACT_MIN = 4, IDENTIFIERS_VERSION = 1, HEAD_SIZE = 8, ENTRIES_TRIED = 64 };

_Static_assert(sizeof(identifier_entry) == 16, "entries lie in the snapshot as they are");

static uint64_t hash_of(const char *data, size_t len)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)data[i]) * 1099511628211u;
    return h ^ h >> 32;
}

static int compare(const void *a, const void *b)
{
    const identifier_entry *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* The exact form by which two are compared. The first eight characters of a BIC are the bank; the three of
 * its head office or a branch do not make it another party. */
static size_t comparable(property_id p, str text, char *exact, size_t cap)
{
    enum { BANK = 8, WITH_BRANCH = 11 };
    size_t len = identifier_exact(p, text, exact, cap);
    return p == PROPERTY_SWIFT_BIC && len == WITH_BRANCH ? BANK : len;
}

/* Whether a value is an identifier that is compared, and its hash. */
static bool hash_value(const entity_value *v, uint64_t *hash)
{
    char exact[IDENTIFIER_CAP];
    if (property_get_type(v->property) != TYPE_IDENTIFIER || v->invalid)
        return false;
    size_t len = comparable(v->property, v->text, exact, sizeof exact);
    *hash = hash_of(exact, len);
    return len >= EXACT_MIN;
}

static itd_status make(const snapshot *s, arena *a, identifier_table *out, itd_error *error)
{
    identifier_entry *entries = NULL;
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        count = 0;
        for (uint32_t e = 0; e < snapshot_entity_count(s); e++) {
            snapshot_entity party = snapshot_entity_at(s, e);
            for (uint32_t row = party.first_value; row < party.first_value + party.value_count; row++) {
                uint64_t hash;
                entity_value v = snapshot_value_at(s, row);
                if (!hash_value(&v, &hash))
                    continue;
                if (entries)
                    entries[count] = (identifier_entry){hash, e, row};
                count++;
            }
        }
        if (!entries)
            entries = arena_array(a, count + 1, sizeof *entries);
        if (!entries)
            return error_memory(error);
    }
    if (count)
        qsort(entries, count, sizeof *entries, compare);
    *out = (identifier_table){entries, count};
    return ITD_OK;
}

/* ---- the section ---- */

itd_status identifier_section_build(const snapshot *core, match_section_sink *sink, void *context,
                                    itd_error *error)
{
    arena a;
    buf section;
    identifier_table t;
    arena_init(&a, LIMIT_ARENA_SIZE);
    buf_init(&section, LIMIT_BUF_SIZE);
    itd_status status = make(core, &a, &t, error);
    if (status == ITD_OK) {
        buf_u32(&section, IDENTIFIERS_VERSION);
        buf_u32(&section, 0);
        for (size_t i = 0; i < t.count; i++) {
            buf_u64(&section, t.entries[i].hash);
            buf_u32(&section, t.entries[i].entity);
            buf_u32(&section, t.entries[i].value);
        }
        status = section.failed ? error_memory(error)
                                : sink(context, IDENTIFIERS_TAG, buf_as_str(&section), error);
    }
    buf_free(&section);
    arena_free(&a);
    return status;
}

/* That hashes are those of the values is tried of some entries: a program that reads identifiers in another
 * way must make the table anew. */
static bool is_of_this_program(const identifier_table *t, const snapshot *s)
{
    size_t step = t->count / ENTRIES_TRIED + 1;
    for (size_t i = 0; i < t->count; i += step) {
        uint64_t hash;
        entity_value v = snapshot_value_at(s, t->entries[i].value);
        if (!hash_value(&v, &hash) || hash != t->entries[i].hash)
            return false;
    }
    return true;
}

static bool is_good(const identifier_table *t, const snapshot *s)
{
    uint32_t entities = snapshot_entity_count(s), values = snapshot_value_count(s);
    bool bad = false;
    for (size_t i = 0; i < t->count; i++)
        bad |= t->entries[i].entity >= entities || t->entries[i].value >= values ||
               (i && t->entries[i].hash < t->entries[i - 1].hash);
    return !bad;
}

itd_status identifier_table_open(const snapshot *s, arena *a, identifier_table *out, itd_error *error)
{
    str bytes;
    *out = (identifier_table){NULL, 0};
    itd_status status = snapshot_section(s, IDENTIFIERS_TAG, &bytes, error);
    if (status != ITD_OK)
        return status;
    if (bytes.len == 0)
        return make(s, a, out, error);
    if (bytes.len < HEAD_SIZE || read_u32(bytes.data) != IDENTIFIERS_VERSION)
        return error_set(error, ITD_ERROR_SNAPSHOT, "identifiers", IDENTIFIERS_OTHER);
    *out = (identifier_table){(const identifier_entry *)(const void *)(bytes.data + HEAD_SIZE),
                              (bytes.len - HEAD_SIZE) / sizeof *out->entries};
    if ((bytes.len - HEAD_SIZE) % sizeof *out->entries || !is_good(out, s))
        return error_set(error, ITD_ERROR_SNAPSHOT, "identifiers", "the section is damaged");
    if (!is_of_this_program(out, s))
        return error_set(error, ITD_ERROR_SNAPSHOT, "identifiers", IDENTIFIERS_OTHER);
    return ITD_OK;
}

/* Numbers that one list files under one heading and another under another. */
static bool is_register_number(property_id p)
{
    return p == PROPERTY_REGISTRATION_NUMBER || p == PROPERTY_ID_NUMBER || p == PROPERTY_TAX_NUMBER ||
           p == PROPERTY_VAT_CODE || p == PROPERTY_INN_CODE || p == PROPERTY_OGRN_CODE ||
           p == PROPERTY_KPP_CODE || p == PROPERTY_OKPO_CODE || p == PROPERTY_USC_CODE ||
           p == PROPERTY_LICENSE_NUMBER || p == PROPERTY_PASSPORT_NUMBER ||
           p == PROPERTY_SOCIAL_SECURITY_NUMBER || p == PROPERTY_IRS_CODE;
}

static bool same_kind(const match_identifier *asked, property_id listed)
{
    return !asked->has_property || asked->property == listed ||
           (is_register_number(asked->property) && is_register_number(listed));
}

bool identifier_table_next(const identifier_table *t, const snapshot *s, const match_identifier *asked,
                           size_t *at, identifier_entry *found)
{
    char exact[IDENTIFIER_CAP], listed[IDENTIFIER_CAP];
    property_id p = asked->has_property ? asked->property : PROPERTY_ID_NUMBER;
    size_t len = comparable(p, asked->text, exact, sizeof exact);
    if (len < EXACT_MIN)
        return false;
    uint64_t hash = hash_of(exact, len);
    if (*at == 0) {
        size_t low = 0, high = t->count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (t->entries[middle].hash < hash)
                low = middle + 1;
            else
                high = middle;
        }
        *at = low;
    }
    for (; *at < t->count && t->entries[*at].hash == hash; (*at)++) {
        entity_value v = snapshot_value_at(s, t->entries[*at].value);
        size_t other = comparable(v.property, v.text, listed, sizeof listed);
        if (other != len || memcmp(exact, listed, len) != 0 || !same_kind(asked, v.property))
            continue;
        *found = t->entries[(*at)++];
        return true;
    }
    return false;
}
