/* Makes the index section from the analysed names. */
#include "base/error.h"
#include "base/limits.h"
#include "match/index_builder.h"
#include "match/match.h"

static void put_section(index_builder *b, buf *out)
{
    char model[INDEX_MODEL_CAP] = {0};
    size_t len = strlen(match_model());
    memcpy(model, match_model(), len < sizeof model ? len : sizeof model - 1);
    buf_u32(out, INDEX_VERSION);
    buf_u32(out, 0);
    buf_append(out, model, sizeof model);
    for (unsigned k = 0; k < KIND_COUNT; k++) {
        buf_u32(out, b->kind_start[k]);
        buf_u32(out, b->kind_schemata[k]);
    }
    uint64_t offset = INDEX_HEAD_SIZE;
    for (size_t i = 0; i < INDEX_PART_COUNT; i++) {
        buf_u64(out, offset);
        buf_u64(out, b->parts[i].len);
        offset += (b->parts[i].len + 7) / 8 * 8;
    }
    (void)buf_reserve(out, offset); /* once, instead of growing to twice the size */
    for (size_t i = 0; i < INDEX_PART_COUNT; i++) {
        out->failed = out->failed || b->parts[i].failed;
        buf_append(out, b->parts[i].data, b->parts[i].len);
        buf_align(out, 8);
        buf_free(&b->parts[i]);
    }
}

itd_status match_index_build(const snapshot *core, match_section_sink *sink, void *context, itd_error *error)
{
    index_builder b = {.snapshot = core};
    buf section;
    buf_init(&section, LIMIT_BUF_SIZE);
    arena_init(&b.memory, LIMIT_ARENA_SIZE);
    for (size_t i = 0; i < INDEX_PART_COUNT; i++)
        buf_init(&b.parts[i], LIMIT_BUF_SIZE);
    itd_status status = listed_new(core, &b.listed, error);
    if (status != ITD_OK)
        goto done;
    if (b.listed->word_count > INDEX_WORDS_MAX || b.listed->name_count > INDEX_NAMES_MAX) {
        status = error_set(error, ITD_ERROR_LIMIT, NULL, "more names or words than a match index holds");
        goto done;
    }
    if (!index_build_words(&b) || !index_build_names(&b) || !index_build_sounds(&b) ||
        !index_build_runs(&b)) {
        status = error_memory(error);
        goto done;
    }
    listed_free(b.listed);
    b.listed = NULL;
    arena_free(&b.memory);
    put_section(&b, &section);
    status = section.failed ? error_memory(error) : sink(context, INDEX_TAG, buf_as_str(&section), error);
done:
    for (size_t i = 0; i < INDEX_PART_COUNT; i++)
        buf_free(&b.parts[i]);
    buf_free(&section);
    arena_free(&b.memory);
    listed_free(b.listed);
    return status;
}
