/* A small load generator for a server on loopback: one process, one epoll, keep-alive connections,
 * one request at a time on each. With a rate it is an open loop: arrivals keep their schedule
 * whatever the server does, and a latency counts from the scheduled moment, so that a stall shows
 * in every request it delayed. Without one each connection asks again as soon as it is answered.
 *
 *   load PORT PATH BODY_FILE RATE SECONDS [CONNECTIONS [FIRST]]
 *
 * RATE 0: no schedule. The body is posted as JSON; "-" for none, and GET. With FIRST, a number,
 * each request gets a fresh Idempotency-Key, and eight '@' in the body stand for as many letters,
 * other ones in each request. At most REQUESTS_MAX requests; what is not answered 10 seconds after
 * the end is given up. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REQUESTS_MAX    INT64_C(20000000)
#define CONNECTIONS_MAX 256
#define REQUEST_BYTES   16384
#define ANSWER_BYTES    65536
#define LETTERS         8
#define PLACES_MAX      8
#define GRACE           INT64_C(10000000000) /* nanoseconds */

struct connection {
    int socket;
    int64_t due; /* of the request under way */
    size_t got, whole;
    char answer[ANSWER_BYTES + 1];
};

struct load {
    char request[REQUEST_BYTES];
    size_t length, places[PLACES_MAX];
    int places_count;
    uint64_t next_person;
    double rate;
    int64_t start, end, sent, answered, bad, limit;
    uint32_t *latencies; /* microseconds */
    struct connection *connections;
    int count, idle[CONNECTIONS_MAX], idle_count, epoll;
};

_Noreturn static void stop(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* ---- the request ---- */

static size_t read_body(const char *path, char *room, size_t size)
{
    FILE *file = fopen(path, "rb");
    if (!file) stop(path);
    size_t length = fread(room, 1, size, file);
    fclose(file);
    if (length == size) stop("a body too large");
    return length;
}

static void write_request(struct load *l, const char *path, const char *body_file, bool keys)
{
    char body[REQUEST_BYTES / 2];
    bool get = strcmp(body_file, "-") == 0;
    size_t length = get ? 0 : read_body(body_file, body, sizeof body);
    int head = snprintf(l->request, sizeof l->request,
                        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %zu\r\n"
                        "Content-Type: application/json\r\n\r\n",
                        get ? "GET" : "POST", path,
                        keys ? "Idempotency-Key: bench-@@@@@@@@\r\n" : "", length);
    if (head < 0 || (size_t)head + length > sizeof l->request) stop("a request too large");
    memcpy(l->request + head, body, length);
    l->length = (size_t)head + length;
    for (size_t i = 0; keys && i + LETTERS <= l->length; i++) {
        if (memcmp(l->request + i, "@@@@@@@@", LETTERS) != 0) continue;
        if (l->places_count == PLACES_MAX) stop("too many places for letters");
        l->places[l->places_count++] = i;
        i += LETTERS - 1;
    }
}

static void put_letters(struct load *l)
{
    uint64_t number = l->next_person++;
    char letters[LETTERS];
    for (int i = LETTERS - 1; i >= 0; i--) {
        letters[i] = (char)('A' + number % 26);
        number /= 26;
    }
    for (int i = 0; i < l->places_count; i++) memcpy(l->request + l->places[i], letters, LETTERS);
}

/* ---- connections ---- */

static void open_connections(struct load *l, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    l->epoll = epoll_create1(EPOLL_CLOEXEC);
    l->connections = calloc((size_t)l->count, sizeof *l->connections);
    if (l->epoll < 0 || !l->connections) stop("connections");
    for (int i = 0; i < l->count; i++) {
        int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        if (s < 0 || connect(s, (struct sockaddr *)&address, sizeof address) != 0 ||
            setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0 ||
            fcntl(s, F_SETFL, O_NONBLOCK) != 0 ||
            epoll_ctl(l->epoll, EPOLL_CTL_ADD, s, &event) != 0)
            stop("connect");
        l->connections[i].socket = s;
        l->idle[l->idle_count++] = i;
    }
}

static void send_one(struct load *l, int64_t due)
{
    struct connection *c = &l->connections[l->idle[--l->idle_count]];
    put_letters(l);
    /* Shorter than a socket's buffer, which is empty: it goes in whole. */
    if (send(c->socket, l->request, l->length, MSG_NOSIGNAL) != (ssize_t)l->length) stop("send");
    c->due = due;
    c->got = c->whole = 0;
    l->sent++;
}

/* How long the answer is, once its head is whole. */
static size_t whole_length(const struct connection *c)
{
    const char *end = strstr(c->answer, "\r\n\r\n");
    if (!end) return 0;
    const char *length = strcasestr(c->answer, "\r\nContent-Length:");
    if (!length || length > end) stop("an answer without its length");
    size_t whole = (size_t)(end - c->answer) + 4 + strtoul(length + 17, NULL, 10);
    if (whole > ANSWER_BYTES) stop("an answer too large");
    return whole;
}

static void receive(struct load *l, int which)
{
    struct connection *c = &l->connections[which];
    ssize_t got = recv(c->socket, c->answer + c->got, ANSWER_BYTES - c->got, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) stop("a connection ended");
    c->got += (size_t)got;
    c->answer[c->got] = '\0';
    if (c->whole == 0) c->whole = whole_length(c);
    if (c->whole == 0 || c->got < c->whole) return;
    if (c->answer[9] != '2' && l->bad++ == 0) fprintf(stderr, "load: %.400s\n", c->answer);
    l->latencies[l->answered++] = (uint32_t)((now() - c->due) / 1000);
    l->idle[l->idle_count++] = which;
}

/* ---- the run ---- */

/* When the next request is due: at once without a rate. */
static int64_t due_of(const struct load *l, int64_t moment)
{
    return l->rate > 0 ? l->start + (int64_t)((double)l->sent * 1e9 / l->rate) : moment;
}

static void run(struct load *l)
{
    struct epoll_event events[CONNECTIONS_MAX];
    for (;;) {
        int64_t moment = now(), due = due_of(l, moment);
        bool more = due < l->end && l->sent < l->limit;
        while (more && due <= moment && l->idle_count > 0) {
            send_one(l, due);
            moment = now();
            due = due_of(l, moment);
            more = due < l->end && l->sent < l->limit;
        }
        if (!more && (l->answered == l->sent || moment > l->end + GRACE)) return;
        int64_t wait = more && l->idle_count > 0 ? due - now() : 100000000;
        struct timespec until = {0, wait < 0 ? 0 : wait > 100000000 ? 100000000 : wait};
        int count = epoll_pwait2(l->epoll, events, CONNECTIONS_MAX, &until, NULL);
        if (count < 0 && errno != EINTR) stop("epoll");
        for (int i = 0; i < count; i++) receive(l, (int)events[i].data.u32);
    }
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void report(struct load *l)
{
    double seconds = (double)(now() - l->start) * 1e-9;
    size_t n = (size_t)l->answered;
    if (n == 0) stop("nothing was answered");
    qsort(l->latencies, n, sizeof *l->latencies, ascending);
    printf("sent %" PRId64 " answered %" PRId64 " non-2xx %" PRId64 " per_second %.0f"
           " p50_us %" PRIu32 " p99_us %" PRIu32 " p99.9_us %" PRIu32 " max_us %" PRIu32 "\n",
           l->sent, l->answered, l->bad, (double)n / seconds, l->latencies[n / 2],
           l->latencies[n * 99 / 100], l->latencies[n * 999 / 1000], l->latencies[n - 1]);
}

int main(int argc, char **argv)
{
    static struct load l;
    if (argc < 6) {
        fputs("usage: load PORT PATH BODY_FILE RATE SECONDS [CONNECTIONS [FIRST]]\n", stderr);
        return 2;
    }
    double seconds = strtod(argv[5], NULL);
    l.rate = strtod(argv[4], NULL);
    l.count = argc > 6 ? (int)strtol(argv[6], NULL, 10) : 32;
    l.next_person = argc > 7 ? strtoull(argv[7], NULL, 10) : 0;
    if (l.count < 1 || l.count > CONNECTIONS_MAX || seconds <= 0 || seconds > 600) return 2;
    l.limit = l.rate > 0 && l.rate * seconds < (double)REQUESTS_MAX ? (int64_t)(l.rate * seconds)
                                                                    : REQUESTS_MAX;
    l.latencies = calloc((size_t)l.limit, sizeof *l.latencies);
    if (!l.latencies) stop("latencies");
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL,
          0UL); /* wakes when it says, not 50 microseconds later */
    write_request(&l, argv[2], argv[3], argc > 7);
    open_connections(&l, (uint16_t)strtoul(argv[1], NULL, 10));
    l.start = now();
    l.end = l.start + (int64_t)(seconds * 1e9);
    run(&l);
    report(&l);
    return l.sent != l.answered || l.bad > 0;
}
