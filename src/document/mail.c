/* Escapes of mail: quoted-printable with or without the head that says so, and encoded words
 * ("=?utf-8?B?…?="). */
#include "document/stage.h"

#include <string.h>

enum {
    SOFT_LEAST = 56, /* characters of a line that is broken with "=" */
    SOFT_MOST = 80,
    ESCAPES_LEAST = 2, /* "=52=61" */
    WORD_MOST = 1024,  /* bytes of an encoded word */
};

bool mail_part_is_there(str s, const char *written)
{
    static const char header[] = "content-transfer-encoding";
    const size_t len = sizeof header - 1;
    for (size_t at = 0; at < s.len; at++) {
        const char *found = memchr(s.data + at, ':', s.len - at);
        if (!found)
            return false;
        at = (size_t)(found - s.data);
        if (at < len || !str_equal_nocase(str_make(s.data + at - len, len), str_of(header)))
            continue;
        str rest = str_make(s.data + at, s.len - at), line;
        if (str_split(&rest, '\n', &line) && str_find_nocase(line, str_of(written)) != SIZE_MAX)
            return true;
    }
    return false;
}

void unescape_quoted_printable(const stage *from, stage *to)
{
    str s = str_make(from->text, from->len);
    for (size_t i = 0; i < s.len; i++) {
        uint32_t value;
        char byte = s.data[i];
        if (byte == '=' && hexadecimal(s, i + 1, 2, &value)) {
            byte = (char)value;
            stage_put(to, &byte, 1, from, i, i + 2);
            i += 2;
        } else if (byte == '=' && i + 1 < s.len && s.data[i + 1] == '\n') {
            i += 1;
        } else if (byte == '=' && i + 2 < s.len && s.data[i + 1] == '\r' && s.data[i + 2] == '\n') {
            i += 2;
        } else {
            stage_put(to, &byte, 1, from, i, i);
        }
    }
}

/* Behind "=52" at `at` comes another, or the line ends with "=" where mail breaks one. */
bool escapes_of_mail_are_there(str s)
{
    size_t line = 0, run = 0, last = SIZE_MAX;
    uint32_t value;
    for (size_t at = 0; at < s.len; at++) {
        const char *found = memchr(s.data + at, '=', s.len - at);
        if (!found)
            return false;
        at = (size_t)(found - s.data);
        bool letter = hexadecimal(s, at + 1, 2, &value) && (value >= 'A' || value == ' ');
        run = letter ? (last + 3 == at ? run + 1 : 1) : 0;
        last = letter ? at : SIZE_MAX;
        bool within = letter && at > 0 && ((unsigned char)s.data[at - 1] | 0x20) >= 'a' && at + 3 < s.len &&
                      s.data[at + 3] >= 'a' && s.data[at + 3] <= 'z' && value < 0x80;
        if (run >= ESCAPES_LEAST || within)
            return true;
        bool ends = at + 1 < s.len && (s.data[at + 1] == '\n' || s.data[at + 1] == '\r');
        if (!ends || at == 0 || s.data[at - 1] == '=')
            continue;
        for (line = at; line > 0 && s.data[line - 1] != '\n' && at - line < SOFT_MOST;)
            line--;
        if (at - line >= SOFT_LEAST && at - line < SOFT_MOST)
            return true;
    }
    return false;
}

/* ---- encoded words ---- */

bool words_of_mail_are_there(str s)
{
    size_t at = str_find(s, str_of("=?"));
    return at != SIZE_MAX && str_find(str_make(s.data + at, s.len - at), str_of("?=")) != SIZE_MAX;
}

/* The next part up to a question mark. */
static bool part_of(str s, size_t *at, str *part)
{
    size_t end = *at;
    while (end < s.len && end - *at < WORD_MOST && s.data[end] != '?' && s.data[end] != '\n')
        end++;
    *part = str_make(s.data + *at, end - *at);
    *at = end + 1;
    return end < s.len && s.data[end] == '?' && part->len > 0;
}

static size_t decode_word(char kind, str text, char *to)
{
    if ((kind | 0x20) == 'b')
        return base64_to_bytes(text, to);
    size_t out = 0;
    for (size_t i = 0; i < text.len; i++) {
        uint32_t value;
        bool escaped = text.data[i] == '=' && hexadecimal(text, i + 1, 2, &value);
        to[out++] = escaped ? (char)value : text.data[i] == '_' ? ' ' : text.data[i];
        i += escaped ? 2 : 0;
    }
    return out;
}

/* The encoded word at `at` goes out; the place behind it, or `at`. */
static size_t read_encoded_word(const stage *from, size_t at, stage *to)
{
    str s = str_make(from->text, from->len), charset, kind, text;
    size_t end = at + 2;
    char bytes[WORD_MOST], out[WORD_MOST * 3], name[40];
    if (!part_of(s, &end, &charset) || !part_of(s, &end, &kind) || !part_of(s, &end, &text) || end >= s.len ||
        s.data[end] != '=' || charset.len >= sizeof name)
        return at;
    memcpy(name, charset.data, charset.len);
    name[charset.len] = '\0';
    size_t count = decode_word(kind.data[0], text, bytes);
    size_t len = charset_to_text(name, str_make(bytes, count), out, sizeof out);
    if (len == 0)
        return at;
    stage_put(to, out, len, from, at, end);
    end++;
    size_t next = end; /* blanks between two encoded words are none */
    while (next < s.len &&
           (s.data[next] == ' ' || s.data[next] == '\n' || s.data[next] == '\r' || s.data[next] == '\t'))
        next++;
    return next > end && str_starts(str_make(s.data + next, s.len - next), str_of("=?")) ? next : end;
}

void unescape_words_of_mail(const stage *from, stage *to)
{
    for (size_t at = 0; at < from->len;) {
        size_t end = at;
        if (from->text[at] == '=' && at + 1 < from->len && from->text[at + 1] == '?')
            end = read_encoded_word(from, at, to);
        if (end == at) {
            stage_put(to, from->text + at, 1, from, at, at);
            end = at + 1;
        }
        at = end;
    }
}
