#include "cli/print.h"

#include "base/error.h"
#include "cli/command.h"

#include <errno.h>

itd_status print_buf(FILE *to, buf *out, itd_error *error)
{
    itd_status status = ITD_OK;
    if (out->failed)
        status = error_memory(error);
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
