/* What goes to standard error: as a sentence, or with --json as one object per error and warning. */
#include "base/error.h"
#include "base/file.h"
#include "base/json_emit.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/print.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* How this run of the program reports; set once by main, before any command runs. */
static bool as_json;

void report_as_json(bool json)
{
    as_json = json;
}

/* The name of the code in docs/errors.md. */
static const char *code_name(itd_status status)
{
    switch (status) {
    case ITD_ERROR_USAGE:
        return "usage";
    case ITD_ERROR_INPUT:
        return "input";
    case ITD_ERROR_LIMIT:
        return "limit";
    case ITD_ERROR_SNAPSHOT:
        return "snapshot";
    case ITD_ERROR_MEMORY:
        return "memory";
    case ITD_ERROR_IO:
        return "io";
    case ITD_ERROR_UNSUPPORTED:
        return "unsupported";
    case ITD_OK:
        break;
    }
    return "input";
}

/* The field that a sentence about an input begins with behind its place, "cases.jsonl:12: parties[0].role:
 * …"; it has no blank. */
static str field_of(str place, str text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]@-";
    if (str_starts(text, place) && text.len > place.len + 2)
        text = str_make(text.data + place.len + 2, text.len - place.len - 2);
    size_t len = 0;
    while (len < text.len && strchr(letters, text.data[len]) && text.data[len])
        len++;
    bool named = len > 0 && len + 1 < text.len && text.data[len] == ':' && text.data[len + 1] == ' ';
    return named ? str_make(text.data, len) : STR_NONE;
}

/* "cases.jsonl:12" is a file and a line; "a.itd: byte 64" a file. */
static str take_line(str place, unsigned long long *line)
{
    size_t colon = place.len;
    *line = 0;
    while (colon > 0 && place.data[colon - 1] != ':')
        colon--;
    if (colon > 1 && str_to_unsigned(str_make(place.data + colon, place.len - colon), line))
        return str_make(place.data, colon - 1);
    size_t byte = str_find(place, str_of(": byte "));
    return byte == SIZE_MAX ? place : str_make(place.data, byte);
}

static void pair_or_null(json_emitter *w, const char *key, str value)
{
    emit_key(w, key);
    if (value.len)
        emit_str(w, value);
    else
        emit_null(w);
}

static void print_object(const char *kind, const char *code, str place, str text)
{
    json_emitter w;
    unsigned long long line;
    buf out;
    str file = take_line(place, &line);
    str field = place.len ? field_of(place, text) : STR_NONE;
    buf_init(&out, LIMIT_BUF_SIZE);
    emit_init(&w, &out);
    emit_object(&w);
    emit_key(&w, kind);
    emit_object(&w);
    emit_pair_text(&w, "code", code);
    pair_or_null(&w, "file", file);
    emit_key(&w, "line");
    if (line)
        emit_int(&w, (long long)line);
    else
        emit_null(&w);
    pair_or_null(&w, "field", field);
    emit_pair_str(&w, "text", text);
    emit_end_object(&w);
    emit_end_object(&w);
    emit_newline(&w);
    if (print_buf(stderr, &out, NULL) != ITD_OK)
        fprintf(stderr, "interdict: %.*s\n", STR_ARG(text));
    buf_free(&out);
}

static void print_sentence(const char *kind, const char *code, const char *lead, const char *format,
                           va_list args) ITD_PRINTF(4, 0);

static void print_sentence(const char *kind, const char *code, const char *lead, const char *format,
                           va_list args)
{
    char text[ITD_ERROR_MESSAGE_CAP];
    vsnprintf(text, sizeof text, format, args);
    if (as_json)
        print_object(kind, code, STR_NONE, str_of(text));
    else
        fprintf(stderr, "interdict: %s%s\n", lead, text);
}

int output_over(const char *output, const char *read)
{
    if (!output || !read || !file_is_same(output, read))
        return 0;
    return usage_error("%s would be written over %s, which is read", output, read);
}

int usage_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_sentence("error", "usage", "", format, args);
    va_end(args);
    return EXIT_USAGE;
}

void warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_sentence("warning", "warning", "warning: ", format, args);
    va_end(args);
}

int fail_memory(void)
{
    itd_error error = {0};
    (void)error_memory(&error);
    return fail(&error, false);
}

int fail_line(const char *file, unsigned long line, const char *message)
{
    char place[ITD_ERROR_PLACE_CAP];
    snprintf(place, sizeof place, "%.*s:%lu", (int)sizeof place - 24, file, line);
    if (as_json)
        print_object("error", "input", str_of(place), str_of(message));
    else
        fprintf(stderr, "interdict: %s: %s\n", place, message);
    return EXIT_INPUT;
}

int fail(const itd_error *error, bool input)
{
    if (as_json)
        print_object("error", code_name(error->status), str_of(error->place), str_of(error->message));
    else
        fprintf(stderr, "interdict: %s\n", error->message);
    switch (error->status) {
    case ITD_ERROR_USAGE:
        return EXIT_USAGE;
    case ITD_ERROR_INPUT:
    case ITD_ERROR_LIMIT:
        return EXIT_INPUT;
    case ITD_ERROR_IO:
        return input ? EXIT_INPUT : EXIT_CANNOT_RUN;
    case ITD_OK:
    case ITD_ERROR_SNAPSHOT:
    case ITD_ERROR_MEMORY:
    case ITD_ERROR_UNSUPPORTED:
        return EXIT_CANNOT_RUN;
    }
    return EXIT_CANNOT_RUN;
}
