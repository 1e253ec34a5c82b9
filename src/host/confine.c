/* What a process takes from itself once it has started: who breaks into it later finds no root, no
 * file, no network and no other process. In this order: account, capabilities, file system
 * (Landlock), calls (seccomp). */
#include "host/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A sanitizer maps, opens and traces as it likes: no such build is shipped. */
#if defined(__SANITIZE_ADDRESS__)
#define INSTRUMENTED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define INSTRUMENTED true
#endif
#endif
#ifndef INSTRUMENTED
#define INSTRUMENTED false
#endif

/* ---- memory ---- */

void *host_secret_room(ptrdiff_t size)
{
    static bool told;
    size_t whole = (size_t)size;
    char *room = host_arena(size).at;
    (void)madvise(room, whole, MADV_DONTDUMP);
    (void)madvise(room, whole, MADV_WIPEONFORK);
    if (mlock2(room, whole, MLOCK_ONFAULT) < 0 && !told) {
        told = true;
        host_log("memory may be swapped: the limit of locked memory is too low");
    }
    return room;
}

void host_no_dumps(void)
{
    if (INSTRUMENTED) return;
    struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* ---- account and capabilities ---- */

/* Numbers no account may have (Debian policy 9.2.2: reserved), one for each kind of process, so
 * that a machine where nobody made accounts still keeps them apart. */
#define FIRST_NUMBER UINT32_C(65100)

static uint32_t number_of(const char *name)
{
    uint32_t sum = 0;
    for (const char *c = name; *c; c++) sum = sum * 31 + (unsigned char)*c;
    return FIRST_NUMBER + sum % 400;
}

/* The account abri-NAME when the machine has it. */
static err leave_root(const char *name, struct trouble *trouble)
{
    if (geteuid() != 0) return ERR_OK;
    char room[32];
    struct writer account = WRITER(room);
    write_string(&account, "abri-");
    write_string(&account, name);
    const struct passwd *known = getpwnam(writer_string(&account));
    uid_t user = known ? known->pw_uid : number_of(name);
    gid_t group = known ? known->pw_gid : number_of(name);
    int death = 0; /* the signal at the parent's death, which a change of account takes away */
    pid_t parent = getppid();
    (void)prctl(PR_GET_PDEATHSIG, &death);
    bool left = user != 0 && group != 0 && setgroups(0, NULL) == 0 &&
                setresgid(group, group, group) == 0 && setresuid(user, user, user) == 0;
    (void)prctl(PR_SET_PDEATHSIG, death);
    if (left && setuid(0) != 0 && getppid() == parent) return ERR_OK; /* there is no way back */
    return host_trouble(trouble, ERR_HOST, name, "an account to take instead of root");
}

static bool has_capabilities(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct held[2];
    if (syscall(SYS_capget, &head, held) != 0) return true; /* nobody can say */
    uint32_t any = 0;
    for (size_t i = 0; i < LENGTH(held); i++)
        any |= held[i].effective | held[i].permitted | held[i].inheritable;
    return any != 0;
}

/* An account may have been given some, to listen on port 443 for instance. A service manager may
 * forbid even this call: then it must have left us none. */
static bool drop_capabilities(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};
    (void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return syscall(SYS_capset, &head, none) == 0 || !has_capabilities();
}

/* ---- file system: Landlock ---- */

/* As the kernel knows them today; an older one knows the first so many, and says so (see
 * Documentation/userspace-api/landlock.rst). The headers of Debian 12 stop before the last. */
struct ruleset {
    uint64_t files, network, scopes;
};
#define FILES_TRUNCATE       (UINT64_C(1) << 14)
#define FILES_IOCTL          (UINT64_C(1) << 15)
#define NETWORK_BIND         (UINT64_C(1) << 0)
#define NETWORK_CONNECT      (UINT64_C(1) << 1)
#define SCOPES_ABSTRACT_UNIX (UINT64_C(1) << 0)
#define SCOPES_SIGNALS       (UINT64_C(1) << 1)

static struct ruleset ruleset_of(long version, unsigned powers)
{
    struct ruleset all = {.files = LANDLOCK_ACCESS_FS_REFER - 1};
    if (version >= 2) all.files |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3) all.files |= FILES_TRUNCATE;
    if (version >= 4) all.network = NETWORK_BIND;
    if (version >= 4 && !(powers & HOST_CONNECTS)) all.network |= NETWORK_CONNECT;
    if (version >= 5) all.files |= FILES_IOCTL;
    if (version >= 6) all.scopes = SCOPES_ABSTRACT_UNIX | SCOPES_SIGNALS;
    return all;
}

static bool let_read(int rules, const char *path)
{
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return errno == ENOENT; /* not there today: not to be read either */
    struct stat status;
    struct landlock_path_beneath_attr beneath = {LANDLOCK_ACCESS_FS_READ_FILE, place};
    bool known = fstat(place, &status) == 0;
    if (known && S_ISDIR(status.st_mode)) beneath.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    bool let = known &&
               syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
    close(place);
    return let;
}

static err shut_files(const char *name, unsigned powers, const char *const *reads,
                      struct trouble *trouble)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) {
        host_log("%s: this kernel has no Landlock: its files are kept by accounts and calls alone",
                 name);
        return ERR_OK;
    }
    struct ruleset all = ruleset_of(version, powers);
    size_t size = version >= 6 ? sizeof all : version >= 4 ? 16 : 8;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
    bool shut = rules >= 0;
    for (int i = 0; shut && reads && reads[i]; i++) shut = let_read(rules, reads[i]);
    shut = shut && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    err e = shut ? ERR_OK : host_trouble(trouble, ERR_HOST, "landlock", strerror(errno));
    if (rules >= 0) close(rules);
    return e;
}

/* ---- calls: seccomp ---- */

struct rule {
    int call;
    unsigned powers;
    uint32_t action;
    unsigned conditions;
    struct scmp_arg_cmp when;
};

#define EVERY (~0U)
#define ANY   SCMP_A0(SCMP_CMP_GE, 0, 0)

static bool add_rules(scmp_filter_ctx filter, unsigned powers)
{
    scmp_datum_t own = (scmp_datum_t)getpid();
    const struct rule rules[] = {
#define CALL(call, powers, why)            {SCMP_SYS(call), powers, SCMP_ACT_ALLOW, 0, ANY},
#define CALL_WHEN(call, powers, when, why) {SCMP_SYS(call), powers, SCMP_ACT_ALLOW, 1, when},
#define DENY(call, powers, error, when, why) \
    {SCMP_SYS(call), powers, SCMP_ACT_ERRNO(error), 1, when},
#include "host/calls.def"
    };
    for (size_t i = 0; i < LENGTH(rules); i++) {
        const struct rule *rule = &rules[i];
        if (!(rule->powers & powers) && rule->powers != EVERY) continue;
        int e =
            seccomp_rule_add_array(filter, rule->action, rule->call, rule->conditions, &rule->when);
        if (e != 0 && e != -EDOM) return false; /* EDOM: this machine has no such call */
    }
    return true;
}

/* The number alone: not where, not with what. */
static void say_call(int signal, siginfo_t *info, void *context)
{
    char line[128];
    struct writer out = WRITER(line);
    (void)context;
    write_moment(&out, host_now());
    write_string(&out, " abri[");
    write_integer(&out, getpid());
    write_string(&out, "]: call ");
    write_integer(&out, info->si_syscall);
    write_string(&out, " is not among those of this process: it ends\n");
    ssize_t written = write(STDERR_FILENO, out.at, (size_t)out.length);
    (void)written;
    (void)raise(signal); /* the handler was for once: this one ends the process */
    _exit(1);
}

static err shut_calls(const char *name, unsigned powers, struct trouble *trouble)
{
    struct sigaction say = {.sa_sigaction = say_call,
                            .sa_flags = (int)(SA_SIGINFO | SA_RESETHAND | SA_NODEFER)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    if (!filter) return host_trouble(trouble, ERR_HOST, name, "memory for the list of calls");
    (void)sigaction(SIGSYS, &say, NULL);
    bool shut = add_rules(filter, powers) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    if (shut) return ERR_OK;
    return host_trouble(trouble, ERR_HOST, name, "a kernel with seccomp filters");
}

err host_confine(const char *name, unsigned powers, const char *const *reads,
                 struct trouble *trouble)
{
    if (INSTRUMENTED) return ERR_OK;
    struct rlimit descriptors;
    TRY(leave_root(name, trouble));
    if (!drop_capabilities())
        return host_trouble(trouble, ERR_HOST, name, "capabilities that can be dropped");
    host_no_dumps(); /* again: a change of account makes the process what the machine's setting says
                      */
    if (getrlimit(RLIMIT_NOFILE, &descriptors) == 0) {
        descriptors.rlim_max = descriptors.rlim_cur;
        (void)setrlimit(RLIMIT_NOFILE, &descriptors);
    }
    TRY(shut_files(name, powers, reads, trouble));
    return shut_calls(name, powers | (reads ? HOST_READS : 0), trouble);
}
