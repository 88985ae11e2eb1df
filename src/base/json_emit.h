/* Writes JSON into a buffer, without allocation beyond the buffer and with the same bytes every time.
 *
 * The caller calls in the order of the text; commas are put in here. Keys keep the order of the calls.
 * Text must be UTF-8; bytes that are not are written as U+FFFD. Nothing is checked: a wrong order of calls
 * gives wrong JSON.
 *
 *     json_emitter w;
 *     emit_init(&w, &out);
 *     emit_object(&w);
 *     emit_key(&w, "score");
 *     emit_score(&w, 9312);          // 0.9312
 *     emit_end_object(&w);
 *     emit_newline(&w);              // one object per line
 */
#ifndef BASE_JSON_EMIT_H
#define BASE_JSON_EMIT_H

#include "base/buf.h"

typedef struct json_emitter {
    buf *out;
    bool comma; /* a comma goes before the next value or key */
} json_emitter;

void emit_init(json_emitter *w, buf *out);
void emit_object(json_emitter *w);
void emit_end_object(json_emitter *w);
void emit_array(json_emitter *w);
void emit_end_array(json_emitter *w);
void emit_key(json_emitter *w, const char *key);
void emit_key_str(json_emitter *w, str key);
void emit_str(json_emitter *w, str value);
void emit_text(json_emitter *w, const char *value); /* NULL is null */
void emit_int(json_emitter *w, long long value);
void emit_bool(json_emitter *w, bool value);
void emit_null(json_emitter *w);

/* Ten-thousandths with four decimals: 9312 is 0.9312, 10000 is 1.0000; negative values too. */
void emit_score(json_emitter *w, int ten_thousandths);

/* Ends a line of JSON Lines; the next value starts without a comma. */
void emit_newline(json_emitter *w);

/* key and value in one call */
void emit_pair_str(json_emitter *w, const char *key, str value);
void emit_pair_text(json_emitter *w, const char *key, const char *value);
void emit_pair_int(json_emitter *w, const char *key, long long value);
void emit_pair_bool(json_emitter *w, const char *key, bool value);

/* Text that was put together: where it lost something, so has the output. */
void emit_pair_buf(json_emitter *w, const char *key, const buf *text);

void emit_raw(json_emitter *w, str json); /* a value that is JSON already */

#endif
