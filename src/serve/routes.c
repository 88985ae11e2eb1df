/* The table of routes. */
#include "serve/own_routes.h"
#include "serve/roles.h"
#include "serve/system_routes.h"
#include "yente/routes.h"

static const http_parameter ASKING[] = {
    {"threshold", "number", "lowest score of a hit, 0 to 1"},
    {"limit", "integer", "hits shown, at most 500"},
    {"on", "string", "the day that is asked about, YYYY-MM-DD"},
    {NULL, NULL, NULL},
};
static const http_parameter ASKING_ONE[] = {
    {"threshold", "number", "lowest score of a hit, 0 to 1"},
    {"limit", "integer", "hits shown, at most 500"},
    {"on", "string", "the day that is asked about, YYYY-MM-DD"},
    {"id", "string", "of the question, where it has none"},
    {NULL, NULL, NULL},
};
static const http_parameter ASKING_ABOUT[] = {
    {"threshold", "number", "lowest score of a hit, 0 to 1"},
    {"limit", "integer", "hits shown, at most 500"},
    {"on", "string", "the day that is asked about, YYYY-MM-DD"},
    {"source", "string", "what the answer calls the input"},
    {NULL, NULL, NULL},
};
static const http_parameter MEASURES[] = {
    {"on", "string", "in force on this day, YYYY-MM-DD; today"},
    {"all", "boolean", "also what is not in force"},
    {"imposer", "string", "US, EU, UN …"},
    {"regime", "string", "a country, two letters"},
    {NULL, NULL, NULL},
};
static const http_parameter TIMELINE[] = {
    {"on", "string", "the line that is drawn, YYYY-MM-DD; today"},
    {"from", "string", "begin here"},
    {"until", "string", "end here"},
    {"imposer", "string", "US, EU, UN …"},
    {"regime", "string", "a country, two letters"},
    {"format", "string", "svg or text"},
    {NULL, NULL, NULL},
};

static const http_parameter UPDATE[] = {
    {"token", "string", "a key of the role admin"},
    {"sync", "boolean", "passed over: the answer comes when it is done"},
    {NULL, NULL, NULL},
};

#define JSON_LINES "application/jsonl"
#define BYTES      "application/octet-stream"

static const http_route ROUTES[] = {
    {HTTP_GET, "/healthz", route_healthz, ROUTE_PUBLIC | ROUTE_CORS, 0, "healthz", "Does the server live",
     "System", NULL, NULL, NULL},
    {HTTP_GET, "/readyz", route_readyz, ROUTE_PUBLIC | ROUTE_CORS, 0, "readyz", "Can it answer", "System",
     NULL, NULL, NULL},
    {HTTP_GET, "/metrics", route_metrics, ROUTE_OWN, ROLE_SCREEN, "metrics", "Figures for Prometheus",
     "System", NULL, NULL, "text/plain"},
    {HTTP_GET, "/openapi.json", route_openapi, ROUTE_PUBLIC | ROUTE_CORS, 0, "openapi", "This description",
     "System", NULL, NULL, NULL},
    {HTTP_GET, "/", route_home, ROUTE_PUBLIC | ROUTE_HIDDEN, 0, "home", "First page", "System", NULL, NULL,
     "text/html"},
    {HTTP_GET, "/favicon.ico", route_favicon, ROUTE_PUBLIC | ROUTE_HIDDEN, 0, "favicon", "Icon", "System",
     NULL, NULL, "image/svg+xml"},

    {HTTP_POST, "/v1/screen", route_screen, ROUTE_OWN | ROUTE_LOGGED, ROLE_SCREEN, "screen", "One name",
     "Questions", ASKING_ONE, "application/json", NULL},
    {HTTP_POST, "/v1/batch", route_batch, ROUTE_OWN, ROLE_SCREEN, "batch", "Many names, a line each",
     "Questions", ASKING, JSON_LINES, JSON_LINES},
    {HTTP_POST, "/v1/message", route_message, ROUTE_OWN | ROUTE_LOGGED, ROLE_SCREEN, "message",
     "SWIFT MT and ISO 20022", "Questions", ASKING_ABOUT, BYTES, JSON_LINES},
    {HTTP_POST, "/v1/text", route_text, ROUTE_OWN | ROUTE_LOGGED, ROLE_SCREEN, "text",
     "Free text in any script", "Questions", ASKING_ABOUT, BYTES, NULL},
    {HTTP_POST, "/v1/decide", route_decide, ROUTE_OWN | ROUTE_LOGGED, ROLE_SCREEN, "decide",
     "A case under the measures in force", "Questions", ASKING_ABOUT, "application/json", NULL},

    {HTTP_GET, "/v1/lists", route_lists, ROUTE_OWN, ROLE_SCREEN, "lists", "The lists that are compared",
     "Knowledge", NULL, NULL, NULL},
    {HTTP_GET, "/v1/snapshot", route_snapshot, ROUTE_OWN, ROLE_SCREEN, "snapshot", "What the snapshot holds",
     "Knowledge", NULL, NULL, NULL},
    {HTTP_POST, "/v1/snapshot/renew", route_renew, ROUTE_OWN, ROLE_ADMIN, "renew",
     "Open the snapshot file again", "Knowledge", NULL, NULL, NULL},
    {HTTP_GET, "/v1/entities/{id}", route_entity, ROUTE_OWN, ROLE_SCREEN, "entity",
     "One entity with everything kept of it", "Knowledge", NULL, NULL, NULL},
    {HTTP_GET, "/v1/regime", route_regime, ROUTE_OWN, ROLE_SCREEN, "regime", "Measures in force on a day",
     "Knowledge", MEASURES, NULL, JSON_LINES},
    {HTTP_GET, "/v1/regime/timeline", route_timeline, ROUTE_OWN, ROLE_SCREEN, "timeline",
     "Measures over the years", "Knowledge", TIMELINE, NULL, "image/svg+xml"},
    {HTTP_GET, "/v1/regime/{id}", route_measure, ROUTE_OWN, ROLE_SCREEN, "measure", "One measure",
     "Knowledge", NULL, NULL, NULL},

    {HTTP_POST, "/match/{dataset}", yente_match, ROUTE_CORS | ROUTE_LOGGED, ROLE_SCREEN, "match",
     "Query by example: up to 100 entities, scored", "Matching", YENTE_MATCH, "application/json", NULL},
    {HTTP_GET, "/search/{dataset}", yente_search, ROUTE_CORS, ROLE_SCREEN, "search",
     "Search by words in any field", "Matching", YENTE_SEARCH, NULL, NULL},
    {HTTP_GET, "/entities/{entity_id}", yente_entity, ROUTE_CORS, ROLE_SCREEN, "fetch_entity",
     "One entity with what stands around it", "Data access", YENTE_NESTED, NULL, NULL},
    {HTTP_GET, "/entities/{entity_id}/adjacent", yente_adjacent, ROUTE_CORS, ROLE_SCREEN, "fetch_adjacent",
     "What stands around an entity", "Data access", YENTE_PAGE, NULL, NULL},
    {HTTP_GET, "/entities/{entity_id}/adjacent/{property_name}", yente_adjacent_property, ROUTE_CORS,
     ROLE_SCREEN, "fetch_adjacent_by_prop", "The same, by one property", "Data access", YENTE_PAGE, NULL,
     NULL},
    {HTTP_GET, "/catalog", yente_catalog, ROUTE_CORS, ROLE_SCREEN, "catalog", "The datasets", "Data access",
     NULL, NULL, NULL},
    {HTTP_GET, "/manifest", yente_catalog, ROUTE_CORS | ROUTE_HIDDEN, ROLE_SCREEN, "manifest", "The datasets",
     "Data access", NULL, NULL, NULL},
    {HTTP_GET, "/algorithms", yente_algorithms, ROUTE_CORS, ROLE_SCREEN, "algorithms",
     "Names of algorithms; one matcher answers for all", "System information", NULL, NULL, NULL},
    {HTTP_GET, "/reconcile/{dataset}", yente_reconcile_manifest, ROUTE_CORS | ROUTE_LOGGED, ROLE_SCREEN,
     "reconcile", "Manifest of the reconciliation service", "Reconciliation", NULL, NULL, NULL},
    {HTTP_POST, "/reconcile/{dataset}", yente_reconcile, ROUTE_CORS | ROUTE_LOGGED, ROLE_SCREEN,
     "reconcile_post", "Reconciliation queries, extension of data", "Reconciliation", NULL,
     "application/x-www-form-urlencoded", NULL},
    {HTTP_GET, "/reconcile/{dataset}/suggest/entity", yente_suggest_entity, ROUTE_CORS, ROLE_SCREEN,
     "reconcile_suggest_entity", "Entities by the beginning of a name", "Reconciliation", YENTE_PREFIX, NULL,
     NULL},
    {HTTP_GET, "/reconcile/{dataset}/suggest/property", yente_suggest_property, ROUTE_CORS, ROLE_SCREEN,
     "reconcile_suggest_property", "Properties likewise", "Reconciliation", YENTE_PREFIX, NULL, NULL},
    {HTTP_GET, "/reconcile/{dataset}/suggest/type", yente_suggest_type, ROUTE_CORS, ROLE_SCREEN,
     "reconcile_suggest_type", "Types likewise", "Reconciliation", YENTE_PREFIX, NULL, NULL},
    {HTTP_GET, "/reconcile/{dataset}/extend/property", yente_extend_property, ROUTE_CORS, ROLE_SCREEN,
     "reconcile_extend_property", "Properties that data can be extended by", "Reconciliation", YENTE_EXTEND,
     NULL, NULL},
    {HTTP_POST, "/updatez", route_updatez, ROUTE_TOKEN, 0, "force_update", "Open the snapshot file again",
     "System information", UPDATE, NULL, NULL},
};

http_routes serve_routes(void)
{
    return (http_routes){ROUTES, sizeof ROUTES / sizeof ROUTES[0]};
}
