/* Put before the C library (LD_PRELOAD), it counts what the program asks of the machine and, at the
 * call it is told to, ends the process or the whole program, tears the write in two, or says that
 * the disk has failed, is full, or that there is no memory. Told by a file that all processes of
 * the program map; whoever tests writes the same file (tests/faults/office.mjs). It moves the clock
 * as well. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* The file: eight bytes each, in this order (tests/faults/office.mjs has the same). */
struct control {
    atomic_llong counting; /* 1: calls are counted, and the fault happens when its turn has come */
    atomic_llong changes;  /* calls that change something outside the process */
    atomic_llong messages; /* these and those that take a message */
    atomic_llong mode;     /* enum mode */
    atomic_llong at;       /* of which call, from 1; 0: none */
    atomic_llong hit;      /* enum call: where it happened; 0: not yet */
    atomic_llong process;  /* whose it was: enum process */
    atomic_llong ended;    /* every process is to end at its next call */
    atomic_llong unsynced; /* answers sent while the store's log was not on disk */
    atomic_llong seconds;  /* the clock is ahead by so many */
    atomic_llong allocations; /* counted as the calls are */
    atomic_llong no_memory;   /* at which allocation there is none; 0: never */
    atomic_llong lasting;     /* 1: from there on there is none */
    atomic_llong starved;     /* allocations refused */
};
enum mode { NOTHING, END_PROCESS, END_ALL, TEAR, FAIL_IO, FAIL_FULL, FULL_FROM_HERE, FORGET_SYNC };
enum process { FIRST, WORKER, VAULT, OTHER };
enum call {
    NONE,
    WRITE,
    PWRITE,
    WRITEV,
    FSYNC,
    TRUNCATE,
    RENAME,
    LINK,
    UNLINK,
    SEND,
    TAKE_MESSAGE
};

static struct control nowhere, *control = &nowhere;
static bool log_is_dirty; /* of this process: written and not synced */
static enum process process;

static struct {
    int (*open)(const char *, int, ...);
    ssize_t (*write)(int, const void *, size_t);
    ssize_t (*pwrite)(int, const void *, size_t, off_t);
    ssize_t (*writev)(int, const struct iovec *, int);
    int (*fsync)(int);
    int (*fdatasync)(int);
    int (*ftruncate)(int, off_t);
    int (*fallocate)(int, int, off_t, off_t);
    int (*rename)(const char *, const char *);
    int (*link)(const char *, const char *);
    int (*unlink)(const char *);
    ssize_t (*send)(int, const void *, size_t, int);
    ssize_t (*sendmsg)(int, const struct msghdr *, int);
    ssize_t (*recv)(int, void *, size_t, int);
    int (*clock_gettime)(clockid_t, struct timespec *);
    int (*gettimeofday)(struct timeval *, void *);
} real;

#define REAL(name) (*(void **)&real.name = dlsym(RTLD_NEXT, #name))

static bool is_the_program(void)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 5) return false;
    path[length] = '\0';
    return strcmp(path + length - 5, "/abri") == 0;
}

__attribute__((constructor)) static void begin(void)
{
    REAL(open), REAL(write), REAL(pwrite), REAL(writev), REAL(fsync), REAL(fdatasync),
        REAL(ftruncate), REAL(fallocate);
    REAL(rename), REAL(link), REAL(unlink), REAL(send), REAL(sendmsg), REAL(recv),
        REAL(clock_gettime);
    REAL(gettimeofday);
    const char *path = getenv("ABRI_FAULTS");
    if (!path || !is_the_program()) return;
    int file = open(path, O_RDWR | O_CLOEXEC);
    void *at =
        file < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0) (void)close(file);
    if (at != MAP_FAILED) control = at;
}

_Noreturn static void end_here(void)
{
    (void)syscall(SYS_exit_group, 137); /* as SIGKILL would: nothing is run or flushed */
    for (;;) {
    }
}

/* A process of the program names itself when it begins. */
int prctl(int option, ...)
{
    va_list more;
    va_start(more, option);
    unsigned long a = va_arg(more, unsigned long), b = va_arg(more, unsigned long);
    unsigned long c = va_arg(more, unsigned long), d = va_arg(more, unsigned long);
    va_end(more);
    if (option == PR_SET_NAME) {
        const char *name = (const char *)a;
        process = OTHER;
        if (strcmp(name, "abri-web") == 0) process = WORKER;
        if (strcmp(name, "abri-vault") == 0) process = VAULT;
    }
    return (int)syscall(SYS_prctl, option, a, b, c, d);
}

/* What is to happen to this call: NOTHING, TEAR, FAIL_IO or FAIL_FULL; the others do not come back.
 */
static enum mode turn(enum call call)
{
    if (control->ended) end_here();
    if (!control->counting) return NOTHING;
    enum mode mode = (enum mode)control->mode;
    bool changes = call != TAKE_MESSAGE, deadly = mode == END_PROCESS || mode == END_ALL;
    long long message = ++control->messages, change = changes ? ++control->changes : 0;
    long long number = deadly ? message : change;
    if (mode == FULL_FROM_HERE && control->hit && call <= PWRITE) return FAIL_FULL;
    if (control->at == 0 || control->hit || number != control->at) return NOTHING;
    control->hit = call;
    log_is_dirty = false;
    control->process = process;
    if (mode == END_ALL) control->ended = 1;
    if (deadly) end_here();
    if (mode == TEAR && call != WRITE && call != PWRITE && call != WRITEV && call != SEND)
        end_here();
    if (mode == FULL_FROM_HERE) return FAIL_FULL;
    return mode;
}

static int fail(enum mode mode)
{
    errno = mode == FAIL_FULL ? ENOSPC : EIO;
    return -1;
}

/* The log SQLite writes ahead is known by its name when it is opened: a confined process cannot ask
 * later. */
#define FILES_MAX 1024
static bool logs[FILES_MAX];
static bool is_log(int file) { return file >= 0 && file < FILES_MAX && logs[file]; }

static int opened(int file, const char *path)
{
    size_t length = strlen(path);
    if (file >= 0 && file < FILES_MAX)
        logs[file] = length > 4 && strcmp(path + length - 4, "-wal") == 0;
    return file;
}

int open(const char *path, int how, ...)
{
    va_list more;
    va_start(more, how);
    mode_t rights = how & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (!real.open) REAL(open);
    return opened(real.open(path, how, rights), path);
}
int open64(const char *path, int how, ...)
{
    va_list more;
    va_start(more, how);
    mode_t rights = how & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open(path, how, rights);
}

static bool is_network(int socket)
{
    struct sockaddr_storage about;
    socklen_t size = sizeof about;
    return getsockname(socket, (struct sockaddr *)&about, &size) == 0 && about.ss_family != AF_UNIX;
}

/* An answer leaves: what it says was done is on disk. What a fault has left is rolled back, not
 * synced. */
static void answering(int socket)
{
    bool undisturbed = control->counting && !control->hit && !control->starved;
    if (log_is_dirty && undisturbed && is_network(socket)) control->unsynced++;
}

/* ---- writes ---- */

ssize_t write(int file, const void *bytes, size_t size)
{
    enum mode mode = turn(WRITE);
    if (mode == TEAR) {
        (void)real.write(file, bytes, size / 2);
        end_here();
    }
    return mode ? fail(mode) : real.write(file, bytes, size);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t place)
{
    enum mode mode = turn(PWRITE);
    if (mode == TEAR) {
        (void)real.pwrite(file, bytes, size / 2, place);
        end_here();
    }
    if (mode) return fail(mode);
    if (control->counting && !log_is_dirty) log_is_dirty = is_log(file);
    return real.pwrite(file, bytes, size, place);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t place)
{
    return pwrite(file, bytes, size, place);
}

ssize_t writev(int file, const struct iovec *pieces, int count)
{
    answering(file);
    enum mode mode = turn(WRITEV);
    if (mode == TEAR) {
        if (count > 0) (void)real.write(file, pieces[0].iov_base, pieces[0].iov_len / 2);
        end_here();
    }
    return mode ? fail(mode) : real.writev(file, pieces, count);
}

static int synced(int file, int (*sync)(int))
{
    enum mode mode = turn(FSYNC);
    if (mode) return fail(mode);
    if (control->counting && control->mode == FORGET_SYNC) return 0; /* to see that it is seen */
    if (log_is_dirty && is_log(file)) log_is_dirty = false;
    return sync(file);
}
int fsync(int file) { return synced(file, real.fsync); }
int fdatasync(int file) { return synced(file, real.fdatasync); }

int ftruncate(int file, off_t size)
{
    enum mode mode = turn(TRUNCATE);
    return mode ? fail(mode) : real.ftruncate(file, size);
}
int ftruncate64(int file, off64_t size) { return ftruncate(file, size); }

int fallocate(int file, int how, off_t from, off_t size)
{
    enum mode mode = turn(TRUNCATE);
    return mode ? fail(mode) : real.fallocate(file, how, from, size);
}
int posix_fallocate(int file, off_t from, off_t size)
{
    return fallocate(file, 0, from, size) == 0 ? 0 : errno;
}
int fallocate64(int file, int how, off64_t from, off64_t size)
{
    return fallocate(file, how, from, size);
}
int posix_fallocate64(int file, off64_t from, off64_t size)
{
    return posix_fallocate(file, from, size);
}

/* ---- names ---- */

int rename(const char *from, const char *to)
{
    enum mode mode = turn(RENAME);
    return mode ? fail(mode) : real.rename(from, to);
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned how)
{
    enum mode mode = turn(RENAME);
    return mode ? fail(mode) : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, how);
}
int link(const char *from, const char *to)
{
    enum mode mode = turn(LINK);
    return mode ? fail(mode) : real.link(from, to);
}
int unlink(const char *path)
{
    enum mode mode = turn(UNLINK);
    return mode ? fail(mode) : real.unlink(path);
}

/* ---- messages ---- */

ssize_t send(int socket, const void *bytes, size_t size, int how)
{
    answering(socket);
    enum mode mode = turn(SEND);
    if (mode == TEAR) {
        (void)real.send(socket, bytes, size / 2, how);
        end_here();
    }
    return mode ? fail(mode) : real.send(socket, bytes, size, how);
}

ssize_t sendmsg(int socket, const struct msghdr *message, int how)
{
    answering(socket);
    enum mode mode = turn(SEND);
    if (mode == TEAR) {
        if (message->msg_iovlen > 0)
            (void)real.send(socket, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len / 2,
                            how);
        end_here();
    }
    return mode ? fail(mode) : real.sendmsg(socket, message, how);
}

/* The process ends with the message in its hands. */
ssize_t recv(int socket, void *room, size_t size, int how)
{
    ssize_t got = real.recv(socket, room, size, how);
    int error = errno;
    if (got > 0) (void)turn(TAKE_MESSAGE);
    errno = error;
    return got;
}
ssize_t __recv_chk(int socket, void *room, size_t size, size_t room_size, int how);
ssize_t __recv_chk(int socket, void *room, size_t size, size_t room_size, int how)
{
    return size > room_size ? -1 : recv(socket, room, size, how);
}

/* ---- the clock ---- */

int clock_gettime(clockid_t clock, struct timespec *ret)
{
    if (!real.clock_gettime) REAL(clock_gettime);
    int status = real.clock_gettime(clock, ret);
    if (status == 0 && clock == CLOCK_REALTIME) ret->tv_sec += control->seconds;
    return status;
}

int gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
    if (!real.gettimeofday) REAL(gettimeofday);
    int status = real.gettimeofday(ret, zone);
    if (status == 0) ret->tv_sec += control->seconds;
    return status;
}

/* ---- memory ---- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static bool refused(void)
{
    if (!control->counting) return false;
    long long number = ++control->allocations, first = control->no_memory;
    if (first == 0 || number < first || (number > first && !control->lasting)) return false;
    control->starved++;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) { return refused() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return refused() ? NULL : __libc_calloc(count, size); }
void *realloc(void *block, size_t size) { return refused() ? NULL : __libc_realloc(block, size); }
