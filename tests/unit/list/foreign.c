#include "list_test.h"

/* A literal with zero bytes in it. */
#define BYTES(literal) str_make(literal, sizeof(literal) - 1)

static void says(str bytes, const char *what)
{
    list_test t;
    list_test_bytes(&t, bytes, NULL, NULL);
    assert_int_equal(t.status, ITD_ERROR_INPUT);
    if (str_find(str_of(t.error.message), str_of(what)) == SIZE_MAX)
        fail_msg("the message is '%s', expected '%s' in it", t.error.message, what);
    list_test_close(&t);
}

static void packed_and_office_files_are_named(void **state)
{
    (void)state;
    says(BYTES("PK\x03\x04\x14\x00\x06\x00 xl/workbook.xml"),
         "an Excel workbook (xlsx); save the sheet as CSV");
    says(BYTES("PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
         "an OpenDocument sheet (ods)");
    says(BYTES("PK\x03\x04 consolidated.xml"), "a zip archive; unpack it");
    says(BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00"), "of before 2007 (xls)");
    says(BYTES("7z\xBC\xAF\x27\x1C\x00"), "a 7z archive");
    says(BYTES("%PDF-1.7\n"), "a PDF document");
    says(BYTES("\x89ITD\r\n\x1a\n rest"), "a snapshot of interdict");
}

static void lists_in_forms_that_are_not_read_are_named(void **state)
{
    (void)state;
    says(BYTES("{\"DATA_SOURCE\":\"OS\",\"RECORD_ID\":\"NK-1\",\"FEATURES\":[]}\n"), "Senzing");
    says(BYTES("{\"op\":\"ADD\",\"entity\":{\"id\":\"a\",\"schema\":\"Person\"}}\n"), "changes between two");
    says(BYTES("[{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}]"), "in one JSON document");
    says(BYTES("<?xml version=\"1.0\"?><PFA date=\"20260101\"><Person/></PFA>"), "Dow Jones");
    says(BYTES("<ArrayOfFinancialSanctionsTarget><x/></ArrayOfFinancialSanctionsTarget>"),
         "take its ConList.csv");
    says(BYTES("UID\tLAST NAME\tFIRST NAME\tALIASES\tLOW QUALITY ALIASES\tALTERNATIVE "
               "SPELLING\tKEYWORDS\n1\tA\tB\n"),
         "World-Check");
    says(BYTES("Entity_Logical_Id;Naal_leba_numtitle;Naal_wholename\n1;2;3\n"), "the EU list in CSV 1.0");
    says(BYTES("canonical_id,entity_id,prop,value\na,b,name,c\n"), "a table of statements");
    says(BYTES("36|AEROCARIBBEAN AIRLINES|-0- |CUBA|-0- |-0- |-0- |-0- |-0- |-0- |-0- |-0- \n"),
         "take SDN.CSV");
    says(BYTES("id,name,translit_name,sanction_status\n1,A,B,C\n"), "NSDC");
}

static void a_table_of_a_firm_is_still_its_own(void **state)
{
    (void)state;
    list_test t;
    list_test_text(&t, "id,name,country\n1,Somebody,FR\n", "own-csv");
    assert_int_equal(t.status, ITD_OK);
    list_test_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_and_office_files_are_named),
        cmocka_unit_test(lists_in_forms_that_are_not_read_are_named),
        cmocka_unit_test(a_table_of_a_firm_is_still_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
