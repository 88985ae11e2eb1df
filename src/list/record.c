#include "list/record.h"

#include "base/error.h"
#include "base/limits.h"
#include "list/values.h"
#include "model/country.h"
#include "model/identifier.h"
#include "model/partial_date.h"

#include <stdio.h>

/* ---- drift ---- */

static bool is_known(str name, const char *const *known)
{
    for (; *known; known++)
        if (str_is(name, *known))
            return true;
    return false;
}

static bool unknown_field(list_job *job, const char *where, const char *between, str name)
{
    char text[160];
    int len = snprintf(text, sizeof text, "%s%s%.*s", where, between, (int)(name.len < 64 ? name.len : 64),
                       name.data);
    return len > 0 && list_unknown(job, str_of(text));
}

bool record_check_children(list_job *job, const xml_node *node, const char *const *known, const char *where)
{
    for (const xml_node *child = node ? node->first : NULL; child; child = child->next)
        if (!is_known(child->name, known) && !unknown_field(job, where, "/", child->name))
            return false;
    return true;
}

bool record_check_attributes(list_job *job, const xml_node *node, const char *const *known, const char *where)
{
    for (size_t i = 0; node && i < node->attribute_count; i++)
        if (!is_known(node->attributes[i].name, known) &&
            !unknown_field(job, where, "/@", node->attributes[i].name))
            return false;
    return true;
}

itd_status record_missing(const list_file *file, unsigned long line, const char *record, const char *field,
                          itd_error *error)
{
    return error_at_line(error, ITD_ERROR_INPUT, file->path, line, "%s without %s", record, field);
}

itd_status record_finish(list_job *job, const char *entries, itd_error *error)
{
    if (job->result.entity_count)
        return ITD_OK;
    return error_set(error, ITD_ERROR_INPUT, job->files[0].path, "no entries; expected %s", entries);
}

static bool is_full(const entity *e)
{
    return e->value_count >= LIMIT_ENTITY_VALUES || e->address_count >= LIMIT_ENTITY_VALUES ||
           e->link_count >= LIMIT_ENTITY_VALUES || e->listing_count >= LIMIT_ENTITY_VALUES;
}

itd_status record_failed(const list_file *file, const entity *e, unsigned long line, itd_error *error)
{
    if (!is_full(e))
        return error_memory(error);
    return error_at_line(error, ITD_ERROR_LIMIT, file->path, line, "the entry %.*s has more than %zu values",
                         STR_ARG(e->id), LIMIT_ENTITY_VALUES);
}

itd_status record_add(list_job *job, entity *e, unsigned long line, itd_error *error)
{
    if (e->failed)
        return record_failed(&job->files[0], e, line, error);
    e->line = line;
    return list_add_entity(job, e) ? ITD_OK : error_memory(error);
}

/* ---- text ---- */

str record_join(arena *a, const str *parts, size_t count, const char *separator, bool *failed)
{
    size_t len = 0, gap = strlen(separator), used = 0;
    for (size_t i = 0; i < count; i++)
        len += parts[i].len + gap;
    if (!len)
        return STR_NONE;
    char *out = arena_alloc(a, len + 1);
    if (!out) {
        *failed = true;
        return STR_NONE;
    }
    for (size_t i = 0; i < count; i++) {
        str part = str_trim(parts[i]);
        if (str_empty(part))
            continue;
        if (used) {
            memcpy(out + used, separator, gap);
            used += gap;
        }
        memcpy(out + used, part.data, part.len);
        used += part.len;
    }
    return str_make(out, used);
}

str record_words(entity *e, const str *parts, size_t count)
{
    return record_join(e->arena, parts, count, " ", &e->failed);
}

str record_id(arena *a, const char *prefix, str native)
{
    bool failed = false;
    str parts[] = {str_of(prefix), native};
    return record_join(a, parts, 2, "-", &failed);
}

str record_copy(entity *e, str text)
{
    if (str_empty(text))
        return STR_NONE;
    str copy = arena_str(e->arena, text);
    if (!copy.data)
        e->failed = true;
    return copy;
}

/* ---- dates, countries, gender ---- */

str record_day(arena *a, str text)
{
    char date[PARTIAL_DATE_CAP];
    str copy = partial_date_read(text, date) ? arena_str(a, str_of(date)) : STR_NONE;
    return copy.data ? copy : STR_NONE;
}

str record_date_text(entity *e, str text)
{
    char date[PARTIAL_DATE_CAP];
    return partial_date_read(text, date) ? record_copy(e, str_of(date)) : STR_NONE;
}

static void add_note(entity *e, const char *label, str text)
{
    str parts[] = {str_of(label), text};
    entity_add(e, PROPERTY_NOTES, record_join(e->arena, parts, 2, ": ", &e->failed));
}

static bool has_value(entity *e, property_id p, str text)
{
    return entity_find(e, (int)p, ENTITY_ANY, text) != NULL;
}

str record_no_such_day(entity *e, str text)
{
    str parts[] = {str_of(VALUES_NO_SUCH_DAY), text};
    return record_words(e, parts, 2);
}

bool record_date(entity *e, property_id p, str text, const char *label)
{
    char date[PARTIAL_DATE_CAP];
    partial_date parts;
    text = str_trim(text);
    if (str_empty(text))
        return false;
    if (!partial_date_read_parts(text, &parts)) {
        add_note(e, label, text);
        return false;
    }
    partial_date_format(&parts, date);
    entity_value *v = has_value(e, p, str_of(date)) ? NULL : entity_add(e, p, str_of(date));
    if (v && (parts.first.dropped || parts.last.dropped))
        v->note = record_no_such_day(e, text);
    return true;
}

static bool says_unknown(str text)
{
    static const char *const words[] = {"unknown", "undetermined", "na", "n/a", "-", "00", "none"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_nocase(text, str_of(words[i])))
            return true;
    return false;
}

void record_country(entity *e, property_id p, str text)
{
    text = str_trim(text);
    if (str_empty(text) || says_unknown(text))
        return;
    str code = country_find(text);
    if (str_empty(code))
        add_note(e, "Country", text);
    else if (!has_value(e, p, code))
        entity_add(e, p, code);
}

void record_gender(entity *e, str text)
{
    static const char *const words[][2] = {
        {"m", "male"}, {"male", "male"}, {"f", "female"}, {"female", "female"}, {"other", "other"}};
    text = str_trim(text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        str gender = str_of(words[i][1]);
        if (str_equal_nocase(text, str_of(words[i][0])) && !has_value(e, PROPERTY_GENDER, gender))
            entity_add(e, PROPERTY_GENDER, gender);
    }
}

bool record_has_name(const entity *e)
{
    for (size_t i = 0; i < e->value_count; i++)
        if (e->values[i].name_kind != NAME_NOT_A_NAME)
            return true;
    return false;
}

void record_add_once(entity *e, property_id p, str text)
{
    if (!has_value(e, p, str_trim(text)))
        entity_add(e, p, text);
}

void record_sanctioned(entity *e)
{
    entity_add(e, PROPERTY_TOPICS, str_of("sanction"));
}

/* ---- numbers of documents ---- */

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] >= '0' && s.data[i] <= '9')
            return true;
    return false;
}

static bool all_letters(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.data[i] >= 'a' && s.data[i] <= 'z') || (s.data[i] >= 'A' && s.data[i] <= 'Z') ||
              (unsigned char)s.data[i] >= 0x80))
            return false;
    return s.len > 0;
}

static str trim_marks(str s)
{
    while (s.len && strchr(" \t\r\n,;:.'\"()#", s.data[0]))
        s = str_make(s.data + 1, s.len - 1);
    while (s.len && strchr(" \t\r\n,;:.'\"(", s.data[s.len - 1]))
        s.len--;
    return s;
}

/* The part before the first of the marks, if it has a digit; else what is behind it. */
static str cut_at(str s, const char *mark)
{
    size_t at = str_find(s, str_of(mark));
    if (at == SIZE_MAX)
        return s;
    str before = str_make(s.data, at);
    size_t skip = at + strlen(mark);
    str behind = str_make(s.data + skip, s.len - skip);
    return has_digit(before) || !has_digit(behind) ? before : behind;
}

/* Without a remark in brackets at the end: "381110042 (expired)", but not "12/SAKHANA(N)020199". */
static str without_remark(str s)
{
    size_t open = str_find(s, str_of("(")), close = str_find(s, str_of(")"));
    if (open == SIZE_MAX || close == SIZE_MAX || close < open ||
        has_digit(str_make(s.data + close, s.len - close)))
        return s;
    str before = str_make(s.data, open);
    return has_digit(before) ? before : s;
}

/* Words in front of the number: those without a digit, unless they are short capitals (a series: "SE"). */
static bool is_prose(str word)
{
    if (has_digit(word))
        return false;
    str bare = trim_marks(word);
    if (!all_letters(bare) || bare.len != word.len)
        return true;
    if (bare.len > 3)
        return true;
    for (size_t i = 0; i < bare.len; i++)
        if (bare.data[i] >= 'a' && bare.data[i] <= 'z')
            return true;
    return str_is(bare, "INN") || str_is(bare, "ID");
}

str record_number_in(str text)
{
    text = str_trim(text);
    if (!has_digit(text))
        return text;
    str rest = trim_marks(cut_at(cut_at(cut_at(without_remark(text), ";"), ", "), " issued "));
    while (!str_empty(rest)) {
        str tail = rest, word, next = STR_NONE, behind;
        if (!str_split(&tail, ' ', &word) || !has_digit(tail))
            break;
        tail = behind = str_trim(tail);
        (void)str_split(&behind, ' ', &next);
        if (has_digit(word) || (has_digit(next) && !is_prose(word)))
            break;
        rest = tail;
    }
    rest = trim_marks(rest);
    return has_digit(rest) ? rest : text;
}

entity_value *record_identifier(entity *e, property_id p, str text, str country, str note)
{
    char exact[IDENTIFIER_CAP];
    text = str_trim(text);
    str number = record_number_in(text);
    if (str_empty(number))
        return NULL;
    entity_value *v = entity_find(e, (int)p, ENTITY_ANY, number);
    if (v)
        return v;
    v = entity_add(e, p, number);
    if (!v)
        return NULL;
    v->invalid = identifier_check(p, number, exact, sizeof exact) == IDENTIFIER_INVALID;
    v->country = country_find(country);
    str parts[] = {number.len == text.len ? STR_NONE : text, note};
    str full = record_join(e->arena, parts, 2, "; ", &e->failed);
    v->note = full;
    return v;
}

/* ---- addresses ---- */

void record_add_address(entity *e, const record_address *address)
{
    entity_address *a = entity_add_address(e);
    if (!a)
        return;
    str code = says_unknown(str_trim(address->country)) ? STR_NONE : country_find(address->country);
    /* an unknown spelling of a country stays readable in the full text */
    str country = says_unknown(address->country) ? STR_NONE
                  : str_empty(code)              ? address->country
                                                 : country_name(code);
    str parts[12];
    size_t count = 0;
    for (size_t i = 0; i < address->line_count && i < 8; i++)
        parts[count++] = address->lines[i];
    a->street = record_join(e->arena, parts, count, ", ", &e->failed);
    parts[count++] = address->city;
    parts[count++] = address->region;
    parts[count++] = address->postal_code;
    parts[count++] = country;
    a->full = record_join(e->arena, parts, count, ", ", &e->failed);
    if (str_empty(a->full))
        a->full = record_copy(e, address->note);
    a->city = record_copy(e, address->city);
    a->region = record_copy(e, address->region);
    a->postal_code = record_copy(e, address->postal_code);
    a->country = code;
    if (!str_empty(code))
        record_country(e, PROPERTY_COUNTRY, code);
}
