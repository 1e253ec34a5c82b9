#include <string.h>

#include "web/portal.h"

/* Who asks: a bearer token for the interface, a session cookie for the pages; never one for the
 * other. */

/* ---- what is refused ---- */

static int64_t count_refusal(struct call *call, enum turned_away what)
{
    _Static_assert(REFUSAL_COUNT <= LENGTH(((struct web *)0)->refused), "each has its count");
    return ++call->web->refused[what];
}

void call_refused(struct call *call, enum turned_away what)
{
    static const char *const meanings[] = {
#define REFUSAL(name, meaning) meaning,
#include "web/refusals.def"
    };
    long long count = count_refusal(call, what);
    host_log("refused: %s (%lld)", meanings[what], count);
}

void call_refused_return(struct call *call, enum signin_reason reason)
{
    long long count = count_refusal(call, REFUSED_PROVIDER);
    host_log("refused: a return from the provider of identities: %s (%lld)",
             signin_reason_word(reason), count);
}

bool call_could_not_say(struct call *call, err e)
{
    if (e == ERR_OK || e == ERR_NOT_FOUND) return false;
    call->unidentified = e;
    return true;
}

/* ---- tokens ---- */

static void identify_by_token(struct call *call, text header)
{
    text start = T("Bearer ");
    text token = {NULL, 0};
    struct agent agent;
    uint32_t scopes = 0;
    if (text_starts_with(header, start))
        token = text_trim((text){header.at + start.length, header.length - start.length});
    err e = store_token_check(call->desk.store, token, call->desk.now, &agent, &scopes);
    if (call_could_not_say(call, e)) return;
    if (e != ERR_OK) {
        call->bad_token = true;
        call_refused(call, REFUSED_TOKEN);
        return;
    }
    call->desk.agent = agent;
    call->scopes = scopes;
    call->by_token = call->signed_in = true;
}

/* ---- scopes ---- */

enum { NONE = SCOPE_COUNT }; /* as scopes.def calls it */

static const struct {
    void (*answers)(struct call *);
    int scope;
} scoped[] = {
#define CLAIMS_WRITE           SCOPE_CLAIMS_WRITE
#define FILES_READ             SCOPE_FILES_READ
#define FACTS_WRITE            SCOPE_FACTS_WRITE
#define PAYMENTS_WRITE         SCOPE_PAYMENTS_WRITE
#define DUTIES_READ            SCOPE_DUTIES_READ
#define READS_READ             SCOPE_READS_READ
#define REPORTS                SCOPE_REPORTS
#define FIGURES                SCOPE_FIGURES
#define SCOPED(answers, scope) {answers, scope},
#include "web/scopes.def"
};

bool call_in_scope(const struct call *call, void (*answers)(struct call *))
{
    if (!call->by_token) return true;
    for (size_t i = 0; i < LENGTH(scoped); i++) {
        if (scoped[i].answers != answers) continue;
        return scoped[i].scope == NONE || (call->scopes & 1u << scoped[i].scope) != 0;
    }
    return false;
}

/* ---- sessions ---- */

/* A form of the session carries a word only the session's pages know. */
void call_derive_csrf(struct call *call, text token)
{
    char room[TOKEN_LENGTH + 16];
    struct writer key = WRITER(room);
    write_string(&key, "form|");
    write_text(&key, token);
    unsigned char hash[STORE_HASH_BYTES];
    store_hash(writer_text(&key), hash);
    struct writer out = WRITER(call->csrf);
    write_hex(&out, hash, STORE_HASH_BYTES);
    writer_string(&out);
}

/* The page that warns looks at the session without using it. */
static bool is_only_looking(const struct host_request *request)
{
    return text_equal(request->path, T("/bureau/veille")) &&
           !text_equal(request->method, T("POST"));
}

static void identify_by_session(struct call *call)
{
    text token = host_request_cookie(call->request, SESSION_COOKIE);
    if (token.length == 0) return;
    err e = store_session_check(call->desk.store, token, call->desk.now, &call->web->limits,
                                !is_only_looking(call->request), &call->session);
    if (call_could_not_say(call, e)) return;
    bool is_hers = e == ERR_OK && call->session.agent.role == ROLE_VICTIM;
    if (is_hers && call->session.agent.body[0] == '\0') e = ERR_NOT_FOUND; /* of /suivi */
    if (e != ERR_OK) {
        call->session_over = true;
        call_refused(call, REFUSED_SESSION);
        return;
    }
    call->desk.agent = call->session.agent;
    call->desk.purpose = desk_ordinary_purpose(&call->desk.agent);
    call->signed_in = call->by_session = true;
    call_derive_csrf(call, token);
}

void call_identify(struct call *call)
{
    bool interface = is_interface(call->request->path);
    text header = host_request_header(call->request, "Authorization");
    if (interface && header.length > 0) identify_by_token(call, header);
    if (interface) call_purpose(call);
    bool hers = text_starts_with(call->request->path, T("/suivi"));
    if (hers) portal_identify(call);
    if (!interface && !hers) identify_by_session(call);
}

void session_cookie_set(struct call *call, const char *token)
{
    char room[160];
    struct writer out = WRITER(room);
    write_string(&out, SESSION_COOKIE "=");
    write_string(&out, token);
    write_string(&out, "; Path=/; Secure; HttpOnly; SameSite=Strict");
    text cookie = arena_copy(call->request->arena, writer_text(&out));
    host_answer_header(call->answer, "Set-Cookie", cookie.at);
}

void session_cookie_end(struct call *call)
{
    host_answer_header(call->answer, "Set-Cookie",
                       SESSION_COOKIE "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
}

err call_begin_session(struct call *call, const struct agent *agent, text shown, text provider_word)
{
    char token[TOKEN_LENGTH + 1];
    struct store *store = call->desk.store;
    text before = host_request_cookie(call->request, SESSION_COOKIE);
    if (before.length > 0) TRY(store_session_end(store, before));
    TRY(store_session_add(store, agent, shown, provider_word, call->desk.now, token));
    session_cookie_set(call, token);
    explicit_bzero(token, sizeof token);
    return ERR_OK;
}

bool call_proven(const struct call *call)
{
    int64_t age = 0;
    return call->by_session &&
           !__builtin_sub_overflow(call->desk.now, call->session.proven_at, &age) && age >= 0 &&
           age <= PROOF_FRESH;
}

/* ---- the way back ---- */

static bool is_office_path(text path)
{
    if (!text_starts_with(path, T("/bureau")) || path.length > 64) return false;
    for (ptrdiff_t i = 0; i < path.length; i++) {
        char c = path.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-';
        if (!plain) return false;
    }
    return true;
}

const char *call_way_back(struct call *call)
{
    text back = query_value(call->request->query, "de");
    if (!is_office_path(back)) return "/bureau";
    return arena_copy(call->request->arena, back).at;
}

void session_values(struct call *call, struct values *values)
{
    char room[256], number[24];
    struct writer seconds = WRITER(number), to = WRITER(room);
    bool warns = text_equal(call->request->path, T("/bureau/veille"));
    text path = call->request->path;
    const char *back = is_office_path(path) && !warns ? arena_copy(call->request->arena, path).at
                                                      : call_way_back(call);
    /* The page that warns leads to the door, when the time has come. */
    int64_t after = warns ? SESSION_WARNING + 1000000 : call->web->limits.idle - SESSION_WARNING;
    write_integer(&seconds, after / 1000000);
    write_string(&to, warns ? "/bureau?l=" : "/bureau/veille?l=");
    write_string(&to, tongues[call->wished].word);
    write_string(&to, warns ? "" : "&de=");
    write_string(&to, warns ? "" : back);
    values_text(values, "refresh_after", arena_copy(call->request->arena, writer_text(&seconds)));
    values_text(values, "refresh_to", arena_copy(call->request->arena, writer_text(&to)));
    values_string(values, "back", back);
}
