/* The few calls that the log wants of a database. The log knows tables and statements, nothing else of it; a
 * statement is the same text for all of them, with $1, $2 … in their order.
 *
 *     status = store_open("state/interdict.db", DATABASE_MAKE, &d, &error);     // audit/store.h
 *     status = database_begin(d, &error);
 *     status = database_run(d, "INSERT INTO tiles VALUES($1,$2)", (db_value[]){…}, 2, NULL, NULL, &error);
 *     status = database_commit(d, &error);
 */
#ifndef AUDIT_DATABASE_H
#define AUDIT_DATABASE_H

#include "base/str.h"

#include <interdict/status.h>

#include <stdint.h>

typedef enum db_type { DB_NULL, DB_NUMBER, DB_TEXT, DB_BYTES } db_type;

typedef struct db_value {
    db_type type;
    long long number;
    str bytes; /* of a text too */
} db_value;

static inline db_value db_number(long long number)
{
    return (db_value){.type = DB_NUMBER, .number = number};
}

static inline db_value db_text(str text)
{
    return (db_value){.type = text.data ? DB_TEXT : DB_NULL, .bytes = text};
}

static inline db_value db_bytes(const void *data, size_t size)
{
    return (db_value){.type = data ? DB_BYTES : DB_NULL, .bytes = str_make(data, size)};
}

/* One row, borrowed until it returns. Anything but ITD_OK ends the reading and is its result. */
typedef itd_status db_row(void *context, const db_value *columns, itd_error *error);

typedef struct database database;

typedef enum database_use {
    DATABASE_READ, /* what is not there is an error */
    DATABASE_WRITE,
    DATABASE_MAKE /* and made where it is not there */
} database_use;

void database_close(database *d);

/* Nobody else writes until the end. Errors: ITD_ERROR_IO with the reason: no room, held by others. */
ITD_MUST_CHECK itd_status database_begin(database *d, itd_error *error);

/* It is durable when this returns ITD_OK. Else nothing was done. */
ITD_MUST_CHECK itd_status database_commit(database *d, itd_error *error);
void database_rollback(database *d);

/* What is read until the end is of one moment. */
ITD_MUST_CHECK itd_status database_begin_reading(database *d, itd_error *error);

/* `sql` is a text that stays: it is prepared once. ITD_ERROR_INPUT: what is stored is damaged. */
ITD_MUST_CHECK itd_status database_run(database *d, const char *sql, const db_value *values, size_t count,
                                       db_row *row, void *context, itd_error *error);

/* What was deleted is gone from the file too. */
ITD_MUST_CHECK itd_status database_forget(database *d, itd_error *error);

/* What the database itself finds damaged: ITD_ERROR_INPUT with its sentence. Rows and tables that do not
 * belong there too. */
ITD_MUST_CHECK itd_status database_check(database *d, itd_error *error);

/* A number of the file that rows of API keys are counted by: cheap to look at. 0 where there is none. */
ITD_MUST_CHECK itd_status database_set_version(database *d, uint64_t version, itd_error *error);
ITD_MUST_CHECK itd_status database_version(database *d, uint64_t *out, itd_error *error);

const char *database_name(const database *d);

/* What a database is made of: audit/sqlite.h and its like fill it. */
typedef struct database_calls {
    itd_status (*run)(database *d, const char *sql, const db_value *values, size_t count, db_row *row,
                      void *context, itd_error *error);
    itd_status (*begin)(database *d, itd_error *error);
    itd_status (*commit)(database *d, itd_error *error);
    void (*rollback)(database *d);
    itd_status (*begin_reading)(database *d, itd_error *error);
    itd_status (*forget)(database *d, itd_error *error);
    itd_status (*check)(database *d, itd_error *error);
    itd_status (*set_version)(database *d, uint64_t version, itd_error *error);
    itd_status (*version)(database *d, uint64_t *out, itd_error *error);
    void (*close)(database *d);
} database_calls;

struct database {
    const database_calls *calls;
    char name[4096];
};

#endif
