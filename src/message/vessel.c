#include "message/vessel.h"

#include "model/identifier.h"

#define NAME_WORDS_MAX 5

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool word_char(char c)
{
    return digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The seven digits behind the mark at `at` ("IMO 9412323", "IMO NO. 9412323", "IMO:9412323"), or none. */
static str number_after(str s, size_t at)
{
    size_t i = at;
    while (i < s.len && i < at + 12 && !digit(s.data[i])) {
        char c = s.data[i];
        bool filler =
            c == ' ' || c == ':' || c == '.' || c == '#' || c == '-' || c == '/' || c == '\n' || word_char(c);
        if (!filler)
            return STR_NONE;
        i++;
    }
    if (s.len < 7 || i > s.len - 7 || !str_is_digits(str_make(s.data + i, 7)) ||
        (i + 7 < s.len && digit(s.data[i + 7])))
        return STR_NONE;
    return str_make(s.data + i, 7);
}

static bool is_ship_word(str word)
{
    static const char *const words[] = {"MV", "M/V", "MT",     "M/T",  "MS",    "M/S",
                                        "SS", "S/S", "VESSEL", "SHIP", "TANKER"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_nocase(word, str_of(words[i])))
            return true;
    return false;
}

/* The words between the last ship word and the mark, at most five. */
static str name_before(str s, size_t mark)
{
    size_t end = mark;
    while (end > 0 && !word_char(s.data[end - 1]))
        end--;
    size_t at = end;
    for (int words = 0; words <= NAME_WORDS_MAX && at > 0; words++) {
        size_t stop = at;
        while (at > 0 && s.data[at - 1] != ' ' && s.data[at - 1] != '\n' && s.data[at - 1] != '+')
            at--;
        if (is_ship_word(str_make(s.data + at, stop - at))) {
            size_t from = stop;
            while (from < end && s.data[from] == ' ')
                from++;
            if (from < end) /* else the name may end in that word: "MV GOOD SHIP" */
                return str_make(s.data + from, end - from);
        }
        while (at > 0 && (s.data[at - 1] == ' ' || s.data[at - 1] == '\n'))
            at--;
    }
    return STR_NONE;
}

bool vessel_scan(arena *a, message *m, str where, str text)
{
    size_t at = 0;
    while (text.len >= 10 && at + 10 <= text.len) {
        const char *found = memchr(text.data + at, 'I', text.len - at - 2);
        if (!found)
            break;
        at = (size_t)(found - text.data);
        bool mark = text.data[at + 1] == 'M' && text.data[at + 2] == 'O' &&
                    (at == 0 || !word_char(text.data[at - 1]));
        at++;
        if (!mark)
            continue;
        str imo = number_after(text, at + 2);
        if (!identifier_imo_valid(imo))
            continue;
        message_vessel vessel = {.where = where, .name = name_before(text, at - 1), .imo = imo};
        if (!message_add_vessel(a, m, &vessel))
            return false;
        at = (size_t)(imo.data + imo.len - text.data);
    }
    return true;
}

bool vessel_scan_party(arena *a, message *m, const message_party *p)
{
    if (!vessel_scan(a, m, p->where, p->name))
        return false;
    for (size_t i = 0; i < p->address_count; i++)
        if (!vessel_scan(a, m, p->where, p->address[i]))
            return false;
    return true;
}
