/* A list file as it lies on disk: compressed or not, of any format. */
#include "list/source.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    list_file file;
    const list_format *format;
    itd_error error = {.status = ITD_OK};
    itd_status status = list_file_from_bytes("fuzz", str_make((const char *)data, size), &file, &error);
    if (status == ITD_OK) {
        status = list_detect(&file, &format, &error);
        list_file_close(&file);
    }
    if (status != ITD_OK && !error.message[0])
        abort();
    return 0;
}
