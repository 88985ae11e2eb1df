#include "http/gzip.h"

#include <zlib.h>

enum { WORTH_IT = 500, GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8 };

/* "gzip" among the codings, and not with a quality of nothing. */
static bool takes_gzip(str accepted)
{
    str part;
    while (str_split(&accepted, ',', &part)) {
        str rest = part, name, quality = STR_NONE;
        (void)str_split(&rest, ';', &name);
        quality = rest.data ? str_trim(rest) : STR_NONE;
        if (str_equal_nocase(str_trim(name), str_of("gzip")))
            return !(str_is(quality, "q=0") || str_is(quality, "q=0.0") || str_is(quality, "q=0.00") ||
                     str_is(quality, "q=0.000"));
    }
    return false;
}

void gzip_answer(const http_request *q, http_response *a)
{
    if (a->body.failed || a->body.len < WORTH_IT || a->produce ||
        !takes_gzip(http_header(q, "Accept-Encoding")))
        return;
    z_stream z = {0};
    if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    buf out;
    buf_init(&out, a->body.limit);
    size_t bound = deflateBound(&z, (uLong)a->body.len);
    char *room = buf_reserve(&out, bound);
    int end = Z_BUF_ERROR;
    if (room && a->body.len <= UINT32_MAX && bound <= UINT32_MAX) {
        z.next_in = (Bytef *)a->body.data;
        z.avail_in = (uInt)a->body.len;
        z.next_out = (Bytef *)room;
        z.avail_out = (uInt)bound;
        end = deflate(&z, Z_FINISH);
        out.len = bound - z.avail_out;
    }
    deflateEnd(&z);
    if (end != Z_STREAM_END) {
        buf_free(&out);
        return;
    }
    buf_free(&a->body);
    a->body = out;
    http_add_header(a, "Content-Encoding", "gzip");
}
