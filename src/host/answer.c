/* One request, whole now, shown to the program; its answer sent from memory that outlives the
 * arena. */
#include "host/figures.h"
#include "host/inside.h"

#include <stdlib.h>
#include <string.h>

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* The path decoded into the arena; false when an escape is broken or hides a NUL. */
static bool path_decode(text raw, struct arena *a, text *ret)
{
    if (raw.length == 0 || raw.at[0] != '/') return false;
    char *room = arena_try(a, raw.length);
    if (!room) return false;
    ptrdiff_t length = 0;
    for (ptrdiff_t i = 0; i < raw.length; i++) {
        char c = raw.at[i];
        if (c == '%') {
            if (raw.length - i < 3) return false;
            int high = hex_value(raw.at[i + 1]), low = hex_value(raw.at[i + 2]);
            if (high < 0 || low < 0 || high + low == 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        room[length++] = c;
    }
    *ret = (text){room, length};
    return true;
}

/* ---- the answer ---- */

/* A body on its way: wiped when it has left. */
struct parcel {
    size_t size;
    char bytes[];
};

static void parcel_drop(void *parcel)
{
    struct parcel *p = parcel;
    explicit_bzero(p->bytes, p->size);
    free(p);
}

static bool is_inside(text part, const char *room, ptrdiff_t size)
{
    uintptr_t at = (uintptr_t)part.at, start = (uintptr_t)room;
    return room && at >= start && at < start + (uintptr_t)size;
}

/* What lives in the arena or in the request is copied, because it dies before the last byte has
 * left; what lives for ever (a style sheet) is sent from where it is. */
static struct MHD_Response *response_of(const struct worker *w, const struct exchange *x, text body)
{
    const char *room = w->room.at;
    if (!is_inside(body, room, w->room.end - room) && !is_inside(body, x->body, x->capacity))
        return MHD_create_response_from_buffer((size_t)body.length, (void *)(uintptr_t)body.at,
                                               MHD_RESPMEM_PERSISTENT);
    struct parcel *p = malloc(sizeof *p + (size_t)body.length);
    if (!p) return NULL;
    p->size = (size_t)body.length;
    memcpy(p->bytes, body.at, p->size);
    struct MHD_Response *r =
        MHD_create_response_from_buffer_with_free_callback_cls(p->size, p->bytes, parcel_drop, p);
    if (!r) parcel_drop(p);
    return r;
}

static bool response_header(struct MHD_Response *r, const char *name, const char *value)
{
    return !value || !*value || MHD_add_response_header(r, name, value) == MHD_YES;
}

static enum MHD_Result send_answer(const struct worker *w, const struct exchange *x,
                                   struct MHD_Connection *connection,
                                   const struct host_answer *answer, bool close)
{
    must(answer->status >= 200 && answer->status <= 599);
    struct MHD_Response *r = response_of(w, x, answer->body);
    if (!r) return MHD_NO;
    /* A value with a line break in it is refused by the library: no answer rather than a forged
     * one. */
    bool good = response_header(r, "Content-Type", answer->content_type);
    for (int i = 0; i < answer->headers_count; i++)
        good = good && response_header(r, answer->headers[i].name, answer->headers[i].value);
    if (close || w->stopping) good = good && response_header(r, "Connection", "close");
    enum MHD_Result queued = MHD_NO;
    if (good) queued = MHD_queue_response(connection, (unsigned)answer->status, r);
    MHD_destroy_response(r);
    return queued;
}

/* Only what was written has pages of its own; wiping more would bring them into memory. */
static void wipe(struct arena whole, const struct arena *used)
{
    whole = arena_over(whole.at, whole.end - whole.at);
    explicit_bzero(whole.at, (size_t)(used->at - whole.at));
}

enum MHD_Result host_exchange_answer(struct worker *w, struct exchange *x,
                                     struct MHD_Connection *connection, const char *method)
{
    struct visit *visit = host_visit_of(connection);
    struct arena arena = arena_over(w->room.at, w->room.end - w->room.at);
    text forwarded =
        text_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-Forwarded-For"));
    text query = text_of(x->target);
    text path = text_cut(&query, '?');
    struct host_request request = {
        .method = strcmp(method, "HEAD") == 0 ? T("GET") : text_of(method),
        .query = query,
        .body = {x->body ? x->body : "", x->length},
        .peer = host_peer(w->server, text_of(visit->peer), forwarded),
        .arena = &arena,
        .connection = connection,
    };
    int64_t began = host_elapsed();
    if (!x->refused && !path_decode(path, &arena, &request.path)) x->refused = 400;

    struct host_answer given = {0};
    if (x->refused)
        w->server->refuse(w->server->context, x->refused, path, &given);
    else
        w->server->handle(w->server->context, &request, &given);
    host_visit_answered(w, visit, given.body.length);
    host_figure_answer(given.status, host_elapsed() - began);
    enum MHD_Result sent = send_answer(w, x, connection, &given, x->refused != 0);
    wipe(w->room, &arena);
    host_body_drop(w, x);
    return sent;
}

/* ---- what a handler asks and says ---- */

text host_request_header(const struct host_request *request, const char *name)
{
    return text_of(MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name));
}

text host_request_cookie(const struct host_request *request, const char *name)
{
    return text_of(MHD_lookup_connection_value(request->connection, MHD_COOKIE_KIND, name));
}

void host_answer_header(struct host_answer *answer, const char *name, const char *value)
{
    must(answer->headers_count < ANSWER_HEADERS_MAX);
    answer->headers[answer->headers_count++] = (struct host_header){name, value};
}
