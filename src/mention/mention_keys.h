/* Keys by which a word of a text finds the listed words that it may stand for.
 *
 * Of its letters; of its consonants, the near ones of a class as one, which leaves the vowels open; of its
 * vowels and the classes of its consonants, which leaves the consonants open; and of its letters with each
 * one left out, which finds a wrong letter. Keys are finer than the skeleton of metric/phone.h: words that
 * differ in vowels and in consonants share none. Beside each key goes a sketch, of what must be nearly equal
 * in two words that the key brings together.
 *
 *     mention_sound sound = mention_sound_of(&phones);
 *     ... keys_by_consonants(&sound), keys_by_vowels(&sound) ...
 */
#ifndef MENTION_MENTION_KEYS_H
#define MENTION_MENTION_KEYS_H

#include "metric/phone.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    KEYS_EDIT_LEN = 6, /* letters of a listed word from which one may be wrong */
    KEYS_PARTS = 44,
};

/* consonants: four bits each, the first lowest. skeleton: as of metric/phone.h. sketch: of the first sounds,
 * two bits for each consonant (which of its class) and two for what stands before it (no vowel, or which),
 * and how many sounds there are. */
typedef struct mention_sound {
    uint64_t consonants, skeleton;
    uint32_t sketch;
} mention_sound;

mention_sound mention_sound_of(const phone_word *phones);

enum { SKETCH_FIELDS = 0x1555555, SKETCH_CONSONANTS = 0x1554000, SKETCH_VOWELS = 0x3FFF };

uint32_t keys_by_consonants(const mention_sound *s);
uint32_t keys_by_vowels(const mention_sound *s);

/* Letters: the hash of those in front goes on with those behind; at first it is 0. */
uint64_t keys_hash(uint64_t hash, str letters);
uint32_t keys_by_letters(uint64_t hash);

/* Without each of the letters; where there are few consonants of all, else of consonants only. Words of an
 * alphabet are compared as they are written in it. listed: the word is of the table. */
size_t keys_by_parts(str letters, bool listed, uint32_t keys[KEYS_PARTS]);

/* The sketch with the keys of letters and parts: which letters, and how many. */
uint32_t keys_letters_sketch(str letters);

/* True for a script whose words are compared letter by letter in it (text_script). */
bool keys_is_alphabet(uint8_t script);

static inline bool keys_at_most_two(uint32_t bits)
{
    bits &= bits - 1;
    return (bits & (bits - 1)) == 0;
}

static inline uint32_t keys_fields_apart(uint32_t a, uint32_t b)
{
    uint32_t x = a ^ b;
    return (x | x >> 1) & SKETCH_FIELDS;
}

static inline int keys_lengths_apart(uint32_t a, uint32_t b)
{
    int gap = (int)(a >> 26) - (int)(b >> 26);
    return gap < 0 ? -gap : gap;
}

#endif
