/* Writes JSON into a buffer, without allocation beyond the buffer and with the same bytes every time.
 *
 * The caller calls in the order of the text; commas are put in here. Keys keep the order of the calls.
 * Text must be UTF-8; bytes that are not are written as U+FFFD. Nothing is checked: a wrong order of calls
 * gives wrong JSON.
 *
 *     json_writer w;
 *     json_init(&w, &out);
 *     json_object(&w);
 *     json_key(&w, "score");
 *     json_score(&w, 9312);          // 0.9312
 *     json_end_object(&w);
 *     json_newline(&w);              // one object per line
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"

typedef struct json_writer {
    buf *out;
    bool comma; /* a comma goes before the next value or key */
} json_writer;

void json_init(json_writer *w, buf *out);
void json_object(json_writer *w);
void json_end_object(json_writer *w);
void json_array(json_writer *w);
void json_end_array(json_writer *w);
void json_key(json_writer *w, const char *key);
void json_key_str(json_writer *w, str key);
void json_str(json_writer *w, str value);
void json_text(json_writer *w, const char *value); /* NULL is null */
void json_int(json_writer *w, long long value);
void json_bool(json_writer *w, bool value);
void json_null(json_writer *w);

/* Ten-thousandths with four decimals: 9312 is 0.9312, 10000 is 1.0000; negative values too. */
void json_score(json_writer *w, int ten_thousandths);

/* Ends a line of JSON Lines; the next value starts without a comma. */
void json_newline(json_writer *w);

/* key and value in one call */
void json_pair_str(json_writer *w, const char *key, str value);
void json_pair_text(json_writer *w, const char *key, const char *value);
void json_pair_int(json_writer *w, const char *key, long long value);
void json_pair_bool(json_writer *w, const char *key, bool value);

#endif
