/* The machine: clock, chance, files, sockets, processes, log. The only folder that touches them.
 * May include: base, wire. */
#ifndef HOST_HOST_H
#define HOST_HOST_H
#include "base/arena.h"
#include "base/date.h"

/* Microseconds since 1970, UTC. */
int64_t host_now(void);
/* The legal day in metropolitan France at that moment (UTC+1, UTC+2 in summer by the rule of
 * directive 2000/84/CE). */
date host_day_of(int64_t moment);
/* "2025-11-28T10:15:00Z" */
void write_moment(struct writer *out, int64_t moment);

/* Bytes of chance from the kernel. */
void host_random(void *ret, ptrdiff_t size);

/* One line on standard error. Never personal data: callers pass numbers, codes and places only. */
void host_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A block for an arena; stops the process when the machine has no memory. */
struct arena host_arena(ptrdiff_t size);
/* Gives the block back to the kernel, which clears it: `whole` as host_arena gave it. */
void host_arena_end(struct arena whole);

/* The whole file ("-": standard input). BAD_INPUT when it is larger than max_bytes or holds a NUL
 * where text is expected is the caller's to check; HOST when it cannot be read; trouble.where is
 * the path. */
MUST_USE err host_read_file(const char *path, ptrdiff_t max_bytes, struct arena *a, text *ret,
                            struct trouble *trouble);
/* Written beside, synced, then renamed: the whole file or none, readable by its owner alone. */
MUST_USE err host_write_file(const char *path, text bytes, struct trouble *trouble);
bool host_file_exists(const char *path);

/* The key in the file, made (mode 0600) when `create` and absent. Refuses a file others may read.
 */
MUST_USE err host_key_file(const char *path, bool create, unsigned char ret_key[32],
                           struct trouble *trouble);

/* ---- HTTP ---- */

struct host_header {
    const char *name, *value;
};

struct host_request {
    text method; /* "GET"; HEAD is given as GET, its body is not sent */
    text path;   /* decoded, without the query; begins with '/', holds no NUL */
    text query;  /* raw, after '?' */
    text body;
    text peer; /* the address that asks: what a trusted proxy says, else the connection's other end
                */
    struct arena *arena; /* dies with the request */
    void *connection;    /* for host_request_header */
};
/* The header's value, or the empty text. */
text host_request_header(const struct host_request *request, const char *name);
/* The cookie's value, or the empty text. */
text host_request_cookie(const struct host_request *request, const char *name);

#define ANSWER_HEADERS_MAX 24
struct host_answer {
    int status;
    text body; /* lives as long as the request's arena, or for ever */
    const char *content_type;
    struct host_header headers[ANSWER_HEADERS_MAX];
    int headers_count;
};
void host_answer_header(struct host_answer *answer, const char *name, const char *value);
/* The same bytes compressed (RFC 1952); the empty text when the arena has no room for it. */
text host_gzip(text plain, struct arena *a);

/* How often one address may ask for something of a class: `at_once`, then `a_minute`. A worker
 * counts for itself. */
struct host_class {
    const char *name;
    int a_minute, at_once;
};
#define HOST_CLASSES_MAX 16

/* Addresses whose first `bits` bits are these. IPv4 is kept as ::ffff:a.b.c.d. */
struct host_network {
    unsigned char bytes[16];
    int bits;
};
/* "192.0.2.7", "192.0.2.0/24", "2001:db8::/32". BAD_INPUT for anything else. */
MUST_USE err host_network_read(text from, struct host_network *ret);

struct host_server {
    const char *address; /* "127.0.0.1" */
    uint16_t port;       /* 0: any; told by `ready` */
    int workers;         /* 1: serves in this process */
    bool limits;         /* limits per address; off for benches and tests on loopback only */
    const struct host_class *classes;
    int classes_count; /* at most HOST_CLASSES_MAX; 0: no limits */
    /* The class of a request, or -1: not limited. `path` as sent. */
    int (*class_of)(text method, text path);
    /* Proxies whose X-Forwarded-For is believed; nobody else's is. */
    const struct host_network *proxies;
    int proxies_count;
    /* PEM texts, of a certificate with its chain and of its key; NULL: without TLS. */
    const char *tls_certificate, *tls_key;
    int timeout_seconds; /* a silent connection is closed; 0: 30 */
    ptrdiff_t body_max;  /* larger bodies are answered 413 */
    ptrdiff_t arena_size;
    /* Called once in each worker before its first request: opens its own handles. */
    err (*worker_start)(void *context);
    void (*worker_end)(void *context);
    void (*handle)(void *context, const struct host_request *, struct host_answer *);
    /* Answers that host itself gives (400, 413, 429, 503) get their body and headers from here;
     * what is not HTTP at all is answered by libmicrohttpd in its own few words. `target` as sent.
     */
    void (*refuse)(void *context, int status, text target, struct host_answer *);
    /* Called in the first process once the socket listens. */
    void (*ready)(void *context, const char *address, uint16_t port);
    void *context;
};
/* Serves until SIGTERM or SIGINT, then finishes the requests in hand. Workers are forked, share the
 * listening socket and are started again when they die. */
MUST_USE err host_serve(const struct host_server *server, struct trouble *trouble);

#endif
