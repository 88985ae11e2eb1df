#include "base/error.h"
#include "base/limits.h"
#include "message/mt/mt_read.h"
#include "message/mx/mx_read.h"

#include <stdlib.h>

#define HEAD_LEN ((size_t)64 << 10) /* an input may have a header of its own */

struct message_reader {
    byte_window window;
    arena document, batch, payment[2];
    mx_reading mx;
};

bool stream_no_memory(message_stream *s)
{
    s->status = error_memory(s->error);
    return false;
}

bool stream_emit(message_stream *s, arena *a, message *m)
{
    if (s->problem && !message_problem(a, m, "%s", s->problem))
        return stream_no_memory(s);
    s->count++;
    s->status = s->sink(s->context, m, s->error);
    return s->status == ITD_OK;
}

/* One message without content, for input that is no message at all. */
static bool emit_nothing(message_stream *s, const char *why)
{
    message m = {0};
    if (!message_problem(s->payment[0], &m, "%s", why))
        return stream_no_memory(s);
    bool good = stream_emit(s, s->payment[0], &m);
    stream_reset(s, s->payment[0]);
    return good;
}

static itd_status run(message_stream *s, mx_reading *mx, message_content content)
{
    bool good = true;
    switch (content) {
    case CONTENT_XML:
        good = mx_stream(s, mx);
        break;
    case CONTENT_FIN:
        good = mt_stream(s, mx);
        break;
    case CONTENT_NONE:
        good = emit_nothing(s, "no payment message: neither SWIFT MT nor ISO 20022 was found");
        break;
    }
    if (good && s->count == 0)
        good = emit_nothing(s, "no payment message was found");
    return good ? ITD_OK : s->status;
}

/* ---- everything kept in one arena ---- */

typedef struct kept_list {
    arena *a;
    message_list *list;
} kept_list;

static itd_status keep(void *context, message *m, itd_error *error)
{
    kept_list *k = context;
    message *item = message_add(k->a, k->list);
    if (!item)
        return error_memory(error);
    *item = *m;
    return ITD_OK;
}

itd_status message_read(arena *a, const char *path, str bytes, message_list *out, itd_error *error)
{
    decoded_text text;
    byte_window window;
    kept_list list = {a, out};
    (void)path;
    *out = (message_list){0};
    mx_reading *mx = arena_alloc(a, sizeof *mx);
    if (!mx || !encoding_decode(a, bytes, &text))
        return error_memory(error);
    out->source = text.text;
    window_of(&window, text.text);
    message_stream s = {.window = &window,
                        .document = a,
                        .batch = a,
                        .payment = {a, a},
                        .kept = true,
                        .sink = keep,
                        .context = &list,
                        .error = error,
                        .transcoded = text.transcoded,
                        .problem = text.problem,
                        .source_len = text.text.len};
    mx_init(mx);
    itd_status status = run(&s, mx, text.content);
    mx_free(mx);
    return status;
}

/* ---- as they come ---- */

itd_status message_reader_new(message_reader **out, itd_error *error)
{
    message_reader *r = calloc(1, sizeof *r);
    if (!r)
        return error_memory(error);
    arena_init(&r->document, LIMIT_ARENA_SIZE);
    arena_init(&r->batch, LIMIT_ARENA_SIZE);
    arena_init(&r->payment[0], LIMIT_ARENA_SIZE);
    arena_init(&r->payment[1], LIMIT_ARENA_SIZE);
    mx_init(&r->mx);
    *out = r;
    return ITD_OK;
}

void message_reader_free(message_reader *r)
{
    if (!r)
        return;
    window_free(&r->window);
    arena_free(&r->document);
    arena_free(&r->batch);
    arena_free(&r->payment[0]);
    arena_free(&r->payment[1]);
    mx_free(&r->mx);
    free(r);
}

/* What the input is, by its beginning: so much of it is read as tells. */
static message_content content_of(byte_window *w)
{
    message_content content = encoding_content(w->here);
    while (content == CONTENT_NONE && w->here.len < HEAD_LEN) {
        size_t wanted = w->here.len * 2 < HEAD_LEN ? w->here.len * 2 : HEAD_LEN;
        while (w->here.len < wanted && window_more(w, 0, wanted))
            ;
        content = encoding_content(w->here);
        if (w->end)
            break;
    }
    return content;
}

static itd_status run_window(message_reader *r, byte_window *w, const text_encoding *e, message_sink *sink,
                             void *sink_context, itd_error *error)
{
    message_stream s = {.window = w,
                        .document = &r->document,
                        .batch = &r->batch,
                        .payment = {&r->payment[0], &r->payment[1]},
                        .sink = sink,
                        .context = sink_context,
                        .error = error,
                        .transcoded = encoding_is_converted(e),
                        .problem = e->problem};
    arena_reset(&r->document);
    arena_reset(&r->batch);
    arena_reset(&r->payment[0]);
    arena_reset(&r->payment[1]);
    itd_status status = run(&s, &r->mx, content_of(w));
    return status != ITD_OK ? status : w->status;
}

itd_status message_reader_run(message_reader *r, message_input *input, void *input_context,
                              message_sink *sink, void *sink_context, itd_error *error)
{
    window_open(&r->window, input, input_context, error);
    return run_window(r, &r->window, &r->window.encoding, sink, sink_context, error);
}

itd_status message_reader_bytes(message_reader *r, str bytes, message_sink *sink, void *sink_context,
                                itd_error *error)
{
    byte_window w;
    text_encoding e = encoding_guess(bytes);
    if (encoding_is_converted(&e)) {
        size_t used;
        char *to = malloc(bytes.len * ENCODING_GROWTH + ENCODING_GROWTH);
        if (!to)
            return error_memory(error);
        window_of(&w, str_make(to, encoding_convert(&e, bytes, true, to, &used)));
        itd_status status = run_window(r, &w, &e, sink, sink_context, error);
        free(to);
        return status;
    }
    window_of(&w, bytes);
    return run_window(r, &w, &e, sink, sink_context, error);
}
