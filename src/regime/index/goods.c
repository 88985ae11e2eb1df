/* Lists of goods: hundreds of codes, some for some days, found by binary search in the codes of one length.
 */
#include "regime/program.h"

#include <stdlib.h>

static int compare_entries(const void *a, const void *b)
{
    const goods_entry *left = a, *right = b;
    if (left->len != right->len)
        return left->len < right->len ? -1 : 1;
    return (left->code > right->code) - (left->code < right->code);
}

bool goods_list_build(regime *r, const regime_goods *source, goods_list *out)
{
    bool no_memory = false;
    if (source->line_count == 0)
        return true;
    out->items = index_array(r, source->line_count, sizeof *out->items, &no_memory);
    for (size_t i = 0; i < source->line_count && !no_memory; i++) {
        const regime_goods_line *l = &source->lines[i];
        unsigned long long number = 0;
        if (l->hs.len == 0 || l->hs.len > 10 || !str_to_unsigned(l->hs, &number))
            continue;
        out->items[out->count++] =
            (goods_entry){.code = number, .span = l->span, .len = (uint8_t)l->hs.len, .working = l->working};
        out->dated |= l->span.from != DATE_NONE || l->span.until != DATE_NONE;
    }
    if (!no_memory && out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_entries);
    return !no_memory;
}

/* The first entry of this length with this code or a higher one. */
static uint32_t first_entry(const goods_list *list, uint8_t len, uint64_t code_number)
{
    uint32_t low = 0, high = list->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const goods_entry *e = &list->items[middle];
        if (e->len < len || (e->len == len && e->code < code_number))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint64_t ten_to(unsigned n)
{
    uint64_t p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

/* Codes of one length: those that the code falls under, or that it, being shorter, may fall under. */
static uint8_t match_len(const goods_list *list, uint8_t len, const code *c, calendar_day day)
{
    bool shorter = c->len < len;
    uint64_t scale = shorter ? ten_to((unsigned)(len - c->len)) : 1;
    uint64_t from = c->heads[shorter ? c->len : len] * scale, to = from + scale - 1;
    uint8_t best = NO;
    for (uint32_t i = first_entry(list, len, from); i < list->count; i++) {
        const goods_entry *e = &list->items[i];
        if (e->len != len || e->code > to)
            break;
        if (day != DATE_NONE && !span_has(e->span, day))
            continue;
        uint8_t state = shorter || e->working ? MAYBE : YES;
        best = state > best ? state : best;
    }
    return best;
}

uint8_t goods_list_match(const goods_list *list, const code *c, calendar_day day)
{
    uint8_t best = NO;
    if (list->count == 0)
        return NO;
    if (c->len == 0)
        return MAYBE;
    for (uint8_t len = 2; len <= 10 && best != YES; len = (uint8_t)(len + 2)) {
        uint8_t state = match_len(list, len, c, day);
        best = state > best ? state : best;
    }
    return best;
}
