/* Which field holds what, and who stands in it: the tables of the standards' categories as far as screening
 * needs them. */
#include "message/mt/mt_read.h"

static bool in_category(const mt_reading *r, int category)
{
    return r->type / 100 == category;
}

bool mt_type_is_known(int type)
{
    static const short types[] = {
        101, 102, 103, 104, 105, 107, 110, 111, 112, 200, 201, 202, 203, 204, 205, 207, 210, 256, 300,
        304, 305, 306, 320, 321, 330, 340, 341, 350, 360, 361, 362, 364, 365, 370, 380, 381, 400, 410,
        412, 416, 420, 422, 430, 450, 455, 456, 500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 510,
        513, 514, 515, 516, 517, 518, 519, 524, 526, 527, 530, 535, 536, 537, 538, 540, 541, 542, 543,
        544, 545, 546, 547, 548, 549, 558, 559, 564, 565, 566, 567, 568, 569, 574, 575, 576, 578, 581,
        586, 600, 601, 604, 605, 606, 607, 608, 609, 620, 670, 671, 700, 701, 705, 707, 708, 710, 711,
        720, 721, 730, 732, 734, 740, 742, 744, 747, 750, 752, 754, 756, 758, 759, 760, 761, 765, 767,
        768, 769, 775, 785, 786, 787, 800, 801, 802, 824, 900, 910, 920, 935, 940, 941, 942, 950, 960,
        961, 962, 963, 964, 965, 966, 967, 970, 971, 972, 973, 985, 986,
    };
    int last = type % 100;
    if (type >= 100 &&
        (last == 90 || last == 91 || last == 92 || last == 95 || last == 96 || last == 98 || last == 99))
        return true; /* common group messages n90 … n99 */
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i] == type)
            return true;
    return false;
}

static bool is_statement(const mt_reading *r)
{
    return r->type == 940 || r->type == 941 || r->type == 942 || r->type == 950 || r->type == 970 ||
           r->type == 972;
}

static bool is_party_number(const mt_reading *r, const mt_field *f)
{
    switch (f->number) {
    case 50:
    case 51:
    case 52:
    case 53:
    case 54:
    case 55:
    case 56:
    case 57:
    case 58:
    case 59:
    case 95:
        return f->number != 95 || f->option != 'C';
    case 41:
    case 42:
        return f->option == 'A' || f->option == 'D';
    case 82:
    case 83:
    case 84:
    case 85:
    case 87:
    case 88:
    case 89:
        return in_category(r, 3) || in_category(r, 6);
    case 86:
        return (in_category(r, 3) || in_category(r, 6)) && f->option != 0;
    default:
        return false;
    }
}

mt_kind mt_kind_of(const mt_reading *r, const mt_field *f)
{
    if (is_party_number(r, f))
        return MT_PARTY;
    switch (f->number) {
    case 44:
        return f->option == 'A' || f->option == 'B' || f->option == 'E' || f->option == 'F' ? MT_PLACE
               : f->option == 'C'                                                           ? MT_CODE
                                                                                            : MT_TEXT;
    case 45:
        return f->option == 'A' || f->option == 'B' || f->option == 'C' ? MT_GOODS : MT_TEXT;
    case 31:
        return f->option == 'D' ? MT_PLACE : MT_CODE;
    case 61:
        return MT_ENTRY;
    case 86:
        return is_statement(r) ? MT_DETAILS : MT_TEXT;
    case 71:
        return f->option == 'A' || f->option == 'F' || f->option == 'G' || f->option == 'H' ? MT_CODE
                                                                                            : MT_TEXT;
    case 35:
    case 39:
    case 70:
    case 88:
        return MT_TEXT;
    default:
        return f->number < 0 || (f->number >= 45 && f->number < 48) || (f->number >= 70 && f->number < 80)
                   ? MT_TEXT
                   : MT_CODE;
    }
}

/* MT1xx and sequence B of the covers. In direct debits (104, 107) the customer that orders is the creditor.
 */
static message_role customer_role(const mt_reading *r, const mt_field *f)
{
    bool debit = r->type == 104 || r->type == 107;
    switch (f->number) {
    case 50:
        if (f->option == 'C' || f->option == 'L')
            return ROLE_INITIATING_PARTY;
        return debit ? ROLE_CREDITOR : ROLE_DEBTOR;
    case 51:
        return ROLE_INSTRUCTING_AGENT;
    case 52:
        return debit ? ROLE_CREDITOR_AGENT : ROLE_DEBTOR_AGENT;
    case 53:
    case 54:
        return ROLE_REIMBURSEMENT_AGENT;
    case 55:
    case 56:
        return ROLE_INTERMEDIARY_AGENT;
    case 57:
        return debit ? ROLE_DEBTOR_AGENT : ROLE_CREDITOR_AGENT;
    case 59:
        return debit ? ROLE_DEBTOR : ROLE_CREDITOR;
    default:
        return ROLE_OTHER;
    }
}

/* MT2xx, MT4xx and sequence A of the covers: banks on their own account. */
static message_role bank_role(const mt_reading *r, const mt_field *f)
{
    switch (f->number) {
    case 50:
        return ROLE_DEBTOR;
    case 52:
        return in_category(r, 9) ? ROLE_DEBTOR_AGENT : ROLE_DEBTOR;
    case 53:
    case 54:
        return ROLE_REIMBURSEMENT_AGENT;
    case 55:
    case 56:
        return ROLE_INTERMEDIARY_AGENT;
    case 57:
        return ROLE_CREDITOR_AGENT;
    case 58:
    case 59:
        return ROLE_CREDITOR;
    default:
        return ROLE_OTHER;
    }
}

static message_role trade_role(const mt_reading *r, const mt_field *f)
{
    bool undertaking = r->type == 760 || r->type == 761 || r->type == 765 || r->type == 767 || r->type == 785;
    switch (f->number) {
    case 50:
        return f->option == 'B' ? ROLE_ISSUING_BANK : ROLE_APPLICANT;
    case 51:
        return undertaking ? ROLE_APPLICANT : ROLE_ISSUING_BANK;
    case 52:
    case 42:
        return ROLE_ISSUING_BANK;
    case 53:
    case 54:
    case 55:
        return ROLE_REIMBURSEMENT_AGENT;
    case 41:
    case 56:
    case 57:
    case 58:
        return ROLE_ADVISING_BANK;
    case 59:
        return ROLE_BENEFICIARY;
    default:
        return ROLE_OTHER;
    }
}

message_role mt_role_of(const mt_reading *r, const mt_field *f, bool sequence_b)
{
    switch (r->type / 100) {
    case 1:
        return customer_role(r, f);
    case 2:
        return sequence_b ? customer_role(r, f) : bank_role(r, f);
    case 4:
    case 9:
        return bank_role(r, f);
    case 7:
        return trade_role(r, f);
    case 0: /* unknown type: what most payments mean by it */
        return f->number == 58 ? ROLE_CREDITOR : customer_role(r, f);
    default:
        return ROLE_OTHER;
    }
}

static bool has(const mt_field_list *fields, int number, char option)
{
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i].number == number && (option == '*' || fields->items[i].option == option))
            return true;
    return false;
}

/* "940", "MT940", "940 00": a line before the first field. */
static int type_line(str line)
{
    line = str_trim(line);
    if (line.len > 2 && line.data[0] == 'M' && line.data[1] == 'T')
        line = str_make(line.data + 2, line.len - 2);
    if (line.len < 3 || line.len > 6 || !str_is_digits(str_make(line.data, 3)) ||
        (line.len > 3 && line.data[3] != ' '))
        return 0;
    int type = (line.data[0] - '0') * 100 + (line.data[1] - '0') * 10 + (line.data[2] - '0');
    return mt_type_is_known(type) ? type : 0;
}

static int told_type(const mt_field_list *fields)
{
    str rest = fields->count && fields->items[0].number < 0 ? fields->items[0].value : STR_NONE, line;
    int type = 0;
    while (type == 0 && mt_line(&rest, &line))
        type = type_line(line);
    return type;
}

/* 900 and 910 have the account and one amount with its day; 910 says who paid. */
static int guess_advice(const mt_field_list *fields)
{
    if (!has(fields, 25, '*') || !has(fields, 21, 0) || !has(fields, 32, 'A'))
        return 0;
    return has(fields, 50, '*') || has(fields, 56, '*') ? 910 : 900;
}

int mt_guess_type(const mt_field_list *fields)
{
    int told = told_type(fields), advice = guess_advice(fields);
    if (told)
        return told;
    bool account = has(fields, 25, '*');
    if (has(fields, 60, '*') && has(fields, 62, '*'))
        return has(fields, 61, '*') && !has(fields, 86, '*') ? 950 : 940;
    if (account && (has(fields, 34, 'F') || has(fields, 13, '*')))
        return 942;
    if (account && (has(fields, 60, '*') || has(fields, 62, '*') || has(fields, 61, '*')))
        return has(fields, 60, '*') || has(fields, 62, '*') ? 940 : 942;
    if (advice && !has(fields, 59, '*'))
        return advice;
    if (has(fields, 40, 'A') && has(fields, 50, '*'))
        return 700;
    if (has(fields, 58, '*') && has(fields, 50, '*'))
        return 202;
    if (has(fields, 23, 'B') || (has(fields, 50, '*') && has(fields, 59, '*')))
        return 103;
    if (has(fields, 58, '*') && has(fields, 32, 'A'))
        return 202;
    return has(fields, 79, '*') ? 199 : 0;
}
