#include "mention/mention_scan.h"

#include "base/error.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { JOIN_CAP = 192, PHRASE_CAP = 160, LETTERS_LEAST = 3, PREFIX_WORD = 4, SIGNS_JOINED = 4 };

itd_status mention_scan_new(const mention_table *t, mention_scan **out, itd_error *error)
{
    mention_scan *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(error);
    s->table = t;
    s->next = SCAN_RING;
    s->seen = calloc((size_t)t->token_count + 1, sizeof *s->seen);
    s->seen_capital = calloc((size_t)t->token_count + 1, sizeof *s->seen_capital);
    s->seen_small = calloc((size_t)t->token_count + 1, sizeof *s->seen_small);
    itd_status status = s->seen && s->seen_capital && s->seen_small ? mention_words_new(t, &s->words, error)
                                                                    : error_memory(error);
    if (status == ITD_OK)
        status = text_scratch_new(&s->scratch, error);
    if (status != ITD_OK) {
        mention_scan_free(s);
        return status;
    }
    *out = s;
    return ITD_OK;
}

void mention_scan_free(mention_scan *s)
{
    if (!s)
        return;
    mention_words_free(s->words);
    text_scratch_free(s->scratch);
    free(s->seen);
    free(s->seen_capital);
    free(s->seen_small);
    free(s);
}

/* Places are counted on, so that what was seen in an earlier text is far away. */
void mention_scan_start(mention_scan *s)
{
    s->next += SCAN_RING;
    s->from = s->next;
    s->letters_run = s->solid_count = 0;
}

uint64_t mention_scan_span(const mention_scan *s, size_t count)
{
    bool spread = s->spread && s->next - s->spread < 2 * SCAN_SPAN;
    return spread || count + SCAN_EXTRA > SCAN_SPAN ? SCAN_SPAN : count + SCAN_EXTRA;
}

bool mention_scan_seen(const mention_scan *s, uint32_t number, uint64_t place)
{
    uint32_t now = (uint32_t)s->next, gap = now - (uint32_t)place;
    if (now - s->seen[number] < gap)
        return true;
    const uint16_t *groups = s->table->tokens[number].groups;
    for (size_t i = 0; i < TABLE_GROUPS && groups[i]; i++)
        if (now - s->seen_group[groups[i]] < gap)
            return true;
    return false;
}

bool mention_scan_is_word(const mention_scan *s, uint32_t number)
{
    uint32_t now = (uint32_t)s->next;
    return now - s->seen_small[number] < now - (uint32_t)s->from;
}

static void mark_seen(mention_scan *s, const scan_place *p, const word_entry *e)
{
    uint32_t place = (uint32_t)s->next + 1;
    bool name = !p->cased || p->capital;
    for (size_t i = 0; i < e->relation_count; i++) {
        s->seen[e->relations[i].token] = place;
        if (name)
            s->seen_capital[e->relations[i].token] = place;
        else if (e->relations[i].grade == GRADE_EQUAL)
            s->seen_small[e->relations[i].token] = place;
    }
    for (size_t i = 0; i < TABLE_GROUPS && e->groups[i]; i++)
        s->seen_group[e->groups[i]] = place;
}

/* In small letters a word must be the very word. */
static bool is_loose(const scan_place *p)
{
    return !p->cased || p->capital;
}

static void add(mention_scan *s, scan_place *p, const occurrence *o)
{
    if (p->count == SCAN_OCCURRENCES)
        return;
    p->occurrences[p->count++] = *o;
    mark_seen(s, p, o->entry);
}

/* ---- the same word without what its language puts before and behind ---- */

static str without_end(str s, size_t letters)
{
    while (letters > 0 && s.len > 0) {
        s.len--;
        letters -= ((unsigned char)s.data[s.len] & 0xC0) != 0x80;
    }
    return s;
}

/* "Putin'in", "Cuba's": the word before the apostrophe. */
static void add_without_tail(mention_scan *s, scan_place *p, const reader_word *w)
{
    text_word stem = *w->word;
    stem.folded = without_end(stem.folded, w->tail);
    if (w->tail == 0 || stem.folded.len < 2)
        return;
    for (size_t i = 0; i < stem.spelling_count; i++) {
        stem.spellings[i] = without_end(stem.spellings[i], w->tail);
        if (stem.spellings[i].len == 0)
            return;
    }
    occurrence o = p->occurrences[0];
    o.entry = mention_words_find(s->words, &stem, is_loose(p));
    o.end = w->tail_start;
    o.to = w->tail_at;
    if (w->tail == 1 && str_ends(w->word->folded, str_of("s")) && stem.folded.len > 2) {
        const occurrence base = p->occurrences[0];
        p->occurrences[0] = o; /* what "Cuba's" is at first */
        mark_seen(s, p, o.entry);
        o = base;
    }
    add(s, p, &o);
}

/* Behind the dot of a foreign name in Chinese prose: the last character may belong to what follows. */
static void add_without_sign(mention_scan *s, scan_place *p, const mention_reader *r, const reader_word *w)
{
    char dotted[JOIN_CAP] = "\u00b7";
    str raw = mention_reader_text(r, w->at, w->to);
    bool foreign = w->word->script == SCRIPT_HAN && !(p->occurrences[0].entry->flags & WORD_SYLLABIC);
    size_t len = raw.len > 3 ? raw.len - 3 : 0, dot = strlen(dotted);
    if (!foreign || len < 6 || dot + len > sizeof dotted)
        return;
    memcpy(dotted + dot, raw.data, len);
    const text_name *n = text_analyse(s->scratch, str_make(dotted, dot + len));
    if (n->word_count != 1)
        return;
    occurrence o = p->occurrences[0];
    o.entry = mention_words_find(s->words, &n->words[0], is_loose(p));
    o.to = w->at + len;
    o.end = mention_reader_origin(r, o.to);
    add(s, p, &o);
}

/* Letters that Arabic and Hebrew write together with the next word: and, in, to, like. */
static bool is_prefix(uint32_t cp)
{
    static const uint32_t letters[] = {0x648, 0x641, 0x628, 0x644, 0x643,         /* و ف ب ل ك */
                                       0x5D5, 0x5D1, 0x5DC, 0x5DB, 0x5DE, 0x5E9}; /* ו ב ל כ מ ש */
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i] == cp)
            return true;
    return false;
}

static void add_without_prefix(mention_scan *s, scan_place *p, const mention_reader *r, const reader_word *w)
{
    str raw = mention_reader_text(r, w->at, w->to);
    size_t at = 0;
    bool repaired;
    bool frame = w->word->script == SCRIPT_ARABIC || w->word->script == SCRIPT_HEBREW;
    if (!frame || p->occurrences[0].entry->letter_count < PREFIX_WORD ||
        !is_prefix(utf8_next(raw, &at, &repaired)))
        return;
    while (at < raw.len) { /* marks belong to the letter before */
        size_t after = at;
        uint8_t class = unicode_of(utf8_next(raw, &after, &repaired))->class;
        if (class != CLASS_MARK && class != CLASS_IGNORE)
            break;
        at = after;
    }
    const text_name *n = text_analyse(s->scratch, str_make(raw.data + at, raw.len - at));
    if (n->word_count != 1)
        return;
    occurrence o = p->occurrences[0];
    o.entry = mention_words_find(s->words, &n->words[0], is_loose(p));
    o.at = w->at + at;
    o.start = mention_reader_origin(r, o.at);
    add(s, p, &o);
}

/* ---- words joined with those before ---- */

typedef struct joined {
    char folded[JOIN_CAP], letters[JOIN_CAP];
    size_t folded_len, letters_len;
    bool good;
} joined;

static void join(joined *j, str folded, str letters, bool blank)
{
    if (j->folded_len + folded.len + 1 > JOIN_CAP || j->letters_len + letters.len > JOIN_CAP) {
        j->good = false;
        return;
    }
    if (blank && j->folded_len)
        j->folded[j->folded_len++] = ' ';
    memcpy(j->folded + j->folded_len, folded.data, folded.len);
    j->folded_len += folded.len;
    memcpy(j->letters + j->letters_len, letters.data, letters.len);
    j->letters_len += letters.len;
}

static void add_joined_word(mention_scan *s, scan_place *p, const joined *j, uint64_t first,
                            const occurrence *last)
{
    text_word word = {
        .folded = str_make(j->folded, j->folded_len), .spelling_count = 1, .script = last->entry->script};
    word.spellings[0] = str_make(j->letters, j->letters_len);
    const occurrence *from = &mention_scan_at(s, first)->occurrences[0];
    occurrence o = *last;
    o.entry = mention_words_find(s->words, &word, is_loose(p));
    o.first = first;
    o.start = from->start;
    o.at = from->at;
    add(s, p, &o);
}

/* The words from place `first` on as one; signs for syllables only where that is a listed word. */
static void add_run(mention_scan *s, scan_place *p, uint64_t first)
{
    bool syllabic = (p->occurrences[0].entry->flags & WORD_SYLLABIC) != 0;
    joined j = {.good = true};
    for (uint64_t at = first; at <= s->next; at++) {
        const word_entry *e = mention_scan_at(s, at)->occurrences[0].entry;
        join(&j, e->folded, e->letters, false);
    }
    if (j.good && (!syllabic || mention_words_listed(s->words, str_make(j.letters, j.letters_len))))
        add_joined_word(s, p, &j, first, &p->occurrences[0]);
}

static bool is_syllable(const word_entry *e)
{
    return (e->flags & WORD_SYLLABIC) && e->letter_count <= 3;
}

static void add_joined(mention_scan *s, scan_place *p)
{
    const word_entry *e = p->occurrences[0].entry;
    if (s->next == s->from || (p->gap & (GAP_HARD | GAP_SOFT)))
        return;
    const scan_place *before = mention_scan_at(s, s->next - 1);
    const word_entry *b = before->occurrences[0].entry;
    bool none = (p->gap & GAP_NONE) != 0;
    if ((p->gap & GAP_HYPHENATED) || (none && e->script == b->script && !(b->flags & WORD_SINGLE)) ||
        ((b->flags & WORD_JOINS) && p->gap == 0))
        add_run(s, p, s->next - 1);
    /* three signs and more as one word */
    for (uint64_t first = s->next - 1; none && is_syllable(e) && s->next - first < SIGNS_JOINED; first--) {
        if (!is_syllable(mention_scan_at(s, first)->occurrences[0].entry) || first == s->from ||
            !(mention_scan_at(s, first)->gap & GAP_NONE) ||
            !is_syllable(mention_scan_at(s, first - 1)->occurrences[0].entry))
            break;
        add_run(s, p, first - 1);
    }
}

/* "P U T I N": single letters with one blank or sign between them. */
static void add_letters(mention_scan *s, scan_place *p)
{
    const word_entry *e = p->occurrences[0].entry;
    bool single = (e->flags & WORD_SINGLE) && !(e->flags & (WORD_NUMBER | WORD_SYLLABIC));
    bool parted = (p->gap & (GAP_HARD | GAP_SOFT | GAP_WIDE)) != 0;
    s->letters_run = !single ? 0 : parted ? 1 : s->letters_run + 1;
    if (s->letters_run < LETTERS_LEAST || s->letters_run > SCAN_JOINED)
        return;
    add_run(s, p, s->next + 1 - s->letters_run);
    s->spread = s->next;
}

/* ---- phrases ---- */

/* The first half of a broken word, if this is the second. */
static const occurrence *broken_word(const mention_scan *s, const scan_place *p)
{
    for (size_t i = 0; (p->gap & GAP_HYPHENATED) && i < p->count; i++)
        if (p->occurrences[i].first + 1 == s->next)
            return &p->occurrences[i];
    return NULL;
}

/* Where a legal form begins a letter of the next word may be wrong. */
static bool is_pair(const mention_scan *s, const scan_place *p, const word_entry *first,
                    const word_entry *second)
{
    bool form = (first->flags & WORD_FORM) && p->capital && !(second->flags & WORD_KNOWN);
    return (first->flags & WORD_PHRASE) && (form || mention_words_pair(s->words, first, second));
}

static void put_solid(mention_scan *s, const scan_place *p)
{
    const occurrence *whole = broken_word(s, p);
    bool parted =
        (p->gap & GAP_HARD) || ((p->gap & GAP_SOFT) && !(p->gap & GAP_COMMA)); /* "Co., Ltd." is one */
    if (whole && s->solid_count)
        s->solid_count--;
    else if (parted)
        s->solid_count = 0;
    if (s->solid_count == SCAN_SOLIDS) {
        s->solid_count--;
        memmove(s->solids, s->solids + 1, s->solid_count * sizeof *s->solids);
    }
    solid_word *word = &s->solids[s->solid_count];
    word->occurrence = whole ? *whole : p->occurrences[0];
    word->pair = s->solid_count > 0 &&
                 is_pair(s, p, s->solids[s->solid_count - 1].occurrence.entry, word->occurrence.entry);
    s->solid_count++;
}

/* The solid words from number `from` on as a phrase, the last of them as `last` reads it. */
static void add_phrase(mention_scan *s, scan_place *p, size_t from, const occurrence *last)
{
    joined j = {.good = true};
    for (size_t i = from; i < s->solid_count; i++) {
        str folded = (i + 1 == s->solid_count ? last : &s->solids[i].occurrence)->entry->folded;
        join(&j, folded, folded, true);
    }
    unsigned first = s->solids[from].occurrence.entry->flags,
             second = s->solids[from + 1].occurrence.entry->flags;
    unsigned ends = last->entry->flags;
    /* where it begins as a legal form does and ends as one or in an unknown word, a letter may be wrong */
    bool unknown = (first & second & WORD_COMMON) && !(ends & WORD_KNOWN) &&
                   last->entry->letter_count + 1 >= KEYS_EDIT_LEN;
    bool broken = s->solid_count - from == 3 && ((first & ends & WORD_FORM) || unknown) && p->capital;
    if (j.good && (broken || lexicon_find(str_make(j.folded, j.folded_len))))
        add_joined_word(s, p, &j, s->solids[from].occurrence.first, last);
}

/* Phrases of the lexicon that end here. */
static void add_phrases(mention_scan *s, scan_place *p)
{
    const occurrence *whole = &s->solids[s->solid_count - 1].occurrence;
    const occurrence base = *whole;
    occurrence tailed = p->occurrences[p->count > 1]; /* without what an apostrophe adds */
    bool other = p->count > 1 && tailed.first == s->next && tailed.last == s->next && tailed.to != base.to;
    for (size_t from = 0; from + 1 < s->solid_count; from++) {
        if (!s->solids[from + 1].pair)
            continue;
        add_phrase(s, p, from, &base);
        if (other)
            add_phrase(s, p, from, &tailed);
    }
}

/* "on" and "to" in Arabic, written with another last letter than the name Ali. */
static bool is_arabic_preposition(const mention_reader *r, const reader_word *w)
{
    static const str words[] = {STR("على"), STR("وعلى"), STR("إلى"), STR("وإلى"), STR("الى")};
    str raw = w->word->script == SCRIPT_ARABIC ? mention_reader_text(r, w->at, w->to) : STR_NONE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(raw, words[i]))
            return true;
    return false;
}

void mention_scan_put(mention_scan *s, const mention_reader *r, const reader_word *w)
{
    scan_place *p = mention_scan_at(s, s->next);
    p->gap = w->gap;
    p->capital = w->capital;
    p->cased = w->cased;
    p->upper = w->upper;
    p->count = 0;
    if ((w->gap & (GAP_NONE | GAP_HYPHENATED)) && s->next > s->from)
        p->capital = p->capital || mention_scan_at(s, s->next - 1)->capital;
    p->sentence = (w->gap & GAP_SENTENCE) != 0 || s->next == s->from;
    bool none = is_arabic_preposition(r, w);
    occurrence o = {.entry = none ? mention_words_none(s->words)
                                  : mention_words_find(s->words, w->word, is_loose(p)),
                    .first = s->next,
                    .last = s->next,
                    .start = w->start,
                    .end = w->end,
                    .at = w->at,
                    .to = w->to};
    add(s, p, &o);
    add_without_tail(s, p, w);
    add_without_prefix(s, p, r, w);
    add_without_sign(s, p, r, w);
    add_joined(s, p);
    add_letters(s, p);
    put_solid(s, p);
    add_phrases(s, p);
    s->next++;
}
