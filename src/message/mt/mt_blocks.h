/* FIN messages of a file: where each begins, and its blocks.
 *
 * A message is {1:…}{2:…}{3:…}{4: … -}{5:…}; a file may hold many, separated by nothing, line ends, '$' (RJE)
 * or control characters, each with its acknowledgement before it. Text blocks may also stand alone, one after
 * the other, parted by a line "-" or by the next field 20. Nothing is copied: blocks are slices of the file,
 * in its order, and together with what lies between them they are the file.
 *
 *     mt_scanner s = {.text = bytes};
 *     mt_message m;
 *     while (mt_blocks_next(arena, &s, &m)) ... m.blocks[i].id, m.blocks[i].content ...
 */
#ifndef MESSAGE_MT_MT_BLOCKS_H
#define MESSAGE_MT_MT_BLOCKS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

#define MT_BLOCKS_MAX 64 /* blocks of one message */

typedef enum mt_block_end {
    BLOCK_CLOSED,      /* by "}" or, in the text block, "-}" at the start of a line */
    BLOCK_CUT,         /* the file or the next message came first */
    BLOCK_CLOSED_LATE, /* text block: "-}" stands within a line, or fields follow behind it */
} mt_block_end;

typedef struct mt_block {
    char id;     /* '1' … '5', 'S', or 0 for what stands outside any block */
    str content; /* without braces, number, and "-" before the closing brace */
    mt_block_end end;
} mt_block;

typedef struct mt_message {
    mt_block blocks[MT_BLOCKS_MAX];
    size_t block_count;
    bool too_many;     /* blocks beyond the ceiling were left out */
    bool refused;      /* a negative acknowledgement stood before it */
    bool service_only; /* an acknowledgement or other service message alone */
    str prefix;        /* what stands before block 1, without fields: of a queue manager or a log */
    str whole;         /* from its first to its last byte, without padding */
    str xml;           /* XML that follows the last message: for the reader of ISO 20022; or empty */
} mt_message;

typedef struct mt_scanner {
    str text;
    size_t at;
    size_t messages; /* found so far */
} mt_scanner;

/* The next message, or false at the end. */
bool mt_blocks_next(mt_scanner *s, mt_message *out);

/* First block with this number, or NULL. */
const mt_block *mt_block_find(const mt_message *m, char id);

/* The value of "{tag:value}" inside block 3 or 5; empty if it is not there. */
str mt_block_tag(str content, const char *tag);

#endif
