/* A process that gives away what its parsers do not need, before it reads a byte from outside.
 *
 * From sandbox_enter on, this process and all that it starts can open only the files and folders that were
 * allowed (Landlock), cannot run programs and cannot reach a network (seccomp). What is open already stays
 * usable. The kernel takes nothing back until the process ends. A kernel that has one of them gives that one;
 * one that has none gives nothing, and nothing is lost but this wall.
 *
 *     sandbox box;
 *     sandbox_begin(&box, SANDBOX_NO_PROGRAMS | SANDBOX_NO_NETWORK);
 *     sandbox_allow(&box, "message.fin", SANDBOX_READ);
 *     sandbox_allow(&box, "spool", SANDBOX_READ | SANDBOX_WRITE);
 *     walls = sandbox_enter(&box);   // SANDBOX_FILES, SANDBOX_CALLS: those that stand
 *
 * Not in builds with sanitizers or coverage: those read and write files of their own at the end.
 */
#ifndef PROCESS_SANDBOX_H
#define PROCESS_SANDBOX_H

/* What is given away. */
enum {
    SANDBOX_NO_PROGRAMS = 1,
    SANDBOX_NO_NETWORK = 2,
    SANDBOX_ONLY_WRITES = 4 /* all may be read and run */
};

/* What is allowed of a path. */
enum { SANDBOX_READ = 1, SANDBOX_WRITE = 2 };

/* The walls that stand. */
enum { SANDBOX_FILES = 1, SANDBOX_CALLS = 2 };

typedef struct sandbox {
    unsigned given_away;
    int rules; /* -1: the kernel has none */
    unsigned long long handled;
} sandbox;

void sandbox_begin(sandbox *box, unsigned given_away);

/* A file, or a folder with everything in it. What is not there is not allowed. */
void sandbox_allow(sandbox *box, const char *path, unsigned what);

unsigned sandbox_enter(sandbox *box);

#endif
