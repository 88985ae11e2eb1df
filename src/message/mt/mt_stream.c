/* FIN messages from a window: a portion of whole messages at a time. */
#include "message/mt/mt_read.h"
#include "message/mx/mx_read.h"

#include <stdint.h>

#define PORTION_LEN ((size_t)1 << 20)  /* so much is gathered before messages are read */
#define MESSAGE_LEN ((size_t)64 << 20) /* one message; what is longer is cut */

static bool starts_message(str s, size_t at)
{
    if (s.len - at < 3 || memcmp(s.data + at, "{1:", 3) != 0)
        return false;
    char before = at ? s.data[at - 1] : '\n';
    return before == '}' || before == '$' || (unsigned char)before < ' ';
}

/* "{1:F21…": an acknowledgement, which belongs to the message behind it. */
static bool is_service(str s, size_t at)
{
    return s.len - at >= 6 && s.data[at + 4] == '2' && s.data[at + 5] == '1';
}

/* Start of the last message in the portion before which it may be parted, or 0: the first of the
 * acknowledgements before it. */
static size_t last_start(str s)
{
    size_t found = 0;
    bool later = false;
    for (size_t at = s.len; at-- > 1;) {
        if (s.data[at] != '{' || !starts_message(s, at))
            continue;
        if (later && !is_service(s, at))
            break;
        found = at;
        later = true;
    }
    return found;
}

/* Length of the next portion of whole messages; all that is here at the end of the input. */
static size_t portion(byte_window *w, bool *cut)
{
    size_t wanted = PORTION_LEN;
    *cut = false;
    for (;;) {
        while (w->here.len < wanted && window_more(w, 0, wanted))
            ;
        if (w->end)
            return w->here.len;
        size_t len = last_start(w->here);
        if (len)
            return len;
        if (wanted >= MESSAGE_LEN) {
            *cut = true;
            return w->here.len;
        }
        wanted *= 4;
    }
}

/* Passes over the rest of a message that was cut, up to the next one. */
static void skip_message(byte_window *w)
{
    for (;;) {
        for (size_t at = 1; at < w->here.len; at++)
            if (w->here.data[at] == '{' && starts_message(w->here, at)) {
                window_more(w, at, 0);
                return;
            }
        if (w->end) {
            window_more(w, w->here.len, 0);
            return;
        }
        window_more(w, w->here.len > 4 ? w->here.len - 4 : 0, PORTION_LEN);
    }
}

static bool read_message(message_stream *s, const mt_message *source, const char *base, bool cut)
{
    arena *a = s->payment[0];
    message m = {0};
    bool good = mt_read(a, source, base, s->window->base, &m);
    if (good && source->xml.len)
        good = message_problem(a, &m, "an XML document follows the FIN message in the same file");
    if (good && cut)
        good = message_problem(a, &m, "longer than any message may be; the rest was not read");
    if (!good)
        return stream_no_memory(s);
    good = stream_emit(s, a, &m);
    stream_reset(s, a);
    return good;
}

/* All messages of the text. *xml: where ISO 20022 begins in it, or its length. */
static bool read_portion(message_stream *s, str text, bool cut, size_t *xml)
{
    mt_scanner scanner = {.text = text};
    mt_message source;
    *xml = text.len;
    while (mt_blocks_next(&scanner, &source)) {
        bool counts = source.block_count && !source.service_only;
        if (counts && !read_message(s, &source, text.data, cut && scanner.at == text.len))
            return false;
        if (source.xml.len)
            *xml = (size_t)(source.xml.data - text.data);
    }
    return true;
}

/* Bytes that are not UTF-8 are read as Latin-1; the XML behind them only as far as it is here. */
static bool read_latin1(message_stream *s, mx_reading *mx, str text, bool cut)
{
    size_t xml;
    str converted = encoding_from_latin1(s->document, text);
    if (!converted.data)
        return stream_no_memory(s);
    const char *before = s->problem;
    s->problem = encoding_latin1_problem;
    bool good = read_portion(s, converted, cut, &xml);
    if (good && xml < converted.len) {
        byte_window *outer = s->window, inner;
        window_of(&inner, str_make(converted.data + xml, converted.len - xml));
        s->window = &inner;
        s->transcoded = true;
        good = mx_stream(s, mx);
        s->window = outer;
    }
    if (s->count)
        s->problem = before; /* else what is said of an input without messages */
    stream_reset(s, s->document);
    return good;
}

bool mt_stream(message_stream *s, mx_reading *mx)
{
    byte_window *w = s->window;
    while (w->here.len || !w->end) {
        bool cut;
        size_t len = portion(w, &cut), xml = len;
        str text = str_make(w->here.data, len);
        bool latin1 = !s->transcoded && !encoding_is_utf8(text);
        if (!(latin1 ? read_latin1(s, mx, text, cut) : read_portion(s, text, cut, &xml)))
            return false;
        window_more(w, xml, 0);
        if (xml < len)
            return mx_stream(s, mx);
        if (cut)
            skip_message(w);
    }
    return true;
}
