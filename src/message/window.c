#include "message/window.h"

#include "base/error.h"

#include <stdlib.h>

#define HEAD_LEN ((size_t)16) /* enough to tell the encoding */

void window_of(byte_window *w, str text)
{
    *w = (byte_window){.here = text, .end = true};
}

void window_free(byte_window *w)
{
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

/* Reads and converts: bytes of a cut character wait in `raw`. */
static size_t fetch_converted(byte_window *w, char *to, size_t size)
{
    char bytes[16 << 10];
    size_t room = size / ENCODING_GROWTH < sizeof bytes ? size / ENCODING_GROWTH : sizeof bytes;
    size_t len = 0, used;
    while (len == 0 && !w->end) {
        memcpy(bytes, w->raw, w->raw_len);
        size_t got = w->raw_len + fetch(w, bytes + w->raw_len, room - w->raw_len);
        len = encoding_convert(&w->encoding, str_make(bytes, got), w->end, to, &used);
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

/* What was read before the encoding was known. */
static void convert_head(byte_window *w)
{
    size_t used, cap = w->here.len * ENCODING_GROWTH + ENCODING_GROWTH;
    char *to = malloc(cap > WINDOW_CHUNK * 2 ? cap : WINDOW_CHUNK * 2);
    if (!to) {
        w->status = error_memory(w->error);
        w->end = true;
        w->here.len = 0;
        return;
    }
    size_t len = encoding_convert(&w->encoding, w->here, w->end, to, &used);
    w->raw_len = w->here.len - used;
    memcpy(w->raw, w->here.data + used, w->raw_len);
    free(w->store);
    w->store = to;
    w->cap = cap > WINDOW_CHUNK * 2 ? cap : WINDOW_CHUNK * 2;
    w->here = str_make(to, len);
    w->converts = true;
}

void window_open(byte_window *w, message_input *input, void *context, itd_error *error)
{
    char *store = w->store;
    size_t cap = w->cap;
    *w = (byte_window){.input = input, .context = context, .error = error, .store = store, .cap = cap};
    while (window_more(w, 0, HEAD_LEN))
        ;
    w->encoding = encoding_guess(w->here);
    if (encoding_is_converted(&w->encoding))
        convert_head(w);
}
