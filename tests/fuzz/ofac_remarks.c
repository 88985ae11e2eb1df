/* OFAC's Remarks as free text. Nothing of them may be lost: every phrase is a value, a link or a note. */
#include "list/ofac/ofac_remarks.h"
#include "reader_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const schema_id schemata[] = {SCHEMA_PERSON, SCHEMA_ORGANIZATION, SCHEMA_VESSEL, SCHEMA_AIRPLANE};
    arena memory;
    arena_init(&memory, (size_t)64 << 20);
    for (size_t i = 0; i < sizeof schemata / sizeof schemata[0] && size < 65536; i++) {
        entity *e = entity_new(&memory, str_of("ofac-1"), schemata[i], 0);
        if (!e)
            abort();
        entity_listing *l = entity_add_listing(e);
        if (l)
            l->program = str_of("CMIC-EO13959");
        ofac_read_remarks(e, str_make((const char *)data, size));
        if (!e->failed)
            reader_fuzz_check(e);
    }
    arena_free(&memory);
    return 0;
}
