#include "text/spell.h"

#include "text/script_words.h"

#include "text/tables/roman.inc"

#include <string.h>

void spell_puts(speller *s, const char *text)
{
    for (; *text; text++)
        spell_putc(s, *text);
}

void spell_str(speller *s, str text)
{
    for (size_t i = 0; i < text.len; i++)
        spell_putc(s, text.data[i]);
}

int spell_end(speller *s)
{
    text_word *w = s->word;
    str made = str_make(s->out + s->start, s->len - s->start);
    bool drop = s->full || made.len == 0 || w->spelling_count >= TEXT_SPELLINGS_MAX;
    for (size_t i = 0; i < w->spelling_count && !drop; i++)
        drop = str_equal(w->spellings[i], made);
    if (drop) {
        s->len = s->start;
        return -1;
    }
    w->spellings[w->spelling_count] = made;
    s->start = s->len;
    return w->spelling_count++;
}

const char *roman_of(uint32_t cp, unsigned scheme)
{
    if (cp >= ROMAN_LIMIT)
        return NULL;
    size_t offset = roman_second[(size_t)roman_first[cp >> ROMAN_SHIFT] << ROMAN_SHIFT |
                                 (cp & ((1u << ROMAN_SHIFT) - 1))];
    if (offset == 0)
        return NULL;
    unsigned count = (unsigned char)roman_pool[offset];
    const char *text = roman_pool + offset + 1;
    for (unsigned i = 0; i < scheme && i + 1 < count; i++)
        text += strlen(text) + 1;
    return text;
}

void spell_roman(speller *s, const char *roman)
{
    for (; roman && *roman; roman++) {
        if (*roman == 'A')
            spell_putc(s, 'a');
        else if ((*roman >= 'a' && *roman <= 'z') || (*roman >= '0' && *roman <= '9'))
            spell_putc(s, *roman);
    }
}

void spell_by_letter(speller *s, unsigned scheme)
{
    for (size_t i = 0; i < s->count; i++)
        spell_letter(s, s->cps[i], scheme);
}

void spell_latin(speller *s)
{
    for (unsigned scheme = 0; scheme < 3; scheme++) {
        spell_by_letter(s, scheme);
        spell_end(s);
    }
}

typedef void spell_function(speller *s);

static void spell_plain(speller *s)
{
    for (unsigned scheme = 0; scheme < 2; scheme++) {
        spell_by_letter(s, scheme);
        spell_end(s);
    }
}

static spell_function *const by_script[SCRIPT_COUNT] = {
    [SCRIPT_COMMON] = spell_plain,
    [SCRIPT_LATIN] = spell_latin,
    [SCRIPT_CYRILLIC] = spell_cyrillic,
    [SCRIPT_GREEK] = spell_greek,
    [SCRIPT_ARABIC] = spell_arabic,
    [SCRIPT_HEBREW] = spell_hebrew,
    [SCRIPT_ARMENIAN] = spell_armenian,
    [SCRIPT_GEORGIAN] = spell_plain,
    [SCRIPT_HAN] = spell_han,
    [SCRIPT_HANGUL] = spell_hangul,
    [SCRIPT_KANA] = spell_kana,
    [SCRIPT_THAI] = spell_thai,
    [SCRIPT_DEVANAGARI] = spell_syllabic,
    [SCRIPT_BENGALI] = spell_syllabic,
    [SCRIPT_GURMUKHI] = spell_syllabic,
    [SCRIPT_GUJARATI] = spell_syllabic,
    [SCRIPT_ORIYA] = spell_syllabic,
    [SCRIPT_TAMIL] = spell_syllabic,
    [SCRIPT_TELUGU] = spell_syllabic,
    [SCRIPT_KANNADA] = spell_syllabic,
    [SCRIPT_MALAYALAM] = spell_syllabic,
    [SCRIPT_SINHALA] = spell_syllabic,
    [SCRIPT_ETHIOPIC] = spell_ethiopic,
    [SCRIPT_KHMER] = spell_syllabic,
    [SCRIPT_MYANMAR] = spell_syllabic,
    [SCRIPT_LAO] = spell_thai,
    [SCRIPT_OTHER] = spell_plain,
};

#define MEANINGS_MAX 3 /* of a Cyrillic word, which has many spellings of its own */

static void spell_entry(speller *s, const script_word *entry, unsigned most)
{
    const char *spelling = entry->spellings;
    for (unsigned i = 0; i < entry->count && i < most; i++) {
        spell_puts(s, spelling);
        spell_end(s);
        spelling += strlen(spelling) + 1;
    }
}

/* The usual way to write a Cyrillic word comes before its meaning: lists print both. */
void spell_word(speller *s)
{
    script_word entry;
    uint8_t script = s->word->script;
    bool cyrillic = script == SCRIPT_CYRILLIC;
    if (script > SCRIPT_LATIN &&
        script_word_find(s->word->folded, cyrillic || script == SCRIPT_GREEK, &entry)) {
        if (cyrillic && entry.kind == SCRIPT_WORD_WORD)
            spell_cyrillic_first(s);
        spell_entry(s, &entry,
                    cyrillic && entry.kind == SCRIPT_WORD_WORD ? MEANINGS_MAX : TEXT_SPELLINGS_MAX);
        if (entry.count >= 3 && script == SCRIPT_ARABIC)
            return;
    }
    by_script[script](s);
}
