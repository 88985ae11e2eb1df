#include "reader_fuzz.h"

extern const list_format list_eu_csv;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return reader_fuzz(&list_eu_csv, data, size, NULL);
}
