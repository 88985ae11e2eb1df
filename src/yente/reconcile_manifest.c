/* GET /reconcile/{dataset} and what it leads to: suggestions and properties. */
#include "yente/routes.h"

#include "base/error.h"
#include "text/text.h"
#include "yente/param.h"
#include "yente/labels.h"
#include "yente/reconcile_types.h"
#include "yente/site.h"

#include <stdlib.h>

enum { BATCH_SIZE = 3, SUGGESTIONS_MAX = 5, PAGE_MAX = 500 };

const http_parameter YENTE_PREFIX[] = {
    {"prefix", "string", "what was typed"},
    {"limit", "integer", "suggestions of entities (10)"},
    {NULL, NULL, NULL},
};
const http_parameter YENTE_EXTEND[] = {
    {"type", "string", "the type whose properties are asked for (Thing)"},
    {"limit", "integer", "0: all"},
    {NULL, NULL, NULL},
};

typedef struct reconcile_site {
    yente_site site;
    dataset_scope scope;
    buf label, base; /* base: the address of the service */
    json_emitter w;
} reconcile_site;

/* The address as the client wrote it. */
static bool open_site(reconcile_site *r, void *context, http_request *q, http_response *a)
{
    buf_init(&r->label, LIMIT_VALUE_LEN);
    buf_init(&r->base, LIMIT_VALUE_LEN);
    emit_init(&r->w, &a->body);
    if (!site_open(&r->site, context, a) || !scope_read(r->site.snapshot, q, q->values[0], &r->scope, a))
        return false;
    buf_printf(&r->base, "%s://%.*s/reconcile/%.*s", q->secure ? "https" : "http", STR_ARG(q->host),
               STR_ARG(r->scope.name));
    return true;
}

static void close_site(reconcile_site *r)
{
    buf_free(&r->label);
    buf_free(&r->base);
}

/* ---- the manifest ---- */

static void emit_service(reconcile_site *r, const http_request *q, const char *key, const char *path,
                         const char *url_key, const char *path_key)
{
    buf text;
    buf_init(&text, LIMIT_VALUE_LEN * 2);
    buf_puts(&text, path);
    if (q->query.len) /* a key in the address goes on */
        buf_printf(&text, "?%.*s", STR_ARG(q->query));
    emit_key(&r->w, key);
    emit_object(&r->w);
    emit_pair_buf(&r->w, url_key, &r->base);
    emit_pair_buf(&r->w, path_key, &text);
    emit_end_object(&r->w);
    buf_free(&text);
}

static void emit_view(reconcile_site *r, const http_request *q)
{
    json_emitter *w = &r->w;
    buf url;
    buf_init(&url, LIMIT_VALUE_LEN);
    buf_printf(&url, "%s://%.*s/entities/{{id}}", q->secure ? "https" : "http", STR_ARG(q->host));
    emit_key(w, "view");
    emit_object(w);
    emit_pair_buf(w, "url", &url);
    emit_end_object(w);
    emit_key(w, "preview");
    emit_object(w);
    emit_pair_buf(w, "url", &url);
    emit_pair_int(w, "width", 430);
    emit_pair_int(w, "height", 600);
    emit_end_object(w);
    buf_free(&url);
}

static void emit_manifest(reconcile_site *r, const http_request *q)
{
    json_emitter *w = &r->w;
    bool used[SCHEMA_COUNT];
    emit_object(w);
    emit_key(w, "versions");
    emit_array(w);
    emit_text(w, "0.2");
    emit_end_array(w);
    buf_reset(&r->label);
    buf_printf(&r->label, "%.*s (interdict)", STR_ARG(r->scope.title));
    emit_pair_buf(w, "name", &r->label);
    emit_pair_text(w, "identifierSpace", "https://www.opensanctions.org/reference/#schema");
    emit_pair_text(w, "schemaSpace", "https://www.opensanctions.org/reference/#schema");
    buf_reset(&r->label);
    buf_printf(&r->label, "%s://%.*s/openapi.json", q->secure ? "https" : "http", STR_ARG(q->host));
    emit_pair_buf(w, "documentation", &r->label);
    emit_pair_int(w, "batchSize", BATCH_SIZE);
    emit_view(r, q);
    emit_key(w, "suggest");
    emit_object(w);
    emit_service(r, q, "entity", "/suggest/entity", "service_url", "service_path");
    emit_service(r, q, "type", "/suggest/type", "service_url", "service_path");
    emit_service(r, q, "property", "/suggest/property", "service_url", "service_path");
    emit_end_object(w);
    emit_key(w, "extend");
    emit_object(w);
    emit_service(r, q, "propose_properties", "/extend/property", "service_url", "service_path");
    emit_key(w, "property_settings");
    emit_array(w);
    emit_end_array(w);
    emit_end_object(w);
    reconcile_schemata(r->site.snapshot, &r->scope, used);
    emit_key(w, "defaultTypes");
    emit_array(w);
    for (schema_id s = 0; s < SCHEMA_COUNT; s++)
        if (used[s])
            reconcile_emit_type(w, s, &r->label);
    emit_end_array(w);
    emit_end_object(w);
}

void yente_reconcile_manifest(void *context, http_request *q, http_response *a)
{
    reconcile_site r;
    if (open_site(&r, context, q, a))
        emit_manifest(&r, q);
    close_site(&r);
}

/* ---- suggestions ---- */

static void begin_suggestions(json_emitter *w, str prefix)
{
    emit_object(w);
    emit_pair_text(w, "code", "/api/status/ok");
    emit_pair_text(w, "status", "200 OK");
    emit_pair_str(w, "prefix", prefix.data ? prefix : str_of(""));
    emit_key(w, "result");
    emit_array(w);
}

static void end_suggestions(json_emitter *w)
{
    emit_end_array(w);
    emit_end_object(w);
}

/* The folded prefix begins the text or one of its words. */
static bool begins(str prefix, str text, buf *room)
{
    buf_reset(room);
    buf_putc(room, ' ');
    text_fold(prefix, room);
    size_t end = room->len;
    buf_putc(room, ' ');
    text_fold(text, room);
    return end > 1 &&
           str_find(str_make(room->data + end, room->len - end), str_make(room->data, end)) != SIZE_MAX;
}

void yente_suggest_type(void *context, http_request *q, http_response *a)
{
    reconcile_site r;
    bool used[SCHEMA_COUNT];
    buf room;
    str prefix = http_param(q, "prefix");
    size_t count = 0;
    buf_init(&room, LIMIT_VALUE_LEN * 8);
    if (open_site(&r, context, q, a)) {
        reconcile_schemata(r.site.snapshot, &r.scope, used);
        begin_suggestions(&r.w, prefix);
        for (schema_id s = 0; s < SCHEMA_COUNT && count < SUGGESTIONS_MAX; s++) {
            label_schema(s, false, &r.label);
            if (!used[s] ||
                !(begins(prefix, schema_name(s), &room) || begins(prefix, buf_as_str(&r.label), &room)))
                continue;
            reconcile_emit_type(&r.w, s, &r.label);
            count++;
        }
        end_suggestions(&r.w);
    }
    buf_free(&room);
    close_site(&r);
}

/* Names of properties that stand twice in the table are shown once. */
static bool is_first_of_name(property_id p)
{
    for (property_id before = 0; before < p; before++)
        if (str_equal(property_name(before), property_name(p)))
            return false;
    return true;
}

static bool is_used(property_id p, const bool used[SCHEMA_COUNT])
{
    for (schema_id s = 0; s < SCHEMA_COUNT; s++)
        if (used[s] && property_belongs_to(p, s))
            return p != PROPERTY_REFERENTS && property_get_type(p) != TYPE_ENTITY && is_first_of_name(p);
    return false;
}

void yente_suggest_property(void *context, http_request *q, http_response *a)
{
    reconcile_site r;
    bool used[SCHEMA_COUNT];
    buf room;
    str prefix = http_param(q, "prefix");
    size_t count = 0;
    buf_init(&room, LIMIT_VALUE_LEN * 8);
    if (open_site(&r, context, q, a)) {
        reconcile_schemata(r.site.snapshot, &r.scope, used);
        begin_suggestions(&r.w, prefix);
        for (property_id p = 0; p < PROPERTY_COUNT && count < SUGGESTIONS_MAX; p++) {
            label_property(p, &r.label);
            if (!is_used(p, used) ||
                !(begins(prefix, property_name(p), &room) || begins(prefix, buf_as_str(&r.label), &room)))
                continue;
            reconcile_emit_property(&r.w, p, true, &r.label);
            count++;
        }
        end_suggestions(&r.w);
    }
    buf_free(&room);
    close_site(&r);
}

static void suggest_entities(reconcile_site *r, http_request *q, str prefix, long long limit,
                             http_response *a)
{
    find_index *index = NULL;
    find_result result = {0};
    itd_error error = {0};
    char words[4096];
    snprintf(words, sizeof words, "%.*s", (int)(prefix.len < 4000 ? prefix.len : 4000), prefix.data);
    const find_question question = {.text = str_of(words),
                                    .simple = true,
                                    .prefix = true,
                                    .datasets = r->scope.all ? NULL : r->scope.mask,
                                    .limit = (size_t)limit};
    itd_status status = ITD_OK;
    if (str_trim(prefix).len && limit)
        status = generation_find(r->site.tools->generation, &index, &error);
    if (status == ITD_OK && index)
        status = find_search(index, &question, q->memory, &result, &error);
    if (status != ITD_OK) {
        http_fail(a, &error);
        return;
    }
    begin_suggestions(&r->w, prefix);
    for (size_t i = 0; i < result.count; i++) {
        emit_object(&r->w);
        reconcile_emit_entity(&r->w, r->site.snapshot, result.entities[i], &r->label);
        emit_end_object(&r->w);
    }
    end_suggestions(&r->w);
}

void yente_suggest_entity(void *context, http_request *q, http_response *a)
{
    reconcile_site r;
    long long limit = 10;
    if (open_site(&r, context, q, a) && param_integer(q, "limit", PAGE_MAX, &limit, a))
        suggest_entities(&r, q, http_param(q, "prefix").data ? http_param(q, "prefix") : str_of(""),
                         limit < 0 ? 0 : limit, a);
    close_site(&r);
}

/* ---- properties to extend by ---- */

/* Those that people ask for first. */
static const property_id FEATURED[] = {PROPERTY_NAME,        PROPERTY_BIRTH_DATE, PROPERTY_COUNTRY,
                                       PROPERTY_NATIONALITY, PROPERTY_TOPICS,     PROPERTY_ADDRESS};
enum { FEATURED_COUNT = sizeof FEATURED / sizeof FEATURED[0] };

static int compare_names(const void *left, const void *right)
{
    return str_compare(property_name(*(const property_id *)left), property_name(*(const property_id *)right));
}

static bool is_featured(property_id p)
{
    for (size_t i = 0; i < FEATURED_COUNT; i++)
        if (FEATURED[i] == p)
            return true;
    return false;
}

static size_t list_properties(schema_id schema, property_id all[PROPERTY_COUNT])
{
    bool one[SCHEMA_COUNT] = {false};
    size_t count = 0;
    one[schema] = true;
    for (size_t i = 0; i < FEATURED_COUNT; i++)
        if (is_used(FEATURED[i], one))
            all[count++] = FEATURED[i];
    size_t featured = count;
    for (property_id p = 0; p < PROPERTY_COUNT; p++)
        if (is_used(p, one) && !is_featured(p))
            all[count++] = p;
    qsort(all + featured, count - featured, sizeof *all, compare_names);
    return count;
}

static void emit_proposal(reconcile_site *r, schema_id schema, long long limit)
{
    property_id all[PROPERTY_COUNT];
    size_t count = list_properties(schema, all);
    if (limit > 0 && (size_t)limit < count)
        count = (size_t)limit;
    emit_object(&r->w);
    emit_pair_int(&r->w, "limit", limit);
    emit_pair_str(&r->w, "type", schema_name(schema));
    emit_key(&r->w, "properties");
    emit_array(&r->w);
    for (size_t i = 0; i < count; i++)
        reconcile_emit_property(&r->w, all[i], false, &r->label);
    emit_end_array(&r->w);
    emit_end_object(&r->w);
}

void yente_extend_property(void *context, http_request *q, http_response *a)
{
    reconcile_site r;
    long long limit = 0;
    schema_id schema;
    str type = http_param(q, "type");
    if (open_site(&r, context, q, a) && param_integer(q, "limit", 1000, &limit, a)) {
        if (schema_from_name(type.data && type.len ? type : str_of("Thing"), &schema))
            emit_proposal(&r, schema, limit < 0 ? 0 : limit);
        else
            http_error(a, 400, "Invalid type: %.*s", (int)(type.len < 60 ? type.len : 60), type.data);
    }
    close_site(&r);
}
