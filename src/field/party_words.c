#include "field/party_words.h"

#include "field/tables/party_words.inc"

enum { KEY_CAP = 96 };

_Static_assert(CLASS_JOIN == (int)PARTY_JOIN && CLASS_LINK == (int)PARTY_LINK && CLASS_JOB == (int)PARTY_JOB,
               "the classes of the table");

static uint16_t classes_of(str key)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.data[i]) * 16777619u;
    h ^= h >> 15;
    for (;; h++) {
        uint16_t slot = PARTY_SLOTS[h & (PARTY_SLOT_COUNT - 1)];
        if (slot == 0)
            return 0;
        const party_word *w = &PARTY_WORDS[slot - 1];
        if (w->len == key.len && memcmp(PARTY_TEXT + w->offset, key.data, key.len) == 0)
            return w->classes;
    }
}

/* The word as the table has it: Latin words in ASCII, others in their own script. */
static str key_of(const text_word *w)
{
    bool latin = w->script == SCRIPT_LATIN || w->script == SCRIPT_COMMON;
    return latin && w->spelling_count ? w->spellings[0] : w->folded;
}

static bool has_figure(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] >= '0' && s.data[i] <= '9')
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* A slash or dash parts two names only where it does not stand inside a word: "A / B", "SMITH/JONES". */
static party_gap gap_before(const party_reader *r, size_t at)
{
    const text_word *words = r->text->words;
    uint32_t from = at ? words[at - 1].end : 0, to = words[at].start;
    party_gap gap = GAP_NONE;
    for (uint32_t i = from; i < to && i < r->raw.len; i++) {
        char c = r->raw.data[i];
        bool apart = i > from && is_blank(r->raw.data[i - 1]) && i + 1 < to && is_blank(r->raw.data[i + 1]);
        bool long_words = at && words[at - 1].folded.len > 2 && words[at].folded.len > 2;
        if (c == ';' || c == '|' || c == '\n' || (c == '/' && (apart || long_words)) ||
            ((c == '-' || c == '+' || c == '\\') && apart))
            return GAP_PARTED;
        if (c == '(' || c == ')' || c == '[' || c == ']')
            gap = GAP_BRACKET;
        else if (c == ',' && gap == GAP_NONE)
            gap = GAP_COMMA;
    }
    return at ? gap : GAP_NONE;
}

/* The longest phrase of the table at the word; its length in words, 0 if none. */
static size_t phrase_at(const party_reader *r, size_t at, uint16_t *classes)
{
    char key[KEY_CAP];
    size_t len = 0, best = 0;
    for (size_t i = at; i < r->count && i < at + PARTY_PHRASE_WORDS; i++) {
        str word = key_of(&r->text->words[i]);
        if (word.len + len + 1 > sizeof key || (i > at && r->gap[i] != GAP_NONE && word.len > 2))
            break;
        if (i > at)
            key[len++] = ' ';
        memcpy(key + len, word.data, word.len);
        len += word.len;
        uint16_t found = classes_of(str_make(key, len));
        if (found & ~PARTY_PHRASE_START) {
            best = i + 1 - at;
            *classes = found & (uint16_t)~PARTY_PHRASE_START;
        }
        if (i == at && !(found & PARTY_PHRASE_START))
            break;
    }
    return best;
}

void party_words_read(const text_name *text, str raw, party_reader *r)
{
    r->text = text;
    r->raw = raw;
    r->count = text->word_count < PARTY_READ_WORDS ? text->word_count : PARTY_READ_WORDS;
    r->any = false;
    for (size_t i = 0; i < r->count; i++) {
        r->gap[i] = (uint8_t)gap_before(r, i);
        r->number[i] = has_figure(text->words[i].folded);
        r->any = r->any || r->gap[i] == GAP_PARTED || r->gap[i] == GAP_BRACKET || r->number[i];
    }
    for (size_t i = 0; i < r->count;) {
        uint16_t classes = 0;
        size_t len = phrase_at(r, i, &classes), whole = len ? len : 1;
        for (size_t j = i; j < i + whole; j++) {
            r->classes[j] = classes;
            r->first[j] = (uint8_t)i;
            r->end[j] = (uint8_t)(i + whole);
        }
        r->any = r->any || classes;
        i += whole;
    }
}
