/* What makes a FIN message doubtful: it is cut, out of order, lacks what its type must have, has a field
 * twice or one that its type does not know. None of it stops the reading; each is a reason for REVIEW. */
#include "base/date.h"
#include "message/encoding.h"
#include "value/value.h"
#include "message/mt/mt_read.h"

#include <stdio.h>

#define FIELDS_MAX 10000 /* a FIN message has 10,000 characters */

/* What reports say in another form is only noted. */
#define NOTE_IN_REPORT(condition, ...)                                                                       \
    do {                                                                                                     \
        if ((condition) && !(mt_is_report(r) ? message_note : message_problem)(r->a, r->m, __VA_ARGS__))     \
            return false;                                                                                    \
    } while (0)

#define CHECK(condition, ...)                                                                                \
    do {                                                                                                     \
        if ((condition) && !message_problem(r->a, r->m, __VA_ARGS__))                                        \
            return false;                                                                                    \
    } while (0)

/* Field numbers with options ("50*": any option, "59-": none or any) that a type must have, in its order;
 * those that may stand once only; and all it may have. */
typedef struct type_rules {
    short type;
    const char *mandatory; /* in order of the standard where ordered is set */
    const char *once;
    const char *allowed; /* NULL: any */
    bool ordered;
} type_rules;

static const type_rules rules[] = {
    {103, "20 23B 32A 50* 59* 71A", "20 23B 32A 50* 52* 53* 54* 55* 56* 57* 59* 70 71A 72 77B",
     "13C 20 23B 23E 26T 32A 33B 36 50A 50F 50K 51A 52A 52D 53A 53B 53D 54A 54B 54D 55A 55B 55D 56A 56C 56D "
     "57A 57B 57C 57D 59 59A 59F 70 71A 71F 71G 72 77B 77T",
     true},
    {200, "20 32A 57*", "20 32A", NULL, false},
    {202, "20 21 32A 58*", "20 21 32A 58*",
     "13C 20 21 32A 33B 50A 50F 50K 52A 52D 53A 53B 53D 54A 54B 54D 56A 56C 56D 57A 57B 57C 57D 58A 58D 59 "
     "59A "
     "59F 70 72",
     false},
    {205, "20 21 32A 52* 58*", "20 21 32A 58*", NULL, false},
    {210, "20 30", "20 30", NULL, false},
    {199, "20 79", "20", NULL, false},
    {299, "20 79", "20", NULL, false},
    {499, "20 79", "20", NULL, false},
    {799, "20 79", "20", NULL, false},
    {999, "20 79", "20", NULL, false},
    {700, "27 40A 20 31D 50* 59* 32B", "20 40A 50* 59* 32B 45A 46A 47A", NULL, false},
    {707, "20", "20", NULL, false},
    {760, "20", NULL, NULL, false},
    {900, "20 21 25* 32A", "20 32A", NULL, false},
    {910, "20 21 25* 32A", "20 32A", NULL, false},
    {940, "20 25* 28* 60* 62*", "20 25*", NULL, false},
    {942, "20 25* 28*", "20 25*", NULL, false},
    {950, "20 25* 28* 60* 62*", "20 25*", NULL, false},
};

static const type_rules *rules_of(int type)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (rules[i].type == type)
            return &rules[i];
    return NULL;
}

/* "50*" meets every 50; "32A" only itself; "20" only without option. */
static bool meets(const mt_field *f, str pattern)
{
    if (f->number < 0 || pattern.len < 2)
        return false;
    int number = (pattern.data[0] - '0') * 10 + (pattern.data[1] - '0');
    if (f->number != number)
        return false;
    if (pattern.len == 2)
        return f->option == 0;
    return pattern.data[2] == '*' || pattern.data[2] == f->option;
}

static size_t count_of(const mt_reading *r, size_t from, size_t to, str pattern, size_t *first)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        if (!meets(&r->fields.items[i], pattern))
            continue;
        if (count++ == 0)
            *first = i;
    }
    return count;
}

static bool check_mandatory(mt_reading *r, const type_rules *t)
{
    str rest = str_of(t->mandatory), pattern;
    size_t last = 0, first = 0;
    bool order = true;
    while (str_split(&rest, ' ', &pattern)) {
        size_t count = count_of(r, 0, r->fields.count, pattern, &first);
        CHECK(count == 0, "field %.*s is missing: %.*s must have it",
              (int)(pattern.len > 2 && pattern.data[2] == '*' ? 2 : pattern.len), pattern.data,
              STR_ARG(r->m->format));
        if (count && first < last)
            order = false;
        if (count)
            last = first;
    }
    CHECK(t->ordered && !order, "the fields are not in the order of %.*s", STR_ARG(r->m->format));
    if (r->cover) {
        CHECK(r->sequence_b == SIZE_MAX, "sequence B with the ordering customer is missing");
        CHECK(r->sequence_b != SIZE_MAX &&
                  count_of(r, r->sequence_b, r->fields.count, (str)STR("59*"), &first) == 0,
              "field 59 is missing in sequence B");
    }
    return true;
}

static bool check_once(mt_reading *r, const type_rules *t)
{
    str rest = str_of(t->once ? t->once : ""), pattern;
    while (str_split(&rest, ' ', &pattern)) {
        size_t first = 0, middle = r->sequence_b < r->fields.count ? r->sequence_b : r->fields.count;
        size_t a = count_of(r, 0, middle, pattern, &first);
        size_t b = count_of(r, middle, r->fields.count, pattern, &first);
        CHECK(a > 1 || b > 1, "field %.*s stands more than once",
              (int)(pattern.len > 2 && pattern.data[2] == '*' ? 2 : pattern.len), pattern.data);
    }
    return true;
}

static bool is_allowed(const type_rules *t, const mt_field *f)
{
    str rest = str_of(t->allowed), tag;
    while (str_split(&rest, ' ', &tag))
        if (meets(f, tag))
            return true;
    return false;
}

/* Option letters that a party field of any type may have. */
static bool option_is_known(const mt_field *f)
{
    return f->number < 50 || f->number > 59 || f->option == 0 || strchr("ABCDFGHJKLP", f->option) != NULL;
}

static bool check_tags(mt_reading *r, const type_rules *t)
{
    for (size_t i = 0; i < r->fields.count && i < FIELDS_MAX; i++) {
        const mt_field *f = &r->fields.items[i];
        if (f->number < 0) {
            NOTE_IN_REPORT(str_trim(f->value).len > 0, "text before the first field: \"%.*s\"",
                           MESSAGE_SHORT(str_trim(f->value)));
            continue;
        }
        CHECK(f->odd && f->suffix.len == 0, "field %s: expected a colon behind the tag", f->name);
        CHECK(f->odd && f->suffix.len > 0, "field %s: the tag is not in capitals", f->name);
        CHECK(t && t->allowed && !is_allowed(t, f), "field %s is unknown in %.*s", f->name,
              STR_ARG(r->m->format));
        CHECK(!option_is_known(f), "field %s has an unknown option", f->name);
        if (r->m->problem_count >= MESSAGE_PROBLEMS_MAX)
            break;
    }
    return true;
}

static bool two_digits(const char *p, int *value)
{
    if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
        return false;
    *value = (p[0] - '0') * 10 + (p[1] - '0');
    return true;
}

static bool date_exists(str s)
{
    int year, month, day;
    calendar_day d;
    return s.len >= 6 && two_digits(s.data, &year) && two_digits(s.data + 2, &month) &&
           two_digits(s.data + 4, &day) && date_from_parts(2000 + year, month, day, &d);
}

/* 3!a15d: a currency and an amount with one comma. */
static bool amount_is_good(str s)
{
    size_t commas = 0;
    if (s.len < 5)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        bool good = i < 3 ? c >= 'A' && c <= 'Z' : (c >= '0' && c <= '9') || c == ',';
        if (!good)
            return false;
        commas += c == ',';
    }
    return commas == 1 && s.len <= 18;
}

/* The day and the amount that a field begins with, in this order; "" for none. */
static bool check_day_and_amount(mt_reading *r, const mt_field *f, str value, bool day, bool amount)
{
    enum { DAY = 6, CURRENCY = 3 };
    str rest = value;
    if (day) {
        CHECK(!date_exists(value), "field %s: no such date: \"%.*s\"", f->name,
              (int)(value.len < DAY ? value.len : DAY), value.data);
        rest = value.len < DAY ? STR_NONE : str_make(value.data + DAY, value.len - DAY);
    }
    if (!amount || (day && value.len < DAY))
        return true;
    CHECK(!amount_is_good(rest), "field %s: expected a currency and an amount with a comma", f->name);
    str currency = str_make(rest.data, rest.len < CURRENCY ? rest.len : CURRENCY);
    CHECK(amount_is_good(rest) && !value_is_currency(currency), "field %s: \"%.*s\" is no currency", f->name,
          STR_ARG(currency));
    return true;
}

/* Codes of which the standard has few. */
static bool check_code(mt_reading *r, const mt_field *f, str value)
{
    static const char *const charges = " BEN OUR SHA ", *const operations = " CRED CRTS SPAY SPRI SSTD ";
    const char *codes = f->number == 71 && f->option == 'A'                     ? charges
                        : f->number == 23 && f->option == 'B' && r->type == 103 ? operations
                                                                                : NULL;
    str all = str_of(codes ? codes : ""), rest = all, code;
    bool known = codes == NULL;
    while (!known && str_split(&rest, ' ', &code))
        known = value.len && str_equal(code, value);
    CHECK(!known, "field %s: \"%.*s\" is none of%.*s", f->name, MESSAGE_SHORT(value), STR_ARG(all));
    return true;
}

static bool check_values(mt_reading *r)
{
    for (size_t i = 0; i < r->fields.count && i < FIELDS_MAX; i++) {
        const mt_field *f = &r->fields.items[i];
        str value = str_trim(f->value);
        if (!check_code(r, f, value))
            return false;
        if (f->number == 20 && f->option == 0)
            NOTE_IN_REPORT(value.len > 16 || value.len == 0,
                           "field 20: expected a reference of at most 16 characters");
        bool amount = (f->number == 32 && (f->option == 'A' || f->option == 'B')) ||
                      (f->number == 33 && f->option == 'B') ||
                      (f->number == 71 && (f->option == 'F' || f->option == 'G'));
        bool day = (f->number == 32 && f->option == 'A') || (f->number == 30 && f->option == 0) ||
                   (f->number == 31 && (f->option == 'C' || f->option == 'D'));
        if ((amount || day) && !check_day_and_amount(r, f, value, day, amount))
            return false;
    }
    return true;
}

/* A customer without name, BIC and identifier cannot be screened. */
static bool check_parties(mt_reading *r)
{
    for (size_t i = 0; i < r->m->party_count; i++) {
        const message_party *p = &r->m->parties[i];
        /* of the parties in field 86 a statement says as much as it likes */
        bool customer = !p->is_bank && p->role != ROLE_OTHER && !str_is(p->where, "86");
        CHECK(!str_is(p->where, "86") && value_is_wrong_iban(p->account),
              "field %.*s: \"%.*s\" is no IBAN: its check digits are wrong", STR_ARG(p->where),
              MESSAGE_SHORT(p->account));
        CHECK(customer && p->name.len == 0 && p->bic.len == 0, "field %.*s: a party without a name",
              STR_ARG(p->where));
    }
    return true;
}

static bool check_blocks(mt_reading *r)
{
    const mt_message *s = r->source;
    size_t texts = 0, headers[2] = {0, 0};
    bool outside = false;
    for (size_t i = 0; i < s->block_count; i++) {
        const mt_block *b = &s->blocks[i];
        texts += b->id == '4';
        headers[0] += b->id == '1';
        headers[1] += b->id == '2';
        outside = outside || (b->id == 0 && i > 0);
        CHECK(b->end == BLOCK_CUT && b->id != 0, "block %c does not end: the message is cut", b->id);
        CHECK(b->end == BLOCK_CLOSED_LATE, "block 4 does not end with \"-}\" on a line of its own");
    }
    bool bare = texts == 0 && headers[0] == 0 && headers[1] == 0;
    NOTE_IN_REPORT(bare && r->guessed, "fields without blocks: the message type is a guess");
    CHECK(!bare && headers[0] != 1, headers[0] ? "block 1 stands more than once" : "block 1 is missing");
    CHECK(!bare && headers[1] != 1, headers[1] ? "block 2 stands more than once" : "block 2 is missing");
    CHECK(!bare && texts != 1, texts ? "block 4 stands more than once" : "block 4 is missing");
    CHECK(outside && !bare, "text outside the blocks of the message");
    CHECK(s->too_many, "more blocks than the ceiling");
    CHECK(s->refused, "a negative acknowledgement stands before the message: it was refused");
    CHECK(r->fields.count == 0, "no fields");
    return true;
}

static bool check_characters(mt_reading *r)
{
    str s = r->source->whole;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        bool control = c < ' ' && c != '\r' && c != '\n' && c != '\t' && c != 1 && c != 3;
        size_t place = r->gone + (size_t)(s.data - r->base) + i;
        CHECK(control, "a control character (byte %zu) that FIN does not allow", place);
        NOTE_IN_REPORT(c >= 0x80 && r->latin1, "%s", encoding_latin1_problem);
        NOTE_IN_REPORT(c >= 0x80, "a character (byte %zu) that FIN does not allow", place);
        if (control || c >= 0x80)
            break;
    }
    return true;
}

bool mt_check(mt_reading *r)
{
    const type_rules *t = rules_of(r->type);
    if (mt_is_system(r) && r->fields.count == 0) {
        CHECK(!mt_block_find(r->source, '4'), "block 4 is missing");
        return message_note(r->a, r->m, "a system message between a bank and the network: it pays nothing");
    }
    CHECK(r->type == 0, "the message type is unknown");
    CHECK(r->type && !mt_type_is_known(r->type), "MT%03d is no known message type", r->type);
    if (!check_blocks(r) || !check_characters(r) || !check_tags(r, t) || !check_values(r) ||
        !check_parties(r))
        return false;
    CHECK(r->fields.count > FIELDS_MAX, "more than %d fields", FIELDS_MAX);
    CHECK(r->fields.too_many, "more fields than the ceiling; the rest was not screened");
    if (!t || r->fields.count > FIELDS_MAX)
        return true;
    return check_mandatory(r, t) && check_once(r, t);
}
