/* Marks of HTML and XML taken out of a text, by the states of HTML's tokenizer: text, tag, attribute,
 * comment, declaration. A tag that is set within words (<b>, <span>) leaves nothing, any other a blank or a
 * line end. What attributes and comments say stands behind the text, each on a line of its own; a script
 * stays as text: a name may stand there. */
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
    "b",    "i",   "u",    "em",   "strong", "span", "a",        "font",  "small",     "big",
    "sub",  "sup", "mark", "s",    "strike", "tt",   "code",     "abbr",  "wbr",       "q",
    "cite", "ins", "del",  "kbd",  "var",    "samp", "emphasis", "tspan", "text:span", "hi",
    "bdi",  "bdo", "dfn",  "nobr", "ruby",   "o:p",  "w:t",      "w:r",   "w:rpr",     "acronym"};
static const char *const BLANKS[] = {"td", "th", "option", "img", "input", "button", "label"};
static const char *const USUAL_TAGS[] = {
    "html",  "head", "body", "p",  "br", "div", "span", "td",     "tr",      "table",  "a",
    "b",     "i",    "em",   "ul", "li", "ol",  "h1",   "h2",     "h3",      "strong", "font",
    "title", "meta", "img",  "th", "u",  "hr",  "pre",  "center", "section", "article"};
static const char *const NAMES_OF_FIELDS[] = {"dt", "label", "th"};
static const char *const FIELD_ATTRIBUTES[] = {"name", "id",
                                               "for"}; /* what they say is the name of a field */
static const char *const SILENT_ATTRIBUTES[] = {"style",  "width", "height", "align",
                                                "valign", "dir",   "lang",   "rel"};

static str word_at(str s, size_t at)
{
    size_t end = at;
    while (end < s.len &&
           (is_letter(s.data[end]) || (s.data[end] >= '0' && s.data[end] <= '9') || s.data[end] == '-' ||
            s.data[end] == ':' || s.data[end] == '_' || s.data[end] == '.'))
        end++;
    return str_make(s.data + at, end - at);
}

/* True if a mark begins at `at`, where '<' stands. */
static bool mark_at(str s, size_t at)
{
    str rest = str_make(s.data + at + 1, s.len - at - 1);
    if (rest.len == 0)
        return false;
    if (str_starts(rest, str_of("!--")) || str_starts(rest, str_of("?xml")) ||
        str_starts(rest, str_of("!DOCTYPE")) || str_starts(rest, str_of("!doctype")))
        return true;
    bool closing = rest.data[0] == '/';
    str name = word_at(s, at + 1 + closing);
    size_t end = name.len ? (size_t)(name.data - s.data) + name.len : s.len;
    bool ends = end < s.len && (s.data[end] == '>' || s.data[end] == '/' || is_space(s.data[end]));
    return ends && is_letter(name.data[0]) && (ONE_OF(name, USUAL_TAGS) || (closing && s.data[end] == '>'));
}

bool markup_is_there(str s)
{
    size_t len;
    for (const char *p = s.data; p && (p = memchr(p, '&', (size_t)(s.data + s.len - p))) != NULL; p++)
        if (character_reference(str_make(p + 1, (size_t)(s.data + s.len - p - 1)), &len))
            return true;
    for (const char *p = s.data; p && (p = memchr(p, '<', (size_t)(s.data + s.len - p))) != NULL; p++)
        if (mark_at(s, (size_t)(p - s.data)))
            return true;
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
            const char *next = i + 1 < to ? memchr(source->text + i + 1, '&', to - i - 1) : NULL;
            size_t end = next ? (size_t)(next - source->text) : to;
            stage_copy(out, source, i, end);
            i = end - 1;
            continue;
        }
        stage_put_character(out, c == 0xA0 ? ' ' : c, source, i, i + len);
        i += len;
    }
}

/* What is written beside the text of a document, each on a line of its own: what attributes and comments
 * say. The text is read first and this then: a word with a mark in it must not be parted. */
static void put_beside(const stage *source, size_t from, size_t to, stage *out)
{
    size_t at = from ? from - 1 : from;
    bool letters = false;
    for (size_t i = from; i < to && !letters; i++)
        letters = is_letter(source->text[i]) || source->text[i] < 0 || source->text[i] == '&';
    if (!letters)
        return;
    stage_put(out, "\n", 1, source, at, at);
    put_text(source, from, to, out);
    stage_put(out, "\n", 1, source, at, at);
}

/* The value behind '=' at `at`; the place behind it. */
static size_t read_value(const stage *source, size_t at, str name, bool beside, stage *out)
{
    str s = str_make(source->text, source->len);
    at++;
    while (at < s.len && is_space(s.data[at]))
        at++;
    char quote = at < s.len && (s.data[at] == '"' || s.data[at] == '\'') ? s.data[at] : 0;
    size_t begin = at + (quote != 0), end = begin;
    while (end < s.len && (quote ? s.data[end] != quote : !is_space(s.data[end]) && s.data[end] != '>'))
        end++;
    if (beside && end > begin && !ONE_OF(name, SILENT_ATTRIBUTES)) {
        size_t before = out->len;
        put_beside(source, begin, end, out);
        if (out->len > before && ONE_OF(name, FIELD_ATTRIBUTES)) { /* in place of the line end */
            out->len--;
            stage_put(out, ":\n", 2, source, begin, begin);
        }
    }
    return end + (quote != 0);
}

/* Attributes from `at` on to the end of the tag; returns the place behind the '>'. *bare: one has no value.
 */
static size_t read_attributes(const stage *source, size_t at, bool beside, stage *out, bool *bare)
{
    str s = str_make(source->text, source->len);
    while (at < s.len && s.data[at] != '>') {
        str name = word_at(s, at);
        if (name.len == 0) {
            *bare = *bare || s.data[at] < 0;
            at++;
            continue;
        }
        at += name.len;
        size_t equals = at;
        while (equals < s.len && is_space(s.data[equals]))
            equals++;
        if (equals < s.len && s.data[equals] == '=')
            at = read_value(source, equals, name, beside, out);
        else
            *bare = true;
    }
    return at < s.len ? at + 1 : s.len;
}

/* From `at` on up to `mark`, or to the end; *behind is the place behind it. */
static size_t up_to(str s, size_t at, const char *mark, size_t *behind)
{
    size_t end = str_find(str_make(s.data + at, s.len - at), str_of(mark));
    *behind = end == SIZE_MAX ? s.len : at + end + strlen(mark);
    return end == SIZE_MAX ? s.len : at + end;
}

/* Comments, declarations and the like at `at`; the place behind, `at` if it is none. */
static size_t read_declaration(const stage *source, size_t at, bool beside, stage *out)
{
    str s = str_make(source->text, source->len), rest = str_make(s.data + at + 1, s.len - at - 1);
    size_t behind, end;
    if (str_starts(rest, str_of("!--"))) {
        end = up_to(s, at + 4, "-->", &behind);
        if (beside)
            put_beside(source, at + 4, end, out);
        return behind;
    }
    if (str_starts(rest, str_of("![CDATA["))) {
        end = up_to(s, at + 9, "]]>", &behind);
        if (!beside)
            stage_copy(out, source, at + 9, end);
        return behind;
    }
    if (rest.len == 0 || (rest.data[0] != '!' && rest.data[0] != '?'))
        return at;
    end = up_to(s, at + 1, ">", &behind);
    if (str_find(str_make(s.data + at, end - at), str_of("<!")) == 0 && memchr(s.data + at, '[', end - at))
        end = up_to(s, at + 1, "]>", &behind);
    if (beside)
        put_beside(source, at + 2 < end ? at + 2 : end, end, out);
    else
        stage_put(out, "\n", 1, source, at, at);
    return behind;
}

/* "<bdo dir=rtl>" writes from right to left. */
static void put_direction(const stage *source, str name, size_t at, size_t end, bool closing, stage *out)
{
    str tag = str_make(source->text + at, end - at);
    if (!str_equal_nocase(name, str_of("bdo")) ||
        (!closing && str_find_nocase(tag, str_of("rtl")) == SIZE_MAX))
        return;
    stage_put_character(out, closing ? 0x202C : 0x202E, source, at, end - 1);
}

/* A mark that no document has, between two letters of a word: "Ram<x>zan". */
static bool is_within_word(str s, size_t at, size_t end, str name)
{
    bool usual = ONE_OF(name, USUAL_TAGS) || ONE_OF(name, BLANKS) || ONE_OF(name, NAMES_OF_FIELDS);
    return !usual && at > 0 && end < s.len && (is_letter(s.data[at - 1]) || s.data[at - 1] < 0) &&
           ((s.data[end] >= 'a' && s.data[end] <= 'z') || s.data[end] < 0);
}

/* What follows '<' at `at`; the place behind it, or `at` if it is no mark but a sign. */
static size_t read_mark(const stage *source, size_t at, bool beside, stage *out)
{
    str s = str_make(source->text, source->len);
    size_t declared = read_declaration(source, at, beside, out);
    if (declared != at)
        return declared;
    bool closing = at + 1 < s.len && s.data[at + 1] == '/', bare = false;
    str name = word_at(s, at + 1 + closing);
    if (name.len == 0 || !is_letter(name.data[0]))
        return at;
    size_t before = out->len, end = read_attributes(source, at + 1 + closing + name.len, beside, out, &bare);
    if (!beside && !ONE_OF(name, WITHIN_WORDS) && !is_within_word(s, at, end, name)) {
        out->len = before;
        stage_put(out, ONE_OF(name, BLANKS) ? " " : "\n", 1, source, at, at);
        if (closing && ONE_OF(name, NAMES_OF_FIELDS))
            stage_put(out, ":\n", 2, source, at, at);
    }
    if (beside && bare && !ONE_OF(name, USUAL_TAGS)) /* "<Ann Example>" */
        put_beside(source, at + 1, end - 1, out);
    if (!beside)
        put_direction(source, name, at, end, closing, out);
    return end;
}

static void read_all(const stage *from, bool beside, stage *to)
{
    size_t at = 0;
    while (at < from->len) {
        const char *found = memchr(from->text + at, '<', from->len - at);
        size_t mark = found ? (size_t)(found - from->text) : from->len;
        if (!beside)
            put_text(from, at, mark, to);
        if (mark == from->len)
            return;
        at = read_mark(from, mark, beside, to);
        if (at == mark) {
            if (!beside)
                stage_put(to, "<", 1, from, mark, mark);
            at++;
        }
    }
}

void markup_strip(const stage *from, stage *to)
{
    read_all(from, false, to);
    read_all(from, true, to);
}
