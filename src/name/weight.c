#include "name/tokens.h"

#include "name/eastern.h"
#include "name/ideograph.h"
#include "name/parameters.h"

enum { LONG_NUMBER = 1000, SYLLABLE_LEN = 4, MONOSYLLABLE_LEN = 6, FOREIGN_LEN = 9 };

static bool is_code(const token *t)
{
    bool digit = false, letter = false;
    for (size_t i = 0; i < t->text.len; i++) {
        bool d = t->text.data[i] >= '0' && t->text.data[i] <= '9';
        digit = digit || d;
        letter = letter || !d;
    }
    return digit && letter;
}

static token_role role_in_person(const token *t)
{
    const lexicon_word *w = t->word;
    if (t->number >= 0 && (t->flags & TOKEN_FIGURES))
        return ROLE_NUMBER;
    if (token_is_known_by_sound(t))
        return ROLE_NAME;
    if (w && (w->flags & LEXICON_PARTICLE_PERSON))
        return lexicon_is_kin(w) ? ROLE_KIN : ROLE_PARTICLE;
    if (t->flags & TOKEN_SINGLE)
        return ROLE_INITIAL;
    if (!w || w->person_level > 2 || w->variants[0])
        return ROLE_NAME;
    if ((w->flags & LEXICON_CONTEXT) && t->text.len > 2)
        return ROLE_CONTEXT;
    if (w->flags & LEXICON_HONORIFIC)
        return ROLE_TITLE;
    if (w->form && w->person_level == 0 && t->text.len > 2)
        return ROLE_FORM;
    return ROLE_NAME;
}

static token_role role_in_organisation(const token *t, bool object)
{
    const lexicon_word *w = token_is_known_by_sound(t) ? NULL : t->word;
    if (t->number >= 0 || t->roman > 1 || (t->roman == 1 && object))
        return ROLE_NUMBER;
    if (object && w && (w->flags & (LEXICON_VESSEL | LEXICON_CONTEXT)))
        return ROLE_CONTEXT;
    if (!object && (t->flags & TOKEN_FORM_PART))
        return ROLE_FORM;
    if (w && w->form)
        return object ? ROLE_NAME : ROLE_FORM;
    if (!object && lexicon_is_named_after(w))
        return ROLE_NAMED;
    if (w && (w->flags & LEXICON_STOP))
        return ROLE_STOP;
    if (t->flags & TOKEN_SINGLE)
        return ROLE_INITIAL;
    if (!w)
        return is_code(t) ? ROLE_NUMBER : ROLE_NAME;
    if (w->flags & LEXICON_PLACE)
        return object ? ROLE_NAME : ROLE_PLACE;
    if (w->meaning && !object && !(w->flags & LEXICON_TERM))
        return ROLE_WORD;
    if (w->flags & LEXICON_PARTICLE_ORGANISATION)
        return ROLE_PARTICLE;
    if (w->flags & LEXICON_CONTEXT)
        return ROLE_CONTEXT;
    return w->organisation_level >= 4 && !object ? ROLE_WORD : ROLE_NAME;
}

token_role token_get_role(const token *t, match_kind kind)
{
    if (t->flags & TOKEN_JOINED)
        return ROLE_NAME;
    return kind == KIND_PERSON ? role_in_person(t) : role_in_organisation(t, kind == KIND_OBJECT);
}

bool token_is_syllable(const token *t)
{
    return ideograph_is(t->script) && t->folded.len <= SYLLABLE_LEN;
}

bool token_is_known_by_sound(const token *t)
{
    return t->word && token_is_syllable(t) && !lexicon_is_written(t->word, t->folded);
}

/* True for a word like "yong", "liang" or "su": one run of vowels. */
static bool is_monosyllable(str s)
{
    int runs = 0;
    for (size_t i = 0; i < s.len; i++) {
        bool vowel = strchr("aeiou", s.data[i]) != NULL;
        runs += vowel && (i == 0 || !strchr("aeiou", s.data[i - 1]));
    }
    return runs == 1 && s.len <= MONOSYLLABLE_LEN;
}

token_syllable token_get_syllable(const token *t)
{
    if (t->script == SCRIPT_HAN && t->folded.len >= FOREIGN_LEN)
        return SYLLABLE_NONE; /* three characters or more write a foreign name by its sound */
    if (ideograph_is(t->script))
        return token_is_syllable(t) ? SYLLABLE_CHARACTER : SYLLABLE_CHARACTERS;
    return t->script == SCRIPT_LATIN && is_monosyllable(t->text) ? SYLLABLE_LATIN : SYLLABLE_NONE;
}

token_knowledge token_get_knowledge(const token *t)
{
    if (!t->word || token_is_known_by_sound(t))
        return KNOWLEDGE_NONE;
    return t->word->meaning && !t->word->form && !(t->word->flags & LEXICON_PLACE) ? KNOWLEDGE_DESCRIBES
                                                                                   : KNOWLEDGE_SOME;
}

uint8_t token_get_trait(const token *t, match_kind kind)
{
    if (kind != KIND_PERSON)
        return (uint8_t)(token_get_knowledge(t) |
                         (t->script == SCRIPT_CYRILLIC || t->script == SCRIPT_GREEK ? TRAIT_ALPHABET : 0));
    return (uint8_t)(eastern_traits(t) | (lexicon_is_borne(t->word) ? TRAIT_BORNE : 0u));
}

static token_weight name_weight(const token *t, match_kind kind)
{
    unsigned level = 0;
    if (t->word)
        level = kind == KIND_PERSON         ? t->word->person_level
                : kind == KIND_ORGANISATION ? t->word->organisation_level
                                            : t->word->organisation_level / 2u;
    int information = WEIGHT_RARE - WEIGHT_STEP * (int)level;
    int contrast = WEIGHT_CONTRAST;
    size_t len = t->text.len;
    if (kind == KIND_PERSON && token_is_syllable(t))
        return (token_weight){WEIGHT_SYLLABLE, WEIGHT_CONTRAST};
    if (len <= 4) {
        static const int16_t part[] = {0, 40, 50, 68, 84};
        information = information * part[len] / 100;
        contrast = len <= 2 ? WEIGHT_CONTRAST_SHORT : contrast;
    }
    return (token_weight){(int16_t)information, (int16_t)contrast};
}

token_weight token_get_weight(const token *t, match_kind kind)
{
    switch (token_get_role(t, kind)) {
    case ROLE_PARTICLE:
        return kind == KIND_OBJECT ? WEIGHT_OF_PARTICLE_OBJECT : WEIGHT_OF_PARTICLE;
    case ROLE_KIN:
        return WEIGHT_OF_PARTICLE;
    case ROLE_TITLE:
        return WEIGHT_OF_TITLE;
    case ROLE_FORM:
        return WEIGHT_OF_FORM;
    case ROLE_STOP:
    case ROLE_NAMED:
        return WEIGHT_OF_STOP;
    case ROLE_NUMBER:
        if (kind != KIND_PERSON && t->number < 0 && t->roman == 0)
            return WEIGHT_OF_CODE;
        if (kind == KIND_ORGANISATION &&
            t->number >= LONG_NUMBER) /* rather a reference than part of a name */
            return WEIGHT_OF_LONG_NUMBER;
        return kind == KIND_PERSON   ? WEIGHT_OF_NUMBER_PERSON
               : kind == KIND_OBJECT ? WEIGHT_OF_NUMBER_OBJECT
                                     : WEIGHT_OF_NUMBER;
    case ROLE_INITIAL:
        return kind == KIND_OBJECT ? WEIGHT_OF_INITIAL_OBJECT : WEIGHT_OF_INITIAL;
    case ROLE_PLACE:
        return WEIGHT_OF_PLACE;
    case ROLE_CONTEXT:
        return WEIGHT_OF_CONTEXT;
    case ROLE_WORD: {
        if (t->word && (t->word->flags & LEXICON_BODY))
            return WEIGHT_OF_BODY;
        int level = t->word ? t->word->organisation_level : 0;
        return (token_weight){(int16_t)(WORD_RARE - WORD_STEP * level),
                              (int16_t)(WORD_CONTRAST - WORD_CONTRAST_STEP * level)};
    }
    default:
        return name_weight(t, kind);
    }
}
