/* One input on its way to messages: what the readers of SWIFT MT and ISO 20022 share.
 *
 * Memory is in arenas that live as long as what lies in them: of a document, of a batch in it (PmtInf, Stmt),
 * of one message; of the last there are two, because a message waits until the next one is complete: what
 * its document says behind it belongs to it. Where all messages are kept (message_read) they are one arena
 * that is never reset.
 */
#ifndef MESSAGE_STREAM_H
#define MESSAGE_STREAM_H

#include "message/window.h"

#include <stdarg.h>

#define ENVELOPE_MAX     ((size_t)32 << 20) /* bytes of JSON or base64 that is read at once */
#define STREAM_DEPTH_MAX 4                  /* envelopes within one another */

/* The type of a FIN message that an envelope tells. */
typedef struct fin_type {
    int number; /* 103; 0: not told */
    bool cover;
} fin_type;

typedef struct message_stream {
    byte_window *window;
    arena *document, *batch, *payment[2];
    bool kept; /* all of them are one */
    message_sink *sink;
    void *context;
    itd_error *error;
    itd_status status;
    bool transcoded;      /* an XML declaration in the text is no longer true */
    bool latin1;          /* the text was read as Latin-1 already */
    const char *problem;  /* of the encoding: belongs to every message */
    size_t source_len;    /* for places in the source; 0: they are not asked for */
    size_t count;         /* messages handed over */
    arena *envelope;      /* what stands around the messages lives here */
    const message *outer; /* what it says: belongs to the next message; or NULL */
    unsigned depth;       /* of envelopes around this input */
    fin_type type;        /* of bare fields, where the envelope tells it */
} message_stream;

/* Hands the message over. False after an error: the reading ends. */
bool stream_emit(message_stream *s, arena *a, message *m);

/* A copy with blanks for control characters; data NULL without memory. */
str stream_printable(arena *a, str bytes);

/* No memory; false. */
bool stream_no_memory(message_stream *s);

static inline void stream_reset(const message_stream *s, arena *a)
{
    if (!s->kept)
        arena_reset(a);
}

/* A message that stands as a string in another one. */
typedef struct nested_payload {
    str text;
    bool decoded;         /* to UTF-8: an XML declaration in it is no longer true */
    fin_type type;        /* of bare fields, where it is known */
    const message *outer; /* what the envelope says; or NULL */
} nested_payload;

/* Reads all messages of the payload. False after an error (status). */
bool stream_nested(message_stream *s, const nested_payload *payload);

/* json_envelope.c: everything from the window, which holds JSON. */
bool json_stream(message_stream *s);

/* fedwire.c and nacha.c: likewise. */
bool fedwire_stream(message_stream *s);
bool nacha_stream(message_stream *s);

struct mx_reading;

/* mt_stream.c and mx_read.c: everything from the window. False after an error (status). */
bool mt_stream(message_stream *s, struct mx_reading *mx);
bool mx_stream(message_stream *s, struct mx_reading *mx);

#endif
