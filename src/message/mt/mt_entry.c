/* Field 61 of statements: date, mark, amount, kind and references of one entry. */
#include "message/mt/mt_read.h"

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t behind_digits(str s, size_t at, size_t most)
{
    size_t end = at;
    while (end < s.len && end - at < most && digit(s.data[end]))
        end++;
    return end;
}

/* The reference of the owner, or that of the bank behind "//" where there is none. */
static str reference_of(str s)
{
    size_t parted = str_find(s, str_make("//", 2));
    str own = str_trim(str_make(s.data, parted == SIZE_MAX ? s.len : parted));
    bool none = own.len == 0 || str_starts(own, str_of("NONREF"));
    if (!none || parted == SIZE_MAX)
        return own;
    return str_trim(str_make(s.data + parted + 2, s.len - parted - 2));
}

/* "2609010901RD10,00NDDTNONREF//B1" */
bool mt_entry_read(mt_reading *r, const mt_field *f)
{
    str rest = f->value, line = STR_NONE;
    message_item *item = arena_alloc(r->a, sizeof *item);
    if (!item)
        return false;
    (void)mt_line(&rest, &line);
    size_t at = behind_digits(line, 0, 10);
    bool reversal = at < line.len && line.data[at] == 'R';
    at += reversal;
    r->credit = (at < line.len && line.data[at] == 'C') != reversal;
    at += at < line.len;
    at += at < line.len && !digit(line.data[at]); /* the third letter of the currency */
    while (at + 1 < line.len && line.data[at] == '0' && digit(line.data[at + 1]))
        at++;
    size_t amount = at;
    while (at < line.len && (digit(line.data[at]) || line.data[at] == ',' || line.data[at] == '.'))
        at++;
    *item = (message_item){.entry = (uint32_t)++r->entries, .credit = r->credit, .currency = r->currency};
    item->amount = str_make(line.data + amount, at - amount);
    at = at + 4 < line.len ? at + 4 : line.len; /* the kind of business: "NTRF" */
    item->reference = reference_of(str_make(line.data + at, line.len - at));
    r->item = item;
    return true;
}
