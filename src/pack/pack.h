/* Regime packs: folders of YAML files with one measure per document, read, checked and compiled.
 *
 * The format is docs/formats/regime-pack.md. A file named vocabulary.yaml holds the words; every other *.yaml
 * holds measures; folders are read in depth, in the order of their names. Folders without a vocabulary use
 * that of the folder above the first. Nothing of a half-read pack is used.
 *
 *     const char *folders[] = {"regimes"};
 *     regime_set set;
 *     pack_findings findings;
 *     if (pack_load(folders, 1, date_today(), &arena, &set, &findings, &error) == ITD_OK)
 *         for (size_t i = 0; i < findings.count; i++) ... findings.items[i].text ...
 */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "base/arena.h"
#include "regime/model.h"

typedef struct pack_finding {
    const char *file;
    uint32_t line;
    str measure;      /* id; empty: the words */
    const char *text; /* one sentence that begins with the field */
    bool warning;     /* does not keep the pack from being used */
} pack_finding;

typedef struct pack_findings {
    pack_finding *items;
    size_t count, cap, error_count;
} pack_findings;

/* Reads folders (or single files) into one set, measures by id, and notes everything that is wrong or
 * doubtful. A sunset within 90 days of `on` is a warning (DATE_NONE: not looked at). The set may be used only
 * if findings->error_count is 0. Errors (what cannot be read as YAML at all): ITD_ERROR_INPUT with file and
 * line, ITD_ERROR_LIMIT, ITD_ERROR_IO, ITD_ERROR_MEMORY. */
ITD_MUST_CHECK itd_status pack_load(const char *const *folders, size_t count, calendar_day on, arena *a,
                                    regime_set *out, pack_findings *findings, itd_error *error);

/* The same over measures that are there already (borrowed): a measure with the id of one of them replaces it,
 * and the words of the base are known. For drafts: what if this came into force? */
ITD_MUST_CHECK itd_status pack_load_over(const regime_set *base, const char *const *folders, size_t count,
                                         calendar_day on, arena *a, regime_set *out, pack_findings *findings,
                                         itd_error *error);

/* The same as pack_load over text in memory, for tests and fuzzing. */
ITD_MUST_CHECK itd_status pack_load_text(const char *name, str words, str measures, arena *a, regime_set *out,
                                         pack_findings *findings, itd_error *error);

/* The first finding that is no warning as an error, else ITD_OK. */
ITD_MUST_CHECK itd_status pack_first_error(const pack_findings *findings, itd_error *error);

/* pack_load where anything wrong is an error: ITD_ERROR_INPUT with file, line, measure and field. */
ITD_MUST_CHECK itd_status pack_read(const char *const *folders, size_t count, arena *a, regime_set *out,
                                    itd_error *error);

/* True if the code, of 2, 4 or 6 digits, is in the Harmonized System. */
bool pack_hs_exists(str code);

/* Reads, checks and encodes: the sink gets the section with its tag. */
typedef itd_status pack_section_sink(void *context, const char tag[4], str bytes, itd_error *error);
ITD_MUST_CHECK itd_status pack_compile(const char *const *folders, size_t count, pack_section_sink *sink,
                                       void *context, itd_error *error);

#endif
