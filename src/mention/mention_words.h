/* Words of a text and the listed tokens that each may stand for, remembered.
 *
 * Texts repeat their words: what was found for one is kept, in two generations of fixed size, so that a text
 * of any length needs no more memory. What is kept never changes an answer. An entry lives until the
 * generation after the next begins; whoever holds one must be done with it after WORDS_LIFE further words.
 *
 *     const word_entry *e = mention_words_find(words, &text_word);
 *     for (size_t i = 0; i < e->relation_count; i++) ... table->tokens[e->relations[i].token] ...
 */
#ifndef MENTION_MENTION_WORDS_H
#define MENTION_MENTION_WORDS_H

#include "mention/mention_table.h"

enum { WORDS_LIFE = 4096 };

typedef enum word_grade {
    GRADE_EQUAL,     /* the same letters, in some romanisation */
    GRADE_INFLECTED, /* the same word with an ending of its language */
    GRADE_LIKE,      /* another spelling of the same sounds */
    GRADE_EDIT,      /* a letter wrong */
} word_grade;

typedef struct word_relation {
    uint32_t token;
    uint8_t cost;  /* as of match/relation.h */
    uint8_t grade; /* word_grade */
} word_relation;

/* What is known of the word itself. */
enum {
    WORD_FUNCTION = 1, /* an article, a pronoun, a common verb: of the language, not of names */
    WORD_BREAK = 2,    /* stands in no name */
    WORD_LEADS = 4,    /* joins others or leads to a name: no name begins or ends with it */
    WORD_NUMBER = 8,   /* has figures */
    WORD_SINGLE = 16,  /* a single letter */
    WORD_SHIP = 32,    /* stands before the name of a ship */
    WORD_COMMON = 64,  /* of organisations, places, letters: it tells nothing alone */
    WORD_KNOWN = 128,  /* the lexicon has it */
    WORD_UNCOMMON =
        1 << 16,           /* but only from names of organisations, and few of them: no word of a language */
    WORD_FORM = 256,       /* of a legal form */
    WORD_FATHER = 512,     /* a patronymic */
    WORD_JOINS = 1 << 15,  /* a particle that is as well written together with the name behind it */
    WORD_PLACE = 1 << 14,  /* a place under measures may begin here */
    WORD_SYLLABIC = 1024,  /* of a script that writes a syllable with each sign */
    WORD_PHRASE = 2048,    /* a phrase of the lexicon may begin with it */
    WORD_GIVEN = 4096,     /* a popular given name */
    WORD_CLASS = 8192,     /* of a kind of organisation: "company", "bank" */
    WORD_VOYAGE = 1 << 17, /* stands behind the name of a ship */
    WORD_FLAG = 1 << 18,   /* likewise behind a country */
    WORD_FORMER = 1 << 19, /* between two names of a ship */
    WORD_SEA = 1 << 20,    /* of ships and their cargo */
    WORD_LAND = 1 << 21,   /* a country */
};

typedef struct word_entry {
    uint64_t hash;
    uint32_t folded_hash;           /* for mention_words_pair */
    str folded, letters;            /* letters: the first spelling */
    const word_relation *relations; /* the nearest first */
    uint32_t flags;
    uint16_t relation_count;
    uint16_t groups[TABLE_GROUPS];
    uint64_t marks; /* bits of the tokens and groups that it relates to: mention_mark */
    uint8_t script;
    uint8_t letter_count; /* of the folded word; a sign of a syllabic script counts three */
} word_entry;

/* A bit for a token or group: what shares no bit with a name relates to none of its words. */
static inline uint64_t mention_mark(uint32_t number)
{
    return UINT64_C(1) << (number * 2654435761u >> 26);
}

typedef struct mention_words mention_words;

ITD_MUST_CHECK itd_status mention_words_new(const mention_table *t, mention_words **out, itd_error *error);
void mention_words_free(mention_words *w);

/* Never NULL. loose: tokens that are spelled otherwise too; else only the very word, with an ending or, where
 * it is long, with a wrong letter. */
const word_entry *mention_words_find(mention_words *w, const text_word *word, bool loose);

/* True if some listed word is spelled with these letters. */
bool mention_words_listed(const mention_words *w, str letters);

/* True if a phrase of the lexicon begins with these two words. */
bool mention_words_pair(const mention_words *w, const word_entry *first, const word_entry *second);

/* The entry of a word that is of the language alone, and stands for nothing. */
const word_entry *mention_words_none(mention_words *w);

#endif
