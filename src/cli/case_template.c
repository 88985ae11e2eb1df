#include "cli/case_template.h"

#include "base/json_emit.h"

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

static void fact_json(const regime_fact_word *fact, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_str(&w, "fact", fact->key);
    emit_pair_text(&w, "type", regime_fact_type_name(fact->type));
    emit_pair_str(&w, "question", fact->question);
    emit_key(&w, "values");
    emit_array(&w);
    for (size_t i = 0; i < fact->values.count; i++)
        emit_str(&w, fact->values.items[i]);
    emit_end_array(&w);
    emit_end_object(&w);
    emit_newline(&w);
}

void case_facts(const regime_set *set, bool json, buf *out)
{
    for (size_t i = 0; i < set->words.fact_count; i++) {
        const regime_fact_word *fact = &set->words.facts[i];
        if (json) {
            fact_json(fact, out);
            continue;
        }
        buf_printf(out, "%-36.*s %-8s %.*s", STR_ARG(fact->key), regime_fact_type_name(fact->type),
                   STR_ARG(fact->question));
        for (size_t k = 0; k < fact->values.count; k++)
            buf_printf(out, "%s%.*s", k ? ", " : " One of ", STR_ARG(fact->values.items[k]));
        buf_putc(out, '\n');
    }
}
