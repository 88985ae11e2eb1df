/* The encoding of bytes that are not UTF-8: as declared. */
#include "document/charset.h"

#include "base/error.h"

#include <errno.h>
#include <stdio.h>

enum { NAME_CAP = 40 };

bool charset_is_known(const char *encoding)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1) // NOLINT
        return false;
    iconv_close(cd);
    return true;
}

/* ---- declared ---- */

/* Names that declarations use; what is declared otherwise is told by its letters. */
static const char *const KNOWN[] = {
    "CP1251",      "windows-1251", "CP1252",       "windows-1252", "CP1250",      "windows-1250",
    "CP1253",      "windows-1253", "CP1254",       "windows-1254", "CP1255",      "windows-1255",
    "CP1256",      "windows-1256", "CP1257",       "windows-1257", "CP1258",      "windows-1258",
    "KOI8-R",      "KOI8-U",       "CP866",        "IBM866",       "ISO-8859-1",  "ISO-8859-2",
    "ISO-8859-3",  "ISO-8859-4",   "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",  "ISO-8859-8",
    "ISO-8859-9",  "ISO-8859-15",  "GB18030",      "GBK",          "GB2312",      "Big5",
    "Shift_JIS",   "EUC-JP",       "EUC-KR",       "ISO-2022-JP",  "CP949",       "CP932",
    "TIS-620",     "MACINTOSH",    "MAC-CYRILLIC", "ISO-2022-KR",  "ISO-2022-CN", "Big5-HKSCS",
    "CP950",       "JOHAB",        "UTF-7",        "HZ",           "UTF-16LE",    "UTF-16BE",
    "ISO-8859-13", "CP874"};

const char *charset_declared(str head)
{
    static const char *const marks[] = {"charset=", "encoding="};
    for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
        size_t at = str_find_nocase(head, str_of(marks[m]));
        if (at == SIZE_MAX)
            continue;
        at += strlen(marks[m]);
        while (at < head.len && (head.data[at] == '"' || head.data[at] == '\'' || head.data[at] == ' '))
            at++;
        size_t end = at;
        while (end < head.len && end < at + NAME_CAP && !strchr("\"' ;>\r\n\t/?", head.data[end]))
            end++;
        for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++)
            if (str_equal_nocase(str_make(head.data + at, end - at), str_of(KNOWN[i])))
                return KNOWN[i];
    }
    return NULL;
}

/* ---- decoding ---- */

size_t charset_character(iconv_t cd, str s, size_t at, size_t *taken, char out[CHARACTER_MOST * 2])
{
    for (size_t n = 1; n <= CHARACTER_MOST && at + n <= s.len; n++) {
        char bytes[CHARACTER_MOST];
        memcpy(bytes, s.data + at, n);
        char *in = bytes, *to = out;
        size_t left = n, room = (size_t)CHARACTER_MOST * 2;
        size_t result = iconv(cd, &in, &left, &to, &room);
        if (result != (size_t)-1) {
            *taken = n;
            return (size_t)(to - out);
        }
        if (errno != EINVAL)
            break;
    }
    *taken = 0;
    (void)iconv(cd, NULL, NULL, NULL, NULL);
    return 0;
}

itd_status charset_decode(const char *encoding, const stage *from, stage *to, itd_error *error)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1) // NOLINT
        return error_set(error, ITD_ERROR_USAGE, NULL, "unknown encoding '%.60s'", encoding);
    str s = str_make(from->text, from->len);
    for (size_t at = 0, taken; at < s.len; at += taken) {
        char out[CHARACTER_MOST * 2];
        size_t len = charset_character(cd, s, at, &taken, out);
        if (len)
            stage_put(to, out, len, from, at, at + taken - 1);
        else if (taken == 0) /* a shift of the alphabet takes bytes and gives none */
            stage_put_character(to, 0xFFFD, from, at, at);
        taken += taken == 0;
    }
    iconv_close(cd);
    return ITD_OK;
}

size_t charset_to_text(const char *encoding, str bytes, char *to, size_t cap)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    size_t len = 0;
    if (cd == (iconv_t)-1) // NOLINT
        return 0;
    for (size_t at = 0, taken; at < bytes.len; at += taken) {
        char out[CHARACTER_MOST * 2];
        size_t count = charset_character(cd, bytes, at, &taken, out);
        if (taken == 0 || len + count > cap) {
            len = 0;
            break;
        }
        memcpy(to + len, out, count);
        len += count;
    }
    iconv_close(cd);
    return len;
}
