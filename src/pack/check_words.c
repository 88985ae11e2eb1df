/* Words in their places: what the vocabulary says of itself, and the values of conditions. */
#include "pack/bind.h"

void bind_use(binder *b, uint32_t line, const char *field, bind_kind kind, const str_list *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (b->use_count == b->use_cap) {
            bind_word_use *grown = arena_grow(b->a, b->uses, b->use_count, &b->use_cap, sizeof *grown);
            if (grown == NULL) {
                b->no_memory = true;
                return;
            }
            b->uses = grown;
        }
        b->uses[b->use_count++] = (bind_word_use){words->items[i], field, b->file, line, (uint8_t)kind};
    }
}

bool bind_known_role(const regime_vocabulary *v, str role)
{
    const str_list *const groups[] = {&v->bank_roles, &v->supply_roles, &v->receive_roles, &v->other_roles};
    static const char *const names[] = {"@bank", "@supply", "@receive"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(role, names[i]))
            return true;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (bind_in_list(groups[i], role))
            return true;
    return false;
}

static bool known_class(const regime_vocabulary *v, str key)
{
    for (size_t i = 0; i < v->class_count; i++)
        if (str_equal(v->classes[i].key, key))
            return true;
    return false;
}

static const regime_fact_word *find_fact(const regime_vocabulary *v, str key)
{
    for (size_t i = 0; i < v->fact_count; i++)
        if (str_equal(v->facts[i].key, key))
            return &v->facts[i];
    return NULL;
}

void bind_check_uses(binder *b)
{
    static const char *const names[] = {[USE_CLASS] = "class", [USE_FACT] = "fact", [USE_ROLE] = "role"};
    const regime_vocabulary *v = b->words;
    const char *file = b->file;
    b->measure = STR_NONE;
    for (size_t i = 0; i < b->use_count; i++) {
        const bind_word_use *use = &b->uses[i];
        bool known = use->kind == USE_CLASS ? known_class(v, use->word)
                     : use->kind == USE_FACT
                         ? find_fact(v, use->word) != NULL
                         : bind_known_role(v, use->word) || bind_in_list(&v->actor_roles, use->word);
        b->file = use->file;
        if (!known)
            bind_note(b, use->line, false, "%s: unknown %s %.*s", use->field, names[use->kind],
                      STR_ARG(use->word));
    }
    b->file = file;
}

static bool known_status(const regime_vocabulary *v, str status)
{
    for (size_t i = 0; i < v->status_count; i++)
        if (str_equal(v->statuses[i].key, status))
            return true;
    return str_starts(status, str_of(REGIME_STATUS_LISTED));
}

static bool known_value(const regime_vocabulary *v, str fact, str value)
{
    const regime_fact_word *word = find_fact(v, fact);
    if (word)
        return word->values.count == 0 || bind_in_list(&word->values, value);
    if (str_is(fact, "@named.role"))
        return bind_known_role(v, value);
    if (str_is(fact, "@party_status"))
        return known_status(v, value);
    if (str_is(fact, "actor.role"))
        return bind_in_list(&v->actor_roles, value) || bind_known_role(v, value);
    if (str_is(fact, "actor.country") || str_is(fact, "route.from") || str_is(fact, "route.to"))
        return bind_is_country(value);
    return true;
}

void bind_check_text_values(binder *b, uint32_t line, const regime_condition *c)
{
    for (size_t i = 0; i < c->values.count; i++)
        if (!known_value(b->words, c->fact, c->values.items[i]))
            bind_note(b, line, false, "value: %.*s has no value %.*s", STR_ARG(c->fact),
                      STR_ARG(c->values.items[i]));
}

void bind_check_span(binder *b, uint32_t line, const char *field, regime_span span)
{
    if (span.from != DATE_NONE && span.until != DATE_NONE && span.until <= span.from)
        bind_note(b, line, false, "%s: ends before it begins", field);
}
