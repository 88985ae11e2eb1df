#include "yente/site.h"

#include "base/error.h"
#include "yente/algorithms.h"

static itd_status make_edges(const snapshot *s, void **out, itd_error *error)
{
    edge_table *t = NULL;
    itd_status status = edges_new(s, &t, error);
    *out = t;
    return status;
}

bool site_open(yente_site *y, void *context, http_response *a)
{
    itd_error error = {0};
    void *shared = NULL;
    y->tools = service_take_tools(context, a);
    if (!y->tools)
        return false;
    y->snapshot = generation_core(y->tools->generation);
    if (generation_share(y->tools->generation, make_edges, edges_free, &shared, &error) != ITD_OK) {
        http_fail(a, &error);
        return false;
    }
    y->edges = shared;
    return true;
}

void site_close(const yente_site *y, http_response *a)
{
    itd_error error = {0};
    if (a->status < 400 && snapshot_unchanged(y->snapshot, &error) != ITD_OK)
        http_error(a, 503, "%s", error.message);
}

bool site_knows_algorithm(const http_request *q, http_response *a)
{
    str name = http_param(q, "algorithm");
    if (!name.data || algorithm_known(name))
        return true;
    http_error(a, 400, "Unknown algorithm: %.*s", (int)(name.len < 60 ? name.len : 60), name.data);
    return false;
}
