/* Kinds of layout and evasion. */
#include "evaluate/variant_words.h"

#include <stdint.h>
#include <stdio.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool control(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)r;
    (void)birth_date;
    buf_str(name, b->name);
    return true;
}

static bool struct_lines(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const breaks[] = {" ", "\xC2\xA0", " /2"};
    (void)birth_date;
    size_t index = pick_word(b, r, 4);
    if (index == SIZE_MAX || b->name.len < 12)
        return false;
    str w = b->words[index];
    size_t at = 1 + random_below(r, w.len - 1);
    buf word;
    buf_init(&word, 4000);
    buf_append(&word, w.data, at);
    buf_puts(&word, breaks[random_below(r, COUNT(breaks))]);
    buf_append(&word, w.data + at, w.len - at);
    put_with(b, index, buf_as_str(&word), name);
    part_free(&word, name);
    return true;
}

static bool struct_narrative(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair around[] = {{"INVOICE 4471 ", " GOODS SUPPLIED"},
                                       {"/INV/88213 ", " /BNF/TRANSFER"},
                                       {"PAYMENT FOR SERVICES ", " JULY"},
                                       {"TRANSFER IN FAVOUR OF ", " CONTRACT 77/19"},
                                       {"/ROC/5512 ", " SALARY"}};
    (void)birth_date;
    const text_pair *p = &around[random_below(r, COUNT(around))];
    buf_puts(name, p->from);
    buf_str(name, b->name);
    buf_puts(name, p->to);
    return true;
}

/* One word followed by another listed form of it in brackets: a word of another name of the entity that
 * begins and ends alike. */
static bool struct_literal(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair forms[] = {
        {"Ahmad", "Ahmed"},         {"Sergei", "Sergey"},   {"Mohammad", "Mohammed"}, {"Hussein", "Husayn"},
        {"Dmitry", "Dmitri"},       {"Hassan", "Hasan"},    {"Yusuf", "Youssef"},     {"Abdul", "Abdel"},
        {"Ibrahim", "Ebrahim"},     {"Nikolai", "Nikolay"}, {"Omar", "Umar"},         {"Khalid", "Khaled"},
        {"Aleksandr", "Alexander"}, {"Yuri", "Yury"},       {"Muhammad", "Mohamed"}};
    (void)birth_date;
    for (size_t i = 0; i < b->word_count; i++) {
        buf other, word;
        buf_init(&other, 1000);
        buf_init(&word, 1000);
        bool made = swap_word(b->words[i], forms, COUNT(forms), r, &other);
        if (made) {
            buf_str(&word, b->words[i]);
            buf_puts(&word, " (");
            buf_str(&word, buf_as_str(&other));
            buf_putc(&word, ')');
            put_with(b, i, buf_as_str(&word), name);
        }
        part_free(&other, name);
        part_free(&word, name);
        if (made)
            return true;
    }
    return false;
}

static bool evade_homoglyph(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char latin[] = "aceopxyABCEHKMOPTX";
    static const char *const twins[] = {"а", "с", "е", "о", "р", "х", "у", "А", "В",
                                        "С", "Е", "Н", "К", "М", "О", "Р", "Т", "Х"};
    size_t places = 0, put = 0;
    (void)birth_date;
    for (size_t i = 0; i < b->name.len; i++)
        places += strchr(latin, b->name.data[i]) != NULL;
    if (places < 2)
        return false;
    size_t wanted = random_below(r, 4);
    wanted = wanted == 3 ? places : wanted + 1;
    if (wanted > places)
        wanted = places;
    size_t left = places;
    for (size_t i = 0; i < b->name.len; i++) {
        const char *at = strchr(latin, b->name.data[i]);
        if (!at) {
            buf_putc(name, b->name.data[i]);
            continue;
        }
        /* each place with the chance that leaves exactly the wanted number */
        if (random_below(r, left--) < wanted - put) {
            buf_puts(name, twins[at - latin]);
            put++;
        } else {
            buf_putc(name, b->name.data[i]);
        }
    }
    return true;
}

/* Where a character begins, a random one after the first; the bytes of the name are UTF-8. */
static size_t random_boundary(str s, variant_random *r)
{
    size_t at = s.len > 1 ? 1 + random_below(r, s.len - 1) : s.len;
    while (at < s.len && ((unsigned char)s.data[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static bool evade_zerowidth(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const invisible[] = {"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D",
                                            "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xC2\xAD"};
    (void)birth_date;
    str rest = b->name;
    size_t times = 1 + random_below(r, 3);
    for (size_t i = 0; i < times && rest.len; i++) {
        size_t at = random_boundary(rest, r);
        buf_append(name, rest.data, at);
        buf_puts(name, invisible[random_below(r, COUNT(invisible))]);
        rest = str_make(rest.data + at, rest.len - at);
    }
    buf_str(name, rest);
    return true;
}

static bool evade_separators(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    size_t index = pick_word(b, r, 4);
    if (index == SIZE_MAX)
        return false;
    char separator = " .-_"[random_below(r, 4)];
    str w = b->words[index];
    buf word;
    buf_init(&word, 4000);
    for (size_t i = 0; i < w.len; i++) {
        if (i)
            buf_putc(&word, separator);
        buf_putc(&word, w.data[i]);
    }
    put_with(b, index, buf_as_str(&word), name);
    part_free(&word, name);
    return true;
}

static bool evade_nbsp(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const blanks[] = {"\xC2\xA0", "\xE2\x80\x89", "\xE3\x80\x80", "\t", "  "};
    (void)birth_date;
    const char *blank = blanks[random_below(r, COUNT(blanks))];
    for (size_t i = 0; i < b->word_count; i++) {
        if (i)
            buf_puts(name, blank);
        buf_str(name, b->words[i]);
    }
    return b->word_count >= 2;
}

static bool evade_fullwidth(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    bool changed = false;
    (void)r;
    (void)birth_date;
    for (size_t i = 0; i < b->name.len; i++) {
        unsigned char c = (unsigned char)b->name.data[i];
        if (c > ' ' && c < 0x7F) {
            /* U+FF01 … U+FF5E for U+0021 … U+007E */
            unsigned code = 0xFF01u + c - 0x21u;
            char utf8[4] = {(char)(0xE0 | code >> 12), (char)(0x80 | (code >> 6 & 0x3F)),
                            (char)(0x80 | (code & 0x3F)), 0};
            buf_puts(name, utf8);
            changed = true;
        } else {
            buf_putc(name, (char)c);
        }
    }
    return changed;
}

static bool evade_leet(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char letters[] = "aeiost", digits[] = "431057";
    size_t places = 0;
    (void)birth_date;
    for (size_t i = 0; i < b->name.len; i++)
        places += is_letter(b->name.data[i]) && strchr(letters, b->name.data[i] | 32);
    if (places < 2)
        return false;
    size_t first = random_below(r, places), second = (first + 1 + random_below(r, places - 1)) % places,
           at = 0;
    for (size_t i = 0; i < b->name.len; i++) {
        const char *letter = is_letter(b->name.data[i]) ? strchr(letters, b->name.data[i] | 32) : NULL;
        bool replace = letter && (at == first || at == second);
        at += letter != NULL;
        buf_putc(name, replace ? digits[letter - letters] : b->name.data[i]);
    }
    return true;
}

const variant_kind variant_kinds_structure[] = {
    {"control", VARIANT_CONTROL, control},
    {"struct-lines", VARIANT_FIND, struct_lines},
    {"struct-narrative", VARIANT_FIND, struct_narrative},
    {"struct-literal", VARIANT_FIND, struct_literal},
    {"evade-homoglyph", VARIANT_FIND, evade_homoglyph},
    {"evade-zerowidth", VARIANT_FIND, evade_zerowidth},
    {"evade-separators", VARIANT_FIND, evade_separators},
    {"evade-nbsp", VARIANT_FIND, evade_nbsp},
    {"evade-fullwidth", VARIANT_FIND, evade_fullwidth},
    {"evade-leet", VARIANT_FIND, evade_leet},
    {0},
};
