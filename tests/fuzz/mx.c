/* ISO 20022. */
#include "message_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_messages(data, size);
    return 0;
}
