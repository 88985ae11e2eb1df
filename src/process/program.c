#include "process/program.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The program as an open file, so that what was found is what is run. */
static itd_status open_program(const char *name, char path[PATH_MAX], int *fd, itd_error *error)
{
    static const char *const places[] = {"libexec/interdict", "../libexec/interdict"};
    char folder[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", folder, sizeof folder - 1);
    if (len <= 0)
        return error_errno(error, ITD_ERROR_UNSUPPORTED, "/proc/self/exe", errno, "cannot be read");
    folder[len] = 0;
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = 0;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        int made = snprintf(path, PATH_MAX, "%s/%s/interdict-%s", folder, places[i], name);
        *fd = made > 0 && made < PATH_MAX ? open(path, O_PATH | O_CLOEXEC) : -1;
        if (*fd >= 0)
            return ITD_OK;
    }
    return error_set(error, ITD_ERROR_UNSUPPORTED, "libexec/interdict",
                     "the program interdict-%s is missing beside %s", name, folder);
}

/* In the child: the socket is standard input and output, the file is number 3, nothing else is open. */
static void run_child(int program, int socket, int file, char *const *argv)
{
    extern char **environ;
    int kept_file = file >= 0 ? fcntl(file, F_DUPFD_CLOEXEC, 10) : -1;
    int kept_program = fcntl(program, F_DUPFD_CLOEXEC, 10);
    if (dup2(socket, STDIN_FILENO) < 0 || dup2(socket, STDOUT_FILENO) < 0 || kept_program < 0)
        _exit(127);
    if (kept_file >= 0 && dup2(kept_file, PROGRAM_FILE_FD) < 0)
        _exit(127);
    fexecve(kept_program, argv, environ);
    _exit(127);
}

itd_status program_start(const char *name, const char *argument, int file, program_child *out,
                         itd_error *error)
{
    char path[PATH_MAX], own_argument[PATH_MAX] = "";
    int program, pair[2];
    *out = (program_child){.fd = -1};
    if (argument &&
        (size_t)snprintf(own_argument, sizeof own_argument, "%s", argument) >= sizeof own_argument)
        return error_set(error, ITD_ERROR_IO, argument, "the path is too long");
    itd_status status = open_program(name, path, &program, error);
    if (status != ITD_OK)
        return status;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        status = error_errno(error, ITD_ERROR_UNSUPPORTED, path, errno, "cannot be talked to");
        close(program);
        return status;
    }
    char *argv[] = {path, argument ? own_argument : NULL, NULL};
    pid_t pid = fork();
    if (pid == 0)
        run_child(program, pair[1], file, argv);
    int number = errno;
    close(program);
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return error_errno(error, ITD_ERROR_UNSUPPORTED, path, number, "cannot be started");
    }
    *out = (program_child){pid, pair[0]};
    return ITD_OK;
}

void program_end(program_child *child)
{
    if (child->fd < 0)
        return;
    close(child->fd);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    child->fd = -1;
}

void program_follow_parent(void)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
}

itd_status program_become(const char *name, char *const *argv, itd_error *error)
{
    extern char **environ;
    char path[PATH_MAX];
    int program;
    itd_status status = open_program(name, path, &program, error);
    if (status != ITD_OK)
        return status;
    close(program);
    execve(path, argv, environ);
    return error_errno(error, ITD_ERROR_UNSUPPORTED, path, errno, "cannot be run");
}
