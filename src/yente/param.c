#include "yente/param.h"

#include <ctype.h>
#include <stdio.h>

void param_invalid(http_response *a, const char *type, const char *place, const char *name,
                   const char *second, const char *third, const char *message, str input)
{
    const char *const rest[] = {name, second, third};
    json_emitter w;
    a->status = 422;
    a->type = "application/json";
    buf_reset(&a->body);
    emit_init(&w, &a->body);
    emit_object(&w);
    emit_key(&w, "detail");
    emit_array(&w);
    emit_object(&w);
    emit_pair_text(&w, "type", type);
    emit_key(&w, "loc");
    emit_array(&w);
    emit_text(&w, place);
    for (size_t i = 0; i < 3; i++)
        if (rest[i])
            emit_text(&w, rest[i]);
    emit_end_array(&w);
    emit_pair_text(&w, "msg", message);
    emit_key(&w, "input");
    if (input.data)
        emit_str(&w, input);
    else
        emit_null(&w);
    emit_end_object(&w);
    emit_end_array(&w);
    emit_end_object(&w);
}

bool param_integer(const http_request *q, const char *name, long long most, long long *value,
                   http_response *a)
{
    str text = http_param(q, name);
    unsigned long long number = 0;
    char message[80];
    if (!text.data)
        return true;
    bool negative = text.len && text.data[0] == '-';
    str digits = negative ? str_make(text.data + 1, text.len - 1) : text;
    if (!str_to_unsigned(str_trim(digits), &number) || number > INT32_MAX) {
        bool long_number = str_is_digits(str_trim(digits));
        param_invalid(a, long_number ? "less_than_equal" : "int_parsing", "query", name, NULL, NULL,
                      long_number ? "Input should be smaller"
                                  : "Input should be a valid integer, unable to parse string as an integer",
                      text);
        return false;
    }
    *value = negative ? -(long long)number : (long long)number;
    if (*value <= most)
        return true;
    snprintf(message, sizeof message, "Input should be less than or equal to %lld", most);
    param_invalid(a, "less_than_equal", "query", name, NULL, NULL, message, text);
    return false;
}

bool param_score(const http_request *q, const char *name, int *value, http_response *a)
{
    str text = str_trim(http_param(q, name));
    long long whole = 0, part = 0, scale = 10000;
    size_t i = 0, digits = 0;
    if (!text.data)
        return true;
    bool negative = text.len && text.data[0] == '-';
    for (i = negative; i < text.len && isdigit((unsigned char)text.data[i]) && digits < 6; i++, digits++)
        whole = whole * 10 + (text.data[i] - '0');
    if (i < text.len && text.data[i] == '.')
        for (i++; i < text.len && isdigit((unsigned char)text.data[i]); i++, digits++)
            part += (text.data[i] - '0') * (scale /= 10);
    if (!digits || i < text.len) {
        param_invalid(a, "float_parsing", "query", name, NULL, NULL,
                      "Input should be a valid number, unable to parse string as a number", text);
        return false;
    }
    *value = negative ? 0 : whole > 1 ? 20000 : (int)(whole * 10000 + part);
    return true;
}

bool param_flag(const http_request *q, const char *name, bool *value, http_response *a)
{
    static const char *const yes[] = {"true", "1", "yes", "on", "t", "y"}, *const no[] = {"false", "0", "no",
                                                                                          "off",   "f", "n"};
    str text = http_param(q, name);
    if (!text.data)
        return true;
    for (size_t i = 0; i < 6; i++) {
        if (str_equal_nocase(text, str_of(yes[i])))
            return *value = true, true;
        if (str_equal_nocase(text, str_of(no[i])))
            return *value = false, true;
    }
    param_invalid(a, "bool_parsing", "query", name, NULL, NULL,
                  "Input should be a valid boolean, unable to interpret input", text);
    return false;
}

static bool is_moment(str text)
{
    static const char form[] = "0000-00-00T00:00:00";
    if (text.len != 10 && text.len != 13 && text.len != 16 && text.len != 19)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (form[i] == '0' ? !isdigit((unsigned char)text.data[i]) : text.data[i] != form[i])
            return false;
    return true;
}

bool param_moment(const http_request *q, const char *name, str *value, http_response *a)
{
    str text = http_param(q, name);
    *value = str_of("");
    if (!text.data)
        return true;
    *value = text;
    if (is_moment(text))
        return true;
    param_invalid(a, "string_pattern_mismatch", "query", name, NULL, NULL,
                  "String should match YYYY-MM-DD[THH[:MM[:SS]]]", text);
    return false;
}

const str *param_all(const http_request *q, const char *name, size_t *count)
{
    str *all = NULL;
    size_t cap = 0;
    *count = 0;
    for (size_t i = 0; i < q->param_count; i++) {
        if (!str_is(q->params[i].name, name) || !q->params[i].value.len)
            continue;
        if (*count == cap && !(all = arena_grow(q->memory, all, *count, &cap, sizeof *all)))
            return *count = 0, NULL;
        all[(*count)++] = q->params[i].value;
    }
    return all;
}
