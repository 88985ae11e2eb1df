#include "name/lexicon.h"

#include "name/tables/lexicon.inc"

static uint32_t hash_of(str word)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)word.data[i]) * 16777619u;
    return h ^ h >> 15;
}

const lexicon_word *lexicon_find(str word)
{
    for (uint32_t at = hash_of(word);; at++) {
        uint16_t slot = LEXICON_SLOTS[at & (LEXICON_SLOT_COUNT - 1)];
        if (slot == 0)
            return NULL;
        const lexicon_word *w = &LEXICON_WORDS[slot - 1];
        if (lexicon_is_written(w, word))
            return w;
    }
}

bool lexicon_is_written(const lexicon_word *entry, str word)
{
    return entry->len == word.len && memcmp(LEXICON_TEXT + entry->offset, word.data, word.len) == 0;
}

uint32_t lexicon_number(const lexicon_word *word)
{
    return (uint32_t)(word - LEXICON_WORDS);
}

const lexicon_word *lexicon_at(uint32_t number)
{
    return number < sizeof LEXICON_WORDS / sizeof *LEXICON_WORDS ? &LEXICON_WORDS[number] : NULL;
}

str lexicon_text(const lexicon_word *word)
{
    return str_make(LEXICON_TEXT + word->offset, word->len);
}

int lexicon_roman(str word)
{
    static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    size_t tens = 0;
    while (tens < word.len && tens < 3 && word.data[tens] == 'x')
        tens++;
    str rest = str_make(word.data + tens, word.len - tens);
    for (int i = 0; i < 10; i++)
        if (str_is(rest, ones[i]))
            return (int)tens * 10 + i;
    return 0;
}

form_kind lexicon_form_kind(const lexicon_word *word)
{
    if (!word || !word->generic)
        return FORM_NONE;
    bool business = word->generic != LEXICON_GENERIC_NGO && word->generic != LEXICON_GENERIC_REL;
    return business ? FORM_BUSINESS : FORM_NON_PROFIT;
}

bool lexicon_is_borne(const lexicon_word *word)
{
    return word && (word->flags & LEXICON_HONORIFIC) && word->filler && word->filler <= LEXICON_FILLER_BORNE;
}

bool lexicon_is_kin(const lexicon_word *word)
{
    return word && word->filler == LEXICON_FILLER_KIN;
}

bool lexicon_is_named_after(const lexicon_word *word)
{
    return word && word->meaning == LEXICON_MEANING_NAMED;
}

static bool share(const uint16_t *a, const uint16_t *b, int count)
{
    for (int i = 0; i < count && a[i]; i++)
        for (int j = 0; j < count && b[j]; j++)
            if (a[i] == b[j])
                return true;
    return false;
}

bool lexicon_variant(const lexicon_word *a, const lexicon_word *b)
{
    return a && b && share(a->variants, b->variants, LEXICON_VARIANTS);
}

bool lexicon_nickname(const lexicon_word *a, const lexicon_word *b)
{
    return a && b && share(a->nicknames, b->nicknames, LEXICON_NICKNAMES);
}
