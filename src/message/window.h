/* Bytes as they come, seen through a window in UTF-8.
 *
 * A reader looks at what is here, asks for more, and says what it no longer needs; so an input of any length
 * is read in the memory of a window. Bytes of UTF-16, UTF-32, EBCDIC and of any charset that iconv knows are
 * converted as they come. A text that is in memory already is a window without an input.
 *
 *     byte_window w = {0};
 *     window_open(&w, input, context, &error);
 *     while (... w.here ... && window_more(&w, used, WINDOW_MAX)) ...
 *     window_free(&w);
 */
#ifndef MESSAGE_WINDOW_H
#define MESSAGE_WINDOW_H

#include "message/encoding.h"
#include "message/message.h"

#define WINDOW_CHUNK ((size_t)256 << 10) /* asked for at once */

typedef struct byte_window {
    str here;    /* what can be seen */
    size_t base; /* bytes before it that are gone */
    bool end;    /* nothing follows */
    itd_status status;

    message_input *input; /* NULL: everything is here */
    void *context;
    itd_error *error;
    text_encoding encoding;
    bool converts;
    void *converter; /* of iconv, where a charset was named */
    char *store;
    size_t cap;
    char raw[16]; /* bytes of a character that is not complete */
    size_t raw_len;
} byte_window;

/* The whole text. */
void window_of(byte_window *w, str text);

/* Begins with an input; memory of an earlier one is kept. Reads as much as tells the encoding. */
void window_open(byte_window *w, message_input *input, void *context, itd_error *error);

/* Forgets the first `used` bytes and reads on. False if nothing came: at the end, on an error (status), or
 * where `limit` bytes are here already. */
bool window_more(byte_window *w, size_t used, size_t limit);

/* Reads on from a charset that the text names, what is here already too. False where it is unknown or there
 * is no memory; the window is then as it was. */
bool window_convert(byte_window *w, const char *charset);

void window_free(byte_window *w);

#endif
