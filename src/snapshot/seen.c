#include "snapshot/seen.h"

#include "snapshot/internal.h"

enum { ROW_SIZE = 4 * SEEN_COUNT };

uint32_t seen_at(const snapshot *s, uint32_t index, int which)
{
    if (s->seen.len != (size_t)snapshot_entity_count(s) * ROW_SIZE)
        return 0;
    return read_u32(s->seen.data + (size_t)index * ROW_SIZE + 4 * (size_t)which);
}

void seen_add(const snapshot *core, const entity *e, uint32_t *rows)
{
    uint32_t index = snapshot_entity_find(core, e->id);
    if (index == UINT32_MAX)
        return;
    uint32_t *row = rows + (size_t)index * SEEN_COUNT;
    for (int i = 0; i < SEEN_COUNT; i++) {
        bool earlier = i == SEEN_FIRST && row[i] && e->seen[i] > row[i];
        if (e->seen[i] && !earlier && (i == SEEN_FIRST || e->seen[i] > row[i]))
            row[i] = e->seen[i];
    }
}

void seen_write(const snapshot *core, const uint32_t *rows, buf *out)
{
    const size_t count = (size_t)snapshot_entity_count(core) * SEEN_COUNT;
    bool any = false;
    for (size_t i = 0; i < count && !any; i++)
        any = rows[i] != 0;
    for (size_t i = 0; i < count && any; i++)
        buf_u32(out, rows[i]);
}
