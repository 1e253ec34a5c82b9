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
/* The first moment of the legal day. */
int64_t host_day_start(date day);
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
bool host_is_folder(const char *path);

/* An empty file of mode 0600 beside `path`, whose name is in `ret`; then that name given to it once
 * it is synced. BAD_INPUT, and nothing taken away, when something bears it already. */
#define HOST_PATH_MAX 4096
MUST_USE err host_beside(const char *path, char ret[HOST_PATH_MAX], struct trouble *trouble);
MUST_USE err host_name(const char *beside, const char *path, struct trouble *trouble);
/* The same, in the place of what bears the name. */
MUST_USE err host_replace(const char *beside, const char *path, struct trouble *trouble);
void host_remove(const char *path);

/* The sums of a file's blocks, written behind it with lines that say what it is; and its bytes
 * copied into a file that is there, if each is as it was: BAD_INPUT, with the first place that is
 * not. `about`: those lines. */
MUST_USE err host_sums_write(const char *path, text about, struct arena scratch,
                             struct trouble *trouble);
MUST_USE err host_sums_copy(const char *path, const char *to, struct arena *a, text *ret_about,
                            struct trouble *trouble);

/* The key in the file, made (mode 0600) when `create` and absent. Refuses a file others may read.
 */
MUST_USE err host_key_file(const char *path, bool create, unsigned char ret_key[32],
                           struct trouble *trouble);
/* The master key from where `source` says: "file:PATH" or a plain path, a file of mode 0600;
 * "credential:NAME", what the service manager put at $CREDENTIALS_DIRECTORY/NAME (systemd:
 * LoadCredential=, or LoadCredentialEncrypted= sealed by the machine's TPM). Another source, such
 * as a token, is one more line of the table in keys.c. NOT_FOUND; BAD_INPUT for an unknown source
 * or what is no key; FORBIDDEN when others may read it. */
MUST_USE err host_master_key(const char *source, unsigned char ret_key[32],
                             struct trouble *trouble);
/* Whether the service manager gave that credential. */
bool host_has_credential(const char *name);

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

/* ---- processes ---- */

#define HOST_WORKERS_MAX 64
#define HOST_HELPERS_MAX 8

/* What a process may still ask of the kernel once it has started; src/host/calls.def has the list.
 * Whatever is not among them ends the process. A process that was root takes the account abri-NAME
 * (abri-web, abri-vault) or, when the machine has none, a number nobody has. */
enum host_power {
    HOST_NOTHING = 0,          /* compute, and answer on its channels */
    HOST_SERVES = 1,           /* let connections in */
    HOST_STORES = 2,           /* read and write the files its start has opened */
    HOST_CONNECTS = 4,         /* make connections over IPv4 and IPv6 */
    HOST_CONNECTS_LOCALLY = 8, /* make connections to sockets of this machine */
    HOST_READS = 16,           /* given to whoever has `reads` */
};

/* A process beside the workers that holds or does what they must not: it answers their messages,
 * one at a time, and is started again when it dies. */
struct host_helper {
    const char *name; /* "vault": its process is abri-vault */
    unsigned powers;
    const char *const *reads; /* files and folders it may read when confined, then NULL; or NULL */
    ptrdiff_t message_max;    /* bytes of a request, and of a reply, at most */
    int deadline_ms;          /* no worker waits longer for a reply */
    /* In its process before it is confined: opens and reads what it needs. May be NULL. */
    err (*start)(void *context);
    /* Answers a request of a worker (0 and up): at most `max` bytes into `reply`, which nobody else
     * sees. Any err is told to the worker in the place of a reply; BAD_INPUT is counted and logged
     * as a message nobody of ours would send. Both rooms are wiped afterwards. */
    err (*answer)(void *context, int worker, text request, void *reply, size_t max, size_t *ret);
    void (*end)(void *context); /* may be NULL */
    void *context;
};

struct host_channel;
/* Asks the helper and waits, for its deadline at most. STORE_DOWN when nobody answers (it died, is
 * silent, is being started again; after a silence the calls of the next second fail at once);
 * BAD_INPUT when the request is longer than its message_max; else what it answers: OK with
 * the reply's bytes in `reply` (at most max) and their number in *ret, or its err. */
MUST_USE err host_call(struct host_channel *channel, const void *request, size_t size, void *reply,
                       size_t max, size_t *ret);
/* The same at a worker's start, when the helper may be starting too: asks again until it answers,
 * half a minute at most, or until the service is told to stop. */
MUST_USE err host_call_patiently(struct host_channel *channel, const void *request, size_t size,
                                 void *reply, size_t max, size_t *ret);

/* Asks clamd, at its socket of this machine, whether it knows the bytes for harmful. HOST when it
 * does not answer, or not in its own words: then nobody knows. Wants HOST_CONNECTS_LOCALLY. */
MUST_USE err host_scan(const char *socket_path, text bytes, bool *ret_harmful);

/* Runs this in a process of its own and gives the code it returned, or -1 when it died: what it had
 * in its memory is gone with it. */
int host_apart(int (*run)(void *context), void *context);
/* Makes the names in a folder durable: of files that others have just made there. */
MUST_USE err host_sync_folder_of(const char *path, struct trouble *trouble);
/* Room for secrets: kept out of dumps, of children and, where the limits allow, of the swap. Lives
 * as long as the process. */
void *host_secret_room(ptrdiff_t size);
/* No core dump, no debugger, no new privilege: for this process and those it starts. */
void host_no_dumps(void);

/* ---- asking others, in a helper that HOST_CONNECTS ---- */

struct host_fetch {
    const char *address;
    text form;           /* sent by POST as application/x-www-form-urlencoded; empty: GET */
    text bearer;         /* or empty */
    const char *ca_file; /* PEM; NULL or empty: the machine's */
    int timeout_ms;      /* for all of it */
    ptrdiff_t body_max;
};
/* Files it reads: to be named in a helper's `reads`. */
extern const char *const host_fetch_reads[];
/* Once in the helper's start. HOST when the library does not start. */
MUST_USE err host_fetch_start(void);
/* One question over TLS whose certificate is checked, or over plain HTTP to this machine's
 * loopback. No redirection is followed, no proxy and no setting of the user's is looked at.
 * *ret_body lives in the arena. HOST when there was no whole answer of at most body_max bytes in
 * time. */
MUST_USE err host_fetch(const struct host_fetch *what, struct arena *a, int *ret_status,
                        text *ret_body);

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
    int workers;         /* from 1 to HOST_WORKERS_MAX */
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
    /* The same for one request, instead; `path` as sent. NULL: body_max for all. */
    ptrdiff_t (*body_max_of)(text method, text path);
    ptrdiff_t arena_size;
    bool confined;   /* off under instruments, on loopback only */
    unsigned powers; /* of a worker, beside HOST_SERVES */
    bool once;       /* a worker that dies ends the service: what it held cannot be had again */
    const struct host_helper *helpers; /* started before the workers */
    int helpers_count;
    /* Called once in each worker before it is confined: opens its own handles. `channels` has one
     * channel for each helper, in their order. */
    err (*worker_start)(void *context, struct host_channel *const *channels);
    void (*worker_end)(void *context);
    /* Asked after each round, once a second at least: whether the worker is of no more use, and is
     * to be started again once the requests in hand are answered. May be NULL. */
    bool (*is_spent)(void *context);
    void (*handle)(void *context, const struct host_request *, struct host_answer *);
    /* Answers that host itself gives (400, 413, 429, 503) get their body and headers from here;
     * what is not HTTP at all is answered by libmicrohttpd in its own few words. `target` as sent.
     */
    void (*refuse)(void *context, int status, text target, struct host_answer *);
    /* Called in the first process once the socket listens. */
    void (*ready)(void *context, const char *address, uint16_t port);
    void *context;
};
/* Serves until SIGTERM or SIGINT, then finishes the requests in hand. Helpers and workers are
 * forked; the workers share the listening socket; both are started again when they die. SIGUSR1
 * starts them afresh, workers one after the other, without refusing a request nor closing a
 * connection that has just come. */
MUST_USE err host_serve(const struct host_server *server, struct trouble *trouble);
/* What the service has answered since it started, all its workers together: answers, how long they
 * took, connections, processes that ended. Text as Prometheus reads it (version 0.0.4), 4 kB at
 * most; numbers only. */
void host_figures_write(struct writer *out);

#endif
