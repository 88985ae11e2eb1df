#include "exact/state_names.h"

#include "base/error.h"
#include "text/text.h"

typedef struct demonym_row {
    str name;
    const char *code;
} demonym_row;

#include "exact/states.inc"

enum {
    DEMONYM_COUNT = sizeof DEMONYMS / sizeof DEMONYMS[0],
    STATE_WORD_COUNT = sizeof STATE_WORDS / sizeof STATE_WORDS[0],
    WORDS_MAX = 256,
    WORDS_BEFORE = 5, /* "Embassy of the Islamic Republic of Iran" */
    WORDS_BEHIND = 3,
};

typedef struct name_words {
    str word[WORDS_MAX];
    size_t count;
} name_words;

static void add(place_found *found, size_t *count, const char *code, str name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(found[i].code, code) == 0)
            return;
    if (*count < PLACE_CODES_MAX)
        found[(*count)++] = (place_found){code, name};
}

static itd_status fold_words(place_screen *p, str text, name_words *w, itd_error *error)
{
    w->count = 0;
    buf_reset(&p->folded);
    text_fold(text, &p->folded);
    if (p->folded.failed)
        return error_memory(error);
    str rest = buf_as_str(&p->folded), word;
    while (w->count < WORDS_MAX && str_split(&rest, ' ', &word))
        if (word.len)
            w->word[w->count++] = word;
    return ITD_OK;
}

static bool is_state_word(str word)
{
    size_t low = 0, high = STATE_WORD_COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(STATE_WORDS[middle], word);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* A word for a state stands before the words from `from` on, or behind those before `to`. */
static bool beside_state(const name_words *w, size_t from, size_t to)
{
    size_t first = from > WORDS_BEFORE ? from - WORDS_BEFORE : 0;
    size_t last = to + WORDS_BEHIND < w->count ? to + WORDS_BEHIND : w->count;
    for (size_t i = first; i < last; i++)
        if ((i < from || i >= to) && is_state_word(w->word[i]))
            return true;
    return false;
}

/* "IRANIAN ORIGIN", "ANY CUBAN PORT", "IRANIAN CRUDE": words of trade that an adjective counts beside. */
static bool beside_trade(const name_words *w, size_t from, size_t to)
{
    static const char *const words[] = {"origin", "origen", "origine", "ursprung", "herkunft", "port",
                                        "ports",  "waters", "flag",    "flagged",  "crude"};
    size_t first = from > WORDS_BEHIND ? from - WORDS_BEHIND : 0;
    size_t last = to + WORDS_BEHIND < w->count ? to + WORDS_BEHIND : w->count;
    for (size_t i = first; i < last; i++)
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
            if (str_is(w->word[i], words[k]))
                return true;
    return false;
}

/* The adjective that begins here, of one word or two; *to is behind it. */
static const demonym_row *demonym_at(const name_words *w, size_t from, size_t *to)
{
    const demonym_row *best = NULL;
    for (size_t n = 1; n <= 2 && from + n <= w->count; n++) {
        str first = w->word[from], last = w->word[from + n - 1];
        str name = str_make(first.data, (size_t)(last.data + last.len - first.data));
        for (size_t i = 0; i < DEMONYM_COUNT; i++)
            if (str_equal(DEMONYMS[i].name, name)) {
                best = &DEMONYMS[i];
                *to = from + n;
            }
    }
    return best;
}

static void scan(const place_screen *p, const name_words *w, place_found *found, size_t *count)
{
    for (size_t from = 0; from < w->count; from++) {
        size_t to = from + 1;
        place_found place;
        const demonym_row *adjective = demonym_at(w, from, &to);
        const char *code = adjective ? place_screen_region(p, str_of(adjective->code)) : NULL;
        if (code && (beside_state(w, from, to) || beside_trade(w, from, to)))
            add(found, count, code, adjective->name);
        if (!place_screen_words(p, w->word, w->count, from, true, &place, &to))
            continue;
        if ((from == 0 && to == w->count) || beside_state(w, from, to))
            add(found, count, place.code, place.name);
        from = to - 1;
    }
}

/* Length of what parts a place from the name before it, at the front of the text; 0 if nothing does. */
static size_t parting(str text)
{
    char c = text.data[0];
    if (c == ',' || c == '(' || c == ')' || c == ';' || c == '/' || c == '[' || c == ']' || c == '\n')
        return 1;
    return str_starts(text, str_of(" - ")) ? 3 : 0;
}

itd_status state_names_find(place_screen *p, str name, place_found found[PLACE_CODES_MAX], size_t *count,
                            itd_error *error)
{
    name_words w;
    *count = 0;
    itd_status status = fold_words(p, name, &w, error);
    if (status != ITD_OK)
        return status;
    scan(p, &w, found, count);
    size_t from = SIZE_MAX; /* behind the last parting */
    for (size_t i = 0; i <= name.len && status == ITD_OK; i++) {
        size_t skip = i < name.len ? parting(str_make(name.data + i, name.len - i)) : 1;
        if (!skip)
            continue;
        str part = from == SIZE_MAX ? STR_NONE : str_make(name.data + from, i - from);
        if (part.len)
            status = fold_words(p, part, &w, error);
        place_found place;
        if (part.len && status == ITD_OK && place_screen_whole(p, buf_as_str(&p->folded), &place))
            add(found, count, place.code, place.name);
        from = i + skip;
        i += skip - 1;
    }
    return status;
}

/* ---- addresses of the internet ---- */

static bool is_label(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* A name and a word that lack their blank ("John.Ir") are no address. */
static bool is_of_one_case(str text)
{
    bool lower = false, upper = false;
    for (size_t i = 0; i < text.len; i++) {
        lower = lower || (text.data[i] >= 'a' && text.data[i] <= 'z');
        upper = upper || (text.data[i] >= 'A' && text.data[i] <= 'Z');
    }
    return lower != upper;
}

/* "example.ir", "info@example.co.ir", "www.example.ir/contact": the ending behind the last dot of the host.
 */
static bool has_ending(str token, str *ending)
{
    size_t begin = 0, dots = 0, end;
    size_t scheme = str_find(token, str_of("://")), mail = str_find(token, str_of("@"));
    bool sure = scheme != SIZE_MAX || mail != SIZE_MAX || str_starts(token, str_of("www.")) ||
                str_starts(token, str_of("WWW."));
    if (scheme != SIZE_MAX)
        begin = scheme + 3;
    if (mail != SIZE_MAX && mail + 1 > begin)
        begin = mail + 1;
    size_t label = begin;
    for (end = begin; end < token.len && (is_label(token.data[end]) || token.data[end] == '.'); end++)
        if (token.data[end] == '.' && end + 1 < token.len && is_label(token.data[end + 1])) {
            dots++;
            label = end + 1;
        }
    while (end > label && token.data[end - 1] == '.')
        end--;
    bool rest = end < token.len && token.data[end] != '/' && token.data[end] != ':' && token.data[end] != '.';
    *ending = str_make(token.data + label, end - label);
    return dots && ending->len == 2 && !rest && label >= begin + 4 &&
           (sure || (label >= begin + 5 && is_of_one_case(token)));
}

const char *state_names_internet(const place_screen *p, str text, str *address)
{
    size_t at = 0;
    while (at < text.len) {
        size_t from = at;
        while (at < text.len && (unsigned char)text.data[at] > ' ' && !strchr(",;<>()[]\"'", text.data[at]))
            at++;
        str token = str_make(text.data + from, at - from), ending;
        const char *code = token.len > 4 && has_ending(token, &ending) ? place_screen_code(p, ending) : NULL;
        if (code) {
            *address = token;
            return code;
        }
        at += at == from;
    }
    return NULL;
}
