/* Base64 in both alphabets. */
#include "document/stage.h"

int digit_of_base64(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : 64;
}

size_t base64_to_bytes(str text, char *to)
{
    uint32_t bits = 0;
    size_t out = 0, count = 0;
    for (size_t i = 0; i < text.len; i++) {
        int value = digit_of_base64(text.data[i]);
        if (value == 64)
            continue;
        bits = bits << 6 | (uint32_t)value;
        count++;
        if (count % 4 != 1)
            to[out++] = (char)(bits >> (count % 4 == 2 ? 4 : count % 4 == 3 ? 2 : 0));
    }
    return out;
}
