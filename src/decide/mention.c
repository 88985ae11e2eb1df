#include "decide/mention.h"

#include "base/error.h"
#include "decide/mention_index.h"
#include "match/lexicon.h"
#include "text/text.h"

#include <stdlib.h>

#define MENTIONS_MAX    512
#define PIECE_LEN       768 /* bytes analysed at once */
#define PIECE_OVERLAP   256
#define MENTION_SCORE   8000 /* a window is cut to the words of a name, so it must fit better than a field */
#define MENTION_LETTERS 8    /* of a window: shorter ones are like too many names */
#define ALONE_SCORE     9800
#define COMMON_SCORE    9950 /* common words only: the listed name itself */
#define SEVERAL_SCORE   9500 /* three and more of them */
#define COMMON_WORDS    4    /* so many may leave one word of the listed name out */
#define PART_SCORE      300
#define ALONE_LETTERS   5

#define WINDOWS_MAX 4096 /* tried in one piece */

typedef enum word_use {
    WORD_NAME,  /* may begin and end a name */
    WORD_INNER, /* may stand inside a name only */
    WORD_BREAK, /* stands in no name */
} word_use;

typedef struct piece_word {
    size_t start, end; /* in the whole text */
    size_t letters;
    str folded;
    uint8_t use;
    bool gap;    /* a sign that parts names stands before it */
    bool rare;   /* may be a name alone */
    bool full;   /* more than two letters */
    bool number; /* digits, or a single letter */
    bool common; /* of organisations, places, letters */
    bool ship;   /* a word for a ship stands before it */
} piece_word;

struct mention_finder {
    const snapshot *snapshot;
    match_worker *worker;
    mention_index *index;
    text_scratch *text;
    mention found[MENTIONS_MAX];
    size_t count;

    /* of the piece that is read */
    str whole;
    piece_word words[TEXT_WORDS_MAX];
    size_t word_count;
    bool alone;
    const match_options *options;
    size_t tried;
};

itd_status mention_finder_new(const snapshot *s, match_worker *worker, mention_finder **out, itd_error *error)
{
    mention_finder *f = calloc(1, sizeof *f);
    if (!f)
        return error_memory(error);
    f->snapshot = s;
    f->worker = worker;
    itd_status status = text_scratch_new(&f->text, error);
    if (status == ITD_OK)
        status = mention_index_new(s, &f->index, error);
    if (status != ITD_OK) {
        mention_finder_free(f);
        return status;
    }
    *out = f;
    return ITD_OK;
}

void mention_finder_free(mention_finder *f)
{
    if (!f)
        return;
    mention_index_free(f->index);
    text_scratch_free(f->text);
    free(f);
}

static bool in_list(str word, const char *const *list, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(str_of(list[middle]), word);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* Words of payments and letters that stand in no name of a party; sorted. */
static const char *const breaking[] = {
    "attention", "attn",    "beneficiary", "bestellung", "betaling", "dear",   "dogovoru", "eref",
    "factura",   "facture", "factuur",     "fatura",     "imo",      "inv",    "invoice",  "kindly",
    "loyer",     "miete",   "ordp",        "pagamento",  "pago",     "please", "rechnung", "ref",
    "regards",   "remi",    "siparis",     "thank",      "url",      "you",    "your"};

/* Words that join others or lead to a name: a name does not begin or end with them; sorted. */
static const char *const joining[] = {
    "a",        "acc",      "acconto", "according", "account", "acct",   "agreed",    "an",       "and",
    "as",       "at",       "be",      "behalf",    "by",      "client", "commande",  "contract", "contrato",
    "customer", "da",       "das",     "date",      "dated",   "de",     "dei",       "del",      "delivered",
    "der",      "des",      "details", "di",        "die",     "do",     "dos",       "du",       "e",
    "en",       "et",       "final",   "for",       "from",    "full",   "fur",       "goods",    "i",
    "im",       "in",       "is",      "la",        "le",      "les",    "mt",        "mv",       "name",
    "no",       "nr",       "number",  "of",        "on",      "or",     "ordine",    "ot",       "par",
    "payment",  "per",      "po",      "pour",      "purpose", "re",     "reference", "rent",     "salary",
    "ship",     "shipment", "shipped", "tanker",    "tender",  "the",    "through",   "to",       "transit",
    "und",      "van",      "vessel",  "via",       "vom",     "von",    "was",       "we",       "with",
    "y",        "z",        "za",      "zu"};

static size_t digits_in(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += s.data[i] >= '0' && s.data[i] <= '9';
    return count;
}

static word_use use_of(const text_word *word)
{
    str folded = word->folded;
    if (digits_in(folded) >= 3 && digits_in(folded) < folded.len)
        return WORD_BREAK; /* a reference */
    if (in_list(folded, breaking, sizeof breaking / sizeof breaking[0]))
        return WORD_BREAK;
    bool joins = in_list(folded, joining, sizeof joining / sizeof joining[0]);
    if (joins || folded.len < 2 || (word->marks & TEXT_NUMBER))
        return WORD_INNER;
    return WORD_NAME;
}

/* Letters; those of scripts that write a syllable with each count three. */
static size_t letters_in(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        count += (c & 0xC0) == 0x80 ? 0 : c >= 0xE3 ? 3 : 1;
    }
    return count;
}

static bool is_rare(const text_word *word)
{
    if (letters_in(word->folded) < ALONE_LETTERS || digits_in(word->folded))
        return false;
    const lexicon_word *known = lexicon_find(word->folded);
    return !known || (known->person_level == 0 && known->organisation_level == 0 && known->flags == 0 &&
                      known->meaning == 0 && known->form == 0 && known->place == 0);
}

/* A word that many organisations, places or letters have: it tells nothing alone. */
static bool is_common(const text_word *word)
{
    const lexicon_word *known = lexicon_find(word->folded);
    if (word->folded.len < 3 || (word->marks & TEXT_NUMBER))
        return true;
    return known && (known->organisation_level > 0 || known->form || known->meaning || known->flags);
}

/* "MV", "VESSEL", "M/T": what stands before the name of a ship. */
static bool is_ship_word(const text_word *words, size_t at)
{
    static const char *const ships[] = {"motortanker", "motorvessel", "mt",     "mv",
                                        "ship",        "ss",          "tanker", "vessel"};
    str word = words[at].folded;
    if (in_list(word, ships, sizeof ships / sizeof ships[0]))
        return true;
    bool letter = str_is(word, "v") || str_is(word, "t") || str_is(word, "s");
    return letter && at > 0 && (str_is(words[at - 1].folded, "m") || str_is(words[at - 1].folded, "s"));
}

/* ':' ';' '?' and a line of its own part names; '/' does where it does not join two letters ("M/V", "A/S").
 */
static bool parts_names(str text, size_t from, size_t to, size_t before_len)
{
    for (size_t i = from; i < to; i++) {
        char c = text.data[i];
        if (c == ';' || c == '?' || c == '|' || (c == ':' && before_len > 1))
            return true;
        if (c == '/' && before_len > 1)
            return true;
        bool figures = c == ',' && to < text.len && text.data[to] >= '0' && text.data[to] <= '9';
        if (figures)
            return true;
        if (c == '\n' && i + 1 < to && (text.data[i + 1] == '+' || text.data[i + 1] == '-'))
            return true;
        bool sentence = c == '.' && before_len > 4 && i + 1 < to && text.data[i + 1] == ' ';
        if (sentence)
            return true;
    }
    return false;
}

static void keep(mention_finder *f, size_t start, size_t end, const match_hit *hit)
{
    for (size_t i = 0; i < f->count; i++) {
        mention *m = &f->found[i];
        bool overlaps = m->start < end && start < m->end;
        if (m->hit.entity != hit->entity || !overlaps)
            continue;
        bool better =
            hit->score > m->hit.score || (hit->score == m->hit.score && end - start < m->end - m->start);
        if (better)
            *m = (mention){start, end, *hit};
        return;
    }
    if (f->count < MENTIONS_MAX)
        f->found[f->count++] = (mention){start, end, *hit};
}

/* "JOINT STOCK COMPANY": a legal form is no name. */
static bool is_legal_form(const mention_finder *f, size_t first, size_t last)
{
    char text[96];
    size_t len = 0;
    for (size_t i = first; i <= last; i++) {
        str word = f->words[i].folded;
        if (len + word.len + 1 > sizeof text)
            return false;
        if (len)
            text[len++] = ' ';
        memcpy(text + len, word.data, word.len);
        len += word.len;
    }
    const lexicon_word *known = lexicon_find(str_make(text, len));
    return known && known->form;
}

/* True if the words may be one name: no code or sign between them, and names at both ends. */
static bool is_window(const mention_finder *f, size_t first, size_t last)
{
    size_t letters = 0;
    for (size_t i = first; i <= last; i++) {
        const piece_word *w = &f->words[i];
        if (w->use == WORD_BREAK || (i > first && w->gap))
            return false;
        letters += w->letters;
    }
    if (first == last)
        return f->alone && f->words[first].rare;
    if (is_legal_form(f, first, last))
        return false;
    bool numbered = f->words[last].number;
    return f->words[first].use == WORD_NAME && (f->words[last].use == WORD_NAME || numbered) &&
           letters >= MENTION_LETTERS;
}

/* What a window must score. Where all its words are common ones it must be the whole listed name. */
static int least_score(const mention_finder *f, size_t first, size_t last, size_t word_count)
{
    bool common = true;
    for (size_t i = first; i <= last; i++)
        common = common && f->words[i].common;
    size_t held = last - first + 1;
    int least = first == last ? ALONE_SCORE : MENTION_SCORE;
    if (common)
        least = held > 2 ? SEVERAL_SCORE : COMMON_SCORE;
    if (common && held < COMMON_WORDS && held != word_count)
        return MATCH_SCORE_ONE + 1;
    return f->options->threshold > least ? f->options->threshold : least;
}

/* The best window around the words that a listed name is known by. */
static void on_candidate(void *context, uint32_t name, size_t first, size_t last, size_t word_count)
{
    mention_finder *f = context;
    size_t held = last - first + 1, more = word_count > held ? word_count - held : 0;
    size_t from = first > more ? first - more : 0,
           to = last + more < f->word_count ? last + more : f->word_count - 1;
    snapshot_name listed = snapshot_name_at(f->snapshot, name);
    schema_id schema = snapshot_entity_at(f->snapshot, listed.entity).schema;
    size_t best_first = 0, best_last = 0;
    int best = -1;
    for (size_t a = from; a <= first; a++)
        for (size_t b = last; b <= to; b++) {
            size_t len = b - a + 1;
            bool fits = len <= word_count + 1 && len + 1 >= word_count && is_window(f, a, b);
            if (!fits || f->tried++ > WINDOWS_MAX)
                continue;
            str text = str_make(f->whole.data + f->words[a].start, f->words[b].end - f->words[a].start);
            int score = match_pair(f->worker, schema, text, listed.text);
            if (score > best) {
                best = score;
                best_first = a;
                best_last = b;
            }
        }
    if (best < 0 || best < least_score(f, best_first, best_last, word_count))
        return;
    bool craft = schema == SCHEMA_VESSEL || schema == SCHEMA_AIRPLANE;
    if (best_first == best_last && craft && !f->words[best_first].ship)
        return; /* many ships are called by a common word */
    match_hit hit = {.entity = listed.entity, .name = name, .score = best, .name_score = best};
    keep(f, f->words[best_first].start, f->words[best_last].end, &hit);
}

static void drop_last_letter(str *s)
{
    if (s->len > 1 && s->data[s->len - 1] == 's')
        s->len--;
}

/* "Cuba's" is Cuba: the word ends before the apostrophe. */
static void drop_possessive(str piece, text_word *w)
{
    str raw = str_make(piece.data + w->start, w->end - w->start);
    static const str signs[] = {STR("'s"), STR("\xE2\x80\x99s"), STR("'S"), STR("\xE2\x80\x99S")};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (!str_ends(raw, signs[i]) || raw.len <= signs[i].len + 1)
            continue;
        w->end -= (uint32_t)signs[i].len;
        drop_last_letter(&w->folded);
        for (size_t k = 0; k < w->spelling_count; k++)
            drop_last_letter(&w->spellings[k]);
        return;
    }
}

static void read_piece(mention_finder *f, size_t from, size_t len)
{
    const text_name *n = text_analyse(f->text, str_make(f->whole.data + from, len));
    text_word *words = n->words;
    size_t before_end = from, before_len = 0;
    f->word_count = n->word_count;
    f->tried = 0;
    for (size_t i = 0; i < n->word_count; i++) {
        drop_possessive(str_make(f->whole.data + from, len), &words[i]);
        const text_word *w = &words[i];
        piece_word *p = &f->words[i];
        *p = (piece_word){.start = from + w->start, .end = from + w->end, .use = (uint8_t)use_of(w)};
        p->folded = w->folded;
        p->rare = is_rare(w);
        p->common = is_common(w);
        p->letters = letters_in(w->folded);
        p->full = p->letters > 2;
        p->number = (w->marks & TEXT_NUMBER) != 0 || w->folded.len == 1;
        p->ship = i > 0 && is_ship_word(words, i - 1);
        p->gap = i > 0 && parts_names(f->whole, before_end, p->start, before_len);
        before_end = p->end;
        before_len = w->folded.len;
    }
    if (n->word_count)
        mention_index_scan(f->index, words, n->word_count, on_candidate, f);
}

static int by_place(const void *left, const void *right)
{
    const mention *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    if (a->hit.score != b->hit.score)
        return a->hit.score > b->hit.score ? -1 : 1;
    return a->hit.entity < b->hit.entity ? -1 : a->hit.entity > b->hit.entity;
}

/* Where the next piece begins: at a blank, so far back that no name is cut. */
static size_t next_piece(str text, size_t at)
{
    size_t next = at + PIECE_LEN - PIECE_OVERLAP;
    while (next > at + 1 && text.data[next] != ' ' && text.data[next] != '\n')
        next--;
    return next > at + 1 ? next : at + PIECE_LEN - PIECE_OVERLAP;
}

/* A window that lies in a longer one which fits about as well is part of that name. */
static bool is_part(const mention_finder *f, const mention *m)
{
    for (size_t i = 0; i < f->count; i++) {
        const mention *n = &f->found[i];
        bool longer = n->start <= m->start && m->end <= n->end && n->end - n->start > m->end - m->start;
        if (longer && n->hit.score + PART_SCORE >= m->hit.score)
            return true;
    }
    return false;
}

/* Hits are sorted by place and score: of each window the first ones stay. */
static void drop_beyond_limit(mention_finder *f, size_t limit)
{
    size_t count = 0, same = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool again =
            i > 0 && f->found[i].start == f->found[i - 1].start && f->found[i].end == f->found[i - 1].end;
        same = again ? same + 1 : 0;
        if (same < limit)
            f->found[count++] = f->found[i];
    }
    f->count = count;
}

static void drop_parts(mention_finder *f)
{
    mention kept[MENTIONS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < f->count; i++)
        if (!is_part(f, &f->found[i]))
            kept[count++] = f->found[i];
    memcpy(f->found, kept, count * sizeof kept[0]);
    f->count = count;
}

size_t mention_find(mention_finder *f, str text, bool alone, const match_options *options,
                    const mention **out)
{
    f->count = 0;
    f->whole = text;
    f->alone = alone;
    f->options = options;
    for (size_t at = 0; at < text.len;) {
        size_t len = text.len - at < PIECE_LEN ? text.len - at : PIECE_LEN;
        read_piece(f, at, len);
        if (at + len == text.len)
            break;
        at = next_piece(text, at);
    }
    drop_parts(f);
    qsort(f->found, f->count, sizeof f->found[0], by_place);
    drop_beyond_limit(f, options->limit);
    *out = f->found;
    return f->count;
}
