/* Kinds of companies, numbers and persons, and those that must not alert. */
#include "evaluate/variant_words.h"

#include <stdint.h>
#include <stdio.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const text_pair legal_forms[] = {
    {"LLC", "OOO"},
    {"LLC", "Limited liability company"},
    {"JSC", "AO"},
    {"JSC", "Joint Stock Company"},
    {"PJSC", "PAO"},
    {"OJSC", "OAO"},
    {"CJSC", "ZAO"},
    {"Ltd", "Limited"},
    {"Ltd.", "Limited"},
    {"Inc", "Incorporated"},
    {"Inc.", "Incorporated"},
    {"Corp", "Corporation"},
    {"Corp.", "Corporation"},
    {"Co", "Company"},
    {"Co.", "Company"},
    {"GmbH", "Gesellschaft mit beschraenkter Haftung"},
    {"S.A.", "SA"},
    {"S.A. de C.V.", "SA de CV"},
    {"d.o.o.", "doo"},
    {"A.S.", "AS"},
    {"A.S.", "Anonim Sirketi"},
    {"S.R.L.", "SRL"},
    {"FZE", "Free Zone Establishment"},
    {"PLC", "Public Limited Company"},
    {"BV", "B.V."},
};

static bool org_form_change(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    for (size_t i = 1; i < b->word_count && is_organisation(b); i++) {
        buf word;
        buf_init(&word, 1000);
        bool made = swap_word(b->words[i], legal_forms, COUNT(legal_forms), r, &word);
        if (made)
            put_with(b, i, buf_as_str(&word), name);
        part_free(&word, name);
        if (made)
            return true;
    }
    return false;
}

static bool org_form_drop(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    size_t left = 0;
    (void)r;
    (void)birth_date;
    if (!is_organisation(b))
        return false;
    for (size_t i = 0; i < b->word_count; i++) {
        if (is_legal_form(b->words[i]))
            continue;
        str w = b->words[i];
        /* "Technology Co., Ltd" leaves no comma behind. */
        bool form_follows = i + 1 < b->word_count && is_legal_form(b->words[i + 1]);
        if (form_follows && w.len && w.data[w.len - 1] == ',')
            w.len--;
        if (left++)
            buf_putc(name, ' ');
        buf_str(name, w);
    }
    return left >= 2 && left < b->word_count;
}

static bool org_punct(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    size_t marks = 0;
    (void)birth_date;
    for (size_t i = 0; i < b->name.len; i++) {
        char c = b->name.data[i];
        if (!strchr("\"'.,()&/-", c)) {
            buf_putc(name, c);
            continue;
        }
        marks++;
        /* A dot inside an abbreviation is dropped, other marks become nothing or a blank. */
        bool inside =
            i && i + 1 < b->name.len && is_letter(b->name.data[i - 1]) && is_letter(b->name.data[i + 1]);
        if (c != '.' && (inside || random_below(r, 2)))
            buf_putc(name, ' ');
    }
    return is_organisation(b) && marks >= 2;
}

static bool org_acronym(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    size_t content = 0;
    (void)r;
    (void)birth_date;
    for (size_t i = 0; i < b->word_count; i++) {
        str w = b->words[i];
        bool small = str_equal_nocase(w, str_of("of")) || str_equal_nocase(w, str_of("the")) ||
                     str_equal_nocase(w, str_of("and")) || str_equal_nocase(w, str_of("for"));
        if (small || is_legal_form(w) || !is_letter(w.data[0]))
            continue;
        buf_putc(name, case_of(w.data[0], 'A'));
        content++;
    }
    return is_organisation(b) && content >= 4 && content <= 8;
}

static bool is_small_word(str w)
{
    static const char *const words[] = {"of", "the", "and", "for", "de", "del", "la"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal_nocase(w, str_of(words[i])))
            return true;
    return false;
}

static bool org_stopword(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    size_t dropped = 0, put = 0, most = 1 + random_below(r, 2);
    (void)birth_date;
    if (!is_organisation(b))
        return false;
    for (size_t i = 0; i < b->word_count; i++) {
        if (dropped < most && is_small_word(b->words[i])) {
            dropped++;
            continue;
        }
        if (put++)
            buf_putc(name, ' ');
        buf_str(name, b->words[i]);
    }
    if (dropped)
        return put >= 2;
    buf_reset(name);
    buf_puts(name, "The ");
    buf_str(name, b->name);
    return random_below(r, 8) == 0; /* else nearly all would be of this sort */
}

static const text_pair number_words[] = {
    {"1", "one"},      {"2", "two"},     {"3", "three"},   {"4", "four"},     {"5", "five"},
    {"6", "six"},      {"7", "seven"},   {"8", "eight"},   {"9", "nine"},     {"10", "ten"},
    {"11", "eleven"},  {"12", "twelve"}, {"first", "1st"}, {"second", "2nd"}, {"third", "3rd"},
    {"fourth", "4th"}, {"fifth", "5th"},
};
static const text_pair roman_numbers[] = {{"1", "I"},  {"2", "II"}, {"3", "III"}, {"4", "IV"},
                                          {"5", "V"},  {"6", "VI"}, {"7", "VII"}, {"8", "VIII"},
                                          {"9", "IX"}, {"10", "X"}, {"11", "XI"}, {"12", "XII"}};

static bool swap_number(const variant_base *b, variant_random *r, size_t from, const text_pair *pairs,
                        size_t count, buf *name)
{
    for (size_t i = from; i < b->word_count; i++) {
        buf word;
        buf_init(&word, 1000);
        bool made = swap_word(b->words[i], pairs, count, r, &word);
        if (made)
            put_with(b, i, buf_as_str(&word), name);
        part_free(&word, name);
        if (made)
            return true;
    }
    return false;
}

static bool num_word(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    return !is_person(b) && swap_number(b, r, 0, number_words, COUNT(number_words), name);
}

static bool num_roman(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    return !is_person(b) && swap_number(b, r, 1, roman_numbers, COUNT(roman_numbers), name);
}

static bool person_nickname(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair nicknames[] = {
        {"Vladimir", "Vova"},     {"Vladimir", "Volodya"}, {"Alexander", "Sasha"}, {"Aleksandr", "Sasha"},
        {"Dmitry", "Dima"},       {"Sergei", "Seryozha"},  {"Nikolai", "Kolya"},   {"Mikhail", "Misha"},
        {"Yevgeny", "Zhenya"},    {"Ivan", "Vanya"},       {"Pavel", "Pasha"},     {"Anatoly", "Tolya"},
        {"Konstantin", "Kostya"}, {"Maria", "Masha"},      {"Tatiana", "Tanya"},   {"Natalia", "Natasha"},
        {"Jose", "Pepe"},         {"Francisco", "Paco"},   {"Jesus", "Chuy"},      {"Guadalupe", "Lupe"},
        {"Ignacio", "Nacho"},     {"Enrique", "Quique"},   {"Eduardo", "Lalo"},    {"Robert", "Bob"},
        {"William", "Bill"},      {"Michael", "Mike"},     {"James", "Jim"},       {"Richard", "Dick"},
        {"Joseph", "Joe"},        {"Thomas", "Tom"},       {"Charles", "Charlie"}, {"Daniel", "Dan"},
        {"Manuel", "Manolo"},     {"Yuri", "Yura"},        {"Boris", "Borya"},
    };
    (void)birth_date;
    for (size_t i = 0; i < b->word_count && is_person(b); i++) {
        for (size_t p = 0; p < COUNT(nicknames); p++) {
            if (!str_equal_nocase(b->words[i], str_of(nicknames[p].from)) || random_below(r, 2))
                continue;
            buf word;
            buf_init(&word, 1000);
            put_in_case(nicknames[p].to, b->words[i], &word);
            put_with(b, i, buf_as_str(&word), name);
            part_free(&word, name);
            return true;
        }
    }
    return false;
}

static bool person_gendered(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair endings[] = {{"skaya", "sky"}, {"ova", "ov"}, {"eva", "ev"}, {"ina", "in"}};
    (void)r;
    (void)birth_date;
    for (size_t i = b->word_count; i-- > 0 && is_person(b);) {
        str w = b->words[i];
        for (size_t k = 0; k < 2 * COUNT(endings) && w.len > 5; k++) {
            str from = str_of(k % 2 ? endings[k / 2].to : endings[k / 2].from);
            const char *to = k % 2 ? endings[k / 2].from : endings[k / 2].to;
            if (!str_equal_nocase(str_make(w.data + w.len - from.len, from.len), from))
                continue;
            buf word;
            buf_init(&word, 1000);
            buf_append(&word, w.data, w.len - from.len);
            for (size_t c = 0; to[c]; c++)
                buf_putc(&word, case_of(to[c], w.data[w.len - 1]));
            put_with(b, i, buf_as_str(&word), name);
            part_free(&word, name);
            return true;
        }
    }
    return false;
}

static bool read_birth_date(const variant_base *b, int *year, int *month, int *day)
{
    str d = b->birth_date;
    if (d.len != 10)
        return false;
    *year = (d.data[0] - '0') * 1000 + (d.data[1] - '0') * 100 + (d.data[2] - '0') * 10 + d.data[3] - '0';
    *month = (d.data[5] - '0') * 10 + d.data[6] - '0';
    *day = (d.data[8] - '0') * 10 + d.data[9] - '0';
    return true;
}

static bool dob_shift(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    int year, month, day;
    if (!is_person(b) || !read_birth_date(b, &year, &month, &day))
        return false;
    size_t part = random_below(r, 3);
    year += part == 0;
    month = part == 1 ? month % 12 + 1 : month;
    day = part == 2 ? day % 28 + 1 : day;
    if (day > 28)
        return false;
    buf_str(name, b->name);
    buf_printf(birth_date, "%04d-%02d-%02d", year, month, day);
    return true;
}

static bool dob_swap(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    int year, month, day;
    (void)r;
    if (!is_person(b) || !read_birth_date(b, &year, &month, &day) || day > 12 || day == month)
        return false;
    buf_str(name, b->name);
    buf_printf(birth_date, "%04d-%02d-%02d", year, day, month);
    return true;
}

static bool dob_year(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)r;
    if (!is_person(b) || b->birth_date.len != 10)
        return false;
    buf_str(name, b->name);
    buf_str(birth_date, str_make(b->birth_date.data, 4));
    return true;
}

static bool ends_in_patronymic(str w)
{
    return w.len > 6 && (str_equal_nocase(str_make(w.data + w.len - 5, 5), str_of("ovich")) ||
                         str_equal_nocase(str_make(w.data + w.len - 5, 5), str_of("evich")));
}

static bool not_patronymic(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const others[] = {"Petrovich",    "Yuryevich",   "Borisovich",
                                         "Grigoryevich", "Maksimovich", "Timurovich"};
    (void)birth_date;
    for (size_t i = 0; i < b->word_count && is_person(b) && b->word_count == 3; i++) {
        if (!ends_in_patronymic(b->words[i]))
            continue;
        const char *other = others[random_below(r, COUNT(others))];
        /* clearly different: another first letter */
        if ((b->words[i].data[0] | 32) == (other[0] | 32))
            return false;
        put_with(b, i, str_of(other), name);
        return true;
    }
    return false;
}

static bool not_given(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const others[] = {"Kiril",  "Bruno",  "Thandiwe", "Oskar",
                                         "Ulrich", "Fergus", "Wanjiru",  "Pascale"};
    (void)birth_date;
    if (!is_person(b) || b->word_count != 2)
        return false;
    const char *other = others[random_below(r, COUNT(others))];
    if ((b->words[0].data[0] | 32) == (other[0] | 32))
        return false;
    put_with(b, 0, str_of(other), name);
    return true;
}

static bool not_number(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    for (size_t i = 0; i < b->word_count && !is_person(b); i++) {
        unsigned long long number;
        if (!str_to_unsigned(b->words[i], &number) || number > 9999)
            continue;
        char text[32];
        snprintf(text, sizeof text, "%llu", number + 2 + random_below(r, 5));
        put_with(b, i, str_of(text), name);
        return true;
    }
    return false;
}

static bool not_class(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const invented[] = {"OAKRIDGE",   "NORTHBROOK", "FERNVALE",
                                           "QUILLSTONE", "BRAMWELL",   "HOLLOWAY"};
    size_t own = SIZE_MAX, own_count = 0, class_count = 0;
    (void)birth_date;
    for (size_t i = 0; i < b->word_count && is_organisation(b); i++) {
        bool class_word = is_class_word(b->words[i]) || is_legal_form(b->words[i]);
        class_count += class_word;
        if (!class_word) {
            own = i;
            own_count++;
        }
    }
    if (own_count != 1 || class_count < 2)
        return false;
    put_with(b, own, str_of(invented[random_below(r, COUNT(invented))]), name);
    return true;
}

const variant_kind variant_kinds_companies[] = {
    {"org-form-change", VARIANT_FIND, org_form_change},
    {"org-form-drop", VARIANT_FIND, org_form_drop},
    {"org-punct", VARIANT_FIND, org_punct},
    {"org-acronym", VARIANT_FIND_HARD, org_acronym},
    {"org-stopword", VARIANT_FIND, org_stopword},
    {"num-word", VARIANT_FIND, num_word},
    {"num-roman", VARIANT_FIND, num_roman},
    {"person-nickname", VARIANT_FIND, person_nickname},
    {"person-gendered", VARIANT_FIND, person_gendered},
    {"dob-shift", VARIANT_FIND, dob_shift},
    {"dob-swap", VARIANT_FIND, dob_swap},
    {"dob-year", VARIANT_FIND, dob_year},
    {"not-patronymic", VARIANT_REFUSE, not_patronymic},
    {"not-given", VARIANT_REFUSE, not_given},
    {"not-number", VARIANT_REFUSE, not_number},
    {"not-class", VARIANT_REFUSE, not_class},
    {0},
};
