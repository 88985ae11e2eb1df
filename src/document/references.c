#include "document/references.h"

typedef struct reference_row {
    str name;
    uint32_t character;
} reference_row;

#include "document/tables/references.inc"

enum { ROW_COUNT = sizeof REFERENCES / sizeof REFERENCES[0], DIGITS_MOST = 8 };

static uint32_t by_number(str text, size_t *len)
{
    bool hexadecimal = text.len > 1 && (text.data[1] == 'x' || text.data[1] == 'X');
    uint32_t value = 0;
    size_t at = hexadecimal ? 2 : 1, digits = 0;
    for (; at < text.len && digits < DIGITS_MOST; at++, digits++) {
        char c = text.data[at];
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : 99;
        if (hexadecimal && c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a' + 10);
        if (hexadecimal && c >= 'A' && c <= 'F')
            digit = (uint32_t)(c - 'A' + 10);
        if (digit == 99)
            break;
        value = value * (hexadecimal ? 16 : 10) + digit;
    }
    if (digits == 0 || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *len = at < text.len && text.data[at] == ';' ? at + 1 : at;
    return value;
}

uint32_t character_reference(str text, size_t *len)
{
    *len = 0;
    if (text.len && text.data[0] == '#')
        return by_number(text, len);
    size_t end = 0;
    while (end < text.len && end < 12 && text.data[end] != ';' && (unsigned char)text.data[end] > ' ')
        end++;
    if (end == 0 || end == text.len || text.data[end] != ';')
        return 0;
    str name = str_make(text.data, end);
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (str_equal(REFERENCES[i].name, name)) {
            *len = end + 1;
            return REFERENCES[i].character;
        }
    return 0;
}
