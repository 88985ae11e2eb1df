#include "policy/record_hash.h"

#include <stdlib.h>

/* A record as a heap of hashed items, sorted at the end. */
typedef struct heap {
    arena *a;
    unsigned char (*items)[SHA256_SIZE];
    size_t count, cap;
    bool no_memory;
} heap;

static void put_number(sha256_state *s, uint32_t number)
{
    const unsigned char bytes[4] = {(unsigned char)number, (unsigned char)(number >> 8),
                                    (unsigned char)(number >> 16), (unsigned char)(number >> 24)};
    sha256_update(s, bytes, sizeof bytes);
}

static void put(sha256_state *s, str text)
{
    put_number(s, (uint32_t)text.len);
    if (text.len)
        sha256_update(s, text.data, text.len);
}

static void add(heap *h, sha256_state *s)
{
    if (h->count == h->cap) {
        unsigned char(*grown)[SHA256_SIZE] = arena_grow(h->a, h->items, h->count, &h->cap, sizeof *grown);
        if (grown == NULL) {
            h->no_memory = true;
            return;
        }
        h->items = grown;
    }
    sha256_final(s, h->items[h->count++]);
}

/* One item of a kind and its texts; an item without any text is none. */
static void add_texts(heap *h, const char *kind, const str *texts, size_t count)
{
    sha256_state s;
    bool any = false;
    sha256_init(&s);
    put(&s, str_of(kind));
    for (size_t i = 0; i < count; i++) {
        put(&s, texts[i]);
        any |= texts[i].len > 0;
    }
    if (any)
        add(h, &s);
}

#define ADD(h, kind, ...)                                                                                    \
    add_texts(h, kind, (const str[]){__VA_ARGS__}, sizeof((const str[]){__VA_ARGS__}) / sizeof(str))

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, SHA256_SIZE);
}

static bool finish(heap *h, char out[RECORD_HASH_CAP])
{
    unsigned char hash[SHA256_SIZE];
    if (h->count)
        qsort(h->items, h->count, sizeof *h->items, by_bytes);
    sha256(h->count ? (const void *)h->items : "", h->count * sizeof *h->items, hash);
    memcpy(out, "sha256:", 7);
    sha256_hex(hash, out + 7);
    return !h->no_memory;
}

static str dataset_of(const snapshot *s, uint16_t dataset)
{
    return dataset < snapshot_source_count(s) ? snapshot_source_at(s, dataset).dataset : STR_NONE;
}

static void add_value(heap *h, const snapshot *s, const entity_value *v)
{
    const char kind[2] = {(char)('a' + v->name_kind), '\0'};
    if (!v->derived)
        ADD(h, "value", property_name(v->property), v->text, str_of(kind), v->country, v->lang, v->note,
            dataset_of(s, v->dataset));
}

static void add_link(heap *h, const snapshot *s, const entity_link *l)
{
    sha256_state state;
    const str texts[] = {str_of("link"),
                         schema_name(l->schema),
                         str_of(l->reversed ? "back" : "forth"),
                         l->target_id,
                         l->target_name,
                         l->role,
                         l->start_date,
                         l->end_date,
                         dataset_of(s, l->dataset)};
    sha256_init(&state);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put(&state, texts[i]);
    put_number(&state, (uint32_t)l->percentage);
    add(h, &state);
}

bool record_hash_entity(const snapshot *s, uint32_t index, arena *a, char out[RECORD_HASH_CAP])
{
    heap h = {.a = a};
    const snapshot_entity e = snapshot_entity_at(s, index);
    ADD(&h, "entity", e.id, schema_name(e.schema), str_of(e.listed ? "listed" : "referenced"));
    for (uint32_t i = 0; i < e.value_count; i++) {
        const entity_value v = snapshot_value_at(s, e.first_value + i);
        add_value(&h, s, &v);
    }
    for (uint32_t i = 0; i < e.address_count; i++) {
        const entity_address x = snapshot_address_at(s, e.first_address + i);
        ADD(&h, "address", x.full, x.street, x.city, x.region, x.postal_code, x.country,
            dataset_of(s, x.dataset));
    }
    for (uint32_t i = 0; i < e.listing_count; i++) {
        const entity_listing x = snapshot_listing_at(s, e.first_listing + i);
        ADD(&h, "listing", x.program, x.authority, x.authority_id, x.listing_date, x.end_date, x.legal_basis,
            x.reason, dataset_of(s, x.dataset));
    }
    for (uint32_t i = 0; i < e.link_count; i++) {
        const entity_link x = snapshot_link_at(s, e.first_link + i);
        add_link(&h, s, &x);
    }
    return finish(&h, out);
}

static void add_owner(heap *h, const char *kind, const case_owner *o)
{
    sha256_state s;
    sha256_init(&s);
    put(&s, str_of(kind));
    put(&s, o->name);
    put(&s, o->id);
    put(&s, o->country);
    put_number(&s, (uint32_t)o->percentage);
    put_number(&s, (uint32_t)(o->has_control ? 1 + o->control : 0));
    add(h, &s);
}

bool record_hash_party(const regime_party *p, const case_party *d, arena *a, char out[RECORD_HASH_CAP])
{
    heap h = {.a = a};
    ADD(&h, "party", p->name, p->country, p->bic, d->schema, d->id, d->lei, d->birth_date);
    for (size_t i = 0; i < d->identifier_count; i++)
        ADD(&h, "identifier", d->identifiers[i].type, d->identifiers[i].value);
    for (size_t i = 0; i < d->owner_count; i++)
        add_owner(&h, "owner of", &d->owners[i]);
    return finish(&h, out);
}

bool record_hash_owner(const case_owner *o, arena *a, char out[RECORD_HASH_CAP])
{
    heap h = {.a = a};
    add_owner(&h, "owner", o);
    return finish(&h, out);
}

bool record_hash_vessel(const case_vessel *v, arena *a, char out[RECORD_HASH_CAP])
{
    heap h = {.a = a};
    ADD(&h, "vessel", v->name, v->imo, v->flag);
    return finish(&h, out);
}
