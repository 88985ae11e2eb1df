#include "serve/openapi.h"

#include "base/json_emit.h"

static void write_schema(json_emitter *w, const char *type)
{
    emit_key(w, "schema");
    emit_object(w);
    emit_pair_text(w, "type", type);
    if (strcmp(type, "array") == 0) {
        emit_key(w, "items");
        emit_object(w);
        emit_pair_text(w, "type", "string");
        emit_end_object(w);
    }
    emit_end_object(w);
}

static void write_parameter(json_emitter *w, str name, const char *place, const char *type, const char *text)
{
    emit_object(w);
    emit_pair_str(w, "name", name);
    emit_pair_text(w, "in", place);
    emit_pair_bool(w, "required", strcmp(place, "path") == 0);
    if (text)
        emit_pair_text(w, "description", text);
    write_schema(w, type);
    emit_end_object(w);
}

static void write_parameters(json_emitter *w, const http_route *r)
{
    str rest = str_of(r->path), part;
    emit_key(w, "parameters");
    emit_array(w);
    while (str_split(&rest, '/', &part))
        if (part.len > 2 && part.data[0] == '{')
            write_parameter(w, str_make(part.data + 1, part.len - 2), "path", "string", NULL);
    for (const http_parameter *p = r->parameters; p && p->name; p++)
        write_parameter(w, str_of(p->name), "query", p->type, p->text);
    emit_end_array(w);
}

static void write_content(json_emitter *w, const char *type)
{
    emit_key(w, "content");
    emit_object(w);
    emit_key(w, type);
    emit_object(w);
    emit_key(w, "schema");
    emit_object(w);
    if (strcmp(type, "application/json") != 0)
        emit_pair_text(w, "type", "string");
    emit_end_object(w);
    emit_end_object(w);
    emit_end_object(w);
}

static void write_answer(json_emitter *w, const char *status, const char *text, const char *type)
{
    emit_key(w, status);
    emit_object(w);
    emit_pair_text(w, "description", text);
    write_content(w, type);
    emit_end_object(w);
}

static void write_refusal(json_emitter *w, const char *status, const char *text)
{
    emit_key(w, status);
    emit_object(w);
    emit_pair_text(w, "description", text);
    emit_key(w, "content");
    emit_object(w);
    emit_key(w, "application/json");
    emit_object(w);
    emit_key(w, "schema");
    emit_object(w);
    emit_pair_text(w, "$ref", "#/components/schemas/Error");
    emit_end_object(w);
    emit_end_object(w);
    emit_end_object(w);
    emit_end_object(w);
}

static void write_operation(json_emitter *w, const http_route *r)
{
    static const char *const methods[] = {"get",   "head",   "post",    "put",
                                          "patch", "delete", "options", "trace"};
    emit_key(w, methods[r->method]);
    emit_object(w);
    emit_pair_text(w, "operationId", r->id);
    emit_pair_text(w, "summary", r->summary);
    emit_key(w, "tags");
    emit_array(w);
    emit_text(w, r->tag);
    emit_end_array(w);
    write_parameters(w, r);
    if (r->body) {
        emit_key(w, "requestBody");
        emit_object(w);
        emit_pair_bool(w, "required", true);
        write_content(w, r->body);
        emit_end_object(w);
    }
    emit_key(w, "responses");
    emit_object(w);
    write_answer(w, "200", "The answer", r->answer ? r->answer : "application/json");
    write_refusal(w, "400", "The request cannot be read");
    write_refusal(w, "403", "Refused");
    write_refusal(w, "404", "There is no such thing");
    write_refusal(w, "default", "Another error");
    emit_end_object(w);
    if (r->flags & ROUTE_PUBLIC) {
        emit_key(w, "security");
        emit_array(w);
        emit_end_array(w);
    }
    emit_end_object(w);
}

/* The first route of a path writes all of them. */
static bool is_first(const http_routes *routes, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(routes->items[i].path, routes->items[index].path) == 0)
            return false;
    return true;
}

static void write_paths(json_emitter *w, const http_routes *routes)
{
    emit_key(w, "paths");
    emit_object(w);
    for (size_t i = 0; i < routes->count; i++) {
        if (routes->items[i].flags & ROUTE_HIDDEN || !is_first(routes, i))
            continue;
        emit_key(w, routes->items[i].path);
        emit_object(w);
        for (size_t k = i; k < routes->count; k++)
            if (!(routes->items[k].flags & ROUTE_HIDDEN) &&
                strcmp(routes->items[k].path, routes->items[i].path) == 0)
                write_operation(w, &routes->items[k]);
        emit_end_object(w);
    }
    emit_end_object(w);
}

void openapi_write(const http_routes *routes, buf *out)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    emit_pair_text(&w, "openapi", "3.1.0");
    emit_key(&w, "info");
    emit_object(&w);
    emit_pair_text(&w, "title", "interdict");
    emit_pair_text(&w, "version", ITD_VERSION);
    emit_pair_text(
        &w, "description",
        "Sanctions screening and decisions. The routes at the root are those of yente; those under /v1 are "
        "our "
        "own and answer what the commands print with --json. It informs; it gives no legal advice.");
    emit_end_object(&w);
    write_paths(&w, routes);
    emit_key(&w, "components");
    emit_object(&w);
    emit_key(&w, "schemas");
    emit_raw(
        &w,
        str_of("{\"Error\":{\"type\":\"object\",\"required\":[\"detail\"],\"properties\":{\"detail\":{}}}}"));
    emit_key(&w, "securitySchemes");
    emit_raw(&w, str_of("{\"ApiKey\":{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"Authorization\","
                        "\"description\":\"ApiKey KEY\"}}"));
    emit_end_object(&w);
    emit_key(&w, "security");
    emit_raw(&w, str_of("[{},{\"ApiKey\":[]}]"));
    emit_end_object(&w);
}
