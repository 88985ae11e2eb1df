/* Names found in a snapshot: candidates, alignment, score, explanation.
 *
 * The score defines the answer; the index only finds it faster. With options.exhaustive every name is scored;
 * without, the answer is the same. A worker belongs to one thread and allocates nothing once it has seen its
 * largest query.
 *
 *     match_worker *w;
 *     match_worker_new(snapshot, &w, &error);
 *     match_query q = {.name = str_of("Ibrahim Raisi"), .schema = SCHEMA_PERSON, .has_schema = true};
 *     match_options o = MATCH_OPTIONS_DEFAULT;
 *     const match_result *r = match_search(w, &q, &o);
 *     for (size_t i = 0; i < r->hit_count; i++) ... r->hits[i].score ...
 *     const match_explanation *x = match_explain(w, &q, &o, r->hits[0].entity);
 */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "base/buf.h"
#include "base/date.h"
#include "snapshot/snapshot.h"

#include <interdict/status.h>

#define MATCH_SCORE_ONE  10000 /* scores are ten-thousandths */
#define MATCH_VALUES_MAX 16
#define MATCH_LIMIT_MAX  500

typedef struct match_identifier {
    bool has_property; /* false: type unknown, any identifier property may match */
    property_id property;
    str text;
} match_identifier;

/* What is asked. Texts are borrowed and raw; everything but one name or one identifier may be missing. */
typedef struct match_query {
    bool has_schema;
    bool other_schema; /* of any schema but that one and its kin */
    schema_id schema;
    str names[MATCH_VALUES_MAX]; /* spellings of one party: the best counts */
    size_t name_count;
    str birth_dates[MATCH_VALUES_MAX]; /* YYYY[-MM[-DD]]; build or incorporation date likewise */
    size_t birth_date_count;
    str countries[MATCH_VALUES_MAX]; /* alpha-2 in any case, or a name */
    size_t country_count;
    str genders[2];
    size_t gender_count;
    str addresses[MATCH_VALUES_MAX];
    size_t address_count;
    match_identifier identifiers[MATCH_VALUES_MAX];
    size_t identifier_count;
} match_query;

typedef struct match_options {
    int threshold;    /* entities scoring this or more are counted; default 7000 */
    size_t limit;     /* hits returned; default 5, at most MATCH_LIMIT_MAX */
    bool exhaustive;  /* score every name */
    bool weak_alone;  /* a weak alias alone may make a hit */
    bool whole_names; /* the names are names as they stand, and no fields with a town or a street in them */
    const uint8_t
        *dataset_mask; /* nullable: one byte per source; entities only in datasets with 0 are passed over */
    bool dated;        /* what was listed on the day `on` counts (match/as_of.h), else what is listed now */
    calendar_day on;
} match_options;

#define MATCH_OPTIONS_DEFAULT ((match_options){.threshold = 7000, .limit = 5})

typedef struct match_hit {
    uint32_t entity;
    uint32_t name;  /* the name row that scored; UINT32_MAX if an identifier alone did */
    int score;      /* 0 … 10000, evidence included */
    int name_score; /* of the name alone */
    int penalty;    /* evidence included, before it is held at 0: it puts equal scores in order, */
    int standing;   /* then this: exact before variant, primary name before alias before weak alias */
} match_hit;

typedef struct match_result {
    const match_hit *hits; /* by score, penalty, standing, entity id */
    size_t hit_count;
    size_t total;    /* entities at or above the threshold */
    size_t scored;   /* names that were scored exactly */
    bool unreadable; /* nothing in the query could be read as a name or identifier: the caller reports REVIEW
                      */
    bool truncated;  /* the query was longer than the ceilings: the caller reports REVIEW */
    bool unread;     /* a word is in a script that is not read: the caller reports REVIEW */
    bool no_memory;  /* hits may be missing: this is no answer */
} match_result;

#define MATCH_TRUNCATED_TEXT "the query is longer than what is compared; a person must look"
#define MATCH_UNREAD_TEXT                                                                                    \
    "a word of the query cannot be read here, by its script or for the letters it lost; a person must look"

/* Something of the query was not compared: without a hit too this is no clean answer. */
static inline bool match_result_must_be_looked_at(const match_result *r)
{
    return r->truncated || r->unread;
}

typedef struct match_token {
    str query;  /* folded words; empty: missing in the query */
    str listed; /* empty: extra in the query */
    const char
        *relation;  /* equal, symbol, variant, initial, joined, split, missing, extra, contradiction, order */
    int similarity; /* ten-thousandths */
    int weight;     /* ten-thousandths of the whole name */
} match_token;

typedef struct match_feature {
    const char *name;   /* birth_date, country, gender, address, identifier, … */
    int effect;         /* ten-thousandths added to or taken from the score */
    const char *detail; /* plain words */
} match_feature;

typedef struct match_explanation {
    str matched_name;
    const match_token *tokens;
    size_t token_count;
    const match_feature *features;
    size_t feature_count;
} match_explanation;

typedef struct match_worker match_worker;

ITD_MUST_CHECK itd_status match_worker_new(const snapshot *s, match_worker **out, itd_error *error);
void match_worker_free(match_worker *w);

/* A worker over tables that several share (match/tables.h); they must outlive it. NULL: for match_pair only.
 */
struct match_tables;
ITD_MUST_CHECK itd_status match_worker_share(const struct match_tables *t, match_worker **out,
                                             itd_error *error);

/* Borrowed from the worker until the next call of either function. Never NULL. */
const match_result *match_search(match_worker *w, const match_query *q, const match_options *o);
const match_explanation *match_explain(match_worker *w, const match_query *q, const match_options *o,
                                       uint32_t entity);

/* Two names without a snapshot, as `evaluate pairs` asks; symmetric. */
int match_pair(match_worker *w, schema_id s, str a, str b);

/* Version of scorer, tables and weights, for `info` ("model") and the hash of decisions. */
const char *match_model(void);

/* The sections of the match index, made at compile time. The writer adds them under their tags. */
typedef itd_status match_section_sink(void *context, const char tag[4], str bytes, itd_error *error);
ITD_MUST_CHECK itd_status match_index_build(const snapshot *core, match_section_sink *sink, void *context,
                                            itd_error *error);

#endif
