#include "process/channel.h"

#include "base/bytes.h"
#include "base/error.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static itd_status send_all(int fd, str bytes, itd_error *error)
{
    while (bytes.len) {
        ssize_t sent = send(fd, bytes.data, bytes.len, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return error_errno(error, ITD_ERROR_IO, "another process of interdict", errno, "cannot be told");
        bytes = str_make(bytes.data + sent, bytes.len - (size_t)sent);
    }
    return ITD_OK;
}

static itd_status receive_all(int fd, char *to, size_t len, itd_error *error)
{
    while (len) {
        ssize_t got = read(fd, to, len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return error_set(error, ITD_ERROR_IO, NULL,
                             "another process of interdict ended without an answer");
        to += got;
        len -= (size_t)got;
    }
    return ITD_OK;
}

itd_status channel_send(int fd, str message, itd_error *error)
{
    unsigned char len[4];
    if (message.len > UINT32_MAX)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "a message of %zu bytes to another process",
                         message.len);
    write_u32(len, (uint32_t)message.len);
    itd_status status = send_all(fd, str_make((const char *)len, sizeof len), error);
    return status == ITD_OK ? send_all(fd, message, error) : status;
}

itd_status channel_receive(int fd, size_t limit, buf *message, itd_error *error)
{
    char len_bytes[4];
    buf_reset(message);
    itd_status status = receive_all(fd, len_bytes, sizeof len_bytes, error);
    if (status != ITD_OK)
        return status;
    size_t len = read_u32(len_bytes);
    if (len > limit)
        return error_set(error, ITD_ERROR_LIMIT, NULL, "an answer of %zu bytes from another process", len);
    char *to = buf_reserve(message, len + 1); /* never NULL for an empty message */
    if (!to)
        return error_memory(error);
    status = receive_all(fd, to, len, error);
    message->len = status == ITD_OK ? len : 0;
    return status;
}
