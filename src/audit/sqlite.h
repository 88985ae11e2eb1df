/* The database that needs no server: one file of SQLite. */
#ifndef AUDIT_SQLITE_H
#define AUDIT_SQLITE_H

#include "audit/database.h"

ITD_MUST_CHECK itd_status sqlite_database_open(const char *path, database_use use, database **out,
                                               itd_error *error);

#endif
