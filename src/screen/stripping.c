#include "screen/stripping.h"

static bool same(str a, str b)
{
    return a.len > 0 && str_equal(a, b);
}

bool stripping_related(const message *earlier, const message *now)
{
    return same(earlier->uetr, now->uetr) || same(earlier->reference, now->reference) ||
           same(earlier->end_to_end, now->end_to_end) || same(earlier->reference, now->related) ||
           same(earlier->related, now->reference);
}

static bool plain(unsigned char c, unsigned char *folded)
{
    if (c >= 'A' && c <= 'Z')
        c = (unsigned char)(c + 32);
    *folded = c;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Equal but for case, blanks and punctuation. */
static bool same_name(str a, str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        unsigned char x = 0, y = 0;
        while (i < a.len && !plain((unsigned char)a.data[i], &x))
            i++;
        while (k < b.len && !plain((unsigned char)b.data[k], &y))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (x != y)
            return false;
        i++;
        k++;
    }
}

static bool same_party(const message_party *a, const message_party *b)
{
    bool bank = a->bic.len >= 8 && b->bic.len >= 8 && memcmp(a->bic.data, b->bic.data, 8) == 0;
    bool account = same(a->account, b->account) && a->account.len >= 8;
    if (a->name.len == 0)
        return bank || (account && a->bic.len == 0);
    return bank || same_name(a->name, b->name) ||
           (b->name_alternative.len && same_name(a->name, b->name_alternative)) ||
           (a->name_alternative.len && same_name(a->name_alternative, b->name));
}

static bool in_header(const message_party *p)
{
    return str_starts(p->where, str_of("block")) || str_starts(p->where, str_of("/AppHdr"));
}

static bool is_customer(const message_party *p)
{
    switch (p->role) {
    case ROLE_DEBTOR:
    case ROLE_CREDITOR:
    case ROLE_ULTIMATE_DEBTOR:
    case ROLE_ULTIMATE_CREDITOR:
    case ROLE_INITIATING_PARTY:
    case ROLE_APPLICANT:
    case ROLE_BENEFICIARY:
        return true;
    default:
        return false;
    }
}

static bool present(const message_party *p, const message *now)
{
    for (size_t i = 0; i < now->party_count; i++)
        if (same_party(p, &now->parties[i]))
            return true;
    return false;
}

static bool has_customers(const message *m)
{
    for (size_t i = 0; i < m->party_count; i++)
        if (is_customer(&m->parties[i]))
            return true;
    return false;
}

size_t stripping_find(const message_list *earlier, const message *now, stripped_party *found, size_t cap)
{
    size_t count = 0;
    if (!has_customers(now))
        return 0;
    for (size_t i = 0; i < earlier->count; i++) {
        const message *m = &earlier->items[i];
        if (!stripping_related(m, now))
            continue;
        for (size_t k = 0; k < m->party_count && count < cap; k++) {
            const message_party *p = &m->parties[k];
            bool says = p->name.len || p->bic.len;
            if (says && !in_header(p) && !present(p, now))
                found[count++] = (stripped_party){p, m->reference};
        }
    }
    return count;
}
