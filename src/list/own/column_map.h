/* The column map of a firm's own CSV: which column is which property.
 *
 *     id = Customer No
 *     name = Full name
 *     alias[;] = Other names      # several in one cell, separated by ";"
 *     schema = "Person"           # in quotes: the same for every row
 *     @separator = semicolon      # comma, semicolon, tab or pipe; without it the header decides
 *     @title = "Own watch list"
 *
 * One assignment a line, or several separated by ";" outside of quotes and brackets. Keys are FollowTheMoney
 * properties and a few fields of the listing and of the address (docs/own-list.md). Without a map the columns
 * are expected to carry these names themselves. */
#ifndef LIST_OWN_COLUMN_MAP_H
#define LIST_OWN_COLUMN_MAP_H

#include "base/str.h"
#include "model/schema.h"

#include <interdict/status.h>

enum { COLUMN_MAP_MAX = 128 };

typedef enum column_key {
    KEY_PROPERTY,
    KEY_ID,
    KEY_SCHEMA,
    KEY_PROGRAM,
    KEY_AUTHORITY,
    KEY_AUTHORITY_ID,
    KEY_LISTING_DATE,
    KEY_END_DATE,
    KEY_LEGAL_BASIS,
    KEY_REASON,
    KEY_STREET,
    KEY_CITY,
    KEY_REGION,
    KEY_POSTAL_CODE,
    KEY_ADDRESS_COUNTRY,
} column_key;

typedef struct column_rule {
    column_key key;
    property_id property; /* of KEY_PROPERTY */
    str column;           /* header, or empty */
    str constant;         /* or empty */
    char split;           /* separator within a cell, or 0 */
} column_rule;

typedef struct column_map {
    column_rule rules[COLUMN_MAP_MAX];
    size_t count;
    char separator; /* of the fields, or 0 */
    str title, publisher, date;
} column_map;

/* Reads the map; texts are borrowed from `text`. Errors (ITD_ERROR_INPUT) name the line of the map. */
ITD_MUST_CHECK itd_status column_map_read(str text, column_map *map, itd_error *error);

/* The rule for a column that carries the name of a key itself; false when it is none (ASCII case does not
 * count). */
bool column_rule_by_name(str column, column_rule *rule);

#endif
