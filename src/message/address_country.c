#include "message/address_country.h"

#include "model/country.h"

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool address_is_code(str code)
{
    return code.len == 2 && upper(code.data[0]) && upper(code.data[1]) && country_is_alpha2(code);
}

static str capitals(arena *a, str code)
{
    char text[3] = {0};
    if (code.len != 2)
        return STR_NONE;
    for (size_t i = 0; i < 2; i++)
        text[i] =
            code.data[i] >= 'a' && code.data[i] <= 'z' ? (char)(code.data[i] - 'a' + 'A') : code.data[i];
    return arena_str(a, str_make(text, 2));
}

str address_country(arena *a, str line)
{
    line = str_trim(line);
    if (line.len > 3 && line.data[2] == '/' && address_is_code(str_make(line.data, 2)))
        return str_make(line.data, 2);
    size_t comma = line.len;
    while (comma > 0 && line.data[comma - 1] != ',')
        comma--;
    str code = country_find(str_trim(str_make(line.data + comma, line.len - comma)));
    if (code.len == 2)
        return capitals(a, code);
    str last = line.len > 3 ? str_make(line.data + line.len - 2, 2) : STR_NONE;
    if (last.len && line.data[line.len - 3] == ' ' && address_is_code(last))
        return last;
    return STR_NONE;
}
