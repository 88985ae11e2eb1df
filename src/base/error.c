#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *itd_status_name(itd_status status)
{
    switch (status) {
    case ITD_OK:
        return "ITD_OK";
    case ITD_ERROR_USAGE:
        return "ITD_ERROR_USAGE";
    case ITD_ERROR_INPUT:
        return "ITD_ERROR_INPUT";
    case ITD_ERROR_LIMIT:
        return "ITD_ERROR_LIMIT";
    case ITD_ERROR_SNAPSHOT:
        return "ITD_ERROR_SNAPSHOT";
    case ITD_ERROR_MEMORY:
        return "ITD_ERROR_MEMORY";
    case ITD_ERROR_IO:
        return "ITD_ERROR_IO";
    case ITD_ERROR_UNSUPPORTED:
        return "ITD_ERROR_UNSUPPORTED";
    }
    return "ITD_ERROR_UNKNOWN";
}

static itd_status fill(itd_error *error, itd_status status, const char *place, const char *format,
                       va_list args) ITD_PRINTF(4, 0);

static itd_status fill(itd_error *error, itd_status status, const char *place, const char *format,
                       va_list args)
{
    char text[ITD_ERROR_MESSAGE_CAP];
    if (!error)
        return status;
    /* The text is made first: an argument may point into the error that is being replaced. */
    vsnprintf(text, sizeof text, format, args);
    error->status = status;
    snprintf(error->place, sizeof error->place, "%s", place ? place : "");
    if (place && *place)
        snprintf(error->message, sizeof error->message, "%.*s: %.*s", ITD_ERROR_PLACE_CAP - 1, error->place,
                 (int)(sizeof error->message - ITD_ERROR_PLACE_CAP - 3), text);
    else
        snprintf(error->message, sizeof error->message, "%s", text);
    return status;
}

itd_status error_set(itd_error *error, itd_status status, const char *place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(error, status, place, format, args);
    va_end(args);
    return status;
}

itd_status error_at_line(itd_error *error, itd_status status, const char *path, unsigned long line,
                         const char *format, ...)
{
    char place[ITD_ERROR_PLACE_CAP];
    va_list args;
    snprintf(place, sizeof place, "%.*s:%lu", (int)sizeof place - 24, path, line);
    va_start(args, format);
    fill(error, status, place, format, args);
    va_end(args);
    return status;
}

itd_status error_at_byte(itd_error *error, itd_status status, const char *path, unsigned long long byte,
                         const char *format, ...)
{
    char place[ITD_ERROR_PLACE_CAP];
    va_list args;
    snprintf(place, sizeof place, "%.*s: byte %llu", (int)sizeof place - 32, path, byte);
    va_start(args, format);
    fill(error, status, place, format, args);
    va_end(args);
    return status;
}

itd_status error_errno(itd_error *error, itd_status status, const char *path, int number, const char *what)
{
    if (number == ENOMEM) /* says nothing about the file */
        status = ITD_ERROR_MEMORY;
    return error_set(error, status, path, "%s: %s", what, strerror(number));
}

itd_status error_memory(itd_error *error)
{
    return error_set(error, ITD_ERROR_MEMORY, NULL, "not enough memory");
}
