/* Dates, countries and identifiers from any text. What is read must be read again as the same. */
#include "model/country.h"

#include "base/utf8.h"
#include "model/identifier.h"
#include "model/partial_date.h"
#include "text/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = str_make((const char *)data, size);
    char date[PARTIAL_DATE_CAP], again[PARTIAL_DATE_CAP], exact[IDENTIFIER_CAP], twice[IDENTIFIER_CAP];
    if (partial_date_read(text, date) &&
        (!partial_date_read(str_of(date), again) || !str_equal(str_of(date), str_of(again))))
        abort();
    str code = country_find(text);
    if (code.len && !str_equal(country_find(country_name(code)), code))
        abort();
    if (!utf8_is_valid(text, NULL))
        return 0;
    for (int p = 0; p < PROPERTY_COUNT; p++) {
        if (property_get_type((property_id)p) != TYPE_IDENTIFIER)
            continue;
        identifier_result result = identifier_check((property_id)p, text, exact, sizeof exact);
        if (result != IDENTIFIER_INVALID &&
            (identifier_check((property_id)p, str_of(exact), twice, sizeof twice) != result ||
             !str_equal(str_of(exact), str_of(twice))))
            abort();
    }
    return 0;
}
