/* What the readers of records share: mandatory fields, unknown elements, dates, countries, document numbers
 * and addresses, each put into an entity in the same way whatever the list.
 *
 *     record_check_children(job, node, known, "INDIVIDUAL");
 *     record_date(e, PROPERTY_BIRTH_DATE, text);
 *     record_identifier(e, PROPERTY_PASSPORT_NUMBER, number, issuer, note);
 */
#ifndef LIST_RECORD_H
#define LIST_RECORD_H

#include "list/reader.h"
#include "list/xml.h"

/* Counts children that are not in `known` (NULL at the end) as unknown fields "where/child", and attributes
 * in the same way as "where/@name". False: no memory. */
bool record_check_children(list_job *job, const xml_node *node, const char *const *known, const char *where);
bool record_check_attributes(list_job *job, const xml_node *node, const char *const *known,
                             const char *where);

/* Error: the record at this line lacks a field that every record has. */
ITD_MUST_CHECK itd_status record_missing(const list_file *file, unsigned long line, const char *record,
                                         const char *field, itd_error *error);

/* At the end of a file: error unless there is an entity. */
ITD_MUST_CHECK itd_status record_finish(list_job *job, const char *entries, itd_error *error);

/* The error of an entity whose add failed: too many values, or no memory. */
ITD_MUST_CHECK itd_status record_failed(const list_file *file, const entity *e, unsigned long line,
                                        itd_error *error);

/* Adds the finished entity to the result; ITD_ERROR_MEMORY or ITD_ERROR_LIMIT when an add to it failed. */
ITD_MUST_CHECK itd_status record_add(list_job *job, entity *e, unsigned long line, itd_error *error);

/* The non-empty parts with the separator between, in the arena. Empty when there is nothing or no memory
 * (then *failed is set). */
str record_join(arena *a, const str *parts, size_t count, const char *separator, bool *failed);

/* As record_join with a blank, into the arena of the entity. */
str record_words(entity *e, const str *parts, size_t count);

/* "<prefix>-<native>" in the arena; empty when there is no memory. */
str record_id(arena *a, const char *prefix, str native);

/* Copies into the arena of the entity. */
str record_copy(entity *e, str text);

/* Adds the date in canonical form; what is no date is added as a note ("Date of birth: 30-35 years old")
 * under `label`. Returns false for an empty or strange date. */
bool record_date(entity *e, property_id p, str text, const char *label);

/* The note of a date whose day does not exist (list/values.h). */
str record_no_such_day(entity *e, str text);

/* "26/08/2026", "26 Aug 2026", "2026-08-26T…" as canonical text in the arena; empty if it is no date. */
str record_date_text(entity *e, str text);
str record_day(arena *a, str text);

/* Adds the country once, as a code; text that is no country goes into the notes unless it says "unknown". */
void record_country(entity *e, property_id p, str text);

/* Adds the number once. Prose around it is taken off ("Afghan passport number OA296623") and kept as the
 * note; `country` as published; the check digits are tested. */
entity_value *record_identifier(entity *e, property_id p, str text, str country, str note);

/* The number within prose: "D00000898" of "CAR diplomatic passport no. D00000898". */
str record_number_in(str text);

/* "M", "female" … as male, female or other, once; anything else is passed over. */
void record_gender(entity *e, str text);

/* True if the entity has any name. */
bool record_has_name(const entity *e);

/* The value unless the entity has it. */
void record_add_once(entity *e, property_id p, str text);

/* Adds "sanction": every listed party carries that topic. */
void record_sanctioned(entity *e);

/* An address of up to eight lines, of which some have a meaning; `full` is made from all of them. */
typedef struct record_address {
    str lines[8];
    size_t line_count;
    str city, region, postal_code;
    str country; /* as published: name or code */
    str note;    /* used only where there is nothing else */
} record_address;

void record_add_address(entity *e, const record_address *address);

#endif
