#include "message/mt/mt_fields.h"

#include "base/file.h"
#include "base/limits.h"
#include "message/message.h"
#include "message/mt/mt_blocks.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "test_skip.h"

static void line_ends_of_every_kind_end_a_line(void **state)
{
    (void)state;
    str rest = str_of("a\r\nb\nc\rd\n\re"), line;
    const char *expected[] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < 5; i++) {
        assert_true(mt_line(&rest, &line));
        assert_true(str_is(line, expected[i]));
    }
    assert_false(mt_line(&rest, &line));
}

static void a_tag_needs_two_digits_and_a_colon_at_the_start_of_a_line(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, LIMIT_ARENA_SIZE);
    mt_field_list fields;
    assert_true(
        mt_fields_read(&a, str_of(":20:REF\n:50k:/1\nNAME :59: X\n:79 NO TAG\n:59/12\nB\n"), &fields));
    assert_int_equal(fields.count, 3);
    assert_string_equal(fields.items[1].name, "50K");
    assert_true(fields.items[1].odd);
    assert_int_equal(fields.items[2].number, 59);
    assert_true(fields.items[2].odd);
    assert_true(str_is(fields.items[2].value, "/12\nB\n"));
    arena_free(&a);
}

static void a_cut_text_block_ends_where_the_next_message_begins(void **state)
{
    (void)state;
    mt_scanner s = {.text = str_of("{1:F01AAAABEBBAXXX1}{4:\n:20:A\n{1:F01BBBBBEBBAXXX1}{4:\n:20:B\n-}")};
    mt_message m;
    assert_true(mt_blocks_next(&s, &m));
    assert_int_equal(mt_block_find(&m, '4')->end, BLOCK_CUT);
    assert_true(mt_blocks_next(&s, &m));
    assert_int_equal(mt_block_find(&m, '4')->end, BLOCK_CLOSED);
    assert_true(str_is(mt_block_find(&m, '4')->content, "\n:20:B\n"));
    assert_false(mt_blocks_next(&s, &m));
}

static void an_acknowledgement_belongs_to_the_message_behind_it(void **state)
{
    (void)state;
    mt_scanner s = {.text =
                        str_of("{1:F21AAAABEBBAXXX1}{4:{177:1}{451:1}}{1:F01AAAABEBBAXXX1}{4:\n:20:A\n-}")};
    mt_message m;
    assert_true(mt_blocks_next(&s, &m));
    assert_true(m.refused);
    assert_false(m.service_only);
    assert_false(mt_blocks_next(&s, &m));
}

/* True if the bytes between two blocks are braces, block numbers and separators: nothing that says anything.
 */
static bool is_frame(const char *from, const char *to)
{
    for (; from < to; from++)
        if ((unsigned char)*from > ' ' && !strchr("{}-:$12345S\xEF\xBB\xBF", *from))
            return false;
    return true;
}

/* Nothing of the message lies outside its blocks. */
static void blocks_hold_everything(const char *path, const mt_message *m)
{
    const char *at = m->whole.data;
    for (size_t i = 0; i < m->block_count; i++) {
        str content = m->blocks[i].content;
        if (content.data < at || !is_frame(at, content.data))
            fail_msg("%s: bytes before block %zu are lost", path, i);
        at = content.data + content.len;
    }
    if (!is_frame(at, m->whole.data + m->whole.len))
        fail_msg("%s: bytes behind the last block are lost", path);
}

/* Every byte of the block comes back when the tokens are printed, for each message of a folder. */
static size_t folder_prints_back(const char *folder)
{
    DIR *d = opendir(folder);
    if (!d)
        return 0;
    size_t files = 0;
    for (struct dirent *e; (e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        buf bytes, printed;
        arena a;
        arena_init(&a, LIMIT_ARENA_SIZE);
        buf_init(&bytes, LIMIT_FILE_SIZE);
        buf_init(&printed, LIMIT_FILE_SIZE);
        assert_int_equal(file_read(path, LIMIT_FILE_SIZE, &bytes, NULL), ITD_OK);
        mt_scanner s = {.text = buf_as_str(&bytes)};
        mt_message m;
        while (mt_blocks_next(&s, &m)) {
            if (!m.too_many)
                blocks_hold_everything(path, &m);
            for (size_t i = 0; i < m.block_count; i++) {
                mt_field_list fields;
                buf_reset(&printed);
                assert_true(mt_fields_read(&a, m.blocks[i].content, &fields));
                mt_fields_print(&fields, &printed);
                if (!str_equal(buf_as_str(&printed), m.blocks[i].content))
                    fail_msg("%s: block %c is not printed back", path, m.blocks[i].id);
            }
        }
        message_list list;
        assert_int_equal(message_read(&a, path, buf_as_str(&bytes), &list, NULL), ITD_OK);
        assert_true(list.count > 0);
        buf_free(&printed);
        buf_free(&bytes);
        arena_free(&a);
        files++;
    }
    closedir(d);
    return files;
}

static void printing_the_tokens_gives_the_same_bytes(void **state)
{
    (void)state;
    const char *shared = getenv("INTERDICT_SHARED");
    char path[512];
    static const char *const folders[] = {"mt/prowide", "mt/qoomon", "generated"};
    size_t files = 0;
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/data/messages/%s", shared ? shared : ITD_SOURCE_DIR "/../shared",
                 folders[i]);
        files += folder_prints_back(path);
    }
    if (files == 0)
        test_skip("no shared data (%s)", path);
    assert_true(files >= 203 + 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends_of_every_kind_end_a_line),
        cmocka_unit_test(a_tag_needs_two_digits_and_a_colon_at_the_start_of_a_line),
        cmocka_unit_test(a_cut_text_block_ends_where_the_next_message_begins),
        cmocka_unit_test(an_acknowledgement_belongs_to_the_message_behind_it),
        cmocka_unit_test(printing_the_tokens_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
