/* A worker: one libmicrohttpd daemon without threads, one epoll, one request handled at a time. */
#include "host/inside.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MAX        1536
#define CONNECTIONS_PER_PEER   32
#define CONNECTION_MEMORY      16384 /* head of the request and of the answer */
#define SECOND                 INT64_C(1000000)
#define DESCRIPTORS            (CONNECTIONS_MAX + 128)
#define ROUND_MILLISECONDS_MAX 1000

/* How long who is here when the worker is replaced, or spent, has to say what they came for: a
 * connection just let in, or one kept open for the next request, must not be closed in the face of
 * a question. */
#define LINGER SECOND

static volatile sig_atomic_t told_to_stop, told_to_linger;

static void note_stop(int signal)
{
    told_to_stop = 1;
    told_to_linger = signal == SIGUSR1;
}

/* ---- the loop ---- */

/* TLS 1.2 and 1.3, ciphers of 128 bits and more. */
#define TLS_PRIORITIES "SECURE128:+SECURE192:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

/* The library takes its texts as void pointers and only reads them. */
static void *text_pointer(const char *words) { return (void *)(uintptr_t)words; }

static struct MHD_Daemon *daemon_start(struct worker *w, int socket)
{
    const struct host_server *server = w->server;
    /* Behind a proxy every peer is the proxy: on loopback the proxy counts, not we. */
    bool count_peers = server->limits && !host_is_loopback(server->address);
    unsigned per_peer = count_peers ? CONNECTIONS_PER_PEER : 0; /* 0: any number */
    bool tls = server->tls_certificate != NULL;
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_LISTEN_SOCKET, socket, NULL},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)host_exchange_begin, w},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)host_exchange_end, w},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)host_visit_note, w},
        {MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX, NULL},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_peer, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, host_timeout_of(server), NULL},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
        {MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL},
        {tls ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, 0,
         text_pointer(server->tls_certificate)},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, text_pointer(server->tls_key)},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, text_pointer(TLS_PRIORITIES)},
        {MHD_OPTION_END, 0, NULL},
    };
    unsigned flags = MHD_USE_EPOLL | (tls ? MHD_USE_TLS : 0);
    return MHD_start_daemon(flags, 0, NULL, NULL, host_exchange_go_on, w, MHD_OPTION_ARRAY, options,
                            MHD_OPTION_END);
}

/* One round: wait for the network, a time-out or a signal, then let libmicrohttpd do what is due.
 */
static bool round_of(struct worker *w, const sigset_t *open_signals)
{
    MHD_UNSIGNED_LONG_LONG due = ROUND_MILLISECONDS_MAX;
    if (MHD_get_timeout(w->daemon, &due) != MHD_YES || due > ROUND_MILLISECONDS_MAX)
        due = ROUND_MILLISECONDS_MAX;
    struct pollfd network = {
        .fd = MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
        .events = POLLIN,
    };
    struct timespec wait = {(time_t)(due / 1000), (long)(due % 1000) * 1000000};
    /* Signals are open during the wait alone: none is lost between the question and the wait. */
    if (ppoll(&network, 1, &wait, open_signals) < 0 && errno != EINTR) return false;
    bool ran = MHD_run(w->daemon) == MHD_YES;
    host_visits_watch(w);
    return ran;
}

static bool is_spent(const struct worker *w)
{
    return w->server->is_spent && w->server->is_spent(w->server->context);
}

/* After it let in the last one: as long as a request is in hand, or somebody may still ask. */
static bool is_needed(const struct worker *w, int64_t quiet)
{
    return w->in_hand > 0 || (w->visits_count > 0 && host_elapsed() < quiet);
}

static err serve(struct worker *w, const sigset_t *open_signals, struct trouble *trouble)
{
    bool runs = true;
    while (runs && !told_to_stop && !is_spent(w)) runs = round_of(w, open_signals);
    bool lingers = told_to_linger || is_spent(w);
    w->stopping = true; /* answers say from now on that the connection closes */
    if (runs) runs = MHD_run(w->daemon) == MHD_YES; /* who has knocked already is let in */
    close(MHD_quiesce_daemon(w->daemon));           /* who knocks now is told that nobody is in */
    int64_t now = host_elapsed(), until = now + host_timeout_of(w->server) * SECOND;
    int64_t quiet = now + (lingers ? LINGER : 0);
    while (runs && is_needed(w, quiet) && host_elapsed() < until) runs = round_of(w, open_signals);
    MHD_stop_daemon(w->daemon);
    return runs ? ERR_OK : host_trouble(trouble, ERR_HOST, "http", strerror(errno));
}

/* SIGTERM, SIGINT and SIGUSR1 are noted; they stay blocked outside the wait. *ret_open is the mask
 * of the wait. */
static void prepare_signals(sigset_t *ret_open)
{
    told_to_stop = told_to_linger = 0;
    struct sigaction noted = {.sa_handler = note_stop};
    struct sigaction ignored = {.sa_handler = SIG_IGN};
    sigaction(SIGTERM, &noted, NULL);
    sigaction(SIGINT, &noted, NULL);
    sigaction(SIGUSR1, &noted, NULL);
    sigaction(SIGPIPE, &ignored, NULL);
    sigprocmask(SIG_BLOCK, NULL, ret_open);
    sigdelset(ret_open, SIGTERM);
    sigdelset(ret_open, SIGINT);
    sigdelset(ret_open, SIGUSR1);
}

/* As many descriptors as connections and some files; what the machine refuses makes fewer
 * connections, no failure. */
static void room_for_connections(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= DESCRIPTORS) return;
    files.rlim_cur = files.rlim_max < DESCRIPTORS ? files.rlim_max : DESCRIPTORS;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

err host_work(const struct host_server *server, int socket, struct host_channel *const *channels,
              struct trouble *trouble)
{
    sigset_t open_signals;
    prepare_signals(&open_signals);
    tzset(); /* the library's first date would read the time zone from a file, later than files are
                open */
    err started = server->worker_start ? server->worker_start(server->context, channels) : ERR_OK;
    if (started) {
        close(socket);
        return host_trouble(trouble, started, "worker", err_meaning(started));
    }
    struct worker w = {.server = server,
                       .room = host_arena(server->arena_size),
                       .limits = host_limits_make(server)};
    room_for_connections();
    w.daemon = daemon_start(&w, socket);
    if (!w.daemon) close(socket);
    err e = w.daemon ? ERR_OK : host_trouble(trouble, ERR_HOST, "http", "a daemon that starts");
    if (!e && server->confined)
        e = host_confine("web", server->powers | HOST_SERVES, NULL, trouble);
    if (!e) e = serve(&w, &open_signals, trouble);
    host_limits_end(w.limits);
    host_arena_end(w.room);
    if (server->worker_end) server->worker_end(server->context);
    return e;
}
