/* The built-in sample, linked in by the build where there is one (src/sample). */
#include "api/handles.h"

#include "base/error.h"

extern const unsigned char itd_sample_begin[] __attribute__((weak));
extern const unsigned char itd_sample_end[] __attribute__((weak));

itd_status itd_snapshot_open_sample(itd_snapshot **out, itd_error *error)
{
    snapshot *core = NULL;
    if (!itd_sample_begin || !itd_sample_end)
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "this program is built without the sample");
    itd_status status = snapshot_open_memory(itd_sample_begin, (size_t)(itd_sample_end - itd_sample_begin),
                                             "built-in sample", &core, error);
    return status == ITD_OK ? itd_snapshot_adopt(core, true, out, error) : status;
}
