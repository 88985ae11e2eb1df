#include "mention/mention_table.h"

#include "name/parameters.h"

#include <stdlib.h>

bool mention_is_common(const lexicon_word *known)
{
    static const unsigned names = LEXICON_GIVEN | LEXICON_MALE | LEXICON_FEMALE | LEXICON_FAMILY;
    if (!known)
        return false;
    bool name = (known->flags & names) || known->person_level > 0 || known->variants[0];
    return (known->organisation_level > 0 && !name) || known->form || known->meaning ||
           (known->flags & ~(names | LEXICON_PARTICLE_PERSON));
}

size_t mention_groups(const lexicon_word *w, uint16_t groups[TABLE_GROUPS])
{
    size_t count = 0;
    memset(groups, 0, TABLE_GROUPS * sizeof *groups);
    if (!w)
        return 0;
    const uint16_t all[] = {w->meaning, w->place, w->sphere, w->variants[0], w->variants[1], w->variants[2]};
    static const unsigned types[] = {1, 2, 3, 4, 4, 4};
    for (size_t i = 0; i < sizeof all / sizeof *all && count < TABLE_GROUPS; i++)
        if (all[i]) {
            uint32_t h = (all[i] * 8u + types[i]) * 2654435761u;
            groups[count++] = (uint16_t)(1 + (h >> 16) % (TABLE_GROUP_COUNT - 1));
        }
    return count;
}

int mention_least_penalty(int matched, int missing)
{
    int penalty = missing * PENALTY_MISSING / 100, all = matched + missing;
    if (matched < SHORTAGE_FROM && all > 0) {
        int part = 200 * missing / all;
        penalty +=
            PENALTY_SHORTAGE * (SHORTAGE_FROM - matched) / SHORTAGE_FROM * (part < 100 ? part : 100) / 100;
    }
    return penalty;
}

int mention_penalty_of(int score)
{
    int penalty = 0;
    while (score_of_penalty(penalty + 1) >= score && penalty < 2000)
        penalty++;
    return penalty;
}

void mention_sounds(const mention_table *t, const table_spelling *s, phone_word *out)
{
    if (s->sound_len == 0) {
        phone_from_letters(table_letters(t, s), out);
        return;
    }
    out->len = s->sound_len;
    memcpy(out->phones, s->sounds, sizeof s->sounds);
}

void mention_table_free(mention_table *t)
{
    if (!t)
        return;
    mention_lists_free(t->lists);
    arena_free(&t->memory);
    free(t);
}
