/* Any bytes as a document: every place lies in the input and none runs backwards out of it. */
#include "document/document.h"

#include "base/limits.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a;
    document d;
    str bytes = str_make((const char *)data, size);
    (void)document_look(bytes, NULL);
    arena_init(&a, LIMIT_ARENA_SIZE);
    if (document_read(&a, bytes, NULL, &d, NULL) == ITD_OK && !d.unreadable)
        for (size_t i = 0; i <= d.text.len; i++)
            if (d.origin[i] > size || d.behind[i] > size || d.origin[i] > d.behind[i])
                abort();
    arena_free(&a);
    return 0;
}
