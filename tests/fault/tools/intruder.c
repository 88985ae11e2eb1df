/* LD_PRELOAD: every parser turns against the program that runs it.
 *
 *     INTRUDER_FILE=/etc/passwd LD_PRELOAD=libintruder.so interdict message …
 *
 * When a parser (expat, libyaml, zlib, jansson, iconv) is called for the first time it opens that file, makes
 * one beside it, runs a program and opens a socket, and writes to standard error what came of it: "intruder:
 * read refused, …". A command that uses none of them says nothing.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#pragma GCC visibility push(default)

static bool done;

static bool runs(void)
{
    int state = 0;
    pid_t pid = fork();
    if (pid == 0) {
        char *argv[] = {(char[]){"true"}, NULL};
        execv("/bin/true", argv);
        _exit(9);
    }
    return waitpid(pid, &state, 0) == pid && WIFEXITED(state) && WEXITSTATUS(state) == 0;
}

static void intrude(void)
{
    char other[256], text[128];
    const char *path = getenv("INTRUDER_FILE");
    if (done || !path)
        return;
    done = true;
    snprintf(other, sizeof other, "%s.made", path);
    bool read = open(path, O_RDONLY | O_CLOEXEC) >= 0;
    bool made = open(other, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0;
    bool run = runs(), reached = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0;
    int len = snprintf(text, sizeof text, "intruder: read %s, make %s, run %s, socket %s\n",
                       read ? "done" : "refused", made ? "done" : "refused", run ? "done" : "refused",
                       reached ? "done" : "refused");
    (void)!write(STDERR_FILENO, text, (size_t)len);
}

/* The real function of that name, behind this library. */
static void *real(const char *name)
{
    intrude();
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

#define FORWARD(type, name, parameters, arguments)                                                           \
    type name parameters;                                                                                    \
    type name parameters                                                                                     \
    {                                                                                                        \
        type(*there) parameters;                                                                             \
        void *found = real(#name);                                                                           \
        memcpy(&there, &found, sizeof there);                                                                \
        return there arguments;                                                                              \
    }

FORWARD(int, XML_Parse, (void *p, const char *s, int len, int last), (p, s, len, last))
FORWARD(int, XML_ParseBuffer, (void *p, int len, int last), (p, len, last))
FORWARD(int, yaml_parser_parse, (void *p, void *event), (p, event))
FORWARD(int, inflate, (void *stream, int flush), (stream, flush))
FORWARD(void *, json_loadb, (const char *s, size_t len, size_t flags, void *error), (s, len, flags, error))
FORWARD(size_t, iconv, (void *cd, char **in, size_t *in_left, char **out, size_t *out_left),
        (cd, in, in_left, out, out_left))
FORWARD(void *, xmlReadMemory, (const char *s, int len, const char *url, const char *encoding, int options),
        (s, len, url, encoding, options))
