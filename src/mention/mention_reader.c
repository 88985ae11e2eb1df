#include "mention/mention_reader.h"

#include "base/error.h"
#include "text/encoded_twice.h"
#include "text/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    HEAD_LEN = 64,     /* bytes by which the form is told */
    CHUNK_LEN = 768,   /* bytes analysed at once */
    CHUNK_NEED = 1024, /* bytes that must be there before one is cut off */
    WORK_CAP = 2 * CHUNK_NEED,
    TEXT_CAP = READER_HISTORY + 4 * READER_PIECE, /* UTF-16 may become half as long again */
    SENTENCE_WORD = 4, /* letters of a word behind which a full stop ends a sentence */
    TAIL_MAX = 6,
    HAN_NAME = 4,    /* characters of a name at most */
    HANGUL_LONG = 5, /* syllables from which a word is parted from its particle */
};

typedef enum reader_form { FORM_UNKNOWN, FORM_BYTES, FORM_UTF16_LE, FORM_UTF16_BE } reader_form;

struct mention_reader {
    text_scratch *scratch;
    reader_form form;
    bool finished;
    bool unread;         /* a word is in a script that cannot be read */
    char head[HEAD_LEN]; /* of the input, until the form is told */
    size_t head_len;
    char text[TEXT_CAP];            /* UTF-8: history, then what is not read yet */
    uint32_t origins[TEXT_CAP + 1]; /* of each byte of `text`, from `origin_base`; UTF-16 only */
    size_t text_len, text_pos;
    unsigned long long text_base; /* place of text[0] in the whole text */
    unsigned long long input_len; /* bytes of the input so far */
    unsigned long long origin_base;
    unsigned char rest[4]; /* bytes of a character that is not whole yet */
    size_t rest_len;

    char work[WORK_CAP]; /* the chunk as it is analysed */
    uint16_t places[WORK_CAP + 1];
    size_t work_len, work_pos, chunk_len;
    const text_name *name;
    size_t word_at;
    unsigned long long last_to; /* end of the word before */
    size_t last_letters;
    bool last_number;
    bool any;
};

itd_status mention_reader_new(mention_reader **out, itd_error *error)
{
    mention_reader *r = calloc(1, sizeof *r);
    if (!r)
        return error_memory(error);
    itd_status status = text_scratch_new(&r->scratch, error);
    if (status != ITD_OK) {
        free(r);
        return status;
    }
    *out = r;
    return ITD_OK;
}

void mention_reader_free(mention_reader *r)
{
    if (!r)
        return;
    text_scratch_free(r->scratch);
    free(r);
}

void mention_reader_start(mention_reader *r)
{
    r->form = FORM_UNKNOWN;
    r->finished = r->any = r->unread = false;
    r->head_len = 0;
    r->text_len = r->text_pos = r->rest_len = 0;
    r->text_base = r->input_len = r->origin_base = r->last_to = 0;
    r->work_len = r->work_pos = r->chunk_len = r->word_at = r->last_letters = 0;
    r->last_number = false;
    r->name = NULL;
}

/* ---- bytes ---- */

/* Text in two bytes a letter has its mark, or a zero byte in most letters of its beginning. */
static reader_form form_of(str s)
{
    size_t even = 0, odd = 0;
    if (s.len >= 2 && (unsigned char)s.data[0] == 0xFF && (unsigned char)s.data[1] == 0xFE)
        return FORM_UTF16_LE;
    if (s.len >= 2 && (unsigned char)s.data[0] == 0xFE && (unsigned char)s.data[1] == 0xFF)
        return FORM_UTF16_BE;
    for (size_t i = 0; i < s.len; i++) {
        even += s.data[i] == 0 && i % 2 == 0;
        odd += s.data[i] == 0 && i % 2 == 1;
    }
    if (odd * 4 > s.len && even == 0)
        return FORM_UTF16_LE;
    return even * 4 > s.len && odd == 0 ? FORM_UTF16_BE : FORM_BYTES;
}

static void put_character(mention_reader *r, uint32_t cp, unsigned long long origin)
{
    size_t len = utf8_put(r->text + r->text_len, cp);
    for (size_t i = 0; i < len; i++)
        r->origins[r->text_len + i] = (uint32_t)(origin - r->origin_base);
    r->text_len += len;
}

static unsigned unit_at(const mention_reader *r, const unsigned char *p)
{
    return r->form == FORM_UTF16_LE ? (unsigned)(p[0] | p[1] << 8) : (unsigned)(p[0] << 8 | p[1]);
}

/* Takes one character of UTF-16 off the bytes that wait; false if it is not whole yet. */
static bool take_utf16(mention_reader *r)
{
    if (r->rest_len < 2)
        return false;
    unsigned long long origin = r->input_len - r->rest_len;
    uint32_t cp = unit_at(r, r->rest);
    size_t size = 2;
    if (cp >= 0xD800 && cp < 0xDC00) {
        if (r->rest_len < 4 && !r->finished)
            return false;
        unsigned low = r->rest_len == 4 ? unit_at(r, r->rest + 2) : 0;
        bool pair = low >= 0xDC00 && low < 0xE000;
        cp = pair ? 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
        size = pair ? 4 : 2;
    } else if (cp >= 0xDC00 && cp < 0xE000) {
        cp = 0xFFFD;
    }
    put_character(r, cp ? cp : ' ', origin);
    r->rest_len -= size;
    memmove(r->rest, r->rest + size, r->rest_len);
    return true;
}

/* Drops what is older than the history. */
static void make_room(mention_reader *r)
{
    size_t keep_from = r->text_pos > READER_HISTORY ? r->text_pos - READER_HISTORY : 0;
    if (keep_from == 0)
        return;
    if (r->form != FORM_BYTES) {
        uint32_t first = r->origins[keep_from];
        for (size_t i = keep_from; i < r->text_len; i++)
            r->origins[i - keep_from] = r->origins[i] - first;
        r->origin_base += first;
    }
    memmove(r->text, r->text + keep_from, r->text_len - keep_from);
    r->text_len -= keep_from;
    r->text_pos -= keep_from;
    r->text_base += keep_from;
}

static void put_bytes(mention_reader *r, str piece)
{
    make_room(r);
    if (r->form == FORM_BYTES) {
        memcpy(r->text + r->text_len, piece.data, piece.len);
        r->text_len += piece.len;
        r->input_len += piece.len;
        return;
    }
    for (size_t i = 0; i < piece.len; i++) {
        r->rest[r->rest_len++] = (unsigned char)piece.data[i];
        r->input_len++;
        while (r->rest_len == 4 && take_utf16(r))
            continue;
    }
}

static void tell_form(mention_reader *r)
{
    str head = str_make(r->head, r->head_len);
    r->form = form_of(head);
    put_bytes(r, head);
}

void mention_reader_put(mention_reader *r, str piece)
{
    if (r->form == FORM_UNKNOWN) {
        size_t room = HEAD_LEN - r->head_len, len = piece.len < room ? piece.len : room;
        memcpy(r->head + r->head_len, piece.data, len);
        r->head_len += len;
        if (r->head_len < HEAD_LEN)
            return;
        tell_form(r);
        piece = str_make(piece.data + len, piece.len - len);
    }
    put_bytes(r, piece);
}

void mention_reader_finish(mention_reader *r)
{
    if (r->form == FORM_UNKNOWN)
        tell_form(r);
    r->finished = true;
    while (r->form != FORM_BYTES && take_utf16(r))
        continue;
}

unsigned long long mention_reader_origin(const mention_reader *r, unsigned long long at)
{
    if (r->form == FORM_BYTES || r->form == FORM_UNKNOWN)
        return at;
    size_t place = (size_t)(at - r->text_base);
    return place < r->text_len ? r->origin_base + r->origins[place] : r->input_len - r->rest_len;
}

str mention_reader_text(const mention_reader *r, unsigned long long at, unsigned long long to)
{
    if (at < r->text_base || to < at || to > r->text_base + r->text_len)
        return STR_NONE;
    return str_make(r->text + (at - r->text_base), (size_t)(to - at));
}

/* ---- chunks ---- */

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* A sign of East Asian writing that ends a phrase: U+3001, U+3002, U+FF0C, U+FF1B. */
static bool is_wide_stop(const char *p)
{
    return memcmp(p, "\xE3\x80\x81", 3) == 0 || memcmp(p, "\xE3\x80\x82", 3) == 0 ||
           memcmp(p, "\xEF\xBC\x8C", 3) == 0 || memcmp(p, "\xEF\xBC\x9B", 3) == 0;
}

/* Behind an empty line, 0 if there is none: the language of the letters is asked of a paragraph. */
static size_t paragraph_end(const char *p, size_t len)
{
    size_t lines = 0;
    for (size_t i = 0; i < len; i++) {
        if (p[i] == '\n')
            lines++;
        else if (lines > 1)
            return i;
        else if (p[i] != ' ' && p[i] != '\r' && p[i] != '\t')
            lines = 0;
    }
    return 0;
}

/* The chunk ends with its paragraph, else behind a blank or a stop, so that no word is cut. */
static size_t chunk_end(const char *p, size_t len)
{
    size_t paragraph = paragraph_end(p, len < CHUNK_LEN ? len : CHUNK_LEN);
    if (paragraph)
        return paragraph;
    if (len <= CHUNK_LEN)
        return len;
    for (size_t i = CHUNK_LEN; i > CHUNK_LEN / 2; i--)
        if (p[i - 1] == ' ' || p[i - 1] == '\n')
            return i;
    for (size_t i = CHUNK_LEN; i > CHUNK_LEN / 2; i--)
        if (is_wide_stop(p + i - 3))
            return i;
    size_t end = CHUNK_LEN;
    while (end > CHUNK_LEN / 2 && is_continuation(p[end]))
        end--;
    return end;
}

static uint32_t next_of(const char *p, size_t len, size_t *at)
{
    bool repaired;
    return utf8_next(str_make(p, len), at, &repaired);
}

static bool is_hangul(uint32_t cp)
{
    return cp >= 0xAC00 && cp < 0xD7A4;
}

static bool is_ideograph(uint32_t cp)
{
    return (cp >= 0x3400 && cp < 0xA000) || (cp >= 0xF900 && cp < 0xFB00) || (cp >= 0x3041 && cp < 0x3100);
}

static bool is_katakana(uint32_t cp)
{
    return (cp >= 0x30A1 && cp <= 0x30FA) || cp == 0x30FC || cp == 0x30FB;
}

static bool is_hiragana(uint32_t cp)
{
    return cp >= 0x3041 && cp <= 0x3096;
}

/* Bytes of the particle that a Korean word of so many syllables ends with. */
static size_t particle_len(str word)
{
    static const str particles[] = {STR("으로부터"), STR("로부터"), STR("에게서"), STR("이라고"), STR("에게"),
                                    STR("에서"),     STR("으로"),   STR("까지"),   STR("부터"),   STR("께서"),
                                    STR("라고"),     STR("이며"),   STR("이고"),   STR("에는"),   STR("에도"),
                                    STR("과의"),     STR("와의"),   STR("은"),     STR("는"),     STR("이"),
                                    STR("가"),       STR("을"),     STR("를"),     STR("의"),     STR("와"),
                                    STR("과"),       STR("도"),     STR("에"),     STR("로"),     STR("만")};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (word.len >= particles[i].len + 6 && str_ends(word, particles[i]))
            return particles[i].len;
    return 0;
}

static void put_work(mention_reader *r, const char *p, size_t len, size_t place)
{
    for (size_t i = 0; i < len && r->work_len < WORK_CAP; i++) {
        r->work[r->work_len] = p[i];
        r->places[r->work_len++] = (uint16_t)(place + i);
    }
}

/* One word of Hangul, with a blank before its particle. */
static size_t put_hangul(mention_reader *r, const char *p, size_t len, size_t from)
{
    size_t end = from, count = 0;
    while (end < len) {
        size_t after = end;
        if (!is_hangul(next_of(p, len, &after)))
            break;
        end = after;
        count++;
    }
    size_t particle = count >= HANGUL_LONG ? particle_len(str_make(p + from, end - from)) : 0;
    put_work(r, p + from, end - from - particle, from);
    if (particle) {
        put_work(r, " ", 1, end - particle);
        put_work(r, p + end - particle, particle, end - particle);
    }
    return end;
}

static bool is_han(uint32_t cp)
{
    return (cp >= 0x3400 && cp < 0xA000) || (cp >= 0xF900 && cp < 0xFB00);
}

/* U+00B7, U+2022, U+2027, U+30FB, U+FF65: between the names of a foreigner. */
static bool is_middle_dot(uint32_t cp)
{
    return cp == 0xB7 || cp == 0x2022 || cp == 0x2027 || cp == 0x30FB || cp == 0xFF65;
}

/* Where the characters of a foreign name end, from the place `at` on. */
static size_t foreign_end(const char *p, size_t end, size_t at)
{
    for (size_t after = at; at < end && text_is_foreign_sign(next_of(p, end, &after)); at = after)
        ;
    return at;
}

/* Where the foreign name begins that ends with the run, not before `at`. */
static size_t foreign_start(const char *p, size_t end, size_t at)
{
    size_t start = at;
    for (size_t after = at; at < end; at = after)
        if (!text_is_foreign_sign(next_of(p, end, &after)))
            start = after;
    return start;
}

static void put_signs(mention_reader *r, const char *p, size_t at, size_t end)
{
    for (size_t after = at; at < end; at = after) {
        (void)next_of(p, end, &after);
        put_work(r, p + at, after - at, at);
        put_work(r, " ", 1, after);
    }
}

/* A run of Han characters: where it is longer than a name, with a blank behind each, because nothing in it
 * shows where words end; a foreign name beside a dot stays whole. dot: one stands before the run. */
static size_t put_han(mention_reader *r, const char *p, size_t len, size_t from, bool dot)
{
    size_t end = from, count = 0;
    for (size_t after = from; after < len && is_han(next_of(p, len, &after)); count++)
        end = after;
    if (count <= HAN_NAME) {
        put_work(r, p + from, end - from, from);
        return end;
    }
    size_t behind = end, head = dot ? foreign_end(p, end, from) : from, tail = end;
    if (end < len && is_middle_dot(next_of(p, len, &behind)))
        tail = foreign_start(p, end, head);
    if (head > from) {
        put_work(r, p + from, head - from, from);
        put_work(r, " ", 1, head);
    }
    put_signs(r, p, head, tail);
    put_work(r, p + tail, end - tail, tail);
    return end;
}

/* Behind a line end between two ideographs; 0 if it is none. */
static size_t over_line_end(const char *p, size_t len, size_t at)
{
    size_t after = at;
    if (p[after] == '\r')
        after++;
    if (after >= len || p[after] != '\n')
        return 0;
    after++;
    while (after < len && p[after] == ' ')
        after++;
    size_t behind = after;
    return after < len && is_ideograph(next_of(p, len, &behind)) ? after : 0;
}

/* Text with letters of East Asia, as it is to be parted into words. */
static void prepare(mention_reader *r, const char *p, size_t len)
{
    uint32_t before = 0;
    r->work_len = 0;
    for (size_t at = 0; at < len;) {
        size_t after = at, behind;
        uint32_t cp = next_of(p, len, &after);
        if (is_hangul(cp) && !is_hangul(before)) {
            at = put_hangul(r, p, len, at);
        } else if (is_han(cp) && !is_han(before)) {
            at = put_han(r, p, len, at, is_middle_dot(before));
        } else if (is_ideograph(before) && (p[at] == '\n' || p[at] == '\r') &&
                   (behind = over_line_end(p, len, at)) > 0) {
            at = behind;
            before = 0;
            continue;
        } else {
            if (is_hiragana(cp) && is_katakana(before))
                put_work(r, " ", 1, at);
            put_work(r, p + at, after - at, at);
            at = after;
        }
        before = cp;
    }
    r->places[r->work_len] = (uint16_t)len;
}

static bool has_east_asian(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)p[i] >= 0xE3 && (unsigned char)p[i] <= 0xED)
            return true;
    return false;
}

/* Analyses the next words; false if there are none or more bytes are needed. */
static bool next_chunk(mention_reader *r)
{
    if (r->work_pos < r->work_len) { /* more words than one analysis gives */
        r->name = text_analyse_as_is(r->scratch, str_make(r->work + r->work_pos, r->work_len - r->work_pos));
        r->unread |= r->name->unread;
        r->word_at = 0;
        if (r->name->word_count)
            return true;
    }
    r->text_pos += r->chunk_len;
    r->chunk_len = r->work_len = r->work_pos = 0;
    size_t left = r->text_len - r->text_pos;
    if (left == 0 || (left < CHUNK_NEED && !r->finished))
        return false;
    const char *p = r->text + r->text_pos;
    r->chunk_len = chunk_end(p, left);
    if (has_east_asian(p, r->chunk_len)) {
        prepare(r, p, r->chunk_len);
    } else {
        memcpy(r->work, p, r->chunk_len);
        r->work_len = r->chunk_len;
        for (size_t i = 0; i <= r->chunk_len; i++)
            r->places[i] = (uint16_t)i;
    }
    r->name = text_analyse_as_is(r->scratch, str_make(r->work, r->work_len));
    const str work = str_make(r->work, r->work_len);
    r->unread |= r->name->unread || encoded_twice_in(work) || read_wrongly_in(work);
    r->word_at = 0;
    return true;
}

/* ---- words ---- */

/* Signs over which no name goes. */
static bool is_hard(uint32_t cp)
{
    switch (cp) {
    case ';':
    case '?':
    case '!':
    case '|':
    case 0x0589: /* Armenian full stop */
    case 0x061B:
    case 0x061F:
    case 0x06D4:
    case 0x0964: /* danda */
    case 0x0965:
    case 0x1362:
    case 0x2022: /* bullet */
    case 0x3002:
    case 0x2026:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF1F:
        return true;
    default:
        return false;
    }
}

static bool is_letter(uint32_t cp)
{
    return unicode_of(cp)->class == CLASS_LETTER;
}

typedef struct gap_scan {
    unsigned gap;
    size_t lines, blanks;
    bool first, dot, hyphen;
    bool behind_number;
} gap_scan;

static bool is_quote(uint32_t cp)
{
    return unicode_of(cp)->class == CLASS_QUOTE || cp == 0x300C || cp == 0x300D || cp == 0x300E ||
           cp == 0x300F || cp == 0x300A || cp == 0x300B || cp == 0x2018 || cp == 0x2019 || cp == '\'';
}

static void scan_sign(gap_scan *g, uint32_t cp, uint32_t next, size_t letters)
{
    uint8_t class = unicode_of(cp)->class;
    if (is_quote(cp))
        g->gap |= (g->first ? GAP_QUOTE_BEHIND : 0) | (is_letter(next) ? GAP_QUOTE_BEFORE : 0);
    if (cp == '\n') {
        g->lines++;
        if (g->hyphen)
            g->gap |= GAP_HYPHENATED;
        if (next == '+' || next == '-' || next == '*')
            g->gap |= GAP_HARD;
    } else if (class == CLASS_SPACE) {
        g->blanks++;
        if (g->dot && letters >= SENTENCE_WORD)
            g->gap |= GAP_STOP;
        if (g->dot && g->behind_number) /* "5. Start" is rather an entry of a list */
            g->gap |= GAP_SOFT;
        if (g->dot)
            g->gap |= GAP_SENTENCE;
    } else if (is_hard(cp)) {
        g->gap |= GAP_HARD;
    } else if (class == CLASS_COMMA || cp == 0x3001) {
        g->gap |= GAP_SOFT | GAP_COMMA;
        if (next >= '0' && next <= '9')
            g->gap |= GAP_HARD;
    } else if (cp == '.') {
        g->dot = true;
    } else if (class == CLASS_HYPHEN || cp == 0xAD) {
        g->hyphen = g->first;
        if (g->blanks && cp != 0xAD)
            g->gap |= GAP_SOFT;
    } else if (cp == '/' && letters > 1) {
        g->gap |= GAP_SOFT;
    } else if (class != CLASS_IGNORE && class != CLASS_MARK && class != CLASS_APOSTROPHE &&
               class != CLASS_JOINER && class != CLASS_DOT) {
        g->gap |= GAP_SOFT;
    }
    g->first = false;
}

/* What stands between the word before and this one. */
static unsigned gap_before(const mention_reader *r, unsigned long long at)
{
    if (!r->any || r->last_to < r->text_base)
        return GAP_HARD | GAP_SENTENCE;
    str between = mention_reader_text(r, r->last_to, at);
    if (between.len == 0)
        return GAP_NONE;
    if (between.len == 1 && between.data[0] == ' ')
        return 0;
    gap_scan g = {.first = true, .behind_number = r->last_number};
    for (size_t i = 0; i < between.len;) {
        uint32_t cp = next_of(between.data, between.len, &i), next = 0;
        size_t behind = i;
        if (i < between.len)
            next = next_of(between.data, between.len, &behind);
        else
            next = (unsigned char)r->text[at - r->text_base];
        scan_sign(&g, cp, next, r->last_letters);
    }
    if (g.lines)
        g.gap |= GAP_LINE | (g.lines > 1 ? GAP_HARD : 0);
    if (g.blanks > 1)
        g.gap |= GAP_WIDE;
    if (g.gap & GAP_HARD)
        g.gap |= GAP_SENTENCE;
    if (g.blanks == 0 && g.lines == 0 && !(g.gap & GAP_SOFT))
        g.gap |= GAP_NONE;
    return g.gap;
}

/* Letters behind the last apostrophe of the word. */
static void find_tail(const mention_reader *r, reader_word *w)
{
    str raw = mention_reader_text(r, w->at, w->to);
    size_t letters = 0, at = 0, mark = 0;
    bool found = false;
    w->tail = 0;
    if (memchr(raw.data, '\'', raw.len) == NULL && memchr(raw.data, 0xE2, raw.len) == NULL)
        return;
    while (at < raw.len) {
        size_t here = at;
        uint8_t class = unicode_of(next_of(raw.data, raw.len, &at))->class;
        if (class == CLASS_APOSTROPHE) {
            found = here > 0;
            mark = here;
            letters = 0;
        } else if (class == CLASS_LETTER) {
            letters++;
        }
    }
    if (!found || letters == 0 || letters > TAIL_MAX)
        return;
    w->tail = (uint8_t)letters;
    w->tail_at = w->at + mark;
    w->tail_start = mention_reader_origin(r, w->tail_at);
}

static size_t letters_of(str folded)
{
    size_t count = 0;
    for (size_t i = 0; i < folded.len; i++)
        count += !is_continuation(folded.data[i]);
    return count;
}

static bool has_case(uint8_t script)
{
    return script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK ||
           script == SCRIPT_ARMENIAN;
}

bool mention_reader_next(mention_reader *r, reader_word *out)
{
    while (!r->name || r->word_at == r->name->word_count) {
        if (r->name && r->word_at)
            r->work_pos = r->name->truncated ? r->work_pos + r->name->words[r->word_at - 1].end : r->work_len;
        else if (r->name)
            r->work_pos = r->work_len;
        r->name = NULL;
        if (!next_chunk(r))
            return false;
    }
    const text_word *word = &r->name->words[r->word_at++];
    const uint16_t *places = r->places + r->work_pos;
    *out = (reader_word){.word = word};
    unsigned long long base = r->text_base + r->text_pos;
    out->at = base + places[word->start];
    out->to = base + places[word->end - 1] + 1;
    out->start = mention_reader_origin(r, out->at);
    out->end = mention_reader_origin(r, out->to);
    out->gap = (uint16_t)gap_before(r, out->at);
    size_t first = (size_t)(out->at - r->text_base);
    const unicode_record *u = unicode_of(next_of(r->text, r->text_len, &first));
    out->capital = (u->flags & UNICODE_UPPER) != 0;
    out->cased = has_case(word->script);
    out->upper = (word->marks & TEXT_UPPER) != 0;
    find_tail(r, out);
    r->last_to = out->to;
    r->last_letters = letters_of(word->folded);
    r->last_number = (word->marks & TEXT_NUMBER) != 0;
    r->any = true;
    return true;
}

bool mention_reader_unread(const mention_reader *r)
{
    return r->unread;
}
