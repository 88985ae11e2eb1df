#include "process/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef ITD_NO_SANDBOX /* set where the build has sanitizers or counts coverage */
#define WALLS false
#else
#define WALLS true
#endif

/* Newer than the headers of some systems. */
#define RIGHT_TRUNCATE (1ULL << 14)
#define RIGHTS_FILE                                                                                          \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |             \
     RIGHT_TRUNCATE)
#define RIGHTS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RIGHTS_WRITE                                                                                         \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |        \
     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER | RIGHT_TRUNCATE)
#define RIGHTS_MADE                                                                                          \
    (LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |            \
     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)
#define NETWORK_RIGHTS (1ULL << 0 | 1ULL << 1) /* bind and connect over TCP */

/* As the kernel has it since Landlock's fourth version; an older one takes the first field alone. */
typedef struct ruleset_rights {
    uint64_t files, network;
} ruleset_rights;

static int landlock_version(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
}

void sandbox_begin(sandbox *box, unsigned given_away)
{
    int version = WALLS ? landlock_version() : -1;
    *box = (sandbox){.given_away = given_away, .rules = -1};
    if (version < 1)
        return;
    box->handled = RIGHTS_WRITE | RIGHTS_MADE;
    if (!(given_away & SANDBOX_ONLY_WRITES))
        box->handled |= RIGHTS_READ;
    if (given_away & SANDBOX_NO_PROGRAMS)
        box->handled |= LANDLOCK_ACCESS_FS_EXECUTE;
    if (version < 2)
        box->handled &= ~(unsigned long long)LANDLOCK_ACCESS_FS_REFER;
    if (version < 3)
        box->handled &= ~RIGHT_TRUNCATE;
    ruleset_rights rights = {.files = box->handled};
    bool network = version >= 4 && given_away & SANDBOX_NO_NETWORK;
    if (network)
        rights.network = NETWORK_RIGHTS;
    box->rules =
        (int)syscall(SYS_landlock_create_ruleset, &rights, network ? sizeof rights : sizeof rights.files, 0);
}

void sandbox_allow(sandbox *box, const char *path, unsigned what)
{
    struct stat info;
    unsigned long long rights =
        (what & SANDBOX_READ ? RIGHTS_READ : 0) | (what & SANDBOX_WRITE ? RIGHTS_WRITE : 0);
    int fd = box->rules >= 0 ? open(path, O_PATH | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    if (fstat(fd, &info) == 0) {
        if (!S_ISDIR(info.st_mode))
            rights &= RIGHTS_FILE;
        struct landlock_path_beneath_attr rule = {.allowed_access = rights & box->handled, .parent_fd = fd};
        if (rule.allowed_access)
            (void)syscall(SYS_landlock_add_rule, box->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    close(fd);
}

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE
#define OTHER_NUMBERS 0x40000000u /* the same calls by other numbers (x32) */

/* Calls that no command needs once it runs. Each is refused with EPERM, so that a library that tries one goes
 * on without it. */
static const uint16_t never[] = {
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_io_uring_setup,
    SYS_open_by_handle_at,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_setns,
    SYS_unshare,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_pidfd_getfd,
    SYS_personality,
    SYS_mknodat,
    SYS_symlinkat,
};
static const uint16_t programs[] = {SYS_execve, SYS_execveat};
static const uint16_t network[] = {SYS_socket, SYS_connect, SYS_bind, SYS_listen, SYS_accept4};

enum { LINES_MAX = 96 };

typedef struct call_filter {
    struct sock_filter lines[LINES_MAX];
    unsigned short count;
} call_filter;

static void put(call_filter *f, struct sock_filter line)
{
    f->lines[f->count++] = line;
}

/* Each call is one comparison that falls through to the refusal behind it. */
static void refuse(call_filter *f, const uint16_t *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i], 0, 1));
        put(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
    }
}

static bool refuse_calls(unsigned given_away)
{
    call_filter f = {.count = 0};
    put(&f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)));
    put(&f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0));
    put(&f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)); /* of another machine */
    put(&f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
    put(&f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, OTHER_NUMBERS, 0, 1));
    put(&f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
    _Static_assert(7 + (sizeof never + sizeof programs + sizeof network) / sizeof never[0] * 2 <= LINES_MAX,
                   "room for all");
    refuse(&f, never, sizeof never / sizeof never[0]);
    if (given_away & SANDBOX_NO_PROGRAMS)
        refuse(&f, programs, sizeof programs / sizeof programs[0]);
    if (given_away & SANDBOX_NO_NETWORK)
        refuse(&f, network, sizeof network / sizeof network[0]);
    put(&f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    struct sock_fprog program = {.len = f.count, .filter = f.lines};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static bool refuse_calls(unsigned given_away)
{
    (void)given_away;
    return false;
}
#endif

unsigned sandbox_enter(sandbox *box)
{
    unsigned walls = 0;
    if (WALLS && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        if (box->rules >= 0 && syscall(SYS_landlock_restrict_self, box->rules, 0) == 0)
            walls |= SANDBOX_FILES;
        if (refuse_calls(box->given_away))
            walls |= SANDBOX_CALLS;
    }
    if (box->rules >= 0)
        close(box->rules);
    box->rules = -1;
    return walls;
}
