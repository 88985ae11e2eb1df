#include "http/listen.h"

#include "base/error.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

/* The address as the system takes it; its length, or 0 for what is none. */
static socklen_t make_address(const listen_address *a, struct sockaddr_storage *out)
{
    struct sockaddr_in *four = (struct sockaddr_in *)out;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, a->host, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)a->port);
        return sizeof *four;
    }
    if (inet_pton(AF_INET6, a->host, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons((uint16_t)a->port);
        return sizeof *six;
    }
    return 0;
}

static bool is_loopback(const struct sockaddr_storage *a)
{
    const struct sockaddr_in *four = (const struct sockaddr_in *)a;
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)a;
    if (a->ss_family == AF_INET)
        return ntohl(four->sin_addr.s_addr) >> 24 == 127;
    return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

itd_status listen_parse(str text, listen_address *out, itd_error *error)
{
    struct sockaddr_storage address;
    unsigned long long port = 0;
    size_t colon = text.len;
    while (colon > 0 && text.data[colon - 1] != ':')
        colon--;
    str host = colon ? str_make(text.data, colon - 1) : str_of("127.0.0.1");
    str number = str_make(text.data + colon, text.len - colon);
    if (colon && !host.len)
        host = str_of("::");
    if (host.len > 2 && host.data[0] == '[' && host.data[host.len - 1] == ']')
        host = str_make(host.data + 1, host.len - 2);
    if (str_is(host, "localhost"))
        host = str_of("127.0.0.1");
    *out = (listen_address){0};
    if (!str_to_unsigned(number, &port) || port > 65535 || host.len >= sizeof out->host)
        return error_set(error, ITD_ERROR_USAGE, NULL, "'%.*s' is no address, expected ADDR:PORT",
                         STR_ARG(text));
    snprintf(out->host, sizeof out->host, "%.*s", STR_ARG(host));
    out->port = (unsigned)port;
    if (!make_address(out, &address))
        return error_set(error, ITD_ERROR_USAGE, NULL,
                         "'%.*s' is no address, expected ADDR:PORT with an address in digits", STR_ARG(text));
    out->loopback = is_loopback(&address);
    return ITD_OK;
}

static itd_status cannot(const listen_address *a, int fd, const char *what, itd_error *error)
{
    char text[96];
    int number = errno;
    listen_text(a, text);
    if (fd >= 0)
        close(fd);
    return error_errno(error, ITD_ERROR_UNSUPPORTED, text, number, what);
}

itd_status listen_open(listen_address *a, int *out, itd_error *error)
{
    struct sockaddr_storage address;
    const int yes = 1;
    socklen_t size = make_address(a, &address);
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return cannot(a, fd, "cannot listen", error);
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(fd, (const struct sockaddr *)&address, size) != 0 || listen(fd, BACKLOG) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return cannot(a, fd, "cannot listen", error);
    a->port = ntohs(address.ss_family == AF_INET ? ((const struct sockaddr_in *)&address)->sin_port
                                                 : ((const struct sockaddr_in6 *)&address)->sin6_port);
    *out = fd;
    return ITD_OK;
}

void listen_text(const listen_address *a, char text[96])
{
    bool six = strchr(a->host, ':') != NULL;
    snprintf(text, 96, "%s%s%s:%u", six ? "[" : "", a->host, six ? "]" : "", a->port);
}
