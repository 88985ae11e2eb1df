/* One designation of the UK sanctions list, whichever form it comes in: the XML and the CSV publish the same
 * fields under different names.
 *
 *     uk_apply(e, uk_field_of_column("IMO number"), value);
 */
#ifndef LIST_UK_UK_PARTY_H
#define LIST_UK_UK_PARTY_H

#include "list/record.h"

typedef struct uk_field uk_field;

/* NULL when the list has no such plain field. Columns are compared without ASCII case. */
const uk_field *uk_field_of_element(str element);
const uk_field *uk_field_of_column(str column);

/* Puts the value where the field belongs. The listing of the entity must be there. */
void uk_apply(entity *e, const uk_field *field, str value);

/* A new entity for the designation: id, schema, listing, topic. NULL with *status set when a field is missing
 * or there is no memory. */
entity *uk_new_entity(list_job *job, unsigned long line, str unique_id, str type, str regime, str designated,
                      itd_status *status, itd_error *error);

/* `parts` are Name1 to Name6. `strength`: "Low quality a.k.a" is a weak alias. `type`: "Primary Name",
 * "Primary name variation", "Alias" in any case. With `once`, the same name of the same type is added once
 * only. */
void uk_add_name(entity *e, const str parts[6], str type, str strength, bool once);
void uk_add_script_name(entity *e, str name, str language, bool once);

/* With `once`, an address that the entity has already is passed over. */
void uk_add_address(entity *e, const str lines[6], str postal_code, str country, bool once);

void uk_add_birth_place(entity *e, str town, str country);

#endif
