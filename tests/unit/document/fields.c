/* Texts read over the signs that part the fields of a record. */
#include "document/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static fields_reading reading;

static bool has(const char *text, const char *words)
{
    assert_true(fields_read(str_of(text), &reading));
    str all = str_make(reading.text, reading.len);
    size_t at = reading.len ? str_find(all, str_of(words)) : SIZE_MAX;
    bool found = at != SIZE_MAX && fields_parts(&reading, at, at + strlen(words));
    if (found && text[reading.origin[at]] != words[0])
        fail_msg("%s: '%s' has no place", text, words);
    fields_free(&reading);
    return found;
}

static void the_parts_of_a_name_meet(void **state)
{
    (void)state;
    static const char *const texts[] = {"id,First,Last\n1,Ann,Example\n2,Ramzan,Kadyrov\n",
                                        "\"id\";\"a\";\"b\"\r\n\"2\";\"Ramzan\";\"Kadyrov\"\r\n",
                                        "First\tid\tLast\nRamzan\t13\tKadyrov\n",
                                        "Ramzan,1976-10-05,Kadyrov\n",
                                        "| First | Last |\n|---|---|\n| Ramzan | Kadyrov |\n",
                                        "{\"firstName\":\"Ramzan\",\"id\":17,\"lastName\":\"Kadyrov\"}",
                                        "{\n  \"first\": \"Ramzan\",\n  \"last\": \"Kadyrov\"\n}\n",
                                        "given: Ramzan\nborn: 1976\nfamily: Kadyrov\n",
                                        "first=Ramzan\nlast=Kadyrov\n",
                                        "First name: Ramzan\nSurname: Kadyrov\n",
                                        "name:\n  - Ramzan\n  - Kadyrov\n",
                                        "> pay to Ramzan\n> Kadyrov now\n",
                                        "we met **Ramzan** **Kadyrov** today",
                                        "we met Ram**zan** Kadyrov today",
                                        "we met Ram[zan](http://example.com) Kadyrov today",
                                        "we met Ram[b]zan[/b] Kadyrov today",
                                        "[Ramzan](http://example.com/a) [Kadyrov](http://example.com/b)",
                                        "pay #RamzanKadyrov today",
                                        "Ramzan1 Kadyrov2 paid",
                                        "Ramzan; Kadyrov paid",
                                        "Ramzan\n\n\nKadyrov\n",
                                        "VALUES ('Ramzan', 'Kadyrov')",
                                        "first=Ramzan&last=Kadyrov"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (!has(texts[i], "Ramzan Kadyrov"))
            fail_msg("%s", texts[i]);
    assert_true(has("Фамилия,Имя\nКадыров,Рамзан\n", "Кадыров Рамзан"));
    assert_true(has("pay #РамзанКадыров now", "Рамзан Кадыров"));
    assert_true(has("ramzan_kadyrov = 1", "ramzan kadyrov"));
    assert_true(has("Name 1,Name 2\nNATIONAL IRANIAN,OIL COMPANY\n", "NATIONAL IRANIAN OIL COMPANY"));
}

static void what_stands_in_one_piece_and_records_are_left(void **state)
{
    (void)state;
    assert_false(has("Ramzan Kadyrov, of Grozny; he said (twice) that", "Ramzan Kadyrov"));
    assert_false(has("1,Ann,Ramzan\n2,Kadyrov,Bob\n", "Ramzan Kadyrov"));
    assert_false(has("[{\"a\":\"Ramzan\"},{\"a\":\"Kadyrov\"}]", "Ramzan Kadyrov"));
    assert_false(has("He met Ramzan. Kadyrov was not there.", "Ramzan Kadyrov"));
    assert_false(has("", "x"));
    assert_false(has("\xFF\xE2", "x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_parts_of_a_name_meet),
                                       cmocka_unit_test(what_stands_in_one_piece_and_records_are_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
