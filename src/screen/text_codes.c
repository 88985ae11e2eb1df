#include "screen/text_codes.h"

#include "exact/codes.h"
#include "exact/phones.h"
#include "exact/state_names.h"
#include "screen/numbers.h"

enum {
    WINDOW = 16384, /* bytes that are looked at together */
    BEHIND = 256,   /* bytes that must follow what is judged: no code is longer */
    BEFORE = 128,   /* bytes that are kept for the label of a number */
};

void text_codes_init(text_codes *c)
{
    buf_init(&c->held, WINDOW + 1);
}

void text_codes_free(text_codes *c)
{
    buf_free(&c->held);
}

void text_codes_begin(text_codes *c, const place_screen *places, text_code_sink *sink, void *context)
{
    buf_reset(&c->held);
    c->places = places;
    c->sink = sink;
    c->context = context;
    c->judged = 0;
    c->base = 0;
}

typedef struct code_window {
    text_codes *c;
    str text;
    size_t from, to; /* what begins there is judged */
} code_window;

static bool is_judged(const code_window *w, str found)
{
    size_t at = (size_t)(found.data - w->text.data);
    return at >= w->from && at < w->to;
}

static void tell(const code_window *w, text_code code)
{
    if (!is_judged(w, code.text))
        return;
    code.start = w->c->base + (size_t)(code.text.data - w->text.data);
    code.end = code.start + code.text.len;
    w->c->sink(w->c->context, &code);
}

static void find_codes(const code_window *w)
{
    code_found found;
    for (size_t at = 0; at < w->to && codes_next(w->text, &at, &found);) {
        const char *place = found.sure ? place_screen_code(w->c->places, found.country) : NULL;
        if (place)
            tell(w, (text_code){.text = found.text, .place = place, .reason = "country_comprehensive"});
        if (found.account)
            tell(w, (text_code){.text = found.text, .has_number = true, .number = {.text = found.text}});
    }
}

/* The finder of mentions asks for banks, LEIs and wallets itself. */
static void find_numbers(const code_window *w)
{
    match_identifier number;
    for (size_t at = 0; at < w->to && numbers_next(w->text, &at, &number);)
        if (number.property != PROPERTY_PUBLIC_KEY && number.property != PROPERTY_LEI_CODE &&
            number.property != PROPERTY_SWIFT_BIC)
            tell(w, (text_code){.text = number.text, .has_number = true, .number = number});
}

static void find_addresses(const code_window *w)
{
    str rest = w->text, address;
    const char *place;
    while ((place = state_names_internet(w->c->places, rest, &address)) != NULL) {
        tell(w, (text_code){.text = address, .place = place, .reason = "address_comprehensive"});
        const char *behind = address.data + address.len;
        rest = str_make(behind, (size_t)(w->text.data + w->text.len - behind));
    }
}

static void find_phones(const code_window *w)
{
    str number;
    const char *place;
    for (size_t at = 0; (place = phones_next(w->c->places, w->text, &at, &number)) != NULL;)
        tell(w, (text_code){.text = number, .place = place, .reason = "phone_comprehensive"});
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The last place at or before `at` where a word begins; `at` itself in a run without blanks. */
static size_t word_start(str text, size_t at)
{
    for (size_t back = 0; back < BEHIND && back < at; back++)
        if (is_space(text.data[at - back - 1]))
            return at - back;
    return at;
}

static void look(text_codes *c, bool all)
{
    str text = buf_as_str(&c->held);
    size_t to = all ? text.len : word_start(text, text.len - BEHIND);
    const code_window w = {c, text, c->judged, to};
    find_codes(&w);
    find_numbers(&w);
    find_addresses(&w);
    find_phones(&w);
    size_t keep = to > BEFORE ? word_start(text, to - BEFORE) : 0;
    c->base += keep;
    c->judged = to - keep;
    size_t left = text.len - keep;
    memmove(c->held.data, c->held.data + keep, left);
    c->held.len = left;
}

void text_codes_put(text_codes *c, str piece)
{
    while (piece.len && !c->held.failed) {
        size_t room = WINDOW - c->held.len, size = piece.len < room ? piece.len : room;
        buf_append(&c->held, piece.data, size);
        piece = str_make(piece.data + size, piece.len - size);
        if (c->held.len == WINDOW)
            look(c, false);
    }
}

bool text_codes_end(text_codes *c)
{
    if (c->held.len && !c->held.failed)
        look(c, true);
    return !c->held.failed;
}
