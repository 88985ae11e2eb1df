/* The sections that texts, joined names and identifiers are searched by: they hold what is made from the
 * names, and a damaged one is refused or leads nowhere outside. */
#include "api/handles.h"
#include "base/error.h"
#include "base/limits.h"
#include "mention/mention.h"
#include "../snapshot/put_right.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FLIPS = 250 };

static const str TEXT =
    STR("Payment to Wladimir Putin, the National Iranian Oil Company and M/V Kirill Lavrov.");
static const str JOINED = STR("NATIONALIRANIANOILCOMPANY");

static itd_snapshot *open_sample(void)
{
    itd_snapshot *sample;
    assert_int_equal(itd_snapshot_open_sample(&sample, NULL), ITD_OK);
    return sample;
}

static void the_section_is_the_table_that_the_names_make(void **state)
{
    (void)state;
    itd_snapshot *sample = open_sample();
    const match_tables *match;
    mention_table *made, *kept;
    const snapshot *core = itd_snapshot_core(sample);
    str section;
    assert_int_equal(snapshot_section(core, "TIDX", &section, NULL), ITD_OK);
    assert_true(section.len > 0);
    assert_int_equal(engine_match(itd_snapshot_engine(sample), &match, NULL), ITD_OK);
    assert_int_equal(mention_table_make(core, &match->index, &made, NULL), ITD_OK);
    assert_int_equal(mention_table_open(core, &match->index, &kept, NULL), ITD_OK);
    assert_int_equal(made->token_count, kept->token_count);
    assert_memory_equal(made->tokens, kept->tokens, made->token_count * sizeof *made->tokens);
    assert_int_equal(made->name_count, kept->name_count);
    assert_memory_equal(made->names, kept->names, made->name_count * sizeof *made->names);
    assert_int_equal(made->posting_count, kept->posting_count);
    assert_memory_equal(made->postings, kept->postings, made->posting_count * sizeof *made->postings);
    assert_int_equal(made->spelling_count, kept->spelling_count);
    assert_memory_equal(made->spellings, kept->spellings, made->spelling_count * sizeof *made->spellings);
    assert_int_equal(made->key_mask, kept->key_mask);
    assert_int_equal(made->key_count, kept->key_count);
    assert_memory_equal(made->keys, kept->keys, made->key_count * sizeof *made->keys);
    assert_memory_equal(made->listed, kept->listed, TABLE_LISTED_BITS / 8);
    mention_table_free(made);
    mention_table_free(kept);
    itd_snapshot_close(sample);
}

static itd_status keep_bytes(void *context, const char tag[4], str bytes, itd_error *error)
{
    buf *out = context;
    (void)tag;
    buf_str(out, bytes);
    return out->failed ? error_memory(error) : ITD_OK;
}

static void the_section_of_identifiers_is_what_the_values_make(void **state)
{
    (void)state;
    itd_snapshot *sample = open_sample();
    const snapshot *core = itd_snapshot_core(sample);
    buf made;
    str kept;
    buf_init(&made, LIMIT_BUF_SIZE);
    assert_int_equal(identifier_section_build(core, keep_bytes, &made, NULL), ITD_OK);
    assert_int_equal(snapshot_section(core, "IDNT", &kept, NULL), ITD_OK);
    assert_true(kept.len > 20 * sizeof(identifier_entry));
    assert_true(str_equal(kept, buf_as_str(&made)));
    buf_free(&made);
    itd_snapshot_close(sample);
}

/* ---- damage ---- */

static void count_mention(void *context, const mention *found, size_t count)
{
    (void)found;
    *(size_t *)context += count;
}

/* True if both could be asked; what they found is in *found. */
static bool ask(const snapshot *s, size_t *found)
{
    engine *e;
    engine_worker *w = NULL;
    mention_finder *finder;
    const joined_names *joined;
    itd_error error = {0};
    const match_options options = MATCH_OPTIONS_DEFAULT;
    *found = 0;
    assert_int_equal(engine_new(s, &e, NULL), ITD_OK);
    itd_status status = engine_worker_new(e, &w, &error);
    if (status == ITD_OK)
        status = engine_worker_finder(w, &finder, &error);
    if (status == ITD_OK)
        status = engine_joined(e, &joined, &error);
    if (status == ITD_OK) {
        uint32_t rows[8];
        size_t count;
        const mention_asking asking = {
            .alone = MENTION_ALONE_IN_FIELD, .options = &options, .sink = count_mention, .context = found};
        *found += mention_find(finder, TEXT, &asking); /* one for: nothing was left out */
        assert_int_equal(joined_names_find(joined, &w->joined, JOINED, rows, 8, &count, NULL), ITD_OK);
        *found += count;
    } else {
        assert_int_equal(status, ITD_ERROR_SNAPSHOT);
        assert_true(error.message[0] != 0);
    }
    engine_worker_free(w);
    engine_free(e);
    return status == ITD_OK;
}

static void flip_bytes_of(const char tag[4])
{
    itd_snapshot *sample = open_sample();
    const snapshot *core = itd_snapshot_core(sample);
    str section;
    assert_int_equal(snapshot_section(core, tag, &section, NULL), ITD_OK);
    size_t first = (size_t)((const unsigned char *)section.data - core->data), refused = 0, found;
    unsigned char *copy = malloc(core->size);
    assert_non_null(copy);
    assert_true(section.len > FLIPS);
    memcpy(copy, core->data, core->size);
    size_t step = section.len / FLIPS;
    for (size_t i = 0; i < FLIPS; i++) {
        snapshot *s;
        size_t at = first + (i < 170 ? i : i * step + i % 7); /* the head, and what follows */
        if (at >= first + section.len)
            break;
        copy[at] ^= (unsigned char)(1u << i % 8 | 0x80u);
        put_right(copy, core->size);
        assert_int_equal(snapshot_open_memory(copy, core->size, "copy", &s, NULL), ITD_OK);
        refused += !ask(s, &found);
        snapshot_close(s);
        copy[at] = core->data[at];
    }
    assert_true(refused > 50);
    assert_true(ask(core, &found));
    assert_true(found >= 5);
    free(copy);
    itd_snapshot_close(sample);
}

static void a_damaged_table_of_names_for_texts_leads_nowhere(void **state)
{
    (void)state;
    flip_bytes_of("TIDX");
}

static void a_damaged_table_of_joined_names_leads_nowhere(void **state)
{
    (void)state;
    flip_bytes_of("JNAM");
}

static void a_damaged_table_of_identifiers_leads_nowhere(void **state)
{
    (void)state;
    flip_bytes_of("IDNT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_section_is_the_table_that_the_names_make),
        cmocka_unit_test(the_section_of_identifiers_is_what_the_values_make),
        cmocka_unit_test(a_damaged_table_of_identifiers_leads_nowhere),
        cmocka_unit_test(a_damaged_table_of_names_for_texts_leads_nowhere),
        cmocka_unit_test(a_damaged_table_of_joined_names_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
