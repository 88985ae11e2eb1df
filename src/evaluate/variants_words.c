/* Kinds that move, add, drop, join or cut words. */
#include "evaluate/variant_words.h"

#include <stdint.h>
#include <stdio.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool word_reorder(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    variant_base other = *b;
    if (b->word_count < 2)
        return false;
    for (size_t i = b->word_count - 1; i > 0; i--) {
        size_t k = random_below(r, i + 1);
        str swap = other.words[i];
        other.words[i] = other.words[k];
        other.words[k] = swap;
    }
    put_words(&other, 0, b->word_count, name);
    return !str_equal(buf_as_str(name), b->name);
}

static bool word_comma(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)r;
    (void)birth_date;
    if (!is_person(b) || b->word_count < 2)
        return false;
    buf_str(name, b->words[b->word_count - 1]);
    buf_puts(name, ", ");
    put_words(b, 0, b->word_count - 1, name);
    return true;
}

static bool word_join(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    if (b->word_count < 2)
        return false;
    size_t at = 1 + random_below(r, b->word_count - 1);
    put_words(b, 0, at, name);
    put_words(b, at, b->word_count, name);
    return true;
}

static bool word_split(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    size_t index = pick_word(b, r, 6);
    if (index == SIZE_MAX)
        return false;
    str w = b->words[index];
    size_t at = 3 + random_below(r, w.len - 4);
    buf word;
    buf_init(&word, 4000);
    buf_append(&word, w.data, at);
    buf_putc(&word, ' ');
    buf_append(&word, w.data + at, w.len - at);
    put_with(b, index, buf_as_str(&word), name);
    part_free(&word, name);
    return true;
}

static bool word_missing(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    if (b->word_count < 3)
        return false;
    size_t drop = 1 + random_below(r, b->word_count - 2);
    put_words(b, 0, drop, name);
    buf_putc(name, ' ');
    put_words(b, drop + 1, b->word_count, name);
    return true;
}

static bool word_extra_middle(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const names[] = {"Karim",   "Jose",    "Andreas", "Wei",
                                        "Patrick", "Olumide", "Hiroshi", "Lars"};
    (void)birth_date;
    if (!is_person(b) || b->word_count < 2 || b->word_count > 3)
        return false;
    buf_str(name, b->words[0]);
    buf_putc(name, ' ');
    buf_puts(name, names[random_below(r, COUNT(names))]);
    buf_putc(name, ' ');
    put_words(b, 1, b->word_count, name);
    return true;
}

static bool word_initials(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    if (!is_person(b) || b->word_count < 2)
        return false;
    size_t cut = b->word_count > 2 && random_below(r, 2) ? 2 : 1;
    bool dot = random_below(r, 2);
    for (size_t i = 0; i < cut; i++) {
        if (!is_letter(b->words[i].data[0]))
            return false;
        buf_putc(name, b->words[i].data[0]);
        buf_puts(name, dot ? ". " : " ");
    }
    put_words(b, cut, b->word_count, name);
    return true;
}

static bool word_abbrev(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair pairs[] = {
        {"international", "intl"}, {"trading", "trdg"},    {"company", "co"},       {"engineering", "eng"},
        {"industries", "ind"},     {"industrial", "ind"},  {"general", "gen"},      {"Mohammad", "Mohd"},
        {"Mohammed", "Mohd"},      {"Muhammad", "Mohd"},   {"Abdul", "Abd"},        {"limited", "ltd"},
        {"corporation", "corp"},   {"brothers", "bros"},   {"services", "svcs"},    {"manufacturing", "mfg"},
        {"management", "mgmt"},    {"national", "natl"},   {"department", "dept"},  {"development", "dev"},
        {"technology", "tech"},    {"university", "univ"}, {"organization", "org"}, {"shipping", "shpg"},
        {"group", "grp"},          {"enterprises", "ent"}, {"association", "assn"}, {"investment", "inv"},
    };
    (void)birth_date;
    size_t start = random_below(r, b->word_count);
    for (size_t k = 0; k < b->word_count; k++) {
        size_t i = (start + k) % b->word_count;
        for (size_t p = 0; p < COUNT(pairs); p++) {
            if (!str_equal_nocase(b->words[i], str_of(pairs[p].from)))
                continue;
            buf word;
            buf_init(&word, 1000);
            put_in_case(pairs[p].to, b->words[i], &word);
            put_with(b, i, buf_as_str(&word), name);
            part_free(&word, name);
            return true;
        }
    }
    return false;
}

/* The field lengths of SWIFT MT and ISO 20022: 35, 70, 140 characters. */
static bool word_truncate(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const size_t lengths[] = {140, 70, 35};
    (void)r;
    (void)birth_date;
    if (b->name.len < 40 || !is_ascii(b->name))
        return false;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        if (b->name.len < lengths[i] + 5 || b->name.len > lengths[i] * 2 + 10)
            continue;
        buf_str(name, str_trim(str_make(b->name.data, lengths[i])));
        return true;
    }
    return false;
}

static bool word_duplicate(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    if (b->word_count < 2)
        return false;
    size_t index = random_below(r, b->word_count);
    put_words(b, 0, index + 1, name);
    buf_putc(name, ' ');
    put_words(b, index, b->word_count, name);
    return true;
}

static bool word_title(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const titles[] = {"Dr",    "Mr",       "General", "Gen.", "Sheikh", "Haji", "Mullah",
                                         "Prof.", "Engineer", "Col.",    "H.E.", "Sayyid", "Ing.", "Sr."};
    (void)birth_date;
    if (!is_person(b))
        return false;
    buf_puts(name, titles[random_below(r, COUNT(titles))]);
    buf_putc(name, ' ');
    buf_str(name, b->name);
    return true;
}

static bool word_context(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const before[] = {"C/O ", "A/C ",        "ATTN ",         "FAO ",    "ACCOUNT OF ",
                                         "BO ",  "PAYMENT TO ", "ON BEHALF OF ", "BENEF: ", "M/S "};
    static const char *const after[] = {" REF 20931", " AND SONS"};
    (void)birth_date;
    size_t choice = random_below(r, COUNT(before) + COUNT(after));
    if (choice < COUNT(before))
        buf_puts(name, before[choice]);
    buf_str(name, b->name);
    if (choice >= COUNT(before))
        buf_puts(name, after[choice - COUNT(before)]);
    return true;
}

static bool word_geo(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const places[] = {"(Dubai)",         "Iran",        "Moscow", "Hong Kong",
                                         "Istanbul Branch", "Middle East", "Europe", "(UK)"};
    (void)birth_date;
    if (!is_organisation(b))
        return false;
    buf_str(name, b->name);
    buf_putc(name, ' ');
    buf_puts(name, places[random_below(r, COUNT(places))]);
    return true;
}

const variant_kind variant_kinds_words[] = {
    {"word-reorder", VARIANT_FIND, word_reorder},
    {"word-comma", VARIANT_FIND, word_comma},
    {"word-join", VARIANT_FIND, word_join},
    {"word-split", VARIANT_FIND, word_split},
    {"word-missing", VARIANT_FIND, word_missing},
    {"word-extra-middle", VARIANT_FIND, word_extra_middle},
    {"word-initials", VARIANT_FIND, word_initials},
    {"word-abbrev", VARIANT_FIND, word_abbrev},
    {"word-truncate35", VARIANT_FIND, word_truncate},
    {"word-duplicate", VARIANT_FIND, word_duplicate},
    {"word-title", VARIANT_FIND, word_title},
    {"word-context", VARIANT_FIND, word_context},
    {"word-geo", VARIANT_FIND, word_geo},
    {0},
};
