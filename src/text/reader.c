#include "text/reader.h"

#include "text/ascii.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <string.h>

void word_reader_init(word_reader *r, str raw, char *lower)
{
    r->raw = raw;
    r->lower = lower;
    r->at = 0;
    r->repaired = r->any = r->lost = r->unread = false;
    r->quote = r->single_quote = false;
    r->around = 0;
    r->window.base = SIZE_MAX / 2; /* far from any byte: nothing is looked at yet */
    r->single_close = 0;
    r->single_none = false;
    r->signs = TEXT_SIGNS_USUAL;
}

static inline const unicode_record *peek(const word_reader *r, size_t at)
{
    bool ignored = false;
    return at < r->raw.len ? unicode_of(utf8_next(r->raw, &at, &ignored)) : unicode_of(' ');
}

static bool is_word_class(uint8_t class)
{
    return class == CLASS_LETTER || class == CLASS_DIGIT || class == CLASS_MARK || class == CLASS_IGNORE;
}

/* A single mark that opens a quotation closes behind a word, before something that is no letter. */
static bool closes_later(word_reader *r, size_t at)
{
    if (r->single_close >= at)
        return true;
    if (r->single_none)
        return false;
    bool ignored = false;
    uint8_t before = CLASS_SPACE;
    while (at < r->raw.len) {
        size_t here = at;
        uint8_t class = unicode_of(utf8_next(r->raw, &at, &ignored))->class;
        if (class == CLASS_APOSTROPHE && (is_word_class(before) || before == CLASS_DOT) &&
            !is_word_class(peek(r, at)->class)) {
            r->single_close = (uint32_t)here;
            return true;
        }
        before = class;
    }
    r->single_none = true;
    return false;
}

static void mark_around(word_reader *r, uint16_t mark, bool there)
{
    r->around = (uint16_t)(there ? r->around | mark : r->around & ~mark);
}

/* What parts words. */
static void gap(word_reader *r)
{
    mark_around(r, TEXT_JOINED_BEFORE, false);
}

static void apostrophe_outside(word_reader *r, size_t after)
{
    bool joined = r->around & TEXT_JOINED_BEFORE;
    if (r->single_quote) {
        r->single_quote = false;
        gap(r);
    } else if (!joined && is_word_class(peek(r, after)->class) && closes_later(r, after)) {
        r->single_quote = true;
    }
    mark_around(r, TEXT_IN_QUOTES, r->quote || r->single_quote);
}

/* One character that is no part of a word. */
static void separator(word_reader *r, const unicode_record *sign, size_t after)
{
    switch (sign->class) {
    case CLASS_COMMA:
        mark_around(r, TEXT_AFTER_COMMA, r->any);
        gap(r);
        break;
    case CLASS_OPEN:
        mark_around(r, TEXT_IN_BRACKETS, true);
        gap(r);
        break;
    case CLASS_CLOSE:
        mark_around(r, TEXT_IN_BRACKETS, false);
        gap(r);
        break;
    case CLASS_QUOTE:
        r->quote = !r->quote;
        mark_around(r, TEXT_IN_QUOTES, r->quote || r->single_quote);
        gap(r);
        break;
    case CLASS_APOSTROPHE:
        apostrophe_outside(r, after);
        break;
    case CLASS_HYPHEN:
    case CLASS_JOINER:
    case CLASS_DOT:
    case CLASS_MARK:
    case CLASS_IGNORE:
        break;
    default: /* of a script without letters that are read (Braille), of private use, or not assigned yet */
        r->unread |= sign->script == SCRIPT_OTHER;
        gap(r);
    }
}

bool word_reader_skip(word_reader *r)
{
    size_t at = r->at;
    while (at < r->raw.len) {
        unsigned char c = (unsigned char)r->raw.data[at];
        if (c == ' ') {
            gap(r);
            at++;
            continue;
        }
        r->at = at;
        if (ascii_is_alnum(c))
            return true;
        const unicode_record *u = unicode_of(utf8_next(r->raw, &at, &r->repaired));
        if (u->class == CLASS_LETTER || u->class == CLASS_DIGIT)
            return true;
        separator(r, u, at);
    }
    r->at = at;
    return false;
}

static bool two_letters(str word)
{
    size_t letters = 0;
    for (size_t i = 0; i < word.len; i++)
        letters += (unsigned)((word.data[i] | 0x20) - 'a') < 26;
    return letters >= 2;
}

static bool signs_are_lost(const word_reader *r)
{
    return r->signs >= TEXT_SIGNS_LOST;
}

static bool is_lost_sign(uint32_t cp)
{
    return cp == '*' || cp == '_' || unicode_of(cp)->class == CLASS_UNKNOWN;
}

/* Signs of lost letters in a row from `at` on, none if they are too many; *after is the class behind them. */
static size_t lost_run(const word_reader *r, size_t at, uint8_t *after)
{
    size_t count = 0;
    bool ignored = false;
    *after = CLASS_SPACE;
    while (at < r->raw.len) {
        uint32_t cp = utf8_next(r->raw, &at, &ignored);
        if (!is_lost_sign(cp)) {
            *after = unicode_of(cp)->class;
            break;
        }
        count++;
    }
    return count <= LOST_RUN ? count : 0;
}

/* The same before `at`. */
static size_t lost_run_before(const word_reader *r, size_t at)
{
    size_t count = 0;
    bool ignored = false;
    while (at > 0 && count <= LOST_RUN) {
        size_t start = at - 1, end;
        while (start > 0 && at - start < 4 && ((unsigned char)r->raw.data[start] & 0xC0) == 0x80)
            start--;
        end = start;
        if (!is_lost_sign(utf8_next(r->raw, &end, &ignored)) || end != at)
            break;
        count++;
        at = start;
    }
    return count <= LOST_RUN ? count : 0;
}

/* True if the byte behind an ASCII run shows that the word goes on. */
static bool goes_on(const unsigned char *p, size_t at, size_t len)
{
    unsigned char c = p[at];
    return c >= 0x80 || ((c == '\'' || c == '`' || c == '?') && at + 1 < len &&
                         (ascii_is_alnum(p[at + 1]) || p[at + 1] >= 0x80));
}

static unsigned mark_capitals(str word, unsigned kinds)
{
    if (kinds == (ASCII_UPPER | ASCII_DIGIT) && two_letters(word))
        return TEXT_UPPER;
    /* no branch: lists write every second word in capitals */
    return (unsigned)((kinds == ASCII_UPPER) & (word.len >= 2)) * TEXT_UPPER;
}

/* A run of ASCII letters and digits up to something that can not belong to the word. */
static bool ascii_word(word_reader *r)
{
    const unsigned char *p = (const unsigned char *)r->raw.data;
    unsigned kinds, marks = r->around;
    if (signs_are_lost(r) && lost_run_before(r, r->at))
        return false;
    size_t start = r->at, count = ascii_run(r->raw, start, r->lower, WORD_CPS_MAX, &kinds),
           at = start + count;
    if (at < r->raw.len) {
        if (p[at] == '.')
            marks |= TEXT_WITH_DOT;
        else if (p[at] != ' ' && (goes_on(p, at, r->raw.len) || ascii_is_alnum(p[at]) ||
                                  (p[at] == '?' && r->lost) || (signs_are_lost(r) && is_lost_sign(p[at]))))
            return false;
    }
    marks |= mark_capitals(str_make(r->raw.data + start, count), kinds);
    if (kinds == ASCII_DIGIT)
        marks |= TEXT_NUMBER;
    raw_word *w = &r->word;
    w->marks = (uint16_t)marks;
    w->ascii = true;
    w->digits = kinds & ASCII_DIGIT;
    w->count = count;
    w->scripts = kinds == ASCII_DIGIT ? 0 : 1u << SCRIPT_LATIN;
    w->start = (uint32_t)start;
    w->end = (uint32_t)at;
    r->at = at;
    return true;
}

static bool parts_from_digits(uint32_t scripts)
{
    return scripts & (1u << SCRIPT_HAN | 1u << SCRIPT_HANGUL | 1u << SCRIPT_KANA | 1u << SCRIPT_THAI |
                      1u << SCRIPT_LAO | 1u << SCRIPT_KHMER | 1u << SCRIPT_MYANMAR);
}

#define LETTERS_BESIDE_EDGE 5 /* of a word whose first or last letter may be lost: "Mari*" may be a note */

/* A letter is lost before character `at`; those of the start are said last. */
static void add_lost(raw_word *w, size_t at)
{
    if (w->lost_count < LOST_MAX) {
        memmove(w->lost_at + (at == 0), w->lost_at, at == 0 ? w->lost_count : 0);
        w->lost_at[at == 0 ? 0 : w->lost_count] = (uint8_t)at;
        w->lost_count++;
    }
    w->marks |= TEXT_REPAIRED;
}

/* Whether the sign at r->at, no letter, is inside the word: an apostrophe or a lost letter between two
 * letters. */
static bool passes_inside(word_reader *r, uint32_t cp, size_t after, size_t letters)
{
    uint8_t class = unicode_of(cp)->class, behind;
    if (class == CLASS_APOSTROPHE) {
        /* d'Ivoire, O'Brien are two words; in Cyrillic the sign is a letter */
        bool one_latin = letters < 2 && r->word.scripts != 1u << SCRIPT_CYRILLIC;
        if (letters == 0 || one_latin || !is_word_class(peek(r, after)->class))
            return false;
        return !(r->single_quote && r->single_close == r->at);
    }
    if (letters == 0 || r->signs == TEXT_SIGNS_PART)
        return false;
    if (signs_are_lost(r)) {
        if (!is_lost_sign(cp) || !lost_run(r, r->at, &behind) ||
            (behind != CLASS_LETTER && letters < LETTERS_BESIDE_EDGE))
            return false;
        add_lost(&r->word, r->word.count);
        return true;
    }
    bool inside = peek(r, after)->class == CLASS_LETTER;
    if (class != CLASS_UNKNOWN || !(inside || r->lost))
        return false;
    add_lost(&r->word, r->word.count);
    r->lost |= inside;
    return true;
}

/* True if letters of `more` (a script's bit, UNICODE_DIGIT, or none) may follow in the word. */
static bool may_follow(const raw_word *w, uint32_t more)
{
    if (more == UNICODE_DIGIT)
        return !parts_from_digits(w->scripts);
    bool any_letter = w->counts % UNICODE_COUNT_UPPER, any_digit = w->counts >= UNICODE_COUNT_DIGIT;
    if (any_digit && !any_letter && parts_from_digits(more))
        return false;
    return more == 0 || w->scripts == 0 || w->scripts == more || ((w->scripts | more) & ~SCRIPTS_ALIKE) == 0;
}

/* A character that is not simple: a letter with several forms, a mark, a sign. False if the word ends before
 * it. */
static bool odd_character(word_reader *r, uint32_t cp, size_t after)
{
    raw_word *w = &r->word;
    const unicode_record *u = unicode_of(cp);
    if (!is_word_class(u->class)) {
        bool passes = passes_inside(r, cp, after, w->counts % UNICODE_COUNT_UPPER);
        w->skipped |= passes;
        return passes;
    }
    uint32_t more = u->class == CLASS_DIGIT    ? UNICODE_DIGIT
                    : u->class == CLASS_LETTER ? 1u << u->script & ~1u
                                               : 0;
    if (u->class == CLASS_LETTER || u->class == CLASS_DIGIT) {
        if (!may_follow(w, more))
            return false;
        w->scripts |= more & ~UNICODE_DIGIT;
        w->counts += unicode_counts(u);
    }
    w->skipped |= u->class == CLASS_IGNORE;
    if (u->class != CLASS_IGNORE) {
        w->simple = false;
        w->at[w->count] = (uint32_t)r->at;
        w->cps[w->count++] = cp;
    }
    return true;
}

/* What the letters of a word have told so far. */
static void finish_word(word_reader *r, bool repaired)
{
    raw_word *w = &r->word;
    uint32_t letters = w->counts % UNICODE_COUNT_UPPER, upper = w->counts / UNICODE_COUNT_UPPER % 256,
             lower = w->counts / UNICODE_COUNT_LOWER % 256;
    w->at[w->count] = w->end = (uint32_t)r->at;
    if (repaired) {
        w->marks |= TEXT_REPAIRED;
        r->repaired = true;
    }
    if (upper >= 2 && lower == 0)
        w->marks |= TEXT_UPPER;
    if (letters == 0)
        w->marks |= TEXT_NUMBER;
    if (signs_are_lost(r) && letters >= LETTERS_BESIDE_EDGE)
        for (size_t i = lost_run_before(r, w->start); i > 0; i--)
            add_lost(w, 0);
    if (r->at < r->raw.len && r->raw.data[r->at] != ' ' && peek(r, r->at)->class == CLASS_DOT)
        w->marks |= TEXT_WITH_DOT;
}

/* Simple letters of one or two bytes, as many as follow in the scripts that the word has already; the first
 * one gives the script. The last byte of the text is left to others. */
static void near_letters(word_reader *r)
{
    raw_word *w = &r->word;
    const unsigned char *p = (const unsigned char *)r->raw.data;
    uint32_t counts = w->counts, scripts = w->scripts;
    size_t at = r->at, n = w->count;
    for (; at + 1 < r->raw.len && n < WORD_CPS_MAX; n++) {
        uint32_t cp = p[at];
        size_t len = 1;
        if (cp >= 0x80) {
            if (cp < 0xC2 || cp >= 0xE0 || (p[at + 1] & 0xC0) != 0x80)
                break;
            cp = (cp & 0x1F) << 6 | (p[at + 1] & 0x3F);
            len = 2;
        }
        const unicode_near_record *near = &unicode_near[cp];
        if (near->scripts & ~scripts) {
            if (scripts || counts || near->scripts & (UNICODE_NOT_NEAR | UNICODE_DIGIT))
                break;
            scripts = near->scripts;
        }
        counts += near->counts;
        w->folded[n] = near->folded;
        w->bare[n] = near->bare;
        w->cps[n] = cp;
        w->at[n] = (uint32_t)at;
        at += len;
    }
    if (n > w->count)
        r->last_class = 0;
    w->counts = counts;
    w->scripts = scripts;
    w->count = n;
    r->at = at;
}

/* A letter or digit whose folded and bare forms are known. False if the word ends before it. */
static bool simple_character(word_reader *r, uint32_t cp, const unicode_near_record *letter)
{
    raw_word *w = &r->word;
    if (letter->scripts & ~w->scripts) {
        if (!may_follow(w, letter->scripts))
            return false;
        w->scripts |= letter->scripts & ~UNICODE_DIGIT;
    }
    w->counts += letter->counts;
    w->folded[w->count] = letter->folded;
    w->bare[w->count] = letter->bare;
    w->at[w->count] = (uint32_t)r->at;
    w->cps[w->count++] = cp;
    return true;
}

/* One character of a word; false if the word ends before it. */
static bool one_character(word_reader *r, bool *repaired)
{
    size_t after = r->at;
    uint32_t cp = utf8_next(r->raw, &after, repaired);
    bool goes_on;
    if (cp < UNICODE_NEAR && unicode_near[cp].folded) {
        r->last_class = 0;
        goes_on = simple_character(r, cp, &unicode_near[cp]);
    } else {
        const unicode_record *u = unicode_of(cp);
        if ((u->flags & (UNICODE_PLAIN | UNICODE_MAY_COMPOSE)) == UNICODE_PLAIN &&
            (u->combining_class == 0 || u->combining_class >= r->last_class)) {
            unicode_near_record plain = {cp, cp, u->class == CLASS_LETTER ? 1u << u->script & ~1u : 0,
                                         unicode_counts(u)};
            r->last_class = u->combining_class;
            goes_on = simple_character(r, cp, &plain);
        } else {
            goes_on = odd_character(r, cp, after);
        }
    }
    if (goes_on)
        r->at = after;
    return goes_on;
}

static void full_word(word_reader *r)
{
    raw_word *w = &r->word;
    bool repaired = false;
    w->marks = r->around;
    w->ascii = false;
    w->simple = true;
    w->skipped = false;
    w->lost_count = 0;
    w->count = 0;
    w->scripts = w->counts = 0;
    w->start = (uint32_t)r->at;
    r->last_class = 0;
    do
        near_letters(r);
    while (r->at < r->raw.len && w->count < WORD_CPS_MAX && one_character(r, &repaired));
    finish_word(r, repaired);
}

void word_reader_pass(word_reader *r, size_t end)
{
    r->at = end;
    r->any = true;
    r->around = (uint16_t)((r->around & ~TEXT_AFTER_COMMA) | TEXT_JOINED_BEFORE);
}

bool word_reader_next(word_reader *r)
{
    if (!word_reader_skip(r))
        return false;
    if ((unsigned char)r->raw.data[r->at] >= 0x80 || !ascii_word(r))
        full_word(r);
    word_reader_pass(r, r->at);
    return true;
}

bool word_reader_is_whole(const raw_word *w)
{
    return !w->ascii && w->simple && !w->skipped && w->lost_count == 0 && !(w->marks & TEXT_REPAIRED) &&
           w->counts < UNICODE_COUNT_DIGIT;
}

void word_reader_cut(word_reader *r, size_t count)
{
    raw_word *w = &r->word;
    if (count == 0 || count >= w->count)
        return;
    w->count = count;
    w->end = w->at[count];
    r->at = w->end;
    w->marks &= (uint16_t)~TEXT_WITH_DOT;
    w->scripts = 0;
    for (size_t i = 0; i < count; i++) {
        const unicode_record *u = unicode_of(w->cps[i]);
        if (u->class == CLASS_LETTER && u->script != SCRIPT_COMMON)
            w->scripts |= 1u << u->script;
    }
}
