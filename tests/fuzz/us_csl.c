#include "reader_fuzz.h"

extern const list_format list_us_csl;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return reader_fuzz(&list_us_csl, data, size, NULL);
}
