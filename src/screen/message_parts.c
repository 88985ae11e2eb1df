#include "screen/message_screen.h"

#include "base/error.h"
#include "base/limits.h"
#include "document/document.h"
#include "document/fields.h"
#include "screen/message_codes.h"
#include "screen/message_cut_names.h"
#include "field/address_country.h"
#include "field/words.h"
#include "exact/state_names.h"
#include "model/identifier.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "screen/tables/joining.inc"

#define JOINED_SCORE 9500 /* a listed name without its blanks */
#define JOINED_MAX   256  /* listed names that one word is */
#define TEXT_EDGE    64   /* bytes at the end and at the beginning of a text in which a name may lie */
#define HIDDEN_TEXT  10   /* bytes of a value in which something may be encoded */
#define HIDDEN_NAME  3    /* bytes of an address line where a name may stand */
#define LONG_NAME    70   /* bytes; longer ones hold more than a name */
#define NAME_LINES   2    /* lines of an address that a name may run over into */

message_work message_screener_work(const message_screener *s)
{
    return s->work;
}

itd_status message_screener_new(engine_worker *worker, const match_options *options, message_screener **out,
                                itd_error *error)
{
    match_worker *match;
    itd_status status = engine_worker_match(worker, &match, error);
    message_screener *made = status == ITD_OK ? calloc(1, sizeof *made) : NULL;
    *out = NULL;
    if (status != ITD_OK)
        return status;
    if (made) {
        made->known = calloc(1, sizeof *made->known);
        made->explained = calloc(1, sizeof *made->explained);
    }
    if (!made || !made->known || !made->explained) {
        message_screener_free(made);
        return error_memory(error);
    }
    made->snapshot = worker->snapshot;
    made->tools = worker;
    made->worker = match;
    made->options = *options;
    *out = made;
    return ITD_OK;
}

void message_screener_free(message_screener *s)
{
    if (s) {
        free(s->known);
        free(s->explained);
    }
    free(s);
}

const snapshot *message_screener_snapshot(const message_screener *s)
{
    return s->snapshot;
}

void message_screener_set_policy(message_screener *s, const policy *p)
{
    s->policy = p;
}

void message_screener_set_day(message_screener *s, calendar_day on)
{
    s->options.dated = on != DATE_NONE;
    s->options.on = on;
}

void message_screener_set_options(message_screener *s, const match_options *options)
{
    s->options = *options;
}

static const message_profile any_profile = {0};

/* ---- identifiers ---- */

static void add_identifier(match_query *q, property_id property, str text)
{
    if (q->identifier_count < MATCH_VALUES_MAX)
        q->identifiers[q->identifier_count++] =
            (match_identifier){.has_property = true, .property = property, .text = text};
}

/* "CCPT/EE/579713677", "CUST/TR/EBIL/587539796": the number is the last part. */
static str last_part(str s)
{
    size_t at = s.len;
    while (at > 0 && s.data[at - 1] != '/')
        at--;
    return str_make(s.data + at, s.len - at);
}

static void screen_identifiers(screening *c, const message_party *p)
{
    match_query q = {0};
    screening_add_bic(c, &q, p->bic);
    if (p->lei.len)
        add_identifier(&q, PROPERTY_LEI_CODE, p->lei);
    if (p->account.len >= 20 && !str_is_digits(p->account))
        q.identifiers[q.identifier_count++] = (match_identifier){.text = p->account};
    str number = last_part(p->identifier);
    if (number.len >= 5 && q.identifier_count < MATCH_VALUES_MAX)
        q.identifiers[q.identifier_count++] = (match_identifier){.text = number};
    if (q.identifier_count == 0)
        return;
    str shown = p->bic.len ? p->bic : p->lei.len ? p->lei : number.len ? number : p->account;
    screening_ask(c, &q, &any_profile, p->where, shown, p->start, p->end);
}

/* ---- places ---- */

static void place_reason(screening *c, str where, str value, const char *code)
{
    char entry[ENTRY_CAP];
    findings_reason(&c->out->found, "place_comprehensive", where,
                    "%.*s%s: \"%.*s\" is under comprehensive measures (place:%s)", STR_ARG(where),
                    screening_entry(c, entry), STR_ARG(screening_shortened(value)), code);
    screening_locate(c, value);
}

static void screen_place(screening *c, str where, str value, place_context context, str country)
{
    place_found found[PLACE_CODES_MAX];
    size_t count = 0;
    if (place_screen_text(&c->s->tools->places, value, context, country, found, &count, NULL) != ITD_OK)
        c->failed = true;
    for (size_t i = 0; i < count; i++)
        place_reason(c, where, context == PLACE_IN_TEXT ? found[i].name : value, found[i].code);
}

/* "EMBASSY OF IRAN", "ALI REZAEI, TEHRAN": what the name of a party says of its place. */
static void screen_state(screening *c, str where, str name)
{
    place_found found[PLACE_CODES_MAX];
    size_t count = 0;
    if (state_names_find(&c->s->tools->places, name, found, &count, NULL) != ITD_OK)
        c->failed = true;
    for (size_t i = 0; i < count; i++)
        place_reason(c, where, name, found[i].code);
}

/* A line of the name that is a place: "IRAN" below "SOME BANK". */
static void screen_lines(screening *c, const message_party *p)
{
    str first = p->name_line;
    if (first.len == 0 || first.len >= p->name.len)
        return;
    screen_state(c, p->where, first);
    screen_state(c, p->where, str_trim(str_make(p->name.data + first.len, p->name.len - first.len)));
}

static void screen_address(screening *c, const message_party *p)
{
    str where = p->where;
    if (where.len && where.data[0] == '/') {
        static const char part[] = "/PstlAdr";
        char *path = arena_alloc(c->a, where.len + sizeof part);
        if (!path) {
            c->failed = true;
            return;
        }
        memcpy(path, where.data, where.len);
        memcpy(path + where.len, part, sizeof part);
        where = str_make(path, where.len + sizeof part - 1);
    }
    for (size_t i = 0; i < p->address_count; i++) {
        size_t before = c->out->found.reason_count;
        screen_place(c, where, p->address[i], PLACE_IN_ADDRESS, p->country);
        if (c->out->found.reason_count == before)
            continue;
        str line = p->address[i];
        if (line.len > 3 && line.data[2] == '/')
            line = str_make(line.data + 3, line.len - 3);
        if (!message_add_place(c->a, c->m, where, line))
            c->failed = true;
    }
}

/* ---- parties, texts, vessels ---- */

/* A ship that the text names with its IMO number was asked with that number: its name alone says less, and a
 * part of its name nothing. */
static bool is_numbered_ship(const screening *c, const screen_hit *h)
{
    bool ship = snapshot_entity_at(c->s->snapshot, h->hit.entity).schema == SCHEMA_VESSEL;
    for (size_t i = 0; i < c->m->vessel_count; i++) {
        const message_vessel *v = &c->m->vessels[i];
        if (v->imo.len && str_equal(v->where, h->where) && v->name.len &&
            str_find(v->name, h->text) != SIZE_MAX)
            return ship || h->text.len < v->name.len;
    }
    return false;
}

/* A text of the message in which listed parties are looked for. */
typedef struct mention_search {
    screening *c;
    const code_place *at;
    str text;
    const message_party *party; /* whose name the text is; NULL: narrative */
    message_profile profile;    /* of the party */
    bool met;                   /* somebody was found */
} mention_search;

/* Texts that named nobody are remembered as queries are; the schema of no query says what was asked. */
enum { ASKED_LINES = 100, ASKED_TEXT = 101 };
_Static_assert((int)SCHEMA_COUNT < (int)ASKED_LINES, "no schema has these numbers");

static bool text_key(const screening *c, str text, int asked, query_key *key)
{
    match_query q = {.names = {text}, .name_count = 1, .has_schema = true, .schema = (schema_id)asked};
    return query_key_make(key, &q, &any_profile, &c->s->options);
}

static screen_hit mention_hit(const mention_search *m, const mention *found)
{
    screen_hit h = {.where = m->at->where, .hit = found->hit, .start = m->at->start, .end = m->at->end};
    h.text = str_make(m->text.data + found->start, (size_t)(found->end - found->start));
    return h;
}

static bool mention_counts(void *context, const match_hit *hit)
{
    const mention_search *m = context;
    return screening_reaches(m->c, hit);
}

/* Searches the text; a window gives all its hits, for some of them do not count. */
static void search_mentions(mention_search *m, mention_alone alone, mention_sink *sink)
{
    screening *c = m->c;
    match_options options = c->s->options;
    query_key key;
    bool keeps = text_key(c, m->text, ASKED_TEXT + (int)alone, &key);
    if (keeps && query_cache_find(c->s->known, &key))
        return;
    options.limit = MATCH_LIMIT_MAX;
    const mention_asking asking = {
        .alone = alone, .options = &options, .counts = mention_counts, .sink = sink, .context = m};
    mention_finder *finder;
    if (engine_worker_finder(c->s->tools, &finder, NULL) != ITD_OK) {
        c->failed = true;
        return;
    }
    c->s->work.text_bytes += m->text.len;
    bool whole = mention_find(finder, m->text, &asking), unread = mention_unread(finder);
    if (keeps && whole && !unread && !m->met && !c->failed)
        query_cache_keep(c->s->known, &key, NULL, 0);
    if (!whole)
        findings_reason(&c->out->found, "left_out", m->at->where,
                        "%.*s: more listed names than are kept: some were left out", STR_ARG(m->at->where));
    if (unread)
        findings_reason(&c->out->found, "unread_script", m->at->where,
                        "%.*s: a word is in a script, or encoded in a way, that cannot be read here",
                        STR_ARG(m->at->where));
}

static void take_mentions(void *context, const mention *found, size_t count)
{
    mention_search *m = context;
    screening *c = m->c;
    size_t taken = 0;
    m->met = true;
    for (size_t i = 0; i < count && taken < screening_limit(c); i++) {
        match_query q = {.names = {found[i].name}, .name_count = 1};
        screen_hit h = mention_hit(m, &found[i]);
        if (is_numbered_ship(c, &h))
            continue;
        screening_add_hit(c, &h, &q);
        taken++;
    }
}

/* Listed parties that a narrative names. */
static void screen_mentions(screening *c, const code_place *at, str text, mention_alone alone)
{
    mention_search m = {.c = c, .at = at, .text = text};
    search_mentions(&m, alone, take_mentions);
}

/* ---- what is hidden in a value ---- */

/* A value read over the signs that part fields. */
typedef struct field_search {
    mention_search search;
    const fields_reading *reading;
} field_search;

static void take_over_fields(void *context, const mention *found, size_t count)
{
    field_search *f = context;
    if (fields_parts(f->reading, (size_t)found[0].start, (size_t)found[0].end))
        take_mentions(&f->search, found, count);
}

static void screen_fields(screening *c, const code_place *at, str text)
{
    fields_reading r;
    if (!fields_read(text, &r))
        c->failed = true;
    if (r.len && !c->failed) {
        str kept = arena_str(c->a, str_make(r.text, r.len));
        field_search f = {.search = {.c = c, .at = at, .text = kept}, .reading = &r};
        c->failed = !kept.data;
        if (kept.data)
            search_mentions(&f.search, MENTION_ALONE_NEVER, take_over_fields);
    }
    fields_free(&r);
}

/* A name that begins in one text and goes on in the next of its kind: two lines of remittance. */
static void screen_over_texts(screening *c, const code_place *at, str first, str second)
{
    static const char between[] = "\n\n";
    if (first.len > TEXT_EDGE)
        first = str_make(first.data + first.len - TEXT_EDGE, TEXT_EDGE);
    second.len = second.len < TEXT_EDGE ? second.len : TEXT_EDGE;
    char *text = arena_alloc(c->a, first.len + sizeof between - 1 + second.len);
    if (!text) {
        c->failed = true;
        return;
    }
    memcpy(text, first.data, first.len);
    memcpy(text + first.len, between, sizeof between - 1);
    memcpy(text + first.len + sizeof between - 1, second.data, second.len);
    screen_fields(c, at, str_make(text, first.len + sizeof between - 1 + second.len));
}

/* What is encoded in a value ("\\u0052", base64), and names whose parts stand in fields of it. */
static void screen_encoded(screening *c, const code_place *at, str text, bool tell)
{
    document d;
    if (text.len >= HIDDEN_TEXT && document_look(text, "UTF-8").convert) {
        if (document_read(c->a, text, "UTF-8", &d, NULL) != ITD_OK) {
            c->failed = true;
            return;
        }
        if (d.unread && tell)
            findings_reason(&c->out->found, "unreadable", at->where, "%.*s: %s: nothing in it was looked at",
                            STR_ARG(at->where), d.unread);
        if (d.text.len && !str_equal(d.text, text)) {
            screen_mentions(c, at, d.text, MENTION_ALONE_IN_FIELD);
            screen_fields(c, at, d.text);
        }
    }
}

static void screen_hidden(screening *c, const code_place *at, str text)
{
    screen_encoded(c, at, text, true);
    screen_fields(c, at, text);
}

/* True if the words are the first line of the name, or what follows it. */
static bool is_a_line(const message_party *p, const mention *found)
{
    size_t line = p->name_line.len;
    bool first = found->start == 0 && found->end == line;
    bool rest = found->end == p->name.len && (found->start == line || found->start == line + 1);
    return line > 0 && (first || rest);
}

static void take_parts(void *context, const mention *found, size_t count)
{
    mention_search *m = context;
    size_t taken = 0;
    m->met = true;
    for (size_t i = 0; i < count && taken < screening_limit(m->c); i++) {
        match_query q = {.names = {found[i].name}, .name_count = 1};
        screen_hit h = mention_hit(m, &found[i]);
        message_profile profile = m->profile;
        profile.part = profile.bank || is_a_line(m->party, &found[i]);
        profile.cut = !is_a_line(m->party, &found[i]);
        taken += !is_numbered_ship(m->c, &h) && screening_judge(m->c, &q, &profile, &h);
    }
}

/* Listed parties that are a part of the name of a party: of one line, or of two parties in one name. */
static void screen_parts(screening *c, const message_party *p, message_profile profile)
{
    code_place at = {p->where, p->start, p->end};
    mention_search m = {.c = c, .at = &at, .text = p->name, .party = p, .profile = profile};
    search_mentions(&m, MENTION_ALONE_NEVER, take_parts);
}

/* A word that is a listed name written without blanks. */
static void screen_joined(screening *c, const code_place *at, str word)
{
    uint32_t names[JOINED_MAX];
    size_t count = 0;
    const joined_names *all;
    match_query q = {.names = {word}, .name_count = 1};
    if (engine_joined(c->s->tools->engine, &all, NULL) != ITD_OK ||
        joined_names_find(all, &c->s->tools->joined, word, names, JOINED_MAX, &count, NULL) != ITD_OK)
        c->failed = true;
    if (count > JOINED_MAX)
        findings_reason(&c->out->found, "too_many_hits", at->where,
                        "%.*s: \"%.*s\" is more listed names than are looked at", STR_ARG(at->where),
                        STR_ARG(screening_shortened(word)));
    for (size_t i = 0; i < count && i < JOINED_MAX; i++) {
        match_hit hit = {.entity = snapshot_name_at(c->s->snapshot, names[i]).entity,
                         .name = names[i],
                         .score = JOINED_SCORE,
                         .name_score = JOINED_SCORE};
        screen_hit h = {.where = at->where, .text = word, .hit = hit, .start = at->start, .end = at->end};
        screening_add_hit(c, &h, &q);
    }
}

/* A name in disguise: "N4T10N4L", "N A T I O N A L", or all of it in one word. */
static void screen_disguised(screening *c, const code_place *at, str text)
{
    str meant, word, part;
    c->failed |= !words_repair(c->a, text, &meant);
    str rest = meant.len ? meant : text;
    if (meant.len)
        screen_mentions(c, at, meant, MENTION_ALONE_IN_FIELD);
    while (str_split(&rest, ' ', &word)) {
        if (word.len >= JOINED_LETTERS)
            screen_joined(c, at, word);
        size_t len = word.len; /* "/INV/NATIONALIRANIANOIL" */
        while (str_split(&word, '/', &part))
            if (part.len >= JOINED_LETTERS && part.len < len)
                screen_joined(c, at, part);
    }
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] >= '0' && s.data[i] <= '9')
            return true;
    return false;
}

/* "ANN EXAMPLE AND BOB EXAMPLE", "ANN EXAMPLE C/O BOB EXAMPLE". */
static bool names_several(str name)
{
    str word;
    for (size_t n = 0; str_split(&name, ' ', &word); n++) {
        size_t slash = str_find(word, str_make("/", 1));
        if (n > 0 && slash != SIZE_MAX && slash > 2 && slash + 3 < word.len)
            return true;
        for (size_t i = 0; n > 1 && name.len && i < sizeof JOINING_WORDS / sizeof JOINING_WORDS[0]; i++)
            if (str_equal_nocase(word, str_of(JOINING_WORDS[i])))
                return true;
    }
    return false;
}

/* A line of an address without its number ("2/") before it. */
static str address_line(const message_party *p, size_t i)
{
    str line = p->address[i];
    bool numbered = line.len > 2 && line.data[0] >= '1' && line.data[0] <= '9' && line.data[1] == '/';
    return numbered ? str_make(line.data + 2, line.len - 2) : line;
}

/* The lines of a party in one: a name may run over into what was taken for its address, with a number, a
 * street or a second name behind it. Empty where there is one line, or in a format with a field for each. */
static str lines_of(screening *c, const message_party *p)
{
    buf text;
    if (p->address_count == 0 || (p->where.len && p->where.data[0] == '/'))
        return STR_NONE;
    buf_init(&text, LIMIT_NAME_LEN);
    buf_append(&text, p->name.data, p->name.len);
    for (size_t i = 0; i < p->address_count && i < NAME_LINES; i++) {
        str line = address_line(p, i);
        buf_putc(&text, ' ');
        buf_append(&text, line.data, line.len);
    }
    str all = arena_str(c->a, buf_as_str(&text));
    c->failed = c->failed || text.failed || !all.data;
    buf_free(&text);
    return all;
}

/* The lines up to where the first line of the address is no name any more: before a number, a comma, a code
 * of a country with its town ("GE/BATUMI"). Empty where that line begins so, or with a street. */
static str continued_name(const message_party *p, str lines)
{
    str line = address_line(p, 0);
    size_t len = 0;
    while (len < line.len && !memchr("0123456789,/", line.data[len], 12))
        len++;
    if (len < line.len && line.data[len] != ',')
        while (len > 0 && line.data[len - 1] != ' ')
            len--;
    str part = str_trim(str_make(line.data, len));
    if (part.len == 0 || address_has_street(part))
        return STR_NONE;
    return str_make(lines.data, p->name.len + 1 + (size_t)(part.data + part.len - line.data));
}

/* A search for whether the lines of a party may name a listed one over their ends. */
typedef struct line_search {
    size_t name_len; /* of the name alone, at the beginning of the lines */
    bool met;        /* somebody was found, */
    bool found;      /* behind the name too */
} line_search;

static void take_over_lines(void *context, const mention *found, size_t count)
{
    line_search *l = context;
    l->met = true;
    for (size_t i = 0; i < count; i++)
        l->found = l->found || found[i].end > l->name_len;
}

/* True if words of the lines, some of them behind the name, are near a listed name. Asking the matcher for
 * all lines takes several times as long as for the name, and most addresses name nobody. */
static bool may_run_over(screening *c, const message_party *p, str lines)
{
    line_search l = {.name_len = p->name.len};
    match_options options = c->s->options;
    mention_finder *finder;
    query_key key;
    bool keeps = text_key(c, lines, ASKED_LINES, &key);
    if (keeps && query_cache_find(c->s->known, &key))
        return false;
    options.limit = MATCH_LIMIT_MAX;
    options.threshold = 0;
    const mention_asking asking = {
        .alone = MENTION_ALONE_IN_FIELD, .options = &options, .sink = take_over_lines, .context = &l};
    if (engine_worker_finder(c->s->tools, &finder, NULL) != ITD_OK) {
        c->failed = true;
        return false;
    }
    c->s->work.text_bytes += lines.len;
    bool clear = mention_find(finder, lines, &asking) && !mention_unread(finder);
    if (keeps && clear && !l.met)
        query_cache_keep(c->s->known, &key, NULL, 0);
    return !clear || l.found;
}

/* The line of the name holds the beginning of what goes on in the next one: of a street ("RUE DE LA"), or of
 * a number ("REG NO"). */
static bool breaks_off(const message_party *p)
{
    return has_digit(p->name) || address_has_street(p->name) || !words_has_letters(address_line(p, 0));
}

/* Where a party behind "C/O" and its like begins; STR_NONE if there is none. */
static str behind_care_of(str line)
{
    str rest = line, word;
    while (str_split(&rest, ' ', &word))
        for (size_t i = 0; i < sizeof CARE_OF_WORDS / sizeof CARE_OF_WORDS[0]; i++)
            if (str_equal_nocase(word, str_of(CARE_OF_WORDS[i])))
                return rest;
    return STR_NONE;
}

static void screen_name(screening *c, const message_party *p)
{
    match_query q = {0};
    if (p->name.len == 0)
        return;
    q.names[q.name_count++] = p->name;
    if (p->name_alternative.len)
        q.names[q.name_count++] = p->name_alternative;
    str meant;
    c->failed |= !words_repair(c->a, p->name, &meant);
    if (meant.len)
        q.names[q.name_count++] = meant;
    if (p->birth_date.len)
        q.birth_dates[q.birth_date_count++] = p->birth_date;
    message_profile profile = {.party = true, .bank = p->is_bank, .has_bic = p->bic.len > 0};
    profile.country[0] = p->country;
    if (p->bic.len >= 6)
        profile.country[1] = str_make(p->bic.data + 4, 2);
    screening_ask(c, &q, &profile, p->where, p->name, p->start, p->end);
    screening_cut_name(c, p, &profile);
    str lines = lines_of(c, p);
    if (lines.len && !breaks_off(p) && !may_run_over(c, p, lines))
        lines = continued_name(p, lines);
    if (lines.len) {
        match_query whole = {.names = {lines}, .name_count = 1};
        screening_ask(c, &whole, &profile, p->where, lines, p->start, p->end);
    }
    /* a name over several lines may be one listed party and its address, or two parties */
    code_place at = {p->where, p->start, p->end};
    if (p->name_line.len || p->name.len > LONG_NAME || (p->name.len > 35 && has_digit(p->name)) ||
        (!p->is_bank && names_several(p->name)))
        screen_parts(c, p, profile);
    if (p->name_alternative.len) {
        message_party parted = *p;
        parted.name = p->name_alternative;
        screen_parts(c, &parted, profile);
    }
    str named = behind_care_of(p->name);
    if (named.len)
        screen_mentions(c, &at, named, MENTION_ALONE_IN_FIELD);
    screen_disguised(c, &at, p->name);
    screen_hidden(c, &at, p->name);
}

/* An address line long enough for a name, and no street: a street may have anybody's name. */
static bool may_hide_name(str line)
{
    return line.len >= HIDDEN_NAME && !address_is_street(line);
}

/* A line with a street: what stands beside the street, between commas, and behind "C/O". */
static void screen_beside_street(screening *c, const code_place *at, str line)
{
    str named = behind_care_of(line), rest = line, part;
    if (named.len >= HIDDEN_NAME)
        screen_mentions(c, at, named, MENTION_ALONE_IN_FIELD);
    while (str_split(&rest, ',', &part))
        if (part.len >= HIDDEN_NAME && part.len < line.len && !address_has_street(part))
            screen_mentions(c, at, part, MENTION_ALONE_IN_FIELD);
}

/* What stands in a field where a name, a number or a code belongs. */
static void screen_party_codes(screening *c, const message_party *p, const code_place *at)
{
    const str values[] = {p->name,     p->name_alternative, p->account,
                          p->clearing, p->identifier,       p->birth_place};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        screening_codes(c, at, values[i]);
    for (size_t i = 0; i < p->address_count; i++)
        screening_codes(c, at, p->address[i]);
}

static void screen_countries(screening *c, const message_party *p)
{
    bool by_bic = p->bic.len >= 6 && str_equal(p->country, str_make(p->bic.data + 4, 2));
    screening_country(c, p->where, "party", p->country, by_bic ? p->bic : p->country);
    for (size_t i = 0; i < p->more_country_count; i++)
        screening_country(c, p->where, "party", p->more_countries[i], p->more_countries[i]);
    str born = p->birth_place;
    if (born.len >= 2) {
        screen_place(c, p->where, born, PLACE_IN_ADDRESS, STR_NONE);
        screening_country(c, p->where, "birth of the party", str_make(born.data, 2), born);
        screening_country(c, p->where, "birth of the party", str_make(born.data + born.len - 2, 2), born);
    }
    if (p->bic.len >= 6 && !str_equal(p->country, str_make(p->bic.data + 4, 2)))
        screening_country(c, p->where, "bank", str_make(p->bic.data + 4, 2), p->bic);
    bool iban = p->account.len >= 15 && str_is_digits(str_make(p->account.data + 2, 2));
    if (iban)
        screening_country(c, p->where, "account", str_make(p->account.data, 2), p->account);
}

static void screen_party(screening *c, const message_party *p)
{
    code_place at = {p->where, p->start, p->end};
    screen_name(c, p);
    screen_state(c, p->where, p->name);
    screen_lines(c, p);
    screen_identifiers(c, p);
    for (size_t i = 0; i < p->address_count; i++) {
        if (may_hide_name(p->address[i]))
            screen_mentions(c, &at, p->address[i], MENTION_ALONE_IN_FIELD);
        else
            screen_beside_street(c, &at, p->address[i]);
        screen_disguised(c, &at, p->address[i]);
        screen_hidden(c, &at, p->address[i]);
    }
    screen_address(c, p);
    screen_countries(c, p);
    screen_party_codes(c, p, &at);
}

/* Places, and where there are none, "IRANIAN ORIGIN" and "CUBAN EMBASSY". */
static void screen_text_places(screening *c, const message_text *t)
{
    size_t before = c->out->found.reason_count;
    screen_place(c, t->where, t->value, PLACE_IN_TEXT, STR_NONE);
    if (t->alternative.len && c->out->found.reason_count == before)
        screen_place(c, t->where, t->alternative, PLACE_IN_TEXT, STR_NONE);
    if (c->out->found.reason_count == before)
        screen_state(c, t->where, t->value);
}

static void screen_text(screening *c, const message_text *t)
{
    code_place at = {t->where, t->start, t->end};
    screen_mentions(c, &at, t->value, MENTION_ALONE_IN_FIELD);
    if (t->alternative.len)
        screen_mentions(c, &at, t->alternative, MENTION_ALONE_IN_FIELD);
    screen_disguised(c, &at, t->value);
    screen_hidden(c, &at, t->value);
    screening_codes(c, &at, t->value);
    screening_codes(c, &at, t->alternative);
    screen_text_places(c, t);
}

static bool is_element(str where, const char *name)
{
    str end = str_of(name);
    return str_ends(where, end) && where.len > end.len && where.data[where.len - end.len - 1] == '/';
}

/* A value of no other part: a code, a reference, a number. */
static void screen_leaf(screening *c, const message_text *t)
{
    code_place at = {t->where, t->start, t->end};
    screening_codes(c, &at, t->value);
    screen_encoded(c, &at, t->value, false); /* signatures are no text */
    screen_place(c, t->where, t->value, PLACE_IN_TEXT, STR_NONE);
    if (t->value.len == 2 && str_ends(t->where, str_of("Ctry")))
        screening_country(c, t->where, "value", t->value, t->value);
    if (is_element(t->where, "TaxId") || is_element(t->where, "RegnId"))
        screening_number(c, &at, t->value);
}

/* A port or a town: a name may stand there as well. */
static void screen_port(screening *c, const message_text *t)
{
    code_place at = {t->where, t->start, t->end};
    screen_place(c, t->where, t->value, PLACE_IN_ADDRESS, STR_NONE);
    screen_mentions(c, &at, t->value, MENTION_ALONE_IN_FIELD);
    screening_codes(c, &at, t->value);
    screen_state(c, t->where, t->value);
}

static void screen_vessel(screening *c, const message_vessel *v)
{
    match_query q = {0};
    q.has_schema = true;
    q.schema = SCHEMA_VESSEL;
    if (v->name.len)
        q.names[q.name_count++] = v->name;
    if (v->imo.len)
        add_identifier(&q, PROPERTY_IMO_NUMBER, v->imo);
    if (q.name_count || q.identifier_count)
        screening_ask(c, &q, &any_profile, v->where, v->name.len ? v->name : v->imo, 0, 0);
}

/* What is remembered holds for the policy that judged it. */
static void keep_to_policy(message_screener *s)
{
    const char *hash = s->policy ? s->policy->hash : "";
    size_t count = s->policy ? s->policy->threshold_count : 0;
    if (strcmp(hash, s->judged_by) == 0 && count == s->judged_count)
        return;
    if (s->work.searches || s->work.text_bytes)
        memset(s->known, 0, sizeof *s->known);
    snprintf(s->judged_by, sizeof s->judged_by, "%s", hash);
    s->judged_count = count;
}

itd_status message_screen(message_screener *s, arena *a, message *m, message_screening *out, itd_error *error)
{
    *out = (message_screening){0};
    findings_init(&out->found, a);
    keep_to_policy(s);
    screening c = {.s = s, .a = a, .m = m, .out = out};
    for (size_t i = 0; i < m->problem_count; i++)
        findings_add(&out->found, "unreadable", STR_NONE, m->problems[i], true);
    for (size_t i = 0; i < m->party_count; i++) {
        screening_part(&c, m->parties[i].item, m->parties[i].start, m->parties[i].end);
        screen_party(&c, &m->parties[i]);
    }
    c.item = NULL;
    screening_currency(&c, m->currency);
    for (size_t i = 0; i < m->vessel_count; i++)
        screen_vessel(&c, &m->vessels[i]);
    size_t places = m->place_count;
    for (size_t i = 0; i < places; i++) {
        /* what was added from addresses has its reason already */
        bool own = m->places[i].start || m->places[i].end;
        screening_part(&c, NULL, m->places[i].start, m->places[i].end);
        if (own)
            screen_port(&c, &m->places[i]);
    }
    for (size_t i = 0; i < m->text_count; i++) {
        bool next = i > 0 && str_equal(m->text[i].where, m->text[i - 1].where) &&
                    m->text[i].item == m->text[i - 1].item;
        bool again = next && str_equal(m->text[i].value, m->text[i - 1].value);
        screening_part(&c, m->text[i].item, m->text[i].start, m->text[i].end);
        if (!again)
            screen_text(&c, &m->text[i]);
        if (next && !again)
            screen_over_texts(&c, &(code_place){m->text[i].where, m->text[i].start, m->text[i].end},
                              m->text[i - 1].value, m->text[i].value);
    }
    for (size_t i = 0; i < m->leaf_count; i++) {
        screening_part(&c, NULL, m->leaves[i].start, m->leaves[i].end);
        screen_leaf(&c, &m->leaves[i]);
    }
    return c.failed ? error_memory(error) : findings_check(&out->found, error);
}
