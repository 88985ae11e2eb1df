/* A name as tokens: the words of text/text.h joined, cut and looked up, ready to be compared.
 *
 * One token is one word, or a phrase that means one thing ("limited liability company", "Hong Kong"). It
 * carries its spellings as sounds and what the lexicon knows of it. What a token weighs depends on the kind
 * of thing that bears the name, so weights are asked for apart (token_weight).
 *
 * The joined units of a name are its runs of two and three tokens written as one word: they let
 * "SergeiLavrov" meet "Sergei Lavrov".
 *
 *     tokens_analyse(scratch, raw, name);
 *     for (size_t i = 0; i < name->count; i++) ... name->units[i].text ...
 */
#ifndef NAME_TOKENS_H
#define NAME_TOKENS_H

#include "name/lexicon.h"
#include "metric/phone.h"
#include "text/text.h"

enum { TOKENS_MAX = 24, TOKEN_SPELLINGS_MAX = 8, UNITS_MAX = 3 * TOKENS_MAX };

typedef enum match_kind { KIND_PERSON, KIND_ORGANISATION, KIND_OBJECT, KIND_COUNT } match_kind;

typedef struct token_spelling {
    str letters;
    phone_word sound;
    uint8_t cost; /* of reading the word so: 0 as written, more for a foreign habit of spelling */
} token_spelling;

enum {
    TOKEN_JOINED = 1, /* a unit of several tokens */
    TOKEN_SINGLE = 2, /* a single letter */
    TOKEN_ABJAD = 4,  /* written without short vowels */
    TOKEN_PATRONYMIC = 16,
    TOKEN_FORM_PART = 32, /* stands in legal forms only: "obshchestvo", "liability" */
    TOKEN_CUT = 64,       /* the name ends here at the length of a message field */
    TOKEN_FIGURES = 8     /* a number written in figures */
};

typedef struct token {
    str text;   /* letters of the first spelling; the words of a phrase without blanks */
    str folded; /* in its own script; the words of a phrase with blanks */
    const lexicon_word *word;
    const lexicon_word *stem; /* the father's name in a patronymic */
    int32_t number;           /* value of a number, number word or ordinal; -1 none */
    uint8_t roman;            /* value if it may be a Roman numeral, else 0 */
    uint8_t script;
    uint8_t flags;
    uint8_t spelling_count;
    token_spelling spellings[TOKEN_SPELLINGS_MAX];
} token;

typedef struct unit {
    uint8_t first, count; /* the tokens it is made of */
} unit;

typedef struct token_name {
    token units[UNITS_MAX]; /* the tokens first, then runs of two, then runs of three */
    unit spans[UNITS_MAX];
    uint16_t marks[TOKENS_MAX]; /* of text_word */
    size_t count;               /* tokens */
    size_t unit_count;          /* tokens and joined units */
    bool truncated;
    bool unread; /* unread or lost of text_name */
    size_t pool_len;
    char pool[24 << 10]; /* letters of spellings */
} token_name;

/* Fills *out from the raw name; nothing is allocated. Texts live in *out and until the next analysis. */
void tokens_analyse(text_scratch *t, str raw, token_name *out);

/* The same for a person: two single letters are initials, and no legal form or prefix of a ship ("S. V.
 * Example"). */
void tokens_analyse_initials(text_scratch *t, str raw, token_name *out);

/* The same with the signs of lost letters read in one way. */
void tokens_analyse_signs(text_scratch *t, str raw, text_signs signs, token_name *out);

/* The same as tokens_analyse without joined units. */
void tokens_read(text_scratch *t, str raw, token_name *out);

/* Joining as tokens_analyse does it, for names that are kept as their tokens: true where the token may be
 * part of a joined unit, and the unit of tokens first … first + count - 1 of n. It has no spelling if they do
 * not join; its texts go into the pool of n. */
bool token_may_join(const token *t);
void tokens_join(token_name *n, size_t first, size_t count, token *out);

typedef enum token_role {
    ROLE_NAME,
    ROLE_PARTICLE,
    ROLE_TITLE,
    ROLE_FORM,
    ROLE_WORD, /* of organisations */
    ROLE_STOP,
    ROLE_NUMBER,
    ROLE_INITIAL,
    ROLE_PLACE,
    ROLE_CONTEXT,
    ROLE_KIN,   /* "bin", between a son and his father */
    ROLE_NAMED, /* "named after", "imeni" */
} token_role;

token_role token_get_role(const token *t, match_kind kind);

typedef struct token_weight {
    int16_t information; /* when it is matched, or missing on one side; 100 for a rare name */
    int16_t contrast;    /* when it stands against another word */
} token_weight;

/* True for one character of Han or Hangul. */
bool token_is_syllable(const token *t);

/* True for a character that the lexicon does not know as it is written, but by a reading: it is an element of
 * a name and nothing else. */
bool token_is_known_by_sound(const token *t);

/* What a name of a person has no choice of leaving out: a character, a word of several, and a word of one
 * syllable in Latin letters, if the other name is in characters. */
typedef enum token_syllable {
    SYLLABLE_NONE,
    SYLLABLE_CHARACTER,
    SYLLABLE_CHARACTERS,
    SYLLABLE_LATIN
} token_syllable;

token_syllable token_get_syllable(const token *t);

/* What a word may be in the name of a person besides its role: one or two syllables of China, Korea or
 * Vietnam in Latin letters, a family name there; an honorific that is borne with the name. Bits. */
enum { TRAIT_SYLLABLES = 1, TRAIT_FAMILY = 2, TRAIT_BORNE = 4 };

/* What the lexicon knows of a word in the name of an organisation: nothing at all, something, that it says
 * what organisations do. */
typedef enum token_knowledge { KNOWLEDGE_SOME, KNOWLEDGE_NONE, KNOWLEDGE_DESCRIBES } token_knowledge;

token_knowledge token_get_knowledge(const token *t);

/* Bits of TRAIT_… for a word in the name of a person, token_get_knowledge in any other, with TRAIT_ALPHABET
 * for Cyrillic and Greek letters, which are spelled in several ways in Latin ones. */
enum { TRAIT_ALPHABET = 8, TRAIT_KNOWLEDGE = 7 };
uint8_t token_get_trait(const token *t, match_kind kind);

token_weight token_get_weight(const token *t, match_kind kind);

#endif
