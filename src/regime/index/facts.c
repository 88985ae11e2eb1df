/* The facts by key, and those that may follow from something else in a case. */
#include "regime/program.h"

static uint32_t place_of(const regime *r, str key)
{
    return (uint32_t)name_hash(key.data, key.len) & (r->fact_places - 1);
}

bool index_facts(regime *r)
{
    bool no_memory = false;
    const regime_vocabulary *v = &r->set->words;
    for (r->fact_places = 16; r->fact_places < v->fact_count * 2;)
        r->fact_places *= 2;
    r->fact_table = index_array(r, r->fact_places, sizeof *r->fact_table, &no_memory);
    r->following = index_array(r, v->fact_count, sizeof *r->following, &no_memory);
    for (size_t i = 0; i < v->fact_count && !no_memory; i++) {
        const regime_fact_word *word = &v->facts[i];
        uint32_t place = place_of(r, word->key);
        while (r->fact_table[place])
            place = (place + 1) & (r->fact_places - 1);
        r->fact_table[place] = (uint32_t)i + 1;
        if (word->regions.count || word->flag.len || str_is(word->key, "payment_amount_eur"))
            r->following[r->following_count++] = (uint32_t)i;
    }
    return !no_memory;
}

int32_t fact_slot(const regime *r, str key)
{
    for (uint32_t place = place_of(r, key); r->fact_table[place]; place = (place + 1) & (r->fact_places - 1))
        if (str_equal(r->set->words.facts[r->fact_table[place] - 1].key, key))
            return (int32_t)r->fact_table[place] - 1;
    return -1;
}
