/* The parts of the FollowTheMoney reader: ftm.c reads the lines, ftm_edges.c ties entities together at the
 * end.
 *
 * A line is an entity, or an edge between two, or a part of another entity (Sanction, Address, Passport).
 * Parts and edges may stand before what they belong to, so they wait until the whole file is read. */
#ifndef LIST_FTM_FTM_H
#define LIST_FTM_FTM_H

#include "list/record.h"

#include <jansson.h>

/* What the file says of one id. */
typedef struct ftm_record {
    str id;
    entity *e;        /* NULL for a part or an edge */
    bool target_said; /* the line has "target" */
    bool target;
    bool risk;       /* a topic that makes a target */
    bool sanctioned; /* a Sanction names it */
    bool referenced; /* an edge, a part or a property names it */
} ftm_record;

/* An edge or part, with its text copied out of the JSON. */
typedef struct ftm_pair {
    property_id property;
    str property_name;
    str text;
    struct ftm_pair *next;
} ftm_pair;

typedef struct ftm_part {
    schema_id schema;
    unsigned long line;
    ftm_pair *pairs; /* in the order of the file */
    str id;
    str inside; /* id of the entity that it is nested in, or empty */
    struct ftm_part *next;
} ftm_part;

typedef struct ftm_state {
    list_job *job;
    const list_file *file;
    ftm_record **slots; /* open addressing by id */
    size_t slot_count, record_count;
    ftm_part *first_part, *last_part;
} ftm_state;

/* The record of the id, made when it is new. NULL: no memory. */
ftm_record *ftm_record_of(ftm_state *s, str id);

/* The record of the id, or NULL. */
ftm_record *ftm_record_find(const ftm_state *s, str id);

/* Ties edges and parts to their entities, then decides which entities are listed. */
ITD_MUST_CHECK itd_status ftm_finish(ftm_state *s, itd_error *error);

#endif
