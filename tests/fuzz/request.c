/* The target of a request of any bytes: taken apart or refused. What was decoded is UTF-8 without a zero. */
#include "http/request.h"

#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a;
    const char *why = NULL;
    http_request q = {.memory = &a, .method = HTTP_GET};
    arena_init(&a, (size_t)64 << 20);
    unsigned status = request_read(&q, str_make((const char *)data, size), &why);
    if (status && !why)
        abort();
    for (size_t i = 0; !status && i < q.segment_count; i++)
        if (!utf8_is_valid(q.segments[i], NULL) || memchr(q.segments[i].data, 0, q.segments[i].len))
            abort();
    for (size_t i = 0; !status && i < q.param_count; i++)
        if (!utf8_is_valid(q.params[i].value, NULL))
            abort();
    arena_free(&a);
    return 0;
}
