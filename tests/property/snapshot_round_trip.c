/* Random entities go into a snapshot and come back, whatever the order in which they were given. */
#include "base/limits.h"
#include "snapshot/snapshot.h"
#include "snapshot/writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define ENTITIES 60
#define DATASETS 4

static uint32_t seed;

static uint32_t next(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

/* One of few words, so that the same values come up again. */
static str word(arena *a)
{
    static const char *const parts[] = {"", "ali", "oil", "Тегеран", "9187629", "co.", "الله", "x y"};
    char text[64];
    snprintf(text, sizeof text, "%s%s%u", parts[next(8)], parts[next(8)], next(20));
    return arena_str(a, str_of(text));
}

/* The n-th entity of a run: always the same for the same run and n. */
static entity *make(arena *a, uint32_t run, uint32_t n, const uint16_t *datasets)
{
    char id[32];
    seed = run * 7919 + n;
    snprintf(id, sizeof id, "list-%u", next(ENTITIES / 2)); /* many share an id */
    entity *e = entity_new(a, str_of(id), (schema_id)next(SCHEMA_COUNT), datasets[next(DATASETS)]);
    for (uint32_t i = next(12); i > 0; i--) {
        entity_value *v =
            entity_add_name(e, (property_id)next(PROPERTY_COUNT), (name_kind)next(NAME_KIND_COUNT), word(a));
        v->dataset = datasets[next(DATASETS)];
        v->invalid = next(2);
        v->derived = next(4) == 0;
        if (next(2))
            v->note = word(a);
    }
    for (uint32_t i = next(3); i > 0; i--) {
        entity_link *l = entity_add_link(e, SCHEMA_OWNERSHIP);
        snprintf(id, sizeof id, "list-%u", next(ENTITIES));
        l->target_id = arena_str(a, str_of(id));
        l->percentage = (int32_t)next(10001) - 1;
        l->reversed = next(2);
    }
    for (uint32_t i = next(3); i > 0; i--)
        entity_add_address(e)->full = word(a);
    for (uint32_t i = next(3); i > 0; i--)
        entity_add_listing(e)->program = word(a);
    return e;
}

/* Shuffles the order of datasets and entities by `order`; 0 is the order of making. */
static void build(arena *a, uint32_t run, uint32_t order, buf *out)
{
    static const char *const names[DATASETS] = {"d", "b", "a", "c"};
    snapshot_writer *w;
    const snapshot *core;
    uint16_t datasets[DATASETS];
    entity *entities[ENTITIES];
    assert_int_equal(snapshot_writer_new(a, &w, NULL), ITD_OK);
    for (uint32_t i = 0; i < DATASETS; i++) {
        uint32_t d = (i + order) % DATASETS;
        snapshot_writer_source_info info = {.dataset = str_of(names[d]), .title = str_of(names[d])};
        assert_int_equal(snapshot_writer_source(w, &info, &datasets[d], NULL), ITD_OK);
    }
    for (uint32_t i = 0; i < ENTITIES; i++)
        entities[i] = make(a, run, i, datasets);
    seed = order;
    for (uint32_t i = ENTITIES - 1; order && i > 0; i--) {
        uint32_t j = next(i + 1);
        entity *kept = entities[i];
        entities[i] = entities[j];
        entities[j] = kept;
    }
    for (uint32_t i = 0; i < ENTITIES; i++)
        assert_int_equal(snapshot_writer_entity(w, entities[i], NULL), ITD_OK);
    assert_int_equal(snapshot_writer_core(w, &core, NULL), ITD_OK);
    assert_int_equal(snapshot_writer_bytes(w, out, NULL), ITD_OK);
    snapshot_writer_free(w);
}

static bool has_value(const snapshot *s, const snapshot_entity *e, const entity_value *wanted, str dataset)
{
    for (uint32_t i = e->first_value; i < e->first_value + e->value_count; i++) {
        entity_value v = snapshot_value_at(s, i);
        if (v.property == wanted->property && v.name_kind == wanted->name_kind &&
            v.invalid == wanted->invalid && (v.derived == wanted->derived || wanted->derived) &&
            str_equal(v.text, wanted->text) && str_equal(v.note, wanted->note) &&
            str_equal(snapshot_source_at(s, v.dataset).dataset, dataset))
            return true;
    }
    return false;
}

/* Every value, link, address and listing that went in is there. */
static void assert_complete(const snapshot *s, arena *a, uint32_t run)
{
    static const uint16_t numbers[DATASETS] = {0, 1, 2, 3};
    static const char *const names[DATASETS] = {"d", "b", "a", "c"};
    for (uint32_t n = 0; n < ENTITIES; n++) {
        const entity *in = make(a, run, n, numbers);
        uint32_t index = snapshot_entity_find(s, in->id);
        assert_int_not_equal(index, UINT32_MAX);
        snapshot_entity e = snapshot_entity_at(s, index);
        for (size_t i = 0; i < in->value_count; i++)
            assert_true(has_value(s, &e, &in->values[i], str_of(names[in->values[i].dataset])));
        for (size_t i = 0; i < in->link_count; i++) {
            bool found = false;
            for (uint32_t l = e.first_link; l < e.first_link + e.link_count; l++) {
                entity_link link = snapshot_link_at(s, l);
                found |= str_equal(link.target_id, in->links[i].target_id) &&
                         link.percentage == in->links[i].percentage && link.reversed == in->links[i].reversed;
                assert_int_equal(snapshot_link_target(s, l), snapshot_entity_find(s, link.target_id));
            }
            assert_true(found);
        }
        assert_true(e.address_count >= (in->address_count > 0) && e.listing_count >= (in->listing_count > 0));
    }
}

static void random_entities_come_back_from_any_order(void **state)
{
    (void)state;
    for (uint32_t run = 1; run <= 40; run++) {
        arena a;
        buf first, other;
        snapshot *s;
        arena_init(&a, LIMIT_ARENA_SIZE);
        buf_init(&first, LIMIT_BUF_SIZE);
        buf_init(&other, LIMIT_BUF_SIZE);
        build(&a, run, 0, &first);
        for (uint32_t order = 1; order < 5; order++) {
            buf_reset(&other);
            build(&a, run, order, &other);
            assert_int_equal(first.len, other.len);
            assert_memory_equal(first.data, other.data, first.len);
        }
        assert_int_equal(snapshot_open_memory(first.data, first.len, "made", &s, NULL), ITD_OK);
        assert_complete(s, &a, run);
        snapshot_close(s);
        buf_free(&first);
        buf_free(&other);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_entities_come_back_from_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
