#include "value/key.h"

#include "base/buf.h"
#include "text/text.h"

#include <stdio.h>

static bool make(str text, bool joined, value_key *key)
{
    buf folded;
    key->len = 0;
    if (text.len > 2 * KEY_CAP)
        return false;
    buf_init(&folded, 16 * KEY_CAP);
    text_fold(text, &folded);
    bool good = !folded.failed;
    for (size_t i = 0; i < folded.len && good; i++) {
        if (joined && folded.data[i] == ' ')
            continue;
        good = key->len < KEY_CAP;
        if (good)
            key->text[key->len++] = folded.data[i];
    }
    buf_free(&folded);
    return good && key->len;
}

bool key_spaced(str text, value_key *key)
{
    return make(text, false, key);
}

bool key_joined(str text, value_key *key)
{
    return make(text, true, key);
}

const char *did_you_mean(str best, char text[DID_YOU_MEAN_CAP])
{
    text[0] = '\0';
    if (best.len && best.len < DID_YOU_MEAN_CAP / 2)
        snprintf(text, DID_YOU_MEAN_CAP, " (did you mean '%.*s'?)", STR_ARG(best));
    return text;
}
