#include "reader_fuzz.h"

extern const list_format list_ofac_enhanced;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return reader_fuzz(&list_ofac_enhanced, data, size, NULL);
}
