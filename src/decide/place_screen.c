#include "decide/place_screen.h"

#include "base/limits.h"
#include "model/country.h"
#include "text/text.h"

#define WORDS_MAX      4096 /* of one text; what lies behind is screened in a second window */
#define NAME_WORDS_MAX 6
#define WORDS_AROUND   4

typedef struct place_row {
    str name;
    char code[6];
    char alone; /* counts in narrative too, not only as the town of an address */
} place_row;

#include "decide/tables/places.inc"

enum { PLACE_COUNT = sizeof PLACES / sizeof PLACES[0] };

void place_screen_init(place_screen *p)
{
    buf_init(&p->folded, LIMIT_BUF_SIZE);
}

void place_screen_free(place_screen *p)
{
    buf_free(&p->folded);
}

const char *place_screen_code(str alpha2)
{
    static const char *const codes[] = {"IR", "KP", "CU"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (str_equal_nocase(alpha2, str_of(codes[i])))
            return codes[i];
    return NULL;
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

typedef struct word_list {
    str word[WORDS_MAX];
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

/* True if the code is of the country that the place lies in. */
static bool same_country(const char *place, str alpha2)
{
    if (place[2] == '-')
        return str_equal_nocase(alpha2, str_of("UA")) || str_equal_nocase(alpha2, str_of("RU"));
    return str_equal_nocase(alpha2, str_of(place));
}

/* The words behind the name put it in another country: "HAVANA, ILLINOIS, USA". */
static bool lies_elsewhere(const word_list *w, size_t to, const char *code)
{
    size_t end = to + WORDS_AROUND < w->count ? to + WORDS_AROUND : w->count;
    for (size_t i = to; i < end; i++) {
        if (is_us_state(w->word[i]))
            return true;
        for (size_t n = 1; n <= 3 && i + n <= end; n++) {
            str first = w->word[i], last = w->word[i + n - 1];
            str name = str_make(first.data, (size_t)(last.data + last.len - first.data));
            if (name.len < 3)
                continue;
            str other = country_find(name);
            if (other.len == 2)
                return !same_country(code, other);
        }
    }
    return false;
}

static void add_found(place_found *found, size_t *count, size_t cap, const place_row *row)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(found[i].code, row->code) == 0)
            return;
    if (*count < cap)
        found[(*count)++] = (place_found){row->code, row->name};
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

static void scan(const word_list *w, place_context context, str country, place_found *found, size_t *count,
                 size_t cap)
{
    for (size_t from = 0; from < w->count;) {
        size_t to = from + 1;
        const place_row *row = longest_at(w, from, &to);
        bool counts = row && (row->alone || context == PLACE_IN_ADDRESS);
        bool elsewhere =
            counts && country.len && !same_country(row->code, country) && !place_screen_code(country);
        if (counts && !elsewhere && !names_a_street(w, from, to, context) && !names_a_work(w, to) &&
            !lies_elsewhere(w, to, row->code))
            add_found(found, count, cap, row);
        from = row ? to : from + 1;
    }
}

size_t place_screen_text(place_screen *p, str text, place_context context, str country, place_found *found,
                         size_t cap)
{
    size_t count = 0, at = 0;
    buf_reset(&p->folded);
    text_fold(text, &p->folded);
    str all = buf_as_str(&p->folded);
    while (at < all.len) {
        word_list w = {.count = 0};
        size_t resume = all.len;
        while (at < all.len && w.count < WORDS_MAX) {
            while (at < all.len && all.data[at] == ' ')
                at++;
            size_t from = at;
            while (at < all.len && all.data[at] != ' ')
                at++;
            if (at > from)
                w.word[w.count++] = str_make(all.data + from, at - from);
            if (w.count == WORDS_MAX - NAME_WORDS_MAX)
                resume = from;
        }
        scan(&w, context, country, found, &count, cap);
        if (at < all.len)
            at = resume;
    }
    return count;
}
