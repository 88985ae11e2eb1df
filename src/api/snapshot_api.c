/* The public calls of interdict/snapshot.h. */
#include "api/handles.h"

#include "base/error.h"

#include <stdlib.h>

itd_status itd_snapshot_adopt(snapshot *core, bool is_sample, itd_snapshot **out, itd_error *error)
{
    itd_snapshot *s = calloc(1, sizeof *s);
    if (!s || engine_new(core, &s->engine, error) != ITD_OK) {
        free(s);
        snapshot_close(core);
        return error_memory(error);
    }
    s->core = core;
    s->is_sample = is_sample;
    *out = s;
    return ITD_OK;
}

itd_status itd_snapshot_open(const char *path, itd_snapshot **out, itd_error *error)
{
    snapshot *core = NULL;
    itd_status status = snapshot_open(path, &core, error);
    return status == ITD_OK ? itd_snapshot_adopt(core, false, out, error) : status;
}

itd_status itd_snapshot_open_trusted(const char *path, itd_snapshot **out, itd_error *error)
{
    snapshot *core = NULL;
    itd_status status = snapshot_open_trusted(path, &core, error);
    return status == ITD_OK ? itd_snapshot_adopt(core, false, out, error) : status;
}

itd_status itd_snapshot_open_memory(const void *data, size_t size, const char *name, itd_snapshot **out,
                                    itd_error *error)
{
    snapshot *core = NULL;
    itd_status status = snapshot_open_memory(data, size, name, &core, error);
    return status == ITD_OK ? itd_snapshot_adopt(core, false, out, error) : status;
}

itd_status itd_snapshot_verify(itd_snapshot *s, itd_error *error)
{
    return engine_verify(s->engine, error);
}

void itd_snapshot_close(itd_snapshot *s)
{
    if (!s)
        return;
    engine_free(s->engine);
    snapshot_close(s->core);
    free(s);
}

const char *itd_snapshot_hash(const itd_snapshot *s)
{
    return snapshot_hash(s->core);
}

size_t itd_snapshot_size(const itd_snapshot *s)
{
    return snapshot_size(s->core);
}

size_t itd_snapshot_entity_count(const itd_snapshot *s)
{
    size_t count = 0;
    for (uint32_t i = 0; i < snapshot_entity_count(s->core); i++)
        count += snapshot_entity_at(s->core, i).listed && !snapshot_entity_at(s->core, i).former;
    return count;
}

const char *itd_version(void)
{
    return ITD_VERSION;
}
