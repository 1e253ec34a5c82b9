/* Confines itself as one of our processes would and tries what somebody who broke into it would
 * try, for tests/http/confined.sh:
 *   confined worker|helper|reader|caller TRIAL
 * Prints what came of it: "done", or the name of the error; a process that is ended prints nothing.
 * worker: web with a store in a file; helper: no power; reader: may read the folder given; caller:
 * may connect. */
#include "host/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int pair[2], listener, file; /* open before it is confined */
static const char *folder = "/etc/ssl";
static void *page;

static bool try_open(void) { return open("/etc/passwd", O_RDONLY) >= 0; }
static bool try_open_as_sqlite(void) { return open("/etc", O_RDONLY | O_CLOEXEC) >= 0; }
static bool try_open_given(void) { return open(folder, O_RDONLY | O_DIRECTORY) >= 0; }
static bool try_write_given(void)
{
    char path[256];
    snprintf(path, sizeof path, "%s/new", folder);
    return open(path, O_WRONLY | O_CREAT, 0600) >= 0;
}
static bool try_make(void) { return open("made", O_WRONLY | O_CREAT, 0600) >= 0; }
static bool try_remove(void) { return unlink("/nowhere/none") == 0; }
static bool try_rename(void) { return rename("/nowhere/a", "/nowhere/b") == 0; }
static bool try_inet(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static bool try_inet6(void) { return socket(AF_INET6, SOCK_DGRAM, 0) >= 0; }
static bool try_unix(void) { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }
static bool try_netlink(void) { return socket(AF_NETLINK, SOCK_RAW, 0) >= 0; }
static bool try_raw(void) { return socket(AF_PACKET, SOCK_RAW, 0) >= 0; }
static bool try_connect(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
    return connect(pair[0], (const struct sockaddr *)&to, sizeof to) == 0;
}
static bool try_listen(void) { return listen(listener, 1) == 0; }
static bool try_bind(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    return bind(listener, (const struct sockaddr *)&to, sizeof to) == 0;
}
static bool try_execve(void)
{
    char *words[] = {(char *)"true", NULL};
    return execve("/bin/true", words, NULL) == 0;
}
static bool try_execveat(void)
{
    char *words[] = {(char *)"true", NULL};
    return syscall(SYS_execveat, AT_FDCWD, "/bin/true", words, NULL, 0) == 0;
}
static bool try_fork(void)
{
    pid_t child = fork();
    if (child == 0) _exit(0);
    return child > 0;
}
static bool try_clone3(void) { return syscall(SYS_clone3, NULL, 0) >= 0; }
static bool try_ptrace(void) { return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0; }
static bool try_read_memory(void)
{
    return syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0) >= 0;
}
static bool try_kill(void) { return kill(1, 0) == 0; }
static bool try_tgkill(void) { return syscall(SYS_tgkill, 1, 1, 0) == 0; }
static bool try_run_made(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) != MAP_FAILED;
}
static bool try_run_written(void) { return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0; }
static bool try_be_root(void) { return setuid(0) == 0; }
static bool try_dump(void) { return prctl(PR_SET_DUMPABLE, 1) == 0; }
static bool try_mount(void) { return mount("none", "/mnt", "tmpfs", 0, NULL) == 0; }
static bool try_namespace(void) { return unshare(CLONE_NEWUSER) == 0; }
static bool try_bpf(void) { return syscall(SYS_bpf, 0, NULL, 0) == 0; }
static bool try_ring(void) { return syscall(SYS_io_uring_setup, 1, NULL) >= 0; }
static bool try_handler(void) { return signal(SIGSYS, SIG_IGN) != SIG_ERR; }
static bool try_ioctl(void) { return syscall(SYS_ioctl, 0, 0x5412, "x") == 0; } /* TIOCSTI */
static bool try_limit(void) { return setrlimit(RLIMIT_CORE, &(struct rlimit){1, 1}) == 0; }

/* What it needs. */
static bool try_nothing(void) { return true; }
static bool try_send(void) { return send(pair[0], "x", 1, MSG_NOSIGNAL) == 1; }
static bool try_write(void)
{
    return pwrite(file, "x", 1, 0) == 1 && fsync(file) == 0 && ftruncate(file, 0) == 0;
}
static bool try_memory(void)
{
    void *room = malloc(50 << 20);
    free(room);
    return room != NULL;
}
static bool try_abort(void) { abort(); }

static const struct {
    const char *name;
    bool (*run)(void);
} trials[] = {
#define TRIAL(name)       \
    {                     \
#name, try_##name \
    }
    TRIAL(open),        TRIAL(open_as_sqlite), TRIAL(open_given),
    TRIAL(write_given), TRIAL(make),           TRIAL(remove),
    TRIAL(rename),      TRIAL(inet),           TRIAL(inet6),
    TRIAL(unix),        TRIAL(netlink),        TRIAL(raw),
    TRIAL(connect),     TRIAL(listen),         TRIAL(bind),
    TRIAL(execve),      TRIAL(execveat),       TRIAL(fork),
    TRIAL(clone3),      TRIAL(ptrace),         TRIAL(read_memory),
    TRIAL(kill),        TRIAL(tgkill),         TRIAL(run_made),
    TRIAL(run_written), TRIAL(be_root),        TRIAL(dump),
    TRIAL(mount),       TRIAL(namespace),      TRIAL(bpf),
    TRIAL(ring),        TRIAL(handler),        TRIAL(ioctl),
    TRIAL(limit),       TRIAL(nothing),        TRIAL(send),
    TRIAL(write),       TRIAL(memory),         TRIAL(abort),
};

static bool (*trial_of(const char *name))(void)
{
    for (size_t i = 0; i < LENGTH(trials); i++) {
        if (strcmp(trials[i].name, name) == 0) return trials[i].run;
    }
    return NULL;
}

int main(int count, char **words)
{
    static const char *reads[2];
    const char *kind = count > 2 ? words[1] : "";
    bool (*trial)(void) = count > 2 ? trial_of(words[2]) : NULL;
    unsigned powers = HOST_NOTHING;
    struct trouble trouble;
    if (!trial) return 2;
    if (count > 3) folder = words[3];
    if (strcmp(kind, "worker") == 0) powers = HOST_SERVES | HOST_STORES;
    if (strcmp(kind, "caller") == 0) powers = HOST_CONNECTS;
    if (strcmp(kind, "reader") == 0) reads[0] = folder;
    char path[] = "/tmp/abri-confined-XXXXXX";
    file = mkstemp(path);
    unlink(path);
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) < 0) return 2;
    if (host_confine(kind, powers, reads[0] ? reads : NULL, &trouble) != ERR_OK) {
        printf("%s: expected %s\n", trouble.where, trouble.expected);
        return 2;
    }
    const char *came = trial() ? "done" : strerrorname_np(errno);
    ssize_t written = write(STDOUT_FILENO, came, strlen(came));
    return written > 0 ? 0 : 2;
}
