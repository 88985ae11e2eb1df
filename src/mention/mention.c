#include "mention/mention.h"

#include "base/error.h"
#include "mention/mention_codes.h"
#include "mention/mention_initials.h"
#include "mention/mention_places.h"
#include "metric/distance.h"

#include <stdlib.h>

enum {
    DELAY = 26,                                  /* words behind the one that is looked at */
    DELAY_SHORT = TABLE_SHORT_NAME + SCAN_EXTRA, /* likewise for short names */
    PENDING_MAX = 256,                           /* mentions that a later window may still replace */
    SETTLED = 64,                                /* words behind a mention after which none does */
    NAME_CAP = 512,
    TEXT_CAP = 768,
    ESTIMATE_SLACK = 30, /* penalty by which the estimate may be too high */
    SCORES = 1 << 13,    /* answers of the matcher that are remembered */
    SCORE_NAME_CAP = 80, /* bytes of a name whose answer is remembered */
    MET_MAX = 64,
    RUN_SIGNS = 3,        /* of a name in a script of syllables */
    RUN_HAN = 4,          /* of a run of Han that stands alone: in prose too many sound like a name */
    IMO_WORDS = 3,        /* behind "IMO" among which the number stands */
    INITIAL_SCORE = 8500, /* of one initial and a family name in prose */
    PART_SCORE = 500,     /* by which a part of a longer window must fit better */
};

typedef struct pending {
    unsigned long long start, end;
    uint64_t first, last; /* places */
    match_hit hit;
    bool has_identifier; /* then `name` is one */
    uint8_t property;
    uint16_t name_len, text_len;
    char name[NAME_CAP], text[TEXT_CAP];
} pending;

/* An answer of the matcher with the whole question: a text may be written so that hashes meet. */
typedef struct known_score {
    uint32_t row; /* plus one; 0: free */
    uint8_t schema, name_len;
    int16_t score;
    char name[SCORE_NAME_CAP];
} known_score;

struct mention_finder {
    const snapshot *snapshot;
    match_worker *worker;
    const mention_table *table;
    mention_scan *scan;
    mention_reader *reader;
    int budget;
    known_score scores[SCORES];

    const bic_table *banks;

    /* of the present text */
    mention_asking asking;
    uint64_t imo;                      /* place behind the last word "IMO" */
    uint64_t looked_places, place_end; /* place_end: behind the last place that was found */
    uint64_t looked, looked_short;     /* places up to here were looked at, for long and for short names */
    uint32_t met[MET_MAX];             /* parties mentioned lately */
    size_t met_count;
    pending pending[PENDING_MAX];
    size_t pending_count;
    bool truncated; /* there was no room for something that counts */
};

itd_status mention_finder_new(const mention_table *table, const bic_table *banks, match_worker *worker,
                              mention_finder **out, itd_error *error)
{
    mention_finder *f = calloc(1, sizeof *f);
    if (!f)
        return error_memory(error);
    f->snapshot = table->snapshot;
    f->table = table;
    f->banks = banks;
    f->worker = worker;
    f->budget = mention_penalty_of(MENTION_SCORE);
    itd_status status = mention_scan_new(f->table, &f->scan, error);
    if (status == ITD_OK)
        status = mention_reader_new(&f->reader, error);
    if (status != ITD_OK) {
        mention_finder_free(f);
        return status;
    }
    *out = f;
    return ITD_OK;
}

void mention_finder_free(mention_finder *f)
{
    if (!f)
        return;
    mention_reader_free(f->reader);
    mention_scan_free(f->scan);
    free(f);
}

/* ---- asking the matcher ---- */

static known_score *score_slot(mention_finder *f, str name, uint32_t row)
{
    uint64_t h = 1469598103934665603u ^ row;
    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.data[i]) * 1099511628211u;
    return &f->scores[(h ^ h >> 31) % SCORES];
}

static int ask(mention_finder *f, schema_id schema, str name, uint32_t row)
{
    known_score *k = score_slot(f, name, row);
    if (k->row == row + 1 && k->schema == schema && str_equal(str_make(k->name, k->name_len), name))
        return k->score;
    int score = match_pair(f->worker, schema, name, snapshot_name_at(f->snapshot, row).text);
    if (name.len == 0 || name.len > SCORE_NAME_CAP)
        return score;
    k->row = row + 1;
    k->schema = (uint8_t)schema;
    k->name_len = (uint8_t)name.len;
    k->score = (int16_t)score;
    memcpy(k->name, name.data, name.len);
    return score;
}

static bool has_father(const mention_table *t, const table_name *n)
{
    for (size_t i = 0; i < n->count; i++)
        if (t->tokens[t->name_tokens[n->first_token + i]].patronymic)
            return true;
    return false;
}

/* The text has a father's name that this listed name leaves out: other names of the party must not have
 * another. */
static bool father_fits(mention_finder *f, const mention_window *w, str name, int least)
{
    const mention_table *t = f->table;
    bool any = false;
    if (w->name->kind != KIND_PERSON || w->extra == 0 || has_father(t, w->name))
        return true;
    for (const table_name *n = w->name; n > t->names && n[-1].entity == w->name->entity; n--)
        if (has_father(t, n - 1)) {
            any = true;
            if (ask(f, n->schema, name, n[-1].row) >= least)
                return true;
        }
    for (const table_name *n = w->name + 1; n < t->names + t->name_count && n->entity == w->name->entity; n++)
        if (has_father(t, n)) {
            any = true;
            if (ask(f, n->schema, name, n->row) >= least)
                return true;
        }
    return !any;
}

/* ---- keeping ---- */

/* The longer of two windows, unless the other fits better by far. */
static bool is_better(const pending *a, const pending *b)
{
    uint64_t x = a->last - a->first, y = b->last - b->first;
    if (x != y) {
        int gain = x > y ? PART_SCORE : -PART_SCORE;
        if (a->hit.score + gain != b->hit.score)
            return a->hit.score + gain > b->hit.score;
        return x > y;
    }
    return a->hit.score != b->hit.score ? a->hit.score > b->hit.score : a->hit.name < b->hit.name;
}

static void keep(mention_finder *f, const pending *m)
{
    if (f->asking.counts && !f->asking.counts(f->asking.context, &m->hit))
        return;
    for (size_t i = 0; i < f->pending_count; i++) {
        pending *p = &f->pending[i];
        if (p->hit.entity != m->hit.entity || p->start >= m->end || m->start >= p->end)
            continue;
        if (is_better(m, p))
            *p = *m;
        return;
    }
    if (f->pending_count == PENDING_MAX)
        f->truncated = true;
    else
        f->pending[f->pending_count++] = *m;
}

/* A wrong letter in a name that is whole else costs one edit, whatever sound the letters make. */
static int score_edited(mention_finder *f, const mention_window *w, str name)
{
    const table_name *n = w->name;
    int len = 0;
    for (size_t i = 0; i < n->count; i++) {
        const table_token *k = &f->table->tokens[f->table->name_tokens[n->first_token + i]];
        if (w->words[i].grade >= WINDOW_MEANING && !align_is_small(k->roles[n->kind]))
            return 0;
        if (w->words[i].grade == WINDOW_EDIT && !align_is_small(k->roles[n->kind]))
            len = k->len;
    }
    int score = ask(f, n->schema, name, n->row);
    return len == 0 ? score
                    : score_of_penalty(mention_penalty_of(score) + align_edit_penalty(DISTANCE_UNIT, len));
}

static bool has_edit(const mention_window *w)
{
    for (size_t i = 0; i < w->name->count; i++)
        if (w->words[i].grade == WINDOW_EDIT)
            return true;
    return false;
}

/* The score of the window, with what it was asked as in *m. */
static int score_window(mention_finder *f, const mention_window *w, pending *m)
{
    char right[NAME_CAP];
    size_t len = mention_window_read(f->scan, w, false, m->name, NAME_CAP);
    m->name_len = (uint16_t)len;
    if (len == 0) { /* longer than a name may be */
        f->truncated = true;
        return 0;
    }
    int score = ask(f, w->name->schema, str_make(m->name, len), w->name->row);
    if (!has_edit(w) || (len = mention_window_read(f->scan, w, true, right, NAME_CAP)) == 0)
        return score;
    int edited = score_edited(f, w, str_make(right, len));
    return edited > score ? edited : score;
}

/* As much as there is room for, whole characters. */
static void put_text(pending *m, str text)
{
    if (text.len > TEXT_CAP) {
        text.len = TEXT_CAP;
        while (text.len > 0 && ((unsigned char)text.data[text.len] & 0xC0) == 0x80)
            text.len--;
    }
    m->text_len = (uint16_t)text.len;
    if (text.len)
        memcpy(m->text, text.data, text.len);
}

static bool was_met(const mention_finder *f, uint32_t party)
{
    for (size_t i = 0; i < MET_MAX && i < f->met_count; i++)
        if (f->met[i] == party)
            return true;
    return false;
}

/* Keeps the window if the matcher gives it the score. */
static void try_window(mention_finder *f, const mention_window *w, int least)
{
    pending m;
    if (least > MATCH_SCORE_ONE)
        return;
    if (f->asking.options->threshold > least)
        least = f->asking.options->threshold;
    int score = score_window(f, w, &m);
    if (score < least || !father_fits(f, w, str_make(m.name, m.name_len), least))
        return;
    occurrence bounds;
    mention_window_bounds(f->scan, w, &bounds);
    str text = mention_reader_text(f->reader, bounds.at, bounds.to);
    m.start = bounds.start;
    m.end = bounds.end;
    m.first = w->first;
    m.last = w->last;
    m.has_identifier = false;
    put_text(&m, text);
    m.hit = (match_hit){.entity = w->name->entity, .name = w->name->row, .score = score, .name_score = score};
    keep(f, &m);
    if (!was_met(f, w->name->entity))
        f->met[f->met_count++ % MET_MAX] = w->name->entity;
}

/* ---- giving ---- */

static int by_place(const void *left, const void *right)
{
    const pending *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    if (a->hit.score != b->hit.score)
        return a->hit.score > b->hit.score ? -1 : 1;
    return a->hit.entity < b->hit.entity ? -1 : a->hit.entity > b->hit.entity;
}

/* A window that lies in a longer one which fits about as well is part of that name. */
static bool is_part(const mention_finder *f, const pending *m)
{
    for (size_t i = 0; i < f->pending_count; i++) {
        const pending *n = &f->pending[i];
        bool longer = n->start <= m->start && m->end <= n->end && n->end - n->start > m->end - m->start;
        if (longer && n->hit.score + PART_SCORE >= m->hit.score)
            return true;
    }
    return false;
}

static void give(mention_finder *f, const pending *list, size_t count)
{
    mention out[MATCH_LIMIT_MAX];
    size_t given = 0, limit = f->asking.options->limit;
    limit = limit < 1 ? 1 : limit < MATCH_LIMIT_MAX ? limit : MATCH_LIMIT_MAX;
    for (size_t i = 0; i < count && given < limit; i++) {
        const pending *p = &list[i];
        str name = str_make(p->name, p->name_len);
        mention *m = &out[given++];
        *m = (mention){.start = p->start,
                       .end = p->end,
                       .text = str_make(p->text, p->text_len),
                       .has_identifier = p->has_identifier,
                       .hit = p->hit};
        if (p->has_identifier)
            m->identifier = (match_identifier){true, (property_id)p->property, name};
        else
            m->name = name;
    }
    if (given)
        f->asking.sink(f->asking.context, out, given);
}

/* Gives the mentions that end before `place`, but none behind one that must wait. */
static void settle(mention_finder *f, uint64_t place)
{
    size_t ready = 0, kept = 0;
    bool part[PENDING_MAX];
    qsort(f->pending, f->pending_count, sizeof *f->pending, by_place);
    while (ready < f->pending_count && f->pending[ready].last < place)
        ready++;
    for (size_t i = 0; i < ready; i++)
        part[i] = is_part(f, &f->pending[i]);
    for (size_t i = 0; i < ready; i++)
        if (!part[i])
            f->pending[kept++] = f->pending[i];
    for (size_t i = 0; i < kept;) {
        size_t to = i + 1;
        while (to < kept && f->pending[to].start == f->pending[i].start &&
               f->pending[to].end == f->pending[i].end)
            to++;
        give(f, &f->pending[i], to - i);
        i = to;
    }
    memmove(f->pending, f->pending + ready, (f->pending_count - ready) * sizeof *f->pending);
    f->pending_count -= ready;
}

/* ---- looking ---- */

/* True if the token is the rarest anchor of the name that is near: each name is looked at once. */
static bool leads(const mention_finder *f, const table_name *n, uint32_t number, uint64_t place)
{
    uint64_t span = mention_scan_span(f->scan, n->count);
    for (size_t i = 0; i < n->anchor_count; i++) {
        uint32_t anchor = f->table->name_tokens[n->first_token + n->anchors[i]];
        if (anchor == number)
            return true;
        if (mention_scan_seen(f->scan, anchor, place > span ? place - span : 0))
            return false;
    }
    return true;
}

/* The words that belong to one run with those of an occurrence, nothing between them. */
typedef struct run {
    uint64_t first, last;
} run;

static run run_of(mention_finder *f, const occurrence *o)
{
    run r = {o->first, o->last};
    while (r.first > f->scan->from && r.first + SCAN_SPAN > o->first &&
           (mention_scan_at(f->scan, r.first)->gap & GAP_NONE))
        r.first--;
    while (r.last + 1 < f->scan->next && r.last < o->last + SCAN_SPAN &&
           (mention_scan_at(f->scan, r.last + 1)->gap & GAP_NONE))
        r.last++;
    return r;
}

/* A name over the word at the occurrence, within these places. */
static void look_for(mention_finder *f, const table_name *n, const occurrence *o, uint32_t number,
                     const run *within)
{
    mention_window w;
    if (n->heavy == 1 && !mention_rules_alone(f->scan, n, o, f->asking.alone))
        return;
    if (!leads(f, n, number, o->last) || !mention_window_possible(f->scan, n, within->first, f->budget) ||
        !mention_window_find(f->scan, n, o->last, within->first, within->last, f->budget + ESTIMATE_SLACK,
                             &w))
        return;
    if (w.penalty <= f->budget + ESTIMATE_SLACK)
        try_window(f, &w, mention_rules_least(f->scan, &w, f->asking.alone, was_met(f, n->entity)));
}

/* Names that one listed word is an anchor of: the short ones, or the longer ones. */
static void look_for_names(mention_finder *f, const occurrence *o, uint32_t number, bool longer)
{
    const table_token *t = &f->table->tokens[number];
    uint32_t n = longer ? t->short_count : 0, end = longer ? t->posting_count : t->short_count;
    bool small = mention_rules_small(f->scan, o);
    for (; n < end; n++) {
        const table_posting *q = &f->table->postings[t->first_posting + n];
        const table_name *name = &f->table->names[q->name];
        if (small && !q->small && !q->organisation)
            continue;
        uint64_t span = mention_scan_span(f->scan, longer ? name->count : TABLE_SHORT_NAME);
        const run near = {o->last > span ? o->last - span : 0, UINT64_MAX};
        if (q->partner == (uint32_t)TABLE_NO_TOKEN || mention_scan_seen(f->scan, q->partner, near.first))
            look_for(f, name, o, number, &near);
    }
}

/* Signs for syllables stand for a name in another script only as a person's, in one run of them. */
static void look_in_run(mention_finder *f, const occurrence *o, const run *r, uint32_t number, bool longer)
{
    const table_token *t = &f->table->tokens[number];
    uint32_t n = longer ? t->short_count : 0, end = longer ? t->posting_count : t->short_count;
    for (; n < end; n++) {
        const table_posting *q = &f->table->postings[t->first_posting + n];
        if (q->partner != (uint32_t)TABLE_NO_TOKEN && !mention_scan_seen(f->scan, q->partner, r->first))
            continue;
        const table_name *name = &f->table->names[q->name];
        if (name->kind == KIND_PERSON && r->last - r->first + 1 >= name->heavy)
            look_for(f, name, o, number, r);
    }
}

/* "R. Kadyrov": names of persons that the word at the occurrence is the family name of. */
static void look_for_initials(mention_finder *f, const occurrence *o)
{
    uint64_t first, last;
    mention_window w;
    const bool field = f->asking.alone == MENTION_ALONE_IN_FIELD;
    if (f->asking.alone == MENTION_ALONE_NEVER || o->entry->relation_count == 0 ||
        !mention_initials_around(f->scan, o, field, &first, &last))
        return;
    bool one = last - first == o->last - o->first + 1; /* of authors there are many */
    int least = one && (!field || first == o->first) ? INITIAL_SCORE : MENTION_SCORE;
    for (size_t k = 0; k < o->entry->relation_count; k++) {
        const word_relation *to = &o->entry->relations[k];
        const table_token *t = &f->table->tokens[to->token];
        for (uint32_t n = 0; to->grade == GRADE_EQUAL && n < t->posting_count; n++) {
            const table_name *name = &f->table->names[f->table->postings[t->first_posting + n].name];
            if (mention_initials_window(f->scan, name, o, to->token, first, last, &w))
                try_window(f, &w, least);
        }
    }
}

static void look_at(mention_finder *f, uint64_t place, bool longer)
{
    const scan_place *p = mention_scan_at(f->scan, place);
    run r = {0, 0};
    for (size_t i = 0; i < p->count; i++) {
        const occurrence *o = &p->occurrences[i];
        bool syllabic = (o->entry->flags & WORD_SYLLABIC) != 0;
        if (longer)
            look_for_initials(f, o);
        if (syllabic && o->entry->relation_count)
            r = run_of(f, o);
        for (size_t k = 0; k < o->entry->relation_count; k++) {
            const word_relation *to = &o->entry->relations[k];
            const table_token *t = &f->table->tokens[to->token];
            if ((longer ? t->short_count == t->posting_count : t->short_count == 0) ||
                !mention_rules_anchor(f->scan, o, to))
                continue;
            if (!syllabic || t->script == o->entry->script)
                look_for_names(f, o, to->token, longer);
            else if (r.last - r.first + 1 >= RUN_SIGNS &&
                     (o->entry->script != SCRIPT_HAN || r.last - r.first < RUN_HAN))
                look_in_run(f, o, &r, to->token, longer);
        }
    }
}

/* True if the words behind a place are known as far as a short name needs them: signs for syllables need no
 * more than the run that they are in. */
static bool is_ready(mention_finder *f, uint64_t place)
{
    const mention_scan *s = f->scan;
    if (s->next > place + DELAY_SHORT)
        return true;
    const scan_place *p = mention_scan_at(f->scan, place);
    if (!(p->occurrences[0].entry->flags & WORD_SYLLABIC))
        return false;
    uint64_t end = place + 1;
    while (end < s->next && (mention_scan_at(f->scan, end)->gap & GAP_NONE))
        end++;
    return end < s->next;
}

/* Looks at the places behind which enough words are known, `all` of them at the end of the text. */
static void look(mention_finder *f, bool all)
{
    while (f->looked_short < f->scan->next && (all || is_ready(f, f->looked_short)))
        look_at(f, f->looked_short++, false);
    while (f->looked < f->scan->next && (all || f->scan->next > f->looked + DELAY)) {
        look_at(f, f->looked, true);
        if (f->scan->spread + DELAY >= f->looked && f->scan->spread > f->looked)
            look_at(f, f->looked, false); /* words in single letters lie over many places */
        f->looked++;
        bool many = f->pending_count > PENDING_MAX / 2;
        if (f->pending_count && (many || f->looked % SETTLED == 0) && f->looked > SETTLED)
            settle(f, f->looked - SETTLED);
    }
}

/* ---- identifiers and places ---- */

static void keep_code(mention_finder *f, const reader_word *word, str raw, const match_identifier *code)
{
    const match_query q = {.identifiers = {*code}, .identifier_count = 1};
    match_hit hits[MATCH_LIMIT_MAX]; /* the filter may use the worker */
    match_options options = *f->asking.options;
    options.limit = MATCH_LIMIT_MAX;
    const match_result *r = match_search(f->worker, &q, &options);
    size_t count = r->hit_count;
    f->truncated |= r->no_memory || r->total > count || code->text.len > NAME_CAP;
    if (count)
        memcpy(hits, r->hits, count * sizeof *hits);
    pending m = {.start = word->start,
                 .end = word->end,
                 .first = f->scan->next - 1,
                 .last = f->scan->next - 1,
                 .has_identifier = true,
                 .property = (uint8_t)code->property};
    if (code->text.len > NAME_CAP)
        return;
    memcpy(m.name, code->text.data, code->text.len);
    m.name_len = (uint16_t)code->text.len;
    put_text(&m, raw);
    for (size_t i = 0; i < count; i++) {
        m.hit = hits[i];
        keep(f, &m);
    }
}

/* The word that was put last. */
static void look_for_code(mention_finder *f, const reader_word *word)
{
    match_identifier codes[CODES_MAX];
    str raw = mention_reader_text(f->reader, word->at, word->to);
    bool imo = f->scan->next - f->imo <= IMO_WORDS;
    size_t count = mention_codes_of(f->banks, raw, imo, codes);
    for (size_t i = 0; i < count; i++)
        keep_code(f, word, raw, &codes[i]);
    if (str_is(word->word->folded, "imo"))
        f->imo = f->scan->next;
}

static void look_for_place(mention_finder *f, uint64_t place)
{
    occurrence bounds;
    place_found found;
    if (place < f->place_end ||
        !(mention_scan_at(f->scan, place)->occurrences[0].entry->flags & WORD_PLACE) ||
        !mention_places_find(f->scan, f->asking.places, place, &bounds, &found))
        return;
    const place_mention p = {.start = bounds.start,
                             .end = bounds.end,
                             .text = mention_reader_text(f->reader, bounds.at, bounds.to),
                             .code = found.code};
    f->place_end = bounds.last + 1;
    f->asking.place_sink(f->asking.context, &p);
}

static void look_for_places(mention_finder *f, bool all)
{
    while (f->looked_places < f->scan->next && (all || f->scan->next > f->looked_places + PLACES_BEHIND))
        look_for_place(f, f->looked_places++);
}

static void read_words(mention_finder *f)
{
    reader_word word;
    while (mention_reader_next(f->reader, &word)) {
        mention_scan_put(f->scan, f->reader, &word);
        if (f->asking.identifiers)
            look_for_code(f, &word);
        if (f->asking.places)
            look_for_places(f, false);
        look(f, false);
    }
}

void mention_begin(mention_finder *f, const mention_asking *asking)
{
    f->asking = *asking;
    f->truncated = false;
    f->pending_count = f->met_count = 0;
    mention_reader_start(f->reader);
    mention_scan_start(f->scan);
    f->looked = f->looked_short = f->looked_places = f->scan->from;
    f->imo = f->place_end = 0;
}

void mention_put(mention_finder *f, str piece)
{
    while (piece.len) {
        size_t len = piece.len < READER_PIECE ? piece.len : READER_PIECE;
        mention_reader_put(f->reader, str_make(piece.data, len));
        read_words(f);
        piece = str_make(piece.data + len, piece.len - len);
    }
}

bool mention_end(mention_finder *f)
{
    mention_reader_finish(f->reader);
    read_words(f);
    if (f->asking.places)
        look_for_places(f, true);
    look(f, true);
    settle(f, UINT64_MAX);
    return !f->truncated;
}

bool mention_find(mention_finder *f, str text, const mention_asking *asking)
{
    mention_begin(f, asking);
    mention_put(f, text);
    return mention_end(f);
}

bool mention_unread(const mention_finder *f)
{
    return mention_reader_unread(f->reader);
}
