/* What the server answers: pages and the interface. One table of routes says who may ask for what;
 * every answer carries the same protections. May include: base, law, case, pay, store, wire, desk,
 * host. */
#ifndef WEB_WEB_H
#define WEB_WEB_H
#include "desk/desk.h"
#include "host/host.h"

/* Of one worker. */
struct web {
    struct store *store;
    const char *exit_to; /* where the quick exit leads */
    int64_t idle_limit;  /* of a session, microseconds */
    bool is_https;       /* here, or at the proxy before us: browsers are told to stay with it */
};

/* Answers one request; `context` is the struct web. */
void web_handle(void *context, const struct host_request *request, struct host_answer *answer);
/* Gives a body and the protections to an answer host makes itself (400, 413, 429, 503). */
void web_refuse(void *context, int status, text target, struct host_answer *answer);

/* How often an address may ask for what: limits.def. */
extern const struct host_class web_classes[];
extern const int web_classes_count;
int web_class_of(text method, text path);

#endif
