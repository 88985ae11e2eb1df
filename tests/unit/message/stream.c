/* An input gives the same messages whole and in pieces of any size, and no piece is kept longer than needed.
 */
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "answer/message_json.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#define SPACE    "urn:iso:std:iso:20022:tech:xsd:"
#define CREDITOR "<Cdtr><Nm>Bob Example</Nm></Cdtr>"

/* Bytes handed over a few at a time. */
typedef struct pieces {
    str rest;
    size_t size;
} pieces;

static itd_status next_piece(void *context, char *to, size_t size, size_t *len, itd_error *error)
{
    pieces *p = context;
    (void)error;
    *len = p->rest.len < p->size ? p->rest.len : p->size;
    *len = *len < size ? *len : size;
    memcpy(to, p->rest.data, *len);
    p->rest = str_make(p->rest.data + *len, p->rest.len - *len);
    return ITD_OK;
}

static void print(buf *out, const message *m)
{
    json_emitter w;
    emit_init(&w, out);
    emit_object(&w);
    message_emit(&w, STR_NONE, m);
    emit_end_object(&w);
    for (size_t i = 0; i < m->problem_count; i++)
        buf_printf(out, "\n! %.*s", STR_ARG(m->problems[i]));
    buf_putc(out, '\n');
}

static size_t messages_taken;

static itd_status take(void *context, message *m, itd_error *error)
{
    (void)error;
    messages_taken++;
    print(context, m);
    return ITD_OK;
}

static void read_whole(str bytes, buf *out)
{
    arena a;
    message_list list;
    arena_init(&a, LIMIT_ARENA_SIZE);
    assert_int_equal(message_read(&a, "test", bytes, &list, NULL), ITD_OK);
    for (size_t i = 0; i < list.count; i++)
        print(out, &list.items[i]);
    arena_free(&a);
}

static message_reader *reader;

static void read_in_pieces(str bytes, size_t size, buf *out)
{
    pieces p = {bytes, size};
    assert_int_equal(message_reader_run(reader, next_piece, &p, take, out, NULL), ITD_OK);
}

static void same_in_pieces(const char *name, str bytes)
{
    static const size_t sizes[] = {1, 2, 3, 7, 61, 1000, 1 << 20};
    buf whole, parts;
    buf_init(&whole, LIMIT_BUF_SIZE);
    buf_init(&parts, LIMIT_BUF_SIZE);
    read_whole(bytes, &whole);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (bytes.len / sizes[i] > 100000)
            continue;
        buf_reset(&parts);
        read_in_pieces(bytes, sizes[i], &parts);
        if (!str_equal(buf_as_str(&whole), buf_as_str(&parts)))
            fail_msg("%s in pieces of %zu:\n%.*s\nwhole:\n%.*s", name, sizes[i], STR_ARG(buf_as_str(&parts)),
                     STR_ARG(buf_as_str(&whole)));
    }
    buf_free(&whole);
    buf_free(&parts);
}

static void same_text_in_pieces(const char *text)
{
    same_in_pieces(text, str_of(text));
}

static void payments_and_statements_are_the_same_in_pieces(void **state)
{
    (void)state;
    same_text_in_pieces("<Document xmlns=\"" SPACE
                        "pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId>"
                        "<NbOfTxs>2</NbOfTxs></GrpHdr><CdtTrfTxInf><Dbtr><Nm>Ann</Nm></Dbtr>" CREDITOR
                        "</CdtTrfTxInf><CdtTrfTxInf><Dbtr><Nm>Cid &amp; Co</Nm></Dbtr>" CREDITOR
                        "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>");
    same_text_in_pieces("<Document xmlns=\"" SPACE
                        "camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>"
                        "<Stmt><Acct><Ownr><Nm>One</Nm></Ownr></Acct><Ntry><AddtlNtryInf>first note of "
                        "all</AddtlNtryInf></Ntry><Ntry/></Stmt><Stmt><Acct><Ownr><Nm>Two</Nm></Ownr></Acct>"
                        "</Stmt></BkToCstmrStmt></Document>\n");
    same_text_in_pieces("<E><AppHdr xmlns=\"" SPACE "head.001.001.02\"><Fr><FIId><FinInstnId><BICFI>BANKBEBB"
                        "</BICFI></FinInstnId></FIId></Fr></AppHdr><Document xmlns=\"" SPACE
                        "pacs.009.001.08\"><FICdtTrf><CdtTrfTxInf><Dbtr/></CdtTrfTxInf></FICdtTrf></Document>"
                        "<After>words behind the document</After></E>");
}

static void broken_xml_is_the_same_in_pieces(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "<Document><A><Nm>Ann & Bob</Nm><B x='1' y=\"urn:a\"/><Nm>Cid &#x41;&#200;&lt;</Nm></A>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><Document><A><Nm>Ann &b; Cid</Nm></A></Document>",
        "<Document><A><Nm>Ann</A><![CDATA[Bob ]] Cid]]><!-- <Nm>Dora</Nm> --><?p q?><Nm>\xC3\xA9 \xE9 "
        "Eva</Nm>",
        "<Document/><Document/> and text <Nm>Ann</Nm>",
        "<?xml version=\"1.0\" encoding=\"x-none\"?><Document><A><Nm>Ann \xE9</Nm></A></Document>",
        "\xEF\xBB\xBF\xEF\xBB\xBF \n<Document><A><Nm>Ann</Nm></A></Document>",
        "<Document><A></B></C><D>text<E>more</E>tail</D><Nm>",
        "<Document><A><Nm>Ann Example]]></Nm></A></Document>",
        "<?xml version=\"1.0\"?><!-- x --><Document xmlns=\"urn:\xCA\"><A><Nm>Ann "
        "Example</Nm></A></Document>",
        "<Document><A><Nm><!-- x -->Ann ]] > Example]]></Nm></A></Document>",
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        same_text_in_pieces(broken[i]);
}

static void fin_is_the_same_in_pieces(void **state)
{
    (void)state;
    same_text_in_pieces(
        "{1:F01BANKBEBBAXXX0}{2:I103BANKDEFFXXXXN}{4:\r\n:20:A\r\n:59:ANN\r\n-}{5:{CHK:1}}"
        "$\r\n{1:F21BANKBEBBAXXX0}{4:{177:1}{451:1}}{1:F01BANKBEBBAXXX0}{2:I103BANKDEFFXXXXN}"
        "{4:\r\n:20:B\r\n:59:BOB\r\n-}\n<?xml version=\"1.0\"?><Document><A><Nm>Cid</Nm></A></Document>");
    same_text_in_pieces("{1:F01BANKBEBBAXXX0}{2:I103BANKDEFFXXXXN}{4:\r\n:20:A\r\n:59:ANN\xE9\r\n-}");
    same_text_in_pieces(
        ":20:A\n:25:1\n:28C:1\n:60F:C260101EUR1,\n:61:2601010101C1,NTRFX\n:86:/ORDP//NAME/ANN\n"
        ":62F:C260101EUR1,\n");
}

static void wide_text_is_the_same_in_pieces(void **state)
{
    (void)state;
    static const char text[] = "<Document><A><Nm>Ann</Nm></A></Document>";
    char wide[4 * sizeof text + 8];
    size_t len = 0;
    wide[len++] = '\xFE';
    wide[len++] = '\xFF';
    for (const char *p = text; *p; p++) {
        wide[len++] = 0;
        wide[len++] = *p;
        if (*p == 'n') { /* U+1F6A2, two units */
            memcpy(wide + len, "\xD8\x3D\xDE\xA2", 4);
            len += 4;
        }
    }
    same_in_pieces("UTF-16", str_make(wide, len));
    same_in_pieces("UTF-16, cut", str_make(wide, len - 1));
    len = 0;
    for (const char *p = text; *p; p++) {
        wide[len++] = *p;
        memset(wide + len, 0, 3);
        len += 3;
    }
    same_in_pieces("UTF-32", str_make(wide, len));
    same_in_pieces(
        "EBCDIC",
        str_make("\xC0\xF1\x7A\xC6\xF0\xF1\xD0\xC0\xF4\x7A\x15\x7A\xF2\xF0\x7A\xC1\x15\x60\xD0", 19));
}

static void the_corpus_is_the_same_in_pieces(void **state)
{
    (void)state;
    static const char *const folders[] = {ITD_SOURCE_DIR "/tests/fuzz/corpus/mt",
                                          ITD_SOURCE_DIR "/tests/fuzz/corpus/mx"};
    size_t files = 0;
    for (size_t i = 0; i < 2; i++) {
        DIR *d = opendir(folders[i]);
        assert_non_null(d);
        for (struct dirent *e; (e = readdir(d));) {
            char path[1024];
            buf bytes;
            if (e->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", folders[i], e->d_name);
            buf_init(&bytes, LIMIT_BUF_SIZE);
            assert_int_equal(file_read(path, LIMIT_FILE_SIZE, &bytes, NULL), ITD_OK);
            same_in_pieces(path, buf_as_str(&bytes));
            buf_free(&bytes);
            files++;
        }
        closedir(d);
    }
    assert_true(files > 20);
}

/* ---- long inputs ---- */

/* head, then unit again and again until `size` bytes, then tail. */
typedef struct endless {
    str head, unit, tail, now;
    size_t left;
    int part;
} endless;

static itd_status next_of_endless(void *context, char *to, size_t size, size_t *len, itd_error *error)
{
    endless *e = context;
    (void)error;
    *len = 0;
    while (*len < size && e->part < 3) {
        if (e->now.len == 0 && e->part == 1 && e->left > e->unit.len) {
            e->left -= e->unit.len;
            e->now = e->unit;
        } else if (e->now.len == 0) {
            e->part++;
            e->now = e->part == 1 ? e->unit : e->part == 2 ? e->tail : STR_NONE;
            continue;
        }
        size_t some = e->now.len < size - *len ? e->now.len : size - *len;
        memcpy(to + *len, e->now.data, some);
        e->now = str_make(e->now.data + some, e->now.len - some);
        *len += some;
    }
    return ITD_OK;
}

static size_t largest_message;

static itd_status measure(void *context, message *m, itd_error *error)
{
    (void)context;
    (void)error;
    messages_taken++;
    size_t size = m->party_count + m->text_count;
    largest_message = size > largest_message ? size : largest_message;
    return ITD_OK;
}

static void read_endless(const char *head, const char *unit, const char *tail, size_t size)
{
    endless e = {.head = str_of(head), .unit = str_of(unit), .tail = str_of(tail), .left = size};
    e.now = e.head;
    messages_taken = largest_message = 0;
    assert_int_equal(message_reader_run(reader, next_of_endless, &e, measure, NULL, NULL), ITD_OK);
}

static void a_long_statement_comes_in_parts(void **state)
{
    (void)state;
    read_endless("<Document xmlns=\"" SPACE "camt.053.001.08\"><BkToCstmrStmt><Stmt>",
                 "<Ntry><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Ann Example</Nm></Pty></Dbtr></RltdPties>"
                 "</TxDtls></NtryDtls></Ntry>",
                 "</Stmt></BkToCstmrStmt></Document>", 4 << 20);
    assert_true(messages_taken > 100);
    assert_true(largest_message < 300);
}

static void payments_come_one_by_one_whatever_their_number(void **state)
{
    (void)state;
    read_endless("<Document xmlns=\"" SPACE "pain.001.001.09\"><CstmrCdtTrfInitn>",
                 "<PmtInf><Dbtr><Nm>Ann</Nm></Dbtr><CdtTrfTxInf>" CREDITOR "</CdtTrfTxInf></PmtInf>",
                 "</CstmrCdtTrfInitn></Document>", 2 << 20);
    assert_true(messages_taken > 10000);
    assert_int_equal(largest_message, 2);
    read_endless("", "{1:F01BANKBEBBAXXX0}{2:I103BANKDEFFXXXXN}{4:\r\n:20:A\r\n:59:ANN\r\n-}\r\n", "",
                 4 << 20);
    assert_true(messages_taken > 50000);
    assert_int_equal(largest_message, 3);
}

static void one_endless_tag_is_one_message(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "<Document><A x=\"",        "<Document><!-- ",
        "<Document><?p ",           "<Document><![CDATA[",
        "<Document><Nm>",           "{1:F01BANKBEBBAXXX0}{2:I103BANKDEFFXXXXN}{4:\r\n:20:A\r\n:70:",
        "{1:F01BANKBEBBAXXX0}{3:{",
    };
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        read_endless(heads[i], "ABC DEF ", "", 8 << 20);
        assert_int_equal(messages_taken, 1);
    }
}

/* Processor seconds, the least of some runs. */
static double seconds_for(const char *head, const char *unit, size_t size)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        clock_t before = clock();
        read_endless(head, unit, "", size);
        double now = (double)(clock() - before) / CLOCKS_PER_SEC;
        best = now < best ? now : best;
    }
    return best;
}

/* Four times the input in at most eight times the time: a quadratic reader needs sixteen. */
static void no_input_takes_more_than_its_length(void **state)
{
    (void)state;
#define FIN_HEAD "{1:F01BANKBEBBAXXX0}{2:I103BANKDEFFXXXXN}{4:\r\n:20:A\r\n"
    static const char *const shapes[][2] = {
        {"<Document><A x=\"", "abc "},
        {"<Document>", "<a>"},
        {"<Document>", "<a/>"},
        {"<Document><Nm>&", "</Nm><Nm>a"},
        {"<Document>& ", "</A>"},
        {"<Document>", "<!-- a -->"},
        {"<Document>", "&#65;"},
        {"", "<Document/>"},
        {"<Document><a ", "b='c' "},
        {"<Document>&<a ", "b='c' "},
        {"<!DOCTYPE a [", "<!ENTITY b 'c'>"},
        {FIN_HEAD ":70:", "ABC DEF "},
        {FIN_HEAD ":50K:", "ABC DEF\r\n"},
        {FIN_HEAD, ":70:A\r\n"},
        {FIN_HEAD, ":59:A\r\n"},
        {FIN_HEAD ":86:", "?20A"},
        {"", "{1:"},
        {"", "{1:F01}\r\n"},
        {"{1:F01BANKBEBBAXXX0}{3:", "{"},
        {FIN_HEAD ":70:", "-}x"},
        {FIN_HEAD, ":20:A\r\n-}{1:F01X}{4:\r\n"},
        {FIN_HEAD ":70:", "I M O "},
        {FIN_HEAD ":70:", "IMO "},
        {FIN_HEAD ":70:", "1A"},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        double one = seconds_for(shapes[i][0], shapes[i][1], 1 << 18);
        double four = seconds_for(shapes[i][0], shapes[i][1], 1 << 20);
        if (four > one * 8 + 0.02)
            fail_msg("\"%s%s…\": %.3f s for 256 KiB, %.3f s for 1 MiB", shapes[i][0], shapes[i][1], one,
                     four);
    }
}

static int make_reader(void **state)
{
    (void)state;
    return message_reader_new(&reader, NULL) != ITD_OK;
}

static int free_reader(void **state)
{
    (void)state;
    message_reader_free(reader);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(payments_and_statements_are_the_same_in_pieces),
        cmocka_unit_test(broken_xml_is_the_same_in_pieces),
        cmocka_unit_test(fin_is_the_same_in_pieces),
        cmocka_unit_test(wide_text_is_the_same_in_pieces),
        cmocka_unit_test(the_corpus_is_the_same_in_pieces),
        cmocka_unit_test(a_long_statement_comes_in_parts),
        cmocka_unit_test(payments_come_one_by_one_whatever_their_number),
        cmocka_unit_test(one_endless_tag_is_one_message),
        cmocka_unit_test(no_input_takes_more_than_its_length),
    };
    return cmocka_run_group_tests(tests, make_reader, free_reader);
}
