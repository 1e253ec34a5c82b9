#include "web/web.h"

#include <string.h>

#include "desk/roles.h"
#include "web/portal.h"

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
static void protect(const struct web *web, struct host_answer *answer, bool may_be_kept)
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
    if (web->is_https)
        host_answer_header(answer, "Strict-Transport-Security",
                           "max-age=63072000; includeSubDomains");
    host_answer_header(answer, "Cache-Control", may_be_kept ? "max-age=86400" : "no-store");
}

bool is_interface(text path)
{
    return text_starts_with(path, T("/api/")) || text_equal(path, T("/metrics"));
}

static void refuse_status(struct call *call, int status, const char *title)
{
    if (is_interface(call->request->path)) {
        answer_problem_status(call, status, title, NULL);
        return;
    }
    struct values *values = page_values(call, SAY(call->tongue, "Page introuvable"));
    values_string(values, "sentence",
                  status == 405 ? SAY(call->tongue, "Cette adresse ne répond pas à cette demande.")
                                : SAY(call->tongue, "Cette adresse n'existe pas."));
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

/* Nothing was begun for who is not known: nothing was recorded, and that may be said. */
static void refuse_unidentified(struct call *call)
{
    err e = call->unidentified;
    if (status_of(e) == 503) e = ERR_STORE_DOWN;
    (is_interface(call->request->path) ? answer_problem : answer_error)(call, e);
}

/* A form sent from another site. Browsers say where a request comes from; old ones say nothing, and
 * with no-referrer an Origin of ours is "null". */
static bool is_foreign(const struct host_request *request)
{
    if (is_interface(request->path) || text_equal(request->method, T("GET"))) return false;
    text site = host_request_header(request, "Sec-Fetch-Site");
    if (site.length > 0) return !text_equal(site, T("same-origin")) && !text_equal(site, T("none"));
    text origin = host_request_header(request, "Origin");
    text host = host_request_header(request, "Host");
    if (origin.length == 0 || text_equal(origin, T("null"))) return false;
    text rest = origin;
    (void)text_cut(&rest, '/'); /* "https:" */
    (void)text_cut(&rest, '/');
    return !text_equal(rest, host);
}

/* Where it matters who asks. What everybody may see goes on when the store cannot say. */
static bool asks_who(const struct call *call, const struct route *route)
{
    text path = call->request->path;
    return is_interface(path) || route->open_to != PUBLIC || text_starts_with(path, T("/bureau")) ||
           text_starts_with(path, T("/suivi"));
}

/* Who asks; then the route's own answer. */
static void serve(struct call *call, const struct route *route)
{
    if (is_foreign(call->request)) {
        answer_error(call, ERR_FORBIDDEN);
        return;
    }
    call_identify(call);
    bool bad = call->bad_token && is_interface(call->request->path);
    if (call->unidentified != ERR_OK && asks_who(call, route)) {
        refuse_unidentified(call);
    } else if (bad || !role_in(call->desk.agent.role, route->open_to)) {
        refuse_role(call);
    } else if (!call_in_scope(call, route->answers)) {
        call_refused(call, REFUSED_SCOPE);
        answer_problem_status(call, 403, "a token with the scope for this is needed", NULL);
    } else {
        route->answers(call);
    }
}

/* Whether that page exists in every language. */
static bool is_translated(text path)
{
    static const char *const pages[] = {
#define TRANSLATED(address, files) address,
#include "web/translated.def"
    };
    for (size_t i = 0; i < LENGTH(pages); i++) {
        text page = text_of(pages[i]);
        if (page.length == 0 || !text_starts_with(path, page)) continue;
        if (path.length == page.length || path.at[page.length] == '/') return true;
    }
    return false;
}

void call_speak(struct call *call, enum tongue wished)
{
    bool has_all = tongues[wished].is_read_again; /* French and English are whole */
    call->wished = wished;
    call->tongue = has_all || is_translated(call->request->path) ? wished : TONGUE_FR;
    call->language = tongues[call->tongue].law;
}

bool call_follow_language(struct call *call, const struct form_data *form)
{
    text pressed = form_value(form, "langue");
    int wished = tongue_find(pressed.length > 0 ? pressed : form_value(form, "l"));
    if (wished >= 0) call_speak(call, (enum tongue)wished);
    return pressed.length > 0;
}

static enum tongue tongue_of(const struct host_request *request)
{
    int asked = tongue_find(query_value(request->query, "l"));
    if (asked >= 0) return (enum tongue)asked;
    return tongue_preferred(host_request_header(request, "Accept-Language"));
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
                 .arena = request->arena,
                 .read_plan = wire_plan_read,
                 .read_holder = wire_holder_read,
                 .check_word = portal_check_word},
    };
    call_speak(&call, tongue_of(request));
    text method = text_equal(request->method, T("HEAD")) ? T("GET") : request->method;
    bool path_known = false;
    const struct route *route = NULL;
    for (size_t i = 0; i < LENGTH(routes) && !route; i++) {
        if (!matches(&routes[i], request->path, &call.parameter)) continue;
        path_known = true;
        if (text_equal(method, text_of(routes[i].method))) route = &routes[i];
    }
    protect(call.web, answer,
            text_equal(request->path, T("/static/s.css")) ||
                text_equal(request->path, T("/static/i.svg")));
    if (route) {
        serve(&call, route);
    } else {
        refuse_status(&call, path_known ? 405 : 404,
                      path_known ? "no such method here" : "no such address");
    }
}

/* In both languages: whose request could not be read has no language yet. */
#define SHORT_PAGE(fr, en)                                                           \
    "<!doctype html>\n<html lang=\"fr\">\n<meta charset=\"utf-8\">\n"                \
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Page</title>\n" \
    "<link rel=\"icon\" href=\"/static/i.svg\">\n"                                   \
    "<link rel=\"stylesheet\" href=\"/static/s.css\">\n"                             \
    "<script type=\"module\" src=\"/static/sortie.js\"></script>\n"                  \
    "<nav class=\"exit\" aria-label=\"Sortie\"><a id=\"sortie\" href=\"/quitter\">"  \
    "Quitter vite · Leave quickly</a></nav>\n<main><h1>Page</h1>\n<p>" fr "</p>\n"   \
    "<p lang=\"en\">" en "</p></main>\n"

static const struct refusal {
    int status;
    const char *problem, *page;
} refusals[] = {
    {413, "{\"type\": \"about:blank\", \"title\": \"too large\", \"status\": 413}\n",
     SHORT_PAGE("C'est trop long pour être reçu.", "This is too long to be received.")},
    {429, "{\"type\": \"about:blank\", \"title\": \"too many requests\", \"status\": 429}\n",
     SHORT_PAGE("Trop de demandes d'un coup : attendez un instant, puis réessayez.",
                "Too many requests at once: wait a moment, then try again.")},
    {503, "{\"type\": \"about:blank\", \"title\": \"try again later\", \"status\": 503}\n",
     SHORT_PAGE("Rien n'a été enregistré ; réessayez dans un instant.",
                "Nothing was recorded; try again in a moment.")},
    {400, "{\"type\": \"about:blank\", \"title\": \"not understood\", \"status\": 400}\n",
     SHORT_PAGE("Cette demande n'est pas comprise.", "This request is not understood.")},
};

void web_refuse(void *context, int status, text target, struct host_answer *answer)
{
    const struct refusal *refusal = &refusals[0];
    while (refusal < &refusals[LENGTH(refusals) - 1] && refusal->status != status) refusal++;
    bool interface = is_interface(target);
    protect(context, answer, false);
    answer->status = status;
    answer->content_type = interface ? "application/problem+json" : "text/html; charset=utf-8";
    answer->body = text_of(interface ? refusal->problem : refusal->page);
    if (status == 429 || status == 503) host_answer_header(answer, "Retry-After", "5");
}
