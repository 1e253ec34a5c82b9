/* The connections of a worker: who owes us a request, who waits for the end of an answer, and who
 * is sent away. libmicrohttpd's time-out begins anew with each byte; the deadlines here do not, so
 * that whoever sends or takes a byte a second does not hold a place for ever. */
#include "host/figures.h"
#include "host/inside.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>

#define TIMEOUT_SECONDS 30
#define SECOND          INT64_C(1000000)
#define LOOK_EVERY      (SECOND / 10)
/* The slowest line we wait for, beyond twice the time-out: a 2G telephone that moves. */
#define BYTES_A_SECOND 2048
/* Beyond so many connections the oldest without a whole request give their places up. */
#define CROWD 1024
/* Unless they are that young: a telephone needs a second to say what it wants. */
#define YOUNG SECOND

int64_t host_timeout_of(const struct host_server *server)
{
    return server->timeout_seconds > 0 ? server->timeout_seconds : TIMEOUT_SECONDS;
}

struct visit *host_visit_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static int64_t patience(const struct worker *w, ptrdiff_t bytes)
{
    return 2 * host_timeout_of(w->server) * SECOND + (int64_t)bytes * SECOND / BYTES_A_SECOND;
}

void host_visit_waits(const struct worker *w, struct visit *visit)
{
    visit->answering = false;
    visit->since = host_elapsed();
    visit->until = visit->since + patience(w, 0);
}

void host_visit_sends(const struct worker *w, struct visit *visit, ptrdiff_t received)
{
    visit->until = visit->since + patience(w, received);
}

void host_visit_answered(const struct worker *w, struct visit *visit, ptrdiff_t size)
{
    visit->answering = true;
    visit->since = host_elapsed();
    visit->until = visit->since + patience(w, size);
}

static void write_peer(char ret_peer[48], struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    if (!address) return;
    const void *number = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    if (address->sa_family == AF_INET6)
        number = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if (!inet_ntop(address->sa_family, number, ret_peer, 48)) ret_peer[0] = '\0';
}

static void begin(struct worker *w, struct MHD_Connection *connection, void **context)
{
    struct visit *visit = calloc(1, sizeof *visit);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    must(visit && info); /* a machine without a hundred bytes left cannot serve */
    visit->socket = info->connect_fd;
    write_peer(visit->peer, connection);
    host_visit_waits(w, visit);
    visit->next = w->visits;
    if (w->visits)
        w->visits->previous = visit;
    else
        w->oldest = visit;
    w->visits = visit;
    w->visits_count++;
    host_figure_visit();
    *context = visit;
}

static void end(struct worker *w, void **context)
{
    struct visit *visit = *context;
    if (!visit) return;
    if (visit->previous)
        visit->previous->next = visit->next;
    else
        w->visits = visit->next;
    if (visit->next)
        visit->next->previous = visit->previous;
    else
        w->oldest = visit->previous;
    w->visits_count--;
    free(visit);
    *context = NULL;
}

void host_visit_note(void *worker, struct MHD_Connection *connection, void **context,
                     enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        begin(worker, connection, context);
    else
        end(worker, context);
}

void host_visits_watch(struct worker *w)
{
    int64_t now = host_elapsed();
    if (now - w->looked_at < LOOK_EVERY) return;
    w->looked_at = now;
    int too_many = w->visits_count - CROWD;
    for (struct visit *visit = w->oldest; visit; visit = visit->previous) {
        bool idle = !visit->answering && now - visit->since > YOUNG;
        bool crowded_out = too_many > 0 && idle;
        if (crowded_out) too_many--;
        /* Shut down, not closed: the library sees the end and closes. */
        if (crowded_out || now > visit->until) shutdown(visit->socket, SHUT_RDWR);
    }
}
