#include "match/worker.h"

#include "base/error.h"
#include "match/pair.h"

#include <stdlib.h>

itd_status match_worker_new(const snapshot *s, match_worker **out, itd_error *error)
{
    match_worker *w = calloc(1, sizeof *w);
    if (!w)
        return error_memory(error);
    itd_status status = text_scratch_new(&w->text, error);
    if (status == ITD_OK)
        status = listed_new(s, &w->listed, error);
    if (status == ITD_OK && s)
        status = identifier_table_make(s, &w->listed->memory, &w->identifiers, error);
    if (status == ITD_OK) {
        size_t entities = s ? snapshot_entity_count(s) : 0, units = w->listed->dictionary_count;
        w->snapshot = s;
        w->relations = calloc((size_t)UNITS_MAX * UNITS_MAX, sizeof *w->relations);
        w->related = calloc(UNITS_MAX * units + 1, sizeof *w->related);
        w->touched = calloc(units + 1, 1);
        w->best = calloc(entities + 1, sizeof *w->best);
        w->reached = calloc(entities + 1, sizeof *w->reached);
        w->hits = calloc(MATCH_LIMIT_MAX, sizeof *w->hits);
        if (!w->relations || !w->related || !w->touched || !w->best || !w->reached || !w->hits)
            status = error_memory(error);
    }
    if (status != ITD_OK) {
        match_worker_free(w);
        return status;
    }
    *out = w;
    return ITD_OK;
}

void match_worker_free(match_worker *w)
{
    if (!w)
        return;
    text_scratch_free(w->text);
    listed_free(w->listed);
    free(w->relations);
    free(w->related);
    free(w->touched);
    free(w->best);
    free(w->reached);
    free(w->hits);
    free(w);
}

const char *match_model(void)
{
    return "names-1";
}

int match_pair(match_worker *w, schema_id s, str a, str b)
{
    alignment best;
    tokens_analyse(w->text, a, &w->query);
    tokens_analyse(w->text, b, &w->other);
    const token_name *const names[] = {&w->query, &w->other};
    if (w->query.count == 0 || w->other.count == 0)
        return 0;
    pair_align(&w->query, &w->other, match_kind_of(s, names, 2), w->relations, &best);
    return best.link_count ? score_of_penalty(best.penalty) : 0;
}

itd_status match_index_build(const snapshot *core, match_section_sink *sink, void *context, itd_error *error)
{
    (void)core;
    (void)sink;
    (void)context;
    (void)error;
    return ITD_OK;
}

static void set_relation(match_worker *w, size_t u, uint32_t number)
{
    relation r = relation_of(&w->query.units[u], w->listed->dictionary[number]);
    if (r.type == RELATION_NONE)
        return;
    w->related[u * w->listed->dictionary_count + number] = (uint16_t)(r.type << 8 | r.cost);
    w->touched[number] = 1;
}

static void relate_by_skeleton(match_worker *w, size_t u, const listed_skeleton *list, size_t count)
{
    const token *t = &w->query.units[u];
    for (size_t s = 0; s < t->spelling_count; s++) {
        uint64_t skeleton = t->spellings[s].sound.skeleton;
        size_t low = 0, high = count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (list[middle].skeleton < skeleton)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < count && list[low].skeleton == skeleton; low++)
            set_relation(w, u, list[low].unit);
    }
}

void worker_relate(match_worker *w)
{
    const listed *l = w->listed;
    memset(w->related, 0, w->query.unit_count * l->dictionary_count * sizeof *w->related);
    memset(w->touched, 0, l->dictionary_count);
    for (size_t u = 0; u < w->query.unit_count; u++) {
        bool joined = w->query.spans[u].count > 1;
        if (joined) {
            relate_by_skeleton(w, u, l->single_skeletons, l->single_skeleton_count);
            for (size_t i = 0; w->query.units[u].word && i < l->single_count; i++)
                if (l->dictionary[l->singles[i]]->word)
                    set_relation(w, u, l->singles[i]);
            continue;
        }
        for (size_t i = 0; i < l->single_count; i++)
            set_relation(w, u, l->singles[i]);
        relate_by_skeleton(w, u, l->joined_skeletons, l->joined_skeleton_count);
        for (size_t i = 0; w->query.units[u].word && i < l->known_count; i++)
            set_relation(w, u, l->known[i]);
    }
}

bool worker_relations(match_worker *w, const listed_name *n)
{
    const listed *l = w->listed;
    const uint32_t *units = l->units + n->first_unit;
    bool any = false;
    for (size_t j = 0; j < n->unit_count && !any; j++)
        any = w->touched[units[j]];
    if (!any)
        return false;
    for (size_t i = 0; i < w->query.unit_count; i++) {
        const uint16_t *row = w->related + i * l->dictionary_count;
        relation *to = w->relations + i * n->unit_count;
        for (size_t j = 0; j < n->unit_count; j++) {
            uint16_t packed = row[units[j]];
            to[j] = (relation){(uint8_t)(packed >> 8), (uint8_t)(packed & 255)};
        }
    }
    return true;
}
