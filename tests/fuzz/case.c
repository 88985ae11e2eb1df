/* A file of cases of any bytes: split, read, decided under the packs of this repository, and written. */
#include "base/limits.h"
#include "case/case_file.h"
#include "answer/decision_json.h"
#include "decide/decide.h"
#include "pack/pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static decider *open_packs(void)
{
    static arena packs;
    static regime_set set;
    static const char *const folders[] = {ITD_SOURCE_DIR "/regimes"};
    decider *d = NULL;
    itd_error error = {0};
    arena_init(&packs, LIMIT_ARENA_SIZE);
    if (pack_read(folders, 1, &packs, &set, &error) != ITD_OK ||
        decider_new(NULL, &set, &d, &error) != ITD_OK)
        abort();
    return d;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static decider *d;
    arena a;
    buf out;
    case_file f;
    str text;
    unsigned long line;
    itd_error error = {0};
    if (d == NULL)
        d = open_packs();
    arena_init(&a, (size_t)256 << 20);
    buf_init(&out, LIMIT_BUF_SIZE);
    case_file_init(&f, str_make((const char *)data, size));
    while (case_file_next(&f, &text, &line)) {
        case_record *c = NULL;
        error.message[0] = '\0';
        itd_status status = case_read(text, "f", line, decider_rules(d), 0, &a, &c, &error);
        if ((status == ITD_OK) != (c != NULL) || (status != ITD_OK && !error.message[0]))
            abort();
        if (c) {
            const decision *x = decider_run(d, c, REGIME_NEXT_CHANGE);
            decision_json(x, &out);
            decision_text(x, &out);
        }
    }
    buf_free(&out);
    arena_free(&a);
    return 0;
}
