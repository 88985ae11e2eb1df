#include "list/values.h"

#include "base/error.h"
#include "model/partial_date.h"

#include <stdio.h>

enum { SAID_MAX = 20, BIRTH_YEAR_MIN = 1500, BIRTH_YEAR_MAX = 2100 };

/* What is wrong with the date, or NULL. */
static const char *wrong_date(const entity_value *v)
{
    partial_date date;
    if (str_starts(v->note, str_of(VALUES_NO_SUCH_DAY)))
        return "has a day that does not exist";
    if (!partial_date_parse(v->text, &date))
        return "is no date";
    bool born = v->property == PROPERTY_BIRTH_DATE;
    if (born && (date.first.year < BIRTH_YEAR_MIN || date.last.year > BIRTH_YEAR_MAX))
        return "is no year to be born in";
    return NULL;
}

itd_status values_check(list_job *job, itd_error *error)
{
    size_t found = 0;
    for (size_t i = 0; i < job->result.entity_count; i++) {
        const entity *e = job->result.entities[i];
        for (size_t k = 0; k < e->value_count; k++) {
            const entity_value *v = &e->values[k];
            const char *what = property_get_type(v->property) == TYPE_DATE ? wrong_date(v) : NULL;
            char place[32] = "";
            if (!what || found++ >= SAID_MAX)
                continue;
            if (e->line)
                snprintf(place, sizeof place, ":%lu", e->line);
            str text = str_empty(v->note) ? v->text : v->note;
            if (!list_warn(job, "%s%s: %.*s: %.*s '%.*s' %s", job->files[0].path, place, STR_ARG(e->id),
                           STR_ARG(property_name(v->property)), (int)(text.len < 60 ? text.len : 60),
                           text.data, what))
                return error_memory(error);
        }
    }
    if (found > SAID_MAX && !list_warn(job, "%s: %zu dates in all cannot be", job->files[0].path, found))
        return error_memory(error);
    return ITD_OK;
}
