#include "audit/store.h"

#include "audit/sqlite.h"
#include "base/error.h"

itd_status store_open(const char *name, database_use use, database **out, itd_error *error)
{
    const str url = str_of(name);
    if (str_starts(url, str_of("postgresql://")) || str_starts(url, str_of("postgres://")))
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "this build has no PostgreSQL");
    return sqlite_database_open(name, use, out, error);
}
