/* Marks of HTML and XML taken out of a text, by the states of HTML's tokenizer: text, tag, attribute,
 * comment, declaration. A tag that is set within words (<b>, <span>) leaves nothing, any other a blank or a
 * line end. What an attribute says to a reader (alt, title, content …), a comment and a script stay as text:
 * a name may stand there. */
#include "document/stage.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_one_of(str word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(word, str_of(words[i])))
            return true;
    return false;
}

#define ONE_OF(word, words) is_one_of(word, words, sizeof(words) / sizeof(words)[0])

static const char *const WITHIN_WORDS[] = {
    "b",    "i",    "u",      "em",  "strong", "span", "a",    "font", "small", "big", "sub",   "sup",
    "mark", "s",    "strike", "tt",  "code",   "abbr", "wbr",  "q",    "cite",  "ins", "del",   "kbd",
    "var",  "samp", "bdi",    "bdo", "dfn",    "nobr", "ruby", "o:p",  "w:t",   "w:r", "w:rpr", "acronym"};
static const char *const BLANKS[] = {"td", "th", "option", "img", "input", "button", "label"};
static const char *const USUAL_TAGS[] = {
    "html",  "head", "body", "p",  "br", "div", "span", "td",     "tr",      "table",  "a",
    "b",     "i",    "em",   "ul", "li", "ol",  "h1",   "h2",     "h3",      "strong", "font",
    "title", "meta", "img",  "th", "u",  "hr",  "pre",  "center", "section", "article"};
static const char *const SPOKEN_ATTRIBUTES[] = {"alt",   "title",      "content", "value", "placeholder",
                                                "label", "aria-label", "summary", "href",  "data-name"};

static str word_at(str s, size_t at)
{
    size_t end = at;
    while (end < s.len &&
           (is_letter(s.data[end]) || (s.data[end] >= '0' && s.data[end] <= '9') || s.data[end] == '-' ||
            s.data[end] == ':' || s.data[end] == '_' || s.data[end] == '.'))
        end++;
    return str_make(s.data + at, end - at);
}

bool markup_is_there(str s)
{
    for (size_t i = 0; i + 2 < s.len; i++) {
        size_t len;
        str rest = str_make(s.data + i + 1, s.len - i - 1);
        if (s.data[i] == '&' && character_reference(rest, &len))
            return true;
        if (s.data[i] != '<')
            continue;
        if (str_starts(rest, str_of("!--")) || str_starts(rest, str_of("?xml")) ||
            str_starts(rest, str_of("!DOCTYPE")) || str_starts(rest, str_of("!doctype")))
            return true;
        str name = word_at(s, i + 1 + (rest.data[0] == '/'));
        size_t end = (size_t)(name.data - s.data) + name.len;
        bool ends = end < s.len && (s.data[end] == '>' || s.data[end] == '/' || is_space(s.data[end]));
        if (name.len && ends && ONE_OF(name, USUAL_TAGS))
            return true;
    }
    return false;
}

/* Text from `from` to `to`, its references resolved. */
static void put_text(const stage *source, size_t from, size_t to, stage *out)
{
    for (size_t i = from; i < to; i++) {
        size_t len = 0;
        uint32_t c = source->text[i] == '&'
                         ? character_reference(str_make(source->text + i + 1, to - i - 1), &len)
                         : 0;
        if (!c) {
            stage_put(out, source->text + i, 1, source, i, i);
            continue;
        }
        stage_put_character(out, c == 0xA0 ? ' ' : c, source, i, i + len);
        i += len;
    }
}

/* Attributes from `at` on to the end of the tag; what is spoken goes out. Returns the place behind the '>'.
 */
static size_t read_attributes(const stage *source, size_t at, stage *out)
{
    str s = str_make(source->text, source->len);
    while (at < s.len && s.data[at] != '>') {
        str name = word_at(s, at);
        if (name.len == 0) {
            at++;
            continue;
        }
        at += name.len;
        size_t equals = at;
        while (equals < s.len && is_space(s.data[equals]))
            equals++;
        if (equals >= s.len || s.data[equals] != '=')
            continue;
        at = equals + 1;
        while (at < s.len && is_space(s.data[at]))
            at++;
        char quote = at < s.len && (s.data[at] == '"' || s.data[at] == '\'') ? s.data[at] : 0;
        size_t begin = at + (quote != 0), end = begin;
        while (end < s.len && (quote ? s.data[end] != quote : !is_space(s.data[end]) && s.data[end] != '>'))
            end++;
        if (ONE_OF(name, SPOKEN_ATTRIBUTES) && end > begin && out->len + (end - begin) + 2 < out->cap) {
            stage_put(out, "\n", 1, source, at, at);
            put_text(source, begin, end, out);
            stage_put(out, "\n", 1, source, end < source->len ? end : end - 1,
                      end < source->len ? end : end - 1);
        }
        at = end + (quote != 0);
    }
    return at < s.len ? at + 1 : s.len;
}

/* What follows '<' at `at`; the place behind it, or `at` if it is no mark but a sign. */
static size_t read_mark(const stage *source, size_t at, stage *out)
{
    str s = str_make(source->text, source->len);
    str rest = str_make(s.data + at + 1, s.len - at - 1);
    if (str_starts(rest, str_of("!--"))) {
        str inner = str_make(rest.data + 3, rest.len - 3);
        size_t end = str_find(inner, str_of("-->")), len = end == SIZE_MAX ? inner.len : end;
        stage_put(out, "\n", 1, source, at, at);
        put_text(source, at + 4, at + 4 + len, out);
        stage_put(out, "\n", 1, source, at, at);
        return end == SIZE_MAX ? s.len : at + 4 + len + 3;
    }
    if (str_starts(rest, str_of("![CDATA["))) {
        str inner = str_make(rest.data + 8, rest.len - 8);
        size_t end = str_find(inner, str_of("]]>")), len = end == SIZE_MAX ? inner.len : end;
        for (size_t i = at + 9; i < at + 9 + len; i++)
            stage_put(out, source->text + i, 1, source, i, i);
        return end == SIZE_MAX ? s.len : at + 9 + len + 3;
    }
    if (rest.len && (rest.data[0] == '!' || rest.data[0] == '?')) {
        size_t end = str_find(rest, str_of(">"));
        stage_put(out, "\n", 1, source, at, at);
        return end == SIZE_MAX ? s.len : at + 1 + end + 1;
    }
    bool closing = rest.len && rest.data[0] == '/';
    str name = word_at(s, at + 1 + closing);
    if (name.len == 0 || !is_letter(name.data[0]))
        return at;
    if (!ONE_OF(name, WITHIN_WORDS))
        stage_put(out, ONE_OF(name, BLANKS) ? " " : "\n", 1, source, at, at);
    return read_attributes(source, at + 1 + closing + name.len, out);
}

void markup_strip(const stage *from, stage *to)
{
    size_t at = 0;
    while (at < from->len) {
        const char *found = memchr(from->text + at, '<', from->len - at);
        size_t mark = found ? (size_t)(found - from->text) : from->len;
        put_text(from, at, mark, to);
        if (mark == from->len)
            return;
        at = read_mark(from, mark, to);
        if (at == mark) {
            stage_put(to, "<", 1, from, mark, mark);
            at++;
        }
    }
}
