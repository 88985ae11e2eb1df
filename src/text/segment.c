#include "text/segment.h"

#include "text/script_words.h"
#include "text/spell.h"
#include "text/unicode.h"

#include <string.h>

#define ALEF 0x627u
#define LAM  0x644u
#define WAW  0x648u
#define AYN  0x639u
#define BEH  0x628u
#define DAL  0x62Fu

#define NAME_HAN_MAX     4
#define NAME_HANGUL_MAX  4
#define NAME_MYANMAR_MAX 6 /* syllables */

#define MYANMAR_TONE   0x1037u
#define MYANMAR_VIRAMA 0x1039u
#define MYANMAR_KILLER 0x103Au

/* Bare letters of a raw word and the place of each in it. A ligature counts as its first letter. */
typedef struct bare_word {
    const uint32_t *cps;
    size_t count;
    bool found; /* cps and places are those below */
    uint32_t letters[WORD_CPS_MAX];
    uint8_t places[WORD_CPS_MAX + 1];
} bare_word;

static void bare_letters(const raw_word *w, bare_word *b)
{
    b->found = !w->simple;
    b->cps = w->bare;
    b->count = w->count;
    if (w->simple)
        return;
    b->cps = b->letters;
    b->count = 0;
    for (size_t i = 0; i < w->count; i++) {
        uint32_t self, bare[4];
        size_t len;
        const uint32_t *folded = unicode_fold_one(w->cps[i], &len, &self);
        if (len == 0 || unicode_bare(folded, 1, bare, 4) == 0)
            continue;
        b->letters[b->count] = bare[0];
        b->places[b->count++] = (uint8_t)i;
    }
    b->places[b->count] = (uint8_t)w->count;
}

static void cut_before(word_reader *r, const bare_word *b, size_t letter)
{
    word_reader_cut(r, b->found ? b->places[letter] : letter);
}

static bool starts(const bare_word *b, const uint32_t *with, size_t count)
{
    return b->count >= count && memcmp(b->cps, with, count * sizeof *with) == 0;
}

/* Names written together, when what is left behind a known one is long enough, or known too. */
static bool parts_behind(const bare_word *b, size_t known)
{
    script_word entry;
    size_t left = b->count - known;
    return left >= 3 && (known >= 4 || script_word_longest(b->cps + known, left, left, &entry));
}

/* The article has no hamza: ألكسندر is a name that begins with al. */
static bool starts_with_hamza(const raw_word *w)
{
    enum { ALEF_WITH_HAMZA = 0x623, HAMZA_ABOVE = 0x654 };
    return w->cps[0] == ALEF_WITH_HAMZA || (w->count > 1 && w->cps[1] == HAMZA_ABOVE);
}

static void segment_arabic(word_reader *r)
{
    static const uint32_t abd_al[] = {AYN, BEH, DAL, ALEF, LAM}, al[] = {ALEF, LAM}, wal[] = {WAW, ALEF, LAM};
    static const uint32_t lil[] = {LAM, LAM};
    bare_word b;
    script_word entry;
    bare_letters(&r->word, &b);
    if (b.count < 5 || script_word_longest(b.cps, b.count, b.count, &entry))
        return;
    size_t known;
    if (starts(&b, abd_al, 5) && b.count >= 8)
        cut_before(r, &b, 3);
    else if (starts(&b, al, 2) && !starts_with_hamza(&r->word))
        cut_before(r, &b, 2);
    else if (starts(&b, wal, 3) && b.count >= 6)
        cut_before(r, &b, 3);
    else if (starts(&b, lil, 2) && b.count >= 6)
        cut_before(r, &b, 2);
    else if ((known = script_word_longest(b.cps, b.count, 3, &entry)) != 0 && parts_behind(&b, known))
        cut_before(r, &b, known);
}

/* Cuts the longest entry at the start, or all up to the next entry. */
static void segment_by_lexicon(word_reader *r, const bare_word *b, size_t least)
{
    script_word entry;
    size_t n = script_word_longest(b->cps, b->count, least, &entry);
    if (n) {
        cut_before(r, b, n);
        return;
    }
    for (size_t i = 1; i + least <= b->count; i++)
        if (script_word_longest(b->cps + i, b->count - i, least, &entry)) {
            cut_before(r, b, i);
            return;
        }
}

static bool only_words(const bare_word *b)
{
    script_word entry;
    size_t at = 0;
    while (at < b->count) {
        size_t n = script_word_longest(b->cps + at, b->count - at, 2, &entry);
        if (n == 0 || entry.kind != SCRIPT_WORD_WORD)
            return false;
        at += n;
    }
    return true;
}

/* A dot in the middle parts the given name of a foreigner from the family name. */
static bool is_middle_dot(str raw, size_t at)
{
    static const char *const dots[] = {"\u00b7", "\u2022", "\u2027", "\u30fb", "\uff65"};
    for (size_t i = 0; at < raw.len && i < sizeof dots / sizeof *dots; i++)
        if (str_starts(str_make(raw.data + at, raw.len - at), str_of(dots[i])))
            return true;
    return false;
}

static bool is_foreign(const word_reader *r)
{
    size_t start = r->word.start;
    return is_middle_dot(r->raw, r->word.end) || (start >= 2 && is_middle_dot(r->raw, start - 2)) ||
           (start >= 3 && is_middle_dot(r->raw, start - 3));
}

static void segment_han(word_reader *r, segment_state *state)
{
    bare_word b;
    script_word entry;
    bool given = state->given_next;
    state->given_next = state->surname = false;
    if (is_foreign(r))
        return;
    if (given && r->word.marks & TEXT_JOINED_BEFORE)
        return;
    bare_letters(&r->word, &b);
    bool start = !(r->word.marks & TEXT_JOINED_BEFORE);
    if (start && b.count >= 2 && b.count <= NAME_HAN_MAX && !only_words(&b)) {
        size_t n = script_word_longest(b.cps, b.count > 2 ? 2 : 1, 1, &entry);
        if (n && entry.kind == SCRIPT_WORD_SURNAME && b.count - n <= 2) {
            state->given_next = state->surname = true;
            cut_before(r, &b, n);
            return;
        }
    }
    segment_by_lexicon(r, &b, 2);
}

static void segment_hangul(word_reader *r, segment_state *state)
{
    bare_word b;
    script_word entry;
    if (!(r->word.marks & TEXT_JOINED_BEFORE))
        state->syllables_left = 0;
    if (state->syllables_left) {
        state->syllables_left--;
        word_reader_cut(r, 1);
        return;
    }
    bare_letters(&r->word, &b);
    bool start = !(r->word.marks & TEXT_JOINED_BEFORE);
    state->foreign = state->foreign || (start && text_is_foreign_hangul(b.cps, b.count));
    if (start && b.count <= NAME_HANGUL_MAX && !state->foreign && !only_words(&b)) {
        size_t n = script_word_longest(b.cps, 2, 2, &entry);
        bool compound = n == 2 && entry.kind == SCRIPT_WORD_SURNAME && b.count > 2;
        state->syllables_left = b.count - (compound ? 2 : 1);
        cut_before(r, &b, compound ? 2 : 1);
        return;
    }
    segment_by_lexicon(r, &b, 2);
}

static void segment_thai(word_reader *r)
{
    bare_word b;
    bare_letters(&r->word, &b);
    segment_by_lexicon(r, &b, 3);
}

/* A syllable begins with a letter that is neither killed nor below or above another. */
static bool begins_syllable(const bare_word *b, size_t i)
{
    uint32_t next = i + 1 < b->count ? b->cps[i + 1] : 0;
    if (next == MYANMAR_TONE && i + 2 < b->count)
        next = b->cps[i + 2];
    return unicode_of(b->cps[i])->class == CLASS_LETTER && next != MYANMAR_KILLER && next != MYANMAR_VIRAMA &&
           !(i > 0 && b->cps[i - 1] == MYANMAR_VIRAMA);
}

/* Names are written in Latin letters a syllable at a time; a long run is a phrase. */
static void segment_myanmar(word_reader *r)
{
    bare_word b;
    script_word entry;
    size_t syllables = 0, second = 0;
    bare_letters(&r->word, &b);
    for (size_t i = 0; i < b.count; i++)
        if (begins_syllable(&b, i) && ++syllables == 2)
            second = i;
    if (syllables >= 2 && syllables <= NAME_MYANMAR_MAX && !script_word_longest(b.cps, b.count, 3, &entry))
        cut_before(r, &b, second);
    else
        segment_by_lexicon(r, &b, 3);
}

static void segment_hebrew(word_reader *r)
{
    bare_word b;
    script_word entry;
    bare_letters(&r->word, &b);
    /* the article he stays with its word unless the rest is a known one */
    if (b.count >= 4 && b.cps[0] == 0x5D4 && !script_word_longest(b.cps, b.count, b.count, &entry) &&
        script_word_longest(b.cps + 1, b.count - 1, b.count - 1, &entry))
        cut_before(r, &b, 1);
}

void segment_done(segment_state *state, uint8_t script)
{
    if (script == SCRIPT_HAN)
        state->given_next = state->surname = false;
    else if (script == SCRIPT_HANGUL)
        state->syllables_left = 0;
}

void segment_word(word_reader *r, segment_state *state)
{
    uint32_t scripts = r->word.scripts;
    if (scripts == 1u << SCRIPT_ARABIC)
        segment_arabic(r);
    else if (scripts == 1u << SCRIPT_HAN)
        segment_han(r, state);
    else if (scripts == 1u << SCRIPT_HANGUL)
        segment_hangul(r, state);
    else if (scripts == 1u << SCRIPT_THAI || scripts == 1u << SCRIPT_LAO)
        segment_thai(r);
    else if (scripts == 1u << SCRIPT_MYANMAR)
        segment_myanmar(r);
    else if (scripts == 1u << SCRIPT_HEBREW)
        segment_hebrew(r);
}
