/* ISO 20022 by meaning: XML bytes → messages.
 *
 * Any namespace, prefix and version; with or without a business application header (head.001) and envelope;
 * several documents in a file. Elements are understood by name and place, never by validity. A DOCTYPE is
 * refused. What is not well-formed is a problem of the message, and what follows is still read by a tolerant
 * scanner (mx_salvage.c), because a listed party behind the error must be seen.
 *
 * Payments that can be told apart (CdtTrfTxInf, DrctDbtTxInf, TxInf …) make one message each, with the
 * parties of their group; a statement is one message.
 */
#ifndef MESSAGE_MX_READ_H
#define MESSAGE_MX_READ_H

#include "base/buf.h"
#include "message/encoding.h"
#include "message/message.h"

/* Adds the messages of the XML text. False without memory. */
bool mx_read(arena *a, const decoded_text *text, message_list *out);

#define MX_DEPTH_MAX 128    /* levels whose path is kept */
#define MX_DEPTH_END 100000 /* levels after which reading stops */

/* What an element means by its name. */
typedef enum mx_kind {
    MX_PLAIN,
    MX_PARTY,       /* a party or agent with a role */
    MX_PARTY_ABOVE, /* the party is its child: Assgnr/Agt */
    MX_GENERIC,     /* Agt, Pty …: a party only where none is open */
    MX_PAYMENT,     /* one payment of several */
    MX_GROUP,       /* PmtInf: payments with a common debtor */
    MX_HEADER,      /* GrpHdr */
    MX_INCLUDE,     /* XInclude */
    MX_NAME,
    MX_BIC,
    MX_LEI,
    MX_ADDRESS,
    MX_COUNTRY,
    MX_MEMBER,   /* MmbId: number at a clearing system */
    MX_CLEARING, /* ClrSysMmbId */
    MX_BRANCH,
    MX_CONTACT,
    MX_IDENTIFIER, /* Id */
    MX_IBAN,
    MX_BIRTH_DATE,
    MX_BIRTH_PLACE,
    MX_TEXT, /* narrative */
    MX_MESSAGE_ID,
    MX_PAYMENT_ID,
    MX_RELATED, /* OrgnlInstrId, OrgnlEndToEndId: of the payment that this is about */
    MX_UETR,
    MX_AMOUNT,
    MX_DATE,
    MX_COUNT, /* NbOfTxs */
} mx_kind;

typedef struct mx_level {
    size_t path_len; /* of the path up to and with this element */
    size_t name_at;  /* where its name begins in the path */
    uint8_t kind;    /* mx_kind */
    uint8_t role;    /* message_role */
    bool has_child;
} mx_level;

/* Counts of a message, to go back to. */
typedef struct mx_mark {
    size_t parties, places, goods, vessels, text;
} mx_mark;

typedef struct mx_reading {
    arena *a;
    message_list *out;
    size_t shift; /* where this text begins in the source */

    mx_level level[MX_DEPTH_MAX + 1];
    size_t depth; /* open elements; those beyond MX_DEPTH_MAX have no level */
    bool too_deep;
    buf path; /* "/Document/…"; envelopes outside are left out */
    buf text; /* of the innermost element */
    bool text_cut;
    size_t text_start, text_end;
    size_t root_depth; /* depth of the open Document or AppHdr; 0: none */
    bool in_header;
    bool waiting; /* a header or document was read that is not yet a message */

    message group;   /* what all payments of the document share */
    message payment; /* the open payment */
    size_t payment_depth;
    size_t group_depth;
    mx_mark group_start, group_used;
    message_party party; /* the open party */
    size_t party_depth;  /* 0: none */
    str clearing_code;
    size_t payments, emitted; /* of this document */
    size_t declared;          /* NbOfTxs; SIZE_MAX: not given */
    size_t text_size;
    bool saw_group_header;
    bool failed; /* no memory */
} mx_reading;

/* Events, from expat or from the tolerant scanner. `space` is the namespace. Offsets count in the source. */
void mx_start(mx_reading *r, str space, str name, size_t offset);
void mx_text(mx_reading *r, str text, size_t offset);
void mx_end(mx_reading *r, size_t offset);
void mx_attribute(mx_reading *r, str name, str value);

/* The message that items go to now. */
message *mx_message(mx_reading *r);

/* Name of an open element: 0 is the innermost. Empty if there is none. */
str mx_name(const mx_reading *r, size_t above);

/* mx_table.c */
mx_kind mx_kind_of(str name, message_role *role);
const char *mx_format_of_body(str name); /* "pacs.008", or NULL */

/* mx_payment.c: from elements to messages */
void mx_leaf(mx_reading *r, mx_kind kind, str value);
void mx_open_party(mx_reading *r, message_role role, size_t offset);
void mx_close_party(mx_reading *r, size_t offset);
void mx_open_payment(mx_reading *r);
void mx_close_payment(mx_reading *r);
void mx_open_group(mx_reading *r);
void mx_close_group(mx_reading *r);
void mx_open_header(mx_reading *r, str space);
void mx_open_document(mx_reading *r, str space);
void mx_open_body(mx_reading *r, str name);
void mx_close_document(mx_reading *r);
void mx_finish(mx_reading *r); /* the end of the input: closes what is open */

/* Adds a problem to the message that is open, or to the last one. */
void mx_problem(mx_reading *r, const char *format, ...) ITD_PRINTF(2, 3);

/* mx_salvage.c: reads on behind an error, from `at`, in the same state. */
void mx_salvage(mx_reading *r, str text, size_t at);

#endif
