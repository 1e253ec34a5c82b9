#include "web/web.h"

#include <string.h>

#include "desk/roles.h"
#include "web/call.h"

/* Anybody; anybody who said who they are. */
#define PUBLIC    EVERYBODY
#define SIGNED_IN (EVERYBODY & ~(1u << ROLE_COUNT))

static const struct route {
    const char *method, *path;
    role_set open_to;
    void (*answers)(struct call *call);
} routes[] = {
#define ROUTE(method, path, open_to, answers, what) {#method, path, open_to, answers},
#include "web/routes.def"
};

/* Whether the path is the route's; what stands for {} goes to *parameter. */
static bool matches(const struct route *route, text path, text *parameter)
{
    text rest = text_of(route->path);
    while (rest.length > 0) {
        text want = text_cut(&rest, '{');
        if (!text_starts_with(path, want)) return false;
        path = (text){path.at + want.length, path.length - want.length};
        if (rest.length == 0) break;
        (void)text_cut(&rest, '}');
        text after = path;
        text value = text_cut(&after, '/');
        if (value.length == 0) return false;
        *parameter = value;
        path = (text){path.at + value.length, path.length - value.length};
    }
    return path.length == 0;
}

/* Protections of every answer. Nothing is kept by the browser but the style and the icon. */
static void protect(struct host_answer *answer, bool may_be_kept)
{
    static const struct host_header headers[] = {
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src "
         "'self'; "
         "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"X-Frame-Options", "DENY"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Embedder-Policy", "require-corp"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
        {"X-Robots-Tag", "noindex"},
        {"Request-OTR", "1"},
    };
    for (size_t i = 0; i < LENGTH(headers); i++) {
        host_answer_header(answer, headers[i].name, headers[i].value);
    }
    host_answer_header(answer, "Cache-Control", may_be_kept ? "max-age=86400" : "no-store");
}

static bool is_interface(text path) { return text_starts_with(path, T("/api/")); }

static void refuse_status(struct call *call, int status, const char *title)
{
    if (is_interface(call->request->path)) {
        answer_problem_status(call, status, title, NULL);
        return;
    }
    struct values *values = page_values(call, SAY(call->language, "Page introuvable"));
    values_string(values, "sentence",
                  status == 405
                      ? SAY(call->language, "Cette adresse ne répond pas à cette demande.")
                      : SAY(call->language, "Cette adresse n'existe pas."));
    answer_page(call, status, "erreur", values);
}

/* Who has not said who they are is asked to; another role is refused. */
static void refuse_role(struct call *call)
{
    bool interface = is_interface(call->request->path);
    if (interface && call->signed_in) {
        answer_problem_status(call, 403, err_meaning(ERR_FORBIDDEN), NULL);
    } else if (interface) {
        host_answer_header(call->answer, "WWW-Authenticate", "Bearer");
        answer_problem_status(call, 401, "a good token is needed", NULL);
    } else if (call->signed_in) {
        answer_error(call, ERR_FORBIDDEN);
    } else {
        answer_redirect(call, "/bureau");
    }
}

/* Who asks; then the route's own answer. */
static void serve(struct call *call, const struct route *route)
{
    call_identify(call);
    bool bad = call->bad_token && is_interface(call->request->path);
    if (bad || !role_in(call->desk.agent.role, route->open_to)) {
        refuse_role(call);
    } else {
        route->answers(call);
    }
}

static enum language language_of(const struct host_request *request)
{
    text asked = query_value(request->query, "l");
    if (text_equal(asked, T("en"))) return LANGUAGE_EN;
    if (text_equal(asked, T("fr"))) return LANGUAGE_FR;
    text preferred = host_request_header(request, "Accept-Language");
    return text_starts_with(preferred, T("en")) ? LANGUAGE_EN : LANGUAGE_FR;
}

void web_handle(void *context, const struct host_request *request, struct host_answer *answer)
{
    int64_t now = host_now();
    struct call call = {
        .web = context,
        .request = request,
        .answer = answer,
        .desk = {.store = ((struct web *)context)->store,
                 .agent = {.role = ROLE_COUNT},
                 .today = host_day_of(now),
                 .now = now,
                 .arena = request->arena},
        .language = language_of(request),
    };
    text method = text_equal(request->method, T("HEAD")) ? T("GET") : request->method;
    bool path_known = false;
    const struct route *route = NULL;
    for (size_t i = 0; i < LENGTH(routes) && !route; i++) {
        if (!matches(&routes[i], request->path, &call.parameter)) continue;
        path_known = true;
        if (text_equal(method, text_of(routes[i].method))) route = &routes[i];
    }
    protect(answer, text_equal(request->path, T("/static/s.css")) ||
                        text_equal(request->path, T("/static/i.svg")));
    if (route) {
        serve(&call, route);
    } else {
        refuse_status(&call, path_known ? 405 : 404,
                      path_known ? "no such method here" : "no such address");
    }
}

void web_refuse(void *context, int status, struct host_answer *answer)
{
    (void)context;
    protect(answer, false);
    answer->status = status;
    answer->content_type = "application/problem+json";
    answer->body =
        status == 413
            ? T("{\"type\": \"about:blank\", \"title\": \"too large\", \"status\": 413}\n")
        : status == 503
            ? T("{\"type\": \"about:blank\", \"title\": \"try again later\", \"status\": 503}\n")
            : T("{\"type\": \"about:blank\", \"title\": \"not understood\", \"status\": 400}\n");
    if (status == 503) host_answer_header(answer, "Retry-After", "5");
}
