/* One request as it comes in: its target, its head, the pieces of its body, its end. */
#include "host/inside.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define UPLOADS_MAX                                                                \
    (INT64_C(16) << 20) /* bytes of bodies a worker holds for all requests in hand \
                         */
#define SWALLOW_MAX                                                              \
    (INT64_C(16) << 20) /* bytes read and dropped so that a refusal can be heard \
                         */
#define PIECE_MIN  4096
#define LARGE_BODY (1 << 20)

void *host_exchange_begin(void *worker, const char *target, struct MHD_Connection *connection)
{
    struct worker *w = worker;
    (void)connection;
    struct exchange *x = calloc(1, sizeof *x);
    char *copy = strdup(target);
    if (!x || !copy) {
        free(x);
        free(copy);
        return NULL;
    }
    x->target = copy;
    w->in_hand++;
    return x;
}

void host_body_drop(struct worker *w, struct exchange *x)
{
    if (x->body) explicit_bzero(x->body, (size_t)x->capacity);
    free(x->body);
    w->uploads -= x->capacity;
    x->body = NULL;
    x->length = x->capacity = 0;
}

void host_exchange_end(void *worker, struct MHD_Connection *connection, void **exchange,
                       enum MHD_RequestTerminationCode why)
{
    struct worker *w = worker;
    struct exchange *x = *exchange;
    (void)why;
    struct visit *visit = host_visit_of(connection);
    if (visit) host_visit_waits(w, visit);
    if (!x) return;
    host_body_drop(w, x);
    explicit_bzero(x->target, strlen(x->target));
    free(x->target);
    free(x);
    *exchange = NULL;
    w->in_hand--;
}

/* ---- the body ---- */

static void refuse_body(struct worker *w, struct exchange *x, int status)
{
    x->refused = status;
    host_body_drop(w, x);
}

/* Room for `length` bytes, doubled from piece to piece and never more than what came: a sender who
 * announces much and sends nothing costs nothing. Beyond the first megabyte the whole is taken at
 * once: pages that are never written to cost nothing either, and nothing large is copied. */
static bool body_reserve(struct worker *w, struct exchange *x, ptrdiff_t length)
{
    if (length <= x->capacity) return true;
    ptrdiff_t capacity = x->capacity ? x->capacity : PIECE_MIN;
    while (capacity < length) capacity *= 2;
    if (capacity > LARGE_BODY && capacity < x->max) capacity = x->max;
    if (w->uploads - x->capacity + capacity > UPLOADS_MAX) return false;
    char *larger = malloc((size_t)capacity);
    if (!larger) return false;
    if (x->length > 0) memcpy(larger, x->body, (size_t)x->length);
    ptrdiff_t kept = x->length;
    host_body_drop(w, x);
    x->body = larger;
    x->length = kept;
    x->capacity = capacity;
    w->uploads += capacity;
    return true;
}

static enum MHD_Result body_add(struct worker *w, struct exchange *x, const char *piece,
                                size_t size)
{
    ptrdiff_t length = (ptrdiff_t)size;
    if (!x->refused && length > x->max - x->length) refuse_body(w, x, 413);
    if (!x->refused && !body_reserve(w, x, x->length + length)) refuse_body(w, x, 503);
    if (x->refused) {
        x->swallowed += length;
        return x->swallowed <= SWALLOW_MAX ? MHD_YES : MHD_NO;
    }
    memcpy(x->body + x->length, piece, size);
    x->length += length;
    return MHD_YES;
}

/* ---- the head ---- */

struct head {
    int lengths, hosts, encodings;
    bool chunked;
    int64_t length;
};

static enum MHD_Result head_look(void *head, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
    struct head *h = head;
    (void)kind;
    if (strcasecmp(name, "Host") == 0) h->hosts++;
    if (strcasecmp(name, "Content-Length") == 0) {
        h->lengths++;
        /* Not a number: told apart below, libmicrohttpd refuses it too. */
        if (text_read_integer(text_of(value), &h->length)) h->lengths++;
    }
    if (strcasecmp(name, "Transfer-Encoding") == 0) {
        h->encodings++;
        h->chunked = value && strcasecmp(value, "chunked") == 0;
    }
    return MHD_YES;
}

static ptrdiff_t max_of(const struct worker *w, const struct exchange *x, const char *method)
{
    if (!w->server->body_max_of) return w->server->body_max;
    text rest = text_of(x->target);
    return w->server->body_max_of(text_of(method), text_cut(&rest, '?'));
}

/* Whether the address has asked too often for what it asks. */
static bool is_too_often(const struct worker *w, const struct exchange *x,
                         struct MHD_Connection *connection, const char *method)
{
    if (!w->limits) return false;
    text rest = text_of(x->target);
    int class = w->server->class_of(text_of(method), text_cut(&rest, '?'));
    const char *forwarded =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-Forwarded-For");
    text peer = host_peer(w->server, text_of(host_visit_of(connection)->peer), text_of(forwarded));
    return !host_limits_take(w->limits, peer, class, host_elapsed());
}

/* 400 when two readers could see two different requests in the same bytes (a proxy and we); 413
 * when the announced body is not worth reading to its end; else 0. */
static int head_refusal(const struct exchange *x, struct MHD_Connection *connection)
{
    struct head h = {0};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, head_look, &h);
    if (h.hosts > 1 || h.lengths + h.encodings > 1) return 400;
    if (h.encodings == 1 && !h.chunked) return 400;
    if (h.length > x->max) {
        const char *expect = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Expect");
        if (expect || h.length > SWALLOW_MAX) return 413;
    }
    return 0;
}

/* NOLINTNEXTLINE(readability-function-size): the library's callback has eight parameters */
enum MHD_Result host_exchange_go_on(void *worker, struct MHD_Connection *connection,
                                    const char *url, const char *method, const char *version,
                                    const char *piece, size_t *piece_size, void **exchange)
{
    struct worker *w = worker;
    struct exchange *x = *exchange;
    (void)url, (void)version; /* our own copy of the target is not decoded */
    if (!x) return MHD_NO;
    if (!x->begun) {
        x->begun = true;
        x->max = max_of(w, x, method);
        x->refused = head_refusal(x, connection);
        if (!x->refused && is_too_often(w, x, connection, method)) x->refused = 429;
        return x->refused ? host_exchange_answer(w, x, connection, method) : MHD_YES;
    }
    if (*piece_size > 0) {
        size_t size = *piece_size;
        *piece_size = 0;
        host_visit_sends(w, host_visit_of(connection), x->length + (ptrdiff_t)size);
        return body_add(w, x, piece, size);
    }
    return host_exchange_answer(w, x, connection, method);
}
