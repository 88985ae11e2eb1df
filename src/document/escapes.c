/* Escapes of mail, JSON and addresses. */
#include "document/stage.h"

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* `count` hexadecimal digits from `at` on. */
static bool hexadecimal(str s, size_t at, size_t count, uint32_t *value)
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

void unescape_quoted_printable(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t i = 0; i < s.len; i++) {
        uint32_t value;
        char byte = s.data[i];
        if (byte == '=' && hexadecimal(s, i + 1, 2, &value)) {
            byte = (char)value;
            stage_put(to, &byte, 1, from, i, i + 2);
            i += 2;
        } else if (byte == '=' && i + 1 < s.len && s.data[i + 1] == '\n') {
            i += 1;
        } else if (byte == '=' && i + 2 < s.len && s.data[i + 1] == '\r' && s.data[i + 2] == '\n') {
            i += 2;
        } else {
            stage_put(to, &byte, 1, from, i, i);
        }
    }
}

bool escapes_of_json_are_there(str s)
{
    str text = str_trim(s);
    if (text.len == 0 || (text.data[0] != '{' && text.data[0] != '['))
        return false;
    return str_find(s, str_of("\\u")) != SIZE_MAX || str_find(s, str_of("\\n")) != SIZE_MAX ||
           str_find(s, str_of("\\t")) != SIZE_MAX || str_find(s, str_of("\\/")) != SIZE_MAX;
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

void unescape_json(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t i = 0; i < s.len; i++) {
        const size_t first = i;
        size_t len = 0;
        if (s.data[i] != '\\' || i + 1 == s.len) {
            stage_put(to, s.data + i, 1, from, i, i);
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

bool escapes_of_percent_are_there(str s)
{
    uint32_t value;
    size_t before = SIZE_MAX;
    for (size_t i = 0; i + 2 < s.len; i++) {
        if (s.data[i] != '%' || !hexadecimal(s, i + 1, 2, &value))
            continue;
        if (value == ' ' || (value >= 0x80 && before + 3 == i))
            return true;
        before = i;
    }
    return false;
}

void unescape_percent(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t i = 0; i < s.len; i++) {
        uint32_t value;
        char byte = s.data[i];
        bool escaped = byte == '%' && hexadecimal(s, i + 1, 2, &value) && value >= ' ' && value != 0x7F;
        if (escaped)
            byte = (char)value;
        stage_put(to, &byte, 1, from, i, i + (escaped ? 2 : 0));
        i += escaped ? 2 : 0;
    }
}
