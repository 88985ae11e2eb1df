#include "reader_fuzz.h"

extern const list_format list_ofsi_csv;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return reader_fuzz(&list_ofsi_csv, data, size, NULL);
}
