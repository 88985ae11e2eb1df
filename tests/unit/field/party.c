/* What stands in a party field beside a name. A line: the field, then the parts that must be among those
 * read, with | between them; "-" where there must be none. */
#include "field/party.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *field, *parts;
} fields[] = {
    {"Alpha Works LLC Istanbul Branch", "Alpha Works LLC"},
    {"Alpha Works LLC, Frankfurt am Main", "Alpha Works LLC"},
    {"Alpha Works Hamburg Trade Finance", "Alpha Works"},
    {"Alpha Works Niederlassung Hamburg", "Alpha Works"},
    {"Alpha Works şubesi Ankara", "Alpha Works"},
    {"Alpha Works 12 Main Street", "Alpha Works"},
    {"Alpha Works LLC No. 45 Ferdowsi Ave", "Alpha Works LLC"},
    {"Alpha Works, Rue de la Paix 3, Geneva", "Alpha Works"},
    {"Alpha Works Hauptstrasse 5", "Alpha Works"},
    {"Alpha Works, PO Box 1234, Dubai", "Alpha Works"},
    {"Alpha Works 10115 Berlin", "Alpha Works"},
    {"Alpha Works Frankfurt", "Alpha Works"}, /* am Main */
    {"Alpha Works Chalons", "Alpha Works"},   /* en Champagne */
    {"Alpha Works Russland", "Alpha Works"},
    {"Alpha Works Njemačka", "Alpha Works"}, /* Germany */
    {"Alpha Works Lincoln", "Alpha Works"},  /* a family name too, but not of a firm */
    {"INN 7712345678 Alpha Works", "Alpha Works"},
    {"Alpha Works REG NO 4456123", "Alpha Works"},
    {"ООО Альфа ИНН 7712345678 Г МОСКВА", "ООО Альфа"},
    {"Alpha Works 23", "Alpha Works"},
    {"Beta Trade (EX Alpha Works)", "Beta Trade|Alpha Works"},
    {"Beta Trade F/K/A Alpha Works", "Beta Trade|Alpha Works"},
    {"Beta Trade formerly known as Alpha Works", "Beta Trade|Alpha Works"},
    {"Beta Trade / Alpha Works", "Beta Trade|Alpha Works"},
    {"Beta Trade; Alpha Works", "Beta Trade|Alpha Works"},
    {"Ann Example C/O Alpha Works", "Ann Example|Alpha Works"},
    {"Ann Example O/B/O Alpha Works", "Ann Example|Alpha Works"},
    {"Ann Example ON BEHALF OF Alpha Works", "Ann Example|Alpha Works"},
    {"Beta Trade, a subsidiary of Alpha Works", "Beta Trade|Alpha Works"},
    {"Beta Trade d/b/a Alpha Works", "Beta Trade|Alpha Works"},
    {"Ann Example and Bob Instance", "Ann Example|Bob Instance"},
    {"Ann Example und Bob Instance", "Ann Example|Bob Instance"},
    {"Ann Example FOR Alpha Works", "Alpha Works"},
    {"Ann Example, Director", "Ann Example"},
    {"Minister of Foreign Affairs Ann Example", "Ann Example"},
    {"Head of the Northern Republic Ann Example", "Ann Example"},
    {"Ann Example passport 49581102", "Ann Example"},
    {"MV GOOD HOPE VOY. 331", "GOOD HOPE"},
    {"bulk carrier GOOD HOPE 3 Voyage 22", "GOOD HOPE 3"},
    {"HOPE V.12E", "HOPE"},
    {"HOPE / Panama flag", "HOPE"},
    {"HOPE (EX GLORY)", "HOPE|GLORY"},
    {"Ann Example", "-"},
    {"Office of Works of the United Kingdom", "-"}, /* says whose, not where */
    {"Alpha Works LLC", "-"},
    {"Hamburg", "-"},
    {"INN 7712345678", "-"},
    {"", "-"},
};

static bool has_part(const party_parts *parts, const char *field, str wanted)
{
    for (size_t i = 0; i < parts->count; i++) {
        const party_part *p = &parts->list[i];
        if (str_equal(str_make(field + p->start, p->end - p->start), wanted))
            return true;
    }
    return false;
}

static void parts_of_a_field_are_read(void **state)
{
    (void)state;
    text_scratch *scratch;
    int wrong = 0;
    assert_int_equal(text_scratch_new(&scratch, NULL), ITD_OK);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        party_parts parts;
        str raw = str_of(fields[i].field), rest = str_of(fields[i].parts), wanted;
        party_read(text_analyse(scratch, raw), raw, &parts);
        bool none = str_is(rest, "-"), good = !none || parts.count == 0;
        while (!none && str_split(&rest, '|', &wanted))
            good = good && has_part(&parts, fields[i].field, wanted);
        if (!good)
            printf("'%s': %zu parts, wanted %s\n", fields[i].field, parts.count, fields[i].parts);
        wrong += !good;
    }
    text_scratch_free(scratch);
    assert_int_equal(wrong, 0);
}

static void a_number_is_kept_with_its_label(void **state)
{
    (void)state;
    text_scratch *scratch;
    party_parts parts;
    str raw = str_of("Alpha Works INN 7712345678");
    assert_int_equal(text_scratch_new(&scratch, NULL), ITD_OK);
    party_read(text_analyse(scratch, raw), raw, &parts);
    assert_int_equal(parts.number_count, 1);
    const party_number *n = &parts.numbers[0];
    assert_true(str_is(str_make(raw.data + n->start, n->end - n->start), "7712345678"));
    assert_true(str_is(str_make(raw.data + n->label_start, n->label_end - n->label_start), "INN"));
    text_scratch_free(scratch);
}

/* A ship and a firm may be called by one word; a person never is by a part of a field. */
static void one_word_is_no_person(void **state)
{
    (void)state;
    text_scratch *scratch;
    party_parts parts;
    str raw = str_of("HOPE (EX GLORY)");
    assert_int_equal(text_scratch_new(&scratch, NULL), ITD_OK);
    party_read(text_analyse(scratch, raw), raw, &parts);
    assert_true(parts.count > 0);
    for (size_t i = 0; i < parts.count; i++)
        assert_false(parts.list[i].kinds & PARTY_OF_PERSON);
    text_scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_a_field_are_read),
        cmocka_unit_test(a_number_is_kept_with_its_label),
        cmocka_unit_test(one_word_is_no_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
