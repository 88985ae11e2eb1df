/* A text of any length as words, each with its place in the file and the signs before it.
 *
 * Bytes are given in pieces; words come out as soon as enough of what follows is known. UTF-8 and UTF-16 (by
 * its mark or its zero bytes) are read; bytes that are neither are read as base/utf8.h reads them. The bytes
 * of the last READER_HISTORY are kept, so that a window of words can be shown as it stands.
 *
 * Before the words are made, particles are parted from long Korean words and Hiragana from Katakana, and a
 * line end between two ideographs is taken out. Names are not its business.
 *
 *     mention_reader_start(r);
 *     mention_reader_put(r, piece);             // at most READER_PIECE bytes
 *     while (mention_reader_next(r, &word)) ...
 *     mention_reader_finish(r);
 *     while (mention_reader_next(r, &word)) ...
 */
#ifndef MENTION_MENTION_READER_H
#define MENTION_MENTION_READER_H

#include "text/text.h"

enum { READER_PIECE = 64 << 10, READER_HISTORY = 16 << 10 };

/* What stands between a word and the one before. */
enum {
    GAP_HARD = 1, /* no name goes over it */
    GAP_SOFT = 2, /* a sign that parts words, but may stand in a name */
    GAP_COMMA = 4,
    GAP_LINE = 8,           /* a line end */
    GAP_HYPHENATED = 16,    /* a hyphen and a line end */
    GAP_NONE = 32,          /* the words are joined */
    GAP_SENTENCE = 64,      /* a sentence may begin behind it */
    GAP_WIDE = 128,         /* more than one blank */
    GAP_STOP = 1024,        /* a full stop behind a word of several letters */
    GAP_QUOTE_BEHIND = 256, /* a quotation mark directly behind the word before */
    GAP_QUOTE_BEFORE = 512, /* and directly before this word */
};

typedef struct reader_word {
    const text_word *word;         /* until the next call */
    unsigned long long start, end; /* bytes of the input */
    unsigned long long at, to;     /* bytes of the text in UTF-8, for mention_reader_text */
    uint16_t gap;
    bool capital; /* begins with a capital letter */
    bool cased;   /* of an alphabet that has capital letters */
    bool upper;   /* two capital letters or more, and nothing else */
    uint8_t tail; /* letters behind the last apostrophe in the word, 0 without one */
    unsigned long long tail_start, tail_at; /* where that apostrophe stands */
} reader_word;

typedef struct mention_reader mention_reader;

ITD_MUST_CHECK itd_status mention_reader_new(mention_reader **out, itd_error *error);
void mention_reader_free(mention_reader *r);

void mention_reader_start(mention_reader *r);
void mention_reader_put(mention_reader *r, str piece);
void mention_reader_finish(mention_reader *r);
bool mention_reader_next(mention_reader *r, reader_word *out);

/* A word since the start was in a script that cannot be read here (text_name.unread). */
bool mention_reader_unread(const mention_reader *r);

/* The text in UTF-8 between two places that lie in the history. */
str mention_reader_text(const mention_reader *r, unsigned long long at, unsigned long long to);

/* The byte of the input that a place in the history came from. */
unsigned long long mention_reader_origin(const mention_reader *r, unsigned long long at);

#endif
