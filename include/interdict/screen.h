/* Screening: listed entities for a name, with a score and an explanation.
 *
 * A worker belongs to one snapshot and one thread; what it returns is borrowed until its next call. After its
 * largest query it allocates nothing more in itd_screen.
 *
 *     itd_worker *worker = NULL;
 *     itd_query query = ITD_QUERY_INIT;
 *     const itd_result *result;
 *     query.schema = "Person";
 *     query.names[0] = "Ibrahim Raisi";
 *     query.name_count = 1;
 *     if (itd_worker_new(snapshot, &worker, &error) == ITD_OK &&
 *         itd_screen(worker, &query, NULL, &result, &error) == ITD_OK)
 *         for (size_t i = 0; i < result->hit_count; i++)
 *             printf("%.4f %s\n", result->hits[i].score / 10000.0, result->hits[i].caption);
 *     itd_worker_free(worker);
 *
 * Scores are integers, 0 to 10000 (ten-thousandths): every machine gives the same.
 */
#ifndef INTERDICT_SCREEN_H
#define INTERDICT_SCREEN_H

#include <interdict/snapshot.h>
#include <interdict/status.h>

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ITD_VALUES_MAX        16    /* values of one kind in a query */
#define ITD_LIMIT_MAX         500   /* hits that can be asked for */
#define ITD_SCORE_ONE         10000 /* the score 1.0000 */
#define ITD_THRESHOLD_DEFAULT 7000
#define ITD_LIMIT_DEFAULT     5

typedef struct itd_worker itd_worker;

/* A number or code. `property` is its FollowTheMoney name ("passportNumber", "imoNumber", "swiftBic" …), or
 * NULL where the type is not known: any identifier may then match. */
typedef struct itd_identifier {
    const char *property;
    const char *value;
} itd_identifier;

/* What is asked: UTF-8 texts as they are. All but one name or one identifier may be missing. */
typedef struct itd_query {
    size_t size;                       /* sizeof(itd_query); set by ITD_QUERY_INIT. 0 counts as that */
    const char *schema;                /* "Person", "Company", "Vessel" …; NULL or "": any */
    const char *names[ITD_VALUES_MAX]; /* spellings of one party; the best counts */
    size_t name_count;
    const char *birth_dates[ITD_VALUES_MAX]; /* YYYY, YYYY-MM or YYYY-MM-DD */
    size_t birth_date_count;
    const char *countries[ITD_VALUES_MAX]; /* ISO 3166-1 alpha-2, or a name */
    size_t country_count;
    const char *genders[2];
    size_t gender_count;
    const char *addresses[ITD_VALUES_MAX];
    size_t address_count;
    itd_identifier identifiers[ITD_VALUES_MAX];
    size_t identifier_count;
} itd_query;

#ifdef __cplusplus
#define ITD_QUERY_INIT                                                                                       \
    {                                                                                                        \
    }
#else
#define ITD_QUERY_INIT                                                                                       \
    {                                                                                                        \
        .size = sizeof(itd_query)                                                                            \
    }
#endif

typedef struct itd_options {
    size_t size;    /* sizeof(itd_options); set by itd_options_default. 0 counts as that */
    int threshold;  /* hits score this or more; 0 to 10000 */
    size_t limit;   /* hits returned, at most ITD_LIMIT_MAX; all are counted in `total` */
    int exhaustive; /* not 0: score every name instead of using the index; the answer is the same */
    int weak_alone; /* not 0: a weak alias alone may make a hit */
} itd_options;

/* The defaults of the program: threshold 0.70, limit 5. */
ITD_API itd_options itd_options_default(void);

typedef struct itd_hit {
    const char *id;      /* "ofac-27844" */
    const char *schema;  /* "Person" */
    const char *caption; /* primary name as published */
    int score;           /* 0 to 10000 */
} itd_hit;

typedef struct itd_result {
    const itd_hit *hits; /* by score, then by id */
    size_t hit_size;     /* bytes from one hit to the next: a later library may have longer ones */
    size_t hit_count;
    size_t total;  /* entities at or above the threshold */
    size_t scored; /* names that were scored exactly */
    int truncated; /* not 0: the query was longer than the ceilings; a person must look */
} itd_result;

/* Makes a worker. On success *out is the caller's. The snapshot must outlive it. */
ITD_API ITD_MUST_CHECK itd_status itd_worker_new(const itd_snapshot *snapshot, itd_worker **out,
                                                 itd_error *error);
ITD_API void itd_worker_free(itd_worker *worker);

/* Screens one query. options may be NULL (the defaults). *result is borrowed from the worker. Errors:
 * ITD_ERROR_USAGE (unknown schema or property, a value out of range), ITD_ERROR_INPUT (nothing in the query
 * can be read as a name or identifier), ITD_ERROR_MEMORY. */
ITD_API ITD_MUST_CHECK itd_status itd_screen(itd_worker *worker, const itd_query *query,
                                             const itd_options *options, const itd_result **result,
                                             itd_error *error);

/* Screens one query and gives the whole answer with its explanation as one line of JSON, without line end, as
 * `interdict screen --json` prints it. *json is borrowed from the worker, terminated, `*len` bytes long. */
ITD_API ITD_MUST_CHECK itd_status itd_screen_json(itd_worker *worker, const itd_query *query,
                                                  const itd_options *options, const char **json, size_t *len,
                                                  itd_error *error);

/* As itd_screen_json for a query in JSON: {"id":…,"schema":…,"properties":{"name":["…"],…}} with the property
 * names of FollowTheMoney. `text` is text_len bytes of UTF-8. ITD_ERROR_INPUT where it cannot be read. */
ITD_API ITD_MUST_CHECK itd_status itd_screen_entity(itd_worker *worker, const char *text, size_t text_len,
                                                    const itd_options *options, const char **json,
                                                    size_t *len, itd_error *error);

#ifdef __cplusplus
}
#endif
#endif
