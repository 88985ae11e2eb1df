/* The database that needs no server: one file of SQLite. */
#include "audit/sqlite.h"

#include "audit/tables.h"
#include "base/error.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATEMENTS_MAX = 64, COLUMNS_MAX = 8, BUSY_MS = 10000 };

typedef struct prepared {
    const char *sql;
    sqlite3_stmt *statement;
} prepared;

typedef struct sqlite_database {
    database base;
    sqlite3 *handle;
    prepared statements[STATEMENTS_MAX];
    size_t count;
} sqlite_database;

static itd_status failed(const sqlite_database *d, const char *what, itd_error *error)
{
    const int code = d->handle ? sqlite3_errcode(d->handle) : SQLITE_NOMEM;
    if (code == SQLITE_NOMEM)
        return error_memory(error);
    const bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return error_set(error, damaged ? ITD_ERROR_INPUT : ITD_ERROR_IO, d->base.name, "%s: %s", what,
                     code == SQLITE_FULL ? "there is no room left on the disk" : sqlite3_errmsg(d->handle));
}

static itd_status prepare(sqlite_database *d, const char *sql, sqlite3_stmt **out, itd_error *error)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->statements[i].sql == sql) {
            *out = d->statements[i].statement;
            return ITD_OK;
        }
    if (d->count == STATEMENTS_MAX)
        return error_set(error, ITD_ERROR_UNSUPPORTED, NULL, "too many statements");
    if (sqlite3_prepare_v3(d->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK)
        return failed(d, "the store cannot be read", error);
    d->statements[d->count++] = (prepared){sql, *out};
    return ITD_OK;
}

static int bind(sqlite3_stmt *s, int at, const db_value *v)
{
    const char *data = v->bytes.len ? v->bytes.data : "";
    switch (v->type) {
    case DB_NUMBER:
        return sqlite3_bind_int64(s, at, v->number);
    case DB_TEXT:
        return sqlite3_bind_text64(s, at, data, v->bytes.len, SQLITE_STATIC, SQLITE_UTF8);
    case DB_BYTES:
        return sqlite3_bind_blob64(s, at, data, v->bytes.len, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(s, at);
    }
}

static bool take_column(sqlite3_stmt *s, int at, db_value *out)
{
    const int type = sqlite3_column_type(s, at);
    *out = (db_value){.type = DB_NULL};
    if (type == SQLITE_NULL)
        return true;
    if (type == SQLITE_INTEGER) {
        *out = db_number(sqlite3_column_int64(s, at));
        return true;
    }
    if (type != SQLITE_TEXT && type != SQLITE_BLOB)
        return false; /* no table has another one */
    const void *data =
        type == SQLITE_TEXT ? (const void *)sqlite3_column_text(s, at) : sqlite3_column_blob(s, at);
    const size_t size = (size_t)sqlite3_column_bytes(s, at);
    if (!data && (size || sqlite3_errcode(sqlite3_db_handle(s)) == SQLITE_NOMEM))
        return false;
    *out = (db_value){.type = type == SQLITE_TEXT ? DB_TEXT : DB_BYTES,
                      .bytes = str_make(data ? data : "", size)};
    return true;
}

static itd_status give_row(const sqlite_database *d, sqlite3_stmt *s, db_row *row, void *context,
                           itd_error *error)
{
    db_value columns[COLUMNS_MAX];
    const int count = sqlite3_column_count(s);
    for (int i = 0; i < count && i < COLUMNS_MAX; i++)
        if (!take_column(s, i, &columns[i]))
            return sqlite3_errcode(d->handle) == SQLITE_NOMEM
                       ? error_memory(error)
                       : error_set(error, ITD_ERROR_INPUT, d->base.name,
                                   "a value is of no kind that is known");
    return row(context, columns, error);
}

static itd_status run(database *base, const char *sql, const db_value *values, size_t count, db_row *row,
                      void *context, itd_error *error)
{
    sqlite_database *d = (sqlite_database *)base;
    sqlite3_stmt *s;
    itd_status status = prepare(d, sql, &s, error);
    if (status != ITD_OK)
        return status;
    int step = SQLITE_ERROR;
    bool bound = true;
    for (size_t i = 0; i < count && bound; i++)
        bound = bind(s, (int)i + 1, &values[i]) == SQLITE_OK;
    if (!bound)
        status = failed(d, "the store cannot be asked", error);
    while (status == ITD_OK && (step = sqlite3_step(s)) == SQLITE_ROW)
        if (row)
            status = give_row(d, s, row, context, error);
    if (status == ITD_OK && step != SQLITE_DONE)
        status = failed(
            d, sqlite3_stmt_readonly(s) ? "the store cannot be read" : "the store cannot be written", error);
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    return status;
}

static itd_status begin(database *base, itd_error *error)
{
    return run(base, "BEGIN IMMEDIATE", NULL, 0, NULL, NULL, error);
}

static itd_status commit(database *base, itd_error *error)
{
    return run(base, "COMMIT", NULL, 0, NULL, NULL, error);
}

static void rollback(database *base)
{
    sqlite_database *d = (sqlite_database *)base;
    if (!sqlite3_get_autocommit(d->handle))
        (void)!run(base, "ROLLBACK", NULL, 0, NULL, NULL, NULL);
}

static itd_status begin_reading(database *base, itd_error *error)
{
    return run(base, "BEGIN", NULL, 0, NULL, NULL, error);
}

/* The log of what is written has the deleted bytes too, until it is cut. */
static itd_status forget(database *base, itd_error *error)
{
    sqlite_database *d = (sqlite_database *)base;
    if (sqlite3_wal_checkpoint_v2(d->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK)
        return failed(d, "what was deleted is still in the file beside the store, since others read it",
                      error);
    return ITD_OK;
}

/* ---- what must stand there ---- */

typedef struct table_check {
    const char *name;
    bool seen[16];
} table_check;

static itd_status check_object(void *context, const db_value *c, itd_error *error)
{
    table_check *t = context;
    for (size_t i = 0; store_tables[i].name; i++)
        if (str_is(c[1].bytes, store_tables[i].name)) {
            t->seen[i] = true;
            if (str_is(c[0].bytes, store_tables[i].type) && str_is(c[2].bytes, store_tables[i].sql))
                return ITD_OK;
            return error_set(error, ITD_ERROR_INPUT, t->name, "%s is not as it was made",
                             store_tables[i].name);
        }
    return error_set(error, ITD_ERROR_INPUT, t->name, "'%.*s' does not belong there", STR_ARG(c[1].bytes));
}

static itd_status take_finding(void *context, const db_value *c, itd_error *error)
{
    const char *name = context;
    if (str_is(c[0].bytes, "ok"))
        return ITD_OK;
    return error_set(error, ITD_ERROR_INPUT, name, "%.*s", STR_ARG(c[0].bytes));
}

static itd_status check_number(void *context, const db_value *c, itd_error *error)
{
    const char *name = context;
    return c[0].number == STORE_APPLICATION
               ? ITD_OK
               : error_set(error, ITD_ERROR_INPUT, name, "the number of the application was changed");
}

static itd_status check(database *base, itd_error *error)
{
    table_check t = {.name = base->name};
    itd_status status = run(base, "PRAGMA integrity_check(1)", NULL, 0, take_finding, base->name, error);
    if (status == ITD_OK)
        status = run(base, "PRAGMA application_id", NULL, 0, check_number, base->name, error);
    if (status == ITD_OK)
        status = run(base, "SELECT type,name,sql FROM sqlite_schema", NULL, 0, check_object, &t, error);
    for (size_t i = 0; store_tables[i].name && status == ITD_OK; i++)
        if (!t.seen[i])
            status = error_set(error, ITD_ERROR_INPUT, base->name, "%s is gone", store_tables[i].name);
    return status;
}

static bool execute(sqlite_database *d, const char *sql)
{
    return sqlite3_exec(d->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static itd_status set_version(database *base, uint64_t version, itd_error *error)
{
    sqlite_database *d = (sqlite_database *)base;
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", (int)(version & 0x7fffffff));
    return execute(d, sql) ? ITD_OK : failed(d, "the store cannot be written", error);
}

static itd_status take_version(void *context, const db_value *c, itd_error *error)
{
    (void)error;
    *(uint64_t *)context = (uint64_t)c[0].number;
    return ITD_OK;
}

static itd_status version(database *base, uint64_t *out, itd_error *error)
{
    return run(base, "PRAGMA user_version", NULL, 0, take_version, out, error);
}

/* ---- opening ---- */

static void close_database(database *base)
{
    sqlite_database *d = (sqlite_database *)base;
    for (size_t i = 0; i < d->count; i++)
        sqlite3_finalize(d->statements[i].statement);
    sqlite3_close(d->handle);
    free(d);
}

static itd_status note_object(void *context, const db_value *c, itd_error *error)
{
    bool *seen = context;
    (void)error;
    for (size_t i = 0; store_tables[i].name; i++)
        seen[i] = seen[i] || str_is(c[0].bytes, store_tables[i].name);
    return ITD_OK;
}

static itd_status make_tables(sqlite_database *d, itd_error *error)
{
    char mark[64];
    bool seen[16] = {false};
    itd_status status = begin(&d->base, error);
    if (status != ITD_OK)
        return status;
    status = run(&d->base, "SELECT name FROM sqlite_schema", NULL, 0, note_object, seen, error);
    snprintf(mark, sizeof mark, "PRAGMA application_id=%d", STORE_APPLICATION);
    if (status == ITD_OK && !execute(d, mark))
        status = failed(d, "the store cannot be made", error);
    for (size_t i = 0; store_tables[i].name && status == ITD_OK; i++)
        if (!seen[i] && !execute(d, store_tables[i].sql))
            status = failed(d, "the store cannot be made", error);
    if (status == ITD_OK)
        status = commit(&d->base, error);
    if (status != ITD_OK)
        rollback(&d->base);
    return status;
}

static itd_status has_records(void *context, const db_value *c, itd_error *error)
{
    (void)error;
    *(bool *)context = c[0].number > 0;
    return ITD_OK;
}

static itd_status set_up(sqlite_database *d, database_use use, itd_error *error)
{
    bool made = false;
    if (sqlite3_busy_timeout(d->handle, BUSY_MS) != SQLITE_OK ||
        !execute(d, "PRAGMA cell_size_check=ON;PRAGMA secure_delete=ON;PRAGMA trusted_schema=OFF"))
        return failed(d, "the store cannot be opened", error);
    itd_status status = run(&d->base, "SELECT count(*) FROM sqlite_schema WHERE name='records'", NULL, 0,
                            has_records, &made, error);
    if (status != ITD_OK || use == DATABASE_READ)
        return status;
    if (!execute(d, "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL"))
        return failed(d, "the store cannot be opened", error);
    return made ? ITD_OK : make_tables(d, error);
}

itd_status sqlite_database_open(const char *path, database_use use, database **out, itd_error *error)
{
    static const database_calls calls = {run,    begin, commit,      rollback, begin_reading,
                                         forget, check, set_version, version,  close_database};
    struct stat info;
    sqlite_database *d = calloc(1, sizeof *d);
    if (!d)
        return error_memory(error);
    d->base.calls = &calls;
    snprintf(d->base.name, sizeof d->base.name, "%s", path);
    if (use != DATABASE_MAKE && stat(path, &info) != 0) {
        free(d);
        return error_errno(error, ITD_ERROR_IO, path, errno, "cannot open");
    }
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (use == DATABASE_MAKE ? SQLITE_OPEN_CREATE : 0);
    mode_t before = umask(0077);
    itd_status status = sqlite3_open_v2(path, &d->handle, flags, NULL) == SQLITE_OK
                            ? set_up(d, use, error)
                            : failed(d, "the store cannot be opened", error);
    umask(before);
    if (status != ITD_OK) {
        close_database(&d->base);
        return status;
    }
    *out = &d->base;
    return ITD_OK;
}
