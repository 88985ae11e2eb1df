#include "base/error.h"

#include "base/utf8.h"
#include "base/limits.h"
#include "message/mt/mt_read.h"
#include "message/mx/mx_read.h"

#include <stdlib.h>

struct message_reader {
    byte_window window;
    arena document, batch, payment[2], envelope;
    mx_reading mx;
};

bool stream_no_memory(message_stream *s)
{
    s->status = error_memory(s->error);
    return false;
}

/* Places in an envelope's string are none in the source. */
static void forget_places(message *m)
{
    for (size_t i = 0; i < m->party_count; i++)
        m->parties[i].start = m->parties[i].end = 0;
    for (size_t i = 0; i < m->text_count; i++)
        m->text[i].start = m->text[i].end = 0;
    for (size_t i = 0; i < m->goods_count; i++)
        m->goods[i].start = m->goods[i].end = 0;
}

/* Whatever was made without memory may lack something, and nobody can tell what. */
static bool memory_failed(const message_stream *s, const arena *a)
{
    return a->failed || s->document->failed || s->batch->failed || s->envelope->failed;
}

bool stream_emit(message_stream *s, arena *a, message *m)
{
    if (memory_failed(s, a))
        return stream_no_memory(s);
    if (s->depth)
        forget_places(m);
    if (s->outer && !message_merge(a, m, s->outer, (message_mark){0}))
        return stream_no_memory(s);
    s->outer = NULL;
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

str stream_printable(arena *a, str bytes)
{
    char *copy = arena_copy(a, bytes);
    for (size_t i = 0; copy && i < bytes.len; i++)
        if ((unsigned char)copy[i] < ' ' && copy[i] != '\n')
            copy[i] = ' ';
    return copy ? str_trim(str_make(copy, bytes.len)) : STR_NONE;
}

/* What stands before the XML is searched as text, and said. */
static bool pass_prefix(message_stream *s, size_t prefix)
{
    arena *a = s->envelope;
    str bytes = str_make(s->window->here.data, prefix);
    message *outer = arena_alloc(a, sizeof *outer);
    str text = utf8_is_valid(bytes, NULL) ? arena_str(a, bytes) : encoding_from_latin1(a, bytes);
    if (!outer || !text.data)
        return stream_no_memory(s);
    text = stream_printable(a, str_trim(text));
    if (!message_note(a, outer, "%zu bytes before the message were passed over: \"%.*s\"", prefix,
                      MESSAGE_SHORT(text)) ||
        (text.len && !message_add_text(a, outer, str_of("prefix"), text)))
        return stream_no_memory(s);
    s->outer = outer;
    window_more(s->window, prefix, 0);
    return true;
}

/* All of the input is base64. */
static bool base64_stream(message_stream *s)
{
    byte_window *w = s->window;
    while (w->here.len < ENVELOPE_MAX && window_more(w, 0, ENVELOPE_MAX))
        ;
    str text = str_trim(w->here);
    char *to = arena_alloc(s->envelope, text.len + 1);
    if (!to)
        return stream_no_memory(s);
    nested_payload payload = {.text = {to, content_from_base64(text, to)}};
    bool good = w->end ? true : emit_nothing(s, "longer than the ceiling; the rest was not read");
    window_more(w, w->here.len, 0);
    return good && stream_nested(s, &payload);
}

static itd_status run(message_stream *s, mx_reading *mx, message_content content, size_t prefix)
{
    bool good = true;
    switch (content) {
    case CONTENT_XML:
        good = (prefix == 0 || pass_prefix(s, prefix)) && mx_stream(s, mx);
        break;
    case CONTENT_FIN:
        good = mt_stream(s, mx);
        break;
    case CONTENT_JSON:
        good = json_stream(s);
        break;
    case CONTENT_FEDWIRE:
        good = fedwire_stream(s);
        break;
    case CONTENT_NACHA:
        good = nacha_stream(s);
        break;
    case CONTENT_BASE64:
        good = base64_stream(s);
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
                        .envelope = a,
                        .transcoded = text.transcoded,
                        .latin1 = text.latin1,
                        .problem = text.problem,
                        .source_len = text.text.len};
    mx_init(mx);
    itd_status status = run(&s, mx, text.content, text.prefix);
    mx_free(mx);
    window_free(&window);
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
    arena_init(&r->envelope, LIMIT_ARENA_SIZE);
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
    arena_free(&r->envelope);
    mx_free(&r->mx);
    free(r);
}

/* What the input is, by its beginning: so much of it is read as tells. */
static message_content content_of(byte_window *w, size_t *prefix)
{
    message_content content = content_find(w->here, prefix);
    while (content == CONTENT_NONE && w->here.len < CONTENT_HEAD_LEN) {
        size_t wanted = w->here.len * 2 < CONTENT_HEAD_LEN ? w->here.len * 2 : CONTENT_HEAD_LEN;
        while (w->here.len < wanted && window_more(w, 0, wanted))
            ;
        content = content_find(w->here, prefix);
        if (w->end)
            break;
    }
    return content;
}

/* A stream whose arenas are those of the reader, empty. */
static message_stream stream_of(message_reader *r, byte_window *w, const text_encoding *e)
{
    arena_reset(&r->document);
    arena_reset(&r->batch);
    arena_reset(&r->payment[0]);
    arena_reset(&r->payment[1]);
    arena_reset(&r->envelope);
    return (message_stream){.window = w,
                            .document = &r->document,
                            .batch = &r->batch,
                            .payment = {&r->payment[0], &r->payment[1]},
                            .envelope = &r->envelope,
                            .transcoded = encoding_is_converted(e),
                            .problem = e->problem};
}

static itd_status run_window(message_reader *r, byte_window *w, const text_encoding *e, message_sink *sink,
                             void *sink_context, itd_error *error)
{
    message_stream s = stream_of(r, w, e);
    size_t prefix;
    s.sink = sink;
    s.context = sink_context;
    s.error = error;
    message_content content = content_of(w, &prefix);
    if (w->status != ITD_OK) /* nothing is said of what could not be seen */
        return w->status;
    itd_status status = run(&s, &r->mx, content, prefix);
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
    itd_status status = run_window(r, &w, &e, sink, sink_context, error);
    window_free(&w);
    return status;
}

/* ---- a message as a string in another one ---- */

/* The stream of the payload: with arenas of its own, or in the one where all is kept. */
static bool run_nested(message_stream *s, message_reader *r, const nested_payload *payload, str text,
                       const text_encoding *e)
{
    byte_window w;
    window_of(&w, text);
    message_stream inner = stream_of(r, &w, e);
    if (s->kept) {
        inner.document = inner.batch = inner.payment[0] = inner.payment[1] = inner.envelope = s->document;
        inner.kept = true;
    }
    inner.sink = s->sink;
    inner.context = s->context;
    inner.error = s->error;
    inner.depth = s->depth + 1;
    inner.type = payload->type;
    inner.outer = payload->outer;
    inner.transcoded = inner.transcoded || payload->decoded;
    size_t prefix;
    message_content content = content_find(text, &prefix);
    s->status = run(&inner, &r->mx, content, prefix);
    s->count += inner.count;
    window_free(&w);
    return s->status == ITD_OK;
}

bool stream_nested(message_stream *s, const nested_payload *payload)
{
    message_reader *r = NULL;
    if (s->depth >= STREAM_DEPTH_MAX)
        return emit_nothing(s, "messages nested deeper in one another than the ceiling: not read");
    if (message_reader_new(&r, s->error) != ITD_OK)
        return stream_no_memory(s);
    text_encoding e = encoding_guess(payload->text);
    str text = payload->text;
    char *converted = NULL;
    if (encoding_is_converted(&e)) {
        size_t used;
        converted = malloc(text.len * ENCODING_GROWTH + ENCODING_GROWTH);
        text = str_make(converted, converted ? encoding_convert(&e, text, true, converted, &used) : 0);
    }
    /* kept messages point into what was read */
    if (s->kept)
        text = arena_str(s->document, text);
    bool good = text.data ? run_nested(s, r, payload, text, &e) : stream_no_memory(s);
    free(converted);
    message_reader_free(r);
    return good;
}
