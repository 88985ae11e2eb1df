/* The small files of an update folder: what is known of each list file, what is unfinished, what happened. */
#ifndef UPDATE_UPDATE_STATE_H
#define UPDATE_UPDATE_STATE_H

#include "update/update.h"
#include "base/arena.h"

#define UPDATE_FOLDER ".update"

/* One line of the source table with what is known of its file. */
typedef struct update_item {
    const char *dataset, *file, *url;
    char *path, *part, *part_from; /* in the folder */
    /* from the state, empty where it knows nothing of this file and address */
    const char *etag, *date, *sha256;
    size_t entity_count;
} update_item;

typedef struct update_table {
    arena memory;
    update_item *items;
    size_t count;
} update_table;

/* Reads the source table and the state of the folder. Error ITD_ERROR_INPUT names the line of the table. */
ITD_MUST_CHECK itd_status update_table_read(const update_options *o, update_table *table, itd_error *error);
void update_table_free(update_table *table);

/* Writes the state of all items, atomically. */
ITD_MUST_CHECK itd_status update_state_write(const update_options *o, const update_table *table,
                                             itd_error *error);

/* A copy in the memory of the table; NULL without memory. */
const char *update_keep(update_table *table, const char *text);

/* The validator that the unfinished file belongs to, or empty: it is of this address and may go on. */
void update_part_validator(const update_item *item, char validator[UPDATE_VALIDATOR_CAP]);

/* Notes it; an empty one removes the note. */
void update_part_note(const update_item *item, const char *validator);

void update_part_remove(const update_item *item);

/* One line at the end of the log. */
void update_log(const update_options *o, const update_report *report);

#endif
