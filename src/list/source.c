#include "list/source.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"

#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

#define PIECE_SIZE ((size_t)1 << 20)

/* A list shrinks to a tenth or a fiftieth. What shrinks to less than this and is large is made to hurt. */
#define RATIO_MAX       200
#define RATIO_FROM_SIZE ((size_t)64 << 20)

static bool is_gzip(str bytes)
{
    return bytes.len >= 2 && (unsigned char)bytes.data[0] == 0x1F && (unsigned char)bytes.data[1] == 0x8B;
}

static itd_status inflate_failed(const char *path, int code, const z_stream *z, size_t at, itd_error *error)
{
    if (code == Z_MEM_ERROR)
        return error_memory(error);
    if (code == Z_BUF_ERROR || code == Z_OK)
        return error_at_byte(error, ITD_ERROR_INPUT, path, at,
                             "the gzip file ends before its end mark: it is cut off");
    return error_at_byte(error, ITD_ERROR_INPUT, path, at, "damaged gzip file: %s",
                         z->msg ? z->msg : "unexpected data");
}

/* One gzip member from `bytes` at *at. */
static itd_status inflate_member(z_stream *z, const char *path, str bytes, size_t *at, buf *out,
                                 itd_error *error)
{
    for (;;) {
        if (out->len >= LIMIT_FILE_SIZE)
            return error_at_byte(error, ITD_ERROR_LIMIT, path, *at,
                                 "the file is larger than %zu bytes when decompressed", LIMIT_FILE_SIZE);
        if (out->len > RATIO_FROM_SIZE && out->len / RATIO_MAX > *at)
            return error_at_byte(error, ITD_ERROR_LIMIT, path, *at,
                                 "the file is more than %d times larger when decompressed: no list is",
                                 RATIO_MAX);
        char *room = buf_reserve(out, PIECE_SIZE);
        if (!room)
            return error_memory(error);
        size_t in_len = bytes.len - *at < PIECE_SIZE ? bytes.len - *at : PIECE_SIZE;
        z->next_in = (const Bytef *)bytes.data + *at;
        z->avail_in = (uInt)in_len;
        z->next_out = (Bytef *)room;
        z->avail_out = (uInt)PIECE_SIZE;
        int code = inflate(z, Z_NO_FLUSH);
        *at += in_len - z->avail_in;
        out->len += PIECE_SIZE - z->avail_out;
        if (code == Z_STREAM_END)
            return ITD_OK;
        if (code != Z_OK || (*at == bytes.len && z->avail_out > 0))
            return inflate_failed(path, code, z, *at, error);
    }
}

static itd_status gunzip(const char *path, str bytes, buf *out, itd_error *error)
{
    z_stream z = {0};
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        return error_memory(error);
    size_t at = 0;
    itd_status status = ITD_OK;
    while (status == ITD_OK && at < bytes.len) {
        if (!is_gzip(str_make(bytes.data + at, bytes.len - at))) {
            status =
                error_at_byte(error, ITD_ERROR_INPUT, path, at, "there is something behind the gzip data");
            break;
        }
        status = inflate_member(&z, path, bytes, &at, out, error);
        if (status == ITD_OK && inflateReset(&z) != Z_OK)
            status = error_memory(error);
    }
    inflateEnd(&z);
    return status;
}

/* Takes over `disk`. */
static itd_status make_file(const char *path, buf *disk, list_file *file, itd_error *error)
{
    *file = (list_file){.path = path, .disk_size = disk->len};
    sha256(disk->data, disk->len, file->sha256);
    if (!is_gzip(buf_as_str(disk))) {
        file->bytes = buf_as_str(disk);
        return ITD_OK;
    }
    buf plain;
    buf_init(&plain, LIMIT_FILE_SIZE + PIECE_SIZE);
    itd_status status = gunzip(path, buf_as_str(disk), &plain, error);
    buf_free(disk);
    if (status != ITD_OK)
        buf_free(&plain);
    file->bytes = buf_as_str(&plain);
    return status;
}

itd_status list_file_open(const char *path, list_file *file, itd_error *error)
{
    buf disk;
    buf_init(&disk, LIMIT_FILE_SIZE);
    itd_status status = file_read(path, LIMIT_FILE_SIZE, &disk, error);
    if (status != ITD_OK) {
        buf_free(&disk);
        *file = (list_file){.path = path};
        return status;
    }
    return make_file(path, &disk, file, error);
}

itd_status list_file_from_bytes(const char *path, str bytes, list_file *file, itd_error *error)
{
    buf copy;
    buf_init(&copy, LIMIT_FILE_SIZE);
    buf_str(&copy, bytes);
    if (copy.failed) {
        buf_free(&copy);
        *file = (list_file){.path = path};
        return error_memory(error);
    }
    return make_file(path, &copy, file, error);
}

void list_file_close(list_file *file)
{
    char *own;
    memcpy(&own, &file->bytes.data, sizeof own);
    free(own);
    file->bytes = STR_NONE;
}
