/* Tools of the kinds: choosing a word, putting a name together again. */
#ifndef EVALUATE_VARIANT_WORDS_H
#define EVALUATE_VARIANT_WORDS_H

#include "evaluate/variants.h"

extern const variant_kind variant_kinds_characters[], variant_kinds_language[], variant_kinds_words[],
    variant_kinds_companies[], variant_kinds_structure[];

/* Index of a random word of at least `letters` ASCII letters (and nothing else) that is no legal form;
 * SIZE_MAX if there is none. */
size_t pick_word(const variant_base *b, variant_random *r, size_t letters);

/* Frees a part of a name; what was lost of it is lost of the name. */
void part_free(buf *part, buf *name);

/* The name with word `index` replaced. */
void put_with(const variant_base *b, size_t index, str replacement, buf *out);

/* Words [from, to) with blanks between. */
void put_words(const variant_base *b, size_t from, size_t to, buf *out);

bool is_person(const variant_base *b);
bool is_organisation(const variant_base *b);
bool is_vessel(const variant_base *b);
bool is_legal_form(str word);
bool is_class_word(str word); /* company, trading, bank …: says what an organisation is, not which */

/* c in the letter case of `like`. */
char case_of(char c, char like);
bool is_letter(char c); /* ASCII */
bool is_vowel(char c);
bool is_ascii(str s);

typedef struct text_pair {
    const char *from, *to;
} text_pair;

/* One replacement of a pair of the table in the word, in either direction, at a random place where it fits;
 * false if none fits. The case of the first letter replaced is kept. */
bool replace_one(str word, const text_pair *pairs, size_t count, variant_random *r, buf *out);

/* Replaces word by its partner in a table of whole words, in either direction; false if it is in none. */
bool swap_word(str word, const text_pair *pairs, size_t count, variant_random *r, buf *out);

/* text in the case of the word: all capitals, first capital, or as it is. */
void put_in_case(const char *text, str like, buf *out);

#endif
