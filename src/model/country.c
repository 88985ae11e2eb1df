#include "model/country.h"

#include <stdint.h>

typedef struct country_row {
    const char *code;
    const char *alpha3;
    str name;
} country_row;

typedef struct country_name_row {
    str key;
    const char *code;
} country_name_row;

#include "model/tables/countries.inc"

enum {
    COUNTRY_COUNT = sizeof COUNTRIES / sizeof COUNTRIES[0],
    NAME_COUNT = sizeof COUNTRY_NAMES / sizeof COUNTRY_NAMES[0],
    KEY_CAP = 96
};

/* Letters of Latin-1 (U+00C0 to U+00FF) without their accents; a dot keeps the letter as it is. */
static const char LATIN1[] = "aaaaaa.ceeeeiiii.nooooo.ouuuu...aaaaaa.ceeeeiiii.nooooo.ouuuu..y";

typedef struct country_key {
    char text[KEY_CAP];
    size_t len;
    bool gap; /* a blank is due before the next letter */
} country_key;

static bool key_put(country_key *k, str bytes)
{
    if (k->len + bytes.len + 1 >= KEY_CAP)
        return false;
    if (k->gap && k->len)
        k->text[k->len++] = ' ';
    k->gap = false;
    memcpy(k->text + k->len, bytes.data, bytes.len);
    k->len += bytes.len;
    return true;
}

static bool put_ascii(country_key *k, char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (char)(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return key_put(k, str_make(&c, 1));
    if (c != '\'' && c != '`')
        k->gap = true;
    return true;
}

/* One character of two or more bytes at `at`; adds its length to *at. Bytes that are not UTF-8 are kept. */
static bool put_wide(country_key *k, str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.data + *at;
    size_t left = s.len - *at;
    if (left >= 2 && p[0] == 0xC3 && p[1] >= 0x80 && p[1] <= 0xBF && LATIN1[p[1] - 0x80] != '.') {
        *at += 2;
        return key_put(k, str_make(&LATIN1[p[1] - 0x80], 1));
    }
    if (left >= 2 && p[0] == 0xC2 && (p[1] == 0xA0 || p[1] == 0xB4)) { /* no-break space, acute accent */
        k->gap = k->gap || p[1] == 0xA0;
        *at += 2;
        return true;
    }
    if (left >= 2 && p[0] == 0xCA && (p[1] == 0xBB || p[1] == 0xBC)) { /* modifier apostrophes */
        *at += 2;
        return true;
    }
    if (left >= 3 && p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xAF) {
        k->gap = k->gap || (p[2] != 0x98 && p[2] != 0x99); /* dashes and spaces part, quotes do not */
        *at += 3;
        return true;
    }
    char lower[2] = {(char)p[0], left >= 2 ? (char)p[1] : 0};
    if (left >= 2 && p[0] == 0xD0 && p[1] >= 0x90 && p[1] <= 0xAF) { /* Cyrillic capitals А to Я */
        lower[0] = (char)(p[1] < 0xA0 ? 0xD0 : 0xD1);
        lower[1] = (char)(p[1] < 0xA0 ? p[1] + 0x20 : p[1] - 0x20);
        *at += 2;
        return key_put(k, str_make(lower, 2));
    }
    *at += 1;
    return key_put(k, str_make(lower, 1));
}

/* Lower case, no accents, one blank for any punctuation, no "the" at either end; false when it is too long
 * to be a country. As key() in tools/make_countries.py. */
static bool make_key(str s, country_key *k)
{
    k->len = 0;
    k->gap = false;
    for (size_t i = 0; i < s.len;) {
        if ((unsigned char)s.data[i] < 0x80) {
            if (!put_ascii(k, s.data[i++]))
                return false;
        } else if (!put_wide(k, s, &i)) {
            return false;
        }
    }
    str key = str_make(k->text, k->len);
    if (str_starts(key, str_of("the "))) {
        k->len -= 4;
        memmove(k->text, k->text + 4, k->len);
        key.len = k->len;
    }
    if (str_ends(key, str_of(" the")))
        k->len -= 4;
    return k->len > 0;
}

static const country_row *row_of_code(str code)
{
    size_t low = 0, high = COUNTRY_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(str_of(COUNTRIES[middle].code), code);
        if (order == 0)
            return &COUNTRIES[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static const char *code_of_key(str key)
{
    size_t low = 0, high = NAME_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(COUNTRY_NAMES[middle].key, key);
        if (order == 0)
            return COUNTRY_NAMES[middle].code;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* "former ussr now ukraine" -> "ukraine" */
static str behind_now(str key)
{
    static const char *const marks[] = {" now ", " currently ", " presently "};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t at = str_find(key, str_of(marks[i]));
        if (at != SIZE_MAX) {
            size_t skip = at + strlen(marks[i]);
            return str_make(key.data + skip, key.len - skip);
        }
    }
    return STR_NONE;
}

static str find(str text, bool codes)
{
    country_key k;
    if (text.len > 4 * KEY_CAP || !make_key(text, &k))
        return STR_NONE;
    str key = str_make(k.text, k.len);
    if (k.len <= 4) {
        const country_row *row = codes ? row_of_code(key) : NULL;
        if (row)
            return str_of(row->code);
    }
    if (k.len <= 3 && !codes) {
        const char *code = code_of_key(key);
        const country_row *row = code ? row_of_code(str_of(code)) : NULL;
        /* "UK" and "USA" are names, "IRN" is a code */
        return row && !str_is(key, row->alpha3) ? str_of(row->code) : STR_NONE;
    }
    const char *code = code_of_key(key);
    if (!code && !str_empty(behind_now(key)))
        code = code_of_key(behind_now(key));
    return code ? str_of(code) : STR_NONE;
}

str country_find(str text)
{
    return find(text, true);
}

static bool copy_code(str found, char code[COUNTRY_CODE_CAP])
{
    code[0] = '\0';
    if (str_empty(found) || found.len >= COUNTRY_CODE_CAP)
        return false;
    memcpy(code, found.data, found.len);
    code[found.len] = '\0';
    return true;
}

bool country_code(str text, char code[COUNTRY_CODE_CAP])
{
    return copy_code(find(text, true), code);
}

bool country_code_from_name(str name, char code[COUNTRY_CODE_CAP])
{
    return copy_code(find(name, false), code);
}

static const country_row *row_of_any_case(str code)
{
    char lower[COUNTRY_CODE_CAP];
    if (code.len >= sizeof lower)
        return NULL;
    for (size_t i = 0; i < code.len; i++)
        lower[i] = (char)(code.data[i] >= 'A' && code.data[i] <= 'Z' ? code.data[i] + 32 : code.data[i]);
    return row_of_code(str_make(lower, code.len));
}

str country_name(str code)
{
    const country_row *row = row_of_any_case(code);
    return row ? row->name : STR_NONE;
}

bool country_is_alpha2(str code)
{
    return code.len == 2 && row_of_any_case(code) && !str_equal_nocase(code, str_of("eu"));
}
