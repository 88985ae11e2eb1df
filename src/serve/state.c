#include "serve/state.h"

#include "base/error.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

itd_status state_make(const char *folder, itd_error *error)
{
    char path[4096];
    size_t len = strlen(folder);
    if (len >= sizeof path)
        return error_set(error, ITD_ERROR_IO, folder, "the path is too long");
    for (size_t i = 1; i <= len; i++) {
        if (i < len && folder[i] != '/')
            continue;
        memcpy(path, folder, i);
        path[i] = 0;
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return error_errno(error, ITD_ERROR_IO, path, errno, "cannot make the folder");
    }
    return ITD_OK;
}
