#include "screen/text_screen.h"

#include "base/error.h"
#include "base/limits.h"
#include "document/document.h"
#include "document/fields.h"
#include "match/as_of.h"
#include "screen/stale.h"
#include "screen/text_codes.h"

#include <stdlib.h>

enum {
    PART_TAIL = 64 << 10, /* bytes among which a part of a long text ends */
    PLACE_CAP = 160,      /* bytes of a place as it stands in the text */
    NUMBERS_MAX = 10000,  /* numbers of one text that the lists are asked for */
};

/* A number with a label, or an account: asked for at the end. */
typedef struct text_number {
    unsigned long long start, end;
    match_identifier number;
} text_number;

/* What is done with the bytes. */
typedef enum text_mode {
    MODE_HEAD,  /* kept until it is clear what they are, and then searched, a part after the other */
    MODE_PLAIN, /* searched as they come: too long to be converted */
    MODE_WHOLE, /* kept, to be converted at the end */
    MODE_NONE,  /* no text: not looked at */
} text_mode;

struct text_screener {
    engine_worker *tools;
    mention_finder *finder;
    mention_asking asking;
    text_question asked;
    text_screening now;
    size_t place_cap;
    text_codes codes;
    text_number *numbers;
    size_t number_count, number_cap;
    bool numbers_left_out;
    bool left_out; /* mentions over several fields */
    arena room;    /* of the explanations of one mention */
    text_mode mode;
    bool day_unknown;             /* a hit counts only because its listing day is not known */
    buf held;                     /* bytes that are kept */
    document written;             /* of MODE_WHOLE at the end: where its text came from */
    unsigned long long base;      /* bytes of the input before those that are kept */
    const fields_reading *fields; /* what is searched now, in place of the text itself */
    mention_finder *second;       /* for that; made when it is needed */
};

itd_status text_screener_new(engine_worker *w, text_screener **out, itd_error *error)
{
    text_screener *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s)
        return error_memory(error);
    s->tools = w;
    arena_init(&s->room, LIMIT_ARENA_SIZE);
    text_codes_init(&s->codes);
    buf_init(&s->held, DOCUMENT_SIZE_MAX + DOCUMENT_HEAD);
    itd_status status = engine_worker_finder(w, &s->finder, error);
    if (status == ITD_OK)
        *out = s;
    else
        text_screener_free(s);
    return status;
}

void text_screener_free(text_screener *s)
{
    if (s) {
        arena_free(&s->room);
        text_codes_free(&s->codes);
        buf_free(&s->held);
    }
    free(s);
}

size_t text_screen_count(const text_screener *s)
{
    return s->now.mention_count;
}

/* ---- what is found ---- */

/* A place of the searched text in the input. */
static unsigned long long origin_of(const text_screener *s, unsigned long long at)
{
    const document *d = &s->written;
    if (s->fields)
        at = s->base + s->fields->origin[at];
    if (!d->origin || at < s->base)
        return at;
    at -= s->base;
    return s->base + d->origin[at <= d->text.len ? at : d->text.len];
}

/* Behind the last byte of something that ends at `at`. */
static unsigned long long end_of(const text_screener *s, unsigned long long at)
{
    const document *d = &s->written;
    if (s->fields && at)
        at = s->base + s->fields->origin[at - 1] + 1;
    if (!d->behind || at <= s->base)
        return at;
    at -= s->base;
    return s->base + d->behind[(at <= d->text.len ? at : d->text.len) - 1];
}

static bool counts(void *context, const match_hit *hit)
{
    const text_screener *s = context;
    return policy_counts(s->asked.policy, s->tools->snapshot, hit->entity, hit->score) &&
           listed_on(s->tools->snapshot, hit->entity, s->asked.on);
}

static match_query query_of(const mention *m)
{
    match_query q = {0};
    if (m->has_identifier)
        q.identifiers[q.identifier_count++] = m->identifier;
    else
        q.names[q.name_count++] = m->name;
    return q;
}

static void take_mentions(void *context, const mention *found, size_t count)
{
    text_screener *s = context;
    findings window;
    if (s->fields && !fields_parts(s->fields, (size_t)found[0].start, (size_t)found[0].end))
        return; /* the text itself names it */
    arena_reset(&s->room);
    findings_init(&window, &s->room);
    s->now.mention_count++;
    for (size_t i = 0; i < count && i < s->asked.options.limit; i++) {
        const match_query q = query_of(&found[i]);
        const screen_hit hit = {.text = found[i].text,
                                .start = origin_of(s, found[i].start),
                                .end = end_of(s, found[i].end),
                                .hit = found[i].hit,
                                .threshold = s->asked.options.threshold};
        s->day_unknown |= listing_day_unknown(s->tools->snapshot, found[i].hit.entity, s->asked.on);
        findings_hit(&window, &hit,
                     match_explain(s->tools->match, &q, &s->asked.options, found[i].hit.entity));
    }
    s->now.found.failed |= window.failed;
    if (s->now.found.failed) /* no answer any more: nothing is told behind what was lost */
        return;
    const text_mention m = {origin_of(s, found[0].start), end_of(s, found[0].end), found[0].text, window.hits,
                            window.hit_count};
    s->asked.sink(s->asked.context, &m);
}

/* Kept, with the code of its reason; a place that is too long without its text. */
static void keep_place(text_screener *s, const text_place *place)
{
    text_screening *now = &s->now;
    now->named_count++;
    if (now->place_count == TEXT_PLACES_MAX)
        return;
    if (now->place_count == s->place_cap) {
        text_place *grown =
            arena_grow(now->found.memory, now->places, now->place_count, &s->place_cap, sizeof *grown);
        now->found.failed |= grown == NULL;
        if (grown == NULL)
            return;
        now->places = grown;
    }
    text_place kept = *place;
    kept.text = place->text.len < PLACE_CAP ? arena_str(now->found.memory, place->text) : str_of("");
    now->found.failed |= kept.text.data == NULL;
    now->places[now->place_count++] = kept;
}

static void take_place(void *context, const place_mention *place)
{
    text_screener *s = context;
    keep_place(s, &(text_place){origin_of(s, place->start), end_of(s, place->end), place->text, place->code,
                                "place_comprehensive"});
}

static void keep_number(text_screener *s, const text_code *code)
{
    findings *f = &s->now.found;
    if (s->number_count == NUMBERS_MAX) {
        s->numbers_left_out = true;
        return;
    }
    if (s->number_count == s->number_cap) {
        text_number *grown =
            arena_grow(f->memory, s->numbers, s->number_count, &s->number_cap, sizeof *grown);
        f->failed |= grown == NULL;
        if (grown == NULL)
            return;
        s->numbers = grown;
    }
    text_number *n = &s->numbers[s->number_count++];
    *n = (text_number){code->start, code->end, code->number};
    n->number.text = arena_str(f->memory, code->text);
    f->failed |= n->number.text.data == NULL;
}

static void take_code(void *context, const text_code *code)
{
    text_screener *s = context;
    if (code->has_number)
        keep_number(s, code);
    else
        keep_place(s, &(text_place){origin_of(s, code->start), end_of(s, code->end), code->text, code->place,
                                    code->reason});
}

/* The entities that have the number. */
static void ask_number(text_screener *s, const text_number *n)
{
    mention found[MATCH_LIMIT_MAX];
    const match_query q = {.identifiers = {n->number}, .identifier_count = 1};
    match_options options = s->asked.options;
    options.limit = MATCH_LIMIT_MAX;
    const match_result *r = match_search(s->tools->match, &q, &options);
    size_t count = 0;
    s->now.found.failed |= r->no_memory;
    for (size_t i = 0; i < r->hit_count && i < MATCH_LIMIT_MAX; i++)
        if (counts(s, &r->hits[i]))
            found[count++] = (mention){.start = n->start,
                                       .end = n->end,
                                       .text = n->number.text,
                                       .has_identifier = true,
                                       .identifier = n->number,
                                       .hit = r->hits[i]};
    if (count)
        take_mentions(s, found, count);
}

static void ask_numbers(text_screener *s)
{
    for (size_t i = 0; i < s->number_count && !s->now.found.failed; i++)
        ask_number(s, &s->numbers[i]);
    if (s->numbers_left_out)
        findings_reason(&s->now.found, "left_out", STR_NONE,
                        "more numbers with a label than are asked for: some were left out");
}

static void put_text(text_screener *s, str piece)
{
    mention_put(s->finder, piece);
    text_codes_put(&s->codes, piece);
}

/* Searches the text over the signs that part fields: it begins at s->base. */
static void search_fields(text_screener *s, str text)
{
    fields_reading r;
    if (!fields_read(text, &r))
        s->now.found.failed = true;
    else if (r.len && !s->second)
        s->now.found.failed |= engine_worker_second_finder(s->tools, &s->second, NULL) != ITD_OK;
    if (r.len && !s->now.found.failed) {
        mention_asking asking = s->asking;
        asking.places = NULL;
        asking.identifiers = false;
        s->fields = &r;
        s->left_out |= !mention_find(s->second, str_make(r.text, r.len), &asking);
        s->fields = NULL;
    }
    fields_free(&r);
}

/* ---- one text ---- */

void text_screen_begin(text_screener *s, arena *a, const text_question *asked)
{
    s->asked = *asked;
    s->asked.options.dated = asked->on != DATE_NONE;
    s->asked.options.on = asked->on;
    s->day_unknown = false;
    s->now = (text_screening){.bytes = 0};
    s->place_cap = s->number_cap = s->number_count = 0;
    s->numbers = NULL;
    s->numbers_left_out = false;
    text_codes_begin(&s->codes, &s->tools->places, take_code, s);
    findings_init(&s->now.found, a);
    s->asking = (mention_asking){.alone = MENTION_ALONE_IN_PROSE,
                                 .identifiers = true,
                                 .options = &s->asked.options,
                                 .places = &s->tools->places,
                                 .counts = counts,
                                 .sink = take_mentions,
                                 .place_sink = take_place,
                                 .context = s};
    s->mode = MODE_HEAD;
    s->left_out = false;
    s->base = 0;
    s->fields = NULL;
    s->written = (document){.text = STR_NONE};
    buf_reset(&s->held);
    mention_begin(s->finder, &s->asking);
}

/* ---- what the bytes are ---- */

static void say_unreadable(text_screener *s, const char *what)
{
    findings_reason(&s->now.found, "unreadable", STR_NONE, "this is %s: nothing in it was looked at", what);
    s->mode = MODE_NONE;
    buf_reset(&s->held);
}

/* The first bytes that are kept, as they are. */
static void put_held(text_screener *s, size_t len)
{
    put_text(s, str_make(s->held.data, len));
    search_fields(s, str_make(s->held.data, len));
    s->base += len;
    if (len < s->held.len)
        memmove(s->held.data, s->held.data + len, s->held.len - len);
    s->held.len -= len;
}

/* Where a part of a longer text may end: behind a line, before a mark that is open, so that what is to be
 * converted is seen in one piece. */
static size_t part_end(str held)
{
    size_t end = held.len, least = held.len > PART_TAIL ? held.len - PART_TAIL : 0;
    while (end > least && held.data[end - 1] != '\n')
        end--;
    if (end == least)
        return held.len;
    for (size_t i = end; i > least && held.data[i - 1] != '>'; i--)
        if (held.data[i - 1] == '<')
            return i > 1 ? i - 1 : end;
    return end;
}

/* The kind of the bytes so far. `all`: there are no more. */
static void look(text_screener *s, bool all)
{
    document_kind kind = document_look(buf_as_str(&s->held), s->asked.encoding);
    if (kind.unreadable && s->base == 0)
        say_unreadable(s, kind.unreadable);
    else if (kind.convert || kind.unreadable)
        s->mode = MODE_WHOLE;
    else
        put_held(s, all ? s->held.len : part_end(buf_as_str(&s->held)));
}

void text_screen_put(text_screener *s, str piece)
{
    s->now.bytes += piece.len;
    if (s->mode == MODE_PLAIN)
        put_text(s, piece);
    if (s->mode == MODE_PLAIN || s->mode == MODE_NONE)
        return;
    if (s->mode == MODE_WHOLE && s->held.len + piece.len > DOCUMENT_SIZE_MAX) {
        findings_reason(&s->now.found, "unreadable", STR_NONE,
                        "longer than what is converted: the marks or the encoding of the text were not read");
        put_held(s, s->held.len);
        s->mode = MODE_PLAIN;
        put_text(s, piece);
        return;
    }
    for (size_t size; piece.len && (s->mode == MODE_HEAD || s->mode == MODE_WHOLE);) {
        size = s->mode == MODE_HEAD && piece.len > DOCUMENT_HEAD ? DOCUMENT_HEAD : piece.len;
        buf_append(&s->held, piece.data, size);
        piece = str_make(piece.data + size, piece.len - size);
        if (s->mode == MODE_HEAD && s->held.len >= DOCUMENT_HEAD)
            look(s, false);
    }
    s->now.found.failed |= s->held.failed;
}

static itd_status put_converted(text_screener *s, itd_error *error)
{
    itd_status status =
        document_read(s->now.found.memory, buf_as_str(&s->held), s->asked.encoding, &s->written, error);
    if (status != ITD_OK)
        return status;
    if (s->written.unreadable)
        say_unreadable(s, s->written.unreadable);
    if (s->written.guessed)
        findings_reason(&s->now.found, "encoding_guessed", STR_NONE,
                        "nothing says which encoding this is; it was read as %s", s->written.encoding);
    if (s->written.unread)
        findings_reason(&s->now.found, "unreadable", STR_NONE, "%s: nothing in it was looked at",
                        s->written.unread);
    put_text(s, s->written.text);
    return ITD_OK;
}

void text_screen_broken(text_screener *s)
{
    findings_reason(&s->now.found, "unreadable", STR_NONE, "the text could not be read to its end");
}

/* Each territory once, with the first place that was named. */
static void add_places(text_screening *t)
{
    for (size_t i = 0; i < t->place_count; i++) {
        const text_place *p = &t->places[i];
        bool known = false;
        for (size_t k = 0; k < i && !known; k++)
            known = strcmp(t->places[k].code, p->code) == 0 && strcmp(t->places[k].reason, p->reason) == 0;
        if (!known)
            findings_reason(&t->found, p->reason, STR_NONE,
                            "%llu-%llu: \"%.*s\" is %sunder comprehensive measures (place:%s)", p->start,
                            p->end, STR_ARG(p->text),
                            strcmp(p->reason, "place_comprehensive") == 0 ? "" : "of a country ", p->code);
    }
}

itd_status text_screen_end(text_screener *s, text_screening *out, itd_error *error)
{
    findings *f = &s->now.found;
    if (s->now.bytes == 0) /* what wrote it failed, perhaps */
        findings_reason(f, "unreadable", STR_NONE, "the text is empty: nothing was looked at");
    if (s->mode == MODE_HEAD)
        look(s, true);
    itd_status status = s->mode == MODE_WHOLE ? put_converted(s, error) : ITD_OK;
    bool whole = mention_end(s->finder);
    if (status == ITD_OK && s->mode == MODE_WHOLE)
        search_fields(s, s->written.text);
    whole = whole && !s->left_out;
    f->failed |= !text_codes_end(&s->codes);
    if (status != ITD_OK)
        return status;
    ask_numbers(s);
    if (s->now.mention_count)
        findings_reason(f, "possible_match", STR_NONE, "%zu %s of listed parties", s->now.mention_count,
                        s->now.mention_count == 1 ? "mention" : "mentions");
    if (s->day_unknown)
        findings_reason(f, "listing_day_unknown", STR_NONE, LISTING_DAY_UNKNOWN);
    add_places(&s->now);
    if (!whole)
        findings_reason(f, "left_out", STR_NONE, "more listed names than are kept: some were left out");
    if (mention_unread(s->finder))
        findings_reason(f, "unread_script", STR_NONE,
                        "a word is in a script, or encoded in a way, that cannot be read here");
    screen_stale(f, s->asked.policy, s->tools->snapshot, s->asked.on);
    s->written = (document){.text = STR_NONE};
    *out = s->now;
    return findings_check(f, error);
}
