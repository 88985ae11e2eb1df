#include "text/spell.h"

#include "text/script_words.h"

#include "text/tables/roman.inc"

#include <string.h>

char *put_text(char *to, const char *text)
{
    while (*text)
        *to++ = *text++;
    return to;
}

char *put_str(char *to, str text)
{
    memcpy(to, text.data, text.len);
    return to + text.len;
}

static inline uint64_t eight_bytes(const void *at)
{
    uint64_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

/* Made of the length and the first sixteen bytes without a branch: all spellings of a name stand in one room
 * with slack behind it. Never 0. */
static inline uint64_t key_of(str spelling)
{
    static const uint8_t ones[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255};
    const uint8_t *mask = ones + 16 - (spelling.len < 16 ? spelling.len : 16);
    uint64_t low = eight_bytes(spelling.data) & eight_bytes(mask),
             high = eight_bytes(spelling.data + 8) & eight_bytes(mask + 8);
    return (low * 0x9E3779B97F4A7C15u + (high ^ spelling.len) * 0xC2B2AE3D27D4EB4Fu) | 1;
}

void spell_begin(speller *s, text_word *word, char *start, const char *end)
{
    s->word = word;
    s->start = start;
    s->end = end;
    s->full = false;
    s->language = LANGUAGE_UNKNOWN;
    memset(s->keys, 0, sizeof s->keys);
    for (size_t i = 0; i < word->spelling_count; i++)
        s->keys[i] = key_of(word->spellings[i]);
}

static bool is_there(const speller *s, uint64_t key, str made)
{
    bool alike = false;
    for (unsigned i = 0; i < TEXT_SPELLINGS_MAX; i++)
        alike |= s->keys[i] == key;
    for (unsigned i = 0; alike && i < s->word->spelling_count; i++)
        if (str_equal(s->word->spellings[i], made))
            return true;
    return false;
}

int spell_end(speller *s, char *to)
{
    text_word *w = s->word;
    size_t count = w->spelling_count;
    str made = str_make(s->start, (size_t)(to - s->start));
    s->full |= to > s->end;
    if (s->full || made.len == 0 || count >= TEXT_SPELLINGS_MAX)
        return -1;
    uint64_t key = key_of(made);
    if (is_there(s, key, made))
        return -1;
    s->keys[count] = key;
    w->spellings[count] = made;
    w->spelling_count = (uint8_t)(count + 1);
    s->start = to;
    return (int)count;
}

const roman *roman_of(uint32_t cp, unsigned scheme)
{
    if (cp >= ROMAN_LIMIT)
        return NULL;
    uint32_t entry = roman_second[(size_t)roman_first[cp >> ROMAN_SHIFT] << ROMAN_SHIFT |
                                  (cp & ((1u << ROMAN_SHIFT) - 1))];
    unsigned count = entry & 15;
    if (count == 0)
        return NULL;
    return &roman_values[(entry >> 4) + (scheme < count ? scheme : count - 1)];
}

char *put_letters(char *to, const roman *r)
{
    if (!r)
        return to;
    if (!(r->len & ROMAN_SIGNS))
        return put_roman(to, r);
    for (unsigned i = 0; i < (r->len & ~ROMAN_SIGNS); i++) {
        char c = r->text[i];
        if (c == 'A')
            *to++ = 'a';
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            *to++ = c;
    }
    return to;
}

void spell_by_letter(speller *s, unsigned scheme)
{
    const uint32_t *cps = s->cps, *end = cps + s->count;
    char *to = s->start;
    for (; cps < end && *cps < ROMAN_NEAR; cps++)
        to = put_roman(to, &roman_near[*cps][scheme]);
    for (; cps < end; cps++)
        to = put_letter(to, *cps, scheme);
    spell_end(s, to);
}

static void spell_by_schemes(speller *s, unsigned count)
{
    for (unsigned scheme = 0; scheme < count; scheme++)
        spell_by_letter(s, scheme);
}

/* The schemes that write some letter of the word otherwise than scheme 0. */
unsigned spell_schemes_that_differ(const speller *s)
{
    unsigned differ = 0;
    for (size_t i = 0; i < s->count; i++)
        differ |= s->cps[i] < ROMAN_NEAR ? roman_near_differs[s->cps[i]] : 0xFFu;
    return differ;
}

void spell_latin(speller *s)
{
    unsigned differ = spell_schemes_that_differ(s);
    for (unsigned scheme = 0; scheme < 3; scheme++)
        if (scheme == 0 || differ >> scheme & 1)
            spell_by_letter(s, scheme);
}

typedef void spell_function(speller *s);

static void spell_plain(speller *s)
{
    spell_by_schemes(s, 2);
}

/* Mandarin, Wade-Giles, Cantonese, Korean, and a foreign name. */
void spell_han(speller *s)
{
    spell_by_schemes(s, 4);
    spell_foreign_han(s);
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
    [SCRIPT_KHMER] = spell_khmer,
    [SCRIPT_MYANMAR] = spell_myanmar,
    [SCRIPT_LAO] = spell_thai,
    [SCRIPT_OTHER] = spell_plain,
};

#define MEANINGS_MAX 3 /* of a Cyrillic word, which has many spellings of its own */

static void spell_entry(speller *s, const script_word *entry, unsigned most)
{
    const char *spelling = entry->spellings;
    for (unsigned i = 0; i < entry->count && i < most; i++) {
        spell_end(s, put_text(s->start, spelling));
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
        script_word_find(s->bare, s->bare_count, cyrillic || script == SCRIPT_GREEK, &entry)) {
        if (cyrillic && entry.kind == SCRIPT_WORD_WORD)
            spell_cyrillic_first(s);
        spell_entry(s, &entry,
                    cyrillic && entry.kind == SCRIPT_WORD_WORD ? MEANINGS_MAX : TEXT_SPELLINGS_MAX);
        if (entry.count >= 3 && script == SCRIPT_ARABIC)
            return;
    }
    by_script[script](s);
}
