#include "audit/database.h"

void database_close(database *d)
{
    if (d)
        d->calls->close(d);
}

itd_status database_run(database *d, const char *sql, const db_value *values, size_t count, db_row *row,
                        void *context, itd_error *error)
{
    return d->calls->run(d, sql, values, count, row, context, error);
}

itd_status database_begin(database *d, itd_error *error)
{
    return d->calls->begin(d, error);
}

itd_status database_commit(database *d, itd_error *error)
{
    return d->calls->commit(d, error);
}

void database_rollback(database *d)
{
    d->calls->rollback(d);
}

itd_status database_begin_reading(database *d, itd_error *error)
{
    return d->calls->begin_reading(d, error);
}

itd_status database_forget(database *d, itd_error *error)
{
    return d->calls->forget(d, error);
}

itd_status database_check(database *d, itd_error *error)
{
    return d->calls->check(d, error);
}

itd_status database_set_version(database *d, uint64_t version, itd_error *error)
{
    return d->calls->set_version(d, version, error);
}

itd_status database_version(database *d, uint64_t *out, itd_error *error)
{
    return d->calls->version(d, out, error);
}

const char *database_name(const database *d)
{
    return d->name;
}
