#include "field/party.h"

#include "field/party_words.h"

/* What a part costs, by what was taken off. */
enum {
    COST_PARTED = 0,
    COST_MARKED = 2, /* a number with its label, a street, a department, a job, a voyage */
    COST_TOWN = 4,
    COST_AND = 8,    /* "and", "for": both names may be one */
    COST_LOOSE = 14, /* a number without a label may be part of a name */
    PART_COST_MAX = 24,
    STREET_BACK = 4, /* words between the number of a house and "street" */
    STREET_AHEAD = 5,
    OFFICE_WORDS = 4, /* of the name of an office: "minister of foreign affairs" */
    LONG_NUMBER = 5,  /* figures of a number that stands before a name */
};

/* Words first … end - 1 and what is known of them. */
typedef struct run {
    size_t from, to;
    unsigned cost, kinds;
    bool marked; /* what stands around it says that it is a name of its own */
} run;

static bool is_class(const party_reader *r, size_t at, unsigned classes)
{
    return (r->classes[at] & classes) != 0;
}

/* A word that may be of a name: no context, no number, no single letter. */
static bool is_whole(const party_reader *r, size_t at)
{
    const unsigned context = CLASS_JOIN | CLASS_WEAK | CLASS_FOR | CLASS_DEPARTMENT | CLASS_STREET |
                             CLASS_LABEL | CLASS_VESSEL | CLASS_VOYAGE | CLASS_FLAG | CLASS_TOWN | CLASS_LINK;
    return !r->number[at] && !is_class(r, at, context) && r->text->words[at].folded.len > 1;
}

static size_t whole_words(const party_reader *r, size_t from, size_t to)
{
    size_t whole = 0;
    for (size_t i = from; i < to; i++)
        whole += is_whole(r, i);
    return whole;
}

/* Ships are called by towns. */
static bool is_town(const party_reader *r, run part)
{
    return part.marked && part.to == part.from + 1 && is_class(r, part.from, CLASS_TOWN);
}

static void emit(const party_reader *r, run part, party_parts *out)
{
    size_t whole = whole_words(r, part.from, part.to);
    if (part.from >= part.to || (whole == 0 && !is_town(r, part)) || part.to - part.from == r->count)
        return;
    if (part.to - part.from == 1)
        part.kinds &= part.marked ? PARTY_OF_ORGANISATION | PARTY_OF_OBJECT : PARTY_OF_ORGANISATION;
    const text_word *words = r->text->words;
    party_part made = {words[part.from].start, words[part.to - 1].end,
                       (uint8_t)(part.cost < PART_COST_MAX ? part.cost : PART_COST_MAX), (uint8_t)part.kinds,
                       part.marked && part.cost <= COST_MARKED};
    for (size_t i = 0; i < out->count; i++) {
        party_part *p = &out->list[i];
        if (p->start != made.start || p->end != made.end)
            continue;
        p->kinds |= made.kinds;
        p->marked = p->marked || made.marked;
        p->cost = made.cost < p->cost ? made.cost : p->cost;
        return;
    }
    if (made.kinds && out->count < PARTY_PARTS_MAX)
        out->list[out->count++] = made;
}

static void keep_number(const party_reader *r, size_t label, size_t label_end, size_t from, size_t to,
                        party_parts *out)
{
    const text_word *w = r->text->words;
    if (out->number_count < PARTY_NUMBERS_MAX)
        out->numbers[out->number_count++] =
            (party_number){w[label].start, w[label_end - 1].end, w[from].start, w[to - 1].end};
}

static bool is_one_of(str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(word, list[i]))
            return true;
    return false;
}

/* "Ministry of Defence of the United Kingdom": the place says whose it is, not where. */
static bool is_owner(const party_reader *r, size_t first, size_t from)
{
    static const char *const articles[] = {"the", "la", "le", "les", "l", "el", "los", "las"};
    static const char *const genitives[] = {"of", "de", "di", "da", "do", "du", "des", "del", "della"};
    size_t at = first;
    while (at > from &&
           is_one_of(r->text->words[at - 1].folded, articles, sizeof articles / sizeof *articles))
        at--;
    return at > from && r->gap[first] == GAP_NONE &&
           is_one_of(r->text->words[at - 1].folded, genitives, sizeof genitives / sizeof *genitives);
}

/* Takes one thing off the end of the run; false if nothing there is known. */
static bool strip_tail(const party_reader *r, run *part, bool stripped, party_parts *out)
{
    size_t last = part->to - 1, first = r->first[last];
    bool apart = stripped || r->gap[first] != GAP_NONE;
    if (first <= part->from && !(r->number[last] && last > part->from))
        return false;
    if (r->number[last]) {
        size_t before = last - 1, label = r->first[before];
        if (is_class(r, before, CLASS_LABEL) && label > part->from) {
            keep_number(r, label, last, last, part->to, out);
            part->to = label;
            part->cost += COST_MARKED;
        } else if (is_class(r, before, CLASS_VOYAGE) && label > part->from) {
            part->to = label;
            part->cost += COST_MARKED;
            part->marked = true;
        } else {
            part->to = last;
            part->cost += stripped ? COST_MARKED : COST_LOOSE;
            part->kinds &= ~(unsigned)PARTY_OF_OBJECT;
        }
        return true;
    }
    if (is_class(r, last, CLASS_TOWN | CLASS_PLACE_NAME) && is_owner(r, first, part->from))
        return false;
    if (is_class(r, last, CLASS_DEPARTMENT))
        part->cost += COST_MARKED;
    else if (is_class(r, last, CLASS_TOWN) || (is_class(r, last, CLASS_PLACE_NAME) && apart))
        part->cost += stripped ? COST_MARKED : COST_TOWN;
    else if (is_class(r, last, CLASS_PLACE_NAME)) { /* of a person it may be the family name */
        part->cost += COST_TOWN;
        part->kinds &= PARTY_OF_ORGANISATION;
    } else if (is_class(r, last, CLASS_FLAG | CLASS_VESSEL)) {
        part->cost += COST_MARKED;
        part->kinds &= PARTY_OF_OBJECT;
        part->marked = true;
    } else if (is_class(r, last, CLASS_JOB) && (apart || part->to - first > 1)) {
        part->cost += COST_MARKED;
        part->kinds &= PARTY_OF_PERSON;
    } else if (!stripped || !is_class(r, last, CLASS_LINK | CLASS_STREET | CLASS_LABEL | CLASS_VOYAGE))
        return false;
    part->to = first;
    return true;
}

static bool strip_head(const party_reader *r, run *part, bool stripped, party_parts *out)
{
    size_t at = part->from, end = r->end[at];
    if (end >= part->to)
        return false;
    if (is_class(r, at, CLASS_LABEL) && r->number[end]) {
        size_t to = end;
        while (to < part->to && r->number[to] && to < end + 2)
            to++;
        if (to == part->to)
            return false;
        keep_number(r, at, end, end, to, out);
        part->from = to;
        part->cost += COST_MARKED;
        return true;
    }
    if (r->number[at] && r->text->words[at].folded.len >= LONG_NUMBER)
        part->cost += stripped ? COST_MARKED : COST_LOOSE;
    else if (is_class(r, at, CLASS_VESSEL)) {
        part->cost += COST_MARKED;
        part->kinds &= PARTY_OF_OBJECT;
        part->marked = true;
    } else if (is_class(r, at, CLASS_JOB | CLASS_ESTATE)) {
        part->cost += COST_MARKED;
        part->kinds &= PARTY_OF_PERSON;
    } else if (is_class(r, at, CLASS_DEPARTMENT) && end - at > 1)
        part->cost += COST_TOWN;
    else if (!stripped || !is_class(r, at, CLASS_LINK))
        return false;
    part->from = end;
    return true;
}

/* What is left when all that is known is taken off both ends; each step on the way is a part too, for a town
 * or a number may belong to the name. */
static void strip(const party_reader *r, run part, bool stripped, party_parts *out)
{
    emit(r, part, out);
    for (;;) {
        bool head = strip_head(r, &part, stripped, out);
        bool tail = part.to > part.from + 1 && strip_tail(r, &part, stripped, out);
        if (!head && !tail)
            return;
        stripped = true;
        emit(r, part, out);
    }
}

/* The name behind an office: "Minister of Foreign Affairs Ann Example". */
static void strip_office(const party_reader *r, run part, party_parts *out)
{
    size_t end = r->end[part.from];
    if (!is_class(r, part.from, CLASS_JOB) || end >= part.to || !is_class(r, end, CLASS_LINK))
        return;
    part.kinds = PARTY_OF_PERSON;
    part.cost += COST_TOWN;
    for (size_t at = end + 1; at < part.to && at <= end + OFFICE_WORDS; at++) {
        part.from = at;
        if (whole_words(r, at, part.to) >= 2)
            emit(r, part, out);
    }
}

/* Where a street begins, or part.to. *between tells that the name of the street may stand before `at`. */
static size_t street_of(const party_reader *r, run part, bool *between)
{
    for (size_t p = part.from; p < part.to; p = r->end[p]) {
        const text_word *w = &r->text->words[p];
        static const char *const endings[] = {"strasse", "straat", "gasse", "gatan", "gata", "vej", "veien",
                                              "allee",   "weg",    "platz", "gade",  "laan", "kade"};
        bool ending = false;
        for (size_t e = 0; e < sizeof endings / sizeof *endings; e++)
            ending =
                ending || (w->folded.len > strlen(endings[e]) + 2 && str_ends(w->folded, str_of(endings[e])));
        if (!ending && !is_class(r, p, CLASS_STREET))
            continue;
        *between = false;
        for (size_t q = p; q > part.from && q + STREET_BACK > p && !ending; q--)
            if (r->number[q - 1]) {
                size_t start = q - 1;
                if (start > part.from && is_class(r, start - 1, CLASS_LABEL))
                    start = r->first[start - 1];
                if (start > part.from)
                    return start;
            }
        for (size_t q = r->end[p]; q < part.to && q < p + STREET_AHEAD && p > part.from; q++)
            if (r->number[q]) {
                *between = !ending && q == r->end[p];
                return p;
            }
    }
    return part.to;
}

static void read_street(const party_reader *r, run part, party_parts *out)
{
    bool between = false;
    size_t at = street_of(r, part, &between);
    if (at >= part.to)
        return;
    part.to = at;
    part.cost += COST_MARKED;
    for (size_t back = 0; back <= (between ? 2u : 0u) && part.to > part.from; back++, part.to--)
        strip(r, part, true, out);
}

/* True if words from `at` say where or what somebody is: a comma before them ends a name. */
static bool is_context(const party_reader *r, size_t at, size_t to)
{
    const unsigned first = CLASS_TOWN | CLASS_PLACE_NAME | CLASS_DEPARTMENT | CLASS_LABEL | CLASS_JOB |
                           CLASS_FLAG | CLASS_VOYAGE | CLASS_VESSEL | CLASS_JOIN | CLASS_STREET |
                           CLASS_ESTATE;
    if (is_class(r, at, first) || r->number[at])
        return true;
    for (size_t i = at; i < to && (i == at || r->gap[i] == GAP_NONE); i++)
        if (is_class(r, i, CLASS_STREET) || (i > at && r->number[i]))
            return true;
    return false;
}

static void read_run(const party_reader *r, run part, party_parts *out);

/* Parts at the brackets and at the first comma behind which context stands. */
static void read_gaps(const party_reader *r, run part, party_parts *out)
{
    for (size_t i = part.from + 1; i < part.to; i++) {
        bool bracket = r->gap[i] == GAP_BRACKET;
        if (!bracket && (r->gap[i] != GAP_COMMA || !is_context(r, i, part.to)))
            continue;
        run head = part, tail = part;
        head.to = tail.from = i;
        head.marked = tail.marked = true;
        strip(r, head, true, out);
        read_street(r, head, out);
        if (whole_words(r, tail.from, tail.to) >= 2)
            read_run(r, tail, out);
        return;
    }
}

static void read_weak(const party_reader *r, run part, party_parts *out)
{
    for (size_t i = part.from + 1; i + 1 < part.to; i++) {
        if (!is_class(r, i, CLASS_WEAK | CLASS_FOR))
            continue;
        run head = part, tail = part;
        head.to = i;
        tail.from = i + 1;
        head.cost += COST_AND;
        tail.cost += COST_AND;
        if (head.to - head.from < 2 || tail.to - tail.from < 2)
            continue;
        if (whole_words(r, head.from, head.to) >= 2)
            strip(r, head, true, out);
        if (whole_words(r, tail.from, tail.to) >= 2)
            strip(r, tail, true, out);
    }
}

static void read_run(const party_reader *r, run part, party_parts *out)
{
    if (part.from >= part.to)
        return;
    strip(r, part, false, out);
    strip_office(r, part, out);
    read_street(r, part, out);
    read_gaps(r, part, out);
    read_weak(r, part, out);
}

void party_read(const text_name *text, str raw, party_parts *out)
{
    party_reader r;
    out->count = out->number_count = 0;
    if (text->word_count < 2)
        return;
    party_words_read(text, raw, &r);
    if (!r.any)
        return;
    run part = {0, 0, COST_PARTED, PARTY_OF_ANY, false}, joined = part;
    for (size_t i = 0; i <= r.count; i++) {
        bool join =
            i < r.count && is_class(&r, i, CLASS_JOIN) && r.first[i] == i && (i > 0 || r.end[i] < r.count);
        if (i < r.count && !join && r.gap[i] != GAP_PARTED)
            continue;
        part.to = joined.to = i;
        part.marked = joined.marked = part.from > 0 || i < r.count;
        read_run(&r, part, out);
        if (joined.from < part.from && (join || i == r.count)) /* a dash may stand in a name */
            emit(&r, joined, out);
        part.from = join ? r.end[i] : i;
        joined.from = join ? part.from : joined.from;
    }
}
