/* Whole published lists, cut short at places anywhere in the file: as they lie on disk and decompressed. */
#include "list_test.h"

#include "base/file.h"

static size_t place(size_t *seed, size_t len)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 17) % len;
}

static void cuts_are_noticed(const char *name, size_t count)
{
    list_test t;
    if (!list_test_file(&t, name, NULL))
        return;
    str whole = str_trim(t.file.bytes);
    size_t seed = whole.len;
    for (size_t i = 0; i < count; i++) {
        size_t cut = place(&seed, whole.len);
        list_test c;
        list_test_bytes(&c, str_make(whole.data, cut), NULL, NULL);
        if (c.status == ITD_OK)
            fail_msg("%s cut at byte %zu was not noticed", name, cut);
        assert_true(strlen(c.error.message) > 0);
        list_test_close(&c);
    }
    list_test_close(&t);
}

static void compressed_cuts_are_noticed(const char *name, size_t count)
{
    char path[1024];
    buf bytes;
    snprintf(path, sizeof path, "%s/data/lists/%s", list_test_shared(), name);
    buf_init(&bytes, (size_t)1 << 28);
    if (file_read(path, (size_t)1 << 27, &bytes, NULL) != ITD_OK)
        test_skip("no shared data (%s)", path);
    size_t seed = bytes.len;
    for (size_t i = 0; i < count; i++) {
        list_test c;
        list_test_bytes(&c, str_make(bytes.data, place(&seed, bytes.len)), NULL, NULL);
        assert_int_not_equal(c.status, ITD_OK);
        list_test_close(&c);
    }
    buf_free(&bytes);
}

static void a_cut_un_list_is_noticed(void **state)
{
    (void)state;
    cuts_are_noticed("un/UN_consolidated_2026-02-27.xml.gz", 20);
    compressed_cuts_are_noticed("un/UN_consolidated_2026-02-27.xml.gz", 20);
}

static void a_cut_uk_list_is_noticed(void **state)
{
    (void)state;
    cuts_are_noticed("uk/UK-Sanctions-List_2026-03-15.reconstructed.xml.gz", 5);
    compressed_cuts_are_noticed("uk/UK-Sanctions-List_2026-03-15.reconstructed.xml.gz", 20);
}

static void a_cut_swiss_list_is_noticed(void **state)
{
    (void)state;
    cuts_are_noticed("ch_format_sample/seco_50_targets.reconstructed.xml", 20);
}

static void a_cut_eu_list_is_noticed(void **state)
{
    (void)state;
    cuts_are_noticed("eu/eu_fsf_2026-03-15.reconstructed.xml.gz", 3);
    compressed_cuts_are_noticed("eu/eu_fsf_2026-03-15.reconstructed.xml.gz", 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_un_list_is_noticed),
        cmocka_unit_test(a_cut_uk_list_is_noticed),
        cmocka_unit_test(a_cut_swiss_list_is_noticed),
        cmocka_unit_test(a_cut_eu_list_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
