/* Messages that stand as strings in JSON. The structure of the JSON does not matter: each string that is a
 * message is read as one, and every other one is text of the message of its object, so that nothing that
 * stands there is lost. */
#include "message/stream.h"

#include "base/utf8.h"
#include "field/words.h"

#include <stdlib.h>

typedef struct json_reading {
    message_stream *s;
    str text;
    size_t at;
    size_t depth;
    str key;              /* of the value that follows */
    char *decoded;        /* strings without escapes, one after the other */
    size_t decoded_len;   /* used of them; never more than the text is long */
    str payload;          /* the message that waits for the end of its object */
    size_t payload_depth; /* of its object; 0: none */
    message *outer;       /* what its object says */
    size_t text_size;
} json_reading;

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The code unit of four digits at `at`, or UINT32_MAX. */
static uint32_t unit_at(str s, size_t at)
{
    uint32_t value = 0;
    if (at + 4 > s.len)
        return UINT32_MAX;
    for (size_t i = 0; i < 4; i++) {
        int d = hex_digit(s.data[at + i]);
        if (d < 0)
            return UINT32_MAX;
        value = value << 4 | (uint32_t)d;
    }
    return value;
}

/* "\u0041" behind the backslash and u; two for a character outside the first plane. */
static uint32_t escaped_character(json_reading *r)
{
    uint32_t c = unit_at(r->text, r->at);
    if (c == UINT32_MAX)
        return 0xFFFD;
    r->at += 4;
    if (c < 0xD800 || c > 0xDFFF)
        return c;
    bool pair = c < 0xDC00 && r->at + 6 <= r->text.len && r->text.data[r->at] == '\\' &&
                r->text.data[r->at + 1] == 'u';
    uint32_t low = pair ? unit_at(r->text, r->at + 2) : 0;
    if (low < 0xDC00 || low > 0xDFFF)
        return 0xFFFD;
    r->at += 6;
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

/* What stands for itself, or the control character that the letter means. */
static char escaped_sign(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'b':
    case 'f':
        return ' ';
    default:
        return c;
    }
}

/* The string that begins behind the quotation mark at `at`; the end of the text ends it too. */
static str read_string(json_reading *r)
{
    char *to = r->decoded + r->decoded_len;
    size_t len = 0;
    while (r->at < r->text.len && r->text.data[r->at] != '"') {
        char c = r->text.data[r->at++];
        if (c != '\\' || r->at == r->text.len) {
            to[len++] = c;
            continue;
        }
        c = r->text.data[r->at++];
        if (c == 'u')
            len += utf8_put(to + len, escaped_character(r));
        else
            to[len++] = escaped_sign(c);
    }
    r->at += r->at < r->text.len;
    r->decoded_len += len;
    return str_make(to, len);
}

static bool begin_object(json_reading *r)
{
    r->outer = arena_alloc(r->s->envelope, sizeof *r->outer);
    r->payload_depth = 0;
    return r->outer
               ? message_note(r->s->envelope, r->outer, "the message stood in JSON") || stream_no_memory(r->s)
               : stream_no_memory(r->s);
}

/* Reads the message that waits, with what its object says. */
static bool hand_over(json_reading *r)
{
    if (r->payload_depth == 0)
        return true;
    nested_payload payload = {.text = r->payload, .decoded = true, .outer = r->outer};
    return stream_nested(r->s, &payload) && begin_object(r);
}

static bool add_text(json_reading *r, str value)
{
    arena *a = r->s->envelope;
    bool full = r->text_size + value.len > MESSAGE_TEXTS_MAX || value.len > MESSAGE_TEXT_MAX ||
                r->outer->text_count >= MESSAGE_TEXT_COUNT_MAX;
    if (full)
        return message_problem(a, r->outer, "more text than the ceiling; the rest was not screened");
    r->text_size += value.len;
    return message_add_text(a, r->outer, r->key.len ? r->key : str_of("json"), value) != NULL;
}

static bool take_value(json_reading *r, str value)
{
    size_t len = value.len;
    if (content_is_payload(value) ||
        (len = content_from_base64(value, r->decoded + (value.data - r->decoded))) > 0) {
        if (!hand_over(r))
            return false;
        r->payload = str_make(value.data, len);
        r->payload_depth = r->depth ? r->depth : 1;
        return true;
    }
    return !words_has_letters(value) || add_text(r, value) || stream_no_memory(r->s);
}

static bool take_string(json_reading *r)
{
    str value = read_string(r);
    size_t at = r->at;
    while (at < r->text.len && (unsigned char)r->text.data[at] <= ' ')
        at++;
    if (at < r->text.len && r->text.data[at] == ':') {
        r->key = value;
        return true;
    }
    bool good = take_value(r, value);
    r->key = STR_NONE;
    return good;
}

static bool read_all(json_reading *r)
{
    bool good = begin_object(r);
    while (good && r->at < r->text.len) {
        char c = r->text.data[r->at++];
        if (c == '{' || c == '[') {
            good = r->depth >= r->payload_depth || hand_over(r); /* another object than that of the message */
            r->depth++;
        } else if (c == '}' || c == ']') {
            r->depth -= r->depth > 0;
        } else if (c == '"') {
            good = take_string(r);
        }
    }
    return good && hand_over(r);
}

/* JSON without a message, or what stands behind the last one. */
static bool hand_over_rest(json_reading *r)
{
    arena *a = r->s->envelope;
    if (r->s->count && r->outer->text_count == 0 && r->outer->problem_count == 0)
        return true;
    message m = {0};
    bool good = message_merge(a, &m, r->outer, (message_mark){0});
    m.note_count = 0;
    if (r->s->count)
        good = good && message_note(a, &m, "texts of the JSON behind its messages");
    else
        good =
            good && message_problem(a, &m, "JSON without a payment message in it: its texts were searched");
    return good ? stream_emit(r->s, a, &m) : stream_no_memory(r->s);
}

bool json_stream(message_stream *s)
{
    byte_window *w = s->window;
    while (w->here.len < ENVELOPE_MAX && window_more(w, 0, ENVELOPE_MAX))
        ;
    json_reading r = {.s = s, .text = w->here};
    r.decoded = arena_alloc(s->envelope, r.text.len + 4);
    if (!r.decoded)
        return stream_no_memory(s);
    bool good = read_all(&r);
    if (good && !w->end)
        good = message_problem(s->envelope, r.outer, "longer than the ceiling; the rest was not read") ||
               stream_no_memory(s);
    good = good && hand_over_rest(&r);
    window_more(w, w->here.len, 0);
    return good;
}
