#include "evaluate/variant_words.h"

#include <stdint.h>

uint64_t random_next(variant_random *r)
{
    uint64_t z = r->state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return z ^ z >> 31;
}

size_t random_below(variant_random *r, size_t bound)
{
    return (size_t)(random_next(r) % bound);
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

bool is_vowel(char c)
{
    char l = lower(c);
    return l == 'a' || l == 'e' || l == 'i' || l == 'o' || l == 'u';
}

bool is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] > 127)
            return false;
    return true;
}

char case_of(char c, char like)
{
    return like >= 'A' && like <= 'Z' ? upper(c) : c;
}

static bool in_list(str word, const char *const *list, size_t count)
{
    while (word.len && !is_letter(word.data[word.len - 1]))
        word.len--;
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(word, str_of(list[i])))
            return true;
    return false;
}

bool is_legal_form(str word)
{
    static const char *const forms[] = {
        "llc",   "ltd", "limited", "inc", "co",   "corp", "corporation", "company", "jsc",   "ojsc", "cjsc",
        "pjsc",  "ooo", "oao",     "zao", "pao",  "ao",   "gmbh",        "ag",      "sa",    "s.a",  "srl",
        "spa",   "bv",  "nv",      "fze", "fzco", "fzc",  "plc",         "pjsc",    "sarl",  "kft",  "doo",
        "d.o.o", "bhd", "sdn",     "pty", "pte",  "llp",  "lp",          "sas",     "s.a.s", "s.l",  "cv",
        "c.v",   "a.s", "l.l.c",   "k.k", "tov",  "oy",   "ab",
    };
    return in_list(word, forms, sizeof forms / sizeof forms[0]);
}

bool is_class_word(str word)
{
    static const char *const words[] = {
        "company",      "trading",       "shipping",    "bank",        "industries",    "industry",
        "group",        "international", "general",     "holding",     "holdings",      "services",
        "service",      "maritime",      "marine",      "petroleum",   "oil",           "gas",
        "energy",       "investment",    "management",  "engineering", "technology",    "technologies",
        "organization", "association",   "foundation",  "institute",   "center",        "centre",
        "enterprise",   "enterprises",   "import",      "export",      "development",   "construction",
        "transport",    "logistics",     "aviation",    "airlines",    "airways",       "exchange",
        "factory",      "plant",         "corporation", "limited",     "petrochemical", "chemical",
        "electronics",  "commercial",    "business",    "production",  "products",      "research",
        "university",   "tankers",
    };
    return in_list(word, words, sizeof words / sizeof words[0]);
}

size_t pick_word(const variant_base *b, variant_random *r, size_t letters)
{
    size_t start = random_below(r, b->word_count);
    for (size_t k = 0; k < b->word_count; k++) {
        size_t i = (start + k) % b->word_count;
        str w = b->words[i];
        bool fits = w.len >= letters && !is_legal_form(w);
        for (size_t c = 0; c < w.len && fits; c++)
            fits = is_letter(w.data[c]);
        if (fits)
            return i;
    }
    return SIZE_MAX;
}

void put_words(const variant_base *b, size_t from, size_t to, buf *out)
{
    for (size_t i = from; i < to; i++) {
        if (i > from)
            buf_putc(out, ' ');
        buf_str(out, b->words[i]);
    }
}

void put_with(const variant_base *b, size_t index, str replacement, buf *out)
{
    for (size_t i = 0; i < b->word_count; i++) {
        if (i)
            buf_putc(out, ' ');
        buf_str(out, i == index ? replacement : b->words[i]);
    }
}

void part_free(buf *part, buf *name)
{
    name->failed |= part->failed;
    buf_free(part);
}

bool is_person(const variant_base *b)
{
    return b->schema == SCHEMA_PERSON;
}

bool is_vessel(const variant_base *b)
{
    return b->schema == SCHEMA_VESSEL;
}

bool is_organisation(const variant_base *b)
{
    return !is_person(b) && schema_is_a(b->schema, SCHEMA_LEGAL_ENTITY);
}

void put_in_case(const char *text, str like, buf *out)
{
    bool first_upper = like.len && like.data[0] >= 'A' && like.data[0] <= 'Z';
    bool all_upper = first_upper && like.len > 1 && like.data[1] >= 'A' && like.data[1] <= 'Z';
    for (size_t i = 0; text[i]; i++)
        buf_putc(out, all_upper || (first_upper && i == 0) ? upper(text[i]) : text[i]);
}

static bool fits_at(str word, size_t at, str from)
{
    return at + from.len <= word.len && str_equal_nocase(str_make(word.data + at, from.len), from);
}

bool replace_one(str word, const text_pair *pairs, size_t count, variant_random *r, buf *out)
{
    /* All places where some side of some pair fits, one chosen at random. */
    size_t found = 0, chosen_at = 0;
    str from = STR_NONE, to = STR_NONE;
    for (size_t p = 0; p < count; p++) {
        for (int side = 0; side < 2; side++) {
            str a = str_of(side ? pairs[p].to : pairs[p].from),
                b = str_of(side ? pairs[p].from : pairs[p].to);
            if (str_empty(a))
                continue;
            for (size_t at = 0; at < word.len; at++) {
                if (!fits_at(word, at, a) || random_below(r, ++found) != 0)
                    continue;
                chosen_at = at;
                from = a;
                to = b;
            }
        }
    }
    if (!found)
        return false;
    char text[32];
    size_t len = to.len < sizeof text - 1 ? to.len : sizeof text - 1;
    memcpy(text, to.data, len);
    text[len] = 0;
    buf_append(out, word.data, chosen_at);
    put_in_case(text, str_make(word.data + chosen_at, word.len - chosen_at), out);
    buf_append(out, word.data + chosen_at + from.len, word.len - chosen_at - from.len);
    return true;
}

bool swap_word(str word, const text_pair *pairs, size_t count, variant_random *r, buf *out)
{
    size_t found = 0;
    const char *to = NULL;
    for (size_t p = 0; p < count; p++) {
        for (int side = 0; side < 2; side++) {
            str a = str_of(side ? pairs[p].to : pairs[p].from);
            if (str_equal_nocase(word, a) && random_below(r, ++found) == 0)
                to = side ? pairs[p].from : pairs[p].to;
        }
    }
    if (!to)
        return false;
    put_in_case(to, word, out);
    return true;
}
