/* Where around a word a listed name may stand: the run of words that fits it best.
 *
 * A cheap estimate of what the matcher would say, from what is remembered of each word. A window begins and
 * ends with words of the name; it holds no sign over which a name does not go.
 *
 *     mention_window w;
 *     if (mention_window_find(scan, name, place, from, to, budget, &w) && w.penalty <= budget) ... w.first,
 * w.last ...
 */
#ifndef MENTION_MENTION_WINDOW_H
#define MENTION_MENTION_WINDOW_H

#include "mention/mention_scan.h"

typedef enum window_grade {
    WINDOW_EQUAL = GRADE_EQUAL,
    WINDOW_INFLECTED = GRADE_INFLECTED,
    WINDOW_LIKE = GRADE_LIKE,
    WINDOW_EDIT = GRADE_EDIT,
    WINDOW_MEANING, /* another word for the same */
    WINDOW_MISSING,
} window_grade;

/* What stands for one token of the name. */
typedef struct window_word {
    const occurrence *occurrence; /* NULL: nothing */
    uint8_t grade;                /* window_grade */
    uint8_t cost;
} window_word;

typedef struct mention_window {
    const table_name *name;
    uint64_t first, last; /* places */
    window_word words[TOKENS_MAX];
    int penalty; /* estimated */
    int merit;   /* by which windows over one place are compared: what is matched less what it costs */
    int extra;   /* words in it that stand for nothing of the name, small ones left out */
    int gap;     /* all gaps in it together */
    bool joined; /* no gap at all is in it */
} mention_window;

/* True if the words seen from the place `from` on can be the name at all: quick. */
bool mention_window_possible(const mention_scan *s, const table_name *n, uint64_t from, int budget);

/* The best window over the word at `place` among the places from `from` to `to`; false if there is none, or
 * too little of the name is there for the budget. */
bool mention_window_find(mention_scan *s, const table_name *n, uint64_t place, uint64_t from, uint64_t to,
                         int budget, mention_window *out);

/* True if the words stand in the order of the name; with `turned`, whichever of its words is the first. */
bool mention_window_in_order(const mention_window *w, bool turned);

/* The words as the matcher is asked: without endings, broken words whole, and with `right` the letters that
 * are wrong put right. Returns the length; 0 if it does not fit. */
size_t mention_window_read(mention_scan *s, const mention_window *w, bool right, char *out, size_t cap);

/* The places of the window in the input and in the text. */
void mention_window_bounds(mention_scan *s, const mention_window *w, occurrence *out);

#endif
