#include "yente/labels.h"

#include "model/country.h"

#include <ctype.h>

static const struct {
    const char *name, *label, *plural;
} SCHEMATA[] = {
    {"Person", "Person", "People"},
    {"PublicBody", "Public body", "Public bodies"},
    {"CryptoWallet", "Cryptocurrency wallet", "Cryptocurrency wallets"},
    {"Family", "Family", "Family members"},
    {"Airplane", "Airplane", "Airplanes"},
    {"UnknownLink", "Link", "Links"},
};

/* "birthDate" is "Birth date". */
static void put_words(str name, buf *out)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.data[i];
        if (i && isupper(c) && !isupper((unsigned char)name.data[i - 1]))
            buf_putc(out, ' ');
        buf_putc(out, (char)(i ? tolower(c) : toupper(c)));
    }
}

static void make_plural(buf *out)
{
    char last = out->len ? out->data[out->len - 1] : 0;
    if (last == 'y') {
        out->len--;
        buf_puts(out, "ies");
    } else {
        buf_puts(out, last == 's' || last == 'h' ? "es" : "s");
    }
}

void label_schema(schema_id s, bool plural, buf *out)
{
    buf_reset(out);
    for (size_t i = 0; i < sizeof SCHEMATA / sizeof SCHEMATA[0]; i++)
        if (str_is(schema_name(s), SCHEMATA[i].name)) {
            buf_puts(out, plural ? SCHEMATA[i].plural : SCHEMATA[i].label);
            return;
        }
    put_words(schema_name(s), out);
    if (plural)
        make_plural(out);
}

void label_property(property_id p, buf *out)
{
    buf_reset(out);
    put_words(property_name(p), out);
}

static str dataset_title(const snapshot *s, str name)
{
    for (uint16_t i = 0; i < snapshot_source_count(s); i++)
        if (str_equal(snapshot_source_at(s, i).dataset, name))
            return snapshot_source_at(s, i).title;
    return STR_NONE;
}

void label_value(const snapshot *s, find_field f, str value, buf *out)
{
    const topic_info *topic = f.kind == FIELD_TYPE && f.type == TYPE_TOPIC ? topic_find(value) : NULL;
    schema_id schema;
    str label = STR_NONE;
    buf_reset(out);
    if (topic)
        label = topic->label;
    else if (f.kind == FIELD_TYPE && f.type == TYPE_COUNTRY)
        label = country_name(value);
    else if (f.kind == FIELD_DATASETS)
        label = dataset_title(s, value);
    else if (f.kind == FIELD_SCHEMA && schema_from_name(value, &schema)) {
        label_schema(schema, true, out);
        return;
    } else if (f.kind == FIELD_TYPE && f.type == TYPE_GENDER) {
        put_words(value, out);
        return;
    }
    buf_str(out, label.len ? label : value);
}
