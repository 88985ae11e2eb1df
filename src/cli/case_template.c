#include "cli/case_template.h"

/* docs/case.md explains every field; tests/integration/test_schemas.py compares it with
 * docs/schemas/case.json. */
static const char fields[] = "{\n"
                             "  \"id\": \"\",\n"
                             "  \"on\": null,\n"
                             "  \"dates\": {\"contract\": null, \"shipment\": null, \"as_of\": null},\n"
                             "  \"actor\": {\"country\": null, \"us_person\": null, \"eu_person\": null, "
                             "\"us_owned\": null, \"role\": null},\n"
                             "  \"activity\": \"export\",\n"
                             "  \"parties\": [\n"
                             "    {\"role\": null, \"name\": null, \"schema\": null, \"id\": null, "
                             "\"country\": null, \"bic\": null, \"lei\": null,\n"
                             "     \"birth_date\": null, \"identifiers\": {},\n"
                             "     \"owners\": [{\"name\": null, \"id\": null, \"country\": null, "
                             "\"percentage\": null, \"control\": null}]}\n"
                             "  ],\n"
                             "  \"goods\": [{\"hs\": null, \"description\": null, \"origin\": null}],\n"
                             "  \"payment\": {\"amount\": null, \"currency\": null, \"via\": []},\n"
                             "  \"route\": {\"from\": null, \"to\": null, \"via\": [], \"ports\": [],\n"
                             "            \"vessels\": [{\"name\": null, \"imo\": null, \"flag\": null}]},\n"
                             "  \"facts\": {";

void case_template(const regime_set *set, buf *out)
{
    buf_puts(out, fields);
    for (size_t i = 0; i < set->words.fact_count; i++)
        buf_printf(out, "%s\n    \"%.*s\": null", i ? "," : "", STR_ARG(set->words.facts[i].key));
    buf_puts(out, "\n  },\n  \"text\": null\n}\n");
}
