/* The sandbox: what is refused once it stands, and what goes on. Each test enters it in a child, since
 * nothing leads out. */
#include "process/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "test_skip.h"

static char folder[] = "/tmp/sandbox.XXXXXX";
static char inside[64], outside[] = "/etc/passwd";

/* 0 when `attempt` held in a child behind the walls, else its number; 77 where the kernel has not both. */
static int behind_the_walls(unsigned given_away, unsigned what, int (*attempt)(void))
{
    int state;
    pid_t pid = fork();
    if (pid == 0) {
        sandbox box;
        sandbox_begin(&box, given_away);
        sandbox_allow(&box, folder, what);
        if (sandbox_enter(&box) != (SANDBOX_FILES | SANDBOX_CALLS))
            _exit(77);
        _exit(attempt());
    }
    assert_int_equal(waitpid(pid, &state, 0), pid);
    assert_true(WIFEXITED(state));
    return WEXITSTATUS(state);
}

static void check(unsigned given_away, unsigned what, int (*attempt)(void))
{
    int code = behind_the_walls(given_away, what, attempt);
    if (code == 77) {
        test_skip("no Landlock or no seccomp here, or a build with sanitizers");
    }
    assert_int_equal(code, 0);
}

static int other_files_cannot_be_opened(void)
{
    if (open(inside, O_RDONLY) < 0)
        return 1;
    if (open(outside, O_RDONLY) >= 0 || errno != EACCES)
        return 2;
    if (open(folder, O_RDONLY | O_DIRECTORY) < 0)
        return 3;
    return open("/etc", O_RDONLY | O_DIRECTORY) < 0 ? 0 : 4;
}

static int nothing_can_be_written(void)
{
    char path[96];
    snprintf(path, sizeof path, "%s/new", folder);
    if (open(inside, O_WRONLY) >= 0 || open(path, O_WRONLY | O_CREAT, 0600) >= 0)
        return 1;
    return truncate(inside, 0) == 0 || unlink(inside) == 0 || rename(inside, path) == 0 ? 2 : 0;
}

static int an_output_can_be_written(void)
{
    char path[96], other[96];
    snprintf(path, sizeof path, "%s/new", folder);
    snprintf(other, sizeof other, "%s/newer", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, "x", 1) != 1 || fsync(fd) != 0)
        return 1;
    if (rename(path, other) != 0 || unlink(other) != 0)
        return 2;
    return open("/tmp/sandbox-elsewhere", O_WRONLY | O_CREAT, 0600) < 0 ? 0 : 3;
}

static int no_program_is_run(void)
{
    char *argv[] = {(char[]){"true"}, NULL};
    execv("/bin/true", argv);
    return errno == EPERM ? 0 : 1;
}

static int no_network_is_reached(void)
{
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
        return 1;
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair); /* of this process alone */
}

static int other_processes_are_left_alone(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0 ? 1 : 0;
}

static void *run_thread(void *argument)
{
    return malloc(*(size_t *)argument);
}

static int work_goes_on(void)
{
    pthread_t thread;
    size_t size = 1 << 20;
    void *got = NULL;
    if (pthread_create(&thread, NULL, run_thread, &size) != 0 || pthread_join(thread, &got) != 0)
        return 1;
    return got ? 0 : 2;
}

static int all_is_read_and_run(void)
{
    if (open(outside, O_RDONLY) < 0)
        return 1;
    if (open("/tmp/sandbox-elsewhere", O_WRONLY | O_CREAT, 0600) >= 0)
        return 2;
    char *argv[] = {(char[]){"true"}, NULL};
    execv("/bin/true", argv);
    return 3;
}

#define BOTH (SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK)

static void a_parser_opens_no_other_file(void **state)
{
    (void)state;
    check(BOTH, SANDBOX_READ, other_files_cannot_be_opened);
    check(BOTH, SANDBOX_READ, nothing_can_be_written);
}

static void the_folder_of_an_output_is_written(void **state)
{
    (void)state;
    check(BOTH, SANDBOX_READ | SANDBOX_WRITE, an_output_can_be_written);
}

static void a_parser_runs_nothing_and_reaches_nobody(void **state)
{
    (void)state;
    check(BOTH, SANDBOX_READ, no_program_is_run);
    check(BOTH, SANDBOX_READ, no_network_is_reached);
    check(BOTH, SANDBOX_READ, other_processes_are_left_alone);
}

static void threads_and_memory_are_there(void **state)
{
    (void)state;
    check(BOTH, SANDBOX_READ, work_goes_on);
}

static void where_only_writes_are_given_away_the_rest_goes_on(void **state)
{
    (void)state;
    check(SANDBOX_ONLY_WRITES, SANDBOX_READ | SANDBOX_WRITE, all_is_read_and_run);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(inside, sizeof inside, "%s/a", folder);
    FILE *file = fopen(inside, "w");
    return file ? fclose(file) : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return unlink(inside) == 0 && rmdir(folder) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parser_opens_no_other_file),
        cmocka_unit_test(the_folder_of_an_output_is_written),
        cmocka_unit_test(a_parser_runs_nothing_and_reaches_nobody),
        cmocka_unit_test(threads_and_memory_are_there),
        cmocka_unit_test(where_only_writes_are_given_away_the_rest_goes_on),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
