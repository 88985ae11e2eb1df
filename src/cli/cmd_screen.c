/* interdict screen */
#include "match/as_of.h"

#include "base/utf8.h"
#include "answer/screening_json.h"
#include "api/handles.h"
#include "answer/screening_rows.h"
#include "cli/format.h"
#include "cli/open.h"
#include "cli/screening.h"

#include "base/error.h"
#include "base/limits.h"
#include "batch/charset.h"
#include "cli/print.h"
#include "text/text.h"
#include "process/sandbox.h"

#include <stdlib.h>
#include <string.h>

/* A clean answer names what came nearest, down to this score. */
#define NEAREST_THRESHOLD 5000

static const option_spec options[] = {
    {"schema", 'S', "SCHEMA", "Person, Organization, Company, LegalEntity, Vessel, Airplane … (default: any)",
     false},
    {"birth-date", 'b', "DATE", "YYYY, YYYY-MM or YYYY-MM-DD; date of incorporation or building likewise",
     true},
    {"country", 'c', "COUNTRY", "a code of ISO 3166-1, or a name", true},
    {"identifier", 'i', "[TYPE:]VALUE", "imo:9187629, passport:…, bic:…, lei:…, tax:…, or a number alone",
     true},
    {"address", 'a', "TEXT", "an address", true},
    {"encoding", 0, "NAME", "encoding of NAME and TEXT, as iconv calls it (default: UTF-8)", false},
    {"gender", 0, "GENDER", "male or female", false},
    SCREENING_OPTIONS,
    OPTION_FORMAT,
    OPTION_COLOR,
    {0},
};

/* The values of a repeated option into the query. */
static bool add_option(const arguments *args, const char *option, const char *property, screening_query *q)
{
    itd_error error = {0};
    for (size_t i = 0; arguments_nth(args, option, i); i++)
        if (query_add(q, str_of(property), str_of(arguments_nth(args, option, i)), &error) != ITD_OK) {
            usage_error("--%s: %s", option, error.message);
            return false;
        }
    return true;
}

/* Text of the command line in UTF-8; what is not, and is of no encoding that was named, is refused: repaired
 * it would be another name. Returns 0 or an exit code after a message. */
static int in_utf8(const arguments *args, arena *a, str *text)
{
    itd_error error = {0};
    charset *c = NULL;
    buf out;
    size_t bad;
    const char *encoding = arguments_get(args, "encoding");
    buf_init(&out, LIMIT_VALUE_LEN * 4);
    itd_status status = encoding && text->data ? charset_open(encoding, &c, &error) : ITD_OK;
    if (c && status == ITD_OK)
        status = charset_convert(c, *text, &out, &error);
    if (c && status == ITD_OK)
        *text = arena_str(a, buf_as_str(&out));
    if (status == ITD_OK && a->failed)
        status = error_memory(&error);
    if (status == ITD_OK && !utf8_is_valid(*text, &bad))
        status = error_set(&error, ITD_ERROR_INPUT, NULL,
                           "the text is not UTF-8 (byte %zu); --encoding NAME converts it", bad);
    charset_close(c);
    buf_free(&out);
    return status == ITD_OK ? 0 : fail(&error, true);
}

static int add_addresses(const arguments *args, arena *a, screening_query *q)
{
    itd_error error = {0};
    for (size_t i = 0; arguments_nth(args, "address", i); i++) {
        str text = str_of(arguments_nth(args, "address", i));
        int code = in_utf8(args, a, &text);
        if (code)
            return code;
        if (query_add(q, str_of("address"), text, &error) != ITD_OK)
            return usage_error("--address: %s", error.message);
    }
    return 0;
}

static int read_query(const arguments *args, arena *a, screening_query *q)
{
    itd_error error = {0};
    str name = str_of(arguments_operand(args, 0));
    query_init(q);
    if (!arguments_date(args, "on", &q->on))
        return EXIT_USAGE;
    if (!name.data && !arguments_has(args, "identifier"))
        return usage_error("missing NAME or --identifier; see 'interdict screen --help'");
    if (!screening_schema(args, q))
        return EXIT_USAGE;
    if (!add_option(args, "birth-date", "birthDate", q) || !add_option(args, "country", "country", q) ||
        !add_option(args, "identifier", "identifier", q) || !add_option(args, "gender", "gender", q))
        return EXIT_USAGE;
    int code = add_addresses(args, a, q);
    if (code)
        return code;
    if (name.len > LIMIT_VALUE_LEN)
        return fail(&(itd_error){.status = ITD_ERROR_LIMIT, .message = "the name is longer than 65536 bytes"},
                    true);
    code = in_utf8(args, a, &name);
    if (code)
        return code;
    if (query_add(q, str_of("name"), name, &error) != ITD_OK || query_finish(q, NULL, &error) != ITD_OK)
        return fail(&error, true);
    if (q->read_as_identifier.len)
        fprintf(stderr, "interdict: note: '%.*s' reads as an identifier; it is searched as one too\n",
                STR_ARG(q->read_as_identifier));
    return 0;
}

/* Says how near the next one is, so that a clean answer can be judged. False without memory. */
static bool print_nearest(FILE *out, match_worker *w, const snapshot *s, const screening_query *q,
                          const match_options *o)
{
    match_hit hits[MATCH_LIMIT_MAX];
    match_result found;
    match_options wide = *o;
    wide.limit = 1;
    wide.threshold = NEAREST_THRESHOLD;
    if (o->threshold <= NEAREST_THRESHOLD)
        return true;
    search_on(w, &q->match, &wide, q->on, hits, &found);
    if (found.no_memory)
        return false;
    if (!found.hit_count) {
        fputs("nothing scores 0.50 or more\n", out);
        return true;
    }
    const snapshot_entity e = snapshot_entity_at(s, hits[0].entity);
    fprintf(out, "nearest: 0.%04d  ", hits[0].score % MATCH_SCORE_ONE);
    print_plain(out, e.caption);
    fprintf(out, "  %.*s\n", STR_ARG(e.id));
    return true;
}

static int write_answer(FILE *out, match_worker *w, const snapshot *s, const screening_query *q,
                        const match_options *o, terminal t)
{
    match_hit hits[MATCH_LIMIT_MAX];
    match_result found;
    const size_t other = search_other_schema(w, &q->match, o, q->on);
    search_on(w, &q->match, o, q->on, hits, &found);
    if (found.no_memory)
        return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    if (found.unreadable)
        return fail(&(itd_error){.status = ITD_ERROR_INPUT,
                                 .message = "nothing in the query can be read as a name or identifier"},
                    true);
    const size_t count = found.hit_count, total = found.total;
    const bool incomplete = match_result_must_be_looked_at(&found);
    if (found.truncated)
        warn(MATCH_TRUNCATED_TEXT);
    if (found.unread)
        warn(MATCH_UNREAD_TEXT);
    for (size_t i = 0; i < count; i++)
        if (listing_day_unknown(s, hits[i].entity, q->on)) {
            warn(LISTING_DAY_UNKNOWN);
            break;
        }
    fprintf(out, "%zu listed entit%s at or above %d.%04d\n", total, total == 1 ? "y" : "ies",
            o->threshold / MATCH_SCORE_ONE, o->threshold % MATCH_SCORE_ONE);
    for (size_t i = 0; i < count; i++) {
        fputc('\n', out);
        if (!print_hit(out, s, &hits[i], match_explain(w, &q->match, o, hits[i].entity), t))
            return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    }
    if (count < total)
        fprintf(out, "\n%zu more; --limit shows them\n", total - count);
    if (other)
        fprintf(out, "%zu of another schema than %.*s, not shown\n", other,
                STR_ARG(schema_name(q->match.schema)));
    if (!total && !print_nearest(out, w, s, q, o))
        return fail(&(itd_error){.status = ITD_ERROR_MEMORY, .message = "out of memory"}, false);
    return total || incomplete ? EXIT_FOUND : EXIT_NOTHING;
}

static int print_answer(match_worker *w, const snapshot *s, const screening_query *q, const match_options *o,
                        terminal t)
{
    print_held held;
    FILE *out = print_hold(&held);
    int code = out ? write_answer(out, w, s, q, o, t) : EXIT_CANNOT_RUN;
    return print_held_or_fail(&held, code);
}

static int print_json(match_worker *w, const snapshot *s, const screening_query *q, const match_options *o)
{
    itd_error error = {0};
    match_result found;
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    int code;
    if (screen_render(w, s, q, o, &out, &found, &error) != ITD_OK) {
        code = fail(&error, true);
    } else {
        buf_putc(&out, '\n');
        code = print_or_fail(&out, found.total || match_result_must_be_looked_at(&found) ? EXIT_FOUND
                                                                                         : EXIT_NOTHING);
    }
    buf_free(&out);
    return code;
}

static int print_csv(match_worker *w, const snapshot *s, const screening_query *q, const match_options *o)
{
    itd_error error = {0};
    match_result found;
    buf out;
    buf_init(&out, LIMIT_BUF_SIZE);
    buf_puts(&out, screening_rows_head(SCREENING_CSV));
    int code = screening_rows(SCREENING_CSV, w, s, q, o, &out, &found, &error) != ITD_OK
                   ? fail(&error, true)
                   : print_or_fail(&out, found.total || found.truncated ? EXIT_FOUND : EXIT_NOTHING);
    buf_free(&out);
    return code;
}

static int print_as(output_format format, const arguments *args, match_worker *w, const snapshot *s,
                    const screening_query *q, const match_options *o)
{
    if (format == FORMAT_JSON)
        return print_json(w, s, q, o);
    if (format == FORMAT_CSV)
        return print_csv(w, s, q, o);
    return print_answer(w, s, q, o, (terminal){format_colours(args), format_width()});
}

static int run(const arguments *args)
{
    itd_error error = {0};
    screening_query q;
    match_options o;
    itd_snapshot *s = NULL;
    match_worker *w = NULL;
    if (!screening_options(args, &o))
        return EXIT_USAGE;
    arena texts;
    arena_init(&texts, LIMIT_ARENA_SIZE);
    int code = read_query(args, &texts, &q);
    if (!code)
        code = open_lists(args, &s);
    if (code) {
        arena_free(&texts);
        return code;
    }
    if (match_worker_new(itd_snapshot_core(s), &w, &error) != ITD_OK)
        code = fail(&error, false);
    else
        code = print_as(format_asked(args), args, w, itd_snapshot_core(s), &q, &o);
    match_worker_free(w);
    close_snapshot(s);
    arena_free(&texts);
    return code;
}

extern const command cmd_screen;
const command cmd_screen = {
    .name = "screen",
    .summary = "search one name in the lists",
    .usage = "[NAME]",
    .description =
        "Searches one name, in any script and spelling, among the listed persons, organisations, vessels, "
        "aircraft and wallets of a snapshot, and shows each hit with its score and the reason for it: which "
        "word met which, and what birth date, country, address and identifiers say.\n\n"
        "An identifier may be searched without a name.\n\n"
        "The score is from 0 to 1. Entities at or above the threshold are hits, ordered by score, then by "
        "id. The same name on the same snapshot gives the same bytes on every machine.\n\n"
        "With --on only what was listed on that day counts: from the listing date, or where that is not "
        "known from the date of the list.\n\n"
        "Exit status: 0 no hit, 1 a hit, 2 a wrong option, 3 nothing in the name can be read, 4 the snapshot "
        "cannot be used.",
    .examples = "  interdict screen 'Ibrahim Raisi'\n"
                "  interdict screen --schema Person --birth-date 1952-10-07 'Влади́мир Пу́тин'\n"
                "  interdict screen --json --identifier imo:9187629 'Amor'",
    .options = options,
    .common = COMMON_SNAPSHOT | COMMON_JSON | COMMON_ON,
    .operand_min = 0,
    .operand_max = 1,
    .run = run,
    .gives_away = SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK,
};
