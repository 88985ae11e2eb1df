#include "match/identifiers.h"

#include "base/error.h"
#include "model/identifier.h"

#include <stdlib.h>

enum { EXACT_MIN = 4 };

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

itd_status identifier_table_make(const snapshot *s, arena *a, identifier_table *out, itd_error *error)
{
    char exact[IDENTIFIER_CAP];
    for (int pass = 0; pass < 2; pass++) {
        size_t count = 0;
        for (uint32_t e = 0; e < snapshot_entity_count(s); e++) {
            snapshot_entity party = snapshot_entity_at(s, e);
            for (uint32_t i = 0; i < party.value_count; i++) {
                uint32_t row = party.first_value + i;
                entity_value v = snapshot_value_at(s, row);
                if (property_get_type(v.property) != TYPE_IDENTIFIER || v.invalid)
                    continue;
                size_t len = comparable(v.property, v.text, exact, sizeof exact);
                if (len < EXACT_MIN)
                    continue;
                if (pass == 1)
                    out->entries[count] = (identifier_entry){hash_of(exact, len), e, row};
                count++;
            }
        }
        if (pass == 1)
            break;
        out->count = count;
        out->entries = arena_array(a, count + 1, sizeof *out->entries);
        if (!out->entries)
            return error_memory(error);
    }
    if (out->count)
        qsort(out->entries, out->count, sizeof *out->entries, compare);
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
