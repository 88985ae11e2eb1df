#include "message/mt/mt_text.h"

#include "message/message.h"
#include "message/mt/mt_fields.h"

/* Formats of the fields in the SWIFT standards (category volumes): 6*35x, 35*50x, 100*65z and so on. */
size_t mt_width(int number, char option)
{
    switch (number) {
    case 79:
        return option == 'Z' ? 65 : 50;
    case 45:
    case 46:
    case 47:
    case 49:
    case 78:
    case 86:
        return 65;
    case 77:
        return option == 'A' || option == 'B' || option == 'D' ? 35 : 65;
    default:
        return 35;
    }
}

bool mt_joiner_init(mt_joiner *j, arena *a, size_t size)
{
    *j = (mt_joiner){.text = arena_alloc(a, size + 1), .other = arena_alloc(a, size + 1)};
    return j->text && j->other;
}

static size_t characters(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

static void put(char *to, size_t *len, str s)
{
    if (s.len)
        memcpy(to + *len, s.data, s.len);
    *len += s.len;
}

void mt_joiner_add(mt_joiner *j, str line, size_t width, char separator)
{
    str between = {&separator, j->len > 0 ? 1 : 0};
    if (j->len > 0 && j->full) {
        bool apart = !blank(j->text[j->len - 1]) && line.len > 0 && !blank(line.data[0]);
        if (apart) {
            j->differs = true;
            put(j->other, &j->other_len, str_make(" ", 1));
        }
    } else {
        put(j->text, &j->len, between);
        put(j->other, &j->other_len, between);
    }
    put(j->text, &j->len, line);
    put(j->other, &j->other_len, line);
    j->full = width > 0 && line.len >= width && characters(line) >= width;
}

str mt_joiner_text(const mt_joiner *j, str *alternative)
{
    if (alternative)
        *alternative = j->differs ? str_trim(str_make(j->other, j->other_len)) : STR_NONE;
    return str_trim(str_make(j->text, j->len));
}

str mt_join(arena *a, str value, size_t width, bool lines, str *alternative)
{
    if (value.len > MESSAGE_TEXT_MAX) {
        value.len = MESSAGE_TEXT_MAX;
        while (value.len > 0 && ((unsigned char)value.data[value.len] & 0xC0) == 0x80)
            value.len--;
    }
    mt_joiner j;
    if (!mt_joiner_init(&j, a, value.len + 1))
        return STR_NONE;
    str rest = value, line;
    bool first = true;
    while (mt_line(&rest, &line)) {
        bool continued = !first && line.len >= 2 && line.data[0] == '/' && line.data[1] == '/';
        size_t full_width = width;
        if (continued) {
            line = str_make(line.data + 2, line.len - 2);
            full_width = width > 2 ? width - 2 : width;
        }
        bool item = lines && line.len > 0 && (line.data[0] == '+' || line.data[0] == '-');
        if (item)
            j.full = false;
        mt_joiner_add(&j, line, full_width, lines ? '\n' : ' ');
        first = false;
    }
    return mt_joiner_text(&j, alternative);
}
