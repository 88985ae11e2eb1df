/* Every reader with ever less memory: it must end with an error of memory or with the whole list, never with
 * a part of it. */
#include "list_test.h"

#include "base/file.h"

enum { BLOCK = 64 * 1024, STEP = 29 };

static void read_with_less_and_less(const char *corpus, const char *format)
{
    char path[256];
    buf text;
    itd_error error;
    size_t whole = 0, refused = 0;
    snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s", ITD_SOURCE_DIR, corpus);
    buf_init(&text, (size_t)1 << 26);
    if (file_read(path, (size_t)1 << 19, &text, &error) != ITD_OK)
        fail_msg("%s", error.message);
    for (size_t filled = 0; filled < BLOCK - 64; filled += STEP) {
        list_test t = {0};
        arena_init(&t.memory, BLOCK);
        assert_non_null(arena_alloc(&t.memory, filled + 1));
        assert_int_equal(list_file_from_bytes("test.list", str_trim(buf_as_str(&text)), &t.file, &t.error),
                         ITD_OK);
        t.open = true;
        list_test_read(&t, format, NULL);
        size_t values = 0;
        for (size_t i = 0; t.status == ITD_OK && i < t.job.result.entity_count; i++) {
            const entity *e = t.job.result.entities[i];
            assert_false(e->failed);
            values += 1 + e->value_count + e->address_count + e->link_count + e->listing_count;
        }
        if (t.status == ITD_OK) {
            whole = whole ? whole : values;
            assert_int_equal(values, whole);
        } else {
            if (t.status != ITD_ERROR_MEMORY)
                fail_msg("%s with %d bytes: %s", corpus, (int)(BLOCK - filled), t.error.message);
            refused++;
        }
        list_test_close(&t);
    }
    buf_free(&text);
    assert_true(whole > 0);
    assert_true(refused > 0);
}

static void the_xml_readers_say_so_when_memory_ends(void **state)
{
    (void)state;
    read_with_less_and_less("un_xml/whole.xml", "un-xml");
    read_with_less_and_less("eu_fsf/whole.xml", "eu-fsf-xml");
    read_with_less_and_less("uk_xml/whole.xml", "uk-xml");
    read_with_less_and_less("seco/whole.xml", "seco-xml");
    read_with_less_and_less("sema/whole.xml", "sema-xml");
    read_with_less_and_less("ofac_enhanced/whole.xml", "ofac-enhanced-xml");
}

static void the_other_readers_say_so_when_memory_ends(void **state)
{
    (void)state;
    read_with_less_and_less("uk_csv/whole.csv", "uk-csv");
    read_with_less_and_less("ftm/whole.jsonl", "ftm-jsonl");
    read_with_less_and_less("own_csv/plain.csv", "own-csv");
    read_with_less_and_less("ofsi_csv/whole.csv", "ofsi-csv");
    read_with_less_and_less("dfat_csv/whole.csv", "dfat-csv");
    read_with_less_and_less("targets_csv/whole.csv", "targets-csv");
    read_with_less_and_less("eu_csv/whole.csv", "eu-fsf-csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_xml_readers_say_so_when_memory_ends),
        cmocka_unit_test(the_other_readers_say_so_when_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
