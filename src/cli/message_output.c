#include "cli/message_output.h"

#include "answer/decision_json.h"
#include "answer/ground_json.h"
#include "base/limits.h"

#include "cli/print.h"
#include "cli/screening.h"

#include <stdlib.h>

static void print_padded(FILE *out, str text, size_t width)
{
    print_plain(out, text);
    for (size_t i = text.len; i < width; i++)
        fputc(' ', out);
    fputc(' ', out);
}

/* The entry of a statement: "  [entry 3, 120,00 EUR, REF1]". */
static void print_item(FILE *out, const message_item *item)
{
    if (!item)
        return;
    fprintf(out, "  [entry %u", item->entry);
    if (item->transaction)
        fprintf(out, ", transaction %u", item->transaction);
    if (item->amount.len) {
        fputs(", ", out);
        print_plain(out, item->amount);
        fputc(' ', out);
        print_plain(out, item->currency);
    }
    if (item->reference.len) {
        fputs(", ", out);
        print_plain(out, item->reference);
    }
    fputc(']', out);
}

static bool print_questions(FILE *out, const decision *d)
{
    buf text;
    buf_init(&text, LIMIT_BUF_SIZE);
    decision_questions(d, &text);
    bool good = print_buf(out, &text, NULL) == ITD_OK;
    buf_free(&text);
    return good;
}

static str party_named(const message *m, message_role role)
{
    for (size_t i = 0; i < m->party_count; i++)
        if (m->parties[i].role == role)
            return m->parties[i].name.len ? m->parties[i].name : m->parties[i].bic;
    return STR_NONE;
}

/* A cell of the table: cut to its width. */
static void print_cell(FILE *out, str text, size_t width)
{
    if (text.len > width) {
        text.len = width;
        while (text.len > 0 && ((unsigned char)text.data[text.len] & 0xC0) == 0x80)
            text.len--;
    }
    print_padded(out, text, width);
}

void message_output_row(FILE *out, const message *m, const message_screening *screening)
{
    static const size_t widths[] = {8, 16, 20, 14, 4, 28, 28};
    str cells[] = {STR("VERDICT"), STR("FORMAT"), STR("REFERENCE"), STR("AMOUNT"),
                   STR(""),        STR("DEBTOR"), STR("CREDITOR")};
    if (m) {
        cells[0] = str_of(regime_verdict_name(message_screening_verdict(screening)));
        cells[1] = m->format.len ? m->format : str_of("unknown");
        cells[2] = m->reference;
        cells[3] = m->amount;
        cells[4] = m->currency;
        cells[5] = party_named(m, ROLE_DEBTOR);
        cells[6] = party_named(m, ROLE_CREDITOR);
    }
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        print_cell(out, cells[i], widths[i]);
    if (m)
        fprintf(out, "%zu\n", screening->found.hit_count);
    else
        fputs("HITS\n", out);
}

void message_output_summary(FILE *out, const char *path, size_t count, size_t found)
{
    fprintf(out, "%s: %zu message%s, %zu to look at\n", path, count, count == 1 ? "" : "s", found);
}

/* What a verdict that lets the message pass stands on. */
static bool print_ground(FILE *out, const message_screening *screening, const snapshot *s)
{
    buf text;
    if (!decision_is_clear(message_screening_verdict(screening)))
        return true;
    buf_init(&text, LIMIT_BUF_SIZE);
    ground_text(&text, s, screening->decision);
    bool good = print_buf(out, &text, NULL) == ITD_OK;
    buf_free(&text);
    return good;
}

bool message_output_text(FILE *out, const char *path, const message *m, const message_screening *screening,
                         const message_advice *advice, const snapshot *s)
{
    fprintf(out, "%s  %s  ", regime_verdict_name(message_screening_verdict(screening)), path);
    print_plain(out, m->format.len ? m->format : str_of("unknown format"));
    fputs("  ", out);
    print_plain(out, m->reference);
    fputc('\n', out);
    for (size_t i = 0; i < m->party_count; i++) {
        const message_party *p = &m->parties[i];
        fputs("  ", out);
        print_padded(out, str_of(message_role_name(p->role)), 26);
        print_padded(out, p->where, 8);
        print_plain(out, p->name.len ? p->name : p->bic.len ? p->bic : p->account);
        print_item(out, p->item);
        fputc('\n', out);
    }
    for (size_t i = 0; i < screening->found.reason_count; i++) {
        fputs("  ! ", out);
        print_plain(out, screening->found.reasons[i].text);
        fputc('\n', out);
    }
    for (size_t i = 0; i < m->note_count; i++) {
        fputs("  . ", out);
        print_plain(out, m->notes[i]);
        fputc('\n', out);
    }
    for (size_t i = 0; i < advice->count; i++) {
        fputs("  - ", out);
        print_plain(out, advice->items[i]);
        fputc('\n', out);
    }
    if (screening->decision && !print_questions(out, screening->decision))
        return false;
    return print_ground(out, screening, s);
}
