#include "value/key.h"

#include "base/buf.h"
#include "text/text.h"

#include <stdio.h>

/* What text_fold makes of plain words, without memory: a failed allocation must not make a known word
 * unknown. False for anything but letters and blanks, and, joined, digits and the signs between the words of
 * a header. */
static bool make_plain(str text, bool joined, value_key *key)
{
    bool gap = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), digit = c >= '0' && c <= '9';
        if (c == ' ' || (joined && (c == '_' || c == '-' || c == '.'))) {
            gap = key->len > 0;
            continue;
        }
        if ((!letter && !(joined && digit)) || key->len + 2 > KEY_CAP)
            return false;
        if (gap && !joined)
            key->text[key->len++] = ' ';
        gap = false;
        key->text[key->len++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return key->len > 0;
}

static bool make(str text, bool joined, value_key *key)
{
    buf folded;
    key->len = 0;
    if (text.len > 2 * KEY_CAP)
        return false;
    if (make_plain(text, joined, key))
        return true;
    key->len = 0;
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
