#include "audit/lines.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zstd.h>

enum { PIECE_SIZE = 256 << 10, LINE_LEN_MAX = 1 << 30, LEVEL = 6 };

struct line_output {
    int fd;
    char path[4096], partial[4096 + 16]; /* path empty: standard output */
    ZSTD_CCtx *packer;                   /* NULL: as it is */
    buf pending, packed;
    bool finished;
};

itd_status line_output_open(const char *path, line_output **out, itd_error *error)
{
    line_output *o = calloc(1, sizeof *o);
    if (!o)
        return error_memory(error);
    o->fd = STDOUT_FILENO;
    buf_init(&o->pending, LINE_LEN_MAX);
    buf_init(&o->packed, LINE_LEN_MAX);
    itd_status status = ITD_OK;
    if (path && strcmp(path, "-") != 0) {
        snprintf(o->path, sizeof o->path, "%s", path);
        snprintf(o->partial, sizeof o->partial, "%s.partial", o->path);
        o->fd = open(o->partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (o->fd < 0)
            status = error_errno(error, ITD_ERROR_IO, o->partial, errno, "cannot write");
        if (status == ITD_OK && str_ends(str_of(path), str_of(".zst")) && !(o->packer = ZSTD_createCCtx()))
            status = error_memory(error);
        if (o->packer)
            ZSTD_CCtx_setParameter(o->packer, ZSTD_c_compressionLevel, LEVEL);
    }
    if (status != ITD_OK) {
        line_output_free(o);
        return status;
    }
    *out = o;
    return ITD_OK;
}

static itd_status write_all(line_output *o, const char *data, size_t size, itd_error *error)
{
    while (size) {
        const ssize_t put = write(o->fd, data, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return error_errno(error, ITD_ERROR_IO, *o->path ? o->path : "standard output", errno,
                               "cannot write");
        data += put;
        size -= (size_t)put;
    }
    return ITD_OK;
}

static itd_status pack(line_output *o, bool last, itd_error *error)
{
    ZSTD_inBuffer in = {o->pending.data, o->pending.len, 0};
    size_t left = 0;
    do {
        buf_reset(&o->packed);
        char *to = buf_reserve(&o->packed, PIECE_SIZE);
        if (!to)
            return error_memory(error);
        ZSTD_outBuffer out = {to, PIECE_SIZE, 0};
        left = ZSTD_compressStream2(o->packer, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            return error_memory(error);
        itd_status status = write_all(o, to, out.pos, error);
        if (status != ITD_OK)
            return status;
    } while (in.pos < in.size || (last && left));
    return ITD_OK;
}

static itd_status flush(line_output *o, bool last, itd_error *error)
{
    itd_status status =
        o->packer ? pack(o, last, error) : write_all(o, o->pending.data, o->pending.len, error);
    buf_reset(&o->pending);
    return status;
}

itd_status line_output_put(line_output *o, str line, itd_error *error)
{
    buf_str(&o->pending, line);
    buf_putc(&o->pending, '\n');
    if (o->pending.failed)
        return error_memory(error);
    return o->pending.len < PIECE_SIZE ? ITD_OK : flush(o, false, error);
}

itd_status line_output_finish(line_output *o, itd_error *error)
{
    itd_status status = flush(o, true, error);
    if (status != ITD_OK || !*o->path)
        return status;
    if (fsync(o->fd) != 0)
        return error_errno(error, ITD_ERROR_IO, o->path, errno, "cannot write");
    status = file_rename(o->partial, o->path, error);
    o->finished = status == ITD_OK;
    return status;
}

void line_output_free(line_output *o)
{
    if (!o)
        return;
    if (*o->path && o->fd >= 0) {
        close(o->fd);
        if (!o->finished)
            unlink(o->partial);
    }
    ZSTD_freeCCtx(o->packer);
    buf_free(&o->pending);
    buf_free(&o->packed);
    free(o);
}

/* ---- in ---- */

struct line_input {
    file_input file;
    const char *path;
    ZSTD_DCtx *unpacker; /* NULL: as it is */
    bool in_frame;
    buf text; /* what was read and not given yet, from `at` on */
    size_t at;
    bool ended;
    unsigned long number;
    char piece[PIECE_SIZE];
    size_t piece_len;
};

static itd_status refill(line_input *in, itd_error *error)
{
    itd_status status = file_input_read(&in->file, in->piece, sizeof in->piece, &in->piece_len, error);
    in->ended = status == ITD_OK && in->piece_len == 0;
    return status;
}

itd_status line_input_open(const char *path, line_input **out, itd_error *error)
{
    static const unsigned char magic[4] = {0x28, 0xb5, 0x2f, 0xfd};
    line_input *in = calloc(1, sizeof *in);
    if (!in)
        return error_memory(error);
    in->path = path;
    buf_init(&in->text, LINE_LEN_MAX);
    itd_status status = file_input_open(path, &in->file, error);
    if (status != ITD_OK) {
        free(in);
        return status;
    }
    status = refill(in, error);
    if (status == ITD_OK && in->piece_len >= 4 && memcmp(in->piece, magic, 4) == 0 &&
        !(in->unpacker = ZSTD_createDCtx()))
        status = error_memory(error);
    if (status != ITD_OK) {
        line_input_close(in);
        return status;
    }
    *out = in;
    return ITD_OK;
}

void line_input_close(line_input *in)
{
    file_input_close(&in->file);
    ZSTD_freeDCtx(in->unpacker);
    buf_free(&in->text);
    free(in);
}

unsigned long line_input_number(const line_input *in)
{
    return in->number;
}

/* The text has no room for so many bytes more: the line is too long, or memory is missing. */
static itd_status no_room(const line_input *in, size_t more, itd_error *error)
{
    if (in->text.len + more <= in->text.limit)
        return error_memory(error);
    return error_at_line(error, ITD_ERROR_INPUT, in->path, in->number + 1, "the line is too long");
}

static itd_status unpack(line_input *in, itd_error *error)
{
    ZSTD_inBuffer from = {in->piece, in->piece_len, 0};
    bool full = true; /* what is packed small may be large: all of it is fetched */
    while (from.pos < from.size || full) {
        char *to = buf_reserve(&in->text, PIECE_SIZE);
        if (!to)
            return no_room(in, PIECE_SIZE, error);
        ZSTD_outBuffer out = {to, PIECE_SIZE, 0};
        const size_t left = ZSTD_decompressStream(in->unpacker, &out, &from);
        if (ZSTD_isError(left))
            return error_at_line(error, ITD_ERROR_INPUT, in->path, in->number + 1,
                                 "the compressed file is damaged: %s", ZSTD_getErrorName(left));
        in->in_frame = left != 0;
        in->text.len += out.pos;
        full = out.pos == out.size;
    }
    return ITD_OK;
}

/* What was read goes behind what is there. */
static itd_status take_piece(line_input *in, itd_error *error)
{
    if (in->at) {
        memmove(in->text.data, in->text.data + in->at, in->text.len - in->at);
        in->text.len -= in->at;
        in->at = 0;
    }
    itd_status status = ITD_OK;
    if (in->unpacker)
        status = unpack(in, error);
    else
        buf_append(&in->text, in->piece, in->piece_len);
    if (status == ITD_OK && in->text.failed)
        status = no_room(in, in->piece_len, error);
    return status == ITD_OK ? refill(in, error) : status;
}

itd_status line_input_next(line_input *in, str *line, bool *there, itd_error *error)
{
    size_t searched = in->at;
    for (;;) {
        const size_t left = in->text.len - searched;
        const char *end = left ? memchr(in->text.data + searched, '\n', left) : NULL;
        if (end) {
            *line = str_make(in->text.data + in->at, (size_t)(end - in->text.data) - in->at);
            in->at += line->len + 1;
            in->number++;
            *there = true;
            return ITD_OK;
        }
        searched = in->text.len - in->at; /* take_piece moves the rest to the front */
        if (in->ended)
            break;
        itd_status status = take_piece(in, error);
        if (status != ITD_OK)
            return status;
    }
    *there = false;
    if (in->at < in->text.len || in->in_frame)
        return error_at_line(error, ITD_ERROR_INPUT, in->path, in->number + 1, "the file is cut off");
    return ITD_OK;
}
