#include "fail.h"

#include "compile/compile.h"
#include "compile/diff.h"
#include "base/file.h"
#include "base/limits.h"
#include "snapshot/snapshot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char sdn[] = "1,\"TEST PARTY ONE\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
                          ",\"DOB 01 Jan 1960; Passport "
                          "A1234567 (Iran); a.k.a. 'TPO'.\"\r\n"
                          "2,\"TEST COMPANY TWO\",-0- ,\"IRAN\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Linked "
                          "To: TEST PARTY ONE.\"\r\n\x1a";
static const char alt[] = "1,11,\"aka\",\"TEST ALIAS\",-0- \r\n\x1a";
static const char un[] = "<?xml version=\"1.0\"?><CONSOLIDATED_LIST "
                         "dateGenerated=\"2026-02-27T00:00:09Z\"><INDIVIDUALS><INDIVIDUAL>"
                         "<DATAID>7</DATAID><FIRST_NAME>TEST</FIRST_NAME><SECOND_NAME>PARTY</"
                         "SECOND_NAME><UN_LIST_TYPE>X</UN_LIST_TYPE>"
                         "<REFERENCE_NUMBER>X.1</REFERENCE_NUMBER><LISTED_ON>2020-01-01</LISTED_ON></"
                         "INDIVIDUAL></INDIVIDUALS><ENTITIES/>"
                         "</CONSOLIDATED_LIST>";

typedef struct inputs {
    char folder[40];
    char paths[3][64];
} inputs;

static void write_input(inputs *in, size_t i, const char *name, const char *text, size_t len)
{
    str part = str_make(text, len);
    char path[sizeof in->paths[i]];
    snprintf(path, sizeof path, "%s/%s", in->folder, name);
    memcpy(in->paths[i], path, sizeof path);
    assert_int_equal(file_write(in->paths[i], &part, 1, NULL), ITD_OK);
}

static void inputs_make(inputs *in)
{
    snprintf(in->folder, sizeof in->folder, "/tmp/fault-compile-XXXXXX");
    assert_non_null(mkdtemp(in->folder));
    write_input(in, 0, "sdn.csv", sdn, sizeof sdn - 1);
    write_input(in, 1, "alt.csv", alt, sizeof alt - 1);
    write_input(in, 2, "un.xml", un, sizeof un - 1);
}

static void inputs_remove(inputs *in)
{
    for (size_t i = 0; i < 3; i++)
        unlink(in->paths[i]);
    rmdir(in->folder);
}

static bool line_seen(void *context, str line)
{
    *(size_t *)context += line.len > 0;
    return true;
}

/* Compiles, opens and compares the snapshot with itself. */
static itd_status compile_all(const inputs *in, buf *out, itd_error *error)
{
    const compile_source sources[3] = {{NULL, in->paths[0]}, {NULL, in->paths[1]}, {NULL, in->paths[2]}};
    compile_options o = {.sources = sources, .source_count = 3, .threads = 1};
    itd_status status = compile_to_memory(&o, out, error);
    snapshot *s = NULL;
    size_t lines = 0, changes = 0;
    if (status == ITD_OK)
        status = snapshot_open_memory(out->data, out->len, "made", &s, error);
    if (status == ITD_OK)
        status = diff_snapshots(s, s, line_seen, &lines, &changes, error);
    if (status == ITD_OK) {
        assert_int_equal(snapshot_entity_count(s), 3);
        assert_int_equal(lines, 1);
        assert_int_equal(changes, 0);
    }
    snapshot_close(s);
    return status;
}

static void any_failed_allocation_of_a_compile_is_reported(void **state)
{
    (void)state;
    inputs in;
    buf whole, bytes;
    inputs_make(&in);
    buf_init(&whole, LIMIT_BUF_SIZE);
    buf_init(&bytes, LIMIT_BUF_SIZE);
    itd_error first = {0};
    if (compile_all(&in, &whole, &first) != ITD_OK)
        fail_msg("%s", first.message);
    long n = 0;
    for (bool reached = true; reached; n++) {
        itd_error error = {0};
        fail_at(&fail_memory, n);
        itd_status status = compile_all(&in, &bytes, &error);
        reached = fail_stop(&fail_memory);
        /* A failure may be survived (a format told by its second sign), but it may not change the result. */
        if (status == ITD_OK && !str_equal(buf_as_str(&bytes), buf_as_str(&whole)))
            fail_msg("allocation %ld failed and the snapshot is another", n);
        if (!reached)
            assert_int_equal(status, ITD_OK);
        buf_free(&bytes);
    }
    assert_true(n > 50);
    buf_free(&whole);
    inputs_remove(&in);
}

static void any_failed_read_of_a_compile_names_the_file(void **state)
{
    (void)state;
    inputs in;
    buf bytes;
    inputs_make(&in);
    buf_init(&bytes, LIMIT_BUF_SIZE);
    long n = 0;
    for (bool reached = true; reached; n++) {
        itd_error error = {0};
        fail_at(&fail_input, n);
        itd_status status = compile_all(&in, &bytes, &error);
        reached = fail_stop(&fail_input);
        assert_int_equal(status, reached ? ITD_ERROR_INPUT : ITD_OK);
        if (reached)
            assert_non_null(strstr(error.message, in.folder));
        buf_free(&bytes);
    }
    assert_true(n > 3); /* each file at least once */
    inputs_remove(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_failed_allocation_of_a_compile_is_reported),
        cmocka_unit_test(any_failed_read_of_a_compile_names_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
