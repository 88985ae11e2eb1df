#include "name/tokens.h"

#include "name/form_words.h"
#include "name/ideograph.h"
#include "name/parameters.h"
#include "name/spelling.h"

/* A word of the text, or several of them that an apostrophe parts, before phrases are looked for. */
typedef struct piece {
    const text_word *word;
    const text_word *tail; /* joined by an apostrophe, nullable */
    str folded;
    uint16_t marks;
} piece;

enum {
    PIECES_MAX = TEXT_WORDS_MAX,
    PHRASE_CAP = 160,
    JOIN_CAP = 96,
    TURN_MAX = 24,
    SHORT_CYRILLIC = 4 /* bytes */
};

static str pool_put(token_name *n, const char *data, size_t len)
{
    if (n->pool_len + len > sizeof n->pool) {
        n->truncated = true;
        return STR_NONE;
    }
    char *to = n->pool + n->pool_len;
    memcpy(to, data, len);
    n->pool_len += len;
    return str_make(to, len);
}

static void add_spelling(token_name *n, token *t, str letters, unsigned cost)
{
    if (t->spelling_count >= TOKEN_SPELLINGS_MAX || str_empty(letters))
        return;
    for (size_t i = 0; i < t->spelling_count; i++)
        if (str_equal(t->spellings[i].letters, letters))
            return;
    str kept = pool_put(n, letters.data, letters.len);
    if (str_empty(kept))
        return;
    token_spelling *s = &t->spellings[t->spelling_count++];
    s->letters = kept;
    s->cost = (uint8_t)cost;
    phone_from_letters(kept, &s->sound);
}

/* Foreign habits of writing the first spelling. */
static void add_habits(token_name *n, token *t)
{
    char letters[JOIN_CAP];
    str first = t->spellings[0].letters;
    uint32_t present = spelling_letters_of(first);
    for (unsigned habit = 0; habit < SPELLING_HABITS; habit++) {
        if (!spelling_may_have_habit(habit, present))
            continue;
        size_t len = spelling_by_habit(first, habit, letters, sizeof letters);
        if (len > 0)
            add_spelling(n, t, str_make(letters, len), SPELLING_HABIT_COST);
    }
}

static int ordinal_value(str s)
{
    size_t digits = 0;
    int value = 0;
    while (digits < s.len && digits < 8 && s.data[digits] >= '0' && s.data[digits] <= '9')
        value = value * 10 + (s.data[digits++] - '0');
    if (digits == 0 || digits == 8)
        return -1;
    str tail = str_make(s.data + digits, s.len - digits);
    static const char *const tails[] = {"", "st", "nd", "rd", "th", "ya", "i", "oi", "go", "er", "e", "eme"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (str_is(tail, tails[i]))
            return value;
    return -1;
}

/* A syllable of Han or Hangul read aloud may sound like any small word: only given names and surnames count.
 * A word of several may be that of an organisation or a place, in English. */
static const lexicon_word *name_only(const token *t, const lexicon_word *w)
{
    if (!ideograph_is(t->script) || !w || w->variants[0])
        return w;
    return !token_is_syllable(t) && (w->meaning || w->place || (w->flags & LEXICON_PLACE)) ? w : NULL;
}

static bool is_form_part(const token *t)
{
    if (t->word)
        return (t->word->flags & LEXICON_FORM_PART) != 0;
    return t->script == SCRIPT_LATIN && form_word_is_near(&t->spellings[0].sound, t->text);
}

/* A word that only begins phrases says nothing by itself: another spelling of it may. */
static const lexicon_word *telling(const lexicon_word *w)
{
    return w && w->flags == LEXICON_PHRASE_START && !w->form && !w->filler && !w->meaning && !w->place &&
                   !w->variants[0] && !w->nicknames[0] && w->number < 0 && !w->person_level
               ? NULL
               : w;
}

static void describe(token *t)
{
    t->word = telling(lexicon_find(t->folded));
    for (size_t i = 0; !t->word && i < t->spelling_count && t->spellings[i].cost <= 1; i++)
        t->word = name_only(t, lexicon_find(t->spellings[i].letters));
    bool foreign = t->script != SCRIPT_LATIN && t->word && !t->word->form && !t->word->meaning &&
                   !(t->word->flags & LEXICON_HONORIFIC);
    for (size_t i = 0; foreign && !t->word->variants[0] && i < t->spelling_count && t->spellings[i].cost <= 1;
         i++) {
        const lexicon_word *w = lexicon_find(t->spellings[i].letters);
        if (w && w->variants[0]) /* the spelling tells more than the entry of the foreign word */
            t->word = w;
    }
    for (size_t i = 0; !(t->flags & TOKEN_PATRONYMIC) && i < t->spelling_count && t->spellings[i].cost <= 1;
         i++)
        if (spelling_patronymic(t->spellings[i].letters, &t->stem))
            t->flags |= TOKEN_PATRONYMIC;
    t->number = ordinal_value(t->text);
    if (t->number >= 0)
        t->flags |= TOKEN_FIGURES;
    else if (t->word)
        t->number = t->word->number;
    t->roman = ideograph_is(t->script) ? 0 : (uint8_t)lexicon_roman(t->text);
    if (t->text.len == 1 && t->text.data[0] >= 'a' && t->text.data[0] <= 'z' && !ideograph_is(t->script))
        t->flags |= TOKEN_SINGLE;
    if (is_form_part(t))
        t->flags |= TOKEN_FORM_PART;
    if (t->script == SCRIPT_ARABIC || t->script == SCRIPT_HEBREW)
        t->flags |= TOKEN_ABJAD;
}

static bool is_apostrophe(str raw, uint32_t from, uint32_t to)
{
    static const char *const marks[] = {"'",      "`",      "\u2019", "\u2018", "\u02bc",
                                        "\u02bb", "\u02bf", "\u02be", "\u00b4"};
    if (to < from || to > raw.len)
        return false;
    str gap = str_make(raw.data + from, to - from);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_is(gap, marks[i]))
            return true;
    return false;
}

/* The digit of a continuation line that got into the word: "/2rov" was "rov". */
static bool is_line_number(str raw, const text_word *w)
{
    return w->start > 0 && w->start < raw.len && raw.data[w->start - 1] == '/' && w->folded.len > 1 &&
           w->folded.data[0] >= '1' && w->folded.data[0] <= '9' && w->folded.data[1] >= 'a' &&
           w->folded.data[1] <= 'z' && (w->start == 1 || raw.data[w->start - 2] == ' ');
}

/* "d'Iran", "l'industrie": the article says nothing, and joined to the word it hides what that is. In the
 * name of a person ("d'Angelo") the word says nothing alone. */
static bool is_elided(const text_word *article, str word)
{
    static const char *const articles[] = {"d", "l", "dell", "dall", "nell", "all", "sull"};
    bool known = false;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        known = known || str_is(article->folded, articles[i]);
    const lexicon_word *w = known ? lexicon_find(word) : NULL;
    return w && (w->meaning || w->place) && !(w->flags & (LEXICON_GIVEN | LEXICON_FAMILY));
}

static size_t cut_pieces(const text_name *text, str raw, token_name *n, piece *pieces)
{
    size_t count = 0;
    for (size_t i = 0; i < text->word_count && count < PIECES_MAX; i++) {
        const text_word *w = &text->words[i];
        piece *p = &pieces[count++];
        *p = (piece){.word = w, .folded = w->folded, .marks = w->marks};
        if (is_line_number(raw, w))
            p->folded = str_make(w->folded.data + 1, w->folded.len - 1);
        if (i + 1 < text->word_count && is_apostrophe(raw, w->end, text->words[i + 1].start) &&
            w->folded.len + text->words[i + 1].folded.len < JOIN_CAP) {
            char both[JOIN_CAP];
            if (is_elided(w, text->words[i + 1].folded)) {
                w = &text->words[++i];
                *p = (piece){.word = w, .folded = w->folded, .marks = w->marks};
                continue;
            }
            p->tail = &text->words[++i];
            memcpy(both, w->folded.data, w->folded.len);
            memcpy(both + w->folded.len, p->tail->folded.data, p->tail->folded.len);
            p->folded = pool_put(n, both, w->folded.len + p->tail->folded.len);
        }
    }
    return count;
}

/* A word as systems write it that drop what is not ASCII: "spolenos" for "spoločnosť". One letter that is
 * lost is a slip like any other. */
static void add_without_marked(token_name *n, token *t, str raw, const text_word *w)
{
    enum { LEAST = 4, LOST = 2 };
    char letters[JOIN_CAP];
    size_t len = 0, all = t->text.len;
    for (size_t i = w->start; i < w->end && i < raw.len && len < sizeof letters; i++) {
        char c = raw.data[i], lower = (char)(c | 32);
        if (lower >= 'a' && lower <= 'z')
            letters[len++] = lower;
    }
    if (len >= LEAST && len + LOST <= all && 2 * len > all)
        add_spelling(n, t, str_make(letters, len), SPELLING_HABIT_COST);
}

/* Tokens for one piece. */
static void token_of_piece(token_name *n, str raw, const piece *p, token *t)
{
    const text_word *w = p->word;
    memset(t, 0, offsetof(token, spellings));
    t->folded = pool_put(n, p->folded.data, p->folded.len);
    t->script = w->script;
    /* "Ын", "Ли": two letters have no room for a difference, and each way to write them is as usual */
    bool short_cyrillic = w->script == SCRIPT_CYRILLIC && w->folded.len <= SHORT_CYRILLIC;
    for (size_t i = 0; i < w->spelling_count; i++) {
        char both[JOIN_CAP];
        str s = w->spellings[i];
        unsigned cost = i == 0 || short_cyrillic ? 0 : 1;
        if (p->tail && s.len + p->tail->spellings[0].len < JOIN_CAP) {
            str tail = p->tail->spellings[i < p->tail->spelling_count ? i : 0];
            if (s.len + tail.len > JOIN_CAP)
                tail = p->tail->spellings[0];
            memcpy(both, s.data, s.len);
            memcpy(both + s.len, tail.data, tail.len);
            s = str_make(both, s.len + tail.len);
        } else if (p->folded.data == w->folded.data + 1 && s.len > 1) {
            s = str_make(s.data + 1, s.len - 1);
        }
        add_spelling(n, t, s, cost);
    }
    if (t->spelling_count == 0)
        add_spelling(n, t, t->folded, 0);
    if (t->spelling_count == 0)
        return;
    t->text = t->spellings[0].letters;
    if (t->script == SCRIPT_LATIN || t->script == SCRIPT_COMMON)
        add_habits(n, t);
    if (t->script == SCRIPT_LATIN && !p->tail)
        add_without_marked(n, t, raw, w);
    describe(t);
    if ((p->marks & TEXT_WITH_DOT) && (t->flags & TOKEN_SINGLE)) { /* an initial, no numeral */
        t->roman = 0;
        t->number = -1;
    }
}

static bool phrase_counts(const lexicon_word *w)
{
    return w->form || w->meaning || w->number >= 0 || w->place ||
           (w->flags & (LEXICON_CONTEXT | LEXICON_VESSEL | LEXICON_PLACE)) != 0;
}

/* Longest phrase of the lexicon that starts at the piece; its length in pieces, 0 if none. */
static size_t phrase_at(const piece *pieces, size_t count, char *text, size_t *text_len)
{
    const lexicon_word *first = lexicon_find(pieces[0].folded);
    if (!first || !(first->flags & LEXICON_PHRASE_START))
        return 0;
    size_t len = 0, best = 0;
    for (size_t i = 0; i < count && i < LEXICON_PHRASE_WORDS; i++) {
        if (len + 1 + pieces[i].folded.len > PHRASE_CAP)
            break;
        if (i > 0)
            text[len++] = ' ';
        memcpy(text + len, pieces[i].folded.data, pieces[i].folded.len);
        len += pieces[i].folded.len;
        const lexicon_word *w = i > 0 ? lexicon_find(str_make(text, len)) : NULL;
        if (w && phrase_counts(w)) {
            best = i + 1;
            *text_len = len;
        }
    }
    return best;
}

static void token_of_phrase(token_name *n, const piece *p, str phrase, token *t)
{
    char letters[PHRASE_CAP];
    size_t len = 0;
    memset(t, 0, offsetof(token, spellings));
    for (size_t i = 0; i < phrase.len; i++)
        if (phrase.data[i] != ' ')
            letters[len++] = phrase.data[i];
    t->folded = pool_put(n, phrase.data, phrase.len);
    t->script = p->word->script;
    add_spelling(n, t, str_make(letters, len), 0);
    t->text = t->spelling_count ? t->spellings[0].letters : t->folded;
    describe(t);
}

/* Three single letters or more in a row are one word that was spelled out: "P U T I N", "A.B.C.". */
static size_t singles(const piece *pieces, size_t count)
{
    size_t len = 0;
    while (len < count && pieces[len].folded.len == 1)
        len++;
    return len;
}

/* True if the single letters from place `at` on are a legal form that a blank parts from the letters before:
 * one letter or two, or more that are written with points and no blanks. */
static bool is_form_behind(const piece *pieces, size_t at, size_t count)
{
    char phrase[PHRASE_CAP];
    size_t len = 0, letters = singles(pieces + at, count - at);
    bool blank = !(pieces[at].marks & TEXT_JOINED_BEFORE);
    bool points = (pieces[at - 1].marks & TEXT_JOINED_BEFORE) != 0;
    if (letters < 2 || !blank || (at > 2 && !points) ||
        phrase_at(pieces + at, count - at, phrase, &len) < letters)
        return false;
    const lexicon_word *w = lexicon_find(str_make(phrase, len));
    return w && w->form;
}

static size_t spelled_out_at(const piece *pieces, size_t count, char *text, size_t cap)
{
    size_t len = 0;
    while (len < count && len < cap && pieces[len].folded.len == 1 && !pieces[len].tail) {
        if (len > 0 && is_form_behind(pieces, len, count))
            break; /* "Fund X L.P.", "A.B.C. S.A." */
        text[len] = pieces[len].folded.data[0];
        len++;
    }
    return len >= 3 ? len : 0;
}

/* "M/T C Viking": the two letters before it are a phrase, the third begins the name. */
static bool is_prefix_of_vessel(const piece *pieces, const char *phrase, size_t len, size_t letters)
{
    const lexicon_word *w = len ? lexicon_find(str_make(phrase, len)) : NULL;
    return w && (w->flags & LEXICON_VESSEL) && letters == 3 &&
           !(pieces[1].marks & pieces[2].marks & TEXT_JOINED_BEFORE);
}

static void token_of_letters(token_name *n, const piece *p, str letters, token *t)
{
    memset(t, 0, offsetof(token, spellings));
    t->folded = pool_put(n, letters.data, letters.len);
    t->script = p->word->script;
    add_spelling(n, t, letters, 0);
    t->text = t->folded;
    if (t->spelling_count)
        add_habits(n, t);
    describe(t);
}

/* A run of tokens written as one word. */
void tokens_join(token_name *n, size_t first, size_t count, token *out)
{
    memset(out, 0, offsetof(token, spellings));
    size_t most = 1;
    for (size_t i = first; i < first + count; i++)
        if (n->units[i].spelling_count > most && n->units[i].script != SCRIPT_LATIN)
            most = n->units[i].spelling_count;
    for (size_t s = 0; s < most; s++) {
        char letters[JOIN_CAP];
        size_t len = 0;
        bool fits = true;
        for (size_t i = first; i < first + count && fits; i++) {
            const token *t = &n->units[i];
            bool has = s < t->spelling_count && t->script != SCRIPT_LATIN;
            str part = t->spellings[has ? s : 0].letters;
            fits = t->spelling_count > 0 && len + part.len <= JOIN_CAP;
            if (!fits)
                break;
            memcpy(letters + len, part.data, part.len);
            len += part.len;
        }
        if (s == 0 && (!fits || (count > 2 && len > JOINED_MOST)))
            return; /* the first spelling decides whether they join */
        if (fits)
            add_spelling(n, out, str_make(letters, len), s == 0 ? 0 : 1);
    }
    if (out->spelling_count == 0)
        return;
    out->text = out->spellings[0].letters;
    out->folded = out->text;
    out->script = n->units[first].script;
    out->flags = TOKEN_JOINED | (n->units[first].flags & TOKEN_ABJAD);
    out->number = -1;
    if (out->script == SCRIPT_LATIN)
        add_habits(n, out);
    char phrase[JOIN_CAP];
    size_t len = 0;
    for (size_t i = first; i < first + count; i++) {
        str part = n->units[i].folded;
        if (len + part.len + 1 > JOIN_CAP)
            return;
        if (len)
            phrase[len++] = ' ';
        memcpy(phrase + len, part.data, part.len);
        len += part.len;
    }
    out->word = lexicon_find(str_make(phrase, len));
    if (!out->word)
        out->word = lexicon_find(out->text);
}

/* Numbers and phrases are not joined. */
bool token_may_join(const token *t)
{
    bool numeral = t->number >= 0 || (t->roman && t->text.len > 1);
    bool phrase = t->script == SCRIPT_LATIN && t->folded.len != t->text.len;
    return t->text.len > 0 && !numeral && !phrase;
}

static void add_joined(token_name *n)
{
    n->unit_count = n->count;
    for (size_t run = 2; run <= 3; run++) {
        for (size_t i = 0; i + run <= n->count; i++) {
            bool fit = true;
            for (size_t j = i; j < i + run; j++)
                fit = fit && token_may_join(&n->units[j]);
            if (!fit)
                continue;
            token *t = &n->units[n->unit_count];
            tokens_join(n, i, run, t);
            if (t->spelling_count == 0)
                continue;
            n->spans[n->unit_count++] = (unit){(uint8_t)i, (uint8_t)run};
        }
    }
}

/* "LAST, First" is written the way round that joined words have. A legal form behind the comma stays there.
 */
static void turn(piece *pieces, size_t count)
{
    size_t comma = 0, commas = 0;
    for (size_t i = 1; i < count; i++) {
        if (pieces[i].marks & TEXT_AFTER_COMMA) {
            comma = i;
            commas++;
        }
    }
    if (commas != 1 || count > TURN_MAX)
        return;
    for (size_t i = comma; i < count; i++) {
        char phrase[PHRASE_CAP];
        size_t len = 0, taken = phrase_at(pieces + i, count - i, phrase, &len);
        const lexicon_word *w = lexicon_find(taken ? str_make(phrase, len) : pieces[i].folded);
        if (w && (w->form || (w->flags & LEXICON_FORM_PART)))
            return;
    }
    piece turned[TURN_MAX];
    for (size_t i = 0; i < count; i++)
        turned[i] = pieces[(i + comma) % count];
    memcpy(pieces, turned, count * sizeof *pieces);
}

static bool is_light(const piece *p)
{
    const lexicon_word *w = p->folded.len <= 3 ? lexicon_find(p->folded) : NULL;
    return w && (w->flags & (LEXICON_STOP | LEXICON_PARTICLE_ORGANISATION));
}

/* True if the letters of the piece are the initials of the words before it. */
static bool is_own_acronym(const piece *pieces, size_t at)
{
    const piece *p = &pieces[at];
    size_t letter = p->folded.len, word = at, used = 0;
    if (p->word->script != SCRIPT_LATIN || letter > PHONES_MAX)
        return false;
    while (letter > 0 && word > 0) {
        const piece *before = &pieces[word - 1];
        bool fits = before->folded.len > 1 && before->folded.data[0] == p->folded.data[letter - 1];
        if (!fits && !is_light(before))
            return false;
        letter -= fits;
        used += fits;
        word--;
    }
    return letter == 0 && used >= 2;
}

/* "Safety Equipment Procurement (SEP)" is the same without its acronym. */
static size_t drop_own_acronyms(piece *pieces, size_t count)
{
    enum { SHORTEST_AT_END = 3 };
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const piece *p = &pieces[i];
        bool aside = (p->marks & TEXT_IN_BRACKETS) ||
                     (i + 1 == count && (p->marks & TEXT_UPPER) && p->folded.len >= SHORTEST_AT_END);
        if (!aside || !is_own_acronym(pieces, i))
            pieces[kept++] = *p;
    }
    return kept;
}

/* Field lengths of SWIFT MT and ISO 20022: a name that is just as long was probably cut, if it does not end
 * with its legal form or a sign. */
static bool is_cut(str raw, const token_name *n)
{
    if (n->count < 2 || (raw.len != 35 && raw.len != 70 && raw.len != 140))
        return false;
    const token *last = &n->units[n->count - 1];
    bool form = last->word && last->word->form, sign = strchr(".,)\"'", raw.data[raw.len - 1]) != NULL;
    return last->script == SCRIPT_LATIN && !form && !sign;
}

static bool are_initials(const piece *pieces, size_t count)
{
    return count > 1 && pieces[0].folded.len == 1 && pieces[1].folded.len == 1;
}

static void read_as(text_scratch *scratch, str raw, bool initials, text_signs signs, token_name *out)
{
    piece pieces[PIECES_MAX];
    char phrase[PHRASE_CAP];
    const text_name *text = text_analyse_signs(scratch, raw, signs);
    out->count = out->unit_count = out->pool_len = 0;
    out->truncated = text->truncated;
    out->unread = text->unread || text->lost;
    size_t count = drop_own_acronyms(pieces, cut_pieces(text, raw, out, pieces));
    turn(pieces, count);
    for (size_t i = 0; i < count;) {
        if (out->count == TOKENS_MAX) {
            out->truncated = true;
            break;
        }
        token *t = &out->units[out->count];
        size_t len = 0, taken = phrase_at(pieces + i, count - i, phrase, &len);
        char run[PHONES_MAX];
        size_t letters = spelled_out_at(pieces + i, count - i, run, sizeof run);
        if (initials && (letters || are_initials(pieces + i, count - i)))
            taken = letters = 0;
        if (letters > taken && !is_prefix_of_vessel(pieces + i, phrase, len, letters))
            taken = 0;
        else
            letters = 0;
        if (taken)
            token_of_phrase(out, &pieces[i], str_make(phrase, len), t);
        else if (letters)
            token_of_letters(out, &pieces[i], str_make(run, letters), t);
        else
            token_of_piece(out, raw, &pieces[i], t);
        if (t->spelling_count > 0) {
            out->spans[out->count] = (unit){(uint8_t)out->count, 1};
            out->marks[out->count] = pieces[i].marks;
            out->count++;
        }
        i += taken ? taken : letters ? letters : 1;
    }
    if (is_cut(raw, out))
        out->units[out->count - 1].flags |= TOKEN_CUT;
    out->unit_count = out->count;
}

void tokens_read(text_scratch *scratch, str raw, token_name *out)
{
    read_as(scratch, raw, false, TEXT_SIGNS_USUAL, out);
}

void tokens_analyse(text_scratch *scratch, str raw, token_name *out)
{
    tokens_read(scratch, raw, out);
    add_joined(out);
}

void tokens_analyse_initials(text_scratch *scratch, str raw, token_name *out)
{
    read_as(scratch, raw, true, TEXT_SIGNS_USUAL, out);
    add_joined(out);
}

void tokens_analyse_signs(text_scratch *scratch, str raw, text_signs signs, token_name *out)
{
    read_as(scratch, raw, false, signs, out);
    add_joined(out);
}
