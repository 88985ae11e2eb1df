/* FIN messages from a window: a portion of whole messages at a time. */
#include "field/words.h"

#include "base/utf8.h"
#include "message/mt/mt_read.h"
#include "message/mx/mx_read.h"

#include <stdint.h>

#define PORTION_LEN    ((size_t)1 << 20)  /* so much is gathered before messages are read */
#define BANK_LINES_MAX 6                  /* before a bare message */
#define MESSAGE_LEN    ((size_t)64 << 20) /* one message; what is longer is cut */

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

static bool line_end_before(str s, size_t at)
{
    return at == 0 || s.data[at - 1] == '\n' || s.data[at - 1] == '\r';
}

/* Where the line before the one at `at` begins; empty lines are passed over. */
static size_t line_before(str s, size_t at)
{
    while (at > 0 && line_end_before(s, at))
        at--;
    while (!line_end_before(s, at))
        at--;
    return at;
}

/* Start of the last bare message, with the lines of its bank behind a line "-", or 0. */
static size_t last_bare(str s)
{
    size_t at = s.len;
    while (at > 0 && !(s.len - at >= 4 && memcmp(s.data + at, ":20:", 4) == 0 && line_end_before(s, at)))
        at--;
    for (size_t head = at, lines = 0; head > 0 && lines < BANK_LINES_MAX; lines++) {
        size_t line = line_before(s, head);
        if (s.data[line] == '-')
            return head;
        if (s.data[line] == ':')
            break;
        head = line;
    }
    return at;
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
        if (len == 0 && str_find(w->here, str_make("{1:", 3)) == SIZE_MAX)
            len = last_bare(w->here);
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

/* How the text of a portion came about. */
typedef struct mt_portion {
    str text;
    bool cut;    /* a message in it goes on behind it */
    bool latin1; /* its bytes were read as Latin-1 */
} mt_portion;

static bool read_message(message_stream *s, const mt_message *source, const mt_portion *p, bool last)
{
    arena *a = s->payment[0];
    message m = {0};
    mt_origin origin = {p->text.data, s->window->base, s->type, p->latin1 || s->latin1};
    bool good = mt_read(a, source, &origin, &m);
    if (good && source->xml.len)
        good = message_problem(a, &m, "an XML document follows the FIN message in the same file");
    if (good && p->cut && last)
        good = message_problem(a, &m, "longer than any message may be; the rest was not read");
    if (!good)
        return stream_no_memory(s);
    good = stream_emit(s, a, &m);
    stream_reset(s, a);
    return good;
}

/* An acknowledgement is an answer of its own only where the input holds nothing else, or where words stand in
 * it. */
static bool counts(const message_stream *s, const mt_message *source, bool last)
{
    if (!source->service_only)
        return source->block_count > 0;
    if (last && s->count == 0)
        return true;
    for (size_t i = 0; i < source->block_count; i++)
        if (words_may_hold_name(s->payment[0], source->blocks[i].content))
            return true;
    return false;
}

/* All messages of the portion. *xml: where ISO 20022 begins in it, or its length. */
static bool read_portion(message_stream *s, const mt_portion *p, size_t *xml)
{
    mt_scanner scanner = {.text = p->text};
    mt_message source;
    *xml = p->text.len;
    while (mt_blocks_next(&scanner, &source)) {
        bool last = scanner.at == p->text.len;
        if (counts(s, &source, last && s->window->end) && !read_message(s, &source, p, last))
            return false;
        if (source.xml.len)
            *xml = (size_t)(source.xml.data - p->text.data);
    }
    return true;
}

/* The XML behind a converted portion, only as far as it is here. */
static bool read_xml_behind(message_stream *s, mx_reading *mx, str xml)
{
    byte_window *outer = s->window, inner;
    bool transcoded = s->transcoded;
    window_of(&inner, xml);
    s->window = &inner;
    s->transcoded = true;
    bool good = mx_stream(s, mx);
    s->window = outer;
    s->transcoded = transcoded;
    return good;
}

/* FinTS writes "@@" for a line end. */
static bool has_fints_lines(str text)
{
    return str_find(text, str_of("@@:")) != SIZE_MAX &&
           (str_find(text, str_of("@@:25:")) != SIZE_MAX || str_find(text, str_of("@@:20:")) != SIZE_MAX);
}

/* A copy with line ends for them. */
static str mended_fints_lines(arena *a, str text)
{
    char *copy = arena_copy(a, text);
    for (size_t i = 0; copy && i + 1 < text.len; i++)
        if (copy[i] == '@' && copy[i + 1] == '@') {
            copy[i++] = '\r';
            copy[i] = '\n';
        }
    return str_make(copy, copy ? text.len : 0);
}

/* A portion that is not as it came: bytes that are not UTF-8 are read as Latin-1, and FinTS's line ends are
 * mended. */
static bool read_converted(message_stream *s, mx_reading *mx, mt_portion *p)
{
    size_t xml;
    str copy = p->latin1 ? encoding_from_latin1(s->document, p->text) : p->text;
    if (copy.data && has_fints_lines(copy))
        copy = mended_fints_lines(s->document, copy);
    if (!copy.data)
        return stream_no_memory(s);
    p->text = copy;
    bool good = read_portion(s, p, &xml);
    if (good && xml < copy.len)
        good = read_xml_behind(s, mx, str_make(copy.data + xml, copy.len - xml));
    stream_reset(s, s->document);
    return good;
}

bool mt_stream(message_stream *s, mx_reading *mx)
{
    byte_window *w = s->window;
    while (w->here.len || !w->end) {
        bool cut;
        size_t len = portion(w, &cut), xml = len;
        mt_portion p = {.text = {w->here.data, len}, .cut = cut};
        p.latin1 = !s->transcoded && !utf8_is_valid(p.text, NULL);
        bool converts = p.latin1 || has_fints_lines(p.text);
        if (!(converts ? read_converted(s, mx, &p) : read_portion(s, &p, &xml)))
            return false;
        window_more(w, xml, 0);
        if (xml < len)
            return mx_stream(s, mx);
        if (cut)
            skip_message(w);
    }
    return true;
}
