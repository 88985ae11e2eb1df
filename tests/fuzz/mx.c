/* ISO 20022: any bytes are read into messages or into problems, within memory and time; what points into the
 * source lies in it. */
#include "base/limits.h"
#include "message/message.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const message_text *items, size_t count, str source)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].end > source.len || items[i].start > items[i].end)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena a;
    message_list list;
    arena_init(&a, LIMIT_ARENA_SIZE);
    itd_status status = message_read(&a, "fuzz", str_make((const char *)data, size), &list, NULL);
    if (status == ITD_OK && list.count == 0)
        abort();
    for (size_t i = 0; status == ITD_OK && i < list.count; i++) {
        const message *m = &list.items[i];
        check_text(m->text, m->text_count, list.source);
        check_text(m->places, m->place_count, list.source);
        for (size_t k = 0; k < m->party_count; k++)
            if (m->parties[k].role == ROLE_NONE || m->parties[k].where.len == 0)
                abort();
    }
    arena_free(&a);
    return 0;
}
