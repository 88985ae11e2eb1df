/* interdict-fetch: one process a run, one request after the other, each into the open file that it was given
 * (programs/fetch_request.h). It has the network and may open no file for writing. */
#include "base/error.h"
#include "process/channel.h"
#include "process/program.h"
#include "process/sandbox.h"
#include "programs/fetch_request.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CONNECT_SECONDS  30L
#define REDIRECT_MAX     8L
#define SLOW_BYTES       1000L /* slower than this a second … */
#define SLOW_SECONDS     60L   /* … for so long is given up */
#define HEADER_VALUE_CAP 256
#define URL_CAP          2048

enum { BAD_RANGE = 416 };

typedef struct fetch_request {
    char url[URL_CAP];
    char validator[HEADER_VALUE_CAP], known_etag[HEADER_VALUE_CAP], known_date[HEADER_VALUE_CAP];
    uint64_t resume_from, max_size;
    long timeout_seconds;
    bool allow_http;
} fetch_request;

typedef struct fetch_response {
    long code;
    bool retry;
    char etag[HEADER_VALUE_CAP], date[HEADER_VALUE_CAP];
} fetch_response;

typedef struct transfer {
    const fetch_request *request;
    fetch_response *response;
    buf *message;
    CURL *curl;
    FILE *file;
    uint64_t size; /* of the file so far */
    bool begun;    /* the first byte of a body that counts was seen */
    bool too_large, bad_range, plain, parent_gone;
    int write_errno;
    char range[HEADER_VALUE_CAP];
} transfer;

/* The value of "Name: value", when the line has that name. */
static bool header_value(const char *line, size_t len, const char *name, char *out, size_t cap)
{
    str text = str_make(line, len), wanted = str_of(name);
    if (len <= wanted.len || line[wanted.len] != ':' || !str_equal_nocase(str_make(line, wanted.len), wanted))
        return false;
    text = str_trim(str_make(line + wanted.len + 1, len - wanted.len - 1));
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] < 0x20)
            return false;
    if (text.len >= cap)
        return false;
    snprintf(out, cap, "%.*s", STR_ARG(text));
    return true;
}

static size_t on_header(char *line, size_t size, size_t count, void *data)
{
    transfer *t = data;
    size_t len = size * count;
    if (len > 5 && memcmp(line, "HTTP/", 5) == 0) { /* a new answer: those before were redirects */
        t->response->etag[0] = t->response->date[0] = t->range[0] = 0;
        return len;
    }
    if (!header_value(line, len, "ETag", t->response->etag, sizeof t->response->etag) &&
        !header_value(line, len, "Last-Modified", t->response->date, sizeof t->response->date))
        (void)header_value(line, len, "Content-Range", t->range, sizeof t->range);
    return len;
}

/* "bytes 100-199/200" must begin where our bytes end. */
static bool range_begins_at(const char *range, uint64_t from)
{
    str rest = str_of(range), first;
    unsigned long long begin;
    return str_starts(rest, str_of("bytes ")) && (rest = str_make(rest.data + 6, rest.len - 6), true) &&
           str_split(&rest, '-', &first) && str_to_unsigned(first, &begin) && begin == from;
}

/* Plain http, over which anybody on the way can change a list; to this machine itself it does not travel. */
static bool is_plain(const char *url)
{
    char *scheme = NULL, *host = NULL;
    CURLU *parts = curl_url();
    bool plain = true;
    if (parts && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK)
        plain = strcmp(scheme, "https") != 0 && strcmp(host, "127.0.0.1") != 0 &&
                strcmp(host, "localhost") != 0 && strcmp(host, "[::1]") != 0;
    curl_free(scheme);
    curl_free(host);
    curl_url_cleanup(parts);
    return plain;
}

static bool came_plain(transfer *t)
{
    const char *url = NULL;
    curl_easy_getinfo(t->curl, CURLINFO_EFFECTIVE_URL, &url);
    return !t->request->allow_http && (!url || is_plain(url));
}

/* The parent keeps what is known of the file before its first byte is written. */
static bool tell_begun(transfer *t)
{
    char text[2 * HEADER_VALUE_CAP + 64];
    int len = snprintf(text, sizeof text, "begun\n%ld\n%s\n%s", t->response->code, t->response->etag,
                       t->response->date);
    return len > 0 && (size_t)len < sizeof text &&
           channel_send(STDOUT_FILENO, str_make(text, (size_t)len), NULL) == ITD_OK &&
           channel_receive(STDIN_FILENO, CHANNEL_MESSAGE_MAX, t->message, NULL) == ITD_OK &&
           str_is(buf_as_str(t->message), "go");
}

static bool begin(transfer *t)
{
    long code = 0;
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &code);
    t->plain = came_plain(t);
    if (t->plain)
        return false;
    t->response->code = code;
    t->begun = true;
    if (code == 206) {
        t->bad_range = !range_begins_at(t->range, t->request->resume_from);
        return !t->bad_range;
    }
    if (code == 200) {
        t->size = 0;
        if (ftruncate(fileno(t->file), 0) != 0 || fseek(t->file, 0, SEEK_SET) != 0) {
            t->write_errno = errno;
            return false;
        }
        t->parent_gone = !tell_begun(t);
    }
    return !t->parent_gone;
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
    transfer *t = context;
    size_t len = size * count;
    if (!t->begun && !begin(t))
        return 0;
    if (t->response->code != 200 && t->response->code != 206)
        return len; /* the page that comes with an error */
    if (len > t->request->max_size || t->size > t->request->max_size - len) {
        t->too_large = true;
        return 0;
    }
    if (fwrite(data, 1, len, t->file) != len) {
        t->write_errno = errno;
        return 0;
    }
    t->size += len;
    return len;
}

static struct curl_slist *add_header(struct curl_slist *list, const char *name, const char *value,
                                     bool *failed)
{
    char line[HEADER_VALUE_CAP + 64];
    if (!*value)
        return list;
    snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(list, line);
    *failed |= !longer;
    return longer ? longer : list;
}

static struct curl_slist *make_headers(const fetch_request *r, bool *failed)
{
    char range[64] = "";
    if (r->resume_from)
        snprintf(range, sizeof range, "bytes=%llu-", (unsigned long long)r->resume_from);
    struct curl_slist *list = add_header(NULL, "If-None-Match", r->known_etag, failed);
    list = add_header(list, "If-Modified-Since", *r->known_etag ? "" : r->known_date, failed);
    list = add_header(list, "Range", range, failed);
    return add_header(list, "If-Range", r->resume_from ? r->validator : "", failed);
}

static bool set_options(CURL *curl, transfer *t, struct curl_slist *headers)
{
    const fetch_request *r = t->request;
    bool https = strncmp(r->url, "https:", 6) == 0;
    return curl_easy_setopt(curl, CURLOPT_URL, r->url) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, https ? "https" : "http,https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_MAXREDIRS, REDIRECT_MAX) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_TIMEOUT, r->timeout_seconds) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_USERAGENT, "interdict/" ITD_VERSION) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HEADERDATA, t) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, t) == CURLE_OK;
}

/* What the network or the disk did, as a sentence. */
static itd_status explain(transfer *t, CURLcode code, const char *text, itd_error *error)
{
    const fetch_request *r = t->request;
    t->response->retry = false;
    if (t->plain)
        return error_set(error, ITD_ERROR_UNSUPPORTED, r->url,
                         "plain http: anybody on the way can change the list; use https, or --allow-http");
    if (t->parent_gone)
        return error_set(error, ITD_ERROR_IO, r->url, "the fetch was ended");
    if (t->too_large)
        return error_set(error, ITD_ERROR_LIMIT, r->url, "larger than the ceiling of %llu bytes",
                         (unsigned long long)r->max_size);
    if (t->write_errno)
        return error_errno(error, ITD_ERROR_IO, r->url, t->write_errno, "cannot write what came");
    t->response->retry = true;
    if (t->bad_range) {
        t->response->code = BAD_RANGE;
        return ITD_OK; /* to be begun anew */
    }
    if (code == CURLE_PARTIAL_FILE)
        return error_set(error, ITD_ERROR_IO, r->url,
                         "the connection ended after %llu bytes: the file is cut off",
                         (unsigned long long)t->size);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return error_set(error, ITD_ERROR_IO, r->url, "took too long (%llu bytes came)",
                         (unsigned long long)t->size);
    t->response->retry = code == CURLE_COULDNT_CONNECT || code == CURLE_RECV_ERROR ||
                         code == CURLE_GOT_NOTHING || code == CURLE_SEND_ERROR ||
                         code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_HTTP2_STREAM ||
                         code == CURLE_HTTP2;
    return error_set(error, ITD_ERROR_IO, r->url, "%s", *text ? text : curl_easy_strerror(code));
}

static itd_status perform(transfer *t, struct curl_slist *headers, itd_error *error)
{
    char text[CURL_ERROR_SIZE] = "";
    if (!set_options(t->curl, t, headers) || curl_easy_setopt(t->curl, CURLOPT_ERRORBUFFER, text) != CURLE_OK)
        return error_set(error, ITD_ERROR_UNSUPPORTED, t->request->url, "libcurl can not do this request");
    t->plain = !t->request->allow_http && is_plain(t->request->url);
    if (t->plain)
        return explain(t, CURLE_OK, text, error);
    CURLcode code = curl_easy_perform(t->curl);
    if (!t->begun && code == CURLE_OK && !begin(t)) /* an answer without a body */
        return explain(t, CURLE_OK, text, error);
    if (!t->begun)
        curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &t->response->code);
    if (code != CURLE_OK)
        return explain(t, code, text, error);
    t->response->retry = t->response->code == 429 || t->response->code >= 500;
    return ITD_OK;
}

/* The file is at its end; 200 begins it anew. */
static itd_status fetch(const fetch_request *request, fetch_response *response, buf *message,
                        itd_error *error)
{
    bool failed = false;
    transfer t = {.request = request, .response = response, .message = message, .size = request->resume_from};
    struct curl_slist *headers = make_headers(request, &failed);
    int file = dup(PROGRAM_FILE_FD);
    t.file = file >= 0 ? fdopen(file, "r+b") : NULL;
    t.curl = curl_easy_init();
    itd_status status = ITD_OK;
    if (!t.file && file >= 0)
        close(file);
    if (failed || !t.curl || !t.file || fseek(t.file, 0, SEEK_END) != 0)
        status = error_memory(error);
    else
        status = perform(&t, headers, error);
    if (t.file && fclose(t.file) != 0 && status == ITD_OK)
        status = error_errno(error, ITD_ERROR_IO, request->url, errno, "cannot write what came");
    curl_easy_cleanup(t.curl);
    curl_slist_free_all(headers);
    return status;
}

static bool copy_field(char *to, size_t cap, str field)
{
    return (size_t)snprintf(to, cap, "%.*s", STR_ARG(field)) < cap;
}

static bool read_request(str message, fetch_request *r)
{
    str f[FETCH_FIELDS_MAX];
    unsigned long long resume = 0, size = 0, seconds = 0;
    if (!fetch_fields(message, f, FETCH_FIELDS_MAX) || !copy_field(r->url, sizeof r->url, f[0]) ||
        !str_to_unsigned(f[1], &resume) || !copy_field(r->validator, sizeof r->validator, f[2]) ||
        !copy_field(r->known_etag, sizeof r->known_etag, f[3]) ||
        !copy_field(r->known_date, sizeof r->known_date, f[4]) || !str_to_unsigned(f[5], &size) ||
        !str_to_unsigned(f[6], &seconds))
        return false;
    r->resume_from = resume;
    r->max_size = size;
    r->timeout_seconds = (long)seconds;
    r->allow_http = str_is(f[7], "http");
    return true;
}

static bool send_answer(const fetch_response *r, itd_status status, const itd_error *error)
{
    char text[CHANNEL_MESSAGE_MAX / 4];
    int len = snprintf(text, sizeof text, "end\n%ld\n%s\n%s\n%d\n%d\n%s", r->code, r->etag, r->date, r->retry,
                       (int)status, status == ITD_OK ? "" : error->message);
    return len > 0 && (size_t)len < sizeof text &&
           channel_send(STDOUT_FILENO, str_make(text, (size_t)len), NULL) == ITD_OK;
}

int main(void)
{
    buf message;
    bool good = true;
    sandbox box;
    program_follow_parent();
    sandbox_begin(&box, SANDBOX_NO_PROGRAMS | SANDBOX_ONLY_WRITES);
    (void)sandbox_enter(&box);
    buf_init(&message, CHANNEL_MESSAGE_MAX);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return 1;
    while (good && channel_receive(STDIN_FILENO, CHANNEL_MESSAGE_MAX, &message, NULL) == ITD_OK) {
        fetch_request request = {0};
        fetch_response response = {0};
        itd_error error = {0};
        if (!read_request(buf_as_str(&message), &request))
            return 1;
        itd_status status = fetch(&request, &response, &message, &error);
        good = send_answer(&response, status, &error);
    }
    curl_global_cleanup();
    buf_free(&message);
    return 0;
}
