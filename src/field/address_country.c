#include "field/address_country.h"

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

static bool is_street_word(str word)
{
    static const char *const words[] = {
        "street", "st",     "str",       "road",  "rd",    "avenue",  "ave",   "av",      "lane",     "ln",
        "square", "sq",     "boulevard", "blvd",  "drive", "dr",      "way",   "terrace", "court",    "close",
        "rue",    "calle",  "avenida",   "via",   "viale", "piazza",  "plaza", "paseo",   "rua",      "ul",
        "ulica",  "ulitsa", "prospekt",  "pr-t",  "cad",   "caddesi", "sok",   "sokak",   "utca",     "gatan",
        "jalan",  "jl",     "marg",      "nagar", "dori",  "quai",    "allee", "chemin",  "ploshchad"};
    static const char *const endings[] = {"strasse",
                                          "stra\xC3\x9F"
                                          "e",
                                          "straat",
                                          "gasse",
                                          "gatan",
                                          "vej",
                                          "veien"};
    while (word.len && (word.data[word.len - 1] == '.' || word.data[word.len - 1] == ','))
        word.len--;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_nocase(word, str_of(words[i])))
            return true;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t len = strlen(endings[i]);
        if (word.len > len && str_equal_nocase(str_make(word.data + word.len - len, len), str_of(endings[i])))
            return true;
    }
    return false;
}

bool address_has_street(str part)
{
    str word;
    while (str_split(&part, ' ', &word))
        if (is_street_word(word))
            return true;
    return false;
}

bool address_is_street(str line)
{
    str word;
    bool number = false, street = false;
    while (str_split(&line, ' ', &word)) {
        number = number || (word.len && word.data[0] >= '0' && word.data[0] <= '9');
        street = street || is_street_word(word);
    }
    return number && street;
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
    bool street = last.len && is_street_word(last) && address_is_street(line); /* "1 HIGH ST" */
    if (last.len && line.data[line.len - 3] == ' ' && address_is_code(last) && !street)
        return last;
    return STR_NONE;
}
