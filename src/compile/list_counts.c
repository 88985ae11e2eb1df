#include "compile/list_counts.h"

#include "compile/compile_lists.h"
#include "answer/info.h"
#include "base/error.h"
#include "base/json_emit.h"
#include "base/sha256.h"

#include <stdlib.h>

static const char *const class_names[IDENTIFIER_CLASS_COUNT] = {
    [IDENTIFIER_IMO] = "imo",
    [IDENTIFIER_MMSI] = "mmsi",
    [IDENTIFIER_CALLSIGN] = "callsign",
    [IDENTIFIER_PASSPORT] = "passport",
    [IDENTIFIER_NATIONAL] = "national",
    [IDENTIFIER_TAX] = "tax",
    [IDENTIFIER_REGISTRATION] = "registration",
    [IDENTIFIER_BIC] = "bic",
    [IDENTIFIER_LEI] = "lei",
    [IDENTIFIER_WALLET] = "wallet",
};

identifier_class identifier_class_of(property_id p)
{
    switch (p) {
    case PROPERTY_IMO_NUMBER:
        return IDENTIFIER_IMO;
    case PROPERTY_MMSI:
        return IDENTIFIER_MMSI;
    case PROPERTY_CALL_SIGN:
        return IDENTIFIER_CALLSIGN;
    case PROPERTY_PASSPORT_NUMBER:
        return IDENTIFIER_PASSPORT;
    case PROPERTY_ID_NUMBER:
    case PROPERTY_SOCIAL_SECURITY_NUMBER:
        return IDENTIFIER_NATIONAL;
    case PROPERTY_TAX_NUMBER:
    case PROPERTY_VAT_CODE:
    case PROPERTY_INN_CODE:
        return IDENTIFIER_TAX;
    case PROPERTY_REGISTRATION_NUMBER:
    case PROPERTY_OGRN_CODE:
    case PROPERTY_USC_CODE:
        return IDENTIFIER_REGISTRATION;
    case PROPERTY_SWIFT_BIC:
        return IDENTIFIER_BIC;
    case PROPERTY_LEI_CODE:
        return IDENTIFIER_LEI;
    case PROPERTY_PUBLIC_KEY:
        return IDENTIFIER_WALLET;
    default:
        return IDENTIFIER_CLASS_COUNT;
    }
}

typedef struct counts {
    size_t entities, names, birth_dates, addresses, links;
    size_t by_schema[SCHEMA_COUNT];
    size_t by_kind[NAME_KIND_COUNT];
    size_t identifiers[IDENTIFIER_CLASS_COUNT];
} counts;

/* A number and who issued it: two documents may have one number. */
typedef struct issued {
    str text, country;
} issued;

static int compare_issued(const void *left, const void *right)
{
    const issued *a = left, *b = right;
    int order = str_compare(a->text, b->text);
    return order ? order : str_compare(a->country, b->country);
}

/* Adds the number of different identifiers of each class that the entity has. */
static void count_identifiers(counts *c, const entity *e, issued *texts)
{
    for (identifier_class class = 0; class < IDENTIFIER_CLASS_COUNT; class ++) {
        size_t count = 0;
        for (size_t i = 0; i < e->value_count; i++)
            if (identifier_class_of(e->values[i].property) == class)
                texts[count++] = (issued){e->values[i].text, e->values[i].country};
        qsort(texts, count, sizeof *texts, compare_issued);
        for (size_t i = 0; i < count; i++)
            c->identifiers[class] += i == 0 || compare_issued(&texts[i - 1], &texts[i]) != 0;
    }
}

static void count_entity(counts *c, const entity *e, issued *texts)
{
    bool born = false;
    count_identifiers(c, e, texts);
    c->addresses += e->address_count;
    c->links += e->link_count;
    if (!e->listed)
        return;
    c->entities++;
    c->by_schema[e->schema]++;
    for (size_t i = 0; i < e->value_count; i++) {
        if (!e->values[i].derived) {
            c->names += e->values[i].name_kind != NAME_NOT_A_NAME;
            c->by_kind[e->values[i].name_kind]++;
        }
        born |= e->values[i].property == PROPERTY_BIRTH_DATE;
    }
    c->birth_dates += born;
}

static void render_files(json_emitter *w, const list_job *job)
{
    emit_key(w, "files");
    emit_array(w);
    for (size_t i = 0; i < job->file_count; i++) {
        char hex[SHA256_HEX_LEN + 1];
        sha256_hex(job->files[i].sha256, hex);
        emit_object(w);
        emit_pair_str(w, "name", path_base_name(job->files[i].path));
        emit_pair_text(w, "sha256", hex);
        emit_pair_int(w, "bytes", (long long)job->files[i].disk_size);
        emit_end_object(w);
    }
    emit_end_array(w);
}

static bool always_shown(schema_id s)
{
    return s == SCHEMA_PERSON || s == SCHEMA_ORGANIZATION || s == SCHEMA_VESSEL || s == SCHEMA_AIRPLANE;
}

static void render_counts(json_emitter *w, const counts *c)
{
    emit_pair_int(w, "entities", (long long)c->entities);
    emit_key(w, "by_schema");
    emit_object(w);
    for (schema_id s = 0; s < SCHEMA_COUNT; s++) {
        if (!c->by_schema[s] && !always_shown(s))
            continue;
        emit_key_str(w, schema_name(s));
        emit_int(w, (long long)c->by_schema[s]);
    }
    emit_end_object(w);
    emit_pair_int(w, "names", (long long)c->names);
    emit_key(w, "names_by_kind");
    emit_object(w);
    for (size_t kind = NAME_PRIMARY; kind < NAME_KIND_COUNT; kind++)
        emit_pair_int(w, name_kind_name((name_kind)kind), (long long)c->by_kind[kind]);
    emit_end_object(w);
    emit_key(w, "identifiers");
    emit_object(w);
    for (size_t class = 0; class < IDENTIFIER_CLASS_COUNT; class ++)
        emit_pair_int(w, class_names[class], (long long)c->identifiers[class]);
    emit_end_object(w);
    emit_pair_int(w, "birth_dates", (long long)c->birth_dates);
    emit_pair_int(w, "addresses", (long long)c->addresses);
    emit_pair_int(w, "links", (long long)c->links);
}

static int compare_counts(const void *left, const void *right)
{
    return str_compare(((const list_count *)left)->what, ((const list_count *)right)->what);
}

static void render_report(json_emitter *w, const list_result *r)
{
    if (r->skipped_count)
        qsort(r->skipped, r->skipped_count, sizeof *r->skipped, compare_counts);
    if (r->unknown_count)
        qsort(r->unknown_fields, r->unknown_count, sizeof *r->unknown_fields, compare_counts);
    emit_key(w, "skipped");
    emit_array(w);
    for (size_t i = 0; i < r->skipped_count; i++) {
        emit_object(w);
        emit_pair_str(w, "reason", r->skipped[i].what);
        emit_pair_int(w, "count", (long long)r->skipped[i].count);
        emit_end_object(w);
    }
    emit_end_array(w);
    emit_key(w, "unknown_fields");
    emit_array(w);
    for (size_t i = 0; i < r->unknown_count; i++)
        emit_str(w, r->unknown_fields[i].what);
    emit_end_array(w);
}

itd_status list_counts_render(const list_job *job, buf *out, itd_error *error)
{
    const list_result *r = &job->result;
    size_t most = 1;
    for (size_t i = 0; i < r->entity_count; i++)
        most = r->entities[i]->value_count > most ? r->entities[i]->value_count : most;
    issued *texts = calloc(most, sizeof *texts);
    counts *c = calloc(1, sizeof *c);
    if (texts && c) {
        for (size_t i = 0; i < r->entity_count; i++)
            count_entity(c, r->entities[i], texts);
        json_emitter w;
        emit_init(&w, out);
        render_files(&w, job);
        render_counts(&w, c);
        render_report(&w, r);
    }
    bool good = texts && c && !out->failed;
    free(texts);
    free(c);
    return good ? ITD_OK : error_memory(error);
}
