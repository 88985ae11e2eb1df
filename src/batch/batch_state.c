#include "batch/batch_state.h"

#include "base/error.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"

#include <jansson.h>
#include <string.h>

#define STATE_SIZE_MAX ((size_t)64 << 10)

void batch_key(const batch_job *job, buf *out)
{
    buf_printf(out, "%s model %s threshold %d limit %zu%s%s", snapshot_hash(job->snapshot), match_model(),
               job->options.threshold, job->options.limit, job->options.exhaustive ? " exhaustive" : "",
               job->options.weak_alone ? " weak-alone" : "");
    if (job->form)
        buf_printf(out, " form %s", job->form);
    if (job->encoding)
        buf_printf(out, " encoding %s", job->encoding);
    if (job->on != DATE_NONE) {
        char day[DATE_TEXT_CAP];
        date_format(job->on, day);
        buf_printf(out, " on %s", day);
    }
    if (job->has_schema) {
        buf_puts(out, " schema ");
        buf_str(out, schema_name(job->schema));
    }
}

static bool get_number(const json_t *from, const char *key, uint64_t *out)
{
    const json_t *value = json_object_get(from, key);
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return false;
    *out = (uint64_t)json_integer_value(value);
    return true;
}

static bool read_state(const json_t *from, str key, batch_state *state)
{
    const char *known = json_string_value(json_object_get(from, "run"));
    const char *hash = json_string_value(json_object_get(from, "input_sha256"));
    uint64_t line = 0;
    if (!known || !str_is(key, known) || !hash || strlen(hash) != sizeof state->input.sha256 - 1)
        return false;
    memcpy(state->input.sha256, hash, sizeof state->input.sha256);
    bool complete = get_number(from, "input_bytes", &state->input.offset) &&
                    get_number(from, "input_lines", &line) &&
                    get_number(from, "records", &state->input.number) &&
                    get_number(from, "output_bytes", &state->output_size) &&
                    get_number(from, "found", &state->found) && get_number(from, "bad", &state->bad);
    state->input.line = (unsigned long)line;
    return complete;
}

bool batch_state_load(const char *path, str key, batch_state *state)
{
    buf text;
    json_error_t problem;
    bool good = false;
    buf_init(&text, LIMIT_JSON_LINE_LEN);
    if (file_read(path, STATE_SIZE_MAX, &text, NULL) == ITD_OK) {
        json_t *value = json_loadb(text.data ? text.data : "", text.len, 0, &problem);
        good = value && read_state(value, key, state);
        json_decref(value);
    }
    buf_free(&text);
    return good;
}

itd_status batch_state_save(const char *path, str key, const batch_state *state, itd_error *error)
{
    buf text;
    json_emitter w;
    buf_init(&text, STATE_SIZE_MAX);
    emit_init(&w, &text);
    emit_object(&w);
    emit_pair_str(&w, "run", key);
    emit_pair_int(&w, "input_bytes", (long long)state->input.offset);
    emit_pair_int(&w, "input_lines", (long long)state->input.line);
    emit_pair_text(&w, "input_sha256", state->input.sha256);
    emit_pair_int(&w, "records", (long long)state->input.number);
    emit_pair_int(&w, "output_bytes", (long long)state->output_size);
    emit_pair_int(&w, "found", (long long)state->found);
    emit_pair_int(&w, "bad", (long long)state->bad);
    emit_end_object(&w);
    emit_newline(&w);
    str bytes = buf_as_str(&text);
    itd_status status = text.failed ? error_memory(error) : file_write(path, &bytes, 1, error);
    buf_free(&text);
    return status;
}
