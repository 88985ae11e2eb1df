/* One model of a payment or trade message, whatever it was written in: parties with role and exact place,
 * banks, accounts, amounts, dates, places, goods, vessels and text.
 *
 * The readers (message/mt_*.c for SWIFT MT, message/mx_*.c for ISO 20022) fill it by meaning and never
 * decide; src/decide screens it. What cannot be read is a reason in `problems`: the verdict is then REVIEW at
 * least, and what could be read is still there.
 *
 *     message_list list;
 *     message_read(arena, "a.fin", bytes, &list, &error);      // several messages in one file
 *     for (size_t i = 0; i < list.count; i++) ... list.items[i].parties ...
 *
 *     message_reader_run(reader, input, file, sink, out, &error);   // files of any length, message by
 * message
 *
 * Text points into the arena. `where` is the MT tag ("50K", "A:52A" in a cover where both sequences have it,
 * "block1") or the ISO 20022 element path without prefixes and indexes
 * ("/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/Dbtr").
 */
#ifndef MESSAGE_MESSAGE_H
#define MESSAGE_MESSAGE_H

#include "base/arena.h"
#include "base/str.h"

#include <interdict/status.h>

#include <stdbool.h>
#include <stdint.h>

typedef enum message_role {
    ROLE_NONE,
    ROLE_DEBTOR,
    ROLE_CREDITOR,
    ROLE_ULTIMATE_DEBTOR,
    ROLE_ULTIMATE_CREDITOR,
    ROLE_INITIATING_PARTY,
    ROLE_DEBTOR_AGENT,
    ROLE_CREDITOR_AGENT,
    ROLE_INTERMEDIARY_AGENT,
    ROLE_INSTRUCTING_AGENT,
    ROLE_INSTRUCTED_AGENT,
    ROLE_PREVIOUS_INSTRUCTING_AGENT,
    ROLE_REIMBURSEMENT_AGENT,
    ROLE_APPLICANT,
    ROLE_BENEFICIARY,
    ROLE_ISSUING_BANK,
    ROLE_ADVISING_BANK,
    ROLE_ACCOUNT_OWNER,
    ROLE_OTHER,
    ROLE_COUNT
} message_role;

/* "debtor" … ; NULL for ROLE_NONE. */
const char *message_role_name(message_role role);

#define MESSAGE_ADDRESS_LINES_MAX 16
#define MESSAGE_COUNTRIES_MAX     4

/* What a party or text of a statement belongs to: one of its entries. */
typedef struct message_item {
    uint32_t entry;       /* from 1 */
    uint32_t transaction; /* within the entry, from 1; 0: of the entry itself */
    str reference;        /* EndToEndId or what the bank gives in its place */
    str amount, currency;
    bool credit;
} message_item;

typedef struct message_party {
    message_role role;
    str where;
    str name;             /* joined across line ends; empty if only a BIC or account is given */
    str name_alternative; /* the name joined the other way where a line end may or may not be a blank; or
                             empty */
    str name_line;        /* its first line, where the name goes over several; or empty */
    str address[MESSAGE_ADDRESS_LINES_MAX];
    size_t address_count;
    str country;                               /* alpha-2, or empty */
    str more_countries[MESSAGE_COUNTRIES_MAX]; /* alpha-2: of residence, of a branch */
    size_t more_country_count;
    str account; /* IBAN, number or proxy */
    str bic, lei;
    str clearing;   /* clearing system code and member number: "//FW021000089" */
    str identifier; /* private or organisation id */
    str birth_date, birth_place;
    bool is_bank;
    const message_item *item; /* NULL: of the message as a whole */
    uint32_t start, end;      /* byte range in the source, for --show; 0,0 where unknown */
} message_party;

typedef struct message_text {
    str where;
    str value;                /* joined across line ends */
    str alternative;          /* joined the other way where a line end may or may not be a blank; or empty */
    const message_item *item; /* NULL: of the message as a whole */
    uint32_t start, end;
} message_text;

typedef struct message_vessel {
    str where, name, imo, flag;
} message_vessel;

typedef struct message {
    str format; /* "MT103", "MT202COV", "pacs.008.001.08"; empty: not recognised */
    str sender, reference, uetr;
    str end_to_end; /* EndToEndId: what the debtor calls the payment, the same with each bank */
    str related;    /* reference of the message that this one belongs to: 21, OrgnlInstrId */
    str amount, currency, value_date; /* of the (first) payment; date YYYY-MM-DD */
    message_party *parties;
    size_t party_count, party_cap;
    message_text *places; /* ports, countries, towns: 44A, 44B, 44E, 44F … */
    size_t place_count, place_cap;
    message_text *goods;
    size_t goods_count, goods_cap;
    message_vessel *vessels;
    size_t vessel_count, vessel_cap;
    message_text *text; /* every other narrative: 70, 71B, 72, 77B, 79, Ustrd … */
    size_t text_count, text_cap;
    message_text
        *leaves; /* values of every other field and element: codes, references, numbers of accounts */
    size_t leaf_count, leaf_cap;
    str *problems; /* sentences: place, what was found, what was expected */
    size_t problem_count, problem_cap;
    str *notes; /* sentences: what is odd, but hides nothing that is to be screened */
    size_t note_count, note_cap;
} message;

typedef struct message_list {
    message *items;
    size_t count, cap;
    str source; /* the bytes as UTF-8, which start and end count in; the input itself where it was UTF-8 */
} message_list;

/* Reads all messages of the bytes; the content decides the format. Content that cannot be read gives one
 * message with an empty format and the problem; the call fails only for want of memory. */
ITD_MUST_CHECK itd_status message_read(arena *a, const char *path, str bytes, message_list *out,
                                       itd_error *error);

/* The next bytes of an input: at most `size` to `to`; *len is 0 at the end. */
typedef itd_status message_input(void *context, char *to, size_t size, size_t *len, itd_error *error);

/* Takes one complete message; it and its texts die with the return. An error ends the reading. */
typedef itd_status message_sink(void *context, message *m, itd_error *error);

/* Reads an input of any length in bounded memory and hands over each message as it is complete: each payment,
 * and long statements in parts. `start` and `end` of the items mean nothing then. */
typedef struct message_reader message_reader;

ITD_MUST_CHECK itd_status message_reader_new(message_reader **out, itd_error *error);
void message_reader_free(message_reader *r);

/* At least one message is handed over. Errors: those of input and sink, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status message_reader_run(message_reader *r, message_input *input, void *input_context,
                                             message_sink *sink, void *sink_context, itd_error *error);

/* Likewise for bytes in memory. */
ITD_MUST_CHECK itd_status message_reader_bytes(message_reader *r, str bytes, message_sink *sink,
                                               void *sink_context, itd_error *error);

/* For "%.*s" in a problem: at most 40 bytes of what was found. */
#define MESSAGE_SHORT(s) (int)((s).len < 40 ? (s).len : 40), ((s).data ? (s).data : "")

/* For readers; NULL or false when there is no memory. */
message *message_add(arena *a, message_list *list);
message_party *message_add_party(arena *a, message *m, message_role role, str where);
message_text *message_add_text(arena *a, message *m, str where, str value);
message_text *message_add_place(arena *a, message *m, str where, str value);
message_text *message_add_goods(arena *a, message *m, str where, str value);
message_text *message_add_leaf(arena *a, message *m, str where, str value);
bool message_add_vessel(arena *a, message *m, const message_vessel *vessel);
bool message_problem(arena *a, message *m, const char *format, ...) ITD_PRINTF(3, 4);
bool message_note(arena *a, message *m, const char *format, ...) ITD_PRINTF(3, 4);

/* Counts of a message, to go back to. */
typedef struct message_mark {
    size_t parties, places, goods, vessels, text, leaves;
} message_mark;

/* Adds what `from` says besides its reference and amount: parties, texts and vessels behind the mark, all
 * problems and notes. */
bool message_merge(arena *a, message *to, const message *from, message_mark mark);

/* Ceilings of one message. What lies beyond is a problem, so the verdict is REVIEW. */
#define MESSAGE_TEXT_MAX       ((size_t)32 << 10) /* bytes of one narrative; a FIN message has 10,000 at most */
#define MESSAGE_TEXTS_MAX      ((size_t)256 << 10) /* bytes of all narratives together */
#define MESSAGE_TEXT_COUNT_MAX 20000
#define MESSAGE_PARTIES_MAX    10000
#define MESSAGE_PROBLEMS_MAX   64 /* likewise of notes */

#endif
