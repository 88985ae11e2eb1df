/* Escapes of JSON, of programs and of addresses. */
#include "document/stage.h"

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool hexadecimal(str s, size_t at, size_t count, uint32_t *value)
{
    *value = 0;
    if (at + count > s.len)
        return false;
    for (size_t i = at; i < at + count; i++) {
        int digit = digit_of(s.data[i]);
        if (digit < 0)
            return false;
        *value = *value * 16 + (uint32_t)digit;
    }
    return true;
}

bool escapes_of_json_are_there(str s)
{
    str text = str_trim(s);
    if (text.len == 0 || (text.data[0] != '{' && text.data[0] != '['))
        return false;
    return str_find(s, str_of("\\u")) != SIZE_MAX || str_find(s, str_of("\\n")) != SIZE_MAX ||
           str_find(s, str_of("\\t")) != SIZE_MAX || str_find(s, str_of("\\/")) != SIZE_MAX ||
           str_find(s, str_of("\\\"")) != SIZE_MAX;
}

/* The character behind "\u" at `at`, of two halves too; *len is what it takes. 0 if it is none. */
static uint32_t json_character(str s, size_t at, size_t *len)
{
    uint32_t high, low;
    if (!hexadecimal(s, at, 4, &high))
        return 0;
    *len = 4;
    if (high < 0xD800 || high > 0xDFFF)
        return high ? high : ' ';
    bool pair = high < 0xDC00 && at + 6 <= s.len && s.data[at + 4] == '\\' && s.data[at + 5] == 'u' &&
                hexadecimal(s, at + 6, 4, &low) && low >= 0xDC00 && low <= 0xDFFF;
    if (!pair)
        return 0xFFFD;
    *len = 10;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* Copies at least one byte, and what follows before the next `sign`; the place behind. */
static size_t copy_up_to(const stage *from, size_t at, char sign, stage *to)
{
    const char *found = at + 1 < from->len ? memchr(from->text + at + 1, sign, from->len - at - 1) : NULL;
    size_t end = found ? (size_t)(found - from->text) : from->len;
    stage_copy(to, from, at, end);
    return end;
}

void unescape_json(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t i = 0; i < s.len; i++) {
        const size_t first = i;
        size_t len = 0;
        if (s.data[i] != '\\' || i + 1 == s.len) {
            i = copy_up_to(from, i, '\\', to) - 1;
            continue;
        }
        char next = s.data[++i];
        uint32_t c = next == 'u' ? json_character(s, i + 1, &len) : 0;
        if (c) {
            stage_put_character(to, c, from, first, i + len);
            i += len;
        } else if (next == 'n' || next == 'r' || next == 't' || next == 'f' || next == 'b') {
            stage_put(to, next == 't' ? "\t" : "\n", 1, from, first, i);
        } else {
            stage_put(to, &next, 1, from, first, i);
        }
    }
}

/* ---- of programs ---- */

/* The character that is written at `at`, behind a backslash: "u0052", "U00000052", "u{52}", "x52", "122" (in
 * octal). *len is what it takes; 0: none. `byte`: one of UTF-8. */
static uint32_t program_character(str s, size_t at, size_t *len, bool *byte)
{
    uint32_t value = 0;
    char kind = at < s.len ? s.data[at] : 0;
    *byte = kind == 'x';
    *len = 0;
    if (kind == 'u' && at + 2 < s.len && s.data[at + 1] == '{') {
        size_t end = at + 2;
        while (end < s.len && end < at + 8 && hexadecimal(s, end, 1, &value))
            end++;
        if (end >= s.len || s.data[end] != '}' || !hexadecimal(s, at + 2, end - at - 2, &value))
            return 0;
        *len = end + 1 - at;
        return value < 0x110000 ? value : 0;
    }
    if (kind == 'u') {
        value = json_character(s, at + 1, len);
        *len += value ? 1 : 0;
        return value;
    }
    size_t count = kind == 'U' ? 8 : kind == 'x' ? 2 : 0;
    if (count && hexadecimal(s, at + 1, count, &value)) {
        *len = count + 1;
        return value < 0x110000 ? value : 0;
    }
    if (kind < '0' || kind > '3' || at + 3 > s.len)
        return 0;
    for (size_t i = at; i < at + 3; i++) {
        if (s.data[i] < '0' || s.data[i] > '7')
            return 0;
        value = value * 8 + (uint32_t)(s.data[i] - '0');
    }
    *byte = true;
    *len = 3;
    return value;
}

bool escapes_of_backslash_are_there(str s)
{
    bool byte;
    for (size_t at = 0, len; at < s.len; at++) {
        const char *found = memchr(s.data + at, '\\', s.len - at);
        if (!found)
            return false;
        at = (size_t)(found - s.data);
        if (program_character(s, at + 1, &len, &byte))
            return true;
    }
    return false;
}

void unescape_backslash(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t i = 0; i < s.len; i++) {
        size_t first = i, len = 0;
        bool byte = false;
        while (i < s.len && s.data[i] == '\\')
            i++;
        uint32_t c = i > first ? program_character(s, i, &len, &byte) : 0;
        if (c == 0) {
            i = copy_up_to(from, first, '\\', to) - 1;
            continue;
        }
        char one = (char)c;
        if (byte)
            stage_put(to, &one, 1, from, first, i + len - 1);
        else
            stage_put_character(to, c, from, first, i + len - 1);
        i += len - 1;
    }
}

/* ---- of addresses ---- */

/* "%20", and "%u0052" of old scripts; *len is what it takes. */
static bool percent_at(str s, size_t at, uint32_t *value, size_t *len)
{
    *len = 3;
    if (s.data[at] != '%')
        return false;
    if (hexadecimal(s, at + 1, 2, value))
        return *value >= ' ' && *value != 0x7F;
    *len = 6;
    return at + 6 <= s.len && (s.data[at + 1] | 0x20) == 'u' && hexadecimal(s, at + 2, 4, value) &&
           *value >= ' ';
}

bool escapes_of_percent_are_there(str s)
{
    uint32_t value;
    size_t letters = 0;
    for (size_t i = 0, len; i + 2 < s.len; i++) {
        const char *found = memchr(s.data + i, '%', s.len - i);
        if (!found)
            return false;
        i = (size_t)(found - s.data);
        if (!percent_at(s, i, &value, &len))
            continue;
        if (value == ' ' || value == '%' || len == 6 || ++letters > 1)
            return true;
    }
    return false;
}

void unescape_percent(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t i = 0; i < s.len; i++) {
        uint32_t value;
        size_t len;
        bool escaped = percent_at(s, i, &value, &len);
        if (!escaped) {
            i = copy_up_to(from, i, '%', to) - 1;
            continue;
        }
        if (len == 6) {
            stage_put_character(to, value, from, i, i + 5);
            i += 5;
            continue;
        }
        char byte = (char)value;
        stage_put(to, &byte, 1, from, i, i + 2);
        i += 2;
    }
}
