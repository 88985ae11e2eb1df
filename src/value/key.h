/* The form in which words of data/values are looked up. Inside this room only. */
#ifndef VALUE_KEY_H
#define VALUE_KEY_H

#include "base/str.h"

enum { KEY_CAP = 128 };

typedef struct value_key {
    char text[KEY_CAP];
    size_t len;
} value_key;

/* Folded as by text_fold, with one blank between words, or with none; false if it is longer than any key or
 * there was no memory. */
bool key_spaced(str text, value_key *key);
bool key_joined(str text, value_key *key);

static inline str key_str(const value_key *key)
{
    return str_make(key->text, key->len);
}

/* " (did you mean 'x'?)" into `text`, or nothing. */
enum { DID_YOU_MEAN_CAP = 96 };
const char *did_you_mean(str best, char text[DID_YOU_MEAN_CAP]);

#endif
