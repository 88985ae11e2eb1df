#include "list/own/column_map.h"

#include "base/error.h"

static const struct {
    const char *name;
    column_key key;
} KEYS[] = {
    {"id", KEY_ID},
    {"schema", KEY_SCHEMA},
    {"program", KEY_PROGRAM},
    {"authority", KEY_AUTHORITY},
    {"authorityId", KEY_AUTHORITY_ID},
    {"listingDate", KEY_LISTING_DATE},
    {"endDate", KEY_END_DATE},
    {"legalBasis", KEY_LEGAL_BASIS},
    {"reason", KEY_REASON},
    {"street", KEY_STREET},
    {"city", KEY_CITY},
    {"region", KEY_REGION},
    {"state", KEY_REGION},
    {"postalCode", KEY_POSTAL_CODE},
    {"addressCountry", KEY_ADDRESS_COUNTRY},
};

static const char MAP_PLACE[] = "column map";

bool column_rule_by_name(str column, column_rule *rule)
{
    *rule = (column_rule){0};
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        if (str_equal_nocase(column, str_of(KEYS[i].name))) {
            rule->key = KEYS[i].key;
            return true;
        }
    }
    for (int p = 0; p < PROPERTY_COUNT; p++) {
        if (str_equal_nocase(column, property_name((property_id)p))) {
            rule->key = KEY_PROPERTY;
            rule->property = (property_id)p;
            return true;
        }
    }
    return false;
}

/* Takes the text in quotes off both ends; false when it is not quoted. */
static bool unquote(str *s)
{
    if (s->len < 2 || s->data[0] != '"' || s->data[s->len - 1] != '"')
        return false;
    *s = str_make(s->data + 1, s->len - 2);
    return true;
}

static itd_status read_setting(str key, str value, column_map *map, unsigned long line, itd_error *error)
{
    static const struct {
        const char *name;
        char separator;
    } separators[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}};
    unquote(&value);
    if (str_is(key, "@title"))
        map->title = value;
    else if (str_is(key, "@publisher"))
        map->publisher = value;
    else if (str_is(key, "@date"))
        map->date = value;
    else if (str_is(key, "@separator")) {
        for (size_t i = 0; i < 4; i++)
            if (str_is(value, separators[i].name))
                map->separator = separators[i].separator;
        if (!map->separator)
            return error_at_line(error, ITD_ERROR_INPUT, MAP_PLACE, line,
                                 "'%.*s' is no separator, expected comma, semicolon, tab or pipe",
                                 STR_ARG(value));
    } else {
        return error_at_line(error, ITD_ERROR_INPUT, MAP_PLACE, line,
                             "unknown setting %.*s, expected @separator, @title, @publisher or @date",
                             STR_ARG(key));
    }
    return ITD_OK;
}

static itd_status read_rule(str text, column_map *map, unsigned long line, itd_error *error)
{
    size_t equals = str_find(text, str_of("="));
    /* the separator inside the brackets may itself be "=" */
    size_t bracket = str_find(text, str_of("]"));
    if (bracket != SIZE_MAX && bracket > equals && str_find(text, str_of("[")) < equals) {
        str rest = str_make(text.data + bracket, text.len - bracket);
        size_t behind = str_find(rest, str_of("="));
        equals = behind == SIZE_MAX ? behind : bracket + behind;
    }
    if (equals == SIZE_MAX)
        return error_at_line(error, ITD_ERROR_INPUT, MAP_PLACE, line, "'%.*s' has no '='", STR_ARG(text));
    str key = str_trim(str_make(text.data, equals));
    str value = str_trim(str_make(text.data + equals + 1, text.len - equals - 1));
    if (str_starts(key, str_of("@")))
        return read_setting(key, value, map, line, error);
    char split = 0;
    if (key.len > 3 && key.data[key.len - 1] == ']' && key.data[key.len - 3] == '[') {
        split = key.data[key.len - 2];
        key = str_trim(str_make(key.data, key.len - 3));
    }
    column_rule rule;
    if (!column_rule_by_name(key, &rule))
        return error_at_line(error, ITD_ERROR_INPUT, MAP_PLACE, line, "'%.*s' is no property", STR_ARG(key));
    if (map->count == COLUMN_MAP_MAX)
        return error_at_line(error, ITD_ERROR_LIMIT, MAP_PLACE, line, "more than %d assignments",
                             COLUMN_MAP_MAX);
    rule.split = split;
    if (unquote(&value))
        rule.constant = value;
    else
        rule.column = value;
    if (str_empty(value))
        return error_at_line(error, ITD_ERROR_INPUT, MAP_PLACE, line, "'%.*s' has no column", STR_ARG(key));
    map->rules[map->count++] = rule;
    return ITD_OK;
}

/* The end of the assignment: a ";" or a "#" outside of quotes and brackets, or the end of the line. */
static size_t assignment_end(str line)
{
    bool quoted = false, bracketed = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.data[i];
        if (c == '"')
            quoted = !quoted;
        else if (c == '[' && !quoted)
            bracketed = true;
        else if (c == ']')
            bracketed = false;
        else if ((c == ';' || (c == '#' && (i == 0 || line.data[i - 1] == ' '))) && !quoted && !bracketed)
            return i;
    }
    return line.len;
}

itd_status column_map_read(str text, column_map *map, itd_error *error)
{
    str line;
    unsigned long number = 0;
    *map = (column_map){0};
    if (str_starts(text, str_of("\xEF\xBB\xBF")))
        text = str_make(text.data + 3, text.len - 3);
    while (str_split(&text, '\n', &line)) {
        number++;
        while (line.len) {
            size_t end = assignment_end(line);
            bool comment = end < line.len && line.data[end] == '#';
            str part = str_trim(str_make(line.data, end));
            itd_status status = str_empty(part) ? ITD_OK : read_rule(part, map, number, error);
            if (status != ITD_OK)
                return status;
            size_t used = comment || end == line.len ? line.len : end + 1;
            line = str_make(line.data + used, line.len - used);
        }
    }
    return ITD_OK;
}
