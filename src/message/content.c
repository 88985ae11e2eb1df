#include "message/content.h"

#include <stdint.h>

#define BASE64_LEAST 32  /* characters; shorter ones are words */
#define SAMPLE_LEN   512 /* of base64 that is looked at first */

static bool blank(char c)
{
    return (unsigned char)c <= ' ';
}

static str without_padding(str s)
{
    for (;;) {
        while (s.len > 0 && blank(s.data[0])) {
            s.data++;
            s.len--;
        }
        if (s.len < 3 || memcmp(s.data, "\xEF\xBB\xBF", 3) != 0)
            return s;
        s = str_make(s.data + 3, s.len - 3);
    }
}

static bool name_start(char c)
{
    return c == '_' || (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool looks_xml(str s)
{
    return s.len >= 2 && s.data[0] == '<' && (s.data[1] == '?' || s.data[1] == '!' || name_start(s.data[1]));
}

/* An object or array of JSON; "{1:" is none. */
static bool looks_json(str s)
{
    if (s.len < 2 || (s.data[0] != '{' && s.data[0] != '['))
        return false;
    str rest = without_padding(str_make(s.data + 1, s.len - 1));
    char next = rest.len ? rest.data[0] : 0;
    return s.data[0] == '{' ? next == '"' || next == '}' : next == '{' || next == '"';
}

/* ---- signs within the first kilobytes ---- */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool block_at(str s, size_t at)
{
    return s.len - at >= 3 && s.data[at] == '{' && s.data[at + 1] >= '1' && s.data[at + 1] <= '4' &&
           s.data[at + 2] == ':';
}

/* ":20:" at the start of a line; FinTS writes "@@" for the line end. */
static bool field_at(str s, size_t at)
{
    if (s.len - at < 5 || s.data[at] != ':' || !digit(s.data[at + 1]) || !digit(s.data[at + 2]))
        return false;
    char before = at ? s.data[at - 1] : '\n';
    return (before == '\n' || before == '\r' || before == '@') &&
           (s.data[at + 3] == ':' || s.data[at + 4] == ':');
}

bool content_fedwire_at(str s, size_t at)
{
    return s.len - at >= 6 && s.data[at] == '{' && str_is_digits(str_make(s.data + at + 1, 4)) &&
           s.data[at + 5] == '}';
}

/* The file header of NACHA: priority "01", a record size of 94, blocks of 10. */
static bool looks_nacha(str s)
{
    return s.len >= 40 && memcmp(s.data, "101", 3) == 0 && memcmp(s.data + 34, "094101", 6) == 0;
}

/* Length of an element's name without its prefix, from `at`; *from is where it begins. */
static size_t local_name(str s, size_t at, size_t *from)
{
    *from = at;
    while (at < s.len && (name_start(s.data[at]) || digit(s.data[at]) || strchr(".-:", s.data[at]) != NULL)) {
        if (s.data[at] == ':')
            *from = at + 1;
        at++;
    }
    return at - *from;
}

bool content_xml_at(str s, size_t at)
{
    static const char *const roots[] = {"Document", "AppHdr",  "DataPDU",     "BizMsgEnvlp",
                                        "Envelope", "Message", "BusinessMsg", "RequestPayload"};
    if (s.len - at < 6 || s.data[at] != '<')
        return false;
    if (memcmp(s.data + at, "<?xml", 5) == 0)
        return true;
    size_t from, len = local_name(s, at + 1, &from);
    if (len == 0 || from + len >= s.len || strchr(" \t\r\n>", s.data[from + len]) == NULL)
        return false;
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        if (str_is(str_make(s.data + from, len), roots[i]))
            return true;
    return false;
}

/* ---- base64 ---- */

/* The six bits of a character; 64 for line ends, 65 for what is none. */
static unsigned base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a') + 26;
    if (digit(c))
        return (unsigned)(c - '0') + 52;
    if (c == '+' || c == '-')
        return 62;
    if (c == '/' || c == '_')
        return 63;
    return blank(c) ? 64 : 65;
}

/* Length of what is written to `to`; 0 where something else than base64 stands. */
static size_t decode(const char *text, size_t len, char *to)
{
    uint32_t bits = 0;
    size_t out = 0, count = 0;
    for (size_t i = 0; i < len && text[i] != '='; i++) {
        unsigned value = base64_value(text[i]);
        if (value == 65)
            return 0;
        if (value == 64)
            continue;
        bits = bits << 6 | value;
        if (++count % 4 == 0) {
            to[out++] = (char)(bits >> 16);
            to[out++] = (char)(bits >> 8);
            to[out++] = (char)bits;
            bits = 0;
        }
    }
    if (count % 4 == 3) {
        to[out++] = (char)(bits >> 10);
        to[out++] = (char)(bits >> 2);
    } else if (count % 4 == 2) {
        to[out++] = (char)(bits >> 4);
    }
    return out;
}

/* A message in any encoding: the signs are those of the first bytes, or a byte order mark. */
static bool starts_message(str s)
{
    if (s.len >= 2 && (memcmp(s.data, "\xFF\xFE", 2) == 0 || memcmp(s.data, "\xFE\xFF", 2) == 0))
        return true;
    return content_is_payload(s);
}

static bool looks_base64(str s)
{
    char sample[SAMPLE_LEN];
    size_t len = s.len < SAMPLE_LEN ? s.len : SAMPLE_LEN;
    if (s.len < BASE64_LEAST || blank(s.data[0]))
        return false;
    return starts_message(str_make(sample, decode(s.data, len, sample)));
}

size_t content_from_base64(str text, char *to)
{
    return looks_base64(text) ? decode(text.data, text.len, to) : 0;
}

/* ---- all together ---- */

bool content_is_payload(str text)
{
    str s = without_padding(text);
    if (s.len < 8)
        return false;
    if (looks_xml(s) && (s.data[1] == '?' || content_xml_at(s, 0)))
        return true;
    return block_at(s, 0) || field_at(s, 0) || content_fedwire_at(s, 0);
}

message_content content_find(str head, size_t *prefix)
{
    str s = without_padding(head);
    *prefix = 0;
    if (looks_xml(s))
        return CONTENT_XML;
    if (looks_json(s))
        return CONTENT_JSON;
    if (looks_nacha(s))
        return CONTENT_NACHA;
    if (head.len > CONTENT_HEAD_LEN)
        head.len = CONTENT_HEAD_LEN;
    for (size_t i = 0; i < head.len; i++) {
        if (block_at(head, i) || field_at(head, i))
            return CONTENT_FIN;
        if (content_fedwire_at(head, i))
            return CONTENT_FEDWIRE;
        if (head.data[i] == '<' && content_xml_at(head, i)) {
            *prefix = i;
            return CONTENT_XML;
        }
    }
    return looks_base64(s) ? CONTENT_BASE64 : CONTENT_NONE;
}
