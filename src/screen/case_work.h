/* One case while it is screened: what case_parts.c, case_hits.c and case_owners.c share. Inside src/screen
 * only. */
#ifndef SCREEN_CASE_WORK_H
#define SCREEN_CASE_WORK_H

#include "screen/case_screen.h"
#include "policy/record_hash.h"

struct case_screener {
    const snapshot *snapshot;
    const regime *rules;
    engine_worker *tools;
    match_worker *worker; /* of the tools; NULL: the snapshot has no names */
    const owner_links *links;
    const bic_table *bics;
    match_options options;
    policy built_in;
    const policy *policy;
};

typedef struct case_work {
    case_screener *s;
    arena *a;
    case_record *c;
    case_screening *out;
    findings *found; /* of out */
    bool no_memory;
} case_work;

/* Of whom something is asked: where it stands, how it is called, and its record, for suppressions. */
typedef struct case_subject {
    str where; /* in the arena */
    str asked;
    str id;                       /* our number for it, or empty */
    char record[RECORD_HASH_CAP]; /* "": it has none, as a text */
} case_subject;

typedef struct seen_entity {
    uint32_t entity;
    bool certain;
} seen_entity;

/* The entities that somebody may be. */
typedef struct seen_list {
    seen_entity *items;
    size_t count, cap;
} seen_list;

/* ---- case_hits.c ---- */

/* "parties[3]", in the arena. */
str case_where(case_work *w, const char *format, ...) ITD_PRINTF(2, 3);

/* The day from which a listing counts; DATE_NONE: always. */
calendar_day case_listing_from(const entity_listing *l);

/* How like somebody of the case an entity is: in another country, by a name that is only near, by its name,
 * by an identifier. */
typedef enum case_likeness { LIKE_ELSEWHERE, LIKE_NEAR, LIKE_SAME, LIKE_CERTAIN } case_likeness;

/* Tags the party with the listings that measures join; true if they join all of them. */
bool case_tag(case_work *w, regime_party *p, uint32_t index, case_likeness likeness);

/* Puts one query to the lists. Hits of listed entities make the verdict REVIEW unless measures decide on the
 * party (decides); without a party they are only told. Entities are added to *seen, which may be NULL. */
void case_query(case_work *w, const case_subject *subject, const match_query *q, regime_party *p,
                bool decides, seen_list *seen);

/* False for a hit below the threshold of its list, or of an entity that is not yet listed. */
bool case_counts(const case_work *w, const match_hit *hit);

/* One hit that was found otherwise; q may be NULL. False if it does not count: below the threshold of its
 * list, or not yet listed. */
bool case_take_hit(case_work *w, const case_subject *subject, const match_query *q, const match_hit *hit,
                   bool show, regime_party *p, bool decides, seen_list *seen);

/* Puts somebody beside the parties of the question; false if there is no room. */
bool case_add_party(case_work *w, const regime_party *p);

void case_add_identifier(match_query *q, bool has_property, property_id property, str text);
void case_add_name(match_query *q, str name, str country);

/* ---- case_owners.c ---- */

/* Who owns a party, in the case and in the snapshot, and what follows from that. `seen`: the entities that it
 * may be. */
void case_owners(case_work *w, size_t index, const seen_list *seen);

/* ---- case_places.c ---- */

void case_places(case_work *w);

/* True if the case names the country itself, so that the measures look at it. */
bool case_names_country(const case_work *w, const char *code);

/* ---- case_texts.c ---- */

void case_texts(case_work *w);

#endif
