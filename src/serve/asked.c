#include "serve/asked.h"

/* "0.75" in ten-thousandths; false for anything else. */
static bool read_score(str text, int *out)
{
    int whole = 0, part = 0, scale = MATCH_SCORE_ONE;
    size_t i = 0;
    for (; i < text.len && text.data[i] >= '0' && text.data[i] <= '9' && i < 2; i++)
        whole = whole * 10 + (text.data[i] - '0');
    if (!i || whole > 1)
        return false;
    if (i < text.len && text.data[i] == '.')
        for (i++; i < text.len && text.data[i] >= '0' && text.data[i] <= '9'; i++)
            if (scale > 1) {
                scale /= 10;
                part += (text.data[i] - '0') * scale;
            }
    *out = whole * MATCH_SCORE_ONE + part;
    return i == text.len && *out <= MATCH_SCORE_ONE;
}

bool asked_options(const http_request *q, match_options *o, http_response *a)
{
    str threshold = http_param(q, "threshold"), limit = http_param(q, "limit");
    unsigned long long number = 0;
    if (threshold.data && !read_score(threshold, &o->threshold)) {
        http_error(a, 400, "threshold: expected a number from 0 to 1");
        return false;
    }
    if (limit.data && (!str_to_unsigned(limit, &number) || number > MATCH_LIMIT_MAX)) {
        http_error(a, 400, "limit: expected a number from 0 to %d", MATCH_LIMIT_MAX);
        return false;
    }
    if (limit.data)
        o->limit = (size_t)number;
    return true;
}

bool asked_day(const http_request *q, const char *name, calendar_day *day, http_response *a)
{
    str text = http_param(q, name);
    if (!text.data || date_parse(text, day))
        return true;
    http_error(a, 400, "%s: expected a day, YYYY-MM-DD", name);
    return false;
}

const char *asked_text(const http_request *q, const char *name)
{
    str text = http_param(q, name);
    return text.data ? arena_copy(q->memory, text) : NULL;
}

bool asked_flag(const http_request *q, const char *name, bool *flag, http_response *a)
{
    str text = http_param(q, name);
    if (!text.data)
        return true;
    *flag = str_is(text, "true") || str_is(text, "1") || !text.len;
    if (*flag || str_is(text, "false") || str_is(text, "0"))
        return true;
    http_error(a, 400, "%s: expected true or false", name);
    return false;
}

bool asked_only(const http_request *q, const char *const *names, http_response *a)
{
    for (size_t i = 0; i < q->param_count; i++) {
        bool known = false;
        for (size_t k = 0; names[k] && !known; k++)
            known = str_is(q->params[i].name, names[k]);
        if (!known) {
            str name = q->params[i].name;
            http_error(a, 400, "'%.*s' is no parameter of this route", (int)(name.len < 60 ? name.len : 60),
                       name.data);
            return false;
        }
    }
    return true;
}
