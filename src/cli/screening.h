/* What `screen` and `batch` share: the options of a search and its answer for people. */
#ifndef CLI_SCREENING_H
#define CLI_SCREENING_H

#include "screen/query.h"
#include "cli/command.h"
#include "match/match.h"

#include <stdio.h>

#define SCREENING_OPTIONS                                                                                    \
    {"threshold", 't', "SCORE", "lowest score of a hit, 0 to 1 (default 0.70)", false},                      \
        {"limit", 'n', "N", "hits shown, at most 500 (default 5); all are counted", false},                  \
        {"exhaustive", 0, NULL, "score every name instead of using the index: same answer, slower", false},  \
        {"log", 0, "FILE", "record question and answer in the decision log FILE", false},                    \
        {"allow-empty", 0, NULL, "answer from a snapshot without lists too", false},                         \
    {                                                                                                        \
        "weak-alone", 0, NULL, "let a weak alias alone make a hit", false                                    \
    }

/* Reads SCREENING_OPTIONS. False after a message: return EXIT_USAGE. */
bool screening_options(const arguments *args, match_options *o);

/* --schema into a query. False after a message that names the nearest schema. */
bool screening_schema(const arguments *args, screening_query *q);

/* Writes text to a terminal: control characters are shown as '?'. */
void print_plain(FILE *out, str text);

/* Where an answer for people goes: with colours or not, so many columns wide. */
typedef struct terminal {
    bool colours;
    size_t width;
} terminal;

/* One hit with its explanation, for people: what tells the entity from others, which word met which. False
 * without memory: then it is not whole, and what was written to `out` is no answer. */
bool print_hit(FILE *out, const snapshot *s, const match_hit *hit, const match_explanation *x, terminal t);

#endif
