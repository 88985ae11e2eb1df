/* Small snapshots made in code, for the tests of the snapshot module. */
#ifndef TESTS_SNAPSHOT_BUILD_H
#define TESTS_SNAPSHOT_BUILD_H

#include "base/limits.h"
#include "snapshot/snapshot.h"
#include "snapshot/writer.h"

/* Two datasets, a person on both, a company that the person owns, a vessel. `reversed` adds everything in the
 * opposite order; the bytes must not show it. Returns false on any failure. */
static inline bool build_sample(arena *a, bool reversed, buf *out, itd_error *error)
{
    snapshot_writer *w = NULL;
    bool good = false;
    uint16_t dataset[2] = {0};
    const snapshot_writer_source_info sources[2] = {
        {str_of("us_ofac_sdn"), str_of("SDN"), str_of("OFAC"), str_of("2026-07-24"),
         str_of("\"entities\":3")},
        {str_of("eu_fsf"), str_of("FSF"), str_of("EU"), STR_NONE, str_of("\"entities\":1")},
    };
    if (snapshot_writer_new(a, &w, error) != ITD_OK)
        return false;
    for (size_t i = 0; i < 2; i++)
        if (snapshot_writer_source(w, &sources[reversed ? 1 - i : i], &dataset[reversed ? 1 - i : i],
                                   error) != ITD_OK)
            goto done;
    entity *person = entity_new(a, str_of("ofac-27844"), SCHEMA_PERSON, dataset[0]);
    entity *same = entity_new(a, str_of("ofac-27844"), SCHEMA_LEGAL_ENTITY, dataset[1]);
    entity *company = entity_new(a, str_of("ofac-11317"), SCHEMA_COMPANY, dataset[0]);
    entity *vessel = entity_new(a, str_of("ofac-9"), SCHEMA_VESSEL, dataset[0]);
    if (!person || !same || !company || !vessel)
        goto done;
    static const char *const aliases[] = {"RA'EESI, Sayyid Ibrahim", "RAIS-O-SADAT, Sayyid Ebrahim"};
    entity_add_name(person, PROPERTY_NAME, NAME_PRIMARY, str_of("RAISI, Ebrahim"));
    for (size_t i = 0; i < 2; i++)
        entity_add_name(person, PROPERTY_ALIAS, NAME_ALIAS, str_of(aliases[reversed ? 1 - i : i]));
    entity_add_name(person, PROPERTY_ALIAS, NAME_ALIAS, str_of(aliases[0]));
    entity_add(person, PROPERTY_BIRTH_DATE, str_of("1960-12-14"));
    entity_add_name(same, PROPERTY_NAME, NAME_PRIMARY, str_of("Seyyed Ebrahim RAISI"));
    entity_value *passport = entity_add(same, PROPERTY_PASSPORT_NUMBER, str_of("A1"));
    entity_add_name(company, PROPERTY_NAME, NAME_PRIMARY, str_of("NATIONAL IRANIAN OIL COMPANY"));
    entity_add_name(vessel, PROPERTY_NAME, NAME_PRIMARY, str_of("ABADEH"));
    entity_add(vessel, PROPERTY_IMO_NUMBER, str_of("9187629"));
    entity_address *address = entity_add_address(company);
    entity_link *link = entity_add_link(person, SCHEMA_OWNERSHIP);
    entity_link *lost = entity_add_link(vessel, SCHEMA_UNKNOWN_LINK);
    entity_listing *listing = entity_add_listing(person);
    if (!passport || !address || !link || !lost || !listing)
        goto done;
    passport->country = str_of("ir");
    passport->invalid = true;
    *address = (entity_address){.dataset = dataset[0],
                                .full = str_of("Tehran, Iran"),
                                .city = str_of("Tehran"),
                                .country = str_of("ir")};
    link->target_id = str_of("ofac-11317");
    link->percentage = 5000;
    lost->target_id = str_of("ofac-404");
    lost->reversed = true;
    listing->program = str_of("IRAN-EO13876");
    listing->listing_date = str_of("2019-11-04");
    entity *order[4] = {person, same, company, vessel};
    for (size_t i = 0; i < 4; i++)
        if (snapshot_writer_entity(w, order[reversed ? 3 - i : i], error) != ITD_OK)
            goto done;
    const snapshot *core;
    if (snapshot_writer_core(w, &core, error) != ITD_OK ||
        snapshot_writer_section(w, reversed ? "TST2" : "AAA1", str_of("one"), error) != ITD_OK ||
        snapshot_writer_section(w, reversed ? "AAA1" : "TST2", str_of("one"), error) != ITD_OK)
        goto done;
    good = snapshot_writer_bytes(w, out, error) == ITD_OK;
done:
    snapshot_writer_free(w);
    return good;
}

#endif
