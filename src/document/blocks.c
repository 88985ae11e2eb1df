/* Bytes that stand in a text as characters: base64, base32, hexadecimal digits, uuencode, lists of numbers,
 * the parts of a mail. What they hold takes their place where it is text; where it is not, somebody has to
 * be told: fingerprints (of 16 to 64 bytes) and signatures are what texts are full of, all else is not read.
 */
#include "document/stage.h"

#include <stdlib.h>
#include <string.h>

enum {
    RUN_LEAST = 16,       /* characters in one word from which they may be a text */
    LINE_LEAST = 32,      /* of a line that goes on in the next */
    OPAQUE_LEAST = 44,    /* bytes that are no text and no fingerprint, of which somebody is told */
    STARTS_MOST = 4,      /* places in a word from which it may be base64 */
    NEAR_MOST = 32 << 10, /* bytes of the head of a part of a mail, of a signature */
    NUMBERS_NEAR = 96,    /* bytes around a digit in which a list of numbers is looked for */
    PAIR_RUN = 24,        /* bytes of a list of numbers at least */
};

static const char OPAQUE[] = "a part in base64 or in hexadecimal digits that is no text";

typedef struct block_work {
    const stage *from;
    stage *to;
    const char **unread;
    char *bytes, *text; /* room for what is decoded */
    size_t cap;
} block_work;

static bool is_run(char c)
{
    return digit_of_base64(c) != 64;
}

static str whole(const block_work *w)
{
    return str_make(w->from->text, w->from->len);
}

/* ---- what they hold ---- */

/* Puts the bytes as text, in place of what stood from `first` to `last`; false if they are none. */
static bool put_bytes(block_work *w, size_t count, size_t first, size_t last)
{
    const str bytes = str_make(w->bytes, count);
    const char *file = bytes_file(bytes);
    size_t len = file ? 0 : bytes_as_text(bytes, w->text, w->cap);
    *w->unread = file ? file : *w->unread;
    if (len == 0)
        return false;
    stage_put(w->to, " ", 1, w->from, first, last);
    stage_put(w->to, w->text, len, w->from, first, last);
    stage_put(w->to, " ", 1, w->from, first, last);
    return true;
}

static bool all_hexadecimal(str s)
{
    uint32_t value;
    for (size_t i = 0; i < s.len; i++)
        if (!hexadecimal(s, i, 1, &value))
            return false;
    return true;
}

static size_t hexadecimal_to_bytes(str s, char *to)
{
    uint32_t value;
    size_t out = 0;
    for (size_t i = 0; i + 1 < s.len && hexadecimal(s, i, 2, &value); i += 2)
        to[out++] = (char)value;
    return out;
}

/* Base32: capital letters and 2 to 7. */
static size_t base32_to_bytes(str s, char *to)
{
    uint32_t bits = 0;
    size_t out = 0, have = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
        if (value < 0)
            return 0;
        bits = bits << 5 | (uint32_t)value;
        have += 5;
        if (have >= 8) {
            have -= 8;
            to[out++] = (char)(bits >> have);
        }
    }
    return out;
}

/* Letters of both sizes and digits in the shares that only chance gives. */
static bool looks_random(str s)
{
    size_t small = 0, large = 0, digits = 0, signs = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        small += c >= 'a' && c <= 'z';
        large += c >= 'A' && c <= 'Z';
        digits += c >= '0' && c <= '9';
        signs += c == '/' || c == '-' || c == '_' || c == '+';
    }
    return small * 5 > s.len && large * 5 > s.len && digits * 16 > s.len && signs * 10 < s.len;
}

static bool is_fingerprint(size_t bytes)
{
    static const size_t sizes[] = {16, 20, 24, 28, 32, 40, 48, 64};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (bytes == sizes[i])
            return true;
    return false;
}

static void tell_opaque(block_work *w, str s, size_t bytes, bool hex)
{
    for (size_t i = 0; i < 8 && i < s.len; i++)
        if (s.data[i] == '-' || s.data[i] == '_') { /* "sha512-…" */
            s = str_make(s.data + i + 1, s.len - i - 1);
            bytes = s.len * 3 / 4;
        }
    if (bytes >= OPAQUE_LEAST && !is_fingerprint(bytes) && (hex || looks_random(s)))
        *w->unread = OPAQUE;
}

/* The word from `at` to `end`, line ends within it; what it holds goes out. True if it holds text. */
static bool read_run(block_work *w, size_t at, size_t end)
{
    str run = STR_NONE; /* without its line ends, at the end of the room for what is decoded */
    for (size_t i = at; i < end; i++)
        if (is_run(w->from->text[i]))
            w->bytes[w->cap - (end - at) + run.len++] = w->from->text[i];
    run.data = w->bytes + w->cap - (end - at);
    if (run.len > 2 && run.data[0] == '0' && (run.data[1] | 0x20) == 'x')
        run = str_make(run.data + 2, run.len - 2);
    bool hex = all_hexadecimal(run);
    if (hex && run.len % 2 == 0) {
        size_t count = hexadecimal_to_bytes(run, w->bytes);
        if (put_bytes(w, count, at, end - 1))
            return true;
        tell_opaque(w, run, count, true);
        return false;
    }
    for (size_t n = 0, from = 0; n < STARTS_MOST && from + RUN_LEAST <= run.len; n++) {
        str part = str_make(run.data + from, run.len - from);
        size_t count = base64_to_bytes(part, w->bytes);
        if (put_bytes(w, count, at, end - 1))
            return true;
        if (n == 0)
            tell_opaque(w, run, count, false);
        while (from < run.len && run.data[from] != '/' && run.data[from] != '+' && run.data[from] != '-' &&
               run.data[from] != '_')
            from++;
        from++;
    }
    size_t count = base32_to_bytes(run, w->bytes);
    return count && put_bytes(w, count, at, end - 1);
}

/* ---- where they stand ---- */

/* Behind the word at `at`; lines of one length go on in the next. */
static size_t run_end(str s, size_t at)
{
    size_t end = at, line = at;
    for (;;) {
        while (end < s.len && is_run(s.data[end]))
            end++;
        size_t next = end;
        if (next < s.len && s.data[next] == '\r')
            next++;
        if (end - line < LINE_LEAST || next >= s.len || s.data[next] != '\n')
            return end;
        next++;
        size_t stop = next;
        while (stop < s.len && is_run(s.data[stop]))
            stop++;
        bool closes = stop == s.len || memchr("\r\n=", s.data[stop], 3);
        if (stop == next || stop - next > end - line || !closes)
            return end;
        line = next;
        end = next;
    }
}

static bool is_header(str s, size_t at, const char *header)
{
    size_t len = strlen(header);
    return s.len - at >= len && str_equal_nocase(str_make(s.data + at, len), str_of(header));
}

/* What follows `at`, as far as the end of a head or of a signature is looked for. */
static str near(str s, size_t at)
{
    return str_make(s.data + at, s.len - at < NEAR_MOST ? s.len - at : NEAR_MOST);
}

/* Where the body of the part of a mail begins whose head has `at`, and where it ends. */
static bool body_of(str s, size_t at, size_t *from, size_t *to)
{
    str rest = near(s, at);
    size_t lf = str_find(rest, str_of("\n\n")), crlf = str_find(rest, str_of("\r\n\r\n"));
    if (lf == SIZE_MAX && crlf == SIZE_MAX)
        return false;
    *from = at + (lf < crlf ? lf + 2 : crlf + 4);
    *to = *from;
    while (*to < s.len && (is_run(s.data[*to]) || s.data[*to] == '\n' || s.data[*to] == '\r')) {
        if (s.data[*to] == '-' && s.data[*to - 1] == '\n')
            return true;
        ++*to;
    }
    return true;
}

/* A part in base64 below its head, however short its lines are. Behind it; `at` where there is none. */
static size_t read_part(block_work *w, size_t at)
{
    static const char header[] = "content-transfer-encoding:";
    str s = whole(w);
    size_t from, end, line = at + sizeof header - 1;
    if (!is_header(s, at, header))
        return at;
    while (line < s.len && s.data[line] == ' ')
        line++;
    if (!is_header(s, line, "base64") || !body_of(s, line, &from, &end) || from == end)
        return at;
    stage_copy(w->to, w->from, at, from);
    size_t count = base64_to_bytes(str_make(s.data + from, end - from), w->bytes);
    if (!put_bytes(w, count, from, end - 1))
        *w->unread = bytes_file(str_make(w->bytes, count)) ? *w->unread : OPAQUE;
    return end;
}

/* Lines of uuencode behind "begin 644 name". */
static size_t read_uuencode(block_work *w, size_t at)
{
    str s = whole(w);
    uint32_t mode;
    if (!is_header(s, at, "begin ") || !hexadecimal(s, at + 6, 3, &mode))
        return at;
    const char *found = memchr(s.data + at, '\n', s.len - at);
    size_t line = found ? (size_t)(found - s.data) + 1 : s.len, out = 0;
    while (line < s.len && s.data[line] > ' ' && s.data[line] < '`' && s.data[line] != 'e') {
        size_t count = (size_t)(s.data[line] - ' '), read = 0;
        uint32_t bits = 0;
        size_t i = line + 1;
        for (; i < s.len && s.data[i] != '\n' && s.data[i] != '\r'; i++) {
            bits = bits << 6 | (uint32_t)((s.data[i] - ' ') & 0x3F);
            if ((i - line) % 4)
                continue;
            for (int k = 16; k >= 0 && read < count; k -= 8, read++)
                w->bytes[out++] = (char)(bits >> k);
        }
        while (i < s.len && s.data[i] != '\n')
            i++;
        line = i < s.len ? i + 1 : i;
    }
    if (out == 0)
        return at;
    if (!put_bytes(w, out, at, line - 1))
        *w->unread = "a file in uuencode that is no text";
    return line;
}

/* What says of itself that it cannot be read. */
static size_t read_sealed(block_work *w, size_t at)
{
    static const char *const marks[] = {
        "-----BEGIN PGP MESSAGE", "-----BEGIN ENCRYPTED", "-----BEGIN CMS", "-----BEGIN PKCS7", "=ybegin ",
        "application/pkcs7-mime"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (is_header(whole(w), at, marks[i]))
            *w->unread = "an encrypted or encoded part (PGP, S/MIME, yEnc)";
    return at;
}

/* Behind a signature of PGP: what it is is known. */
static size_t pass_signature(block_work *w, size_t at)
{
    str s = whole(w);
    if (!is_header(s, at, "-----BEGIN PGP SIGNATURE-----"))
        return at;
    size_t end = str_find(near(s, at), str_of("-----END PGP SIGNATURE"));
    if (end == SIZE_MAX)
        return at;
    stage_copy(w->to, w->from, at, at + end);
    return at + end;
}

typedef size_t reader_of_block(block_work *w, size_t at);

/* At the beginning of a word; the place behind what was read, or `at`. */
static size_t read_marked(block_work *w, size_t at)
{
    static reader_of_block *const readers[] = {read_part, read_uuencode, read_sealed, pass_signature};
    char c = w->from->text[at];
    if (c != 'c' && c != 'C' && c != 'b' && c != '-' && c != '=' && c != 'a')
        return at;
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        size_t end = readers[i](w, at);
        if (end != at)
            return end;
    }
    return at;
}

static size_t read_numbers(block_work *w, size_t at)
{
    size_t end;
    char c = w->from->text[at];
    uint32_t value;
    if (!hexadecimal(whole(w), at, 1, &value) && c != 'U' && c != 'u')
        return at;
    size_t count = numbers_as_bytes(whole(w), at, &end, w->bytes);
    return count && put_bytes(w, count, at, end - 1) ? end : at;
}

/* One word, from `at` on; the place behind it. */
static size_t read_word(block_work *w, size_t at)
{
    str s = whole(w);
    size_t end = read_marked(w, at);
    if (end != at || (end = read_numbers(w, at)) != at)
        return end;
    end = run_end(s, at);
    if (end - at < RUN_LEAST) {
        size_t stop = end > at ? end : at + 1;
        stage_copy(w->to, w->from, at, stop);
        return stop;
    }
    if (!read_run(w, at, end))
        stage_copy(w->to, w->from, at, end);
    return end;
}

void blocks_read(const stage *from, stage *to, const char **unread)
{
    block_work w = {.from = from, .to = to, .unread = unread, .cap = from->len * 2 + NUMBERS_TEXT_MAX};
    w.bytes = malloc(w.cap);
    w.text = malloc(w.cap);
    if (w.bytes && w.text)
        for (size_t at = 0; at < from->len;)
            at = read_word(&w, at);
    else
        *unread = "a part that there was no memory for";
    free(w.bytes);
    free(w.text);
}

/* ---- whether there are any ---- */

/* Two thirds of the bytes are letters of ASCII and blanks, or of an old code page, or are in pairs of UTF-8,
 * or every other one is the number of an alphabet in UTF-16; no control characters beside. */
static bool may_be_text(str s)
{
    size_t letters = 0, high = 0, halves = 0, pairs = 0, wrong = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        letters += c == ' ' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        high += c >= 0xC0;
        halves += c < 8;
        pairs += c >= 0xC3 && c < 0xE0 && i + 1 < s.len && ((unsigned char)s.data[i + 1] & 0xC0) == 0x80;
        wrong += (c >= 8 && c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
    }
    return halves * 2 + 2 >= s.len ||
           (wrong == 0 && halves == 0 &&
            (letters * 3 >= s.len * 2 || high * 6 >= s.len * 5 || pairs * 3 >= s.len));
}

/* By its first characters: a word that may hold text, or that is told of. */
static bool run_tells(str run)
{
    char bytes[RUN_LEAST];
    str head = str_make(run.data, RUN_LEAST);
    if (all_hexadecimal(head) && may_be_text(str_make(bytes, hexadecimal_to_bytes(head, bytes))))
        return true;
    for (size_t n = 0, from = 0; n < STARTS_MOST && from + RUN_LEAST <= run.len; n++) {
        size_t count = base64_to_bytes(str_make(run.data + from, RUN_LEAST), bytes);
        if (may_be_text(str_make(bytes, count)))
            return true;
        while (from < run.len && !memchr("/+-_", run.data[from], 4))
            from++;
        from++;
    }
    if (run.len >= OPAQUE_LEAST && (looks_random(run) || all_hexadecimal(run)))
        return true;
    size_t count = base32_to_bytes(head, bytes);
    return count && may_be_text(str_make(bytes, count));
}

static bool is_of_numbers(char c)
{
    return c != 0 && strchr("0123456789abcdefABCDEFxXuU+ ,;:-\n\r\t", c) != NULL;
}

static bool may_be_numbers(str s, size_t at)
{
    char bytes[NUMBERS_TEXT_MAX], text[NUMBERS_TEXT_MAX];
    size_t from = at, end = at, digits = 0;
    while (from > 0 && at - from < NUMBERS_NEAR && is_of_numbers(s.data[from - 1]))
        from--;
    while (end < s.len && end - at < NUMBERS_NEAR && is_of_numbers(s.data[end]))
        end++;
    for (size_t i = from; i < end; i++)
        digits += s.data[i] >= '0' && s.data[i] <= '9';
    if (end - from < PAIR_RUN || digits * 3 < end - from)
        return false;
    for (size_t i = from, behind; i < end; i++) {
        bool begins = i == from || !is_run(s.data[i - 1]);
        size_t count = begins ? numbers_as_bytes(str_make(s.data, end), i, &behind, bytes) : 0;
        if (count && bytes_as_text(str_make(bytes, count), text, sizeof text))
            return true;
    }
    return false;
}

bool blocks_are_there(str s)
{
    static const char *const marks[] = {"-----BEGIN ", "\nbegin ", "=ybegin ", "pkcs7-mime"};
    for (size_t i = RUN_LEAST - 1; i < s.len; i += RUN_LEAST) {
        if (s.data[i] >= '0' && s.data[i] <= '9' && may_be_numbers(s, i))
            return true;
        size_t from = i, end = i;
        while (from > 0 && is_run(s.data[from - 1]) && i - from < s.len)
            from--;
        while (end < s.len && is_run(s.data[end]))
            end++;
        if (end - from >= RUN_LEAST && run_tells(str_make(s.data + from, end - from)))
            return true;
        i = end > i + RUN_LEAST ? end - 1 : i; /* each word is walked through once or twice */
    }
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (str_find(s, str_of(marks[i])) != SIZE_MAX)
            return true;
    return str_starts(s, str_of("begin ")) || mail_part_is_there(s, "base64");
}
