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

typedef struct message_stream {
    byte_window *window;
    arena *document, *batch, *payment[2];
    bool kept; /* all of them are one */
    message_sink *sink;
    void *context;
    itd_error *error;
    itd_status status;
    bool transcoded;     /* an XML declaration in the text is no longer true */
    const char *problem; /* of the encoding: belongs to every message */
    size_t source_len;   /* for places in the source; 0: they are not asked for */
    size_t count;        /* messages handed over */
} message_stream;

/* Hands the message over. False after an error: the reading ends. */
bool stream_emit(message_stream *s, arena *a, message *m);

/* No memory; false. */
bool stream_no_memory(message_stream *s);

static inline void stream_reset(const message_stream *s, arena *a)
{
    if (!s->kept)
        arena_reset(a);
}

struct mx_reading;

/* mt_stream.c and mx_read.c: everything from the window. False after an error (status). */
bool mt_stream(message_stream *s, struct mx_reading *mx);
bool mx_stream(message_stream *s, struct mx_reading *mx);

#endif
