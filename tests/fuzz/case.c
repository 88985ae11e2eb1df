/* A file of cases of any bytes: split, read, decided and written. */
#include "base/limits.h"
#include "decide/case_file.h"
#include "decide/decide.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static decider *d;
    arena a;
    buf out;
    case_file f;
    str text;
    unsigned long line;
    itd_error error = {0};
    if (d == NULL && decider_new(NULL, NULL, &d, &error) != ITD_OK)
        abort();
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
