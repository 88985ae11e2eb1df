/* Build tool: compiles data/sample and regimes/ into the snapshot that is embedded in the program.
 *
 *     compile_sample SOURCE_DIR OUTPUT
 */
#include "compile/compile.h"

#include <stdio.h>

/* One file per list, with the day of its facts (data/sample/README.md). */
static const struct {
    const char *dataset, *date;
} lists[] = {
    {"us_ofac_sdn", "2026-07-24"}, {"us_ofac_cons", "2025-12-19"},      {"un_sc_sanctions", "2026-02-27"},
    {"eu_fsf", "2026-05-01"},      {"gb_fcdo_sanctions", "2026-08-22"}, {"ch_seco_sanctions", "2026-03-15"},
};
#define LIST_COUNT (sizeof lists / sizeof lists[0])

static void on_warning(void *context, const char *text)
{
    (void)context;
    fprintf(stderr, "compile_sample: %s\n", text);
}

int main(int argc, char **argv)
{
    char paths[LIST_COUNT][4096], regimes[4096];
    compile_source sources[LIST_COUNT];
    compile_setting dates[LIST_COUNT];
    itd_error error = {0};
    if (argc != 3) {
        fputs("usage: compile_sample SOURCE_DIR OUTPUT\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < LIST_COUNT; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/data/sample/%s.ftm.json", argv[1], lists[i].dataset);
        sources[i] = (compile_source){lists[i].dataset, paths[i]};
        dates[i] = (compile_setting){lists[i].dataset, lists[i].date};
    }
    snprintf(regimes, sizeof regimes, "%s/regimes", argv[1]);
    const compile_options options = {.sources = sources,
                                     .source_count = LIST_COUNT,
                                     .list_dates = dates,
                                     .list_date_count = LIST_COUNT,
                                     .regimes = regimes,
                                     .threads = 1,
                                     .warning = on_warning};
    if (compile_to_file(&options, argv[2], &error) != ITD_OK) {
        fprintf(stderr, "compile_sample: %s\n", error.message);
        return 1;
    }
    return 0;
}
