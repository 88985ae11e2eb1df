/* One message while it is screened: its reasons and hits, and the asking of one query. For
 * screen/message_parts.c, which says what is asked of each part.
 *
 *     screening c = {.s = screener, .a = arena, .m = message, .out = screening};
 *     screening_ask(&c, &query, &profile, where, text, start, end);
 */
#ifndef SCREEN_MESSAGE_SCREEN_ASK_H
#define SCREEN_MESSAGE_SCREEN_ASK_H

#include "screen/message_screen.h"
#include "screen/explained.h"

struct message_screener {
    const snapshot *snapshot;
    engine_worker *tools;
    match_worker *worker; /* of the tools */
    match_options options;
    const policy *policy; /* NULL: none */
    message_work work;
    explained_cache *explained;
    query_cache *known; /* what queries met, judged by one policy: */
    char judged_by[8 + SHA256_HEX_LEN];
    size_t judged_count; /* its thresholds */
};

typedef struct screening {
    message_screener *s;
    arena *a;
    message *m;
    message_screening *out;
    const message_item *item; /* what is screened belongs to it; NULL: to the whole message */
    uint32_t start, end;      /* bytes of the source that hold the part which is screened */
    size_t part_reasons;      /* reasons before it */
    bool failed;              /* no memory */
} screening;

/* What follows is of the part of the message that lies there. */
void screening_part(screening *c, const message_item *item, uint32_t start, uint32_t end);

/* Says of the last reason which words of the part it is about. */
void screening_locate(screening *c, str found);

/* " of entry 3" for what belongs to an entry of a statement, else empty. */
#define ENTRY_CAP 32
const char *screening_entry(const screening *c, char text[ENTRY_CAP]);

/* At most 120 bytes of a text in a reason, whole characters. */
str screening_shortened(str s);

/* False for a hit below the firm's threshold for its list and schema. */
bool screening_reaches(const screening *c, const match_hit *hit);

/* Hits of one name that are wanted: one at least, for the verdict, even where none is to be shown. */
size_t screening_limit(const screening *c);

/* A hit of the query with its reason, unless the same entity is hit there already. */
void screening_add_hit(screening *c, const screen_hit *h, const match_query *q);

/* True if the hit counts by the profile; it is added then. */
bool screening_judge(screening *c, const match_query *q, const message_profile *profile, const screen_hit *h);

/* Asks one query; every hit that counts by the profile is at `where`. */
void screening_ask(screening *c, const match_query *q, const message_profile *profile, str where, str text,
                   uint32_t start, uint32_t end);

#endif
