#include "document/document.h"

#include "document/stage.h"

#include "base/error.h"

bool document_knows_encoding(const char *encoding)
{
    return charset_is_known(encoding);
}

enum { GROWTH = 4 }; /* one byte of an old code page is at most so many of UTF-8 */

bool stage_init(stage *s, arena *a, size_t cap)
{
    *s = (stage){.cap = cap};
    s->text = arena_alloc(a, cap + 1);
    s->origin = arena_array(a, cap + 1, sizeof *s->origin);
    s->behind = arena_array(a, cap + 1, sizeof *s->behind);
    return s->text && s->origin && s->behind;
}

void stage_put(stage *s, const char *bytes, size_t len, const stage *from, size_t first, size_t last)
{
    for (size_t i = 0; i < len && s->len < s->cap; i++) {
        s->origin[s->len] = from->origin[first];
        s->behind[s->len] = from->behind[last];
        s->text[s->len++] = bytes[i];
    }
}

void stage_put_character(stage *s, uint32_t c, const stage *from, size_t first, size_t last)
{
    char text[4];
    size_t len = 0;
    if (c < 0x80) {
        text[len++] = (char)c;
    } else if (c < 0x800) {
        text[len++] = (char)(0xC0 | c >> 6);
        text[len++] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        text[len++] = (char)(0xE0 | c >> 12);
        text[len++] = (char)(0x80 | (c >> 6 & 0x3F));
        text[len++] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x110000) {
        text[len++] = (char)(0xF0 | c >> 18);
        text[len++] = (char)(0x80 | (c >> 12 & 0x3F));
        text[len++] = (char)(0x80 | (c >> 6 & 0x3F));
        text[len++] = (char)(0x80 | (c & 0x3F));
    }
    stage_put(s, text, len, from, first, last);
}

void stage_end(stage *s, const stage *from)
{
    s->origin[s->len] = s->behind[s->len] = from->origin[from->len];
}

/* ---- what is no text ---- */

typedef struct magic {
    size_t at;
    str bytes;
    const char *name;
} magic;

static const magic MAGICS[] = {
    {0, STR("PK\003\004"), "a zip archive or an office file (docx, xlsx, odt)"},
    {0, STR("PK\005\006"), "an empty zip archive"},
    {0, STR("\x1f\x8b"), "compressed with gzip"},
    {0,
     STR("\xFD"
         "7zXZ"),
     "compressed with xz"},
    {0, STR("BZh"), "compressed with bzip2"},
    {0, STR("\x28\xB5\x2F\xFD"), "compressed with zstd"},
    {0, STR("7z\xBC\xAF\x27\x1C"), "a 7z archive"},
    {0, STR("Rar!\x1A\x07"), "a rar archive"},
    {257, STR("ustar"), "a tar archive"},
    {0, STR("%PDF-"), "a PDF"},
    {0, STR("%!PS"), "PostScript"},
    {0, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "an office file of the old kind (doc, xls, msg)"},
    {0, STR("{\\rtf"), "rich text (RTF)"},
    {0, STR("\x89PNG\r\n"), "an image (PNG)"},
    {0, STR("\xFF\xD8\xFF"), "an image (JPEG)"},
    {0, STR("GIF8"), "an image (GIF)"},
    {0, STR("II*\0"), "an image (TIFF)"},
    {0, STR("MM\0*"), "an image (TIFF)"},
    {8, STR("WEBP"), "an image (WebP)"},
    {4, STR("ftyp"), "a film or an image (MP4, HEIC)"},
    {0, STR("OggS"), "a recording (Ogg)"},
    {0, STR("ID3"), "a recording (MP3)"},
    {8, STR("WAVE"), "a recording (WAV)"},
    {0,
     STR("\x7F"
         "ELF"),
     "a program"},
    {0, STR("MZ\x90"), "a program"},
    {0, STR("SQLite format 3"), "a database (SQLite)"},
};

static bool is_utf16(str s)
{
    return str_starts(s, str_of("\xFF\xFE")) || str_starts(s, str_of("\xFE\xFF"));
}

/* Bytes that no text has, in a share of one in fifty or more; UTF-16 without a mark has zeros in every other
 * place. */
static bool is_binary(str s)
{
    size_t zeros[2] = {0, 0}, others = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        zeros[i & 1] += c == 0;
        others +=
            c < ' ' && c != 0 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A && c != 0x1B;
    }
    bool wide = (zeros[0] > s.len / 8) != (zeros[1] > s.len / 8);
    return others > s.len / 50 || (!wide && zeros[0] + zeros[1] > s.len / 50);
}

static bool has_header(str s, const char *header, const char *value)
{
    size_t at = str_find_nocase(s, str_of(header));
    if (at == SIZE_MAX)
        return false;
    str rest = str_make(s.data + at, s.len - at), line;
    return str_split(&rest, '\n', &line) && str_find_nocase(line, str_of(value)) != SIZE_MAX;
}

static const char *unreadable(str s)
{
    for (size_t i = 0; i < sizeof MAGICS / sizeof MAGICS[0]; i++) {
        const magic *m = &MAGICS[i];
        if (s.len >= m->at + m->bytes.len && memcmp(s.data + m->at, m->bytes.data, m->bytes.len) == 0)
            return m->name;
    }
    if (is_utf16(s))
        return NULL;
    if (has_header(s, "content-transfer-encoding:", "base64"))
        return "mail with a part in base64";
    return is_binary(s) ? "no text in any encoding that is known" : NULL;
}

static bool is_utf8(str s)
{
    size_t left = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (left && (c & 0xC0) != 0x80)
            return false;
        if (left) {
            left--;
            continue;
        }
        if (c >= 0x80 && (c < 0xC2 || c > 0xF4))
            return false;
        left = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    }
    return true; /* a character that is cut at the end is none of ours to judge */
}

static bool quoted_printable(str s)
{
    return has_header(s, "content-transfer-encoding:", "quoted-printable");
}

/* The encoding to read the bytes in; NULL: UTF-8 as it is. */
static const char *encoding_of(str bytes, const char *encoding, bool *guessed)
{
    *guessed = false;
    if (encoding)
        return str_equal_nocase(str_of(encoding), str_of("utf-8")) ? NULL : encoding;
    if (is_utf8(bytes))
        return NULL;
    str head = str_make(bytes.data, bytes.len < DOCUMENT_HEAD ? bytes.len : DOCUMENT_HEAD);
    const char *declared = charset_declared(head);
    return declared ? declared : charset_guess(bytes, guessed);
}

document_kind document_look(str s, const char *encoding)
{
    bool guessed;
    document_kind kind = {.unreadable = unreadable(s)};
    if (kind.unreadable || is_utf16(s) || (!encoding && s.len && memchr(s.data, 0, s.len)))
        return kind;
    const char *read_in = encoding_of(s, encoding, &guessed);
    bool latin =
        read_in && !encoding && strcmp(read_in, "CP1252") == 0; /* the reader of texts knows that itself */
    kind.convert = (read_in && !latin) || markup_is_there(s) || quoted_printable(s) ||
                   escapes_of_json_are_there(s) || escapes_of_percent_are_there(s);
    return kind;
}

typedef void step(const stage *from, stage *to);

static bool take_step(arena *a, stage *s, step *by)
{
    stage next;
    if (!stage_init(&next, a, s->len + 1))
        return false;
    by(s, &next);
    stage_end(&next, s);
    *s = next;
    return true;
}

static itd_status decode(arena *a, stage *s, const char *encoding, itd_error *error)
{
    stage next;
    if (!stage_init(&next, a, s->len * GROWTH))
        return error_memory(error);
    itd_status status = charset_decode(encoding, s, &next, error);
    if (status != ITD_OK)
        return status;
    stage_end(&next, s);
    *s = next;
    return ITD_OK;
}

itd_status document_read(arena *a, str bytes, const char *encoding, document *out, itd_error *error)
{
    stage s;
    *out = (document){.unreadable = unreadable(bytes), .encoding = "UTF-8"};
    if (out->unreadable)
        return ITD_OK;
    if (bytes.len > DOCUMENT_SIZE_MAX)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "more than %zu bytes to be converted",
                         DOCUMENT_SIZE_MAX);
    if (!stage_init(&s, a, bytes.len))
        return error_memory(error);
    memcpy(s.text, bytes.data ? bytes.data : "", bytes.len);
    s.len = bytes.len;
    for (size_t i = 0; i <= bytes.len; i++) {
        s.origin[i] = (uint32_t)i;
        s.behind[i] = (uint32_t)(i < bytes.len ? i + 1 : i);
    }
    if (quoted_printable(bytes) && !take_step(a, &s, unescape_quoted_printable))
        return error_memory(error);
    const char *read_in = encoding_of(str_make(s.text, s.len), encoding, &out->guessed);
    itd_status status = read_in ? decode(a, &s, read_in, error) : ITD_OK;
    if (status != ITD_OK)
        return status;
    out->encoding = read_in ? read_in : out->encoding;
    str text = str_make(s.text, s.len);
    bool json = escapes_of_json_are_there(text), marks = markup_is_there(text),
         percent = escapes_of_percent_are_there(text);
    if ((json && !take_step(a, &s, unescape_json)) || (marks && !take_step(a, &s, markup_strip)) ||
        (percent && !take_step(a, &s, unescape_percent)))
        return error_memory(error);
    out->text = str_make(s.text, s.len);
    out->origin = s.origin;
    out->behind = s.behind;
    return ITD_OK;
}
