#include "cli/fetch.h"

#include "base/error.h"
#include "process/channel.h"
#include "process/program.h"
#include "programs/fetch_request.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define ANSWER_FIELDS 7 /* of "end" */
#define BEGUN_FIELDS  4

static itd_status send_request(int fd, const fetcher *f, const update_request *r, itd_error *error)
{
    char text[UPDATE_URL_CAP + 3 * UPDATE_VALIDATOR_CAP + 256];
    int len = snprintf(text, sizeof text, "%s\n%llu\n%s\n%s\n%s\n%llu\n%u\n%s", r->url,
                       (unsigned long long)r->resume_from, r->validator, r->known_etag, r->known_date,
                       (unsigned long long)r->max_size, r->timeout_seconds, f->allow_http ? "http" : "");
    if (len < 0 || (size_t)len >= sizeof text)
        return error_set(error, ITD_ERROR_LIMIT, r->url, "the address is too long");
    return channel_send(fd, str_make(text, (size_t)len), error);
}

static void take_validators(update_response *response, str code, str etag, str date)
{
    unsigned long long number = 0;
    if (str_to_unsigned(code, &number))
        response->code = (long)number;
    snprintf(response->etag, sizeof response->etag, "%.*s", STR_ARG(etag));
    snprintf(response->date, sizeof response->date, "%.*s", STR_ARG(date));
}

static itd_status take_end(const str *f, update_response *response, itd_error *error)
{
    unsigned long long status = ITD_ERROR_IO;
    take_validators(response, f[1], f[2], f[3]);
    response->retry = str_is(f[4], "1");
    if (!str_to_unsigned(f[5], &status))
        status = ITD_ERROR_IO;
    return status == ITD_OK ? ITD_OK : error_set(error, (itd_status)status, NULL, "%.*s", STR_ARG(f[6]));
}

/* Until the end: what comes before it is only the begin of a new file. */
static itd_status receive_answer(int fd, const update_request *r, update_response *response, itd_error *error)
{
    str f[FETCH_FIELDS_MAX];
    buf message;
    buf_init(&message, CHANNEL_MESSAGE_MAX);
    itd_status status = channel_receive(fd, CHANNEL_MESSAGE_MAX, &message, error);
    if (status == ITD_OK && fetch_fields(buf_as_str(&message), f, BEGUN_FIELDS) && str_is(f[0], "begun")) {
        take_validators(response, f[1], f[2], f[3]);
        r->begun(r->begun_context, response);
        status = channel_send(fd, str_of("go"), error);
        if (status == ITD_OK)
            status = channel_receive(fd, CHANNEL_MESSAGE_MAX, &message, error);
    }
    if (status == ITD_OK) {
        bool end = fetch_fields(buf_as_str(&message), f, ANSWER_FIELDS) && str_is(f[0], "end");
        status = end ? take_end(f, response, error)
                     : error_set(error, ITD_ERROR_IO, r->url, "an answer that is none from interdict-fetch");
    }
    buf_free(&message);
    return status;
}

itd_status fetch_over_http(void *context, const update_request *request, update_response *response,
                           itd_error *error)
{
    program_child child;
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | (request->resume_from ? 0 : O_TRUNC);
    int file = open(request->path, flags, 0666);
    if (file < 0)
        return error_errno(error, ITD_ERROR_IO, request->path, errno, "cannot write");
    itd_status status = program_start("fetch", NULL, file, &child, error);
    close(file);
    if (status != ITD_OK)
        return status;
    status = send_request(child.fd, context, request, error);
    if (status == ITD_OK)
        status = receive_answer(child.fd, request, response, error);
    program_end(&child);
    return status;
}
