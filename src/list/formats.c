/* The table of list formats. */
#include "list/reader.h"

extern const list_format list_ofac_classic, list_ofac_advanced, list_ofac_enhanced, list_ofac_csv;
extern const list_format list_us_csl, list_un_xml, list_eu_fsf, list_eu_csv, list_uk_xml, list_uk_csv;
extern const list_format list_ofsi_csv, list_seco, list_sema, list_dfat_csv;
extern const list_format list_ftm, list_targets_csv, list_own_csv;

static const list_format *const formats[] = {
    &list_ofac_classic, &list_ofac_advanced, &list_ofac_enhanced, &list_ofac_csv, &list_us_csl,
    &list_un_xml,       &list_eu_fsf,        &list_eu_csv,        &list_uk_xml,   &list_uk_csv,
    &list_ofsi_csv,     &list_seco,          &list_sema,          &list_dfat_csv, &list_ftm,
    &list_targets_csv,  &list_own_csv,
};

const list_format *list_format_at(size_t index)
{
    return index < sizeof formats / sizeof formats[0] ? formats[index] : NULL;
}
