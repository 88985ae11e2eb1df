#include "batch/charset.h"

#include "base/error.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <unistd.h>

#define RAW_SIZE ((size_t)64 << 10)
#define GROWTH   4 /* bytes of UTF-8 for one byte of another encoding, and more */

struct charset {
    iconv_t converter;
    char raw[RAW_SIZE]; /* bytes of a character that is not whole yet come first */
    size_t raw_len;
    unsigned long long converted; /* bytes of the input so far */
};

itd_status charset_open(const char *name, charset **out, itd_error *error)
{
    charset *c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(error);
    c->converter = iconv_open("UTF-8", name);
    if (c->converter == (iconv_t)-1 && errno == EINVAL) { /* latin-1 is latin1 to it */
        char plain[32] = "";
        for (size_t i = 0, k = 0; name[i] && k + 1 < sizeof plain; i++)
            if (name[i] != '-' && name[i] != '_')
                plain[k++] = name[i];
        c->converter = iconv_open("UTF-8", plain);
    }
    if (c->converter == (iconv_t)-1) {
        int number = errno;
        free(c);
        return number == EINVAL ? error_set(error, ITD_ERROR_USAGE, NULL,
                                            "--encoding %s: no such encoding; 'iconv -l' lists them", name)
                                : error_memory(error);
    }
    *out = c;
    return ITD_OK;
}

void charset_close(charset *c)
{
    if (!c)
        return;
    iconv_close(c->converter);
    free(c);
}

/* Converts what lies in `from`; *used: bytes taken, all but those of a character that is cut off. */
static itd_status convert(charset *c, char *from, size_t len, buf *out, size_t *used, itd_error *error)
{
    char *to = buf_reserve(out, len * GROWTH + 16);
    if (!to)
        return error_memory(error);
    char *at = from, *end = to;
    size_t left = len, room = len * GROWTH + 16;
    size_t result = iconv(c->converter, &at, &left, &end, &room);
    out->len += (size_t)(end - to);
    *used = len - left;
    c->converted += *used;
    if (result == (size_t)-1 && errno != EINVAL)
        return error_set(error, ITD_ERROR_INPUT, NULL, "byte %llu is none of this encoding", c->converted);
    return ITD_OK;
}

itd_status charset_fill(charset *c, int fd, const char *path, buf *out, bool *ended, itd_error *error)
{
    ssize_t got;
    size_t used = 0;
    do
        got = read(fd, c->raw + c->raw_len, sizeof c->raw - c->raw_len);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return error_errno(error, ITD_ERROR_IO, path, errno, "cannot read");
    *ended = got == 0;
    if (*ended && c->raw_len)
        return error_set(error, ITD_ERROR_INPUT, path, "ends in the middle of a character");
    size_t len = c->raw_len + (size_t)got;
    itd_status status = convert(c, c->raw, len, out, &used, error);
    if (status == ITD_OK) {
        memmove(c->raw, c->raw + used, len - used);
        c->raw_len = len - used;
    }
    return status;
}

itd_status charset_convert(charset *c, str text, buf *out, itd_error *error)
{
    while (text.len) {
        size_t len = text.len < RAW_SIZE ? text.len : RAW_SIZE, used = 0;
        memcpy(c->raw, text.data, len);
        itd_status status = convert(c, c->raw, len, out, &used, error);
        if (status != ITD_OK)
            return status;
        if (used == 0)
            return error_set(error, ITD_ERROR_INPUT, NULL, "ends in the middle of a character");
        text = str_make(text.data + used, text.len - used);
    }
    return ITD_OK;
}
