/* The tables of the store, as they stand in its file; nothing else may. */
#ifndef AUDIT_TABLES_H
#define AUDIT_TABLES_H

#define STORE_APPLICATION 0x6974646c /* "itdl" */

typedef struct store_table {
    const char *type, *name, *sql;
} store_table;

/* Ends with name NULL. */
extern const store_table store_tables[];

#endif
