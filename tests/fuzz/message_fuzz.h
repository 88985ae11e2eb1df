/* What the fuzz targets of messages share: any bytes are read into messages or into problems, within memory
 * and time; what points into the source lies in it; in pieces the input gives the same messages. */
#ifndef TESTS_FUZZ_MESSAGE_FUZZ_H
#define TESTS_FUZZ_MESSAGE_FUZZ_H

#include "base/limits.h"
#include "message/message.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_check_text(const message_text *items, size_t count, str source)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].end > source.len || items[i].start > items[i].end)
            abort();
}

static void fuzz_check(const message *m, str source)
{
    fuzz_check_text(m->text, m->text_count, source);
    fuzz_check_text(m->places, m->place_count, source);
    for (size_t k = 0; k < m->party_count; k++)
        if (m->parties[k].role == ROLE_NONE || m->parties[k].where.len == 0)
            abort();
}

/* What is compared: how much of everything there is. */
typedef struct fuzz_counts {
    size_t messages, parties, texts, places, problems;
} fuzz_counts;

static void fuzz_count(fuzz_counts *c, const message *m)
{
    c->messages++;
    c->parties += m->party_count;
    c->texts += m->text_count;
    c->places += m->place_count;
    c->problems += m->problem_count;
}

static itd_status fuzz_take(void *context, message *m, itd_error *error)
{
    (void)error;
    fuzz_count(context, m);
    return ITD_OK;
}

typedef struct fuzz_pieces {
    str rest;
    size_t size;
} fuzz_pieces;

static itd_status fuzz_next(void *context, char *to, size_t size, size_t *len, itd_error *error)
{
    fuzz_pieces *p = context;
    (void)error;
    *len = p->rest.len < p->size ? p->rest.len : p->size;
    *len = *len < size ? *len : size;
    if (*len)
        memcpy(to, p->rest.data, *len);
    p->rest = str_make(p->rest.data + *len, p->rest.len - *len);
    return ITD_OK;
}

static void fuzz_messages(const uint8_t *data, size_t size)
{
    static message_reader *reader;
    arena a;
    message_list list;
    str bytes = str_make((const char *)data, size);
    fuzz_counts whole = {0}, pieces = {0};
    fuzz_pieces input = {bytes, size % 61 + 1};
    arena_init(&a, LIMIT_ARENA_SIZE);
    itd_status status = message_read(&a, "fuzz", bytes, &list, NULL);
    if (status != ITD_OK || list.count == 0)
        abort();
    for (size_t i = 0; i < list.count; i++) {
        fuzz_check(&list.items[i], list.source);
        fuzz_count(&whole, &list.items[i]);
    }
    arena_free(&a);
    if (!reader && message_reader_new(&reader, NULL) != ITD_OK)
        abort();
    if (message_reader_run(reader, fuzz_next, &input, fuzz_take, &pieces, NULL) != ITD_OK ||
        memcmp(&whole, &pieces, sizeof whole) != 0)
        abort();
}

#endif
