#include "message/window.h"

#include "base/error.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#define HEAD_LEN ((size_t)16) /* enough to tell the encoding */

void window_of(byte_window *w, str text)
{
    *w = (byte_window){.here = text, .end = true};
}

void window_free(byte_window *w)
{
    if (w->converter)
        iconv_close(w->converter);
    free(w->store);
    *w = (byte_window){0};
}

static bool reserve(byte_window *w, size_t cap)
{
    if (cap <= w->cap)
        return true;
    char *grown = realloc(w->store, cap);
    if (!grown) {
        w->status = error_memory(w->error);
        w->end = true;
        return false;
    }
    w->store = grown;
    w->cap = cap;
    return true;
}

static void forget(byte_window *w, size_t used)
{
    if (used > w->here.len)
        used = w->here.len;
    w->base += used;
    if (w->store && used)
        memmove(w->store, w->store + used, w->here.len - used);
    w->here.len -= used;
}

/* One read to `to`; its length, 0 at the end. */
static size_t fetch(byte_window *w, char *to, size_t size)
{
    size_t len = 0;
    itd_status status = w->input(w->context, to, size, &len, w->error);
    if (status != ITD_OK) {
        w->status = status;
        len = 0;
    }
    w->end = len == 0;
    return len;
}

#define CHARSET_GROWTH 4 /* UTF-8 is at most so many times as long as any charset */

/* By iconv; what is no character becomes U+FFFD. *used is less than the whole where the last character is not
 * complete and more may follow. */
static size_t convert_charset(void *converter, str bytes, bool last, char *to, size_t *used)
{
    char in[64], *out = to;
    size_t at = 0;
    for (;;) {
        size_t len = bytes.len - at < sizeof in ? bytes.len - at : sizeof in, left = len;
        char *from = in;
        if (len == 0)
            break;
        memcpy(in, bytes.data + at, len);
        size_t room = (size_t)CHARSET_GROWTH * sizeof in;
        errno = 0;
        bool good = iconv(converter, &from, &left, &out, &room) != (size_t)-1;
        at += len - left;
        if (good)
            continue;
        if (errno == EINVAL && (at + left < bytes.len || !last)) {
            if (at + left >= bytes.len)
                break; /* the rest of the character is still to come */
            if (left < len)
                continue;
        }
        memcpy(out, "\xEF\xBF\xBD", 3);
        out += 3;
        at++;
    }
    *used = at;
    return (size_t)(out - to);
}

static size_t convert(byte_window *w, str bytes, char *to, size_t *used)
{
    return w->converter ? convert_charset(w->converter, bytes, w->end, to, used)
                        : encoding_convert(&w->encoding, bytes, w->end, to, used);
}

/* Reads and converts: bytes of a cut character wait in `raw`. */
static size_t fetch_converted(byte_window *w, char *to, size_t size)
{
    char bytes[16 << 10];
    size_t room = size / CHARSET_GROWTH < sizeof bytes ? size / CHARSET_GROWTH : sizeof bytes;
    size_t len = 0, used;
    while (len == 0 && !w->end) {
        memcpy(bytes, w->raw, w->raw_len);
        size_t got = w->raw_len + fetch(w, bytes + w->raw_len, room - w->raw_len);
        len = convert(w, str_make(bytes, got), to, &used);
        w->raw_len = got - used;
        memcpy(w->raw, bytes + used, w->raw_len);
    }
    return len;
}

bool window_more(byte_window *w, size_t used, size_t limit)
{
    if (!w->input) {
        w->base += used;
        w->here = str_make(w->here.data + used, w->here.len - used);
        return false;
    }
    forget(w, used);
    w->here.data = w->store;
    if (w->end || w->here.len >= limit)
        return false;
    if (w->here.len + WINDOW_CHUNK > w->cap && !reserve(w, w->cap ? w->cap * 2 : WINDOW_CHUNK * 2))
        return false;
    char *to = w->store + w->here.len;
    size_t len = w->converts ? fetch_converted(w, to, WINDOW_CHUNK) : fetch(w, to, WINDOW_CHUNK);
    w->here = str_make(w->store, w->here.len + len);
    return len > 0;
}

/* What was read before the encoding was known. False without memory. */
static bool convert_head(byte_window *w)
{
    size_t used, growth = w->converter ? CHARSET_GROWTH : ENCODING_GROWTH, cap = (w->here.len + 1) * growth;
    cap = cap > WINDOW_CHUNK * 2 ? cap : WINDOW_CHUNK * 2;
    char *to = malloc(cap);
    if (!to)
        return false;
    size_t len = convert(w, w->here, to, &used);
    w->raw_len = w->here.len - used < sizeof w->raw ? w->here.len - used : sizeof w->raw;
    memcpy(w->raw, w->here.data + used, w->raw_len);
    free(w->store);
    w->store = to;
    w->cap = cap;
    w->here = str_make(to, len);
    w->converts = true;
    return true;
}

bool window_convert(byte_window *w, const char *charset)
{
    iconv_t made = w->converts ? (iconv_t)-1 : iconv_open("UTF-8", charset);
    if (made == (iconv_t)-1)
        return false;
    w->converter = made;
    if (convert_head(w))
        return true;
    iconv_close(made);
    w->converter = NULL;
    return false;
}

void window_open(byte_window *w, message_input *input, void *context, itd_error *error)
{
    char *store = w->store;
    size_t cap = w->cap;
    if (w->converter)
        iconv_close(w->converter);
    *w = (byte_window){.input = input, .context = context, .error = error, .store = store, .cap = cap};
    while (window_more(w, 0, HEAD_LEN))
        ;
    w->encoding = encoding_guess(w->here);
    if (encoding_is_converted(&w->encoding) && !convert_head(w)) {
        w->status = error_memory(w->error);
        w->end = true;
        w->here.len = 0;
    }
}
