/* The strict reader of a case. */
#include "case/case.h"

#include "base/error.h"
#include "base/limits.h"
#include "value/value.h"
#include "model/identifier.h"
#include "model/partial_date.h"

#include "json/json_read.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

#define PATH_CAP 256

typedef struct reader {
    str text;
    const char *file;
    unsigned long line;
    const regime *r;
    arena *a;
    itd_error *error;
    itd_status status;
    char path[PATH_CAP];
    str_list *regions;    /* parts of countries, as they are met */
    str_list *owned_from; /* countries of owners */
} reader;

/* The path of a field below the one being read. */
static void path_of(const reader *r, const char *key, char out[PATH_CAP])
{
    const char *dot = *r->path && *key && *key != '[' ? "." : "";
    int len = snprintf(out, PATH_CAP, "%s%s%s", r->path, dot, key);
    if (len < 0 || len >= PATH_CAP)
        out[PATH_CAP - 1] = '\0';
}

static bool wrong(reader *r, const char *key, const char *format, ...) ITD_PRINTF(3, 4);

static bool wrong(reader *r, const char *key, const char *format, ...)
{
    char path[PATH_CAP], message[512];
    va_list arguments;
    if (r->status != ITD_OK)
        return false;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    path_of(r, key, path);
    unsigned long line = r->line + case_locate(r->text, str_of(path)) - 1;
    r->status =
        error_at_line(r->error, ITD_ERROR_INPUT, r->file, line, "%s%s%s", path, *path ? ": " : "", message);
    return false;
}

static bool out_of_memory(reader *r)
{
    if (r->status == ITD_OK)
        r->status = error_memory(r->error);
    return false;
}

/* Every member of an object must be among the names, which end with NULL. */
static bool only(reader *r, const json_t *object, const char *const *names)
{
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)(uintptr_t)object, key, member)
    {
        size_t i = 0;
        while (names[i] && strcmp(names[i], key) != 0)
            i++;
        if (names[i] == NULL)
            return wrong(r, key, "unknown field");
    }
    return true;
}

static json_t *get(const json_t *object, const char *key)
{
    json_t *member = json_object_get(object, key);
    return json_is_null(member) ? NULL : member;
}

static str copy(reader *r, const json_t *text, const char *key)
{
    str value = str_make(json_string_value(text), json_string_length(text));
    if (value.len > LIMIT_VALUE_LEN) {
        wrong(r, key, "longer than %zu bytes", LIMIT_VALUE_LEN);
        return STR_NONE;
    }
    value = arena_str(r->a, value);
    if (value.data == NULL)
        out_of_memory(r);
    return value;
}

static str read_text(reader *r, const json_t *object, const char *key)
{
    const json_t *member = get(object, key);
    if (member == NULL)
        return STR_NONE;
    if (!json_is_string(member)) {
        wrong(r, key, "a text was expected");
        return STR_NONE;
    }
    return str_trim(copy(r, member, key));
}

static calendar_day read_day(reader *r, const json_t *object, const char *key)
{
    calendar_day day = DATE_NONE;
    str text = read_text(r, object, key);
    if (text.len && !date_parse(text, &day))
        wrong(r, key, "%.*s is no day of the calendar (YYYY-MM-DD)", STR_ARG(text));
    else if (get(object, key) && text.len == 0)
        wrong(r, key, "a day was expected (YYYY-MM-DD)");
    return day;
}

static uint8_t read_flag(reader *r, const json_t *object, const char *key)
{
    const json_t *member = get(object, key);
    if (member == NULL)
        return FLAG_ANY;
    if (!json_is_boolean(member))
        wrong(r, key, "true or false was expected");
    return json_is_true(member) ? FLAG_YES : FLAG_NO;
}

/* "ua-43" as UA-43, once. */
static void keep_region(reader *r, str text)
{
    char *upper = arena_copy(r->a, text);
    if (upper == NULL) {
        out_of_memory(r);
        return;
    }
    for (size_t i = 0; i < text.len; i++)
        upper[i] = (char)(upper[i] >= 'a' && upper[i] <= 'z' ? upper[i] - 32 : upper[i]);
    for (size_t i = 0; i < r->regions->count; i++)
        if (str_is(r->regions->items[i], upper))
            return;
    if (r->regions->count < REGIME_WORDS_MAX)
        r->regions->items[r->regions->count++] = str_make(upper, text.len);
}

/* A country by any code or name as its two capital letters; a part of a country ("UA-43", "Crimea") keeps its
 * country. */
static str country_text(reader *r, str text, const char *key)
{
    value_country c;
    itd_error why = {0};
    if (text.len == 0)
        return text;
    value_result result = value_read_country(text, &c, &why);
    if (result != VALUE_KNOWN || c.code_count != 1 || c.codes[0].len != 2) {
        str proposal = result == VALUE_UNKNOWN ? value_suggest_country(text) : STR_NONE;
        wrong(r, key, "%.*s is no country%s%.*s%s", STR_ARG(text), proposal.len ? " (did you mean '" : "",
              STR_ARG(proposal), proposal.len ? "'?)" : "");
        return STR_NONE;
    }
    bool coded = text.len > 3 && text.data[2] == '-';
    if (c.region.len || coded)
        keep_region(r, c.region.len ? c.region : text);
    char *upper = arena_copy(r->a, c.codes[0]);
    if (upper == NULL) {
        out_of_memory(r);
        return STR_NONE;
    }
    for (size_t i = 0; i < 2; i++)
        upper[i] = (char)(upper[i] >= 'a' && upper[i] <= 'z' ? upper[i] - 32 : upper[i]);
    return str_make(upper, 2);
}

static str read_country(reader *r, const json_t *object, const char *key)
{
    return country_text(r, read_text(r, object, key), key);
}

/* A list of texts, at most `max`. */
static str_list read_list(reader *r, const json_t *object, const char *key, size_t max, bool countries)
{
    str_list list = {0};
    const json_t *member = get(object, key);
    if (member == NULL)
        return list;
    if (!json_is_array(member) || json_array_size(member) > max) {
        wrong(r, key, json_is_array(member) ? "more than %zu values" : "a list was expected (at most %zu)",
              max);
        return list;
    }
    list.items = arena_array(r->a, json_array_size(member) + 1, sizeof *list.items);
    if (list.items == NULL)
        out_of_memory(r);
    for (size_t i = 0; i < json_array_size(member) && r->status == ITD_OK; i++) {
        char at[PATH_CAP];
        const json_t *item = json_array_get(member, i);
        snprintf(at, sizeof at, "%s[%zu]", key, i);
        if (!json_is_string(item)) {
            wrong(r, at, "a text was expected");
            break;
        }
        str text = str_trim(copy(r, item, at));
        list.items[list.count++] = countries ? country_text(r, text, at) : text;
    }
    return list;
}

bool case_amount(str text, int64_t *out)
{
    str left = text, whole = STR_NONE, part = STR_NONE;
    unsigned long long units = 0, rest = 0;
    (void)str_split(&left, '.', &whole);
    (void)str_split(&left, '.', &part);
    bool good =
        str_to_unsigned(whole, &units) && units <= 90000000000000ULL && left.len == 0 && part.len <= 18;
    if (good && part.len) {
        str four = str_make(part.data, part.len < 4 ? part.len : 4);
        good = str_is_digits(part) && str_to_unsigned(four, &rest);
        for (size_t i = four.len; i < 4; i++)
            rest *= 10;
    }
    *out = good ? (int64_t)(units * 10000 + rest) : 0;
    return good;
}

/* A decimal number, as text or number, in ten-thousandths. */
static bool read_decimal(reader *r, const json_t *member, const char *key, int64_t *out)
{
    char number[64];
    str text;
    if (json_is_string(member)) {
        text = str_trim(str_make(json_string_value(member), json_string_length(member)));
    } else if (json_is_integer(member)) {
        text = str_make(
            number, (size_t)snprintf(number, sizeof number, "%lld", (long long)json_integer_value(member)));
    } else if (json_is_real(member)) {
        text = str_make(number, (size_t)snprintf(number, sizeof number, "%.4f", json_real_value(member)));
    } else {
        return wrong(r, key, "a number was expected");
    }
    return case_amount(text, out) || wrong(r, key, "%.*s is no amount", STR_ARG(text));
}

/* ---- the parts ---- */

/* Enters a member that must be an object; the path grows until leave(). */
static const json_t *enter(reader *r, const json_t *object, const char *key, size_t *saved)
{
    const json_t *member = get(object, key);
    char path[PATH_CAP];
    *saved = strlen(r->path);
    if (member == NULL)
        return NULL;
    if (!json_is_object(member)) {
        wrong(r, key, "fields were expected");
        return NULL;
    }
    path_of(r, key, path);
    memcpy(r->path, path, sizeof path);
    return member;
}

static void leave(reader *r, size_t saved)
{
    r->path[saved] = '\0';
}

/* The i-th element of a list, which must be an object. */
static const json_t *enter_item(reader *r, const json_t *list, const char *key, size_t i, size_t *saved)
{
    const json_t *item = json_array_get(list, i);
    char at[PATH_CAP], path[PATH_CAP];
    snprintf(at, sizeof at, "%s[%zu]", key, i);
    *saved = strlen(r->path);
    if (!json_is_object(item)) {
        wrong(r, at, "fields were expected");
        return NULL;
    }
    path_of(r, at, path);
    memcpy(r->path, path, sizeof path);
    return item;
}

static const json_t *list_of(reader *r, const json_t *object, const char *key, size_t max, size_t *count)
{
    const json_t *list = get(object, key);
    *count = 0;
    if (list == NULL)
        return NULL;
    if (!json_is_array(list)) {
        wrong(r, key, "a list was expected");
        return NULL;
    }
    if (json_array_size(list) > max) {
        wrong(r, key, "more than %zu", max);
        return NULL;
    }
    *count = json_array_size(list);
    return list;
}

static bool in_words(const str_list *list, str word)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], word))
            return true;
    return false;
}

/* A role that nobody knows would count as none, and so change who is bound. */
static str read_role(reader *r, const json_t *item)
{
    str text = read_text(r, item, "role"), role;
    itd_error why = {0};
    const regime_vocabulary *v = &regime_data(r->r)->words;
    const str_list *const lists[] = {&v->bank_roles, &v->supply_roles, &v->receive_roles, &v->other_roles,
                                     &v->actor_roles};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (in_words(lists[i], text))
            return text;
    if (value_read_role(text, &role, &why) == VALUE_UNKNOWN)
        wrong(r, "role", "%s", why.message);
    return role;
}

static void read_actor(reader *r, const json_t *root, regime_case *q)
{
    static const char *const names[] = {"country", "us_person", "eu_person", "us_owned", "role", NULL};
    size_t saved;
    if (get(root, "actor") == NULL) {
        wrong(r, "actor", "missing");
        return;
    }
    const json_t *actor = enter(r, root, "actor", &saved);
    if (actor && only(r, actor, names)) {
        q->actor_country = read_country(r, actor, "country");
        q->us_person = read_flag(r, actor, "us_person");
        q->eu_person = read_flag(r, actor, "eu_person");
        q->us_owned = read_flag(r, actor, "us_owned");
        q->actor_role = read_role(r, actor);
    }
    leave(r, saved);
}

static void read_dates(reader *r, const json_t *root, regime_case *q)
{
    static const char *const names[] = {"contract", "shipment", "as_of", NULL};
    size_t saved;
    const json_t *dates = enter(r, root, "dates", &saved);
    if (dates && only(r, dates, names)) {
        q->contract = read_day(r, dates, "contract");
        q->shipment = read_day(r, dates, "shipment");
        q->as_of = read_day(r, dates, "as_of");
    }
    leave(r, saved);
}

static void keep_owner_country(reader *r, str country)
{
    str_list *list = r->owned_from;
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], country))
            return;
    if (country.len && list->count < REGIME_WORDS_MAX)
        list->items[list->count++] = country;
    else if (country.len)
        wrong(r, "country", "more than %d different countries of owners", REGIME_WORDS_MAX);
}

static void read_owners(reader *r, const json_t *party, case_party *d)
{
    static const char *const names[] = {"name", "id", "country", "percentage", "control", NULL};
    size_t count;
    const json_t *list = list_of(r, party, "owners", 1000, &count);
    d->owners = count ? arena_array(r->a, count, sizeof *d->owners) : NULL;
    if (count && d->owners == NULL)
        out_of_memory(r);
    for (size_t i = 0; i < count && r->status == ITD_OK; i++) {
        size_t saved;
        case_owner *o = &d->owners[i];
        const json_t *item = enter_item(r, list, "owners", i, &saved);
        if (item && only(r, item, names)) {
            int64_t share = 0;
            o->name = read_text(r, item, "name");
            o->id = read_text(r, item, "id");
            o->country = read_country(r, item, "country");
            keep_owner_country(r, o->country);
            o->percentage = -1;
            if (get(item, "percentage") && read_decimal(r, get(item, "percentage"), "percentage", &share)) {
                if (share > 1000000)
                    wrong(r, "percentage", "more than 100");
                o->percentage = (int)(share / 100);
            }
            uint8_t control = read_flag(r, item, "control");
            o->has_control = control != FLAG_ANY;
            o->control = control == FLAG_YES;
            d->owner_count++;
        }
        leave(r, saved);
    }
}

/* The property that the key means. */
static str identifier_type(reader *r, const char *key)
{
    property_id property;
    itd_error why = {0};
    if (value_read_identifier_kind(str_of(key), &property, &why) == VALUE_KNOWN)
        return property_name(property);
    wrong(r, key, "%s", why.message);
    return STR_NONE;
}

static void read_identifiers(reader *r, const json_t *party, case_party *d)
{
    size_t saved;
    const char *key;
    json_t *value;
    const json_t *map = enter(r, party, "identifiers", &saved);
    if (map) {
        d->identifiers = arena_array(r->a, json_object_size(map) + 1, sizeof *d->identifiers);
        if (d->identifiers == NULL)
            out_of_memory(r);
        json_object_foreach((json_t *)(uintptr_t)map, key, value)
        {
            if (r->status != ITD_OK)
                break;
            if (!json_is_string(value)) {
                wrong(r, key, "a text was expected");
                break;
            }
            case_identifier *id = &d->identifiers[d->identifier_count++];
            id->type = identifier_type(r, key);
            id->value = copy(r, value, key);
        }
    }
    leave(r, saved);
}

static str read_schema(reader *r, const json_t *item)
{
    schema_id schema;
    str text = read_text(r, item, "schema");
    if (text.len == 0)
        return text;
    if (value_read_schema(text, &schema, NULL) == VALUE_KNOWN)
        return schema_name(schema);
    wrong(r, "schema", "%.*s is no schema of FollowTheMoney (Person, Company, Vessel …)", STR_ARG(text));
    return STR_NONE;
}

static str read_birth_date(reader *r, const json_t *item)
{
    partial_date date;
    char canonical[PARTIAL_DATE_CAP];
    str text = read_text(r, item, "birth_date");
    if (value_is_blank(text))
        return STR_NONE;
    if (value_read_date(text, &date, NULL) != VALUE_KNOWN) {
        wrong(r, "birth_date", "%.*s is no date (YYYY, YYYY-MM or YYYY-MM-DD)", STR_ARG(text));
        return STR_NONE;
    }
    partial_date_format(&date, canonical);
    str copied = arena_str(r->a, str_of(canonical));
    if (copied.data == NULL)
        out_of_memory(r);
    return copied;
}

static void read_party(reader *r, const json_t *item, regime_party *p, case_party *d)
{
    static const char *const names[] = {"role", "name",       "schema",      "id",     "country", "bic",
                                        "lei",  "birth_date", "identifiers", "owners", NULL};
    if (!only(r, item, names))
        return;
    p->role = read_role(r, item);
    p->name = read_text(r, item, "name");
    p->country = read_country(r, item, "country");
    str bic = read_text(r, item, "bic");
    char exact[IDENTIFIER_CAP];
    size_t len = bic.len ? identifier_exact(PROPERTY_SWIFT_BIC, bic, exact, sizeof exact) : 0;
    if (bic.len && !identifier_bic_shaped(str_make(exact, len)))
        wrong(r, "bic", "%.*s is no BIC", STR_ARG(bic));
    p->bic = arena_str(r->a, str_make(exact, len));
    d->schema = read_schema(r, item);
    d->id = read_text(r, item, "id");
    d->lei = read_text(r, item, "lei");
    d->birth_date = read_birth_date(r, item);
    read_identifiers(r, item, d);
    read_owners(r, item, d);
}

static void read_parties(reader *r, const json_t *root, case_record *c)
{
    size_t count;
    const json_t *list = list_of(r, root, "parties", REGIME_PARTIES_MAX, &count);
    c->parties = arena_array(r->a, count + 1, sizeof *c->parties);
    c->details = arena_array(r->a, count + 1, sizeof *c->details);
    if (c->parties == NULL || c->details == NULL)
        out_of_memory(r);
    for (size_t i = 0; i < count && r->status == ITD_OK; i++) {
        size_t saved;
        const json_t *item = enter_item(r, list, "parties", i, &saved);
        if (item)
            read_party(r, item, &c->parties[i], &c->details[i]);
        leave(r, saved);
    }
    c->question.parties = c->parties;
    c->question.party_count = c->party_count = count;
}

/* Digits of a code of the Harmonized System or one of its national extensions. */
static str read_hs(reader *r, const json_t *item)
{
    str text = read_text(r, item, "hs");
    char *digits = arena_copy(r->a, text);
    size_t len = 0;
    if (text.len == 0)
        return text;
    if (digits == NULL) {
        out_of_memory(r);
        return STR_NONE;
    }
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] != '.' && text.data[i] != ' ')
            digits[len++] = text.data[i];
    if (len < 2 || len > 10 || !str_is_digits(str_make(digits, len)))
        wrong(r, "hs", "%.*s is no code of the Harmonized System (2 to 10 digits)", STR_ARG(text));
    return str_make(digits, len);
}

/* The year of an edition of the Harmonized System. */
static str read_edition(reader *r, const json_t *item)
{
    static const char *const editions[] = {"1988", "1992", "1996", "2002", "2007",
                                           "2012", "2017", "2022", "2028"};
    const json_t *member = get(item, "hs_edition");
    if (member && json_is_integer(member)) {
        char text[32];
        snprintf(text, sizeof text, "%lld", (long long)json_integer_value(member));
        str kept = arena_str(r->a, str_of(text));
        for (size_t i = 0; i < sizeof editions / sizeof *editions; i++)
            if (str_is(kept, editions[i]))
                return kept;
        wrong(r, "hs_edition", "%s is no edition of the Harmonized System", text);
        return STR_NONE;
    }
    str text = read_text(r, item, "hs_edition");
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++)
        if (text.len == 0 || str_is(text, editions[i]))
            return text;
    wrong(r, "hs_edition", "%.*s is no edition of the Harmonized System", STR_ARG(text));
    return STR_NONE;
}

static void read_goods(reader *r, const json_t *root, case_record *c)
{
    static const char *const names[] = {"hs", "hs_edition", "description", "origin", NULL};
    size_t count;
    const json_t *list = list_of(r, root, "goods", REGIME_GOODS_MAX, &count);
    regime_case_goods *goods = arena_array(r->a, count + 1, sizeof *goods);
    c->goods_description = arena_array(r->a, count + 1, sizeof *c->goods_description);
    if (goods == NULL || c->goods_description == NULL)
        out_of_memory(r);
    for (size_t i = 0; i < count && r->status == ITD_OK; i++) {
        size_t saved;
        const json_t *item = enter_item(r, list, "goods", i, &saved);
        if (item && only(r, item, names)) {
            goods[i].hs = read_hs(r, item);
            goods[i].edition = read_edition(r, item);
            goods[i].origin = read_country(r, item, "origin");
            c->goods_description[i] = read_text(r, item, "description");
        }
        leave(r, saved);
    }
    c->question.goods = goods;
    c->question.goods_count = count;
}

static void read_payment(reader *r, const json_t *root, regime_case *q)
{
    static const char *const names[] = {"amount", "currency", "via", NULL};
    size_t saved;
    const json_t *payment = enter(r, root, "payment", &saved);
    if (payment && only(r, payment, names)) {
        q->has_payment = true;
        const json_t *amount = get(payment, "amount");
        q->has_amount = amount && read_decimal(r, amount, "amount", &q->amount);
        q->currency = read_text(r, payment, "currency");
        if (q->currency.len && !value_is_currency_or_token(q->currency))
            wrong(r, "currency", "%.*s is no currency (ISO 4217: EUR, USD …)", STR_ARG(q->currency));
        q->payment_via = read_list(r, payment, "via", REGIME_WORDS_MAX, true);
    }
    leave(r, saved);
}

static void add_flag(reader *r, case_record *c, str flag)
{
    str_list *flags = &c->question.flags;
    if (flags->items == NULL)
        flags->items = arena_array(r->a, REGIME_WORDS_MAX, sizeof *flags->items);
    if (flags->items == NULL)
        out_of_memory(r);
    else if (flag.len && flags->count < REGIME_WORDS_MAX)
        flags->items[flags->count++] = flag;
}

static void read_vessels(reader *r, const json_t *route, case_record *c)
{
    static const char *const names[] = {"name", "imo", "flag", NULL};
    size_t count;
    const json_t *list = list_of(r, route, "vessels", 1000, &count);
    c->vessels = arena_array(r->a, count + 1, sizeof *c->vessels);
    if (c->vessels == NULL)
        out_of_memory(r);
    for (size_t i = 0; i < count && r->status == ITD_OK; i++) {
        size_t saved;
        const json_t *item = enter_item(r, list, "vessels", i, &saved);
        if (item && only(r, item, names)) {
            c->vessels[i].name = read_text(r, item, "name");
            c->vessels[i].imo = read_text(r, item, "imo");
            c->vessels[i].flag = read_country(r, item, "flag");
            add_flag(r, c, c->vessels[i].flag);
            c->vessel_count++;
        }
        leave(r, saved);
    }
}

static void read_route(reader *r, const json_t *root, case_record *c)
{
    static const char *const names[] = {"from", "to", "via", "ports", "vessels", NULL};
    size_t saved;
    const json_t *route = enter(r, root, "route", &saved);
    if (route && only(r, route, names)) {
        c->question.route_from = read_country(r, route, "from");
        c->question.route_to = read_country(r, route, "to");
        c->question.route_via = read_list(r, route, "via", REGIME_WORDS_MAX, true);
        c->question.ports = read_list(r, route, "ports", REGIME_WORDS_MAX, false);
        read_vessels(r, route, c);
    }
    leave(r, saved);
}

/* Sectors and kinds of services are open sets; but a part of a known answer ("accounting" for
 * "accounting_audit_tax") is a slip that would pass by every measure that asks for it. */
static void check_answer(reader *r, const char *key, const str_list *known, str answer)
{
    str near = STR_NONE;
    for (size_t i = 0; i < known->count; i++) {
        if (str_equal(known->items[i], answer))
            return;
        if (answer.len > 2 && near.len == 0 && str_find(known->items[i], answer) != SIZE_MAX)
            near = known->items[i];
    }
    if (near.len)
        wrong(r, key, "unknown answer %.*s (did you mean '%.*s'?)", STR_ARG(answer), STR_ARG(near));
}

static void read_fact(reader *r, const char *key, const json_t *member, regime_fact *f)
{
    const regime_fact_word *word = regime_fact_find(r->r, str_of(key));
    f->key = arena_str(r->a, str_of(key));
    f->type = word ? word->type : FACT_STRING;
    switch (f->type) {
    case FACT_BOOLEAN:
        if (!json_is_boolean(member))
            wrong(r, key, "true or false was expected");
        f->boolean = json_is_true(member);
        return;
    case FACT_NUMBER:
        (void)read_decimal(r, member, key, &f->number);
        return;
    default:
        break;
    }
    if (word && !json_is_string(member)) {
        wrong(r, key, "a %s was expected", regime_fact_type_name(f->type));
        return;
    }
    f->text = json_is_string(member) ? str_trim(copy(r, member, key)) : STR_NONE;
    if (f->type == FACT_DATE && !date_parse(f->text, &f->day))
        wrong(r, key, "%.*s is no day of the calendar (YYYY-MM-DD)", STR_ARG(f->text));
    if (f->type == FACT_STRING && word)
        check_answer(r, key, &word->values, f->text);
}

/* Without measures no fact is known and none can change a verdict: all are taken. */
static void read_facts(reader *r, const json_t *root, regime_case *q)
{
    size_t saved;
    const char *key;
    json_t *member;
    const json_t *facts = enter(r, root, "facts", &saved);
    if (facts) {
        bool any = regime_data(r->r)->words.fact_count == 0;
        regime_fact *list = arena_array(r->a, json_object_size(facts) + 1, sizeof *list);
        if (list == NULL)
            out_of_memory(r);
        q->facts = list;
        json_object_foreach((json_t *)(uintptr_t)facts, key, member)
        {
            if (r->status != ITD_OK)
                break;
            if (!any && regime_fact_find(r->r, str_of(key)) == NULL)
                wrong(r, key, "unknown fact");
            else if (!json_is_null(member))
                read_fact(r, key, member, &list[q->fact_count++]);
        }
    }
    leave(r, saved);
}

static void read_activity(reader *r, const json_t *root, regime_case *q)
{
    str text = read_text(r, root, "activity");
    q->activity = (uint8_t)regime_activity_find(text);
    if (q->activity != ACTIVITY_COUNT)
        return;
    if (get(root, "activity") == NULL)
        wrong(r, "activity", "missing");
    else
        wrong(r, "activity",
              "%.*s is not one of export, import, transit, payment, financing, insurance, shipping, service, "
              "investment, messaging, brokering",
              STR_ARG(text));
}

static void read_root(reader *r, const json_t *root, calendar_day on, case_record *c)
{
    static const char *const names[] = {"id",    "on",      "dates", "actor", "activity", "parties",
                                        "goods", "payment", "route", "facts", "text",     NULL};
    regime_case *q = &c->question;
    *q = (regime_case){.as_of = DATE_NONE, .contract = DATE_NONE, .shipment = DATE_NONE};
    if (!json_is_object(root)) {
        wrong(r, "", "a case must be a JSON object");
        return;
    }
    if (!only(r, root, names))
        return;
    r->regions = &q->regions;
    q->regions.items = arena_array(r->a, REGIME_WORDS_MAX, sizeof *q->regions.items);
    r->owned_from = &q->owned_from;
    q->owned_from.items = arena_array(r->a, REGIME_WORDS_MAX, sizeof *q->owned_from.items);
    if (q->regions.items == NULL || q->owned_from.items == NULL)
        out_of_memory(r);
    c->id = read_text(r, root, "id");
    q->on = read_day(r, root, "on");
    c->has_on = q->on != DATE_NONE;
    if (!c->has_on)
        q->on = on;
    read_dates(r, root, q);
    read_actor(r, root, q);
    read_activity(r, root, q);
    read_parties(r, root, c);
    read_goods(r, root, c);
    read_payment(r, root, q);
    read_route(r, root, c);
    read_facts(r, root, q);
    c->text = read_text(r, root, "text");
    if (r->status == ITD_OK && q->party_count == 0 && q->goods_count == 0 && c->text.len == 0)
        wrong(r, "", "one of parties, goods and text is needed");
}

itd_status case_read(str text, const char *file, unsigned long line, const regime *rules, calendar_day on,
                     arena *a, case_record **out, itd_error *error)
{
    json_error_t problem;
    reader r = {.text = text, .file = file, .line = line, .r = rules, .a = a, .error = error};
    *out = NULL;
    if (text.len > LIMIT_JSON_LINE_LEN)
        return error_at_line(error, ITD_ERROR_LIMIT, file, line, "a case of more than %zu bytes",
                             LIMIT_JSON_LINE_LEN);
    json_t *root;
    itd_status status = json_read(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &root, &problem, error);
    if (status == ITD_ERROR_MEMORY)
        return status;
    if (status != ITD_OK)
        return error_at_line(error, ITD_ERROR_INPUT, file,
                             line + (problem.line > 0 ? (unsigned long)problem.line - 1 : 0), "not JSON: %s",
                             problem.text);
    case_record *c = arena_alloc(a, sizeof *c);
    if (c == NULL)
        out_of_memory(&r);
    else
        read_root(&r, root, on, c);
    json_decref(root);
    *out = r.status == ITD_OK ? c : NULL;
    return r.status;
}
