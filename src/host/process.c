/* The first process: listens, starts helpers and workers, starts again those that die, ends them
 * when it is told to. It reads no request, holds no key and answers nobody, but for a helper that
 * is gone: so that no worker waits for it. */
#include "host/figures.h"
#include "host/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PLACES_MAX      (HOST_HELPERS_MAX + HOST_WORKERS_MAX)
#define SECOND          INT64_C(1000000)
#define DELAY_MIN       (SECOND / 20)
#define DELAY_MAX       (5 * SECOND)
#define STEADY          SECOND /* who lived so long is started again at once */
#define GRACE           (2 * SECOND)
#define TICK            50000000 /* nanoseconds */
#define COULD_NOT_START 3

struct place {
    pid_t process; /* 0: vacant */
    int64_t started, start_at, delay;
    bool was_filled;
    bool is_old;  /* to be started afresh, when it is its turn */
    bool leaving; /* told to, and not gone yet */
};

/* The two ends of a channel. The first process keeps both, so that whoever takes the place of one
 * that died finds its end as it was. */
enum { WORKER_END, HELPER_END };

struct crew {
    const struct host_server *server;
    int socket;
    sigset_t watched;
    struct place places[PLACES_MAX]; /* helpers first, then workers */
    int ends[HOST_HELPERS_MAX][HOST_WORKERS_MAX][2];
    bool stopping, over, hopeless; /* hopeless: over, and not because it was told to */
};

static int places_of(const struct crew *crew)
{
    return crew->server->helpers_count + crew->server->workers;
}

static const struct host_helper *helper_of(const struct crew *crew, const struct place *place)
{
    ptrdiff_t i = place - crew->places;
    return i < crew->server->helpers_count ? &crew->server->helpers[i] : NULL;
}

static const char *name_of(const struct crew *crew, const struct place *place)
{
    const struct host_helper *helper = helper_of(crew, place);
    return helper ? helper->name : "a worker";
}

/* ---- channels ---- */

static bool make_channel(int ret_ends[2])
{
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ret_ends) == 0;
}

static void close_channel(int ends[2])
{
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0) close(ends[i]);
        ends[i] = -1;
    }
}

static bool make_channels(struct crew *crew)
{
    for (int h = 0; h < crew->server->helpers_count; h++) {
        for (int w = 0; w < crew->server->workers; w++) {
            if (!make_channel(crew->ends[h][w])) return false;
        }
    }
    return true;
}

static void close_channels(struct crew *crew)
{
    for (int h = 0; h < crew->server->helpers_count; h++) {
        for (int w = 0; w < crew->server->workers; w++) close_channel(crew->ends[h][w]);
    }
}

/* A process broken into can shut its end for good. Both sides then start again, with a new channel.
 */
static void mend_channel(struct crew *crew, int h, int w)
{
    struct pollfd end = {.fd = crew->ends[h][w][WORKER_END], .events = POLLRDHUP};
    if (poll(&end, 1, 0) <= 0 || !(end.revents & (POLLHUP | POLLRDHUP | POLLERR))) return;
    host_log("channel of worker %d with %s was shut: made again", w, crew->server->helpers[h].name);
    close_channel(crew->ends[h][w]);
    if (!make_channel(crew->ends[h][w])) crew->over = crew->hopeless = true;
    const struct place *helper = &crew->places[h];
    const struct place *worker = &crew->places[crew->server->helpers_count + w];
    if (helper->process) kill(helper->process, SIGKILL);
    if (worker->process) kill(worker->process, SIGTERM);
}

static void mend_channels(struct crew *crew)
{
    for (int h = 0; h < crew->server->helpers_count; h++) {
        for (int w = 0; w < crew->server->workers; w++) mend_channel(crew, h, w);
    }
}

static void tell_gone(const struct crew *crew, const struct place *place)
{
    ptrdiff_t h = place - crew->places;
    if (h >= crew->server->helpers_count) return;
    for (int w = 0; w < crew->server->workers; w++) host_tell_gone(crew->ends[h][w][HELPER_END]);
}

static void answer_for_the_gone(const struct crew *crew)
{
    for (int h = 0; h < crew->server->helpers_count; h++) {
        for (int w = 0; !crew->places[h].process && w < crew->server->workers; w++)
            host_answer_for_nobody(crew->ends[h][w][HELPER_END]);
    }
}

/* ---- being one of them ---- */

/* Closes every descriptor but the first three and these. */
static void keep_only(const int *kept, int count)
{
    for (unsigned from = STDERR_FILENO + 1; from != 0;) {
        unsigned next = ~0U;
        for (int i = 0; i < count; i++) {
            unsigned descriptor = (unsigned)kept[i];
            if (descriptor >= from && descriptor < next) next = descriptor;
        }
        if (next > from) (void)close_range(from, next == ~0U ? next : next - 1, 0);
        from = next + 1;
    }
}

static void name_process(const char *name)
{
    char room[16]; /* the kernel keeps fifteen letters */
    struct writer out = WRITER(room);
    write_string(&out, "abri-");
    write_string(&out, name);
    prctl(PR_SET_NAME, writer_string(&out));
}

static void prepare_child(const char *name, const int *kept, int count)
{
    name_process(name);
    keep_only(kept, count);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing > STDIN_FILENO && dup2(nothing, STDIN_FILENO) == STDIN_FILENO) close(nothing);
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_UNBLOCK, &children, NULL);
}

_Noreturn static void end_child(const char *name, err e, const struct trouble *trouble)
{
    if (!e) exit(0);
    host_log("%s: %s: %s", name, trouble->where, trouble->expected);
    exit(COULD_NOT_START);
}

_Noreturn static void be_worker(const struct crew *crew, int w, pid_t parent)
{
    static struct host_channel room[HOST_HELPERS_MAX];
    struct host_channel *channels[HOST_HELPERS_MAX];
    int kept[HOST_HELPERS_MAX + 1], count = crew->server->helpers_count;
    /* Nobody must go on serving when the first process is gone: two versions would answer. */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) exit(0);
    for (int h = 0; h < count; h++) {
        kept[h] = crew->ends[h][w][WORKER_END];
        host_channel_begin(&room[h], &crew->server->helpers[h], kept[h]);
        channels[h] = &room[h];
    }
    kept[count] = crew->socket;
    prepare_child("web", kept, count + 1);
    struct trouble trouble = {0};
    err e = host_work(crew->server, crew->socket, channels, &trouble);
    end_child("worker", e, &trouble);
}

_Noreturn static void be_helper(const struct crew *crew, int h)
{
    const struct host_helper *helper = &crew->server->helpers[h];
    int kept[HOST_WORKERS_MAX], count = crew->server->workers;
    for (int w = 0; w < count; w++) kept[w] = crew->ends[h][w][HELPER_END];
    prepare_child(helper->name, kept, count);
    host_figures_leave();
    struct trouble trouble = {0};
    err e = host_help(helper, kept, count, crew->server->confined, &trouble);
    end_child(helper->name, e, &trouble);
}

/* ---- the crew ---- */

static void fill(struct crew *crew, struct place *place)
{
    pid_t parent = getpid();
    int i = (int)(place - crew->places);
    fflush(NULL); /* what waits in a buffer would be written by both */
    pid_t process = fork();
    if (process == 0 && helper_of(crew, place)) be_helper(crew, i);
    if (process == 0) be_worker(crew, i - crew->server->helpers_count, parent);
    if (process < 0) {
        host_log("cannot start %s: %s", name_of(crew, place), strerror(errno));
        place->start_at = host_elapsed() + DELAY_MAX;
        return;
    }
    place->process = process;
    place->started = host_elapsed();
}

/* Somebody ended. Started again at once when it had lived; later and later when it dies at birth.
 */
static void vacate(struct crew *crew, struct place *place, int status)
{
    int64_t now = host_elapsed();
    bool could_not = WIFEXITED(status) && WEXITSTATUS(status) == COULD_NOT_START;
    if (could_not && !place->was_filled) crew->over = crew->hopeless = true;
    if (crew->server->once && !helper_of(crew, place)) {
        crew->over =
            true; /* who was told to end by the signal that we have not seen yet did well */
        crew->hopeless = crew->hopeless || !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    }
    place->process = 0;
    place->was_filled = true;
    place->is_old = place->leaving = false;
    if (crew->stopping) return;
    host_figure_ended(helper_of(crew, place) != NULL);
    bool orderly = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    bool steady = orderly || now - place->started >= STEADY;
    place->delay = steady ? 0 : place->delay ? 2 * place->delay : DELAY_MIN;
    if (place->delay > DELAY_MAX) place->delay = DELAY_MAX;
    place->start_at = now + place->delay;
    if (WIFSIGNALED(status))
        host_log("%s was ended by signal %d", name_of(crew, place), WTERMSIG(status));
    else
        host_log("%s ended with code %d", name_of(crew, place), WEXITSTATUS(status));
    if (!orderly) tell_gone(crew, place);
    mend_channels(crew);
}

static void bury_the_dead(struct crew *crew)
{
    for (int i = 0; i < places_of(crew); i++) {
        struct place *place = &crew->places[i];
        int status;
        if (place->process && waitpid(place->process, &status, WNOHANG) == place->process)
            vacate(crew, place, status);
    }
}

static void fill_the_vacant(struct crew *crew)
{
    for (int i = 0; i < places_of(crew); i++) {
        struct place *place = &crew->places[i];
        if (!place->process && host_elapsed() >= place->start_at) fill(crew, place);
    }
}

static int alive(const struct crew *crew)
{
    int count = 0;
    for (int i = 0; i < places_of(crew); i++) count += crew->places[i].process != 0;
    return count;
}

static void tell_all(const struct crew *crew, bool helpers_too, int signal)
{
    for (int i = helpers_too ? 0 : crew->server->helpers_count; i < places_of(crew); i++) {
        if (crew->places[i].process) kill(crew->places[i].process, signal);
    }
}

/* Told to start afresh: keys or files were changed. Helpers end between two messages. */
static void renew(struct crew *crew)
{
    if (crew->server->once) return; /* what it holds would be lost */
    host_log("told to start afresh");
    for (int i = 0; i < places_of(crew); i++) {
        struct place *place = &crew->places[i];
        if (place->process && helper_of(crew, place)) kill(place->process, SIGUSR1);
        place->is_old = place->process && !helper_of(crew, place);
    }
}

/* Workers leave one after the other, each when the one before has been replaced: the others take
 * who knocks meanwhile, or the socket keeps them for the next one. */
static void renew_next(struct crew *crew)
{
    struct place *next = NULL;
    for (int i = places_of(crew) - 1; i >= crew->server->helpers_count; i--) {
        struct place *place = &crew->places[i];
        if (place->leaving || !place->process) return;
        if (place->is_old) next = place;
    }
    if (!next) return;
    next->is_old = false;
    next->leaving = true;
    kill(next->process, SIGUSR1);
}

/* Waits for a signal until something may be due; true when it asks to stop. */
static bool wait_for_signal(struct crew *crew)
{
    struct timespec tick = {0, alive(crew) < places_of(crew) ? TICK : 999999999};
    int signal = sigtimedwait(&crew->watched, NULL, &tick);
    if (signal == SIGUSR1) renew(crew);
    return signal == SIGTERM || signal == SIGINT;
}

/* Helpers end by themselves when the last worker, which may need them until then, has ended. */
static void dismiss(struct crew *crew)
{
    crew->stopping = true;
    close(crew->socket); /* the workers close theirs when they have let in who knocked before */
    close_channels(crew);
    tell_all(crew, false, SIGTERM);
    int seconds = crew->server->timeout_seconds > 0 ? crew->server->timeout_seconds : 30;
    int64_t until = host_elapsed() + seconds * SECOND + GRACE;
    for (bury_the_dead(crew); alive(crew) > 0; bury_the_dead(crew)) {
        if (host_elapsed() > until) tell_all(crew, true, SIGKILL);
        struct timespec tick = {0, TICK};
        sigtimedwait(&crew->watched, NULL, &tick);
    }
}

static err supervise(const struct host_server *server, int socket, struct trouble *trouble)
{
    static struct crew crew;
    crew = (struct crew){.server = server, .socket = socket};
    if (!make_channels(&crew)) return host_trouble(trouble, ERR_HOST, "channel", strerror(errno));
    if (!host_figures_share()) host_log("no memory to count in: no figures");
    sigemptyset(&crew.watched);
    sigaddset(&crew.watched, SIGTERM);
    sigaddset(&crew.watched, SIGINT);
    sigaddset(&crew.watched, SIGCHLD);
    sigaddset(&crew.watched, SIGUSR1);
    sigprocmask(SIG_BLOCK, &crew.watched, NULL);
    do {
        bury_the_dead(&crew);
        if (!crew.over) fill_the_vacant(&crew);
        answer_for_the_gone(&crew);
        renew_next(&crew);
    } while (!crew.over && !wait_for_signal(&crew));
    dismiss(&crew);
    if (!crew.hopeless) return ERR_OK;
    return host_trouble(trouble, ERR_HOST, "process",
                        server->once ? "a worker that starts and does not die: the log says more"
                                     : "a process that starts: the log says why not");
}

static err serve_on(const struct host_server *server, struct trouble *trouble)
{
    int socket;
    uint16_t port;
    TRY(host_listen(server->address, server->port, &socket, &port, trouble));
    if (server->ready) server->ready(server->context, server->address, port);
    return supervise(server, socket, trouble);
}

err host_serve(const struct host_server *server, struct trouble *trouble)
{
    must(server->handle && server->refuse && server->body_max >= 0 && server->arena_size > 0);
    must(server->helpers_count >= 0 && server->helpers_count <= HOST_HELPERS_MAX);
    if (server->workers < 1 || server->workers > HOST_WORKERS_MAX)
        return host_trouble(trouble, ERR_BAD_INPUT, "workers", "a number of workers from 1 to 64");
    if (server->confined) host_no_dumps();
    /* Blocked before anybody is told that we serve: a signal that comes early waits its turn. */
    sigset_t stops, before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGUSR1);
    sigprocmask(SIG_BLOCK, &stops, &before);
    err e = serve_on(server, trouble);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return e;
}
