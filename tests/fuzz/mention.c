/* A text of any bytes is searched for mentions of the built-in sample: what is found lies in the text, in
 * order and within bounds, and in pieces of another size the same is found.
 *
 * So that names are met at all, a byte that UTF-8 does not have (0xF8 to 0xFD) and the byte behind it stand
 * for a name of the sample. */
#include "api/handles.h"
#include "base/limits.h"
#include "mention/mention.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 1 << 17, FOUND_MAX = 4096 };

typedef struct found_list {
    size_t size; /* of the text */
    size_t count;
    struct {
        unsigned long long start, end;
        uint32_t entity;
        int score;
    } at[FOUND_MAX];
} found_list;

/* In which order places and mentions come is left open. */
typedef struct answer {
    found_list mentions, places;
} answer;

static itd_snapshot *opened;
static const snapshot *sample;
static mention_finder *finder;
static match_options options;
static place_screen *places;

static void open_sample(void)
{
    engine_worker *tools;
    itd_error error = {0};
    if (itd_snapshot_open_sample(&opened, &error) != ITD_OK ||
        engine_worker_new(itd_snapshot_engine(opened), &tools, &error) != ITD_OK ||
        engine_worker_finder(tools, &finder, &error) != ITD_OK)
        abort();
    sample = itd_snapshot_core(opened);
    options = MATCH_OPTIONS_DEFAULT;
    places = &tools->places;
}

static void keep(found_list *f, unsigned long long start, unsigned long long end, uint32_t what, int score)
{
    if (start >= end || end > f->size)
        abort();
    if (f->count == FOUND_MAX)
        return;
    f->at[f->count].start = start;
    f->at[f->count].end = end;
    f->at[f->count].entity = what;
    f->at[f->count++].score = score;
}

static void on_mentions(void *context, const mention *found, size_t count)
{
    answer *a = context;
    for (size_t i = 0; i < count; i++) {
        if (found[i].hit.entity >= snapshot_entity_count(sample) || found[i].text.len == 0)
            abort();
        keep(&a->mentions, found[i].start, found[i].end, found[i].hit.entity, found[i].hit.score);
    }
}

static void on_place(void *context, const place_mention *place)
{
    answer *a = context;
    keep(&a->places, place->start, place->end, 0, place->code[0]);
}

static void search_in_pieces(str text, size_t piece, answer *out)
{
    const mention_asking asking = {.alone = MENTION_ALONE_IN_FIELD,
                                   .identifiers = true,
                                   .options = &options,
                                   .places = places,
                                   .sink = on_mentions,
                                   .place_sink = on_place,
                                   .context = out};
    out->mentions.size = out->places.size = text.len;
    out->mentions.count = out->places.count = 0;
    mention_begin(finder, &asking);
    for (size_t i = 0; i < text.len; i += piece)
        mention_put(finder, str_make(text.data + i, text.len - i < piece ? text.len - i : piece));
    (void)!mention_end(finder);
}

static bool is_same(const found_list *a, const found_list *b)
{
    return a->count == b->count && memcmp(a->at, b->at, a->count * sizeof a->at[0]) == 0;
}

static str with_names(const uint8_t *data, size_t size)
{
    static char text[TEXT_MAX];
    size_t len = 0;
    for (size_t i = 0; i < size && len < TEXT_MAX; i++) {
        str name = str_make((const char *)data + i, 1);
        if (data[i] >= 0xF8 && data[i] < 0xFE && i + 1 < size) {
            uint32_t at = (uint32_t)(data[i] - 0xF8) << 8 | data[i + 1];
            name = snapshot_name_at(sample, at % snapshot_name_count(sample)).text;
            i++;
        }
        if (name.len > TEXT_MAX - len)
            break;
        memcpy(text + len, name.data, name.len);
        len += name.len;
    }
    return str_make(text, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static answer whole, parts;
    if (!sample)
        open_sample();
    str text = with_names(data, size);
    search_in_pieces(text, TEXT_MAX, &whole);
    search_in_pieces(text, 1 + size % 13, &parts);
    if (!is_same(&whole.mentions, &parts.mentions) || !is_same(&whole.places, &parts.places))
        abort();
    return 0;
}
