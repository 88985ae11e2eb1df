#include "cli/message_xsd.h"

#include "base/limits.h"
#include "process/channel.h"
#include "process/program.h"
#include "programs/schema_request.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

struct message_schemas {
    program_child child;
};

itd_status message_schemas_open(const char *folder, message_schemas **out, itd_error *error)
{
    DIR *there = opendir(folder);
    if (!there)
        return error_set(error, ITD_ERROR_IO, folder, "cannot be used as a folder of schemas: %s",
                         strerror(errno));
    closedir(there);
    message_schemas *s = calloc(1, sizeof *s);
    if (!s)
        return error_memory(error);
    itd_status status = program_start("schema", folder, -1, &s->child, error);
    if (status != ITD_OK) {
        free(s);
        return status;
    }
    *out = s;
    return ITD_OK;
}

void message_schemas_close(message_schemas *s)
{
    if (!s)
        return;
    program_end(&s->child);
    free(s);
}

static itd_status receive_advice(int fd, arena *a, buf *text, str *advice, size_t cap, size_t *count,
                                 itd_error *error)
{
    unsigned long long wanted = 0;
    itd_status status = channel_receive(fd, CHANNEL_MESSAGE_MAX, text, error);
    if (status == ITD_OK && (!str_to_unsigned(buf_as_str(text), &wanted) || wanted > SCHEMA_ADVICE_MAX))
        status =
            error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "an answer that is none from interdict-schema");
    for (unsigned long long i = 0; i < wanted && status == ITD_OK; i++) {
        status = channel_receive(fd, CHANNEL_MESSAGE_MAX, text, error);
        if (status != ITD_OK || *count == cap)
            continue;
        advice[*count] = arena_str(a, buf_as_str(text));
        if (!advice[*count].data)
            return error_memory(error);
        *count += 1;
    }
    return status;
}

itd_status message_schemas_check(message_schemas *s, arena *a, str xml, str *advice, size_t cap,
                                 size_t *count, itd_error *error)
{
    buf text;
    *count = 0;
    buf_init(&text, CHANNEL_MESSAGE_MAX);
    itd_status status = channel_send(s->child.fd, xml, error);
    if (status == ITD_OK)
        status = receive_advice(s->child.fd, a, &text, advice, cap, count, error);
    buf_free(&text);
    /* That the other process failed says nothing about the file that was read. */
    if (status == ITD_ERROR_IO && error)
        error->status = ITD_ERROR_UNSUPPORTED;
    return status == ITD_ERROR_IO ? ITD_ERROR_UNSUPPORTED : status;
}
