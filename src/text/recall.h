/* What was made of the last words with other letters than ASCII: given names and words of companies come
 * again and again, and copying eight spellings is cheaper than making them.
 *
 * A token is a run of bytes between ASCII signs, a blank before it; it may hold several words, as a Chinese
 * name does. Each token has one place in a table of fixed size, and a newcomer takes the place of what was
 * there. An entry holds the raw bytes and all that its words depend on, so what comes from here is what would
 * be made anew. Tokens that are long, hold digits or something odd have no place here.
 *
 *     if (recall_find_token(&memory, &reader, &token))
 *         count = recall_words(&memory, &token, context, &reader, words, out, &used);
 */
#ifndef TEXT_RECALL_H
#define TEXT_RECALL_H

#include "text/reader.h"

#define RECALL_BITS  13
#define RECALL_WORDS 3

typedef struct recall_entry {
    uint8_t token_len; /* 0: nothing here */
    uint8_t context;
    uint8_t word_count;
    struct {
        uint8_t raw_len, script, marks, folded_len, spelling_count;
        uint8_t lens[TEXT_SPELLINGS_MAX];
    } words[RECALL_WORDS];
    char bytes[118]; /* folded form and spellings of each word, then the raw token */
} recall_entry;

typedef struct recall_memory {
    recall_entry entries[1 << RECALL_BITS];
} recall_memory;

#define RECALL_ROOM sizeof(((recall_entry *)0)->bytes) /* that recall_words needs */

typedef struct recall_token {
    str raw;
    uint32_t start; /* in the raw text */
    uint32_t slot;
    bool dot; /* a full stop follows */
} recall_token;

/* The token at r->at, where skipping signs ended; false if it is none that could be remembered. */
bool recall_find_token(const recall_memory *m, const word_reader *r, recall_token *token);

/* Writes the words of the token, RECALL_WORDS at most, their text to `out`, and moves the reader behind them.
 * Returns how many, 0 if the token is not known; *used is the length of the text. `context` is what words
 * depend on beside the letters of the token. */
size_t recall_words(const recall_memory *m, const recall_token *token, uint8_t context, word_reader *r,
                    text_word *words, char *out, size_t *used);

/* Keeps the words of a token, whose text stands in a row from words[0].folded on. */
void recall_keep(recall_memory *m, const recall_token *token, uint8_t context, const text_word *words,
                 size_t count);

#endif
