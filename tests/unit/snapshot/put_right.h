/* Magic, size and hashes that a changed snapshot must have, so that the checks behind the hashes are reached.
 * Safe for any bytes of at least HEADER_SIZE. */
#ifndef TESTS_SNAPSHOT_PUT_RIGHT_H
#define TESTS_SNAPSHOT_PUT_RIGHT_H

#include "snapshot/internal.h"

static inline void put_right(unsigned char *data, size_t size)
{
    uint64_t sections = read_u32(data + HEADER_SECTIONS);
    memcpy(data, SNAPSHOT_MAGIC, sizeof SNAPSHOT_MAGIC - 1);
    for (unsigned i = 0; i < 8; i++)
        data[HEADER_FILE_SIZE + i] = (unsigned char)((uint64_t)size >> (8 * i));
    if (sections > SNAPSHOT_SECTIONS_MAX || HEADER_SIZE + sections * ENTRY_ROW > size)
        return; /* refused before any hash */
    for (uint64_t i = 0; i < sections; i++) {
        unsigned char *entry = data + HEADER_SIZE + i * ENTRY_ROW;
        uint64_t offset = read_u64(entry + ENTRY_OFFSET), len = read_u64(entry + ENTRY_SIZE);
        if (offset <= size && len <= size - offset)
            section_hash(str_make((const char *)data + offset, (size_t)len), entry + ENTRY_HASH);
    }
    head_hash(data, HEADER_SIZE + (size_t)sections * ENTRY_ROW, data + HEADER_HASH);
}

#endif
