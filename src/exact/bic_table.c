#include "exact/bic_table.h"

#include "base/error.h"

#include <stdlib.h>

#define PARTY_LEN 7

static int by_party(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

/* Fills the table, or only counts. */
static size_t collect(const snapshot *s, str *items)
{
    size_t count = 0;
    for (uint32_t row = 0; s && snapshot_value_next(s, PROPERTY_SWIFT_BIC, &row); row++) {
        const entity_value v = snapshot_value_at(s, row);
        if (v.invalid || v.text.len < 8)
            continue;
        if (items)
            items[count] = v.text;
        count++;
    }
    return count;
}

itd_status bic_table_new(const snapshot *s, bic_table **out, itd_error *error)
{
    bic_table *t = calloc(1, sizeof *t);
    *out = NULL;
    if (t)
        t->items = calloc(collect(s, NULL) + 1, sizeof *t->items);
    if (t == NULL || t->items == NULL) {
        free(t);
        return error_memory(error);
    }
    t->count = collect(s, t->items);
    qsort(t->items, t->count, sizeof *t->items, by_party);
    *out = t;
    return ITD_OK;
}

void bic_table_free(bic_table *t)
{
    if (t)
        free(t->items);
    free(t);
}

size_t bic_table_find(const bic_table *t, str bic, str *out, size_t cap)
{
    size_t low = 0, high = t->count, count = 0;
    if (bic.len < 8)
        return 0;
    const str party = str_make(bic.data, PARTY_LEN);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(t->items[middle], party) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < t->count && str_starts(t->items[low], party) && count < cap; low++)
        if (count == 0 || !str_equal(out[count - 1], t->items[low]))
            out[count++] = t->items[low];
    return count;
}

bool bic_is_test(str bic)
{
    return bic.len >= 8 && bic.data[7] == '0';
}
