/* Any bytes as a name: the analysis must hold its promises, whatever it reads. */
#include "base/limits.h"

#include "base/utf8.h"
#include "text/text.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
    if (!truth)
        abort();
}

static bool plain(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.data[i] >= 'a' && s.data[i] <= 'z') || (s.data[i] >= '0' && s.data[i] <= '9')))
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static text_scratch *scratch;
    if (!scratch)
        must(text_scratch_new(&scratch, NULL) == ITD_OK);
    str raw = str_make((const char *)data, size);
    const text_name *n = text_analyse(scratch, raw);
    must(n->word_count <= TEXT_WORDS_MAX);
    uint32_t last = 0;
    for (size_t i = 0; i < n->word_count; i++) {
        const text_word *w = &n->words[i];
        must(w->start >= last && w->start < w->end && w->end <= size);
        last = w->end;
        must(w->folded.len > 0 && utf8_is_valid(w->folded, NULL));
        must(w->spelling_count >= 1 && w->spelling_count <= TEXT_SPELLINGS_MAX && w->script < SCRIPT_COUNT);
        for (size_t k = 0; k < w->spelling_count; k++) {
            str s = w->spellings[k];
            must(s.len > 0 && (plain(s) || str_equal(s, w->folded)));
        }
    }
    buf folded;
    buf_init(&folded, LIMIT_BUF_SIZE);
    text_fold(raw, &folded);
    must(!folded.failed && utf8_is_valid(buf_as_str(&folded), NULL));
    buf_free(&folded);
    must(text_main_script(raw) < SCRIPT_COUNT);
    return 0;
}
