#include "screen/message_cut_names.h"

#include "mention/mention_beginnings.h"

enum {
    CUT_NAME = 28, /* bytes: a longer one may be cut without a sign for it */
    CUT_WORD = 8,  /* letters of its last word then */
    CUT_WORD_MOST = 64,
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The last word of a name that may be cut within it: before SWIFT's sign for it, or at the end of a long
 * name. STR_NONE if there is none. */
static str cut_word(str name)
{
    name = str_trim(name);
    bool marked = name.len > 0 && name.data[name.len - 1] == '+';
    if (!marked && name.len < CUT_NAME)
        return STR_NONE;
    size_t end = name.len - marked, from = end;
    while (from > 0 && is_letter(name.data[from - 1]))
        from--;
    size_t least = marked ? BEGINNINGS_LETTERS : CUT_WORD;
    return end - from < least || from == 0 ? STR_NONE : str_make(name.data + from, end - from);
}

/* "JOINT STOCK COMPANY ROSOBORONEX": asked with each listed word that the last one may be the beginning of.
 */
void screening_cut_name(screening *c, const message_party *p, const message_profile *profile)
{
    str words[BEGINNINGS_MOST], cut = cut_word(p->name);
    const mention_beginnings *all;
    char lower[CUT_WORD_MOST];
    if (cut.len == 0 || cut.len > sizeof lower)
        return;
    for (size_t i = 0; i < cut.len; i++)
        lower[i] = (char)(cut.data[i] | 0x20);
    if (engine_beginnings(c->s->tools->engine, &all, NULL) != ITD_OK) {
        c->failed = true;
        return;
    }
    size_t count = mention_beginnings_find(all, str_make(lower, cut.len), words);
    size_t before = (size_t)(cut.data - p->name.data);
    for (size_t i = 0; i < count; i++) {
        char *text = arena_alloc(c->a, before + words[i].len);
        if (!text) {
            c->failed = true;
            return;
        }
        memcpy(text, p->name.data, before);
        memcpy(text + before, words[i].data, words[i].len);
        match_query q = {.names = {str_make(text, before + words[i].len)}, .name_count = 1};
        screening_ask(c, &q, profile, p->where, p->name, p->start, p->end);
    }
}
