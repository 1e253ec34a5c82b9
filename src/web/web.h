/* What the server answers: pages and the interface. One table of routes says who may ask for what;
 * every answer carries the same protections. May include: base, law, case, pay, store, wire, desk,
 * host. */
#ifndef WEB_WEB_H
#define WEB_WEB_H
#include "desk/desk.h"
#include "host/host.h"
#include "signin/signin.h"
#include "store/signin.h"
#include "wire/upload.h"

/* Who cleans what somebody sent: errors as wire_upload_clean; STORE_DOWN when it does not answer.
 */
struct web_cleaner {
    err (*clean)(void *context, text bytes, struct arena *a, enum upload_type *ret_type, text *ret,
                 struct trouble *trouble);
    void *context;
};

/* Of one worker. */
struct web {
    struct store *store;
    const char *exit_to; /* where the quick exit leads */
    struct session_limits limits;
    /* NULL: local accounts alone. */
    const struct signin_config *provider;
    struct signin_line provider_line;
    int64_t refused[16]; /* since the start, by enum turned_away */
    struct web_cleaner cleaner;
    bool is_https; /* here, or at the proxy before us: browsers are told to stay with it */
};

/* What a session lasts: a quarter of an hour unused, half a day in all. */
#define SESSION_IDLE    (INT64_C(15) * 60 * 1000000)
#define SESSION_WHOLE   (INT64_C(12) * 60 * 60 * 1000000)
#define SESSION_WARNING (INT64_C(60) * 1000000) /* so long before it ends, the page says so */

/* Answers one request; `context` is the struct web. */
void web_handle(void *context, const struct host_request *request, struct host_answer *answer);
/* Gives a body and the protections to an answer host makes itself (400, 413, 429, 503). */
void web_refuse(void *context, int status, text target, struct host_answer *answer);

/* How often an address may ask for what: limits.def. */
extern const struct host_class web_classes[];
extern const int web_classes_count;
int web_class_of(text method, text path);
/* The largest body: of a photograph where one is taken in, small elsewhere. `path` as sent. */
ptrdiff_t web_body_max_of(text method, text path);

#endif
