#include "screen/findings.h"

#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

void findings_init(findings *f, arena *a)
{
    *f = (findings){.memory = a};
}

static bool is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* In the arena; data NULL without memory. */
static str text_of(findings *f, const char *format, va_list arguments)
{
    char text[FINDINGS_TEXT_CAP + 1];
    int len = vsnprintf(text, sizeof text, format, arguments);
    size_t size = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    if (len >= (int)sizeof text) {
        while (size > 0 && is_inside(text[size - 1]))
            size--;
        size -= size > 0 && (unsigned char)text[size - 1] >= 0xC0;
    }
    return arena_str(f->memory, str_make(text, size));
}

static void keep_reason(findings *f, const char *code, str where, str text, bool review)
{
    f->review |= review;
    if (f->reason_count == f->reason_cap) {
        screen_reason *grown =
            arena_grow(f->memory, f->reasons, f->reason_count, &f->reason_cap, sizeof *grown);
        f->failed |= grown == NULL;
        f->reasons = grown ? grown : f->reasons;
    }
    f->failed |= text.data == NULL;
    if (!f->failed)
        f->reasons[f->reason_count++] =
            (screen_reason){.code = code, .text = text, .where = where, .review = review};
}

void findings_add(findings *f, const char *code, str where, str text, bool review)
{
    keep_reason(f, code, where, arena_str(f->memory, text), review);
}

void findings_reason(findings *f, const char *code, str where, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    keep_reason(f, code, where, text_of(f, format, arguments), true);
    va_end(arguments);
}

void findings_say(findings *f, bool review, const char *code, str where, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    keep_reason(f, code, where, text_of(f, format, arguments), review);
    va_end(arguments);
}

void findings_note(findings *f, const char *code, str where, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    keep_reason(f, code, where, text_of(f, format, arguments), false);
    va_end(arguments);
}

void findings_question(findings *f, const char *fact, const char *asked_by, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    str question = text_of(f, format, arguments);
    va_end(arguments);
    bool known = f->question_count == FINDINGS_QUESTIONS_MAX;
    for (size_t i = 0; i < f->question_count; i++)
        known |= str_equal(f->questions[i].question, question);
    if (f->question_count == f->question_cap && !known) {
        decision_question *grown =
            arena_grow(f->memory, f->questions, f->question_count, &f->question_cap, sizeof *grown);
        f->failed |= grown == NULL;
        f->questions = grown ? grown : f->questions;
    }
    f->failed |= question.data == NULL;
    if (!known && !f->failed)
        f->questions[f->question_count++] = (decision_question){fact, asked_by, question};
}

/* ---- hits ---- */

static const match_explanation *copy_of(findings *f, const match_explanation *x)
{
    match_explanation *copy = arena_alloc(f->memory, sizeof *copy);
    match_token *tokens = arena_array(f->memory, x->token_count + 1, sizeof *tokens);
    match_feature *features = arena_array(f->memory, x->feature_count + 1, sizeof *features);
    if (!copy || !tokens || !features)
        return NULL;
    *copy = *x;
    copy->tokens = tokens;
    copy->features = features;
    for (size_t i = 0; i < x->token_count; i++) {
        tokens[i] = x->tokens[i];
        tokens[i].query = arena_str(f->memory, x->tokens[i].query);
        tokens[i].listed = arena_str(f->memory, x->tokens[i].listed);
        if (!tokens[i].query.data || !tokens[i].listed.data)
            return NULL;
    }
    if (x->feature_count)
        memcpy(features, x->features, x->feature_count * sizeof *features);
    return copy;
}

void findings_hit(findings *f, const screen_hit *hit, const match_explanation *explained)
{
    if (f->hit_count == f->hit_cap) {
        screen_hit *grown = arena_grow(f->memory, f->hits, f->hit_count, &f->hit_cap, sizeof *grown);
        f->failed |= grown == NULL;
        f->hits = grown ? grown : f->hits;
    }
    const match_explanation *kept = explained && !hit->hidden ? copy_of(f, explained) : NULL;
    f->failed |= explained && !hit->hidden && !kept;
    if (f->failed)
        return;
    f->hits[f->hit_count] = *hit;
    f->hits[f->hit_count++].explained = kept;
}

itd_status findings_check(const findings *f, itd_error *error)
{
    return f->failed ? error_memory(error) : ITD_OK;
}

uint8_t findings_verdict(const findings *f, uint8_t by_law)
{
    return f->review && by_law < VERDICT_REVIEW ? VERDICT_REVIEW : by_law;
}

void findings_locate(findings *f, size_t first, str found, unsigned long long start, unsigned long long end)
{
    for (size_t i = first; i < f->reason_count; i++) {
        f->reasons[i].found = found;
        f->reasons[i].start = start;
        f->reasons[i].end = end;
    }
}
