/* The first process: listens, starts workers, starts again those that die, ends them when it is
 * told to. */
#include "host/inside.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORKERS_MAX     64
#define SECOND          INT64_C(1000000)
#define DELAY_MIN       (SECOND / 20)
#define DELAY_MAX       (5 * SECOND)
#define STEADY          SECOND /* a worker that lived so long is started again at once */
#define GRACE           (2 * SECOND)
#define COULD_NOT_START 3

struct place {
    pid_t process; /* 0: vacant */
    int64_t started, start_at, delay;
    bool was_filled;
};

struct crew {
    const struct host_server *server;
    int socket;
    sigset_t watched;
    struct place places[WORKERS_MAX];
    bool stopping, hopeless;
};

_Noreturn static void be_worker(const struct crew *crew, pid_t parent)
{
    /* Nobody must go on serving when the first process is gone: two versions would answer. */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) exit(0);
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_UNBLOCK, &children, NULL);
    struct trouble trouble = {0};
    err e = host_work(crew->server, crew->socket, &trouble);
    if (!e) exit(0);
    host_log("worker: %s: %s", trouble.where, trouble.expected);
    exit(COULD_NOT_START);
}

static void fill(struct crew *crew, struct place *place)
{
    pid_t parent = getpid();
    fflush(NULL); /* what waits in a buffer would be written by both */
    pid_t process = fork();
    if (process == 0) be_worker(crew, parent);
    if (process < 0) {
        host_log("cannot start a worker: %s", strerror(errno));
        place->start_at = host_elapsed() + DELAY_MAX;
        return;
    }
    place->process = process;
    place->started = host_elapsed();
}

/* A worker ended. Started again at once when it had lived; later and later when it dies at birth.
 */
static void vacate(struct crew *crew, struct place *place, int status)
{
    int64_t now = host_elapsed();
    bool could_not = WIFEXITED(status) && WEXITSTATUS(status) == COULD_NOT_START;
    if (could_not && !place->was_filled) crew->hopeless = true;
    place->process = 0;
    place->was_filled = true;
    if (crew->stopping) return;
    bool steady = now - place->started >= STEADY;
    place->delay = steady ? 0 : place->delay ? 2 * place->delay : DELAY_MIN;
    if (place->delay > DELAY_MAX) place->delay = DELAY_MAX;
    place->start_at = now + place->delay;
    if (WIFSIGNALED(status))
        host_log("a worker was ended by signal %d", WTERMSIG(status));
    else
        host_log("a worker ended with code %d", WEXITSTATUS(status));
}

static void bury_the_dead(struct crew *crew)
{
    for (int i = 0; i < crew->server->workers; i++) {
        struct place *place = &crew->places[i];
        int status;
        if (place->process && waitpid(place->process, &status, WNOHANG) == place->process)
            vacate(crew, place, status);
    }
}

static void fill_the_vacant(struct crew *crew)
{
    for (int i = 0; i < crew->server->workers; i++) {
        struct place *place = &crew->places[i];
        if (!place->process && host_elapsed() >= place->start_at) fill(crew, place);
    }
}

static int alive(const struct crew *crew)
{
    int count = 0;
    for (int i = 0; i < crew->server->workers; i++) count += crew->places[i].process != 0;
    return count;
}

static void tell_all(const struct crew *crew, int signal)
{
    for (int i = 0; i < crew->server->workers; i++) {
        if (crew->places[i].process) kill(crew->places[i].process, signal);
    }
}

/* Waits for a signal until something may be due; true when it asks to stop. */
static bool wait_for_signal(const struct crew *crew)
{
    struct timespec tick = {0, alive(crew) < crew->server->workers ? 50000000 : 999999999};
    int signal = sigtimedwait(&crew->watched, NULL, &tick);
    return signal == SIGTERM || signal == SIGINT;
}

static void dismiss(struct crew *crew)
{
    crew->stopping = true;
    close(crew->socket); /* the workers close theirs when they have let in who knocked before */
    tell_all(crew, SIGTERM);
    int seconds = crew->server->timeout_seconds > 0 ? crew->server->timeout_seconds : 30;
    int64_t until = host_elapsed() + seconds * SECOND + GRACE;
    for (bury_the_dead(crew); alive(crew) > 0; bury_the_dead(crew)) {
        if (host_elapsed() > until) tell_all(crew, SIGKILL);
        struct timespec tick = {0, 50000000};
        sigtimedwait(&crew->watched, NULL, &tick);
    }
}

static err supervise(const struct host_server *server, int socket, struct trouble *trouble)
{
    struct crew crew = {.server = server, .socket = socket};
    sigemptyset(&crew.watched);
    sigaddset(&crew.watched, SIGTERM);
    sigaddset(&crew.watched, SIGINT);
    sigaddset(&crew.watched, SIGCHLD);
    sigprocmask(SIG_BLOCK, &crew.watched, NULL);
    do {
        bury_the_dead(&crew);
        if (!crew.hopeless) fill_the_vacant(&crew);
    } while (!crew.hopeless && !wait_for_signal(&crew));
    dismiss(&crew);
    if (!crew.hopeless) return ERR_OK;
    return host_trouble(trouble, ERR_HOST, "worker", "a worker that starts: the log says why not");
}

static err serve_on(const struct host_server *server, struct trouble *trouble)
{
    int socket;
    uint16_t port;
    TRY(host_listen(server->address, server->port, &socket, &port, trouble));
    if (server->ready) server->ready(server->context, server->address, port);
    if (server->workers == 1) return host_work(server, socket, trouble);
    return supervise(server, socket, trouble);
}

err host_serve(const struct host_server *server, struct trouble *trouble)
{
    must(server->handle && server->refuse && server->body_max >= 0 && server->arena_size > 0);
    if (server->workers < 1 || server->workers > WORKERS_MAX)
        return host_trouble(trouble, ERR_BAD_INPUT, "workers", "a number of workers from 1 to 64");
    /* Blocked before anybody is told that we serve: a signal that comes early waits its turn. */
    sigset_t stops, before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    sigprocmask(SIG_BLOCK, &stops, &before);
    err e = serve_on(server, trouble);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return e;
}
