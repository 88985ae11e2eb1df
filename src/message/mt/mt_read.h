/* SWIFT MT by meaning: FIN bytes → messages with parties, places, goods and text.
 *
 * Every message type is read; those of the standards' categories 1, 2, 4, 7 and 9 with the role of each party
 * field, the others with the role "other". What stands in no known field is text: it is screened all the
 * same.
 */
#ifndef MESSAGE_MT_MT_READ_H
#define MESSAGE_MT_MT_READ_H

#include "message/message.h"
#include "message/mt/mt_blocks.h"
#include "message/mt/mt_fields.h"
#include "message/stream.h"

/* Where a message stands, and what is known of it besides its blocks. */
typedef struct mt_origin {
    const char *base; /* start of the text that places count in */
    size_t gone;      /* bytes before it */
    fin_type type;    /* of an envelope */
    bool latin1;      /* bytes that are not UTF-8 were read as Latin-1 */
} mt_origin;

/* Reads the blocks of one message. False without memory. */
bool mt_read(arena *a, const mt_message *source, const mt_origin *origin, message *out);

/* One message while it is read. */
typedef struct mt_reading {
    arena *a;
    message *m;
    const mt_message *source;
    mt_field_list fields;
    int type;     /* 103; 0: unknown */
    bool cover;   /* 202 COV, 205 COV */
    bool guessed; /* type by the fields, no header tells it */
    bool latin1;
    bool output;              /* {2:O: the receiver stands in block 1 */
    size_t sequence_b;        /* index of the first field of sequence B in a cover; SIZE_MAX: none */
    size_t text_size;         /* bytes of all texts */
    bool text_full;           /* the ceiling was said */
    bool credit;              /* of the statement line read last */
    size_t entries;           /* statement lines so far */
    const message_item *item; /* the one that is read; NULL: none */
    str currency;             /* of the balances */
    const char *base;         /* start of the source, for places */
    size_t gone;              /* bytes of the source before it */
} mt_reading;

/* What a field holds. */
typedef enum mt_kind {
    MT_CODE, /* references, amounts, dates, code words */
    MT_PARTY,
    MT_PLACE,
    MT_GOODS,
    MT_TEXT,
    MT_ENTRY,   /* 61: a statement line */
    MT_DETAILS, /* 86: of a statement line */
} mt_kind;

/* MT9xx: what was paid already, in the dialects of many banks. Its form hides nothing. */
static inline bool mt_is_report(const mt_reading *r)
{
    return r->type / 100 == 9 && r->type != 999 && r->type != 998;
}

/* MT0xx: between a bank and the network. */
static inline bool mt_is_system(const mt_reading *r)
{
    return r->type > 0 && r->type < 100;
}

mt_kind mt_kind_of(const mt_reading *r, const mt_field *field);
message_role mt_role_of(const mt_reading *r, const mt_field *field, bool sequence_b);
bool mt_type_is_known(int type);

/* Where the field stands in the source. */
void mt_set_range(const mt_reading *r, const mt_field *f, uint32_t *start, uint32_t *end);

/* mt_entry.c: a statement line. */
bool mt_entry_read(mt_reading *r, const mt_field *f);

/* Names and accounts inside field 86: "/ORDP//NAME/…", "?32…?33…". */
bool mt_details_read(mt_reading *r, const mt_field *field, str value);

/* What a message of this type must have and may not have; problems into the message. */
bool mt_check(mt_reading *r);

/* The type that bare fields are likely to be of, by the lines before them ("940") and by their tags; 0 if
 * they do not tell. */
int mt_guess_type(const mt_field_list *fields);

#endif
