/* Programs of our own that one command needs: what they link stays out of the process of all others.
 *
 * They lie in libexec/interdict beside the program (in a build folder) or under the same prefix (installed);
 * no search path and no variable of the environment can name another. A child talks through one socket, which
 * is its standard input and output (process/channel.h), and ends with its parent.
 *
 *     program_child child;
 *     status = program_start("fetch", NULL, file, &child, &error);   // `file` is its descriptor 3
 *     status = channel_send(child.fd, request, &error);
 *     program_end(&child);
 */
#ifndef PROCESS_PROGRAM_H
#define PROCESS_PROGRAM_H

#include <interdict/status.h>

#include <sys/types.h>

#define PROGRAM_FILE_FD 3 /* the file given to a child */

typedef struct program_child {
    pid_t pid;
    int fd; /* -1: none */
} program_child;

/* Starts libexec/interdict/interdict-NAME with at most one argument (nullable) and one open file (or -1). */
ITD_MUST_CHECK itd_status program_start(const char *name, const char *argument, int file, program_child *out,
                                        itd_error *error);

/* Closes the socket and waits: a child ends when its socket does. */
void program_end(program_child *child);

/* For the child, first of all: ends it when its parent ends. */
void program_follow_parent(void);

/* Becomes that program, with these arguments (argv[0] too, NULL at the end). Returns on an error only. */
itd_status program_become(const char *name, char *const *argv, itd_error *error);

#endif
