#include "build.h"

#include "base/file.h"
#include "snapshot/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct sample {
    arena a;
    buf bytes;
    snapshot *s;
} sample;

static void sample_open(sample *x, bool reversed)
{
    itd_error error = {0};
    arena_init(&x->a, LIMIT_ARENA_SIZE);
    buf_init(&x->bytes, LIMIT_BUF_SIZE);
    if (!build_sample(&x->a, reversed, &x->bytes, &error))
        fail_msg("%s", error.message);
    if (snapshot_open_memory(x->bytes.data, x->bytes.len, "sample", &x->s, &error) != ITD_OK)
        fail_msg("%s", error.message);
}

static void sample_close(sample *x)
{
    snapshot_close(x->s);
    buf_free(&x->bytes);
    arena_free(&x->a);
}

static void the_order_of_input_does_not_show_in_the_bytes(void **state)
{
    (void)state;
    sample one, other;
    sample_open(&one, false);
    sample_open(&other, true);
    assert_int_equal(one.bytes.len, other.bytes.len);
    assert_memory_equal(one.bytes.data, other.bytes.data, one.bytes.len);
    sample_close(&one);
    sample_close(&other);
}

static void entities_of_one_id_become_one(void **state)
{
    (void)state;
    sample x;
    sample_open(&x, false);
    assert_int_equal(snapshot_entity_count(x.s), 3);
    uint32_t index = snapshot_entity_find(x.s, str_of("ofac-27844"));
    snapshot_entity e = snapshot_entity_at(x.s, index);
    assert_int_equal(e.schema, SCHEMA_PERSON);
    assert_true(str_is(e.caption, "RAISI, Ebrahim"));
    assert_int_equal(e.name_count, 4); /* the alias given twice is there once */
    assert_int_equal(e.listing_count, 1);
    uint16_t datasets[4];
    assert_int_equal(snapshot_entity_datasets(x.s, index, datasets, 4), 2);
    assert_true(str_is(snapshot_source_at(x.s, datasets[0]).dataset, "eu_fsf"));
    assert_true(str_is(snapshot_source_at(x.s, datasets[1]).dataset, "us_ofac_sdn"));
    assert_int_equal(snapshot_source_at(x.s, 1).entity_count, 3);
    assert_int_equal(snapshot_entity_find(x.s, str_of("ofac-2784")), UINT32_MAX);
    sample_close(&x);
}

static void everything_said_of_a_value_comes_back(void **state)
{
    (void)state;
    sample x;
    sample_open(&x, false);
    snapshot_entity e = snapshot_entity_at(x.s, snapshot_entity_find(x.s, str_of("ofac-27844")));
    bool found = false;
    for (uint32_t i = 0; i < e.value_count; i++) {
        entity_value v = snapshot_value_at(x.s, e.first_value + i);
        if (v.property != PROPERTY_PASSPORT_NUMBER)
            continue;
        found = true;
        assert_true(str_is(v.text, "A1") && str_is(v.country, "ir") && v.invalid && v.lang.len == 0);
        assert_int_equal(v.dataset, 0);
    }
    assert_true(found);
    entity_listing listing = snapshot_listing_at(x.s, e.first_listing);
    assert_true(str_is(listing.program, "IRAN-EO13876") && str_is(listing.listing_date, "2019-11-04"));
    snapshot_entity company = snapshot_entity_at(x.s, snapshot_entity_find(x.s, str_of("ofac-11317")));
    assert_true(str_is(snapshot_address_at(x.s, company.first_address).city, "Tehran"));
    sample_close(&x);
}

static void links_lead_to_entities_or_nowhere(void **state)
{
    (void)state;
    sample x;
    sample_open(&x, false);
    snapshot_entity person = snapshot_entity_at(x.s, snapshot_entity_find(x.s, str_of("ofac-27844")));
    snapshot_entity vessel = snapshot_entity_at(x.s, snapshot_entity_find(x.s, str_of("ofac-9")));
    assert_int_equal(snapshot_link_at(x.s, person.first_link).percentage, 5000);
    assert_int_equal(snapshot_link_target(x.s, person.first_link),
                     snapshot_entity_find(x.s, str_of("ofac-11317")));
    assert_true(snapshot_link_at(x.s, vessel.first_link).reversed);
    assert_int_equal(snapshot_link_target(x.s, vessel.first_link), UINT32_MAX);
    sample_close(&x);
}

static void names_stand_in_entity_order(void **state)
{
    (void)state;
    sample x;
    sample_open(&x, false);
    assert_int_equal(snapshot_name_count(x.s), 6);
    for (uint32_t i = 0; i < snapshot_name_count(x.s); i++) {
        snapshot_name n = snapshot_name_at(x.s, i);
        snapshot_entity e = snapshot_entity_at(x.s, n.entity);
        assert_true(i >= e.first_name && i < e.first_name + e.name_count);
        assert_int_not_equal(n.kind, NAME_NOT_A_NAME);
    }
    str section;
    assert_int_equal(snapshot_section(x.s, "AAA1", &section, NULL), ITD_OK);
    assert_true(str_is(section, "one"));
    assert_int_equal(snapshot_section(x.s, "none", &section, NULL), ITD_OK);
    assert_int_equal(section.len, 0);
    sample_close(&x);
}

/* By the opening; in a section that only its owner reads, when that is asked for and by the check of all. */
static void flipping_any_byte_is_noticed(void **state)
{
    (void)state;
    sample x;
    size_t later = 0;
    sample_open(&x, false);
    for (size_t i = 0; i < x.bytes.len; i++) {
        snapshot *s = NULL;
        itd_error error = {0};
        x.bytes.data[i] ^= (char)(1 << i % 8);
        itd_status status = snapshot_open_memory(x.bytes.data, x.bytes.len, "flipped", &s, &error);
        if (status == ITD_OK) {
            str one, other;
            later++;
            itd_status first = snapshot_section(s, "AAA1", &one, &error);
            itd_status second = snapshot_section(s, "TST2", &other, &error);
            assert_true((first == ITD_OK) != (second == ITD_OK));
            assert_int_equal(one.len + other.len, 3);
            assert_non_null(strstr(error.message, first ? "section AAA1 does not have the SHA-256"
                                                        : "section TST2 does not have the SHA-256"));
            status = snapshot_verify(s, &error);
            snapshot_close(s);
        } else {
            assert_null(s);
        }
        assert_int_equal(status, ITD_ERROR_SNAPSHOT);
        x.bytes.data[i] ^= (char)(1 << i % 8);
    }
    assert_int_equal(later, 6); /* the bytes of both */
    assert_int_equal(snapshot_verify(x.s, NULL), ITD_OK);
    sample_close(&x);
}

/* Hashes are of the bytes, whatever they mean; so are those of sections of any size. */
static void a_section_is_hashed_chunk_by_chunk(void **state)
{
    (void)state;
    enum { SIZE = 3 * SNAPSHOT_CHUNK_SIZE + 5 };
    char *data = malloc(SIZE);
    assert_non_null(data);
    for (size_t i = 0; i < SIZE; i++)
        data[i] = (char)(i * 7 + i / 300);
    static const size_t sizes[] = {0, 1, SNAPSHOT_CHUNK_SIZE, SNAPSHOT_CHUNK_SIZE + 1, SIZE};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        unsigned char hash[SHA256_SIZE], chunk[SHA256_SIZE], expected[SHA256_SIZE];
        sha256_state whole;
        sha256_init(&whole);
        for (size_t at = 0; at < sizes[i]; at += SNAPSHOT_CHUNK_SIZE) {
            size_t rest = sizes[i] - at;
            sha256(data + at, rest < SNAPSHOT_CHUNK_SIZE ? rest : SNAPSHOT_CHUNK_SIZE, chunk);
            sha256_update(&whole, chunk, sizeof chunk);
        }
        sha256_final(&whole, expected);
        section_hash(str_make(data, sizes[i]), hash);
        assert_memory_equal(hash, expected, sizeof hash);
    }
    free(data);
}

static void an_older_format_is_named(void **state)
{
    (void)state;
    sample x;
    snapshot *s = NULL;
    itd_error error = {0};
    sample_open(&x, false);
    x.bytes.data[HEADER_FORMAT] = 1;
    assert_int_equal(snapshot_open_memory(x.bytes.data, x.bytes.len, "old.itd", &s, &error),
                     ITD_ERROR_SNAPSHOT);
    assert_string_equal(error.message, "old.itd: is a snapshot of format 1, this program reads format 2; "
                                       "compile it again from its lists");
    sample_close(&x);
}

static void a_cut_file_is_refused_at_every_length(void **state)
{
    (void)state;
    sample x;
    sample_open(&x, false);
    for (size_t len = 0; len < x.bytes.len; len++) {
        snapshot *s = NULL;
        assert_int_equal(snapshot_open_memory(x.bytes.data, len, "cut", &s, NULL), ITD_ERROR_SNAPSHOT);
    }
    sample_close(&x);
}

static void a_file_opens_checked_and_trusted_alike(void **state)
{
    (void)state;
    char path[] = "/tmp/snapshot-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    sample x;
    sample_open(&x, false);
    str part = buf_as_str(&x.bytes);
    assert_int_equal(file_write(path, &part, 1, NULL), ITD_OK);
    snapshot *checked, *trusted;
    assert_int_equal(snapshot_open(path, &checked, NULL), ITD_OK);
    assert_int_equal(snapshot_open_trusted(path, &trusted, NULL), ITD_OK);
    assert_string_equal(snapshot_hash(checked), snapshot_hash(x.s));
    assert_string_equal(snapshot_hash(trusted), snapshot_hash(x.s));
    assert_int_equal(snapshot_size(trusted), x.bytes.len);
    snapshot_close(checked);
    snapshot_close(trusted);
    unlink(path);
    sample_close(&x);
}

static void what_is_no_snapshot_is_named(void **state)
{
    (void)state;
    snapshot *s;
    itd_error error = {0};
    assert_int_equal(snapshot_open("/nonexistent/a.itd", &s, &error), ITD_ERROR_SNAPSHOT);
    assert_non_null(strstr(error.message, "/nonexistent/a.itd"));
    assert_int_equal(snapshot_open("/", &s, &error), ITD_ERROR_SNAPSHOT);
    assert_int_equal(snapshot_open("/dev/null", &s, &error), ITD_ERROR_SNAPSHOT);
    assert_int_equal(snapshot_open_memory("<html>", 6, "page", &s, &error), ITD_ERROR_SNAPSHOT);
    assert_string_equal(error.message, "page: is no snapshot: its first bytes are not those of one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_input_does_not_show_in_the_bytes),
        cmocka_unit_test(entities_of_one_id_become_one),
        cmocka_unit_test(everything_said_of_a_value_comes_back),
        cmocka_unit_test(links_lead_to_entities_or_nowhere),
        cmocka_unit_test(names_stand_in_entity_order),
        cmocka_unit_test(flipping_any_byte_is_noticed),
        cmocka_unit_test(a_section_is_hashed_chunk_by_chunk),
        cmocka_unit_test(an_older_format_is_named),
        cmocka_unit_test(a_cut_file_is_refused_at_every_length),
        cmocka_unit_test(a_file_opens_checked_and_trusted_alike),
        cmocka_unit_test(what_is_no_snapshot_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
