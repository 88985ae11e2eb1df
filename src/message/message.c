#include "message/message.h"

#include <stdarg.h>
#include <stdio.h>

const char *message_role_name(message_role role)
{
    static const char *const names[ROLE_COUNT] = {
        [ROLE_DEBTOR] = "debtor",
        [ROLE_CREDITOR] = "creditor",
        [ROLE_ULTIMATE_DEBTOR] = "ultimate_debtor",
        [ROLE_ULTIMATE_CREDITOR] = "ultimate_creditor",
        [ROLE_INITIATING_PARTY] = "initiating_party",
        [ROLE_DEBTOR_AGENT] = "debtor_agent",
        [ROLE_CREDITOR_AGENT] = "creditor_agent",
        [ROLE_INTERMEDIARY_AGENT] = "intermediary_agent",
        [ROLE_INSTRUCTING_AGENT] = "instructing_agent",
        [ROLE_INSTRUCTED_AGENT] = "instructed_agent",
        [ROLE_PREVIOUS_INSTRUCTING_AGENT] = "previous_instructing_agent",
        [ROLE_REIMBURSEMENT_AGENT] = "reimbursement_agent",
        [ROLE_APPLICANT] = "applicant",
        [ROLE_BENEFICIARY] = "beneficiary",
        [ROLE_ISSUING_BANK] = "issuing_bank",
        [ROLE_ADVISING_BANK] = "advising_bank",
        [ROLE_ACCOUNT_OWNER] = "account_owner",
        [ROLE_OTHER] = "other",
    };
    return (unsigned)role < ROLE_COUNT ? names[role] : NULL;
}

/* Room for one more element at the end of a growing array; NULL without memory. */
static void *grown(arena *a, void *items, size_t count, size_t *cap, size_t size)
{
    return count < *cap ? items : arena_grow(a, items, count, cap, size);
}

message *message_add(arena *a, message_list *list)
{
    message *items = grown(a, list->items, list->count, &list->cap, sizeof *items);
    if (!items)
        return NULL;
    list->items = items;
    message *m = &items[list->count++];
    *m = (message){0};
    return m;
}

message_party *message_add_party(arena *a, message *m, message_role role, str where)
{
    message_party *items = grown(a, m->parties, m->party_count, &m->party_cap, sizeof *items);
    if (!items)
        return NULL;
    m->parties = items;
    message_party *p = &items[m->party_count++];
    *p = (message_party){.role = role, .where = where};
    return p;
}

static message_text *add_to(arena *a, message_text **items, size_t *count, size_t *cap, str where, str value)
{
    message_text *grown_items = grown(a, *items, *count, cap, sizeof *grown_items);
    if (!grown_items)
        return NULL;
    *items = grown_items;
    message_text *t = &grown_items[(*count)++];
    *t = (message_text){.where = where, .value = value};
    return t;
}

message_text *message_add_text(arena *a, message *m, str where, str value)
{
    return add_to(a, &m->text, &m->text_count, &m->text_cap, where, value);
}

message_text *message_add_place(arena *a, message *m, str where, str value)
{
    return add_to(a, &m->places, &m->place_count, &m->place_cap, where, value);
}

message_text *message_add_goods(arena *a, message *m, str where, str value)
{
    return add_to(a, &m->goods, &m->goods_count, &m->goods_cap, where, value);
}

message_text *message_add_leaf(arena *a, message *m, str where, str value)
{
    return add_to(a, &m->leaves, &m->leaf_count, &m->leaf_cap, where, value);
}

bool message_add_vessel(arena *a, message *m, const message_vessel *vessel)
{
    message_vessel *items = grown(a, m->vessels, m->vessel_count, &m->vessel_cap, sizeof *items);
    if (!items)
        return false;
    m->vessels = items;
    items[m->vessel_count++] = *vessel;
    return true;
}

/* Sentences of one kind. */
typedef struct sentence_list {
    str **items;
    size_t *count, *cap;
} sentence_list;

static bool add_sentence(arena *a, const sentence_list *list, const char *format, va_list args)
{
    char text[512];
    int len = vsnprintf(text, sizeof text, format, args);
    if (len < 0)
        return false;
    size_t size = (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    while (size < (size_t)len && size > 0 && ((unsigned char)text[size - 1] & 0x80))
        size--; /* no half character at the cut */
    str sentence = str_make(text, size);
    for (size_t i = 0; i < *list->count; i++)
        if (str_equal((*list->items)[i], sentence))
            return true;
    if (*list->count >= MESSAGE_PROBLEMS_MAX)
        return true;
    str *items = grown(a, *list->items, *list->count, list->cap, sizeof *items);
    if (!items)
        return false;
    *list->items = items;
    str copy = arena_str(a, sentence);
    if (!copy.data)
        return false;
    items[(*list->count)++] = copy;
    return true;
}

bool message_problem(arena *a, message *m, const char *format, ...)
{
    sentence_list list = {&m->problems, &m->problem_count, &m->problem_cap};
    va_list args;
    va_start(args, format);
    bool good = add_sentence(a, &list, format, args);
    va_end(args);
    return good;
}

bool message_note(arena *a, message *m, const char *format, ...)
{
    sentence_list list = {&m->notes, &m->note_count, &m->note_cap};
    va_list args;
    va_start(args, format);
    bool good = add_sentence(a, &list, format, args);
    va_end(args);
    return good;
}

bool message_merge(arena *a, message *to, const message *from, message_mark mark)
{
    for (size_t i = mark.parties; i < from->party_count; i++) {
        message_party *p = message_add_party(a, to, ROLE_OTHER, STR_NONE);
        if (!p)
            return false;
        *p = from->parties[i];
    }
    for (size_t i = mark.text; i < from->text_count; i++) {
        message_text *t = message_add_text(a, to, STR_NONE, STR_NONE);
        if (!t)
            return false;
        *t = from->text[i];
    }
    for (size_t i = mark.leaves; i < from->leaf_count; i++) {
        message_text *t = message_add_leaf(a, to, STR_NONE, STR_NONE);
        if (!t)
            return false;
        *t = from->leaves[i];
    }
    for (size_t i = mark.vessels; i < from->vessel_count; i++)
        if (!message_add_vessel(a, to, &from->vessels[i]))
            return false;
    for (size_t i = 0; i < from->problem_count; i++)
        if (!message_problem(a, to, "%.*s", STR_ARG(from->problems[i])))
            return false;
    for (size_t i = 0; i < from->note_count; i++)
        if (!message_note(a, to, "%.*s", STR_ARG(from->notes[i])))
            return false;
    return true;
}
