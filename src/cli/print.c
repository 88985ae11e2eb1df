#include "cli/print.h"

#include "base/error.h"
#include "cli/command.h"
#include "cli/open.h"

#include <errno.h>
#include <stdlib.h>

itd_status print_buf(FILE *to, buf *out, itd_error *error)
{
    itd_status status = ITD_OK;
    if (out->failed)
        status = error_memory(error);
    else if (to != stderr && opened_unchanged(error) != ITD_OK)
        status = ITD_ERROR_SNAPSHOT;
    else if (out->len && fwrite(out->data, 1, out->len, to) != out->len)
        status =
            error_errno(error, ITD_ERROR_IO, to == stdout ? "standard output" : NULL, errno, "cannot write");
    buf_reset(out);
    return status;
}

int print_or_fail(buf *out, int code)
{
    itd_error error = {0};
    return print_buf(stdout, out, &error) == ITD_OK ? code : fail(&error, false);
}

FILE *print_hold(print_held *h)
{
    *h = (print_held){.stream = NULL};
    h->stream = open_memstream(&h->text, &h->len);
    return h->stream;
}

static bool held_whole(print_held *h)
{
    bool whole = h->stream && !ferror(h->stream);
    whole &= h->stream && fclose(h->stream) == 0;
    return whole && h->len > 0; /* without memory for the last bytes glibc leaves none, and no error */
}

bool print_held_into(print_held *h, buf *out)
{
    bool whole = held_whole(h);
    if (whole)
        buf_append(out, h->text, h->len);
    free(h->text);
    return whole && !out->failed;
}

int print_held_or_fail(print_held *h, int code)
{
    bool answers = code == EXIT_FOUND || code == EXIT_NOTHING;
    bool whole = held_whole(h);
    itd_error error = {0};
    if (!h->stream || (answers && !whole)) {
        (void)error_memory(&error);
        code = fail(&error, false);
    } else if (answers && opened_unchanged(&error) != ITD_OK) {
        code = fail(&error, false);
    } else if (answers && fwrite(h->text, 1, h->len, stdout) != h->len) {
        (void)error_errno(&error, ITD_ERROR_IO, "standard output", errno, "cannot write");
        code = fail(&error, false);
    }
    free(h->text);
    return code;
}
