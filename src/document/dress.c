/* Characters that are shown as letters, or in another order than they are written: overrides of the direction
 * of writing, letters in squares and circles, letters of flags and tags, Braille, overstrikes and colours of
 * a terminal. */
#include "document/stage.h"

enum {
    OVERRIDE = 0x202E, /* right to left, up to a sign that ends it, or the end of the line */
    BACKSPACE = 8,
    ESCAPE = 0x1B,
    RUN_MAX = 4096, /* bytes that are turned around */
    LINE_MAX = 64,  /* bytes before them that are read with them */
};

static uint32_t character_at(const stage *s, size_t at, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s->text + at;
    size_t left = s->len - at;
    *len = p[0] < 0xC0 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (*len > left)
        *len = 1;
    if (*len == 1)
        return p[0];
    if (*len == 2)
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3Fu);
    if (*len == 3)
        return (uint32_t)(p[0] & 0xF) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3Fu);
    return (uint32_t)(p[0] & 7) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
           (p[3] & 0x3Fu);
}

static uint32_t letter_of_braille(uint32_t c)
{
    static const char letters[64] = {
        [1] = 'a',  [3] = 'b',  [9] = 'c',  [25] = 'd', [17] = 'e', [11] = 'f', [27] = 'g',
        [19] = 'h', [10] = 'i', [26] = 'j', [5] = 'k',  [7] = 'l',  [13] = 'm', [29] = 'n',
        [21] = 'o', [15] = 'p', [31] = 'q', [23] = 'r', [14] = 's', [30] = 't', [37] = 'u',
        [39] = 'v', [58] = 'w', [45] = 'x', [61] = 'y', [53] = 'z'};
    return c >= 0x2800 && c < 0x2840 ? (unsigned char)letters[c - 0x2800] : 0;
}

/* The letter that a sign shows; 0 if it shows none. */
static uint32_t letter_of(uint32_t c)
{
    static const struct {
        uint32_t from, to, first;
    } rows[] = {{0x24B6, 0x24CF, 'A'},   {0x24D0, 0x24E9, 'a'},   {0x249C, 0x24B5, 'a'},
                {0x1F110, 0x1F129, 'A'}, {0x1F130, 0x1F149, 'A'}, {0x1F150, 0x1F169, 'A'},
                {0x1F170, 0x1F189, 'A'}, {0x1F1E6, 0x1F1FF, 'A'}, {0xE0020, 0xE007E, ' '}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (c >= rows[i].from && c <= rows[i].to)
            return rows[i].first + (c - rows[i].from);
    return letter_of_braille(c);
}

bool dress_has_braille(str s)
{
    return str_find(s, str_of("\xE2\xA0")) != SIZE_MAX; /* U+2800 to U+283F */
}

bool dress_is_there(str s)
{
    if (s.len && (memchr(s.data, ESCAPE, s.len) || memchr(s.data, BACKSPACE, s.len)))
        return true;
    static const char *const beginnings[] = {"\xE2\x80\xAE", "\xE2\x92",     "\xE2\x93",     "\xE2\xA0",
                                             "\xF0\x9F\x84", "\xF0\x9F\x85", "\xF0\x9F\x86", "\xF0\x9F\x87",
                                             "\xF3\xA0\x80", "\xF3\xA0\x81"};
    bool three = s.len && memchr(s.data, 0xE2, s.len), four = s.len && memchr(s.data, 0xF0, s.len),
         tags = s.len && memchr(s.data, 0xF3, s.len);
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        unsigned char first = (unsigned char)beginnings[i][0];
        bool may = first == 0xE2 ? three : first == 0xF0 ? four : tags;
        if (may && str_find(s, str_of(beginnings[i])) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Where the run behind an override at `at` ends. */
static size_t run_end(const stage *from, size_t at)
{
    size_t len, end = at + 3;
    while (end < from->len && from->text[end] != '\n' && end - at < RUN_MAX) {
        uint32_t c = character_at(from, end, &len);
        if (c == 0x202C || c == 0x2069 || c == 0x202D || c == OVERRIDE)
            break;
        end += len;
    }
    return end;
}

/* The run behind an override at `at`, turned around; the place behind it. */
static size_t turn_around(const stage *from, size_t at, stage *to)
{
    size_t len, end = run_end(from, at);
    for (size_t back = end; back > at + 3;) {
        do
            back--;
        while (back > at + 3 && ((unsigned char)from->text[back] & 0xC0) == 0x80);
        (void)character_at(from, back, &len);
        stage_put(to, from->text + back, back + len <= end ? len : 1, from, at, end - 1);
    }
    return end;
}

/* Behind the text, each such run as it is written: who reads the bytes sees that. */
static void put_written(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t at = 0, found; at < s.len; at = run_end(from, at)) {
        found = str_find(str_make(s.data + at, s.len - at), str_of("\xE2\x80\xAE"));
        if (found == SIZE_MAX)
            return;
        at += found;
        size_t line = at, end = run_end(from, at);
        while (line > 0 && at - line < LINE_MAX && s.data[line - 1] != '\n')
            line--;
        stage_put(to, "\n", 1, from, at, at);
        stage_copy(to, from, line, at);
        stage_copy(to, from, at + 3, end);
        stage_put(to, "\n", 1, from, at, at);
    }
}

/* Behind a sequence of a terminal ("ESC[1m") at `at`. */
static size_t behind_escape(const stage *from, size_t at)
{
    if (at + 1 >= from->len || from->text[at + 1] != '[')
        return at + 1;
    size_t end = at + 2;
    while (end < from->len && end < at + 24 && ((unsigned char)from->text[end] & 0xC0) == 0)
        end++;
    return end < from->len ? end + 1 : end;
}

static void take_back(stage *to)
{
    while (to->len && ((unsigned char)to->text[to->len - 1] & 0xC0) == 0x80)
        to->len--;
    if (to->len && to->text[to->len - 1] != '\n')
        to->len--;
}

void dress_undo(const stage *from, stage *to)
{
    for (size_t at = 0, len; at < from->len; at += len) {
        size_t end = at;
        while (end < from->len && (unsigned char)from->text[end] < 0x80 && from->text[end] >= ' ')
            end++;
        stage_copy(to, from, at, end);
        at = end;
        if (at == from->len)
            break;
        uint32_t c = character_at(from, at, &len), letter;
        if (c == OVERRIDE)
            len = turn_around(from, at, to) - at;
        else if (c == ESCAPE)
            len = behind_escape(from, at) - at;
        else if (c == BACKSPACE)
            take_back(to);
        else if (c >= 0x249C && (letter = letter_of(c)) != 0)
            stage_put_character(to, letter, from, at, at + len - 1);
        else
            stage_put(to, from->text + at, len, from, at, at + len - 1);
    }
    put_written(from, to);
}
