/* The XML frame: records, places, refusals. */
#include "list/xml.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct seen {
    size_t records;
    char text[256];
    unsigned long line;
} seen;

static xml_choice start(void *context, const xml_node *element)
{
    (void)context;
    if (!element->parent)
        return xml_is(element, "list") ? XML_DESCEND : XML_REFUSE;
    return xml_is(element, "group") ? XML_DESCEND : XML_RECORD;
}

static itd_status record(void *context, const xml_node *node, itd_error *error)
{
    seen *s = context;
    (void)error;
    s->records++;
    s->line = node->line;
    str name = xml_child_text(node, "name");
    snprintf(s->text, sizeof s->text, "%.*s|%.*s|%.*s", STR_ARG(node->name), STR_ARG(name),
             STR_ARG(xml_attribute_of(node, "id")));
    return ITD_OK;
}

static itd_status read_text(str text, seen *s, itd_error *error)
{
    list_file file = {.path = "a.xml", .bytes = text};
    *s = (seen){0};
    return xml_read(
        &file, &(xml_reader){.context = s, .expected = "<list>", .start = start, .record = record}, error);
}

static void records_come_with_children_attributes_and_lines(void **state)
{
    (void)state;
    seen s;
    itd_error error = {0};
    assert_int_equal(ITD_OK, read_text(str_of("<?xml version='1.0'?>\n<x:list xmlns:x='urn:x'>\n<group>\n"
                                              "<item><name>one</name></item>\n"
                                              "<item id='7'>\n<name> A &amp; <b/>B\xC3\xA9 </name></item>"
                                              "</group></x:list>"),
                                       &s, &error));
    assert_int_equal(2, s.records);
    assert_string_equal("item|A & B\xC3\xA9|7", s.text);
    assert_int_equal(5, s.line);
}

static void refused(const char *text, itd_status expected, const char *message)
{
    seen s;
    itd_error error = {0};
    assert_int_equal(expected, read_text(str_of(text), &s, &error));
    if (!strstr(error.message, message))
        print_error("%s\n", error.message);
    assert_non_null(strstr(error.message, message));
}

static void bad_documents_are_refused_with_file_and_line(void **state)
{
    (void)state;
    refused("", ITD_ERROR_INPUT, "a.xml:1: the file ends before any element");
    refused("<other/>", ITD_ERROR_INPUT, "a.xml:1: found <other>, expected <list>");
    refused("<!DOCTYPE list [<!ENTITY a 'b'>]><list>&a;</list>", ITD_ERROR_INPUT,
            "a.xml:1: the document has a DOCTYPE");
    refused("<!DOCTYPE list SYSTEM 'http://localhost/x.dtd'><list/>", ITD_ERROR_INPUT, "DOCTYPE");
    refused("<list>\n<item>", ITD_ERROR_INPUT, "a.xml:2: the file ends inside <item>");
    refused("<list>\n<item><name>x", ITD_ERROR_INPUT, "a.xml:2: the file ends inside <name>");
    refused("<list>\n<item></list>", ITD_ERROR_INPUT, "a.xml:2: not well-formed XML: mismatched tag");
    refused("<list>\n\n<item>\xC3(</item></list>", ITD_ERROR_INPUT, "a.xml:3: invalid UTF-8 (byte 14)");
    refused("<list><item>&undefined;</item></list>", ITD_ERROR_INPUT, "undefined entity");
    refused("<list/><list/>", ITD_ERROR_INPUT, "junk after document element");
}

static void deep_nesting_reaches_the_ceiling(void **state)
{
    (void)state;
    char text[2048] = "<list>";
    for (int i = 0; i < 70; i++)
        strncat(text, "<a>", sizeof text - strlen(text) - 1);
    refused(text, ITD_ERROR_LIMIT, "a.xml:1: <a> is nested deeper than 64 elements");
}

static void a_huge_element_reaches_the_ceiling(const char *before, const char *after, const char *message)
{
    size_t size = (size_t)100 << 20;
    char *text = malloc(size);
    seen s;
    itd_error error = {0};
    assert_non_null(text);
    memset(text, 'a', size);
    memcpy(text, before, strlen(before));
    memcpy(text + size - strlen(after), after, strlen(after));
    assert_int_equal(ITD_ERROR_LIMIT, read_text(str_make(text, size), &s, &error));
    assert_non_null(strstr(error.message, message));
    free(text);
}

static void hundred_megabytes_in_one_element_are_refused(void **state)
{
    (void)state;
    a_huge_element_reaches_the_ceiling("<list><item><name>", "</name></item></list>",
                                       "<name> holds more than");
    a_huge_element_reaches_the_ceiling("<list><item id='", "'/></list>",
                                       "a.xml:1: one tag or comment is longer");
    a_huge_element_reaches_the_ceiling("<list><!--", "--></list>", "a.xml:1: one tag or comment is longer");
}

static void the_root_is_seen_behind_prolog_and_comments(void **state)
{
    (void)state;
    char storage[XML_SNIFF_CAP];
    static const struct {
        const char *text, *root;
    } cases[] = {
        {"<sdnList xmlns='a'>", "sdnList"},
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <no> --><ns:export/>", "export"},
        {"<!DOCTYPE sdnList><sdnList>", "sdnList"},
        {"plain text", ""},
        {"<", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        list_file file = {.path = "a", .bytes = str_of(cases[i].text)};
        assert_true(str_is(xml_sniff_root(&file, storage), cases[i].root));
    }
    list_file wide = {.path = "a", .bytes = str_make("\xFF\xFE<\0a\0>\0", 8)};
    assert_true(str_is(xml_sniff_root(&wide, storage), "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_with_children_attributes_and_lines),
        cmocka_unit_test(bad_documents_are_refused_with_file_and_line),
        cmocka_unit_test(deep_nesting_reaches_the_ceiling),
        cmocka_unit_test(hundred_megabytes_in_one_element_are_refused),
        cmocka_unit_test(the_root_is_seen_behind_prolog_and_comments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
