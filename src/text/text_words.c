#include "text/text.h"

#include "text/encoded_twice.h"
#include "text/lost_letters.h"
#include "base/error.h"
#include "base/limits.h"
#include "text/plain.h"
#include "text/reader.h"
#include "text/recall.h"
#include "text/repair.h"
#include "text/segment.h"
#include "text/spell.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

#define LOST_SHARE 3                   /* a word that lost one letter in so many cannot be compared */
#define OUT_SIZE   ((size_t)128 << 10) /* all spellings of one name, and room for an ASCII word behind them */
#define NORM_MAX   (WORD_CPS_MAX * 4)

_Static_assert(NORM_MAX <= SPELL_LETTERS_MAX, "a word fits the writers of spellings");
_Static_assert(NORM_MAX * 9 + 8 < SPELL_SLACK && RECALL_ROOM < SPELL_SLACK,
               "what is written fits behind the room");

struct text_scratch {
    text_name name;
    text_word words[TEXT_WORDS_MAX];
    word_reader reader;
    segment_state segment;
    uint32_t norm[NORM_MAX];
    uint32_t bare[NORM_MAX];
    char out[OUT_SIZE + SPELL_SLACK];
    size_t out_len;
    bool language_known; /* and has_latin */
    bool has_latin;
    uint8_t language;
    str raw;
    char undone[LIMIT_NAME_LEN]; /* what was encoded twice */
    recall_memory memory;
};

itd_status text_scratch_new(text_scratch **out, itd_error *error)
{
    *out = calloc(1, sizeof **out);
    return *out ? ITD_OK : error_memory(error);
}

void text_scratch_free(text_scratch *t)
{
    free(t);
}

static uint8_t word_script(const raw_word *w)
{
    for (uint8_t s = SCRIPT_LATIN; s < SCRIPT_COUNT; s++)
        if (w->scripts >> s & 1)
            return s;
    return SCRIPT_COMMON;
}

/* Keeps letters, digits and marks: compatibility characters may bring brackets and blanks along. */
static size_t letters_only(uint32_t *cps, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t class = unicode_of(cps[i])->class;
        if (class == CLASS_LETTER || class == CLASS_DIGIT || class == CLASS_MARK)
            cps[n++] = cps[i];
    }
    return n;
}

/* A word folded: with its marks, and the bare letters. */
typedef struct folded_word {
    const uint32_t *norm, *bare;
    size_t norm_count, bare_count;
} folded_word;

static void fold_word(const raw_word *w, uint32_t *norm, uint32_t *bare, folded_word *f)
{
    if (w->simple) {
        *f = (folded_word){w->folded, w->bare, w->count, w->count};
        return;
    }
    f->norm = norm;
    f->bare = bare;
    f->norm_count = letters_only(norm, unicode_fold(w->cps, w->count, norm, NORM_MAX));
    f->bare_count = unicode_bare(norm, f->norm_count, bare, NORM_MAX);
}

static void digits_for_letters(speller *s)
{
    char letters[32];
    str first = s->word->spellings[0];
    for (int variant = 0; variant < 2; variant++)
        if (repair_digits(first, variant, letters) &&
            spell_end(s, put_str(s->start, str_make(letters, first.len))) >= 0)
            s->word->marks |= TEXT_REPAIRED;
}

/* The fast path: the reader has written the word in lower case where it stays; folded form and first spelling
 * are the same bytes. */
static void put_ascii(text_scratch *t, text_word *word)
{
    size_t len = t->reader.word.count;
    word->folded = word->spellings[0] = str_make(t->out + t->out_len, len);
    word->spelling_count = 1;
    t->out_len += len;
}

/* A word of look-alikes alone in a Latin name: how it looks is a spelling too, of a single letter the first.
 */
static void spell_look_alike(text_scratch *t, speller *s)
{
    char latin[WORD_CPS_MAX];
    uint8_t script = s->word->script;
    if ((script != SCRIPT_CYRILLIC && script != SCRIPT_GREEK) || !t->has_latin)
        return;
    size_t len = repair_look_alike(&t->reader.word, latin);
    if (len == 0)
        return;
    if (len > 1 && script == SCRIPT_CYRILLIC)
        spell_cyrillic_first(s);
    if (spell_end(s, put_str(s->start, str_make(latin, len))) >= 0)
        s->word->marks |= TEXT_REPAIRED;
}

/* Vowels, and consonants that often carry marks, in place of the letters that became question marks; then the
 * other letters, the most frequent first. */
static void spell_lost_letters(const raw_word *w, speller *s, text_signs signs)
{
    static const char *const sets[TEXT_SIGNS_COUNT] = {"eaoiusc", "", "eaoiusc", "rnltmdk", "pbvgzfh"};
    const char *fillers = sets[signs];
    if (w->lost_count == 0 || w->count != s->count || s->word->script > SCRIPT_GREEK)
        return;
    if (s->word->spelling_count == 0)
        spell_by_letter(s, 0);
    for (size_t f = 0; fillers[f]; f++) {
        size_t lost = 0;
        char *to = s->start;
        for (size_t i = 0; i <= s->count; i++) {
            for (; lost < w->lost_count && w->lost_at[lost] == i; lost++)
                to = put_char(to, fillers[f]);
            if (i < s->count)
                to = put_letter(to, s->cps[i], 0);
        }
        spell_end(s, to);
    }
}

/* Writes the bare letters in UTF-8. */
static void put_folded(text_scratch *t, text_word *word, const folded_word *f)
{
    char *start = t->out + t->out_len;
    word->folded = str_make(start, (size_t)(utf8_put_all(start, f->bare, f->bare_count) - start));
    t->out_len += word->folded.len;
}

/* Spellings of these scripts depend on the language of the name and on Latin letters in it. */
static bool depends_on_whole(uint8_t script)
{
    return script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARABIC;
}

static void look_at_whole(text_scratch *t)
{
    if (t->language_known)
        return;
    t->language = (uint8_t)spell_language(t->raw);
    t->has_latin = repair_has_latin(t->raw);
    t->language_known = true;
}

static bool put_any(text_scratch *t, text_word *word)
{
    const raw_word *w = &t->reader.word;
    folded_word f;
    fold_word(w, t->norm, t->bare, &f);
    if (f.bare_count == 0)
        return true;
    if (OUT_SIZE - t->out_len < f.bare_count * 4)
        return false;
    put_folded(t, word, &f);
    speller s;
    spell_begin(&s, word, t->out + t->out_len, t->out + OUT_SIZE);
    if (depends_on_whole(word->script)) {
        look_at_whole(t);
        s.language = t->language;
    }
    s.cps = f.norm;
    s.count = f.norm_count;
    s.bare = f.bare;
    s.bare_count = f.bare_count;
    s.paired = w->simple;
    spell_look_alike(t, &s);
    text_signs signs = (text_signs)t->reader.signs;
    if (signs >= TEXT_SIGNS_LOST) /* before the word has as many spellings as there is room for */
        spell_lost_letters(w, &s, signs);
    spell_word(&s);
    if (signs == TEXT_SIGNS_USUAL && word->script == SCRIPT_LATIN)
        spell_lost_letters(w, &s, signs);
    if (word->spelling_count == 0) {
        word->spellings[0] = word->folded;
        word->spelling_count = 1;
    }
    t->out_len = (size_t)(s.start - t->out);
    return !s.full;
}

static void read_digits(text_scratch *t, text_word *word)
{
    speller s;
    spell_begin(&s, word, t->out + t->out_len, t->out + OUT_SIZE);
    digits_for_letters(&s);
    t->out_len = (size_t)(s.start - t->out);
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] <= '9' && s.data[i] >= '0')
            return true;
    return false;
}

static bool put_word(text_scratch *t)
{
    raw_word *w = &t->reader.word;
    text_word *word = &t->words[t->name.word_count];
    word->spelling_count = 0;
    if (w->ascii) {
        word->script = w->scripts ? SCRIPT_LATIN : SCRIPT_COMMON;
        word->marks = w->marks;
        put_ascii(t, word);
        if (w->digits && w->scripts)
            read_digits(t, word);
    } else {
        repair_mixed(&t->reader);
        segment_word(&t->reader, &t->segment);
        word->script = word_script(w);
        word->marks = w->marks;
        if (!put_any(t, word))
            return false;
        if (word->spelling_count && word->script == SCRIPT_LATIN && has_digit(word->spellings[0]))
            read_digits(t, word);
    }
    word->start = w->start;
    word->end = w->end;
    t->reader.lower = t->out + t->out_len;
    t->name.word_count += word->spelling_count ? 1 : 0;
    return OUT_SIZE - t->out_len >= WORD_CPS_MAX;
}

static void read_plain_words(text_scratch *t)
{
    size_t room = (OUT_SIZE - t->out_len) / WORD_CPS_MAX, left = TEXT_WORDS_MAX - t->name.word_count;
    if (room < 2)
        return;
    t->name.word_count +=
        plain_words(&t->reader, t->words + t->name.word_count, left < room - 1 ? left : room - 1);
    t->out_len = (size_t)(t->reader.lower - t->out);
}

/* A token whose words are being made, to be kept when the last of them is there. */
typedef struct learned_token {
    recall_token token;
    uint8_t context;
    bool open;
    size_t first, end; /* word, and byte behind the token */
} learned_token;

/* What words with such a first byte depend on beside their letters: 0 if it is nothing. */
static uint8_t context_of(text_scratch *t, char first)
{
    unsigned char c = (unsigned char)first;
    if (c < 0xCD || c >= 0xDC) /* U+0340 to U+06FF */
        return 0;
    look_at_whole(t);
    return (uint8_t)(1 + t->language * 2 + t->has_latin);
}

/* True if the next words were known. */
static bool read_known_words(text_scratch *t, learned_token *l)
{
    l->open = false;
    if (TEXT_WORDS_MAX - t->name.word_count < RECALL_WORDS ||
        OUT_SIZE - t->out_len < RECALL_ROOM + WORD_CPS_MAX ||
        !recall_find_token(&t->memory, &t->reader, &l->token))
        return false;
    size_t used, start = t->reader.at;
    l->context = context_of(t, t->raw.data[start]);
    size_t count = recall_words(&t->memory, &l->token, l->context, &t->reader, t->words + t->name.word_count,
                                t->out + t->out_len, &used);
    if (count == 0) {
        l->open = true;
        l->first = t->name.word_count;
        l->end = start + l->token.raw.len;
        return false;
    }
    for (size_t i = 0; i < count; i++)
        segment_done(&t->segment, t->words[t->name.word_count++].script);
    t->out_len += used;
    t->reader.lower = t->out + t->out_len;
    return true;
}

/* True if the words of the token are all that it is so far, and nothing but its bytes made them. */
static bool is_learnable(const text_scratch *t, const learned_token *l)
{
    size_t count = t->name.word_count - l->first;
    if (count == 0 || count > RECALL_WORDS || !word_reader_is_whole(&t->reader.word))
        return false;
    const text_word *last = &t->words[t->name.word_count - 1];
    uint32_t start = count == 1 ? l->token.start : last[-1].end;
    return last->start == start && last->end <= l->end && last->spellings[0].data != last->folded.data &&
           (l->context || !depends_on_whole(last->script));
}

/* After each word of a token that was not known. */
static void learn(text_scratch *t, learned_token *l)
{
    l->open = is_learnable(t, l);
    if (l->open && t->words[t->name.word_count - 1].end == l->end) {
        recall_keep(&t->memory, &l->token, l->context, t->words + l->first, t->name.word_count - l->first);
        l->open = false;
    }
}

/* All words; false if some have no room. */
static bool read_words(text_scratch *t)
{
    learned_token learned = {.open = false};
    bool usual = t->reader.signs == TEXT_SIGNS_USUAL;
    while (true) {
        if (!learned.open)
            read_plain_words(t);
        if (!word_reader_skip(&t->reader))
            return true;
        if (!learned.open && usual && read_known_words(t, &learned))
            continue;
        word_reader_next(&t->reader);
        if (t->name.word_count == TEXT_WORDS_MAX || !put_word(t))
            return false;
        if (learned.open)
            learn(t, &learned);
    }
}

const text_name *text_last(const text_scratch *t)
{
    return &t->name;
}

/* Alphabets with a letter for each sound have their Latin letters in the table (Thaana, N'Ko, Tifinagh). What
 * is left of the other scripts is written without vowels, by syllables that lack sounds, or not as it is
 * spoken. */
static bool is_read(str folded)
{
    const unsigned char *c = (const unsigned char *)folded.data;
    return folded.len > 2 && (c[0] == 0xDE || c[0] == 0xDF || (c[0] == 0xE2 && c[1] >= 0xB4 && c[1] <= 0xB5));
}

static bool any_unread(const text_name *n)
{
    for (size_t i = 0; i < n->word_count; i++) {
        const text_word *w = &n->words[i];
        if ((w->script == SCRIPT_OTHER && !is_read(w->folded)) ||
            (unsigned char)w->spellings[0].data[0] >= 0x80)
            return true;
    }
    return false;
}

static const text_name *analyse(text_scratch *t, str raw, text_signs signs)
{
    t->name = (text_name){.words = t->words};
    t->out_len = 0;
    t->language_known = false;
    t->segment = (segment_state){0};
    if (raw.len > LIMIT_NAME_LEN) {
        size_t len = LIMIT_NAME_LEN;
        while (len > 0 && ((unsigned char)raw.data[len] & 0xC0) == 0x80 && LIMIT_NAME_LEN - len < 4)
            len--;
        raw.len = len;
        t->name.truncated = true;
    }
    t->raw = raw;
    word_reader_init(&t->reader, raw, t->out);
    t->reader.signs = (uint8_t)signs;
    if (!read_words(t))
        t->name.truncated = true;
    t->name.repaired = t->reader.repaired;
    t->name.unread = t->reader.unread || any_unread(&t->name);
    return &t->name;
}

const text_name *text_analyse_signs(text_scratch *t, str raw, text_signs signs)
{
    size_t len = encoded_twice_undo(raw, t->undone, sizeof t->undone);
    (void)analyse(t, len ? str_make(t->undone, len) : raw, signs);
    t->name.lost = lost_letters_are_many(t->raw);
    return &t->name;
}

const text_name *text_analyse(text_scratch *t, str raw)
{
    return text_analyse_signs(t, raw, TEXT_SIGNS_USUAL);
}

const text_name *text_analyse_as_is(text_scratch *t, str raw)
{
    return analyse(t, raw, TEXT_SIGNS_USUAL);
}

void text_fold(str raw, buf *out)
{
    word_reader reader;
    uint32_t norm[NORM_MAX], bare[NORM_MAX];
    char lower[WORD_CPS_MAX];
    bool first = true;
    word_reader_init(&reader, raw, lower);
    while (word_reader_next(&reader)) {
        const raw_word *w = &reader.word;
        if (!first)
            buf_putc(out, ' ');
        first = false;
        if (w->ascii) {
            buf_append(out, lower, w->count);
            continue;
        }
        repair_mixed(&reader);
        folded_word f;
        fold_word(w, norm, bare, &f);
        for (size_t i = 0; i < f.bare_count; i++) {
            char bytes[4];
            buf_append(out, bytes, utf8_put(bytes, f.bare[i]));
        }
    }
}

text_script text_main_script(str raw)
{
    size_t counts[SCRIPT_COUNT] = {0}, at = 0;
    bool ignored = false;
    while (at < raw.len) {
        const unicode_record *u = unicode_of(utf8_next(raw, &at, &ignored));
        if (u->class == CLASS_LETTER)
            counts[u->script]++;
    }
    text_script best = SCRIPT_COMMON;
    for (int s = SCRIPT_LATIN; s < SCRIPT_COUNT; s++)
        if (counts[s] > (best == SCRIPT_COMMON ? 0 : counts[best]))
            best = (text_script)s;
    return best;
}
