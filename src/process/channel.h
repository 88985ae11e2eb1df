/* Messages between two processes of ours: a length of four bytes, then so many bytes.
 *
 * Whole messages or an error: there is no half of one. The other side's end of a socket never kills this
 * process. Numbers and texts inside a message are the caller's.
 *
 *     status = channel_send(fd, STR("begun"), &error);
 *     status = channel_receive(fd, CHANNEL_MESSAGE_MAX, &answer, &error);   // answer is a buf, emptied first
 */
#ifndef PROCESS_CHANNEL_H
#define PROCESS_CHANNEL_H

#include "base/buf.h"

#include <interdict/status.h>

#define CHANNEL_MESSAGE_MAX ((size_t)64 << 10) /* of a small message */

ITD_MUST_CHECK itd_status channel_send(int fd, str message, itd_error *error);

/* ITD_ERROR_IO when the other side ended, ITD_ERROR_LIMIT for a message longer than `limit`. */
ITD_MUST_CHECK itd_status channel_receive(int fd, size_t limit, buf *message, itd_error *error);

#endif
