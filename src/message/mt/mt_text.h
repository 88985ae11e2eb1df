/* Lines of a FIN field joined to text.
 *
 * A line has 35 characters at most (50 in field 79, 65 in trade fields), and what is longer is cut, often in
 * the middle of a word. A line that is full may therefore go on without a blank; a shorter one ended at a
 * word. Where both are possible the text has an alternative.
 *
 *     mt_joiner j;
 *     mt_joiner_init(&j, arena, size);           // size: bytes of all lines and line ends
 *     mt_joiner_add(&j, line, width, ' ');
 *     name = mt_joiner_text(&j, &alternative);
 */
#ifndef MESSAGE_MT_MT_TEXT_H
#define MESSAGE_MT_MT_TEXT_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* Characters in a full line of the field. */
size_t mt_width(int number, char option);

typedef struct mt_joiner {
    char *text, *other; /* full lines joined without and with a blank */
    size_t len, other_len;
    bool full;    /* the last line was full */
    bool differs; /* text and other are not the same */
} mt_joiner;

/* Room for `size` bytes of lines with a blank behind each. False without memory. */
bool mt_joiner_init(mt_joiner *j, arena *a, size_t size);

/* separator: between this line and the one before, if that was not full. width 0: lines are never full. */
void mt_joiner_add(mt_joiner *j, str line, size_t width, char separator);

/* The text without blanks at its ends; *alternative (nullable) is empty where there is only one way. */
str mt_joiner_text(const mt_joiner *j, str *alternative);

/* All lines of a field. Continuation marks ("//") are taken away. lines: keep line ends of lines that are not
 * full. At most MESSAGE_TEXT_MAX bytes. Data NULL without memory. */
str mt_join(arena *a, str value, size_t width, bool lines, str *alternative);

#endif
