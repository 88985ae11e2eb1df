#include "document/document.h"

#include "base/utf8.h"
#include "document/stage.h"

#include "base/error.h"

#include <stdlib.h>

bool document_knows_encoding(const char *encoding)
{
    return charset_is_known(encoding);
}

enum {
    GROWTH = 4,         /* one byte of an old code page is at most so many of UTF-8 */
    ROUNDS = 4,         /* escapes within escapes */
    WIDE_SAMPLE = 1024, /* bytes that show two to a letter */
};

bool stage_init(stage *s, size_t cap)
{
    *s = (stage){.cap = cap};
    s->text = malloc(cap + 1);
    s->origin = malloc((cap + 1) * sizeof *s->origin);
    s->behind = malloc((cap + 1) * sizeof *s->behind);
    if (s->text && s->origin && s->behind)
        return true;
    stage_free(s);
    return false;
}

void stage_free(stage *s)
{
    free(s->text);
    free(s->origin);
    free(s->behind);
    *s = (stage){.cap = 0};
}

void stage_put(stage *s, const char *bytes, size_t len, const stage *from, size_t first, size_t last)
{
    for (size_t i = 0; i < len && s->len < s->cap; i++) {
        s->origin[s->len] = from->origin[first];
        s->behind[s->len] = from->behind[last];
        s->text[s->len++] = bytes[i];
    }
}

void stage_copy(stage *s, const stage *from, size_t first, size_t last)
{
    size_t len = last - first, room = s->cap - s->len;
    if (len > room)
        len = room;
    memcpy(s->text + s->len, from->text + first, len);
    memcpy(s->origin + s->len, from->origin + first, len * sizeof *s->origin);
    memcpy(s->behind + s->len, from->behind + first, len * sizeof *s->behind);
    s->len += len;
}

void stage_put_character(stage *s, uint32_t c, const stage *from, size_t first, size_t last)
{
    char text[4];
    size_t len = c < 0x110000 ? utf8_put(text, c) : 0;
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
        others += c < ' ' && c != 0 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A &&
                  c != 0x1B && c != '\b';
    }
    bool wide = (zeros[0] > s.len / 8) != (zeros[1] > s.len / 8);
    return others > s.len / 50 || (!wide && zeros[0] + zeros[1] > s.len / 50);
}

const char *bytes_file(str s)
{
    for (size_t i = 0; i < sizeof MAGICS / sizeof MAGICS[0]; i++) {
        const magic *m = &MAGICS[i];
        if (s.len >= m->at + m->bytes.len && memcmp(s.data + m->at, m->bytes.data, m->bytes.len) == 0)
            return m->name;
    }
    return NULL;
}

static const char *unreadable(str s)
{
    const char *file = bytes_file(s);
    return file || is_utf16(s) || !is_binary(s) ? file : "no text in any encoding that is known";
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

/* Bytes of characters that are well made, and bytes that are none. */
static bool is_mostly_utf8(str s)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c < 0x80)
            continue;
        size_t more = c < 0xC2 || c > 0xF4 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3, k = 1;
        while (k <= more && i + k < s.len && ((unsigned char)s.data[i + k] & 0xC0) == 0x80)
            k++;
        bool whole = more && k == more + 1;
        good += whole ? k : 0;
        bad += !whole;
        i += whole ? more : 0;
    }
    return good > bad * 2;
}

/* UTF-16 by its mark, or by its zeros. */
static const char *wide_encoding(str s)
{
    size_t zeros[2] = {0, 0}, len = s.len < WIDE_SAMPLE ? s.len : WIDE_SAMPLE;
    if (is_utf16(s))
        return (unsigned char)s.data[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
    for (size_t i = 0; i < len; i++)
        zeros[i & 1] += s.data[i] == 0;
    if ((zeros[0] > len / 4) == (zeros[1] > len / 4))
        return NULL;
    return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

/* The encoding to read the bytes in; NULL: UTF-8 as it is. */
static const char *encoding_of(str bytes, const char *encoding, bool *guessed)
{
    *guessed = false;
    if (encoding)
        return str_equal_nocase(str_of(encoding), str_of("utf-8")) ? NULL : encoding;
    const char *shifted = wide_encoding(bytes);
    shifted = shifted ? shifted : charset_shifted(bytes);
    if (shifted || is_utf8(bytes))
        return shifted;
    str head = str_make(bytes.data, bytes.len < DOCUMENT_HEAD ? bytes.len : DOCUMENT_HEAD);
    const char *declared = charset_declared(head);
    if (!declared && is_mostly_utf8(bytes)) {
        *guessed = true;
        return "UTF-8";
    }
    return declared ? declared : charset_guess(bytes, guessed);
}

/* ---- steps ---- */

/* "~{;;~}": Chinese in seven bits, which no library here reads. */
static bool hz_is_there(str s)
{
    size_t at = str_find(s, str_of("~{"));
    return at != SIZE_MAX && str_find(str_make(s.data + at, s.len - at), str_of("~}")) != SIZE_MAX;
}

typedef bool step_test(str s);
typedef void step(const stage *from, stage *to);

typedef struct step_row {
    step_test *is_there;
    step *take;
} step_row;

static const step_row STEPS[] = {
    {words_of_mail_are_there, unescape_words_of_mail},    {escapes_of_json_are_there, unescape_json},
    {escapes_of_backslash_are_there, unescape_backslash}, {markup_is_there, markup_strip},
    {escapes_of_percent_are_there, unescape_percent},     {dress_is_there, dress_undo}};

static bool is_to_be_read(str s)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++)
        if (STEPS[i].is_there(s))
            return true;
    return mail_part_is_there(s, "quoted-printable") || escapes_of_mail_are_there(s) || blocks_are_there(s) ||
           hz_is_there(s);
}

/* Text in two bytes a letter, looked at in one: what is to be read is written in ASCII. */
static bool wide_is_to_be_read(str s)
{
    char *narrow = malloc(s.len / 2 + 1);
    size_t low = strcmp(wide_encoding(s), "UTF-16LE") == 0 ? 0 : 1;
    if (!narrow)
        return true;
    for (size_t i = 0; i < s.len / 2; i++) {
        char c = s.data[2 * i + low];
        narrow[i] = s.data[2 * i + 1 - low] || c < 0 ? 'x' : c;
    }
    bool found = is_to_be_read(str_make(narrow, s.len / 2));
    free(narrow);
    return found;
}

document_kind document_look(str s, const char *encoding)
{
    bool guessed;
    document_kind kind = {.unreadable = unreadable(s)};
    if (kind.unreadable)
        return kind;
    if (!encoding && wide_encoding(s)) {
        kind.convert = wide_is_to_be_read(s);
        return kind;
    }
    const char *read_in = encoding_of(s, encoding, &guessed);
    bool latin = read_in && !encoding && !guessed &&
                 strcmp(read_in, "CP1252") == 0; /* the reader of texts knows that itself */
    kind.convert = (read_in && !latin) || is_to_be_read(s);
    return kind;
}

/* The next stage in place of the last one. */
static void step_up(stage *s, stage *next)
{
    stage_end(next, s);
    stage_free(s);
    *s = *next;
}

static bool take_step(stage *s, step *by)
{
    stage next;
    if (!stage_init(&next, by == markup_strip || by == dress_undo ? s->len * 2 + 1 : s->len + 1))
        return false;
    by(s, &next);
    step_up(s, &next);
    return true;
}

/* All steps that there is something for; *changed: one was taken. */
static bool take_steps(stage *s, bool *changed)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++) {
        if (!STEPS[i].is_there(str_make(s->text, s->len)))
            continue;
        size_t before = s->len;
        if (!take_step(s, STEPS[i].take))
            return false;
        *changed = *changed || s->len != before;
    }
    return true;
}

static bool read_blocks(stage *s, const char **unread, bool *changed)
{
    stage next;
    if (!blocks_are_there(str_make(s->text, s->len)))
        return true;
    if (!stage_init(&next, s->len * 2 + NUMBERS_TEXT_MAX))
        return false;
    const char *told = NULL;
    blocks_read(s, &next, &told);
    *changed = *changed || next.len != s->len;
    *unread = *unread ? *unread : told;
    step_up(s, &next);
    return true;
}

/* Quoted-printable that nothing says to be it: what it may mean is put behind the text. */
static bool add_mail(stage *s)
{
    stage next, meant;
    if (!stage_init(&meant, s->len + 1))
        return false;
    unescape_quoted_printable(s, &meant);
    stage_end(&meant, s);
    bool good = stage_init(&next, s->len * 2 + 2);
    if (good) {
        const size_t last = s->len ? s->len - 1 : 0;
        stage_copy(&next, s, 0, s->len);
        stage_put(&next, "\n\n", 2, s, last, last);
        stage_copy(&next, &meant, 0, meant.len);
        step_up(s, &next);
    }
    stage_free(&meant);
    return good;
}

static itd_status decode(stage *s, const char *encoding, itd_error *error)
{
    stage next;
    if (!stage_init(&next, s->len * GROWTH))
        return error_memory(error);
    itd_status status = charset_decode(encoding, s, &next, error);
    if (status == ITD_OK)
        step_up(s, &next);
    else
        stage_free(&next);
    return status;
}

static bool begin(stage *s, str bytes)
{
    if (!stage_init(s, bytes.len))
        return false;
    memcpy(s->text, bytes.data ? bytes.data : "", bytes.len);
    s->len = bytes.len;
    for (size_t i = 0; i <= bytes.len; i++) {
        s->origin[i] = (uint32_t)i;
        s->behind[i] = (uint32_t)(i < bytes.len ? i + 1 : i);
    }
    return true;
}

/* Escapes, marks and blocks, as deep as they lie in one another. */
static bool read_all(stage *s, document *out)
{
    bool changed = true;
    if (str_find(str_make(s->text, s->len), str_of("<!ENTITY")) != SIZE_MAX)
        out->unread = "an entity of a DOCTYPE";
    for (int round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        if (!take_steps(s, &changed) || !read_blocks(s, &out->unread, &changed))
            return false;
    }
    str text = str_make(s->text, s->len);
    if (changed && is_to_be_read(text) && !out->unread)
        out->unread = "a part that is encoded several times over";
    if (hz_is_there(text))
        out->unread = "a part in the encoding HZ";
    return true;
}

/* The text of the stage, where it stays. */
static bool keep(arena *a, const stage *s, document *out)
{
    uint32_t *origin = arena_array(a, s->len + 1, sizeof *origin),
             *behind = arena_array(a, s->len + 1, sizeof *behind);
    out->text = arena_str(a, str_make(s->text, s->len));
    if (!origin || !behind || !out->text.data)
        return false;
    memcpy(origin, s->origin, (s->len + 1) * sizeof *origin);
    memcpy(behind, s->behind, (s->len + 1) * sizeof *behind);
    out->origin = origin;
    out->behind = behind;
    return true;
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
    if (!begin(&s, bytes))
        return error_memory(error);
    bool said = mail_part_is_there(bytes, "quoted-printable");
    bool good = !said || take_step(&s, unescape_quoted_printable);
    itd_status status = ITD_OK;
    if (good) {
        const char *read_in = encoding_of(str_make(s.text, s.len), encoding, &out->guessed);
        status = read_in ? decode(&s, read_in, error) : ITD_OK;
        out->encoding = read_in ? read_in : out->encoding;
        if (!out->guessed && dress_has_braille(str_make(s.text, s.len))) {
            out->guessed = true;
            out->encoding = "the Latin letters of Braille";
        }
    }
    if (good && status == ITD_OK && !said && escapes_of_mail_are_there(str_make(s.text, s.len)))
        good = add_mail(&s);
    good = good && (status != ITD_OK || (read_all(&s, out) && keep(a, &s, out)));
    stage_free(&s);
    return good ? status : error_memory(error);
}
