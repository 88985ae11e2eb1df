#include "audit/tables.h"

#include <stddef.h>

const store_table store_tables[] = {
    /* API keys: rows are covered by records of the kind "key". */
    {"table", "keys",
     "CREATE TABLE keys (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, salt BLOB NOT NULL, "
     "hash BLOB NOT NULL, made TEXT NOT NULL, withdrawn TEXT)"},
    {"table", "records",
     "CREATE TABLE records (id INTEGER PRIMARY KEY, leaf TEXT NOT NULL, hash BLOB NOT NULL) STRICT"},
    {"table", "personal",
     "CREATE TABLE personal (id INTEGER PRIMARY KEY, salts BLOB NOT NULL, subject TEXT, terms TEXT, "
     "question BLOB, answer BLOB) STRICT"},
    {"index", "personal_subject",
     "CREATE INDEX personal_subject ON personal(subject) WHERE subject IS NOT NULL"},
    {"table", "tiles", "CREATE TABLE tiles (id INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT"},
    {"table", "checkpoints",
     "CREATE TABLE checkpoints (id INTEGER PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL) STRICT"},
    {"table", "signers",
     "CREATE TABLE signers (id INTEGER PRIMARY KEY, record INTEGER NOT NULL, seed BLOB) STRICT"},
    {NULL, NULL, NULL},
};
