/* What all readers of OFAC's publications share: ids, schemata, programmes, addresses, and the last steps
 * over the whole list.
 *
 *     entity *e = ofac_new_entity(job, number, type);
 *     ofac_add_program(e, number, str_of("SDGT"));
 *     ...
 *     status = ofac_finish(job, path, stated_count, error);
 */
#ifndef LIST_OFAC_OFAC_ENTITY_H
#define LIST_OFAC_OFAC_ENTITY_H

#include "list/reader.h"

#define OFAC_AUTHORITY "Office of Foreign Assets Control"
#define OFAC_PUBLISHER "US Department of the Treasury, Office of Foreign Assets Control"

/* "individual", "vessel", "aircraft"; "entity" and empty are organisations. False on anything else. */
bool ofac_schema(str type, schema_id *s);

/* "ofac-<number>" with topic `sanction`; NULL without memory. */
entity *ofac_new_entity(list_job *job, str number, schema_id s);

/* The primary name; of a person also "LAST, First" taken apart. */
void ofac_add_primary_name(entity *e, str name);

/* One listing under a programme, once each. */
void ofac_add_program(entity *e, str number, str program);

typedef struct ofac_address {
    str street; /* the lines joined by ", " */
    str city, region, postal_code;
    str country; /* name or code */
} ofac_address;

/* One address with its one-line form; nothing when all parts are empty. The country goes to the entity too.
 */
void ofac_add_address(entity *e, const ofac_address *parts);

/* Which FollowTheMoney edge a relation is ("Owned or Controlled By"), seen from the party that it goes out
 * from. */
schema_id ofac_link_schema(str relation, schema_id from, schema_id to, bool *reversed);

/* Joins two texts by a separator in the arena; an empty one is left out. */
str ofac_join(arena *a, str first, const char *separator, str second);

/* "07/24/2026" as "2026-07-24", or empty. */
str ofac_publish_date(arena *a, str text);

/* After the last record: links whose target name is the primary name of exactly one entity get its id; a
 * stated record count that differs is a warning (stated < 0: none was stated); no entity at all is an error.
 */
ITD_MUST_CHECK itd_status ofac_finish(list_job *job, const char *path, long long stated, itd_error *error);

/* Title and publisher, by the dataset of the job. */
void ofac_describe(list_job *job);

/* For list_format.dataset: "us_ofac_cons" or "us_ofac_sdn". Both lists come in the same shape; the programmes
 * tell them apart where there are enough of them, else the name of the file does (CONSOLIDATED.XML,
 * cons_alt.csv). */
#define OFAC_DATASET_SCAN_LEN ((size_t)4 << 20)
const char *ofac_dataset(const list_file *file);

#endif
