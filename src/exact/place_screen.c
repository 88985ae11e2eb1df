#include "exact/place_screen.h"

#include "base/error.h"
#include "base/limits.h"
#include "model/country.h"
#include "regime/model.h"
#include "text/text.h"

#define WORDS_MAX      4096 /* of one text; what lies behind is screened in a second window */
#define SHORT_WORDS    64   /* likewise of a short one */
#define NAME_WORDS_MAX 6
#define WORDS_AROUND   4

typedef struct place_row {
    str name;
    char code[8];
    char alone; /* counts in narrative too, not only as the town of an address */
} place_row;

typedef struct territory_row {
    const char *code;
    str stated_as; /* countries that an address there may state */
    char past;     /* counts only where the measures name it */
} territory_row;

#include "exact/places.inc"

enum {
    PLACE_COUNT = sizeof PLACES / sizeof PLACES[0],
    TERRITORY_COUNT = sizeof TERRITORIES / sizeof TERRITORIES[0]
};

static itd_status add_code(place_screen *p, str code, itd_error *error)
{
    if (code.len >= PLACE_CODE_CAP || p->code_count == PLACE_CODES_MAX)
        return error_set(
            error, ITD_ERROR_LIMIT, NULL,
            "the place '%.*s' under comprehensive measures: longer than a code, or one of more than %d",
            STR_ARG(code), PLACE_CODES_MAX);
    memcpy(p->codes[p->code_count], code.data, code.len);
    p->codes[p->code_count++][code.len] = '\0';
    return ITD_OK;
}

/* Those of the measures. */
static itd_status add_codes(place_screen *p, const snapshot *s, itd_error *error)
{
    arena a;
    str section;
    regime_vocabulary words = {0};
    arena_init(&a, LIMIT_ARENA_SIZE);
    itd_status status = snapshot_section(s, REGIME_SECTION, &section, error);
    if (status == ITD_OK && section.len)
        status = regime_decode_words(section, &a, &words, error);
    for (size_t i = 0; status == ITD_OK && i < words.comprehensive.count; i++)
        status = add_code(p, words.comprehensive.items[i], error);
    arena_free(&a);
    return status;
}

itd_status place_screen_init(place_screen *p, const snapshot *s, itd_error *error)
{
    *p = (place_screen){.code_count = 0};
    buf_init(&p->folded, LIMIT_BUF_SIZE);
    itd_status status = s ? add_codes(p, s, error) : ITD_OK;
    bool none = p->code_count == 0;
    for (size_t i = 0; status == ITD_OK && i < TERRITORY_COUNT && none; i++)
        if (!TERRITORIES[i].past)
            status = add_code(p, str_of(TERRITORIES[i].code), error);
    return status;
}

void place_screen_share(place_screen *p, const place_screen *of)
{
    *p = *of;
    buf_init(&p->folded, LIMIT_BUF_SIZE);
}

void place_screen_free(place_screen *p)
{
    buf_free(&p->folded);
}

static const char *find_code(const place_screen *p, str code)
{
    for (size_t i = 0; i < p->code_count; i++)
        if (str_equal_nocase(code, str_of(p->codes[i])))
            return p->codes[i];
    return NULL;
}

const char *place_screen_region(const place_screen *p, str code)
{
    return find_code(p, code);
}

const char *place_screen_code(const place_screen *p, str alpha2)
{
    return alpha2.len == 2 ? find_code(p, alpha2) : NULL;
}

static const place_row *find_row(str name)
{
    size_t low = 0, high = PLACE_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(PLACES[middle].name, name);
        if (order == 0)
            return &PLACES[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* True if some row begins with this name: longer ones may follow. */
static bool begins_row(str name)
{
    size_t low = 0, high = PLACE_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_compare(PLACES[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < PLACE_COUNT && str_starts(PLACES[low].name, name);
}

bool place_screen_whole(const place_screen *p, str folded, place_found *found)
{
    const place_row *row = find_row(folded);
    const char *code = row ? find_code(p, str_of(row->code)) : NULL;
    if (code)
        *found = (place_found){code, row->name};
    return code != NULL;
}

typedef struct word_list {
    const str *word;
    size_t count;
} word_list;

static bool in_list(str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(word, list[i]))
            return true;
    return false;
}

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* "CUBA STREET", "CRIMEA ROAD", "HAVANA CLUB": the name of something else. */
static bool names_a_street(const word_list *w, size_t from, size_t to, place_context context)
{
    static const char *const behind[] = {
        "street", "str",   "strasse", "straat",  "road",  "rd",        "avenue", "ave",  "av",
        "place",  "lane",  "square",  "sq",      "blvd",  "boulevard", "drive",  "way",  "terrace",
        "court",  "close", "cad",     "caddesi", "sokak", "sok",       "hotel",  "cafe", "restaurant",
        "club",   "gatan", "ulica",   "ul",      "utca",  "gasse"};
    static const char *const before[] = {"calle",    "rue",       "avenida", "avenue", "ul",    "ulica",
                                         "ulitsa",   "plaza",     "piazza",  "place",  "paseo", "rua",
                                         "prospekt", "boulevard", "hotel",   "corso"};
    if (to < w->count && in_list(w->word[to], behind, COUNT(behind)))
        return true;
    static const char *const particles[] = {"de", "du", "la", "des", "del", "di", "of", "the"};
    while (from > 1 && in_list(w->word[from - 1], particles, COUNT(particles)))
        from--;
    if (from == 0)
        return false;
    str previous = w->word[from - 1];
    return in_list(previous, before, COUNT(before)) ||
           (context == PLACE_IN_ADDRESS && str_is(previous, "via"));
}

/* "NORTH KOREA: A HISTORY": what a book is about. */
static bool names_a_work(const word_list *w, size_t to)
{
    static const char *const articles[] = {"a", "an", "the"};
    static const char *const works[] = {"history",  "novel",     "biography", "memoir",    "atlas",
                                        "cookbook", "guidebook", "anthology", "travelogue"};
    if (to < w->count && in_list(w->word[to], articles, COUNT(articles)))
        to++;
    return to < w->count && in_list(w->word[to], works, COUNT(works));
}

static bool is_us_state(str word)
{
    static const char *const states[] = {
        "alabama",   "alaska",      "arizona",      "arkansas",  "california", "colorado",      "connecticut",
        "delaware",  "florida",     "hawaii",       "idaho",     "illinois",   "indiana",       "iowa",
        "kansas",    "kentucky",    "louisiana",    "maine",     "maryland",   "massachusetts", "michigan",
        "minnesota", "mississippi", "missouri",     "montana",   "nebraska",   "nevada",        "ohio",
        "oklahoma",  "oregon",      "pennsylvania", "tennessee", "texas",      "utah",          "vermont",
        "virginia",  "washington",  "wisconsin",    "wyoming",   "ontario",    "queensland",    "victoria",
        "alberta",   "quebec"};
    return in_list(word, states, COUNT(states));
}

/* True if an address in the place may state this country. */
static bool same_country(const char *place, str alpha2)
{
    str rest = str_make(place, 2), one;
    for (size_t i = 0; i < TERRITORY_COUNT; i++)
        if (strcmp(TERRITORIES[i].code, place) == 0)
            rest = TERRITORIES[i].stated_as;
    while (str_split(&rest, ' ', &one))
        if (str_equal_nocase(alpha2, one))
            return true;
    return false;
}

/* The words behind the name put it in another country: "HAVANA, ILLINOIS, USA". */
static bool lies_elsewhere(const word_list *w, size_t to, const char *code)
{
    static const char *const words[] = {"and", "are", "can", "nor", "per", "mar", "sen"}; /* codes as well */
    size_t end = to + WORDS_AROUND < w->count ? to + WORDS_AROUND : w->count;
    for (size_t i = to; i < end; i++) {
        if (is_us_state(w->word[i]))
            return true;
        for (size_t n = 1; n <= 3 && i + n <= end; n++) {
            str first = w->word[i], last = w->word[i + n - 1];
            str name = str_make(first.data, (size_t)(last.data + last.len - first.data));
            if (name.len < 3 || in_list(name, words, COUNT(words)))
                continue;
            str other = country_find(name);
            if (other.len == 2)
                return !same_country(code, other);
        }
    }
    return false;
}

/* There are no more codes than fit. */
static void add_found(place_found found[PLACE_CODES_MAX], size_t *count, const char *code, str name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(found[i].code, code) == 0)
            return;
    found[(*count)++] = (place_found){code, name};
}

/* The longest name that begins at this word; *to is behind it. */
static const place_row *longest_at(const word_list *w, size_t from, size_t *to)
{
    const place_row *best = NULL;
    for (size_t n = 1; n <= NAME_WORDS_MAX && from + n <= w->count; n++) {
        str first = w->word[from], last = w->word[from + n - 1];
        str name = str_make(first.data, (size_t)(last.data + last.len - first.data));
        const place_row *row = find_row(name);
        if (row) {
            best = row;
            *to = from + n;
        } else if (!begins_row(name)) {
            break;
        }
    }
    return best;
}

/* True if nothing around the name makes it the name of something else or puts it elsewhere. */
static bool is_the_place(const word_list *w, size_t from, size_t to, place_context context, const char *code,
                         bool sure)
{
    return !names_a_street(w, from, to, context) && !names_a_work(w, to) &&
           (sure || !lies_elsewhere(w, to, code));
}

/* The name of a country, which no town elsewhere has: not Cuba, which is a town in several states. */
static bool is_country_name(const place_row *row, const char *code)
{
    return strlen(code) == 2 && strcmp(code, "CU") != 0 &&
           str_equal_nocase(country_find(row->name), str_of(code));
}

static void scan(const place_screen *p, const word_list *w, place_context context, str country,
                 place_found found[PLACE_CODES_MAX], size_t *count)
{
    for (size_t from = 0; from < w->count;) {
        size_t to = from + 1;
        const place_row *row = longest_at(w, from, &to);
        const char *code = row ? find_code(p, str_of(row->code)) : NULL;
        bool named = code && (row->alone || context == PLACE_IN_ADDRESS);
        bool sure = named && is_country_name(row, code);
        bool elsewhere =
            named && country.len && !sure && !same_country(code, country) && !place_screen_code(p, country);
        if (named && !elsewhere && is_the_place(w, from, to, context, code, sure))
            add_found(found, count, code, row->name);
        from = row ? to : from + 1;
    }
}

/* ---- names with an ending ---- */

/* Russian and Ukrainian decline the names of places. */
static bool is_declined(str name)
{
    return name.len > 2 && ((unsigned char)name.data[0] == 0xD0 || (unsigned char)name.data[0] == 0xD1);
}

enum { DECLINED_LEAST = 6, DECLINED_MOST = 6 }; /* bytes of what stays, and of an ending */

/* "крыму" is "крым": all but the last vowel or sign stays, and an ending of one to three letters follows. */
static bool is_form_of(str word, str name)
{
    static const str endings[] = {
        STR(""),   STR("а"),  STR("у"),  STR("е"),   STR("ы"),  STR("и"),  STR("о"),  STR("ю"),  STR("я"),
        STR("і"),  STR("ом"), STR("ем"), STR("ой"),  STR("ою"), STR("ей"), STR("ью"), STR("ую"), STR("ої"),
        STR("ії"), STR("ию"), STR("ии"), STR("ией"), STR("ям"), STR("ои"), STR("еи")};
    static const str vowels[] = {STR("ая"), STR("яя"), STR("а"), STR("я"), STR("ь"), STR("и"), STR("о")};
    if (str_equal(word, name))
        return true;
    size_t stem = name.len;
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels && stem == name.len; i++)
        if (str_ends(name, vowels[i]))
            stem = name.len - vowels[i].len;
    if (stem < DECLINED_LEAST || word.len < stem || word.len > stem + DECLINED_MOST ||
        memcmp(word.data, name.data, stem) != 0)
        return false;
    str rest = str_make(word.data + stem, word.len - stem);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_equal(rest, endings[i]))
            return true;
    return false;
}

/* The row whose words those from `from` on are forms of. */
static const place_row *declined_at(const word_list *w, size_t from, size_t *to)
{
    const place_row *best = NULL;
    for (size_t i = 0; is_declined(w->word[from]) && i < PLACE_COUNT; i++) {
        str rest = PLACES[i].name, part;
        size_t n = 0;
        if (!is_declined(rest))
            continue;
        bool good = true;
        while (good && str_split(&rest, ' ', &part)) {
            good = from + n < w->count && is_form_of(w->word[from + n], part);
            n++;
        }
        if (good && (!best || from + n > *to)) {
            best = &PLACES[i];
            *to = from + n;
        }
    }
    return best;
}

bool place_screen_may_begin(str word)
{
    if (begins_row(word))
        return true;
    for (size_t i = 0; is_declined(word) && i < PLACE_COUNT; i++) {
        str rest = PLACES[i].name, part;
        if (is_declined(rest) && str_split(&rest, ' ', &part) && is_form_of(word, part))
            return true;
    }
    return false;
}

bool place_screen_words(const place_screen *p, const str *words, size_t count, size_t from, bool written,
                        place_found *found, size_t *to)
{
    const word_list w = {words, count};
    const place_row *row = longest_at(&w, from, to);
    if (!row && written)
        row = declined_at(&w, from, to);
    const char *code = row && row->alone ? find_code(p, str_of(row->code)) : NULL;
    if (!code || !is_the_place(&w, from, *to, PLACE_IN_TEXT, code, is_country_name(row, code)))
        return false;
    *found = (place_found){code, row->name};
    return true;
}

/* What is asked of a text, with room for the words of one window of it. */
typedef struct place_scan {
    const place_screen *p;
    place_context context;
    str country;
    place_found *found;
    size_t *count;
    str *words;
    size_t words_max;
} place_scan;

static void scan_windows(const place_scan *s, str all)
{
    for (size_t at = 0; at < all.len;) {
        word_list w = {.word = s->words, .count = 0};
        size_t resume = all.len;
        while (at < all.len && w.count < s->words_max) {
            while (at < all.len && all.data[at] == ' ')
                at++;
            size_t from = at;
            while (at < all.len && all.data[at] != ' ')
                at++;
            if (at > from)
                s->words[w.count++] = str_make(all.data + from, at - from);
            if (w.count == s->words_max - NAME_WORDS_MAX)
                resume = from;
        }
        scan(s->p, &w, s->context, s->country, s->found, s->count);
        if (at < all.len)
            at = resume;
    }
}

/* Two for most texts are short, and room on the stack is cleared first. */
static void scan_short(place_scan *s, str all)
{
    str words[SHORT_WORDS];
    s->words = words;
    s->words_max = SHORT_WORDS;
    scan_windows(s, all);
}

static void scan_long(place_scan *s, str all)
{
    str words[WORDS_MAX];
    s->words = words;
    s->words_max = WORDS_MAX;
    scan_windows(s, all);
}

itd_status place_screen_text(place_screen *p, str text, place_context context, str country,
                             place_found found[PLACE_CODES_MAX], size_t *count, itd_error *error)
{
    place_scan s = {.p = p, .context = context, .country = country, .found = found, .count = count};
    *count = 0;
    buf_reset(&p->folded);
    text_fold(text, &p->folded);
    if (p->folded.failed)
        return error_memory(error);
    str all = buf_as_str(&p->folded);
    if (all.len < 2 * SHORT_WORDS) /* no more words than there is room for */
        scan_short(&s, all);
    else
        scan_long(&s, all);
    return ITD_OK;
}
