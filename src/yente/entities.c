/* GET /entities/{id} and what stands around it. */
#include "yente/routes.h"

#include "yente/param.h"
#include "yente/entity_out.h"
#include "yente/site.h"

enum { PAGE_MAX = 500, OFFSET_MAX = 9499 };

const http_parameter YENTE_NESTED[] = {
    {"nested", "boolean", "with sanctions, addresses and linked entities inside (true)"},
    {NULL, NULL, NULL},
};
const http_parameter YENTE_PAGE[] = {
    {"limit", "integer", "results of one property, at most 500"},
    {"offset", "integer", "the first result, at most 9499"},
    {"sort", "array", "passed over: the order is that of the list"},
    {NULL, NULL, NULL},
};

/* An id is text from outside: what a path may not hold is written %XX. */
static void put_path(buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("-._~", c);
        if (plain && c)
            buf_putc(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}

static void redirect(http_response *a, str id, const char *rest)
{
    buf url;
    buf_init(&url, 1 << 20);
    buf_puts(&url, "/entities/");
    put_path(&url, id);
    buf_puts(&url, rest);
    buf_putc(&url, 0);
    if (url.failed)
        a->body.failed = true;
    else
        http_add_header(a, "Location", url.data);
    a->status = 308;
    buf_free(&url);
}

/* The entity of the path. UINT32_MAX: it is answered. */
static uint32_t find(const yente_site *y, const http_request *q, const char *rest, http_response *a)
{
    uint32_t index = snapshot_entity_find(y->snapshot, q->values[0]);
    if (index != UINT32_MAX)
        return index;
    index = entity_of_referent(y->snapshot, q->values[0]);
    if (index == UINT32_MAX)
        http_error(a, 404, "No such entity!");
    else
        redirect(a, snapshot_entity_at(y->snapshot, index).id, rest);
    return UINT32_MAX;
}

static void cache(http_response *a)
{
    http_add_header(a, "Cache-Control", "public; max-age=84600");
}

void yente_entity(void *context, http_request *q, http_response *a)
{
    yente_site y;
    json_emitter w;
    bool nested = true;
    if (!site_open(&y, context, a) || !param_flag(q, "nested", &nested, a))
        return;
    uint32_t index = find(&y, q, "", a);
    if (index == UINT32_MAX)
        return;
    const entity_out x = {y.snapshot, y.edges, NULL, &w};
    emit_init(&w, &a->body);
    emit_object(&w);
    entity_out_members(&x, index, nested);
    emit_end_object(&w);
    cache(a);
    site_close(&y, a);
}

typedef struct page {
    long long limit, offset;
} page;

static bool read_page(const http_request *q, page *p, http_response *a)
{
    *p = (page){.limit = 10};
    if (!param_integer(q, "limit", PAGE_MAX, &p->limit, a) ||
        !param_integer(q, "offset", OFFSET_MAX, &p->offset, a))
        return false;
    p->limit = p->limit < 0 ? 0 : p->limit;
    p->offset = p->offset < 0 ? 0 : p->offset;
    return true;
}

static void emit_page(const entity_out *x, uint32_t index, str property, size_t total, const page *p)
{
    json_emitter *w = x->writer;
    emit_object(w);
    emit_key(w, "results");
    emit_array(w);
    entity_out_neighbours(x, index, property, (size_t)p->offset, (size_t)p->limit);
    emit_end_array(w);
    emit_key(w, "total");
    emit_object(w);
    emit_pair_int(w, "value", (long long)total);
    emit_pair_text(w, "relation", "eq");
    emit_end_object(w);
    emit_pair_int(w, "limit", p->limit);
    emit_pair_int(w, "offset", p->offset);
    emit_end_object(w);
}

void yente_adjacent(void *context, http_request *q, http_response *a)
{
    yente_site y;
    page p;
    json_emitter w;
    neighbour_set sets[NEIGHBOUR_SETS_MAX];
    if (!site_open(&y, context, a) || !read_page(q, &p, a))
        return;
    uint32_t index = find(&y, q, "/adjacent", a);
    if (index == UINT32_MAX)
        return;
    const entity_out x = {y.snapshot, y.edges, NULL, &w};
    size_t count = entity_neighbours(&x, index, sets);
    emit_init(&w, &a->body);
    emit_object(&w);
    emit_key(&w, "entity");
    emit_object(&w);
    entity_out_members(&x, index, false);
    emit_end_object(&w);
    emit_key(&w, "adjacent");
    emit_object(&w);
    for (size_t i = 0; i < count; i++) {
        emit_key(&w, sets[i].property);
        emit_page(&x, index, str_of(sets[i].property), sets[i].total, &p);
    }
    emit_end_object(&w);
    emit_end_object(&w);
    cache(a);
    site_close(&y, a);
}

void yente_adjacent_property(void *context, http_request *q, http_response *a)
{
    yente_site y;
    page p;
    json_emitter w;
    neighbour_set sets[NEIGHBOUR_SETS_MAX];
    size_t total = 0;
    if (!site_open(&y, context, a) || !read_page(q, &p, a))
        return;
    uint32_t index = find(&y, q, "/adjacent", a);
    if (index == UINT32_MAX)
        return;
    const entity_out x = {y.snapshot, y.edges, NULL, &w};
    if (!entity_may_have(snapshot_entity_at(y.snapshot, index).schema, q->values[1])) {
        http_error(a, 404, "No such property!");
        return;
    }
    for (size_t i = 0, count = entity_neighbours(&x, index, sets); i < count; i++)
        if (str_is(q->values[1], sets[i].property))
            total = sets[i].total;
    emit_init(&w, &a->body);
    emit_page(&x, index, q->values[1], total, &p);
    cache(a);
    site_close(&y, a);
}
