/* What host's own files share: the listening socket, a worker and its requests. Nobody outside
 * includes it. May include: base, wire. */
#ifndef HOST_INSIDE_H
#define HOST_INSIDE_H
#include "host/channel.h"
#include "host/confine.h"

#include <microhttpd.h>

/* A listening socket, not blocking, closed on exec; *ret_port is the port it got. */
MUST_USE err host_listen(const char *address, uint16_t port, int *ret_socket, uint16_t *ret_port,
                         struct trouble *trouble);
bool host_is_loopback(const char *address);

/* For CLEANUP: closes what is none of the three that every process has. */
void host_close(int *descriptor);
/* All the bytes, however often the system takes only some; false as write(2) fails, with errno. */
bool host_write_fully(int descriptor, text bytes);

/* The key in a file none of whose `refused` mode bits are set, that belongs to this account or
 * root. */
MUST_USE err host_key_read(const char *path, unsigned refused, unsigned char ret_key[32],
                           struct trouble *trouble);

/* A connection. In `visits` until it closes, the youngest first. Moments are host_elapsed(). */
struct visit {
    struct visit *previous, *next;
    int socket;
    bool answering; /* the request is whole: only the network is slow now */
    int64_t since;  /* when it began to owe us a whole request, or we to owe it an answer */
    int64_t until;  /* when it is sent away all the same */
    char peer[48];
};

struct worker {
    const struct host_server *server;
    struct MHD_Daemon *daemon;
    struct arena room; /* lent to one request at a time: handlers run to their end */
    struct visit *visits, *oldest;
    int visits_count;
    int64_t looked_at;     /* when the slow were last looked for */
    struct limits *limits; /* NULL: none */
    int in_hand;           /* requests begun and not yet answered to the last byte */
    ptrdiff_t uploads;     /* bytes of bodies held for requests in hand */
    bool stopping;
};

/* A request. */
struct exchange {
    char *target; /* as sent, before any decoding */
    char *body;
    ptrdiff_t length, capacity, swallowed, max; /* max: of this request's body */
    bool begun;
    int refused; /* the status of a refusal, or 0 */
};

/* Serves on the socket until told to stop by SIGTERM or SIGINT, or by SIGUSR1 that another takes
 * its place; the caller has blocked them. Closes the socket. `channels`: one for each helper. */
MUST_USE err host_work(const struct host_server *server, int socket,
                       struct host_channel *const *channels, struct trouble *trouble);

/* Callbacks of libmicrohttpd for one request: its target, its pieces, its end. */
void *host_exchange_begin(void *worker, const char *target, struct MHD_Connection *connection);
enum MHD_Result host_exchange_go_on(void *worker, struct MHD_Connection *connection,
                                    const char *url, const char *method, const char *version,
                                    const char *piece, size_t *piece_size, void **exchange);
void host_exchange_end(void *worker, struct MHD_Connection *connection, void **exchange,
                       enum MHD_RequestTerminationCode why);
/* Shows the whole request to the program and queues its answer. */
enum MHD_Result host_exchange_answer(struct worker *w, struct exchange *x,
                                     struct MHD_Connection *connection, const char *method);
/* Wiped before it is given back: it may hold what somebody wrote about her life. */
void host_body_drop(struct worker *w, struct exchange *x);

/* ---- connections ---- */

/* Callback of libmicrohttpd: a connection begins or ends. */
void host_visit_note(void *worker, struct MHD_Connection *connection, void **context,
                     enum MHD_ConnectionNotificationCode what);
struct visit *host_visit_of(struct MHD_Connection *connection);
/* It owes us a whole request from now on. */
void host_visit_waits(const struct worker *w, struct visit *visit);
/* `received` bytes of the request's body have come: it has longer. */
void host_visit_sends(const struct worker *w, struct visit *visit, ptrdiff_t received);
/* The request is whole; an answer of `size` bytes goes out. */
void host_visit_answered(const struct worker *w, struct visit *visit, ptrdiff_t size);
/* Sends away who is too slow, and who has been silent longest when the room gets short. */
void host_visits_watch(struct worker *w);
int64_t host_timeout_of(const struct host_server *server);

/* ---- limits ---- */

/* Buckets by address and class, of this worker. NULL when the server has no classes. */
struct limits *host_limits_make(const struct host_server *server);
void host_limits_end(struct limits *limits); /* accepts NULL */
/* Takes one from the address's bucket; false when it is empty. */
bool host_limits_take(struct limits *limits, text peer, int class, int64_t now);

/* The address a request comes from: the peer, or what trusted proxies say stands before them. Lies
 * in the connection's memory or in `ret_room`. */
text host_peer(const struct host_server *server, text peer, text forwarded);

#endif
