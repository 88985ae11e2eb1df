/* What is known besides the name, for and against a match: birth date, country, gender, address.
 *
 * Each kind of evidence adds a penalty or takes some away. Values that only one side has say nothing. The
 * best pair of values counts, so a second birth date or nationality never hurts. Identifiers are exact and
 * are looked up apart (match/identifiers.h).
 *
 *     evidence_prepare(&query, &facts);               // once per query
 *     evidence_weigh(snapshot, entity, &facts, &e);   // per candidate
 *     penalty += e.total;
 */
#ifndef MATCH_EVIDENCE_H
#define MATCH_EVIDENCE_H

#include "match/match.h"
#include "name/align.h"
#include "model/partial_date.h"

enum { IMO_CAP = 8 };
enum { EVIDENCE_DATES = 16, EVIDENCE_COUNTRIES = 16, EVIDENCE_FEATURES = 5 };

typedef struct evidence_facts {
    partial_date dates[EVIDENCE_DATES];
    size_t date_count;
    str countries[EVIDENCE_COUNTRIES]; /* codes, static */
    size_t country_count;
    char gender; /* m, f or 0 */
    const str *addresses;
    size_t address_count;
    char imo[IMO_CAP]; /* exact and valid, or empty */
} evidence_facts;

typedef enum evidence_kind {
    EVIDENCE_DATE,
    EVIDENCE_COUNTRY,
    EVIDENCE_GENDER,
    EVIDENCE_ADDRESS,
    EVIDENCE_IMO
} evidence_kind;

typedef struct evidence {
    int total;
    int penalty[EVIDENCE_FEATURES];        /* by evidence_kind */
    const char *detail[EVIDENCE_FEATURES]; /* plain words, never NULL */
} evidence;

void evidence_prepare(const match_query *q, evidence_facts *out);
void evidence_weigh(const snapshot *s, uint32_t party, const evidence_facts *facts, evidence *out);

/* What is added to the penalty of the alignment: but for the number of another ship, no evidence takes a name
 * of two whole words and more that is met exactly below the usual threshold. */
int evidence_against(const evidence *e, const alignment *a);

/* The penalty of a pair of dates; *detail in plain words. For tests. */
int evidence_of_dates(const partial_date *a, const partial_date *b, const char **detail);

#endif
