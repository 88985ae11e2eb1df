/* Ethiopic: a sign is a consonant with one of seven vowels. That of the sixth order is weak: between
 * consonants it is heard where they could not be spoken otherwise, and names are written as they are heard.
 */
#include "text/spell.h"

/* What is written for the vowels of the first and the sixth order; tools/tables/alphabets.py has them. */
enum { SCHEME_E_I, SCHEME_A_NONE, SCHEME_A_E, SCHEME_E_NONE, SCHEME_A_I, SCHEME_USUAL };

#define FIRST  0x1200u
#define END    0x135Bu
#define SIXTH  5u /* of the eight signs of a consonant */
#define ALEF_6 0x12A5u
#define AYN_6  0x12D5u

static bool is_weak(uint32_t cp)
{
    return cp - FIRST < END - FIRST && (cp & 7) == SIXTH && cp != ALEF_6 && cp != AYN_6;
}

/* A weak vowel is written at the start of a word, and in the midst of it behind a consonant that had none. */
static void spell_as_heard(speller *s, unsigned with, unsigned without)
{
    char *to = s->start;
    bool silent = false;
    for (size_t i = 0; i < s->count; i++) {
        bool weak = is_weak(s->cps[i]), last = i + 1 == s->count;
        silent = weak && i > 0 && (last || !silent);
        to = put_letter(to, s->cps[i], silent ? without : with);
    }
    spell_end(s, to);
}

void spell_ethiopic(speller *s)
{
    spell_as_heard(s, SCHEME_USUAL, SCHEME_E_NONE);
    spell_by_letter(s, SCHEME_E_I);
    spell_as_heard(s, SCHEME_A_I, SCHEME_A_NONE);
    for (unsigned scheme = SCHEME_A_NONE; scheme <= SCHEME_A_E; scheme++)
        spell_by_letter(s, scheme);
}
