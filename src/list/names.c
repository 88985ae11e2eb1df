#include "list/names.h"

#include "base/error.h"
#include "list/record.h"

#include <stdint.h>
#include <stdio.h>

/* ---- several names in one field ---- */

/* What stands between two names. Bare ones are words of names too: they count in small letters, behind a mark
 * of punctuation, or between whole names. */
static const struct {
    const char *text;
    bool bare, former;
} MARKERS[] = {
    {"formerly known as", false, true},
    {"previously known as", false, true},
    {"also known as", false, false},
    {"now known as", false, false},
    {"doing business as", false, false},
    {"a.k.a.", false, false},
    {"a/k/a", false, false},
    {"f.k.a.", false, true},
    {"f/k/a", false, true},
    {"n.k.a.", false, false},
    {"d.b.a.", false, false},
    {"d/b/a", false, false},
    {"formerly", true, true},
    {"fka", true, true},
    {"aka", true, false},
    {"dba", true, false},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Blanks and marks of punctuation around a name; a bracket that has its other half stays. */
static str trimmed(str s)
{
    static const char marks[] = " \t,;:\"";
    for (bool again = true; again && s.len;) {
        again = false;
        if (strchr(marks, s.data[0]) || s.data[0] == ')') {
            s = str_make(s.data + 1, s.len - 1);
            again = true;
        } else if (strchr(marks, s.data[s.len - 1]) || s.data[s.len - 1] == '(' ||
                   (s.data[s.len - 1] == ')' && str_find(s, str_of("(")) == SIZE_MAX)) {
            s.len--;
            again = true;
        } else if (s.data[0] == '(' && str_find(s, str_of(")")) == SIZE_MAX) {
            s = str_make(s.data + 1, s.len - 1);
            again = true;
        }
    }
    return s;
}

static bool is_name(str s)
{
    size_t letters = 0;
    for (size_t i = 0; i < s.len; i++)
        letters += is_letter(s.data[i]);
    return letters >= 2;
}

static size_t word_count(str s)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < s.len; i++) {
        bool letter = s.data[i] != ' ';
        words += letter && !inside;
        inside = letter;
    }
    return words;
}

/* True if a bare word at `at` stands between two names and is no word of one. */
static bool bare_counts(str text, size_t at, size_t len)
{
    size_t before = at;
    while (before && text.data[before - 1] == ' ')
        before--;
    if (before && strchr(",;(", text.data[before - 1]))
        return true;
    str word = str_make(text.data + at, len), left = trimmed(str_make(text.data, at)),
        right = trimmed(str_make(text.data + at + len, text.len - at - len));
    bool small = word.data[0] >= 'a' && word.data[0] <= 'z', large = word.data[1] < 'a';
    return small || (large && word_count(left) > 1 && word_count(right) > 1);
}

/* The marker that begins at `at`; its length, 0 for none. */
static size_t marker_at(str text, size_t at, bool *former)
{
    if (at == 0 || is_letter(text.data[at - 1]) || text.data[at - 1] == '.' || text.data[at - 1] == '-')
        return 0;
    for (size_t i = 0; i < sizeof MARKERS / sizeof MARKERS[0]; i++) {
        str marker = str_of(MARKERS[i].text);
        if (text.len - at <= marker.len || !str_equal_nocase(str_make(text.data + at, marker.len), marker))
            continue;
        char behind = text.data[at + marker.len];
        if (behind != ' ' && behind != ':' && behind != '"')
            continue;
        if (MARKERS[i].bare && !bare_counts(text, at, marker.len))
            continue;
        *former = MARKERS[i].former;
        return marker.len;
    }
    return 0;
}

static bool opens_quotation(str s)
{
    static const char low[] = "\xE2\x80\x9E", left[] = "\xE2\x80\x9C";
    s = str_trim(s);
    return str_ends(s, str_of(low)) || str_ends(s, str_of(left));
}

static bool add_part(name_part parts[NAMES_PARTS_MAX], size_t *count, str text, bool former)
{
    text = trimmed(text);
    if (!is_name(text) || *count == NAMES_PARTS_MAX)
        return false;
    parts[(*count)++] = (name_part){text, former};
    return true;
}

size_t names_split(str text, name_part parts[NAMES_PARTS_MAX])
{
    size_t count = 0, from = 0, cuts = 0;
    bool former = false, next_former = false;
    for (size_t at = 0; at < text.len; at++) {
        size_t len = text.data[at] == ';' ? 1 : marker_at(text, at, &next_former);
        if (!len)
            continue;
        /* a quotation goes on over the semicolon: "„A; B“" */
        if (text.data[at] == ';' && opens_quotation(str_make(text.data + from, at - from)))
            return 0;
        cuts++;
        bool named = add_part(parts, &count, str_make(text.data + from, at - from), former);
        /* "A; f.k.a. B": the words behind a semicolon say what the name there is */
        former = text.data[at] == ';' ? former && !named : next_former;
        from = at + len;
        at += len - 1;
    }
    if (!cuts)
        return 0;
    add_part(parts, &count, str_make(text.data + from, text.len - from), former);
    return count > 1 ? count : 0;
}

/* ---- one entity ---- */

enum { SAID_MAX = 20 };

typedef struct mending {
    list_job *job;
    size_t mended, lost;
} mending;

static bool has_name(entity *e, str text)
{
    for (name_kind kind = NAME_PRIMARY; kind < NAME_KIND_COUNT; kind++)
        if (entity_find(e, ENTITY_ANY, (int)kind, text))
            return true;
    return false;
}

static void add_derived(entity *e, name_kind of, const name_part *part)
{
    bool weak = of == NAME_WEAK || (e->schema == SCHEMA_PERSON && word_count(part->text) == 1);
    if (has_name(e, part->text))
        return;
    entity_value *v = weak           ? entity_add_name(e, PROPERTY_WEAK_ALIAS, NAME_WEAK, part->text)
                      : part->former ? entity_add_name(e, PROPERTY_PREVIOUS_NAME, NAME_FORMER, part->text)
                                     : entity_add_name(e, PROPERTY_ALIAS, NAME_ALIAS, part->text);
    if (v)
        v->derived = true;
}

static bool say(mending *m, const entity *e, str name, const char *what)
{
    char place[32] = "";
    if (e->line)
        snprintf(place, sizeof place, ":%lu", e->line);
    return list_warn(m->job, "%s%s: %.*s: %s: '%.*s'", m->job->files[0].path, place, STR_ARG(e->id), what,
                     (int)(name.len < 100 ? name.len : 100), name.data);
}

static bool mend_value(mending *m, entity *e, size_t index)
{
    str text = e->values[index].text, undone = names_undo(m->job->arena, text);
    if (!undone.data)
        return false;
    undone = str_trim(undone);
    if (!str_equal(undone, text) && is_name(undone)) {
        str parts[] = {e->values[index].note, str_of("as published:"), text};
        e->values[index].text = undone;
        e->values[index].note = record_words(e, parts, 3);
        if (m->mended++ < SAID_MAX && !say(m, e, undone, "a name was encoded twice; it is read as"))
            return false;
    }
    if (str_find(undone, str_of("\xEF\xBF\xBD")) != SIZE_MAX && m->lost++ < SAID_MAX &&
        !say(m, e, undone, "letters of a name are lost"))
        return false;
    return !e->failed;
}

static bool mend_entity(mending *m, entity *e)
{
    size_t count = e->value_count; /* what is added here is in order */
    for (size_t i = 0; i < count; i++) {
        name_part parts[NAMES_PARTS_MAX];
        const entity_value *v = &e->values[i];
        if (v->name_kind == NAME_NOT_A_NAME || v->derived)
            continue;
        if (!mend_value(m, e, i))
            return false;
        name_kind kind = (name_kind)e->values[i].name_kind;
        size_t found = names_split(e->values[i].text, parts);
        for (size_t k = 0; k < found && !e->failed; k++)
            add_derived(e, kind, &parts[k]);
        if (e->failed)
            return false;
    }
    return true;
}

itd_status names_mend(list_job *job, itd_error *error)
{
    mending m = {.job = job};
    for (size_t i = 0; i < job->result.entity_count; i++)
        if (!mend_entity(&m, job->result.entities[i]))
            return record_failed(&job->files[0], job->result.entities[i], job->result.entities[i]->line,
                                 error);
    if (m.mended > SAID_MAX &&
        !list_warn(job, "%s: %zu names in all were encoded twice", job->files[0].path, m.mended))
        return error_memory(error);
    if (m.lost > SAID_MAX &&
        !list_warn(job, "%s: %zu names in all have lost letters", job->files[0].path, m.lost))
        return error_memory(error);
    return ITD_OK;
}
