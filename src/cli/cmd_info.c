/* interdict info: what a snapshot holds, or one entity of it */
#include "api/handles.h"
#include "answer/info.h"
#include "base/error.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/open.h"
#include "cli/print.h"
#include "cli/screening.h"

#include "json/json_read.h"
#include "process/sandbox.h"

#include <jansson.h>
#include <stdio.h>

static const option_spec options[] = {
    {"entity", 'e', "ID", "show this entity with everything kept about it", false},
    {"verify", 0, NULL, "check what every section holds too, not its SHA-256 alone", false},
    {NULL, 0, NULL, NULL, false},
};

/* "Person 7472, Organization 9825" of an object of numbers, without the zeros. */
static void print_counts(const char *label, const json_t *object)
{
    const char *key;
    const json_t *value;
    bool any = false;
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        if (json_integer_value(value) == 0)
            continue;
        printf("%s%s %lld", any ? ", " : label, key, (long long)json_integer_value(value));
        any = true;
    }
    if (any)
        putchar('\n');
}

static void print_source(const json_t *source)
{
    const json_t *date = json_object_get(source, "date"), *item;
    size_t i;
    printf("\n%s: ", json_string_value(json_object_get(source, "dataset")));
    print_plain(stdout, str_of(json_string_value(json_object_get(source, "title"))));
    printf("\n  publisher: ");
    print_plain(stdout, str_of(json_string_value(json_object_get(source, "publisher"))));
    if (json_is_string(date))
        printf("\n  date: %s (%lld days old)\n", json_string_value(date),
               (long long)json_integer_value(json_object_get(source, "age_days")));
    else
        printf("\n  date: not stated\n");
    json_array_foreach(json_object_get(source, "files"), i, item)
    {
        printf("  file: ");
        print_plain(stdout, str_of(json_string_value(json_object_get(item, "name"))));
        printf(", %lld bytes, sha256 %s\n", (long long)json_integer_value(json_object_get(item, "bytes")),
               json_string_value(json_object_get(item, "sha256")));
    }
    printf("  %lld entities, %lld names, %lld addresses, %lld links, %lld with a birth date\n",
           (long long)json_integer_value(json_object_get(source, "entities")),
           (long long)json_integer_value(json_object_get(source, "names")),
           (long long)json_integer_value(json_object_get(source, "addresses")),
           (long long)json_integer_value(json_object_get(source, "links")),
           (long long)json_integer_value(json_object_get(source, "birth_dates")));
    print_counts("  entities: ", json_object_get(source, "by_schema"));
    print_counts("  names: ", json_object_get(source, "names_by_kind"));
    print_counts("  identifiers: ", json_object_get(source, "identifiers"));
    json_array_foreach(json_object_get(source, "skipped"), i, item)
    {
        printf("  skipped: %lld ", (long long)json_integer_value(json_object_get(item, "count")));
        print_plain(stdout, str_of(json_string_value(json_object_get(item, "reason"))));
        putchar('\n');
    }
    json_array_foreach(json_object_get(source, "unknown_fields"), i, item)
    {
        printf("  unknown field: ");
        print_plain(stdout, str_of(json_string_value(item)));
        putchar('\n');
    }
}

/* "sections: ADDR 808080, EDAT 65622 …" */
static void print_sections(const json_t *sections)
{
    const json_t *item;
    size_t i;
    printf("sections:");
    json_array_foreach(sections, i, item)
        printf("%s %s %lld", i ? "," : "", json_string_value(json_object_get(item, "tag")),
               (long long)json_integer_value(json_object_get(item, "bytes")));
    putchar('\n');
}

static int print_info(const buf *json)
{
    itd_error error = {0};
    json_t *info, *source;
    itd_status status = json_read(buf_as_str(json), 0, &info, NULL, &error);
    if (status == ITD_ERROR_MEMORY)
        return fail(&error, false);
    if (status != ITD_OK) {
        itd_error damaged = {.status = ITD_ERROR_SNAPSHOT,
                             .message = "the figures of the snapshot cannot be read"};
        return fail(&damaged, false);
    }
    size_t i;
    printf("%s\n%lld entities, %lld names, %lld measures; %lld bytes, format %lld, model %s\n",
           json_string_value(json_object_get(info, "snapshot")),
           (long long)json_integer_value(json_object_get(info, "entities")),
           (long long)json_integer_value(json_object_get(info, "names")),
           (long long)json_integer_value(json_object_get(info, "measures")),
           (long long)json_integer_value(json_object_get(info, "bytes")),
           (long long)json_integer_value(json_object_get(info, "format")),
           json_is_string(json_object_get(info, "model")) ? json_string_value(json_object_get(info, "model"))
                                                          : "-");
    print_sections(json_object_get(info, "sections"));
    json_array_foreach(json_object_get(info, "sources"), i, source) print_source(source);
    json_decref(info);
    return EXIT_NOTHING;
}

static void print_row(str label, str text, str dataset)
{
    printf("  %.*s: ", STR_ARG(label));
    print_plain(stdout, text);
    printf("  [%.*s]\n", STR_ARG(dataset));
}

static int print_entity(const snapshot *s, uint32_t index)
{
    snapshot_entity e = snapshot_entity_at(s, index);
    print_plain(stdout, e.caption);
    printf("\n%.*s, %.*s%s\n", STR_ARG(e.id), STR_ARG(schema_name(e.schema)),
           !e.listed  ? ", not itself listed"
           : e.former ? ", no longer listed"
                      : "");
    for (uint32_t i = 0; i < e.value_count; i++) {
        entity_value v = snapshot_value_at(s, e.first_value + i);
        print_row(property_name(v.property), v.text, snapshot_source_at(s, v.dataset).dataset);
    }
    for (uint32_t i = 0; i < e.address_count; i++) {
        entity_address a = snapshot_address_at(s, e.first_address + i);
        print_row(str_of("address"), a.full, snapshot_source_at(s, a.dataset).dataset);
    }
    for (uint32_t i = 0; i < e.listing_count; i++) {
        entity_listing l = snapshot_listing_at(s, e.first_listing + i);
        str dataset = snapshot_source_at(s, l.dataset).dataset;
        print_row(str_of("programme"), l.program, dataset);
        if (l.listing_date.len)
            print_row(str_of("  listed on"), l.listing_date, dataset);
        if (l.end_date.len)
            print_row(str_of("  last day"), l.end_date, dataset);
        if (l.reason.len)
            print_row(str_of("  reason"), l.reason, dataset);
    }
    for (uint32_t i = 0; i < e.link_count; i++) {
        entity_link l = snapshot_link_at(s, e.first_link + i);
        uint32_t target = snapshot_link_target(s, e.first_link + i);
        str name = target == UINT32_MAX ? (l.target_name.len ? l.target_name : l.target_id)
                                        : snapshot_entity_at(s, target).caption;
        print_row(l.role.len ? l.role : schema_name(l.schema), name,
                  snapshot_source_at(s, l.dataset).dataset);
    }
    return EXIT_NOTHING;
}

static int show_entity(const arguments *args, const snapshot *s, const char *id)
{
    itd_error error = {0};
    uint32_t index = snapshot_entity_find(s, str_of(id));
    if (index == UINT32_MAX) {
        (void)error_set(&error, ITD_ERROR_INPUT, NULL, "no entity %s in this snapshot", id);
        return fail(&error, true);
    }
    if (!arguments_has(args, "json"))
        return print_entity(s, index);
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    itd_status status = entity_render(s, index, &out, &error);
    buf_putc(&out, '\n');
    int code = status == ITD_OK ? print_or_fail(&out, EXIT_NOTHING) : fail(&error, false);
    buf_free(&out);
    return code;
}

static int show_info(const arguments *args, const snapshot *s, calendar_day on)
{
    itd_error error = {0};
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    int code = EXIT_NOTHING;
    if (info_render(s, on, &out, &error) != ITD_OK)
        code = fail(&error, false);
    else if (arguments_has(args, "json"))
        buf_putc(&out, '\n'), code = print_or_fail(&out, EXIT_NOTHING);
    else
        code = print_info(&out);
    buf_free(&out);
    return code;
}

/* All hashes; with --verify what the sections hold as well, which a snapshot of another version of the
 * program fails. */
static itd_status check_all(const arguments *args, itd_snapshot *s, itd_error *error)
{
    return arguments_has(args, "verify") ? itd_snapshot_verify(s, error)
                                         : snapshot_verify(itd_snapshot_core(s), error);
}

static int run(const arguments *args)
{
    calendar_day on = date_today();
    itd_snapshot *s = NULL;
    itd_error error = {0};
    if (!arguments_date(args, "on", &on))
        return EXIT_USAGE;
    int code = arguments_operand_count(args) ? open_snapshot_at(arguments_operand(args, 0), &s)
                                             : open_snapshot(args, &s);
    if (code)
        return code;
    const char *id = arguments_get(args, "entity");
    const snapshot *core = itd_snapshot_core(s);
    if (check_all(args, s, &error) != ITD_OK)
        code = fail(&error, false);
    else
        code = id ? show_entity(args, core, id) : show_info(args, core, on);
    close_snapshot(s);
    return code;
}

extern const command cmd_info;
const command cmd_info = {
    .name = "info",
    .summary = "what a snapshot holds: sources, dates, counts, sizes",
    .usage = "[SNAPSHOT]",
    .description =
        "Shows the sources of a snapshot with publisher, date, age, files and counts, the number of "
        "measures, "
        "and its sections. The SHA-256 of every section is checked; --verify checks what they hold too. "
        "With --entity it shows one entity with everything kept about it; as JSON that is "
        "FollowTheMoney's form with the list, kind, country and note of every value beside it.",
    .examples = "interdict info lists.itd\n  what is in the snapshot\n"
                "interdict info lists.itd --entity ofac-4632 --json\n  one entity",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_JSON | COMMON_ON,
    .operand_min = 0,
    .operand_max = 1,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
