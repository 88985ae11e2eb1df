#include "decide/message_screen.h"

#include "base/error.h"
#include "base/limits.h"
#include "decide/mention.h"
#include "decide/message_screen_cache.h"
#include "decide/place_screen.h"
#include "match/hit_json.h"
#include "model/identifier.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define HITS_MAX   10000 /* of one message */
#define JUDGED_MAX 50    /* hits of a name that are looked at */
#define LONG_NAME  70    /* bytes; longer ones hold more than a name */
#define PLACES_MAX 8     /* codes of one text */

struct message_screener {
    const snapshot *snapshot;
    match_worker *worker;
    mention_finder *finder;
    place_screen places;
    match_options options;
    message_work work;
    query_cache *nothing; /* queries that met nothing */
    buf json;
    json_emitter emitter;
};

message_work message_screener_work(const message_screener *s)
{
    return s->work;
}

/* One message while it is screened. */
typedef struct screening {
    message_screener *s;
    arena *a;
    message *m;
    message_screening *out;
    bool failed; /* no memory */
} screening;

itd_status message_screener_new(const snapshot *s, const match_options *options, message_screener **out,
                                itd_error *error)
{
    message_screener *made = calloc(1, sizeof *made);
    if (!made)
        return error_memory(error);
    made->snapshot = s;
    made->options = *options;
    place_screen_init(&made->places, s);
    buf_init(&made->json, LIMIT_BUF_SIZE);
    made->nothing = calloc(1, sizeof *made->nothing);
    itd_status status = made->nothing ? match_worker_new(s, &made->worker, error) : error_memory(error);
    if (status == ITD_OK)
        status = mention_finder_new(s, made->worker, &made->finder, error);
    if (status != ITD_OK) {
        message_screener_free(made);
        return status;
    }
    *out = made;
    return ITD_OK;
}

void message_screener_free(message_screener *s)
{
    if (!s)
        return;
    mention_finder_free(s->finder);
    match_worker_free(s->worker);
    place_screen_free(&s->places);
    buf_free(&s->json);
    free(s->nothing);
    free(s);
}

static bool keep_reason(message_screening *out, arena *a, const char *format, va_list args)
{
    char text[1024];
    int len = vsnprintf(text, sizeof text, format, args);
    out->review = true;
    if (out->reason_count == out->reason_cap) {
        str *grown = arena_grow(a, out->reasons, out->reason_count, &out->reason_cap, sizeof *grown);
        if (!grown)
            return false;
        out->reasons = grown;
    }
    size_t size = len > 0 && (size_t)len < sizeof text ? (size_t)len : len > 0 ? sizeof text - 1 : 0;
    str copy = arena_str(a, str_make(text, size));
    if (copy.data)
        out->reasons[out->reason_count++] = copy;
    return copy.data != NULL;
}

bool message_screening_reason(message_screening *s, arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bool good = keep_reason(s, a, format, args);
    va_end(args);
    return good;
}

static void add_reason(screening *c, const char *format, ...) ITD_PRINTF(2, 3);

static void add_reason(screening *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!keep_reason(c->out, c->a, format, args))
        c->failed = true;
    va_end(args);
}

/* At most 120 bytes of a text in a reason, whole characters. */
static str shortened(str s)
{
    if (s.len <= 120)
        return s;
    s.len = 120;
    while (s.len > 0 && ((unsigned char)s.data[s.len] & 0xC0) == 0x80)
        s.len--;
    return s;
}

/* ---- hits ---- */

static bool known_hit(const screening *c, str where, uint32_t party)
{
    size_t count = c->out->hit_count, from = count > 256 ? count - 256 : 0;
    for (size_t i = from; i < count; i++)
        if (c->out->hits[i].hit.entity == party && str_equal(c->out->hits[i].where, where))
            return true;
    return false;
}

static void emit_hit(screening *c, const message_hit *h, const match_explanation *x)
{
    json_emitter *w = &c->s->emitter;
    emit_object(w);
    emit_pair_str(w, "where", h->where);
    emit_pair_str(w, "text", h->text);
    hit_emit(w, c->s->snapshot, &h->hit, x, c->s->options.threshold);
    emit_end_object(w);
}

static bool has_room(screening *c)
{
    message_screening *out = c->out;
    if (out->hit_count >= HITS_MAX) {
        add_reason(c, "more hits than the ceiling");
        return false;
    }
    if (out->hit_count == out->hit_cap) {
        message_hit *grown = arena_grow(c->a, out->hits, out->hit_count, &out->hit_cap, sizeof *grown);
        c->failed = c->failed || !grown;
        out->hits = grown ? grown : out->hits;
        return grown != NULL;
    }
    return true;
}

static void add_hit(screening *c, const message_hit *h, const match_explanation *x)
{
    if (known_hit(c, h->where, h->hit.entity) || !has_room(c))
        return;
    c->out->hits[c->out->hit_count++] = *h;
    emit_hit(c, h, x);
    snapshot_entity e = snapshot_entity_at(c->s->snapshot, h->hit.entity);
    str text = shortened(h->text);
    add_reason(c, "%.*s: \"%.*s\" may be %.*s (%.*s, %d.%04d)", STR_ARG(h->where), STR_ARG(text),
               STR_ARG(e.caption), STR_ARG(e.id), h->hit.score / MATCH_SCORE_ONE,
               h->hit.score % MATCH_SCORE_ONE);
}

/* True if the hit counts; it is added then. */
static bool judge(screening *c, const match_query *q, const message_profile *profile, const message_hit *h)
{
    const snapshot *s = c->s->snapshot;
    if (h->hit.score < message_profile_least(s, profile, &h->hit))
        return false;
    const match_explanation *x = match_explain(c->s->worker, q, &c->s->options, h->hit.entity);
    if (!message_profile_counts(s, profile, &h->hit, x))
        return false;
    add_hit(c, h, x);
    return true;
}

/* Searches, and judges more hits than are wanted: some of them do not count. They are copied first, because
 * explaining one forgets them. */
static void search(screening *c, const match_query *q, const message_profile *profile, const message_hit *at)
{
    match_hit hits[MATCH_LIMIT_MAX];
    match_options options = c->s->options;
    size_t wanted = options.limit, counted = 0;
    if (profile->party && options.limit < JUDGED_MAX)
        options.limit = JUDGED_MAX;
    const match_result *r = match_search(c->s->worker, q, &options);
    c->s->work.searches++;
    size_t count = r->hit_count < MATCH_LIMIT_MAX ? r->hit_count : MATCH_LIMIT_MAX;
    if (r->unreadable && q->name_count)
        add_reason(c, "%.*s: \"%.*s\" could not be read as a name", STR_ARG(at->where),
                   STR_ARG(shortened(at->text)));
    if (r->truncated)
        add_reason(c, "%.*s: longer than a name may be", STR_ARG(at->where));
    if (count)
        memcpy(hits, r->hits, count * sizeof hits[0]);
    for (size_t i = 0; i < count && counted < wanted; i++) {
        message_hit h = *at;
        h.hit = hits[i];
        counted += judge(c, q, profile, &h);
    }
}

/* Asks one query; every hit is at `where`. */
static void ask(screening *c, const match_query *q, const message_profile *profile, str where, str text,
                uint32_t start, uint32_t end)
{
    query_key key;
    bool keeps = query_key_make(&key, q, profile);
    if (keeps && query_cache_has(c->s->nothing, &key))
        return;
    size_t hits = c->out->hit_count, reasons = c->out->reason_count;
    message_hit at = {.where = where, .text = text, .start = start, .end = end};
    search(c, q, profile, &at);
    if (keeps && !c->failed && c->out->hit_count == hits && c->out->reason_count == reasons)
        query_cache_keep(c->s->nothing, &key);
}

static const message_profile any_profile = {0};

/* ---- identifiers ---- */

static void add_identifier(match_query *q, property_id property, str text)
{
    if (q->identifier_count < MATCH_VALUES_MAX)
        q->identifiers[q->identifier_count++] =
            (match_identifier){.has_property = true, .property = property, .text = text};
}

/* A bank is listed by eight characters, or by eleven with or without the branch of the head office. */
static void add_bic(screening *c, match_query *q, str bic)
{
    if (bic.len != 8 && bic.len != 11)
        return;
    char *office = arena_alloc(c->a, 12);
    if (!office) {
        c->failed = true;
        return;
    }
    memcpy(office, bic.data, 8);
    memset(office + 8, 'X', 3);
    add_identifier(q, PROPERTY_SWIFT_BIC, str_make(bic.data, 8));
    add_identifier(q, PROPERTY_SWIFT_BIC, str_make(office, 11));
    if (bic.len == 11)
        add_identifier(q, PROPERTY_SWIFT_BIC, bic);
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
    add_bic(c, &q, p->bic);
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
    ask(c, &q, &any_profile, p->where, shown, p->start, p->end);
}

/* ---- places ---- */

static void place_reason(screening *c, str where, str value, const char *code)
{
    add_reason(c, "%.*s: \"%.*s\" is under comprehensive measures (place:%s)", STR_ARG(where),
               STR_ARG(shortened(value)), code);
}

static void screen_place(screening *c, str where, str value, place_context context, str country)
{
    place_found found[PLACES_MAX];
    size_t count = place_screen_text(&c->s->places, value, context, country, found, PLACES_MAX);
    for (size_t i = 0; i < count; i++)
        place_reason(c, where, context == PLACE_IN_TEXT ? found[i].name : value, found[i].code);
}

static void screen_country(screening *c, str where, const char *what, str code)
{
    const char *place = place_screen_code(&c->s->places, code);
    if (place)
        add_reason(c, "%.*s: the country of the %s is under comprehensive measures (place:%s)",
                   STR_ARG(where), what, place);
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
        size_t before = c->out->reason_count;
        screen_place(c, where, p->address[i], PLACE_IN_ADDRESS, p->country);
        if (c->out->reason_count == before)
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
static bool is_numbered_ship(const screening *c, const message_hit *h)
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

static void screen_mentions(screening *c, str where, str text, bool alone, uint32_t start, uint32_t end)
{
    const mention *found;
    size_t count = mention_find(c->s->finder, text, alone, &c->s->options, &found);
    c->s->work.text_bytes += text.len;
    for (size_t i = 0; i < count; i++) {
        match_query q = {.name_count = 1};
        q.names[0] = str_make(text.data + found[i].start, found[i].end - found[i].start);
        message_hit h = {.where = where, .text = q.names[0], .hit = found[i].hit, .start = start, .end = end};
        if (!is_numbered_ship(c, &h))
            add_hit(c, &h, match_explain(c->s->worker, &q, &c->s->options, h.hit.entity));
    }
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] >= '0' && s.data[i] <= '9')
            return true;
    return false;
}

/* The first line of a name may be all of it, and the second already the address; not where it ends in a word
 * that leads on. */
static bool may_be_whole(str line)
{
    static const char *const leading[] = {"OF", "AND", "FOR", "THE", "DE", "DEL", "DI", "DU",  "DER", "UND",
                                          "ET", "Y",   "E",   "&",   "-",  "TO",  "IN", "VAN", "VON"};
    size_t at = line.len;
    while (at > 0 && line.data[at - 1] != ' ')
        at--;
    str last = str_make(line.data + at, line.len - at);
    for (size_t i = 0; i < sizeof leading / sizeof leading[0]; i++)
        if (str_equal_nocase(last, str_of(leading[i])))
            return false;
    return at > 0;
}

/* "ANN EXAMPLE AND BOB EXAMPLE", "ANN EXAMPLE C/O BOB EXAMPLE". */
static bool names_several(str name)
{
    static const char *const joining[] = {"and", "&",   "or",    "und", "oder", "et", "ou", "y",
                                          "e",   "c/o", "o/b/o", "obo", "ve",   "i",  "и"};
    str word;
    for (size_t n = 0; str_split(&name, ' ', &word); n++) {
        size_t slash = str_find(word, str_make("/", 1));
        if (n > 0 && slash != SIZE_MAX && slash > 2 && slash + 3 < word.len)
            return true;
        for (size_t i = 0; n > 1 && name.len && i < sizeof joining / sizeof joining[0]; i++)
            if (str_equal_nocase(word, str_of(joining[i])))
                return true;
    }
    return false;
}

static void screen_name(screening *c, const message_party *p)
{
    match_query q = {0};
    if (p->name.len == 0)
        return;
    q.names[q.name_count++] = p->name;
    if (p->name_alternative.len)
        q.names[q.name_count++] = p->name_alternative;
    if (p->birth_date.len)
        q.birth_dates[q.birth_date_count++] = p->birth_date;
    message_profile profile = {.party = true, .bank = p->is_bank, .has_bic = p->bic.len > 0};
    profile.country[0] = p->country;
    if (p->bic.len >= 6)
        profile.country[1] = str_make(p->bic.data + 4, 2);
    ask(c, &q, &profile, p->where, p->name, p->start, p->end);
    if (may_be_whole(p->name_line)) {
        q.name_count = 1;
        q.names[0] = p->name_line;
        profile.part = true;
        ask(c, &q, &profile, p->where, p->name_line, p->start, p->end);
    }
    if (p->name.len > LONG_NAME || (p->name.len > 35 && has_digit(p->name)) ||
        (!p->is_bank && names_several(p->name)))
        screen_mentions(c, p->where, p->name, false, p->start, p->end);
}

/* An address line where a name may stand: not a street with its number, nor the town at the end. */
static bool may_hide_name(const message_party *p, size_t line)
{
    str s = p->address[line];
    size_t digits = 0, commas = 0;
    for (size_t i = 0; i < s.len; i++) {
        digits += s.data[i] >= '0' && s.data[i] <= '9';
        commas += s.data[i] == ',';
    }
    bool town = commas > 0 || (s.len > 3 && (s.data[2] == '/' || s.data[s.len - 3] == ' '));
    return s.len > 35 || (digits == 0 && !town && s.len >= 10 && p->address_count > 1);
}

static void screen_party(screening *c, const message_party *p)
{
    screen_name(c, p);
    screen_identifiers(c, p);
    for (size_t i = 0; i < p->address_count; i++)
        if (may_hide_name(p, i))
            screen_mentions(c, p->where, p->address[i], false, p->start, p->end);
    screen_address(c, p);
    screen_country(c, p->where, "party", p->country);
    if (p->bic.len >= 6 && !str_equal(p->country, str_make(p->bic.data + 4, 2)))
        screen_country(c, p->where, "bank", str_make(p->bic.data + 4, 2));
    bool iban = p->account.len >= 15 && str_is_digits(str_make(p->account.data + 2, 2));
    if (iban)
        screen_country(c, p->where, "account", str_make(p->account.data, 2));
}

/* BICs that stand in narrative ("/INS/SBBARUMM"). */
static void screen_text_bics(screening *c, const message_text *t)
{
    size_t at = 0;
    while (at < t->value.len) {
        size_t from = at;
        while (at < t->value.len && ((t->value.data[at] >= 'A' && t->value.data[at] <= 'Z') ||
                                     (t->value.data[at] >= '0' && t->value.data[at] <= '9')))
            at++;
        str word = str_make(t->value.data + from, at - from);
        if ((word.len == 8 || word.len == 11) && identifier_bic_shaped(word)) {
            match_query q = {0};
            add_bic(c, &q, word);
            ask(c, &q, &any_profile, t->where, word, t->start, t->end);
        }
        at += at == from;
    }
}

static void screen_text(screening *c, const message_text *t)
{
    screen_mentions(c, t->where, t->value, true, t->start, t->end);
    if (t->alternative.len)
        screen_mentions(c, t->where, t->alternative, false, t->start, t->end);
    screen_text_bics(c, t);
    screen_place(c, t->where, t->value, PLACE_IN_TEXT, STR_NONE);
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
        ask(c, &q, &any_profile, v->where, v->name.len ? v->name : v->imo, 0, 0);
}

itd_status message_screen(message_screener *s, arena *a, message *m, message_screening *out, itd_error *error)
{
    *out = (message_screening){0};
    buf_reset(&s->json);
    emit_init(&s->emitter, &s->json);
    screening c = {.s = s, .a = a, .m = m, .out = out};
    for (size_t i = 0; i < m->problem_count; i++)
        add_reason(&c, "%.*s", STR_ARG(m->problems[i]));
    for (size_t i = 0; i < m->party_count; i++)
        screen_party(&c, &m->parties[i]);
    for (size_t i = 0; i < m->vessel_count; i++)
        screen_vessel(&c, &m->vessels[i]);
    size_t places = m->place_count;
    for (size_t i = 0; i < places; i++) {
        /* what was added from addresses has its reason already */
        bool own = m->places[i].start || m->places[i].end;
        if (own)
            screen_place(&c, m->places[i].where, m->places[i].value, PLACE_IN_ADDRESS, STR_NONE);
    }
    for (size_t i = 0; i < m->text_count; i++) {
        bool again = i > 0 && str_equal(m->text[i].value, m->text[i - 1].value) &&
                     str_equal(m->text[i].where, m->text[i - 1].where);
        if (!again)
            screen_text(&c, &m->text[i]);
    }
    out->json = buf_as_str(&s->json);
    if (c.failed || s->json.failed)
        return error_memory(error);
    return ITD_OK;
}
