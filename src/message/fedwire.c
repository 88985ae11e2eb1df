/* Fedwire's field messages (FAIM): "{3100}121042882BANK*{4200}D1234*NAME*STREET*TOWN*…". Each tag is a party,
 * an amount or a reference, or text: no tag is passed over. A file may hold several, each from its first tag
 * on. */
#include "field/words.h"
#include "message/mt/mt_party.h"
#include "message/stream.h"

#define TAG_LEN 6 /* "{4200}" */

typedef struct fedwire_tag {
    int number;
    str name; /* "4200" */
    str value;
} fedwire_tag;

/* The next tag and its value, up to the following one. */
static bool next_tag(str *rest, fedwire_tag *tag)
{
    size_t at = 0, end;
    while (at < rest->len && !content_fedwire_at(*rest, at))
        at++;
    if (at >= rest->len)
        return false;
    end = at + TAG_LEN;
    while (end < rest->len && !content_fedwire_at(*rest, end))
        end++;
    const char *p = rest->data + at + 1;
    tag->name = str_make(p, 4);
    tag->number = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + (p[3] - '0');
    tag->value = str_trim(str_make(rest->data + at + TAG_LEN, end - at - TAG_LEN));
    *rest = str_make(rest->data + end, rest->len - end);
    return true;
}

static message_role role_of(int number)
{
    static const struct {
        int number;
        message_role role;
    } roles[] = {{3100, ROLE_INSTRUCTING_AGENT},
                 {3400, ROLE_INSTRUCTED_AGENT},
                 {4000, ROLE_INTERMEDIARY_AGENT},
                 {4100, ROLE_CREDITOR_AGENT},
                 {4200, ROLE_CREDITOR},
                 {5000, ROLE_DEBTOR},
                 {5010, ROLE_DEBTOR},
                 {5100, ROLE_DEBTOR_AGENT},
                 {5200, ROLE_PREVIOUS_INSTRUCTING_AGENT}};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (roles[i].number == number)
            return roles[i].role;
    return ROLE_NONE;
}

static bool is_customer(message_role role)
{
    return role == ROLE_CREDITOR || role == ROLE_DEBTOR;
}

/* A code and an identifier: "D123456789", "BDEUTDEFF"; of 3100 and 3400 a number of nine digits and a name.
 */
static void read_identifier(message_party *p, str part, bool bank_line)
{
    if (bank_line) {
        size_t digits = part.len < 9 ? part.len : 9;
        p->clearing = str_make(part.data, digits);
        p->name = str_trim(str_make(part.data + digits, part.len - digits));
        return;
    }
    str number = part.len ? str_make(part.data + 1, part.len - 1) : part;
    if (mt_is_bic(number))
        p->bic = number;
    else
        p->account = number;
}

/* "1/NAME" and so on of option F. */
static str without_number(str line)
{
    bool numbered = line.len > 2 && line.data[0] >= '1' && line.data[0] <= '8' && line.data[1] == '/';
    return numbered ? str_make(line.data + 2, line.len - 2) : line;
}

static bool read_party(message_stream *s, message *m, const fedwire_tag *tag, message_role role)
{
    arena *a = s->payment[0];
    message_party *p = message_add_party(a, m, role, tag->name);
    str rest = tag->value, part;
    bool bank_line = tag->number == 3100 || tag->number == 3400;
    if (!p)
        return false;
    p->is_bank = !is_customer(role);
    for (size_t i = 0; str_split(&rest, '*', &part); i++) {
        part = str_trim(part);
        if (i == 0)
            read_identifier(p, part, bank_line);
        else if (p->name.len == 0)
            p->name = without_number(part);
        else if (part.len && p->address_count < MESSAGE_ADDRESS_LINES_MAX)
            p->address[p->address_count++] = without_number(part);
    }
    bool named = p->name.len || p->bic.len;
    return named || !is_customer(role) ||
           message_problem(a, m, "tag {%.*s}: a party without a name", STR_ARG(tag->name));
}

/* Cents in twelve digits. */
static bool read_amount(message_stream *s, message *m, str value)
{
    arena *a = s->payment[0];
    if (value.len != 12 || !str_is_digits(value))
        return message_problem(a, m, "tag {2000}: expected an amount of twelve digits");
    while (value.len > 3 && value.data[0] == '0')
        value = str_make(value.data + 1, value.len - 1);
    char *text = arena_alloc(a, value.len + 2);
    if (!text)
        return false;
    memcpy(text, value.data, value.len - 2);
    text[value.len - 2] = '.';
    memcpy(text + value.len - 1, value.data + value.len - 2, 2);
    m->amount = str_make(text, value.len + 1);
    m->currency = str_of("USD");
    return true;
}

/* Lines with blanks between for the stars; a single word counts too. */
static bool read_text(message_stream *s, message *m, const fedwire_tag *tag)
{
    arena *a = s->payment[0];
    if (!words_has_letters(tag->value))
        return true;
    str value = tag->value;
    if (value.len > MESSAGE_TEXT_MAX) {
        value.len = MESSAGE_TEXT_MAX;
        if (!message_problem(a, m, "tag {%.*s}: more text than the ceiling; the rest was not screened",
                             STR_ARG(tag->name)))
            return false;
    }
    char *text = arena_copy(a, value);
    for (size_t i = 0; text && i < value.len; i++)
        text[i] = text[i] == '*' || (unsigned char)text[i] < ' ' ? ' ' : text[i];
    return text && message_add_text(a, m, tag->name, str_trim(str_make(text, value.len)));
}

static bool read_tag(message_stream *s, message *m, const fedwire_tag *tag)
{
    message_role role = role_of(tag->number);
    if (role != ROLE_NONE)
        return read_party(s, m, tag, role);
    if (tag->number == 2000)
        return read_amount(s, m, tag->value);
    if (tag->number == 3320) {
        str rest = tag->value;
        (void)str_split(&rest, '*', &m->reference);
    }
    return read_text(s, m, tag);
}

static bool has_role(const message *m, message_role role)
{
    for (size_t i = 0; i < m->party_count; i++)
        if (m->parties[i].role == role)
            return true;
    return false;
}

static bool finish(message_stream *s, message *m)
{
    static const struct {
        message_role role;
        const char *problem;
    } wanted[] = {{ROLE_INSTRUCTING_AGENT, "tag {3100} is missing: the sender"},
                  {ROLE_INSTRUCTED_AGENT, "tag {3400} is missing: the receiver"},
                  {ROLE_CREDITOR, "tag {4200} is missing: the beneficiary"},
                  {ROLE_DEBTOR, "tag {5000} is missing: the originator"}};
    arena *a = s->payment[0];
    bool good = m->amount.len || message_problem(a, m, "tag {2000} is missing: the amount");
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        good = good && (has_role(m, wanted[i].role) || message_problem(a, m, "%s", wanted[i].problem));
    if (!good)
        return stream_no_memory(s);
    good = stream_emit(s, a, m);
    stream_reset(s, a);
    *m = (message){.format = str_of("Fedwire")};
    return good;
}

bool fedwire_stream(message_stream *s)
{
    byte_window *w = s->window;
    while (w->here.len < ENVELOPE_MAX && window_more(w, 0, ENVELOPE_MAX))
        ;
    str rest = w->here;
    fedwire_tag tag;
    message m = {.format = str_of("Fedwire")};
    bool begun = false, payment = false, good = true;
    size_t first = 0;
    while (first < rest.len && !content_fedwire_at(rest, first))
        first++;
    str before = stream_printable(s->payment[0], str_make(rest.data, first));
    if (before.len)
        good = message_note(s->payment[0], &m, "%zu bytes before the message were passed over", first) &&
               message_add_text(s->payment[0], &m, str_of("prefix"), before);
    while (good && next_tag(&rest, &tag)) {
        /* the first tags of the next message: what the network or its sender puts first */
        bool starts = tag.number < 2000 && payment;
        if (starts && !finish(s, &m))
            return false;
        begun = true;
        payment = (payment && !starts) || tag.number >= 2000;
        good = read_tag(s, &m, &tag);
    }
    if (!good)
        return stream_no_memory(s);
    if (!w->end && !message_problem(s->payment[0], &m, "longer than the ceiling; the rest was not read"))
        return stream_no_memory(s);
    good = !begun || finish(s, &m);
    window_more(w, w->here.len, 0);
    return good;
}
