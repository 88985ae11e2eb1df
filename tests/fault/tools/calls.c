/* Runs a command and lets its n-th system call go wrong (ptrace: whatever library makes the call, it is
 * seen).
 *
 *     fault_calls kill  N REPORT COMMAND…   everything is killed (SIGKILL) when the n-th call begins, from 0
 *     fault_calls write N REPORT COMMAND…   the n-th call that writes (write, fsync, rename …) fails: disk
 * full
 *
 * REPORT becomes "1 CALLS" when that call was reached, else "0 CALLS". Exit code: that of the command, 128
 * and the signal when one ended it, 125 when this program itself cannot work, 77 when nothing can be traced
 * here.
 */
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPTIONS                                                                                              \
    (PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |                  \
     PTRACE_O_TRACECLONE)

static long wanted, seen, calls;
static bool reached, write_mode;
static pid_t failing; /* the process whose call was taken away and whose result is still to be set */

static bool writes(unsigned long long number)
{
    switch (number) {
    case SYS_write:
    case SYS_writev:
    case SYS_pwrite64:
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_ftruncate:
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_linkat:
#ifdef SYS_rename
    case SYS_rename:
#endif
    case SYS_sendto:
        return true;
    default:
        return false;
    }
}

/* The call of a stopped process is replaced by none, or its result set. */
static void take_call_away(pid_t pid)
{
#if defined __x86_64__
    struct user_regs_struct r;
    ptrace(PTRACE_GETREGS, pid, NULL, &r);
    r.orig_rax = (unsigned long long)-1;
    ptrace(PTRACE_SETREGS, pid, NULL, &r);
#elif defined __aarch64__
    int none = -1;
    struct iovec v = {&none, sizeof none};
    ptrace(PTRACE_SETREGSET, pid, (void *)(long)NT_ARM_SYSTEM_CALL, &v);
#endif
}

static void set_result(pid_t pid, long value)
{
#if defined __x86_64__
    struct user_regs_struct r;
    ptrace(PTRACE_GETREGS, pid, NULL, &r);
    r.rax = (unsigned long long)value;
    ptrace(PTRACE_SETREGS, pid, NULL, &r);
#elif defined __aarch64__
    struct user_regs_struct r;
    struct iovec v = {&r, sizeof r};
    ptrace(PTRACE_GETREGSET, pid, (void *)(long)NT_PRSTATUS, &v);
    r.regs[0] = (unsigned long long)value;
    ptrace(PTRACE_SETREGSET, pid, (void *)(long)NT_PRSTATUS, &v);
#endif
}

static void report(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        exit(125);
    fprintf(f, "%d %ld\n", reached, calls);
    fclose(f);
}

static void on_call(pid_t pid, const char *path)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof info, &info) <= 0)
        exit(125);
    if (info.op == PTRACE_SYSCALL_INFO_EXIT && failing == pid) {
        set_result(pid, -ENOSPC);
        failing = 0;
        return;
    }
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY || (write_mode && !writes(info.entry.nr)))
        return;
    calls++;
    if (seen++ != wanted)
        return;
    reached = true;
    if (!write_mode) {
        report(path);
        exit(128 + SIGKILL); /* EXITKILL takes all of them */
    }
    take_call_away(pid);
    failing = pid;
}

static int run_child(char **command)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit(77);
    raise(SIGSTOP);
    execv(command[0], command);
    _exit(125);
}

int main(int argc, char **argv)
{
    int state, code = 125;
    if (argc < 5)
        return 125;
    write_mode = strcmp(argv[1], "write") == 0;
    wanted = strtol(argv[2], NULL, 10);
    pid_t first = fork();
    if (first == 0)
        return run_child(argv + 4);
    if (waitpid(first, &state, 0) != first || !WIFSTOPPED(state) ||
        ptrace(PTRACE_SETOPTIONS, first, NULL, (void *)(long)OPTIONS) != 0)
        return 77;
    ptrace(PTRACE_SYSCALL, first, NULL, NULL);
    for (pid_t pid; (pid = waitpid(-1, &state, __WALL)) > 0;) {
        long deliver = 0;
        if (WIFEXITED(state) || WIFSIGNALED(state)) {
            if (pid == first)
                code = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
            continue;
        }
        int number = WSTOPSIG(state);
        if (number == (SIGTRAP | 0x80))
            on_call(pid, argv[3]);
        else if (number != SIGTRAP && number != SIGSTOP)
            deliver = number;
        ptrace(PTRACE_SYSCALL, pid, NULL, (void *)deliver);
    }
    report(argv[3]);
    return code;
}
