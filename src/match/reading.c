#include "match/reading.h"

#include "field/party.h"
#include "name/tokens.h"
#include "text/lost_letters.h"

#include <limits.h>

_Static_assert(PARTY_OF_PERSON == 1 << KIND_PERSON && PARTY_OF_ORGANISATION == 1 << KIND_ORGANISATION &&
                   PARTY_OF_OBJECT == 1 << KIND_OBJECT,
               "bits of kinds");

enum {
    PART_PENALTY = 30,     /* with two words of a name of its own */
    PART_PENALTY_FEW = 12, /* with one such word, or common ones only */
    PART_PENALTY_LONE = 8, /* with nothing else */
    PART_PENALTY_WORD = 3, /* one word alone: ships and firms are called by every short one */
    PART_CODE = 100,       /* information of letters and figures together: "A71" */
    PART_INFORMATION = 45, /* of a word that is a name of its own */
    PART_COMMON_WORDS = 3,
    PART_AND = 8, /* cost from which a part may be the end of a name: "Example Oil and Gas" is not GAS LLC */
    PART_LOOSE = 12, /* cost from which the rest of the field may as well be part of the name, */
    PART_INFORMATION_LOOSE = 80,
    LOST_COST = 2, /* of reading signs otherwise */
};

int reading_penalty_max(const reading *r)
{
    bool person = r->marked && (r->kinds & PARTY_OF_PERSON);
    return r->part && !person ? PART_PENALTY : INT_MAX / 2;
}

bool reading_counts(const reading *r, const name_view *query, const alignment *a)
{
    int names = 0, words = 0, told = 0, worst = 0;
    if (!r->part)
        return true;
    for (size_t i = 0; i < a->link_count; i++) {
        worst = a->links[i].penalty > worst ? a->links[i].penalty : worst;
        unit u = query->spans[a->links[i].a];
        for (size_t t = u.first; t < (size_t)u.first + u.count; t++) {
            words += !align_is_small(query->roles[t]) && query->roles[t] != ROLE_INITIAL;
            bool code = query->roles[t] == ROLE_NUMBER && query->weights[t].information == PART_CODE;
            bool describes = r->cost >= PART_AND && r->cost < PART_LOOSE &&
                             query->kind == KIND_ORGANISATION &&
                             (query->trait[t] & TRAIT_KNOWLEDGE) == KNOWLEDGE_DESCRIBES;
            names += code || (query->roles[t] == ROLE_NAME && !describes &&
                              query->weights[t].information >= PART_INFORMATION);
            told += query->roles[t] == ROLE_NAME ? query->weights[t].information : 0;
        }
    }
    if (r->cost >= PART_LOOSE && words == 1 && told < PART_INFORMATION_LOOSE)
        return false;
    if (query->kind == KIND_PERSON)
        return words >= 2 && (r->marked || a->penalty <= PART_PENALTY);
    if (words < 2)
        return names == 1 && a->penalty <= PART_PENALTY_LONE &&
               (query->count > 1 || worst <= PART_PENALTY_WORD);
    if (query->kind == KIND_OBJECT || names == 1)
        return a->penalty <= PART_PENALTY_FEW;
    if (names == 0 && words < PART_COMMON_WORDS)
        return worst == 0 && a->penalty <= PART_PENALTY_WORD;
    return a->penalty <= (names > 1 ? PART_PENALTY : PART_PENALTY_FEW);
}

void readings_start(const match_query *q, reading_list *out)
{
    out->count = 0;
    for (size_t i = 0; i < q->name_count && i < MATCH_VALUES_MAX; i++)
        out->list[out->count++] = (reading){.text = q->names[i], .kinds = PARTY_OF_ANY};
}

/* Two single letters beside a longer word: "S. V. Example". */
static bool has_initials(const text_name *text)
{
    bool pair = false, whole = false;
    for (size_t i = 0; i < text->word_count; i++) {
        whole = whole || text->words[i].folded.len > 2;
        pair = pair || (i > 0 && text->words[i].folded.len == 1 && text->words[i - 1].folded.len == 1);
    }
    return pair && whole;
}

void reading_analyse(text_scratch *t, const reading *r, token_name *out)
{
    if (r->initials)
        tokens_analyse_initials(t, r->text, out);
    else
        tokens_analyse_signs(t, r->text, (text_signs)r->signs, out);
}

static void add(reading_list *out, reading r)
{
    if (out->count < READINGS_MAX)
        out->list[out->count++] = r;
}

/* A name with signs that may stand for letters, read in the other ways. */
static void add_lost(reading_list *out, reading usual)
{
    unsigned signs = lost_letters_signs(usual.text);
    usual.cost += signs ? LOST_COST : 0;
    for (unsigned way = TEXT_SIGNS_PART; signs && way < TEXT_SIGNS_COUNT; way++) {
        usual.signs = (uint8_t)way;
        if (way != TEXT_SIGNS_PART || (signs & LOST_SIGNS_ASKED))
            add(out, usual);
    }
}

void readings_add_parts(const text_scratch *t, str name, reading_list *out)
{
    party_parts parts;
    add_lost(out, (reading){.text = name, .kinds = PARTY_OF_ANY});
    if (has_initials(text_last(t)))
        add(out, (reading){.text = name, .kinds = PARTY_OF_PERSON, .initials = true});
    party_read(text_last(t), name, &parts);
    for (size_t i = 0; i < parts.count && out->count < READINGS_MAX; i++) {
        const party_part *p = &parts.list[i];
        str text = str_make(name.data + p->start, p->end - p->start);
        reading part = {.text = text, .cost = p->cost, .kinds = p->kinds, .part = true, .marked = p->marked};
        add(out, part);
        add_lost(out, part);
    }
}
