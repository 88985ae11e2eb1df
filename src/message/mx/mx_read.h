/* ISO 20022 by meaning: XML bytes → messages.
 *
 * Any namespace, prefix and version; with or without a business application header (head.001) and envelope;
 * several documents in a file. Elements are understood by name and place, never by validity. A DOCTYPE is
 * refused. What is not well-formed is a problem of the message, and what follows is still read by a tolerant
 * scanner (mx_salvage.c), because a listed party behind the error must be seen.
 *
 * Payments that can be told apart (CdtTrfTxInf, DrctDbtTxInf, TxInf …) make one message each, with what
 * their batch (PmtInf …) and document say. A statement is one message; a long one is handed over in parts,
 * each with what the statement says.
 */
#ifndef MESSAGE_MX_MX_READ_H
#define MESSAGE_MX_MX_READ_H

#include "base/buf.h"
#include "message/stream.h"

#define MX_DEPTH_MAX 128    /* levels whose path is kept */
#define MX_DEPTH_END 100000 /* levels after which reading stops */

/* What an element means by its name. */
typedef enum mx_kind {
    MX_PLAIN,
    MX_PARTY,       /* a party or agent with a role */
    MX_PARTY_ABOVE, /* the party is its child: Assgnr/Agt */
    MX_GENERIC,     /* Agt, Pty …: a party only where none is open */
    MX_INSTITUTION, /* FinInstnId: what it stands in is a party where none is open */
    MX_PAYMENT,     /* one payment of several */
    MX_BATCH,       /* PmtInf, Stmt: payments with a common debtor, entries of one account */
    MX_ENTRY,       /* Ntry: of a statement */
    MX_DETAILS,     /* TxDtls: of an entry */
    MX_HEADER,      /* GrpHdr */
    MX_INCLUDE,     /* XInclude */
    MX_FOREIGN,     /* SplmtryData/Envlp: elements of anybody's */
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
    MX_END_TO_END, /* EndToEndId: the same with each bank */
    MX_RELATED,    /* OrgnlInstrId, OrgnlEndToEndId: of the payment that this is about */
    MX_UETR,
    MX_MARK, /* within a text: "<b>" */
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
    bool has_currency; /* attribute Ccy */
} mx_level;

#define MX_KEPT_MAX     ((size_t)32 << 20) /* bytes of one message, batch or document; the rest is not read */
#define MX_PART_PARTIES 256                /* a statement is handed over in parts of so many parties */
#define MX_PART_TEXT    ((size_t)64 << 10) /* or so many bytes of text */

struct XML_ParserStruct;

typedef struct mx_reading {
    message_stream *s;
    struct XML_ParserStruct *parser; /* kept from one document to the next */

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
    message batch;   /* what those of the open batch share */
    message payment; /* the open payment, or the entries of a statement so far */
    message pending; /* complete, but what its document says behind it is still to come */
    bool has_pending;
    size_t batch_depth, payment_depth, entry_depth; /* of the open ones; 0: none */
    message_item *item;                             /* the open entry, or transaction of it; NULL: none */
    size_t details_depth;                           /* of the open transaction; 0: none */
    uint32_t entries, transactions;                 /* of the batch; of the entry */
    unsigned room;                                  /* which payment arena `payment` lies in */
    message_mark group_used, batch_used;            /* what `pending` has of them */
    size_t kept[3];                                 /* bytes in the arenas of document, batch and payment */
    size_t text_size;
    message_party party; /* the open party */
    size_t party_depth;  /* 0: none */
    str clearing_code;
    bool is_text;             /* the value that is read is narrative already */
    size_t payments, emitted; /* of this document */
    size_t batch_emitted;     /* of this batch */
    size_t declared;          /* NbOfTxs; SIZE_MAX: not given */
    bool saw_group_header;
    fin_type fin_type; /* of the FIN message in the envelope, where it says so */
    bool nested;       /* a message stood in the envelope as a string */
    bool failed;       /* the reading ends */
} mx_reading;

void mx_init(mx_reading *r);
void mx_free(mx_reading *r);

/* Events, from expat or from the tolerant scanner. `space` is the namespace. Offsets count in the source. */
void mx_start(mx_reading *r, str space, str name, size_t offset);
void mx_text(mx_reading *r, str text, size_t offset);
void mx_end(mx_reading *r, size_t offset);
void mx_end_text(mx_reading *r); /* text outside of all elements ends */
void mx_attribute(mx_reading *r, str name, str value);

/* The message that items go to now, and where its texts lie. */
message *mx_message(mx_reading *r);
arena *mx_arena(const mx_reading *r);

/* A copy that lives as long as that message. */
str mx_keep(mx_reading *r, str text);

/* So many more bytes lie in its arena. */
void mx_grew(mx_reading *r, size_t size);

/* Path of the innermost element, `above` levels up, without what supplementary data hold. */
str mx_where(mx_reading *r, size_t above);

/* True where the message, batch or document has grown beyond MX_KEPT_MAX; a problem then. */
bool mx_is_full(mx_reading *r);

/* Name of an open element: 0 is the innermost. Empty if there is none. */
str mx_name(const mx_reading *r, size_t above);

/* mx_envelope.c: a text outside of all documents. True if it was a message of its own and was read. */
bool mx_embedded(mx_reading *r, str value);

/* Hands over the message that waits. */
void mx_flush(mx_reading *r);

/* mx_table.c */
mx_kind mx_kind_of(str name, message_role *role);
const char *mx_format_of_body(str name); /* "pacs.008", or NULL */

#define MX_PART_LEAVES 2000 /* or so many other values */

/* mx_values.c: dates, amounts, currencies, account numbers and references as their standards have them; a
 * problem otherwise. */
void mx_check_value(mx_reading *r, mx_kind kind, str value);

/* What must have a value has none. */
void mx_check_empty(mx_reading *r, mx_kind kind);

/* A country by any code or name as alpha-2 in capitals; empty, with a problem, where it is none. */
str mx_country(mx_reading *r, str value);

/* mx_payment.c: from elements to messages */
void mx_leaf(mx_reading *r, mx_kind kind, str value);
void mx_attribute_text(mx_reading *r, str value);
/* above: the party is the element so many levels up. */
void mx_open_party(mx_reading *r, message_role role, size_t above, size_t offset);
void mx_close_party(mx_reading *r, size_t offset);
void mx_open_payment(mx_reading *r);
void mx_close_payment(mx_reading *r);
void mx_open_batch(mx_reading *r);
void mx_close_batch(mx_reading *r);
void mx_open_entry(mx_reading *r);
void mx_open_details(mx_reading *r);
void mx_close_details(mx_reading *r);
void mx_close_entry(mx_reading *r);
void mx_open_header(mx_reading *r, str space);
void mx_open_document(mx_reading *r, str space);
void mx_open_body(mx_reading *r, str name);
void mx_close_document(mx_reading *r);
void mx_finish(mx_reading *r); /* the end of the input: closes what is open */

/* Adds a problem to the message that is open, or to the last one. */
void mx_problem(mx_reading *r, const char *format, ...) ITD_PRINTF(2, 3);

/* Likewise what hides nothing. */
void mx_note(mx_reading *r, const char *text);

/* mx_salvage.c: reads on behind an error, from `at` in the window, in the same state. doctype: `at` lies
 * within a DOCTYPE. */
void mx_salvage(mx_reading *r, size_t at, bool doctype);

#endif
