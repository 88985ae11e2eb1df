/* Kinds that write the same name in another way of the language or script. */
#include "evaluate/variant_words.h"

#include <stdint.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Up to two replacements of the table in one word. */
static bool respell(const variant_base *b, variant_random *r, const text_pair *pairs, size_t count, buf *name)
{
    size_t index = pick_word(b, r, 5);
    if (index == SIZE_MAX)
        return false;
    buf once, twice;
    buf_init(&once, 1000);
    buf_init(&twice, 1000);
    bool made = replace_one(b->words[index], pairs, count, r, &once);
    if (made) {
        bool again = random_below(r, 2) && replace_one(buf_as_str(&once), pairs, count, r, &twice);
        str word = buf_as_str(again ? &twice : &once);
        made = !str_equal_nocase(word, b->words[index]);
        put_with(b, index, word, name);
    }
    part_free(&once, name);
    part_free(&twice, name);
    return made;
}

static bool lang_phonetic(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair pairs[] = {{"ph", "f"},  {"c", "k"},  {"ck", "k"}, {"q", "k"},
                                      {"x", "ks"},  {"kh", "h"}, {"z", "s"},  {"v", "w"},
                                      {"sh", "ch"}, {"ee", "i"}, {"ou", "u"}, {"u", "oo"},
                                      {"g", "j"},   {"dh", "d"}, {"th", "t"}, {"gh", "g"}};
    (void)birth_date;
    return respell(b, r, pairs, COUNT(pairs), name);
}

static bool lang_translit(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair pairs[] = {
        {"zh", "j"}, {"kh", "h"},  {"shch", "sch"}, {"ts", "tz"}, {"yu", "iu"},   {"ya", "ia"},  {"ye", "e"},
        {"iy", "y"}, {"ii", "iy"}, {"ey", "ei"},    {"ay", "ai"}, {"yev", "ev"},  {"ov", "off"}, {"ks", "x"},
        {"q", "k"},  {"oo", "u"},  {"ee", "i"},     {"dj", "j"},  {"ch", "tch"},  {"sh", "sch"}, {"gh", "g"},
        {"w", "v"},  {"ah", "a"},  {"eh", "e"},     {"dh", "z"},  {"skiy", "ski"}};
    (void)birth_date;
    return respell(b, r, pairs, COUNT(pairs), name);
}

static bool swap_a_word(const variant_base *b, variant_random *r, const text_pair *pairs, size_t count,
                        buf *name)
{
    size_t start = random_below(r, b->word_count);
    for (size_t k = 0; k < b->word_count; k++) {
        size_t i = (start + k) % b->word_count;
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

static bool lang_namevar(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair pairs[] = {
        {"Mohammad", "Muhammad"},
        {"Mohammed", "Mohamed"},
        {"Mohammad", "Mohamad"},
        {"Muhammad", "Mohamed"},
        {"Sergei", "Serguei"},
        {"Sergei", "Sergey"},
        {"Alexander", "Aleksandr"},
        {"Alexey", "Aleksei"},
        {"Dmitry", "Dmitri"},
        {"Dmitriy", "Dmitry"},
        {"Yevgeny", "Evgeny"},
        {"Yuri", "Yury"},
        {"Vladimir", "Wladimir"},
        {"Hussein", "Husayn"},
        {"Hussein", "Hossein"},
        {"Hassan", "Hasan"},
        {"Ahmad", "Ahmed"},
        {"Ibrahim", "Ebrahim"},
        {"Yusuf", "Youssef"},
        {"Yusuf", "Yousef"},
        {"Said", "Saeed"},
        {"Said", "Sayed"},
        {"Ali", "Aly"},
        {"Omar", "Umar"},
        {"Osama", "Usama"},
        {"Khalid", "Khaled"},
        {"Mahmoud", "Mahmud"},
        {"Mustafa", "Mostafa"},
        {"Ismail", "Esmail"},
        {"Sulaiman", "Suleiman"},
        {"Michael", "Mikhail"},
        {"Nikolai", "Nikolay"},
        {"Andrei", "Andrey"},
        {"Viktor", "Victor"},
        {"Aleksey", "Alexei"},
        {"Natalia", "Natalya"},
        {"Ekaterina", "Yekaterina"},
        {"Jafar", "Jaafar"},
        {"Qasem", "Ghasem"},
        {"Reza", "Riza"},
        {"Hamid", "Hameed"},
        {"Rashid", "Rasheed"},
        {"Karim", "Kareem"},
        {"Abbas", "Abas"},
        {"Faisal", "Faysal"},
        {"Nasser", "Nasir"},
        {"Abdallah", "Abdullah"},
        {"Igor", "Ihor"},
        {"Jose", "Josef"},
        {"Juan", "Joan"},
        {"Oleg", "Oleh"},
        {"Volodymyr", "Vladimir"},
    };
    (void)birth_date;
    return is_person(b) && swap_a_word(b, r, pairs, COUNT(pairs), name);
}

/* al-X, el-X, ul-X, ar-X, X; bin, ibn, ben; Abd al-X, Abdul X, Abdel X; Abu, Abou; de la, dela, de */
static bool lang_particle(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair particles[] = {{"bin", "ibn"},  {"bin", "ben"},     {"ibn", "ben"},
                                          {"Abu", "Abou"}, {"Abdul", "Abdel"}, {"Abdul", "Abd al"},
                                          {"al", "el"},    {"dela", "de la"},  {"ul", "al"}};
    static const char *const articles[] = {"al", "el", "ul", "ar"};
    (void)birth_date;
    for (size_t i = 0; i < b->word_count; i++) {
        str w = b->words[i];
        for (size_t k = 0; k < COUNT(articles); k++) {
            str article = str_of(articles[k]);
            if (w.len < 6 || w.data[2] != '-' || !str_equal_nocase(str_make(w.data, 2), article))
                continue;
            buf word;
            buf_init(&word, 1000);
            size_t choice = random_below(r, 4);
            str stem = str_make(w.data + 3, w.len - 3);
            if (choice < 3) {
                put_in_case(articles[(k + 1 + random_below(r, 3)) % COUNT(articles)], w, &word);
                buf_puts(&word, choice == 0 ? "-" : choice == 1 ? " " : "");
            }
            buf_str(&word, stem);
            put_with(b, i, buf_as_str(&word), name);
            part_free(&word, name);
            return true;
        }
    }
    return swap_a_word(b, r, particles, COUNT(particles), name);
}

static bool lang_ukus(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const text_pair pairs[] = {
        {"centre", "center"},
        {"defence", "defense"},
        {"organisation", "organization"},
        {"programme", "program"},
        {"aluminium", "aluminum"},
        {"labour", "labor"},
        {"armour", "armor"},
        {"fibre", "fiber"},
        {"industrialisation", "industrialization"},
        {"theatre", "theater"},
        {"colour", "color"},
        {"harbour", "harbor"},
        {"metre", "meter"},
        {"licence", "license"},
        {"tyre", "tire"},
        {"grey", "gray"},
        {"catalogue", "catalog"},
        {"organisations", "organizations"},
        {"jewellery", "jewelry"},
        {"modernisation", "modernization"},
        {"specialised", "specialized"},
        {"honour", "honor"},
    };
    (void)birth_date;
    return swap_a_word(b, r, pairs, COUNT(pairs), name);
}

typedef struct plain_form {
    const char *marked, *plain;
} plain_form;

/* Letters with marks of the Latin-1 and Latin Extended-A blocks, without them. */
static const plain_form plain_forms[] = {
    {"á", "a"},  {"à", "a"}, {"â", "a"}, {"ä", "a"}, {"ã", "a"}, {"å", "a"}, {"ā", "a"}, {"ă", "a"},
    {"ą", "a"},  {"ç", "c"}, {"ć", "c"}, {"č", "c"}, {"ď", "d"}, {"đ", "d"}, {"é", "e"}, {"è", "e"},
    {"ê", "e"},  {"ë", "e"}, {"ē", "e"}, {"ė", "e"}, {"ę", "e"}, {"ě", "e"}, {"ğ", "g"}, {"í", "i"},
    {"ì", "i"},  {"î", "i"}, {"ï", "i"}, {"ī", "i"}, {"ı", "i"}, {"İ", "I"}, {"ł", "l"}, {"Ł", "L"},
    {"ñ", "n"},  {"ń", "n"}, {"ň", "n"}, {"ó", "o"}, {"ò", "o"}, {"ô", "o"}, {"ö", "o"}, {"õ", "o"},
    {"ø", "o"},  {"ō", "o"}, {"ő", "o"}, {"ř", "r"}, {"ś", "s"}, {"š", "s"}, {"ş", "s"}, {"ș", "s"},
    {"ß", "ss"}, {"ť", "t"}, {"ţ", "t"}, {"ț", "t"}, {"ú", "u"}, {"ù", "u"}, {"û", "u"}, {"ü", "u"},
    {"ū", "u"},  {"ů", "u"}, {"ű", "u"}, {"ý", "y"}, {"ÿ", "y"}, {"ź", "z"}, {"ż", "z"}, {"ž", "z"},
    {"Á", "A"},  {"À", "A"}, {"Â", "A"}, {"Ä", "A"}, {"Ã", "A"}, {"Å", "A"}, {"Ç", "C"}, {"Ć", "C"},
    {"Č", "C"},  {"Đ", "D"}, {"É", "E"}, {"È", "E"}, {"Ê", "E"}, {"Ë", "E"}, {"Ğ", "G"}, {"Í", "I"},
    {"Î", "I"},  {"Ñ", "N"}, {"Ó", "O"}, {"Ô", "O"}, {"Ö", "O"}, {"Õ", "O"}, {"Ø", "O"}, {"Ř", "R"},
    {"Ś", "S"},  {"Š", "S"}, {"Ş", "S"}, {"Ú", "U"}, {"Ü", "U"}, {"Ý", "Y"}, {"Ź", "Z"}, {"Ż", "Z"},
    {"Ž", "Z"},  {"ʹ", ""},  {"ʼ", ""},
};

static bool lang_diacritic(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)r;
    (void)birth_date;
    bool changed = false;
    for (size_t i = 0; i < b->name.len;) {
        str rest = str_make(b->name.data + i, b->name.len - i);
        size_t took = 0;
        for (size_t k = 0; k < COUNT(plain_forms) && !took; k++) {
            if (!str_starts(rest, str_of(plain_forms[k].marked)))
                continue;
            buf_puts(name, plain_forms[k].plain);
            took = strlen(plain_forms[k].marked);
        }
        if (took)
            changed = true;
        else
            buf_putc(name, b->name.data[i]);
        i += took ? took : 1;
    }
    return changed;
}

/* Each character that is not ASCII replaced; at least half of the letters must be ASCII for a name to be
 * left. */
static bool replace_foreign(const variant_base *b, const char *with, buf *name)
{
    size_t foreign = 0;
    for (size_t i = 0; i < b->name.len; i++) {
        unsigned char c = (unsigned char)b->name.data[i];
        if (c < 0x80) {
            buf_putc(name, (char)c);
        } else if (c >= 0xC0) {
            buf_puts(name, with);
            foreign++;
        }
    }
    return foreign && foreign * 4 <= b->name.len;
}

static bool lang_qmark(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)r;
    (void)birth_date;
    return replace_foreign(b, "?", name);
}

static bool lang_nonascii_drop(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)r;
    (void)birth_date;
    return replace_foreign(b, "", name);
}

static bool is_russian_surname(str w)
{
    static const char *const endings[] = {"ov", "ev", "in"};
    for (size_t i = 0; i < COUNT(endings) && w.len > 4; i++)
        if (str_equal_nocase(str_make(w.data + w.len - 2, 2), str_of(endings[i])))
            return true;
    return false;
}

static bool is_patronymic(str w)
{
    return w.len > 6 && (str_equal_nocase(str_make(w.data + w.len - 4, 4), str_of("ovic")) ||
                         str_equal_nocase(str_make(w.data + w.len - 5, 5), str_of("ovich")) ||
                         str_equal_nocase(str_make(w.data + w.len - 5, 5), str_of("evich")));
}

static bool lang_morphology(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    static const char *const surname_ends[] = {"a", "u", "ym"}, *const patronymic_ends[] = {"a", "u", "em"};
    (void)birth_date;
    bool russian = false;
    for (size_t i = 0; i < b->word_count; i++)
        russian = russian || is_patronymic(b->words[i]);
    if (!is_person(b) || !russian)
        return false;
    size_t start = random_below(r, b->word_count);
    for (size_t k = 0; k < b->word_count; k++) {
        size_t i = (start + k) % b->word_count;
        bool surname = is_russian_surname(b->words[i]);
        if (!surname && !is_patronymic(b->words[i]))
            continue;
        char word[300];
        size_t len = b->words[i].len < 250 ? b->words[i].len : 250;
        const char *ending = surname ? surname_ends[random_below(r, 3)] : patronymic_ends[random_below(r, 3)];
        memcpy(word, b->words[i].data, len);
        for (size_t c = 0; ending[c]; c++)
            word[len++] = case_of(ending[c], b->words[i].data[b->words[i].len - 1]);
        put_with(b, i, str_make(word, len), name);
        return true;
    }
    return false;
}

/* Letter for letter from the Latin form, two letters first. */
static const text_pair cyrillic_letters[] = {
    {"shch", "щ"}, {"zh", "ж"}, {"kh", "х"}, {"ts", "ц"}, {"ch", "ч"}, {"sh", "ш"}, {"yu", "ю"},
    {"ya", "я"},   {"yo", "ё"}, {"a", "а"},  {"b", "б"},  {"c", "к"},  {"d", "д"},  {"e", "е"},
    {"f", "ф"},    {"g", "г"},  {"h", "х"},  {"i", "и"},  {"j", "дж"}, {"k", "к"},  {"l", "л"},
    {"m", "м"},    {"n", "н"},  {"o", "о"},  {"p", "п"},  {"q", "к"},  {"r", "р"},  {"s", "с"},
    {"t", "т"},    {"u", "у"},  {"v", "в"},  {"w", "в"},  {"x", "кс"}, {"y", "и"},  {"z", "з"},
};

/* Cyrillic letters for the Latin ones, small: case folding is not what is tested here. */
static void put_cyrillic(str text, buf *out)
{
    for (size_t i = 0; i < text.len;) {
        size_t took = 0;
        for (size_t k = 0; k < COUNT(cyrillic_letters) && !took; k++) {
            str from = str_of(cyrillic_letters[k].from);
            if (i + from.len <= text.len && str_equal_nocase(str_make(text.data + i, from.len), from)) {
                buf_puts(out, cyrillic_letters[k].to);
                took = from.len;
            }
        }
        if (!took)
            buf_putc(out, text.data[i]);
        i += took ? took : 1;
    }
}

static bool lang_cyrillic(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)r;
    (void)birth_date;
    for (size_t i = 0; i < b->name.len; i++)
        if (!is_letter(b->name.data[i]) && b->name.data[i] != ' ')
            return false;
    put_cyrillic(b->name, name);
    return true;
}

static bool evade_mixed(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    size_t index = pick_word(b, r, 3);
    if (index == SIZE_MAX || b->word_count < 2)
        return false;
    buf word;
    buf_init(&word, 2000);
    put_cyrillic(b->words[index], &word);
    put_with(b, index, buf_as_str(&word), name);
    part_free(&word, name);
    return true;
}

static bool script_original(const variant_base *b, variant_random *r, buf *name, buf *birth_date)
{
    (void)birth_date;
    snapshot_entity e = snapshot_entity_at(b->snapshot, b->entity);
    size_t found = 0;
    str chosen = STR_NONE;
    for (uint32_t i = 0; i < e.name_count; i++) {
        snapshot_name n = snapshot_name_at(b->snapshot, e.first_name + i);
        if (n.kind == NAME_ORIGINAL && !is_ascii(n.text) && random_below(r, ++found) == 0)
            chosen = n.text;
    }
    buf_str(name, chosen);
    return found > 0;
}

const variant_kind variant_kinds_language[] = {
    {"lang-phonetic", VARIANT_FIND, lang_phonetic},
    {"lang-translit", VARIANT_FIND, lang_translit},
    {"lang-namevar", VARIANT_FIND, lang_namevar},
    {"lang-particle", VARIANT_FIND, lang_particle},
    {"lang-ukus", VARIANT_FIND, lang_ukus},
    {"lang-diacritic", VARIANT_FIND, lang_diacritic},
    {"lang-qmark", VARIANT_FIND, lang_qmark},
    {"lang-nonascii-drop", VARIANT_FIND, lang_nonascii_drop},
    {"lang-morphology", VARIANT_FIND, lang_morphology},
    {"lang-cyrillic", VARIANT_FIND, lang_cyrillic},
    {"script-original", VARIANT_FIND, script_original},
    {"evade-mixed", VARIANT_FIND, evade_mixed},
    {0},
};
